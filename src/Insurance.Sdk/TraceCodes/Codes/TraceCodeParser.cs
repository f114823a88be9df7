using System;
#if NET
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace Insurance.Sdk.TraceCodes;

/// <summary>Finds the trace code in what a scanner or a keyboard sent. It never throws on a scan, and never cuts a code.</summary>
/// <remarks>Safe for all threads. A plain code of 20 digits is read without any allocation.</remarks>
public sealed class TraceCodeParser
{
    /// <summary>Digits of a 码上放心 code.</summary>
    public const int PlatformLength = 20;

    /// <summary>No label holds more; what is longer is not a scan.</summary>
    private const int InputLimit = 4096;

    private readonly TraceCodeRules _rules;

    /// <summary>True where a plain code needs no further question: the rules take its kind, and no filler looks like one.</summary>
    private readonly bool _takesPlainCodes;

    /// <summary>Creates a parser.</summary>
    /// <param name="rules">Which codes are taken; null takes <see cref="TraceCodeRules.Default"/>.</param>
    public TraceCodeParser(TraceCodeRules? rules = null)
    {
        _rules = rules ?? TraceCodeRules.Default;
        _takesPlainCodes = _rules.Allows(TraceCodeKind.Platform) && !TryParsePrefix(_rules.FillerCode.AsSpan(), out _);
    }

    /// <summary>A parser without any setting.</summary>
    public static TraceCodeParser Default { get; } = new();

    /// <summary>Reads the seven digits of a plain code of 20 digits that begins with 8, without allocation.</summary>
    /// <param name="code">The code without anything around it.</param>
    /// <param name="prefix">The drug identification code, 8000000 to 8999999; 0 where the text is no such code.</param>
    public static bool TryParsePrefix(ReadOnlySpan<char> code, out int prefix)
    {
        prefix = 0;
        if (code.Length != PlatformLength || code[0] != '8' || !AreDigits(code))
        {
            return false;
        }

        prefix = 8_000_000 + ((code[1] - '0') * 100_000) + ((code[2] - '0') * 10_000) + ((code[3] - '0') * 1000) + ((code[4] - '0') * 100) + ((code[5] - '0') * 10) + code[6] - '0';
        return true;
    }

    /// <summary>Finds the code in a scan.</summary>
    /// <param name="scannerInput">What came from the scanner, with whatever stands around the code; null counts as empty.</param>
    public TraceCodeReading Parse(string? scannerInput)
    {
        var input = scannerInput ?? "";
        if (TryParsePrefix(input.AsSpan(), out var prefix) && _takesPlainCodes)
        {
            return new TraceCodeReading(input, new TraceCode(input, prefix));
        }

        if (input.Length > InputLimit)
        {
            return new TraceCodeReading(input, TraceCodeReason.InputTooLong);
        }

        var scan = ScanText.Of(input);
        if (scan.Compact.Length == 0)
        {
            return new TraceCodeReading(input, TraceCodeReason.Empty);
        }

        if (Whole(scan.Compact) is { } whole)
        {
            return Accept(input, whole);
        }

        if (Repeated(scan) is { } repeated)
        {
            return new TraceCodeReading(input, repeated);
        }

        if (ScanAddress.TryRead(scan, out var address))
        {
            return FromAddress(input, address);
        }

        return FromText(input, scan);
    }

