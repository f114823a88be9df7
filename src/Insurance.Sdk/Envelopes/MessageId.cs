using System;
using System.Globalization;

namespace Insurance.Sdk.Envelopes;

/// <summary>A message id (msgid 发送方报文ID): institution code (12 characters), time (yyyyMMddHHmmss, China time) and sequence (4 digits).</summary>
public readonly struct MessageId : IEquatable<MessageId>
{
    /// <summary>Length of the text: 30 characters.</summary>
    public const int Length = InstitutionLength + TimeLength + SequenceLength;

    internal const int SequencesPerSecond = 10_000;

    private const int InstitutionLength = 12;
    private const int TimeLength = 14;
    private const int SequenceLength = 4;
    private const string TimeFormat = "yyyyMMddHHmmss";

    private readonly string? text;

    /// <summary>Puts a message id together.</summary>
    /// <param name="institutionCode">定点医药机构编号: 12 letters and digits.</param>
    /// <param name="time">Any offset; whole seconds of China time are kept.</param>
    /// <param name="sequence">0 … 9999.</param>
    /// <exception cref="ArgumentException">A part breaks its rule.</exception>
    public MessageId(string institutionCode, DateTimeOffset time, int sequence)
    {
        CheckInstitution(institutionCode);
        if (sequence is < 0 or >= SequencesPerSecond)
        {
            throw new ArgumentOutOfRangeException(nameof(sequence), "The sequence of a message id has four digits");
        }

        var china = time.ToOffset(TimeSpan.FromHours(8));
        Span<char> all = stackalloc char[Length];
        institutionCode.AsSpan().CopyTo(all);
        Put(all, InstitutionLength, 4, china.Year);
        Put(all, InstitutionLength + 4, 2, china.Month);
        Put(all, InstitutionLength + 6, 2, china.Day);
        Put(all, InstitutionLength + 8, 2, china.Hour);
        Put(all, InstitutionLength + 10, 2, china.Minute);
        Put(all, InstitutionLength + 12, 2, china.Second);
        Put(all, InstitutionLength + TimeLength, SequenceLength, sequence);
        text = all.ToString();
    }

    private MessageId(string text) => this.text = text;

    /// <summary>定点医药机构编号, 12 characters; "" for the default value.</summary>
    public string InstitutionCode => text?.Substring(0, InstitutionLength) ?? "";

    /// <summary>The time in it, with the offset of China.</summary>
    public DateTimeOffset Time => text is null
        ? default
        : new DateTimeOffset(
            DateTime.ParseExact(text.Substring(InstitutionLength, TimeLength), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None), TimeSpan.FromHours(8));

    /// <summary>The sequence, 0 … 9999.</summary>
    public int Sequence => text is null ? 0 : (int)(Digits(text, InstitutionLength + TimeLength, SequenceLength) ?? 0);

    /// <summary>Time and sequence as one number that grows from id to id.</summary>
    internal long Number => (Time.ToUnixTimeSeconds() * SequencesPerSecond) + Sequence;

    /// <summary>Reads a message id.</summary>
    /// <exception cref="FormatException">Not 12 letters and digits, a time, and four digits.</exception>
    public static MessageId Parse(string text)
        => TryParse(text, out var id)
            ? id
            : throw new FormatException("A message id has 30 characters: 12 letters and digits of the institution, yyyyMMddHHmmss and four digits");

    /// <summary>Reads a message id; false where the text is none.</summary>
    public static bool TryParse(string? text, out MessageId id)
    {
        id = default;
        if (text is null || text.Length != Length || !IsInstitution(text.Substring(0, InstitutionLength)))
        {
            return false;
        }

        if (Digits(text, InstitutionLength, TimeLength + SequenceLength) is null
            || !DateTime.TryParseExact(text.Substring(InstitutionLength, TimeLength), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            || time.Year < 2)
        {
            return false;
        }

        id = new MessageId(text);
        return true;
    }

    /// <summary>The 30 characters; "" for the default value.</summary>
    public override string ToString() => text ?? "";

    /// <inheritdoc />
    public bool Equals(MessageId other) => string.Equals(text, other.text, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is MessageId other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(text ?? "");

    /// <summary>True where both are the same text.</summary>
    public static bool operator ==(MessageId left, MessageId right) => left.Equals(right);

    /// <summary>True where the texts differ.</summary>
    public static bool operator !=(MessageId left, MessageId right) => !left.Equals(right);

    internal static MessageId FromNumber(string institutionCode, long number)
        => new(institutionCode, DateTimeOffset.FromUnixTimeSeconds(number / SequencesPerSecond), (int)(number % SequencesPerSecond));

    /// <summary>A number of ASCII digits inside a text; null where something else stands there.</summary>
    internal static long? Digits(string text, int start, int length)
    {
        var number = 0L;
        for (var i = start; i < start + length; i++)
        {
            if (text[i] is < '0' or > '9')
            {
                return null;
            }

            number = (number * 10) + (text[i] - '0');
        }

        return number;
    }

    private static void Put(Span<char> text, int start, int length, int number)
    {
        for (var i = start + length - 1; i >= start; i--, number /= 10)
        {
            text[i] = (char)('0' + (number % 10));
        }
    }

    internal static void CheckInstitution(string institutionCode)
    {
        if (!IsInstitution(institutionCode ?? throw new ArgumentNullException(nameof(institutionCode))))
        {
            throw new ArgumentException("The institution code (fixmedins_code 定点医药机构编号) has exactly 12 letters and digits", nameof(institutionCode));
        }
    }

    private static bool IsInstitution(string code)
    {
        foreach (var c in code)
        {
            if (c is not ((>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z')))
            {
                return false;
            }
        }

        return code.Length == InstitutionLength;
    }
}
