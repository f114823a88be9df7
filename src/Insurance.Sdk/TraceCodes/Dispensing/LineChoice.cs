using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.TraceCodes;

/// <summary>How a scanned pack is to be counted.</summary>
public enum ScanAs
{
    /// <summary>A whole pack where one is wanted, otherwise units out of it. An opened pack gives units.</summary>
    Auto,

    /// <summary>A whole pack.</summary>
    WholePack,

    /// <summary>Units out of the pack, which is opened for it where it is whole.</summary>
    Units,
}

/// <summary>Finds the line that a scanned code belongs to. Reads nothing and changes nothing.</summary>
internal sealed class LineChoice
{
    private readonly PrescriptionDocument _document;
    private readonly IReadOnlyDictionary<string, LineProgress> _progress;
    private readonly UnknownCodeRule _unknown;

    internal LineChoice(PrescriptionDocument document, IReadOnlyDictionary<string, LineProgress> progress, UnknownCodeRule unknown)
    {
        _document = document;
        _progress = progress;
        _unknown = unknown;
    }

    /// <summary>Line, whether units are wanted of it, and whether the code's drug is known; or the answer that ends the scan.</summary>
    internal readonly record struct Choice(DispensingLine? Line, bool IsSplit, bool IsKnown, ScanAnswer? Answer);

    /// <param name="code">The code.</param>
    /// <param name="record">The ledger's row.</param>
    /// <param name="hits">What the base knows.</param>
    /// <param name="lineId">The line that the person named; null where none.</param>
    /// <param name="scanAs">How the pack is to be counted.</param>
    internal Choice Find(TraceCode code, CodeRecord? record, FourCodeHits hits, string? lineId, ScanAs scanAs)
    {
        var named = lineId is null ? null : _document.Line(lineId);
        if (lineId is not null && named is null)
        {
            return Refuse(ScanRefusal.NoSuchLine, code);
        }

        var isKnown = hits.Count > 0 || record is { Item.Length: > 0 };
        var meant = isKnown ? Meant(record, hits) : Unknown(named);
        if (!isKnown && meant.Count == 0)
        {
            return Refuse(ScanRefusal.UnknownCode, code);
        }

        if (named is not null)
        {
            meant = meant.Where(l => l.Id == named.Id).ToList();
        }

        if (meant.Count == 0)
        {
            return Refuse(ScanRefusal.WrongDrug, code, isKnown ? NameOf(record, hits) : "");
        }

        var toScan = meant.Where(l => l.PacksToScan > 0 || l.UnitsToScan > 0).ToList();
        if (toScan.Count == 0 || toScan.All(l => l.IsVirtual(false)))
        {
            return new Choice(null, false, isKnown, ScanAnswer.Refuse(ScanRefusal.NoCodeNeeded, code.Text, meant[0].ExemptReason, line: _progress[meant[0].Id]));
        }

        return Needed(code, record, toScan, scanAs, isKnown);
    }

    private Choice Needed(TraceCode code, CodeRecord? record, List<DispensingLine> lines, ScanAs scanAs, bool isKnown)
    {
        var isOpened = record?.State is TraceCodeState.Opened or TraceCodeState.UsedUp;
        var whole = lines.Where(l => !l.IsVirtual(false) && _progress[l.Id].PacksLeft > 0).ToList();
        var units = lines.Where(l => !l.IsVirtual(true) && _progress[l.Id].UnitsLeft > 0).ToList();
        var asUnits = scanAs == ScanAs.Units || isOpened || (scanAs == ScanAs.Auto && whole.Count == 0);
        var open = asUnits ? units : whole;
        if (open.Count == 0)
        {
            return Refuse(isOpened && whole.Count > 0 ? ScanRefusal.PackOpened : ScanRefusal.TooMany, code, lines[0].Name);
        }

        // Lines of one drug are filled in their order; only different drugs, or a code that nobody knows, are a question.
        if (open.Select(l => l.Item).Distinct(StringComparer.Ordinal).Skip(1).Any())
        {
            return new Choice(null, false, isKnown, ScanAnswer.Ask(code.Text, open.Select(l => _progress[l.Id]).ToList()));
        }

        return new Choice(open[0], asUnits, isKnown, null);
    }

    /// <summary>The ledger knows the pack itself and goes before the base, which knows its kind.</summary>
    private List<DispensingLine> Meant(CodeRecord? record, FourCodeHits hits)
    {
        if (record is { Item.Length: > 0 })
        {
            return _document.Lines.Where(l => l.Item == record.Item).ToList();
        }

        var lines = new List<DispensingLine>();
        foreach (var line in _document.Lines)
        {
            foreach (var hit in hits)
            {
                var own = hit.HospitalItemCode;
                if (own.Length > 0 ? own == line.Item : line.NationalItem.Length > 0 && hit.NationalItemCode == line.NationalItem)
                {
                    lines.Add(line);
                    break;
                }
            }
        }

        return lines;
    }

    private List<DispensingLine> Unknown(DispensingLine? named)
    {
        if (_unknown == UnknownCodeRule.Refuse)
        {
            return new List<DispensingLine>();
        }

        return named is not null ? new List<DispensingLine> { named } : _document.Lines.Where(l => !_progress[l.Id].IsComplete && l.Source == CodeSource.Scan).ToList();
    }

    private static string NameOf(CodeRecord? record, FourCodeHits hits) => record is { Item.Length: > 0 } ? record.Item : hits[0].Name.Length > 0 ? hits[0].Name : hits[0].HospitalItemCode;

    private static Choice Refuse(ScanRefusal reason, TraceCode code, string detail = "") => new(null, false, false, ScanAnswer.Refuse(reason, code.Text, detail));
}
