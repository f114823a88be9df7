using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Pediatrics;

/// <summary>What a HIS says about a charge.</summary>
public enum ChildFlag
{
    /// <summary>It says nothing.</summary>
    Blank = 0,

    /// <summary>It says: not a child's price.</summary>
    NotChild = 1,

    /// <summary>It says: a child's price.</summary>
    Child = 2,
}

/// <summary>Reads a HIS's own spelling of the child flag. A word that it does not know is an error, never "no".</summary>
/// <remarks>Case, blanks around the word and full-width letters do not matter.</remarks>
public sealed class ChildFlagWords
{
    private readonly Dictionary<string, ChildFlag> _words = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A HIS's own words; nothing else is known then. For one vendor 0 is normal, 1 special and 2 child: its "1" means no child.</summary>
    /// <param name="child">Words that say child.</param>
    /// <param name="notChild">Words that say not child.</param>
    /// <exception cref="ArgumentException">A word is empty, or says both.</exception>
    public ChildFlagWords(IEnumerable<string> child, IEnumerable<string> notChild)
    {
        Add(child ?? throw new ArgumentNullException(nameof(child)), ChildFlag.Child);
        Add(notChild ?? throw new ArgumentNullException(nameof(notChild)), ChildFlag.NotChild);
    }

    /// <summary>1/0, Y/N, yes/no, T/F, true/false, 是/否, 儿童/成人, 是儿童/非儿童, 小儿/成年人.</summary>
    public static ChildFlagWords Usual { get; } = new(
        new[] { "1", "Y", "yes", "T", "true", "是", "儿童", "是儿童", "小儿" },
        new[] { "0", "N", "no", "F", "false", "否", "成人", "非儿童", "成年人" });

    /// <summary>Reads a word.</summary>
    /// <param name="text">The HIS's text; null and blanks say nothing.</param>
    /// <exception cref="FormatException">The word is not known. The text does not repeat it: a wrong column may hold a person's name.</exception>
    public ChildFlag Read(string? text) => TryRead(text, out var flag)
        ? flag
        : throw new FormatException("The child flag of the HIS is a word that is not known (" + text!.Trim().Length.ToString(System.Globalization.CultureInfo.InvariantCulture) + " characters); known are " + string.Join(", ", _words.Keys) + " and blank.");

    /// <summary>Reads a word; false where it is not known.</summary>
    public bool TryRead(string? text, out ChildFlag flag)
    {
        var word = Narrow(text);
        flag = ChildFlag.Blank;
        return word.Length == 0 || _words.TryGetValue(word, out flag);
    }

    private void Add(IEnumerable<string> words, ChildFlag flag)
    {
        foreach (var given in words)
        {
            var word = Narrow(given);
            if (word.Length == 0)
            {
                throw new ArgumentException("A word for the child flag is empty.", nameof(words));
            }

            if (_words.TryGetValue(word, out var known) && known != flag)
            {
                throw new ArgumentException("The word " + word + " cannot say both child and not child.", nameof(words));
            }

            _words[word] = flag;
        }
    }

    /// <summary>Full-width letters and digits as plain ones, without blanks around.</summary>
    private static string Narrow(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        var letters = text!.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = letters[i] is >= '\uFF01' and <= '\uFF5E' ? (char)(letters[i] - 0xFEE0) : letters[i];
        }

        return new string(letters).Trim();
    }
}
