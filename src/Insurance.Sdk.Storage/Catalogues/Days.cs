using System.Globalization;

namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>Days as the tables hold them: yyyy-MM-dd of China, which sorts as time does.</summary>
internal static class Days
{
    internal static string Text(ChinaTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string? Text(ChinaTime? time) => time is { } day ? Text(day) : null;

    internal static ChinaTime? Read(string? text) => ChinaTime.TryParse(text, out var time) ? time : null;

    /// <summary>A day in the tables' own form, half a million of them in no time; null where the text is empty.</summary>
    internal static ChinaTime? ReadDay(string? text)
    {
        if (text is not { Length: 10 } || text[4] != '-' || text[7] != '-')
        {
            return Read(text);
        }

        int Digit(int place) => text[place] - '0';
        return new ChinaTime((Digit(0) * 1000) + (Digit(1) * 100) + (Digit(2) * 10) + Digit(3), (Digit(5) * 10) + Digit(6), (Digit(8) * 10) + Digit(9));
    }
}
