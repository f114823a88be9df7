using System;

namespace Insurance.Sdk;

/// <summary>Reads the two printed time forms straight from the bytes; everything else goes the long way.</summary>
internal static class PlainTime
{
    internal static bool TryRead(ReadOnlySpan<byte> text, FieldPlan plan, out ChinaTime time)
    {
        time = default;
        var isDate = text.Length == 10 && TimeForm.Of(plan) == "yyyy-MM-dd";
        var isTime = text.Length == 19 && TimeForm.Of(plan) == "yyyy-MM-dd HH:mm:ss";
        if ((!isDate && !isTime) || text[4] != '-' || text[7] != '-')
        {
            return false;
        }

        var (year, month, day) = ((Two(text, 0) * 100) + Two(text, 2), Two(text, 5), Two(text, 8));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        if (text.Length == 10)
        {
            time = new ChinaTime(new DateTime(year, month, day));
            return true;
        }

        if (text[10] != ' ' || text[13] != ':' || text[16] != ':')
        {
            return false;
        }

        var (hour, minute, second) = (Two(text, 11), Two(text, 14), Two(text, 17));
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            return false;
        }

        time = new ChinaTime(new DateTime(year, month, day, hour, minute, second));
        return true;
    }

    /// <summary>Two digits; a number far below zero where they are none.</summary>
    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        int tens = text[at] - '0', ones = text[at + 1] - '0';
        return tens is < 0 or > 9 || ones is < 0 or > 9 ? -100_000 : (tens * 10) + ones;
    }
}