    private static bool AreDigits(ReadOnlySpan<char> code)
    {
#if NET
        if (Vector128.IsHardwareAccelerated)
        {
            // 20 characters in three registers, the last two overlapping.
            ref var first = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(code));
            var zero = Vector128.Create((ushort)'0');
            var above = Vector128.Max(
                Vector128.Max(Vector128.LoadUnsafe(ref first) - zero, Vector128.LoadUnsafe(ref first, 8) - zero),
                Vector128.LoadUnsafe(ref first, PlatformLength - 8) - zero);
            return Vector128.LessThanOrEqualAll(above, Vector128.Create((ushort)9));
        }
#endif
        foreach (var c in code)
        {
            if ((uint)(c - '0') > 9)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A text that is a code as a whole, whatever its kind but GS1.</summary>
    private TraceCode? Whole(string text)
    {
        if (_rules.FillerCode.Length > 0 && text == _rules.FillerCode)
        {
            return new TraceCode(text, TraceCodeKind.Filler);
        }

        if (TryParsePrefix(text.AsSpan(), out var prefix))
        {
            return new TraceCode(text, prefix);
        }

        return _rules.IsVirtualCode(text) ? new TraceCode(text, TraceCodeKind.Virtual) : null;
    }

    /// <summary>The same text twice, or several codes one after the other.</summary>
    private TraceCodeReason? Repeated(ScanText scan)
    {
        if (ScanRepeats.OfCodes(scan.Spaced) is { } codes)
        {
            return codes;
        }

        return ScanRepeats.TryHalve(scan, out var half) && (IsGs1(half) || Whole(half) is not null || _rules.IsManufacturerCode(half) || ScanAddress.IsAddress(half))
            ? TraceCodeReason.DoubleScan
            : null;
    }

    private TraceCodeReading FromText(string input, ScanText scan)
    {
        var text = scan.Compact;
        var plain = Gs1ElementString.LooksPlain(text);
        if (plain || scan.HasGs1Mark || Gs1ElementString.LooksBracketed(text))
        {
            var gs1 = Gs1ElementString.Parse(text);
            if (gs1.Elements is not null)
            {
                return Accept(input, Code(gs1), gs1.Reason);
            }

            // 01 and 14 digits may also begin a manufacturer's own code; and a 码上放心 code may stand in a GS1 symbol as it is.
            if (!_rules.IsManufacturerCode(text) && ScanRuns.Count(scan) != 1)
            {
                return new TraceCodeReading(input, gs1.Reason, gs1.Detail.Length > 0 ? gs1.Detail : null);
            }
        }

        if (_rules.IsManufacturerCode(text))
        {
            return Accept(input, new TraceCode(text, TraceCodeKind.Manufacturer));
        }

        return ScanRuns.TryFind(scan, out var found, out var reason)
            ? Accept(input, TraceCode.Restore(found, TraceCodeKind.Platform))
            : new TraceCodeReading(input, reason ?? NotACode(text));
    }

    private TraceCodeReading FromAddress(string input, ScanAddress address)
    {
        if (address.Parameter(_rules.UrlParameters) is { } named)
        {
            return Same(input, FromText(named, ScanText.Of(named)), Whole(ScanText.Of(named).Compact));
        }

        if (address.DigitalLink() is { } link && Gs1ElementString.Parse(link) is { Elements: not null } gs1)
        {
            return Accept(input, Code(gs1), gs1.Reason);
        }

        if (ScanRuns.TryFind(address.Decoded, out var found, out var reason))
        {
            return Accept(input, TraceCode.Restore(found, TraceCodeKind.Platform));
        }

        var last = reason is null ? address.LastSegment : "";
        if (last.Length > 0 && (Whole(last) ?? (_rules.IsManufacturerCode(last) ? new TraceCode(last, TraceCodeKind.Manufacturer) : null)) is { } code)
        {
            return Accept(input, code);
        }

        return new TraceCodeReading(input, reason ?? TraceCodeReason.NoCode, reason is null ? "an address; the parameter that holds the code can be set in traceCodes.urlParameters" : null);
    }

    /// <summary>The reading of a part is the reading of the scan.</summary>
    private TraceCodeReading Same(string input, TraceCodeReading part, TraceCode? whole)
    {
        if (whole is { } code)
        {
            return Accept(input, code);
        }

        return part.Ok ? new TraceCodeReading(input, part.Code, part.Reason) : new TraceCodeReading(input, part.Reason);
    }

    private TraceCode Code(Gs1ElementString gs1)
        => new(_rules.Gs1Form == Gs1CodeForm.GtinAndSerial && gs1.Elements!.Serial is { } serial ? "01" + gs1.Elements.Gtin + "21" + serial : gs1.Plain, TraceCodeKind.Gs1, gs1.Elements);

    private static bool IsGs1(string text) => Gs1ElementString.LooksPlain(text) || Gs1ElementString.LooksBracketed(text);

    private TraceCodeReading Accept(string input, TraceCode code, TraceCodeReason note = TraceCodeReason.None)
    {
        if (code.Text.Length > _rules.MaxLength)
        {
            return new TraceCodeReading(input, TraceCodeReason.TooLong, code.Text.Length + " characters, " + _rules.MaxLength + " are allowed");
        }

        if (_rules.Strict20 && (code.Kind is TraceCodeKind.Gs1 or TraceCodeKind.Manufacturer))
        {
            return new TraceCodeReading(input, TraceCodeReason.NotStrict20);
        }

        return _rules.Allows(code.Kind)
            ? new TraceCodeReading(input, code, note)
            : new TraceCodeReading(input, TraceCodeReason.KindNotAllowed, code.Kind.ToString());
    }

    /// <summary>What is wrong with a text that is no code.</summary>
    private static TraceCodeReason NotACode(string text)
    {
        foreach (var c in text)
        {
            if (c is < '0' or > '9')
            {
                return TraceCodeReason.NoCode;
            }
        }

        if (text.Length is 8 or 12 or 13 or 14 && Gs1CheckDigit.Fits(text))
        {
            return TraceCodeReason.GoodsBarcode;
        }

        if (text.Length == PlatformLength)
        {
            return TraceCodeReason.UnknownForm;
        }

        return text[0] == '8' ? TraceCodeReason.WrongLength : TraceCodeReason.NoCode;
    }
}
