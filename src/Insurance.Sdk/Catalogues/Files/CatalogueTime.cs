using System;

namespace Insurance.Sdk.Catalogues;

/// <summary>Dates of catalogue files: Java's "Fri Jan 01 00:00:00 CST 2021", and the forms of answers.</summary>
/// <remarks>CST is China Standard Time there (UTC+8), never the American zone of that name.</remarks>
public static class CatalogueTime
{
    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private const string Days = "SunMonTueWedThuFriSat";

    /// <summary>Reads a date of a catalogue file.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="time">China time.</param>
    /// <returns>False where it is no date.</returns>
    public static bool TryParse(string text, out ChinaTime time)
    {
        if (text is { Length: >= 20 } && text[3] == ' ' && Days.IndexOf(text.Substring(0, 3), StringComparison.Ordinal) is >= 0 and var day && day % 3 == 0)
        {
            return TryParseJava(text, out time);
        }

        return ChinaTime.TryParse(text, out time);
    }

    private static bool TryParseJava(string text, out ChinaTime time)
    {
        time = default;
        var month = Months.IndexOf(text.Substring(4, 3), StringComparison.Ordinal);
        var lastBlank = text.LastIndexOf(' ');
        if (month < 0 || month % 3 != 0 || text[7] != ' ' || text[10] != ' ' || text[13] != ':' || text[16] != ':' || text[19] != ' ' || lastBlank < 20)
        {
            return false;
        }

        if (!Number(text, 8, 2, out var day) || !Number(text, 11, 2, out var hour) || !Number(text, 14, 2, out var minute) || !Number(text, 17, 2, out var second)
            || !Number(text, lastBlank + 1, text.Length - lastBlank - 1, out var year)
            || year is < 1 or > 9999 || day < 1 || day > DateTime.DaysInMonth(year, (month / 3) + 1) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var plain = new DateTime(year, (month / 3) + 1, day, hour, minute, second, DateTimeKind.Unspecified);
        switch (text.Substring(20, lastBlank - 20))
        {
            // Java in China writes CDT for the summers of 1986 to 1991; the day that was meant is the one written.
            case "CST" or "CDT" or "GMT+08:00" or "GMT+8" or "UTC+08:00" or "Asia/Shanghai":
                time = new ChinaTime(plain);
                return true;
            case "UTC" or "GMT" or "Z":
                time = new ChinaTime(DateTime.SpecifyKind(plain, DateTimeKind.Utc));
                return true;
            default:
                return false;
        }
    }

    private static bool Number(string text, int start, int length, out int number)
    {
        number = 0;
        if (length is < 1 or > 4)
        {
            return false;
        }

        for (var i = start; i < start + length; i++)
        {
            if (text[i] is < '0' or > '9')
            {
                return false;
            }

            number = (number * 10) + text[i] - '0';
        }

        return true;
    }
}
