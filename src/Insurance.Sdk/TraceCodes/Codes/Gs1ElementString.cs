using System;
using System.Collections.Generic;
using System.Text;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Cuts a GS1 element string into its elements: with brackets, with FNC1, or without any separator as far as that is certain.</summary>
internal sealed class Gs1ElementString
{
    private readonly Dictionary<string, string> _elements = new(StringComparer.Ordinal);
    private readonly StringBuilder _plain = new();
    private bool _isCut = true;

    private Gs1ElementString()
    {
    }

    internal TraceCodeReason Reason { get; private set; }

    internal string Detail { get; private set; } = "";

    internal Gs1Elements? Elements { get; private set; }

    /// <summary>All elements in their order, without brackets and FNC1.</summary>
    internal string Plain => _plain.ToString();

    /// <summary>True for texts that say of themselves that they are element strings.</summary>
    internal static bool LooksBracketed(string compact)
        => compact.Length > 4 && compact[0] == '(' && compact.IndexOf(')') is 3 or 4 or 5 && Gs1ElementTable.TryGet(compact.Substring(1, compact.IndexOf(')') - 1), out _, out _);

    /// <summary>True for 01, 14 digits and something behind them: the usual begin, though a manufacturer's own code could begin like that.</summary>
    internal static bool LooksPlain(string compact)
    {
        if (compact.Length < 19 || compact[0] != '0' || compact[1] != '1')
        {
            return false;
        }

        for (var i = 2; i < 16; i++)
        {
            if (compact[i] is < '0' or > '9')
            {
                return false;
            }
        }

        return Gs1ElementTable.TryFind(compact, compact[16] == ScanText.Separator ? 17 : 16, out _, out _, out _);
    }

    internal static Gs1ElementString Parse(string compact)
    {
        var parsed = new Gs1ElementString();
        if (compact.Length > 0 && compact[0] == '(' ? parsed.ReadBracketed(compact) : parsed.ReadRun(compact))
        {
            parsed.Judge();
        }

        return parsed;
    }

    private bool ReadBracketed(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == ScanText.Separator)
            {
                at++;
                continue;
            }

            var close = text[at] == '(' ? text.IndexOf(')', at) : -1;
            if (close < 0 || !Gs1ElementTable.TryGet(text.Substring(at + 1, close - at - 1), out var length, out var isFixed))
            {
                return Fail("unknown element");
            }

            // A value may hold a bracket itself: the next element begins at a bracket with a known identifier in it.
            var end = NextBracket(text, close + 1);
            var value = text.Substring(close + 1, end - close - 1).TrimEnd(ScanText.Separator);
            if (!Add(text.Substring(at + 1, close - at - 1), value, length, isFixed))
            {
                return false;
            }

            at = end;
        }

        return true;
    }

    private static int NextBracket(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '(' && text.IndexOf(')', i) is var close && close - i is >= 3 and <= 5 && Gs1ElementTable.TryGet(text.Substring(i + 1, close - i - 1), out _, out _))
            {
                return i;
            }
        }

        return text.Length;
    }

    private bool ReadRun(string text)
    {
        var at = 0;
        var hasSeparator = text.Contains("\u001D");
        while (at < text.Length)
        {
            if (text[at] == ScanText.Separator)
            {
                at++;
                continue;
            }

            if (!Gs1ElementTable.TryFind(text, at, out var identifier, out var length, out var isFixed))
            {
                return Fail("unknown element");
            }

            var start = at + identifier.Length;
            var separator = text.IndexOf(ScanText.Separator, start);
            var end = separator < 0 ? text.Length : separator;
            if (isFixed)
            {
                end = Math.Min(start + length, end);
            }
            else if (!hasSeparator && IsOpen(text, start, length))
            {
                if (_elements.TryGetValue("01", out var gtin) && text.IndexOf("01" + gtin, start, StringComparison.Ordinal) > 0)
                {
                    Reason = TraceCodeReason.SeveralCodes;
                    return false;
                }

                // From here on nothing is certain; the text stays as it is.
                _plain.Append(text, at, text.Length - at);
                _isCut = false;
                return true;
            }

            if (!Add(identifier, text.Substring(start, end - start), length, isFixed))
            {
                return false;
            }

            at = end;
        }

        return true;
    }

    /// <summary>Without separators a value of variable length is certain only where it can be read in one way: up to the end.</summary>
    private static bool IsOpen(string text, int start, int length)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (i - start <= length && Gs1ElementTable.CouldGoOn(text, i))
            {
                return true;
            }
        }

        return text.Length - start > length;
    }

    private bool Add(string identifier, string value, int length, bool isFixed)
    {
        if (value.Length == 0 || value.Length > length || (isFixed && value.Length != length))
        {
            return Fail("length of (" + identifier + ")");
        }

        foreach (var c in value)
        {
            if (c is <= ' ' or > '~' || (isFixed && c is < '0' or > '9'))
            {
                return Fail("characters of (" + identifier + ")");
            }
        }

        if (_elements.TryGetValue(identifier, out var before))
        {
            Reason = before == value ? TraceCodeReason.DoubleScan : TraceCodeReason.SeveralCodes;
            return false;
        }

        _elements.Add(identifier, value);
        _plain.Append(identifier).Append(value);
        return true;
    }

    private void Judge()
    {
        if (!_elements.TryGetValue("01", out var gtin))
        {
            Fail("no GTIN (01)");
            return;
        }

        if (!Gs1CheckDigit.Fits(gtin))
        {
            Reason = TraceCodeReason.Gs1CheckDigit;
            return;
        }

        var serial = Value("21");
        if (serial is null && _isCut)
        {
            Reason = TraceCodeReason.Gs1NoSerial;
            return;
        }

        Reason = _isCut ? TraceCodeReason.None : TraceCodeReason.Gs1NotCut;
        Elements = new Gs1Elements { Gtin = gtin, Serial = serial, Lot = Value("10"), Expires = Value("17"), Made = Value("11"), IsCut = _isCut };
    }

    private string? Value(string identifier) => _elements.TryGetValue(identifier, out var value) ? value : null;

    private bool Fail(string detail)
    {
        Reason = TraceCodeReason.Gs1Malformed;
        Detail = detail;
        return false;
    }
}
