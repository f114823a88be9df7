using System;

namespace Insurance.Sdk.TraceCodes;

/// <summary>How long the value of a GS1 application identifier is. Source: GS1 General Specifications, the identifiers met on medicines.</summary>
internal static class Gs1ElementTable
{
    /// <summary>Finds the identifier that stands at a place.</summary>
    /// <param name="text">Element string.</param>
    /// <param name="at">Where an identifier begins.</param>
    /// <param name="identifier">Its digits.</param>
    /// <param name="length">Length of the value; the greatest one where it varies.</param>
    /// <param name="isFixed">True where the value always has that length.</param>
    internal static bool TryFind(string text, int at, out string identifier, out int length, out bool isFixed)
    {
        for (var digits = 2; digits <= 4 && at + digits <= text.Length; digits++)
        {
            identifier = text.Substring(at, digits);
            if (TryGet(identifier, out length, out isFixed))
            {
                return true;
            }
        }

        identifier = "";
        length = 0;
        isFixed = false;
        return false;
    }

    internal static bool TryGet(string identifier, out int length, out bool isFixed)
    {
        (length, isFixed) = identifier switch
        {
            "00" => (18, true),
            "01" or "02" => (14, true),
            "11" or "12" or "13" or "15" or "16" or "17" => (6, true),
            "20" => (2, true),
            "10" or "21" or "22" => (20, false),
            "30" or "37" => (8, false),
            "90" => (30, false),
            "91" or "92" or "93" or "94" or "95" or "96" or "97" or "98" or "99" => (90, false),
            "240" or "241" or "250" or "251" or "400" => (30, false),
            "710" or "711" or "712" or "713" or "714" or "715" => (20, false),
            "7003" => (10, true),
            _ => (0, false),
        };
        return length > 0;
    }

    /// <summary>True where a text from a place on can be read as further elements that end with it: then it is not certain where the value before it ends.</summary>
    internal static bool CouldGoOn(string text, int at)
    {
        if (!TryFind(text, at, out var identifier, out var length, out var isFixed))
        {
            return false;
        }

        var start = at + identifier.Length;
        if (isFixed)
        {
            return start + length <= text.Length && IsPlausible(identifier, text, start, length)
                && (start + length == text.Length || CouldGoOn(text, start + length));
        }

        return start < text.Length && identifier is "10" or "21";
    }

    /// <summary>A date has a month and a day.</summary>
    internal static bool IsPlausible(string identifier, string text, int start, int length)
    {
        for (var i = 0; i < length; i++)
        {
            if (text[start + i] is < '0' or > '9')
            {
                return false;
            }
        }

        if (length != 6)
        {
            return true;
        }

        var month = ((text[start + 2] - '0') * 10) + text[start + 3] - '0';
        var day = ((text[start + 4] - '0') * 10) + text[start + 5] - '0';
        return month is >= 1 and <= 12 && day <= 31 && identifier[0] == '1';
    }
}
