using System;

namespace Insurance.Sdk.TraceCodes;

/// <summary>A trace code (drug_trac_codg 药品追溯码) as it goes over the wire. Two are equal where their texts are.</summary>
/// <remarks>Made by <see cref="TraceCodeParser"/>; the default value is no code.</remarks>
public readonly struct TraceCode : IEquatable<TraceCode>
{
    private readonly string? _text;

    internal TraceCode(string text, TraceCodeKind kind, Gs1Elements? gs1 = null)
    {
        _text = text;
        Kind = kind;
        Gs1 = gs1;
        PrefixNumber = 0;
    }

    /// <summary>A 码上放心 code whose prefix was read already.</summary>
    internal TraceCode(string text, int prefix)
    {
        _text = text;
        Kind = TraceCodeKind.Platform;
        Gs1 = null;
        PrefixNumber = prefix;
    }

    /// <summary>The code, never cut; "" for no code.</summary>
    public string Text => _text ?? "";

    /// <summary>Form of the code.</summary>
    public TraceCodeKind Kind { get; }

    /// <summary>What a GS1 element string says; null for other kinds.</summary>
    public Gs1Elements? Gs1 { get; }

    /// <summary>What all packs of one drug have in common: the seven digits of a 码上放心 code, the GTIN (14 digits) of a GS1 code; "" for other kinds.</summary>
    public string DrugPrefix => Kind switch
    {
        TraceCodeKind.Platform => Text.Substring(0, 7),
        TraceCodeKind.Gs1 => Gs1?.Gtin ?? "",
        _ => "",
    };

    /// <summary>The seven digits of a 码上放心 code as a number, 8000000 to 8999999; 0 for other kinds.</summary>
    public int PrefixNumber { get; }

    /// <summary>True for 码上放心 codes that begin with 89, the mark of special drugs.</summary>
    public bool IsSpecialDrug => Kind == TraceCodeKind.Platform && Text[1] == '9';

    /// <summary>A code that was read before and kept as text and kind. The rules are not asked again: what was taken once stays what it is.</summary>
    /// <param name="text">Text of the code, 1 to 100 characters.</param>
    /// <param name="kind">Its kind.</param>
    /// <exception cref="ArgumentException">The text cannot be a code of this kind.</exception>
    public static TraceCode Restore(string text, TraceCodeKind kind)
    {
        var prefix = 0;
        if (text is null || text.Length is 0 or > 100 || kind == TraceCodeKind.None || (kind == TraceCodeKind.Platform && !TraceCodeParser.TryParsePrefix(text.AsSpan(), out prefix)))
        {
            throw new ArgumentException("The text is no code of this kind", nameof(text));
        }

        return kind == TraceCodeKind.Platform ? new TraceCode(text, prefix) : new TraceCode(text, kind, kind == TraceCodeKind.Gs1 ? Gs1ElementString.Parse(text).Elements : null);
    }

    /// <inheritdoc />
    public bool Equals(TraceCode other) => string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is TraceCode other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <summary>The code.</summary>
    public override string ToString() => Text;

    /// <summary>Same text.</summary>
    public static bool operator ==(TraceCode left, TraceCode right) => left.Equals(right);

    /// <summary>Another text.</summary>
    public static bool operator !=(TraceCode left, TraceCode right) => !left.Equals(right);
}
