using System;
using System.Globalization;

namespace Insurance.Sdk;

/// <summary>A date or a time of China (UTC+8), as the standard's fields carry it: no zone on the wire, always China's.</summary>
/// <remarks>A <see cref="DateTime"/> without a kind is taken as China time; one of kind Utc or Local is converted.</remarks>
public readonly struct ChinaTime : IEquatable<ChinaTime>, IComparable<ChinaTime>, IFormattable
{
    /// <summary>The zone of every time in the standard.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    private readonly DateTime _value;

    /// <summary>Takes a wall-clock time of China; kinds Utc and Local are converted first.</summary>
    public ChinaTime(DateTime value)
    {
        _value = value.Kind switch
        {
            DateTimeKind.Utc => InChina(value),
            DateTimeKind.Local => InChina(value.ToUniversalTime()),
            _ => value,
        };
    }

    /// <summary>Takes a day, and a time of day, of China.</summary>
    public ChinaTime(int year, int month, int day, int hour = 0, int minute = 0, int second = 0)
        : this(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified))
    {
    }

    /// <summary>The wall-clock time of China, of kind Unspecified.</summary>
    public DateTime Value => _value;

    /// <summary>The instant, stated as +08:00.</summary>
    public DateTimeOffset ToDateTimeOffset() => new(_value, Offset);

    /// <summary>Now, in China.</summary>
    public static ChinaTime Now(TimeProvider clock) => FromDateTimeOffset((clock ?? throw new ArgumentNullException(nameof(clock))).GetUtcNow());

    /// <summary>The China time of an instant.</summary>
    public static ChinaTime FromDateTimeOffset(DateTimeOffset value) => new(InChina(value.UtcDateTime));

    /// <summary>Takes a wall-clock time of China; kinds Utc and Local are converted first.</summary>
    public static ChinaTime FromDateTime(DateTime value) => new(value);

    /// <summary>Takes a wall-clock time of China; kinds Utc and Local are converted first.</summary>
    public static implicit operator ChinaTime(DateTime value) => new(value);

    /// <summary>The China time of an instant.</summary>
    public static implicit operator ChinaTime(DateTimeOffset value) => FromDateTimeOffset(value);

    /// <summary>Reads every form met in answers: yyyy-MM-dd with or without a time, 6, 8, 14 and 17 digits, epoch seconds or milliseconds, ISO 8601 with a zone.</summary>
    public static bool TryParse(string? text, out ChinaTime time)
    {
        time = default;
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        if (IsDigits(text!))
        {
            return TryParseDigits(text!, out time);
        }

        if (DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var plain))
        {
            time = new ChinaTime(plain);
            return true;
        }

        if (DateTimeOffset.TryParseExact(text, ZonedForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var zoned))
        {
            time = FromDateTimeOffset(zoned);
            return true;
        }

        return false;
    }

    /// <inheritdoc />
    public bool Equals(ChinaTime other) => _value == other._value;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is ChinaTime other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _value.GetHashCode();

    /// <inheritdoc />
    public int CompareTo(ChinaTime other) => _value.CompareTo(other._value);

    /// <summary>yyyy-MM-dd HH:mm:ss.</summary>
    public override string ToString() => ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public string ToString(string? format, IFormatProvider? formatProvider = null) => _value.ToString(format ?? "yyyy-MM-dd HH:mm:ss", formatProvider ?? CultureInfo.InvariantCulture);

    /// <summary>Same time.</summary>
    public static bool operator ==(ChinaTime left, ChinaTime right) => left.Equals(right);

    /// <summary>Another time.</summary>
    public static bool operator !=(ChinaTime left, ChinaTime right) => !left.Equals(right);

    /// <summary>Earlier.</summary>
    public static bool operator <(ChinaTime left, ChinaTime right) => left.CompareTo(right) < 0;

    /// <summary>Earlier or same.</summary>
    public static bool operator <=(ChinaTime left, ChinaTime right) => left.CompareTo(right) <= 0;

    /// <summary>Later.</summary>
    public static bool operator >(ChinaTime left, ChinaTime right) => left.CompareTo(right) > 0;

    /// <summary>Later or same.</summary>
    public static bool operator >=(ChinaTime left, ChinaTime right) => left.CompareTo(right) >= 0;

    /// <summary>The end of the calendar stays the end of the calendar: 9999-12-31 means "no end".</summary>
    private static DateTime InChina(DateTime utc)
        => DateTime.SpecifyKind(utc > DateTime.MaxValue - Offset ? DateTime.MaxValue : utc + Offset, DateTimeKind.Unspecified);

    private static readonly string[] Forms =
    {
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss.fff", "yyyy-MM-dd HH:mm", "yyyy-MM-ddHH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.fff",
        "yyyy-M-d", "yyyy-M-d H:m:s", "yyyy/MM/dd", "yyyy/MM/dd HH:mm:ss", "yyyy/M/d", "yyyy/M/d H:mm:ss", "yyyy-MM", "yyyy-MM-dd HH:mm:ss.f",
    };

    private static readonly string[] ZonedForms = { "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.fK", "yyyy-MM-dd'T'HH:mm:ss.ffK", "yyyy-MM-dd'T'HH:mm:ss.fffK", "yyyy-MM-dd'T'HH:mm:ss.fffffffK" };

    private static bool IsDigits(string text)
    {
        foreach (var c in text)
        {
            if (c is < '0' or > '9')
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryParseDigits(string text, out ChinaTime time)
    {
        time = default;
        var form = text.Length switch { 6 => "yyyyMM", 8 => "yyyyMMdd", 14 => "yyyyMMddHHmmss", 17 => "yyyyMMddHHmmssfff", _ => null };
        if (form is not null)
        {
            if (!DateTime.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var plain))
            {
                return false;
            }

            time = new ChinaTime(plain);
            return true;
        }

        if (text.Length is not (10 or 13) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch))
        {
            return false;
        }

        time = FromDateTimeOffset(text.Length == 10 ? DateTimeOffset.FromUnixTimeSeconds(epoch) : DateTimeOffset.FromUnixTimeMilliseconds(epoch));
        return true;
    }
}
