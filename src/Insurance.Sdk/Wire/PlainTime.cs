using System;

namespace Insurance.Sdk;

/// <summary>Reads and writes the two printed time forms straight as bytes; everything else goes the long way.</summary>
internal static class PlainTime
{
    internal static bool TryRead(ReadOnlySpan<byte> text, FieldPlan plan, out ChinaTime time)
    {
        time = default;
        var isPlain = text.Length switch { 10 => plan.TimeForm == "yyyy-MM-dd", 19 => plan.TimeForm == "yyyy-MM-dd HH:mm:ss", _ => false };
        if (!isPlain || text[4] != '-' || text[7] != '-')
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

    /// <summary>Bytes written; 0 where the form is another one.</summary>
    internal static int TryWrite(ChinaTime time, string form, Span<byte> target)
    {
        var isDate = form == "yyyy-MM-dd";
        if (!isDate && form != "yyyy-MM-dd HH:mm:ss")
        {
            return 0;
        }

        var value = time.Value;
#if NET
        var (year, month, day) = value;
#else
        var (year, month, day) = (value.Year, value.Month, value.Day);
#endif
        Put(target, 0, year / 100);
        Put(target, 2, year % 100);
        target[4] = target[7] = (byte)'-';
        Put(target, 5, month);
        Put(target, 8, day);
        if (isDate)
        {
            return 10;
        }

        target[10] = (byte)' ';
        target[13] = target[16] = (byte)':';
        Put(target, 11, value.Hour);
        Put(target, 14, value.Minute);
        Put(target, 17, value.Second);
        return 19;
    }

    private static void Put(Span<byte> target, int at, int number)
    {
        target[at] = (byte)('0' + (number / 10));
        target[at + 1] = (byte)('0' + (number % 10));
    }

    /// <summary>Two digits; a number far below zero where they are none.</summary>
    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        int tens = text[at] - '0', ones = text[at + 1] - '0';
        return tens is < 0 or > 9 || ones is < 0 or > 9 ? -100_000 : (tens * 10) + ones;
    }
}
