using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Recognises scans that hold a code more than once, or several codes.</summary>
internal static class ScanRepeats
{
    /// <summary>Codes of 20 digits one after the other, with or without blanks between them; null where there is one or none.</summary>
    internal static TraceCodeReason? OfCodes(string spaced)
    {
        if (spaced.Contains("//"))
        {
            // An address may name its code twice; addresses that come twice are seen by their halves.
            return null;
        }

        var codes = new List<string>();
        foreach (var run in ScanRuns.Runs(spaced))
        {
            for (var at = 0; run.Length % TraceCodeParser.PlatformLength == 0 && at < run.Length; at += TraceCodeParser.PlatformLength)
            {
                if (!TraceCodeParser.TryParsePrefix(run.AsSpan(at, TraceCodeParser.PlatformLength), out _))
                {
                    break;
                }

                codes.Add(run.Substring(at, TraceCodeParser.PlatformLength));
            }
        }

        return codes.Count < 2 ? null : codes.TrueForAll(c => c == codes[0]) ? TraceCodeReason.DoubleScan : TraceCodeReason.SeveralCodes;
    }

    /// <summary>True where a scan is the same text twice, with or without something between the two.</summary>
    internal static bool TryHalve(ScanText scan, out string half)
    {
        var text = scan.Compact;
        if (TryHalve(text, 0, out half))
        {
            return true;
        }

        // FNC1 between the two.
        var middle = text.Length / 2;
        return text.Length > 2 && text[middle] == ScanText.Separator && TryHalve(text, 1, out half);
    }

    private static bool TryHalve(string text, int between, out string half)
    {
        half = "";
        var length = (text.Length - between) / 2;
        if ((text.Length - between) % 2 != 0 || length == 0 || string.CompareOrdinal(text, 0, text, length + between, length) != 0)
        {
            return false;
        }

        half = text.Substring(0, length);
        return true;
    }
}
