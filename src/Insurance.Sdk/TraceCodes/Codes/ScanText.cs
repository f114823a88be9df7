using System;
using System.Globalization;
using System.Text;

namespace Insurance.Sdk.TraceCodes;

/// <summary>A scan without what scanners and keyboards add: full-width forms, invisible characters, AIM identifiers, control characters.</summary>
internal sealed class ScanText
{
    /// <summary>FNC1 as scanners send it.</summary>
    internal const char Separator = '\u001D';

    private static readonly string[] SpelledSeparators = { "<GS>", "{GS}", "[GS]", "<FNC1>", "\u241D" };

    private ScanText(string spaced, bool hasGs1Mark)
    {
        Spaced = spaced;
        HasGs1Mark = hasGs1Mark;
        Compact = Remove(spaced, ' ');
    }

    /// <summary>The text with single blanks where blanks, control characters or AIM identifiers stood between other characters.</summary>
    internal string Spaced { get; }

    /// <summary>The text without any blank.</summary>
    internal string Compact { get; }

    /// <summary>True where the scanner said GS1: an AIM identifier of a GS1 symbol, or FNC1.</summary>
    internal bool HasGs1Mark { get; }

    internal static ScanText Of(string input)
    {
        var text = input;
        foreach (var spelled in SpelledSeparators)
        {
            text = text.Replace(spelled, "\u001D");
        }

        var clean = new StringBuilder(text.Length);
        var gs1 = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = Narrow(text[i]);
            if (c == ']' && IsAim(text, i, out var isGs1))
            {
                gs1 |= isGs1;
                i += 2;
                Blank(clean);
            }
            else if (c == Separator)
            {
                gs1 = true;
                clean.Append(c);
            }
            else if (char.IsControl(c) || char.IsWhiteSpace(c))
            {
                Blank(clean);
            }
            else if (char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark))
            {
                clean.Append(c);
            }
        }

        return new ScanText(clean.ToString().Trim(' ', Separator), gs1);
    }

    /// <summary>Full-width characters of a Chinese input method become what was meant.</summary>
    private static char Narrow(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;

    /// <summary>]d2, ]C1, ]Q3, ]e0 say GS1; any other ]letter digit is only noise.</summary>
    private static bool IsAim(string text, int at, out bool isGs1)
    {
        isGs1 = false;
        if (at + 2 >= text.Length)
        {
            return false;
        }

        var symbology = Narrow(text[at + 1]);
        var modifier = Narrow(text[at + 2]);
        if (symbology is not ((>= 'A' and <= 'Z') or (>= 'a' and <= 'z')) || modifier is not ((>= '0' and <= '9') or (>= 'A' and <= 'F')))
        {
            return false;
        }

        isGs1 = (symbology, modifier) is ('d', '2') or ('C', '1') or ('Q', '3') or ('e', '0') or ('J', '1');
        return true;
    }

    private static void Blank(StringBuilder text)
    {
        if (text.Length > 0 && text[text.Length - 1] != ' ')
        {
            text.Append(' ');
        }
    }

    private static string Remove(string text, char c)
        => text.IndexOf(c) < 0 ? text : text.Replace(c.ToString(), "");
}
