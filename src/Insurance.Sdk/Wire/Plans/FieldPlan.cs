using System;
using System.Collections.Generic;

namespace Insurance.Sdk;

internal enum WireType
{
    Text,
    Number,
    Date,
    DateTime,
    Time,
    Flag,
    Bytes,
    Rows,
    Node,
    Json,
}

internal enum FieldPresence
{
    /// <summary>Part of the message.</summary>
    Yes,

    /// <summary>Sent when set.</summary>
    Optional,

    /// <summary>Sent when set, never demanded.</summary>
    Unknown,

    /// <summary>Known to other editions only: setting it is an error, reading it is not.</summary>
    Elsewhere,

    /// <summary>Never sent.</summary>
    No,
}

/// <summary>A field as one edition writes, demands and reads it.</summary>
internal sealed class FieldPlan
{
    private static readonly Dictionary<string, string> NoList = new();

    internal string Code { get; init; } = "";

    internal string ChineseName { get; init; } = "";

    internal MemberName Name { get; private set; } = new("");

    internal string WriteAs => Name.Text;

    internal byte[] KeyBytes { get; private set; } = Array.Empty<byte>();

    internal MemberName[] AlsoWrite { get; set; } = Array.Empty<MemberName>();

    internal List<string> AcceptAs { get; } = new();

    internal WireType Type
    {
        get => _type;
        set => (_type, _timeForm) = (value, null);
    }

    internal string? Length { get; private set; }

    /// <summary>Most characters of a text; 0 for no limit.</summary>
    internal int MaxLength { get; private set; }

    /// <summary>Most integer digits of a number; 0 for no limit.</summary>
    internal int IntegerDigits { get; private set; }

    /// <summary>Most decimals of a number; -1 for no limit.</summary>
    internal int Decimals { get; private set; } = -1;

    internal string? Format
    {
        get => _format;
        set => (_format, _timeForm) = (value, null);
    }

    /// <summary>The form in which a time is written.</summary>
    internal string TimeForm => _timeForm ??= Insurance.Sdk.TimeForm.Of(this);

    internal bool Required { get; set; }

    /// <summary>The printed mark where an edition leaves it undecided.</summary>
    internal bool WarnIfMissing { get; set; }

    internal FieldPresence Presence { get; set; }

    internal string? Dictionary { get; init; }

    /// <summary>Codes printed beside the field; null where a named list or none applies.</summary>
    internal string[]? Values { get; init; }

    internal FieldCondition? Condition { get; init; }

    internal char Sensitivity { get; init; } = '-';

    internal NodePlan? Child { get; set; }

    private WireType _type;
    private string? _format;
    private string? _timeForm;
    private IReadOnlyDictionary<string, string>? _list;
    private decimal _bound = 1;
    private WireType _publishedType;
    private string? _publishedLength;
    private string? _publishedFormat;

    internal void KeepAsPublished() => (_publishedType, _publishedLength, _publishedFormat) = (Type, Length, Format);

    internal void TypeAsPublished() => Type = _publishedType;

    internal void LengthAsPublished() => SetLength(_publishedLength);

    internal void FormatAsPublished() => Format = _publishedFormat;

    internal void Spell(string key)
    {
        Name = new MemberName(key);
        KeyBytes = System.Text.Encoding.UTF8.GetBytes(key);
    }

    /// <summary>False only where the field's list is known and does not have the code.</summary>
    internal bool Lists(string code)
    {
        if (Values is not null)
        {
            return Array.IndexOf(Values, code) >= 0;
        }

        _list ??= CodeLists.Find(Dictionary ?? "") ?? NoList;
        return _list.Count == 0 || _list.ContainsKey(code);
    }

    internal bool IsPersonal => Sensitivity is 'i' or 'c' or 'h' or 's';

    /// <summary>True where a number surely fits; a doubt is looked at digit by digit.</summary>
    internal bool Holds(decimal number)
        => (IntegerDigits == 0 && Decimals < 0)
            || (IntegerDigits is > 0 and < 28 && Math.Abs(number) < _bound && (Decimals < 0 || ScaleOf(number) <= Decimals));

#if NET
    internal static int ScaleOf(decimal number) => number.Scale;
#else
    internal static int ScaleOf(decimal number) => (decimal.GetBits(number)[3] >> 16) & 0xFF;
#endif

    internal void SetLength(string? length)
    {
        SetDigits(length);
        _bound = 1;
        for (var i = 0; i < IntegerDigits && i < 28; i++)
        {
            _bound *= 10;
        }
    }

    private void SetDigits(string? length)
    {
        Length = length;
        MaxLength = 0;
        IntegerDigits = 0;
        Decimals = -1;
        if (string.IsNullOrEmpty(length))
        {
            return;
        }

        var comma = length!.IndexOf(',');
        if (comma < 0)
        {
            if (int.TryParse(length, out var all))
            {
                MaxLength = all;
                IntegerDigits = all;
                Decimals = 0;
            }

            return;
        }

        if (int.TryParse(length.Substring(0, comma), out var digits) && int.TryParse(length.Substring(comma + 1), out var decimals))
        {
            IntegerDigits = digits - decimals;
            Decimals = decimals;
        }
    }
}

internal enum ConditionKind
{
    Equals,
    AnyOf,
    Empty,
    NotEmpty,
    Named,
}

/// <summary>When a field is demanded, as the table prints it.</summary>
internal sealed class FieldCondition
{
    internal ConditionKind Kind { get; init; }

    internal string Field { get; init; } = "";

    internal string[] Values { get; init; } = Array.Empty<string>();

    internal string Words { get; init; } = "";
}
