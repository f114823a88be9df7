using System.Globalization;

namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>Days as the tables hold them: yyyy-MM-dd of China, which sorts as time does.</summary>
internal static class Days
{
    internal static string Text(ChinaTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string? Text(ChinaTime? time) => time is { } day ? Text(day) : null;

    internal static ChinaTime? Read(string? text) => ChinaTime.TryParse(text, out var time) ? time : null;
}
