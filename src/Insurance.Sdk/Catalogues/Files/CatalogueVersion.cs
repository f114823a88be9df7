using System;
using System.Text;

namespace Insurance.Sdk.Catalogues;

/// <summary>A version of a catalogue (ver 版本号) with its place in the order: F001_9_A comes before F001_10_A.</summary>
/// <remarks>No source defines the order. Groups of digits are compared as numbers, everything between them as text; leading zeros do not count.
/// Texts that differ only in leading zeros are therefore the same version.</remarks>
public readonly struct CatalogueVersion : IEquatable<CatalogueVersion>, IComparable<CatalogueVersion>
{
    private readonly string? _text;
    private readonly string? _key;

    /// <summary>Takes a version as it stands in the file.</summary>
    public CatalogueVersion(string text)
    {
        _text = (text ?? throw new ArgumentNullException(nameof(text))).Trim();
        _key = KeyOf(_text);
    }

    /// <summary>The version as it came.</summary>
    public string Text => _text ?? "";

    /// <summary>A text that sorts by ordinal comparison as versions do: each group of digits is preceded by its length, so that longer numbers are greater.</summary>
    public string SortKey => _key ?? "";

    /// <summary>True for no version at all.</summary>
    public bool IsNone => Text.Length == 0;

    /// <inheritdoc />
    public int CompareTo(CatalogueVersion other) => string.CompareOrdinal(SortKey, other.SortKey);

    /// <inheritdoc />
    public bool Equals(CatalogueVersion other) => string.Equals(SortKey, other.SortKey, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is CatalogueVersion other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(SortKey);

    /// <summary>The version as it came.</summary>
    public override string ToString() => Text;

    /// <summary>Same place in the order.</summary>
    public static bool operator ==(CatalogueVersion left, CatalogueVersion right) => left.Equals(right);

    /// <summary>Another place.</summary>
    public static bool operator !=(CatalogueVersion left, CatalogueVersion right) => !left.Equals(right);

    /// <summary>Earlier.</summary>
    public static bool operator <(CatalogueVersion left, CatalogueVersion right) => left.CompareTo(right) < 0;

    /// <summary>Earlier or same.</summary>
    public static bool operator <=(CatalogueVersion left, CatalogueVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Later.</summary>
    public static bool operator >(CatalogueVersion left, CatalogueVersion right) => left.CompareTo(right) > 0;

    /// <summary>Later or same.</summary>
    public static bool operator >=(CatalogueVersion left, CatalogueVersion right) => left.CompareTo(right) >= 0;

    /// <summary>A digit stands before every letter, so a number sorts before a text; two digits of length hold any number the field can carry.</summary>
    private static string KeyOf(string text)
    {
        var key = new StringBuilder(text.Length + 12);
        var i = 0;
        while (i < text.Length)
        {
            if (text[i] is < '0' or > '9')
            {
                key.Append(text[i++]);
                continue;
            }

            var start = i;
            while (i < text.Length && text[i] is >= '0' and <= '9')
            {
                i++;
            }

            while (start < i - 1 && text[start] == '0')
            {
                start++;
            }

            var length = Math.Min(99, i - start);
            key.Append((char)('0' + (length / 10))).Append((char)('0' + (length % 10))).Append(text, start, i - start);
        }

        return key.ToString();
    }
}
