using System.Collections.Generic;
using System.Text;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Looks for the only run of exactly 20 digits that begins with 8.</summary>
internal static class ScanRuns
{
    internal static int Count(ScanText scan) => Find(scan.Spaced).Count is var count and > 0 ? count : Find(scan.Compact).Count;

    /// <summary>Blanks separate codes; where that gives none, they are taken for the blanks of a printed code.</summary>
    internal static bool TryFind(ScanText scan, out string code, out TraceCodeReason? reason)
        => TryFind(scan.Spaced, out code, out reason) || (reason is null && TryFind(scan.Compact, out code, out reason));

    internal static bool TryFind(string text, out string code, out TraceCodeReason? reason)
    {
        var found = Find(text);
        code = found.Count == 1 ? found[0] : "";
        reason = found.Count > 1 ? TraceCodeReason.SeveralCodes : null;
        return found.Count == 1;
    }

    /// <summary>Different codes of a text, each once.</summary>
    private static List<string> Find(string text)
    {
        var found = new List<string>();
        foreach (var run in Runs(text))
        {
            if (TraceCodeParser.TryParsePrefix(System.MemoryExtensions.AsSpan(run), out _) && !found.Contains(run))
            {
                found.Add(run);
            }
        }

        return found;
    }

    /// <summary>All runs of digits, as long as they are.</summary>
    internal static IEnumerable<string> Runs(string text)
    {
        var run = new StringBuilder();
        foreach (var c in text)
        {
            if (c is >= '0' and <= '9')
            {
                run.Append(c);
            }
            else if (run.Length > 0)
            {
                yield return run.ToString();
                run.Clear();
            }
        }

        if (run.Length > 0)
        {
            yield return run.ToString();
        }
    }
}
