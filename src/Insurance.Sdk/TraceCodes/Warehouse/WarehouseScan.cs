using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Takes codes for a warehouse bill, one or thousands, within one transaction.</summary>
internal sealed class WarehouseScan
{
    private const long CodesPerCall = 10_000_000;
    private readonly WarehouseDesk _desk;
    private readonly StockDocument _document;
    private readonly string _session;
    private readonly IDeskWork _work;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<ScanRecord> _new = new();
    private long _number;

    internal WarehouseScan(WarehouseDesk desk, StockDocument document, string session, IDeskWork work)
    {
        _desk = desk;
        _document = document;
        _session = session;
        _work = work;
    }

    /// <summary>A code, and what the supplier says about it.</summary>
    internal readonly record struct Pack(TraceCode Code, string? LineId = null, string Item = "", string Barcode = "", string Lot = "");

    /// <summary>Takes codes in their order.</summary>
    /// <returns>One answer per code.</returns>
    internal async Task<IReadOnlyList<ScanAnswer>> RunAsync(IReadOnlyList<Pack> packs, CancellationToken cancellationToken)
    {
        var session = await _work.LockSessionAsync(_session, cancellationToken).ConfigureAwait(false);
        if (session is not { State: DeskState.Open })
        {
            return packs.Select(p => ScanAnswer.Refuse(ScanRefusal.SessionClosed, p.Code.Text)).ToList();
        }

        // The version counts calls, the lower digits the codes of one call: a number never comes again, also not that of a scan that was taken back.
        _number = session.Version * CodesPerCall;
        foreach (var scan in await _work.ScansAsync(_session, cancellationToken).ConfigureAwait(false))
        {
            Count(scan);
        }

        var answers = new List<ScanAnswer>(packs.Count);
        foreach (var pack in packs)
        {
            answers.Add(await OneAsync(pack, cancellationToken).ConfigureAwait(false));
        }

        await _work.AddScansAsync(_new, cancellationToken).ConfigureAwait(false);
        return answers;
    }

    internal static IReadOnlyList<LineProgress> Progress(StockDocument document, IEnumerable<ScanRecord> scans)
    {
        var counts = scans.GroupBy(s => s.Line).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return document.Lines.Select(l => Progress(l, counts.TryGetValue(l.Id, out var count) ? count : 0)).ToList();
    }

    private static LineProgress Progress(StockLine line, int taken) => new()
    {
        LineId = line.Id, Item = line.Item, Name = line.Name, PacksNeeded = line.ExemptReason.Length > 0 ? 0 : line.Packs, PacksTaken = taken, ExemptReason = line.ExemptReason,
    };

    private LineProgress Progress(StockLine line) => Progress(line, Taken(line));

    private int Taken(StockLine line) => _counts.TryGetValue(line.Id, out var count) ? count : 0;

    private void Count(ScanRecord scan)
    {
        _taken.Add(scan.Code);
        _counts[scan.Line] = (_counts.TryGetValue(scan.Line, out var count) ? count : 0) + 1;
    }

    private async Task<ScanAnswer> OneAsync(Pack pack, CancellationToken cancellationToken)
    {
        var code = pack.Code.Text;
        if (_taken.Contains(code))
        {
            return ScanAnswer.Refuse(ScanRefusal.AlreadyInSession, code);
        }

        var record = await _work.CodeAsync(code, cancellationToken).ConfigureAwait(false);
        if ((_document.IsIn ? StateIn(record) : StateOut(record)) is var state && state != ScanRefusal.None)
        {
            return state == ScanRefusal.HeldElsewhere
                ? await PackHold.ElsewhereAsync(_work, code, record!.HeldBy, cancellationToken).ConfigureAwait(false)
                : ScanAnswer.Refuse(state, code, record is { Invoice.Length: > 0 } && state == ScanRefusal.AlreadyInStock ? "invoice " + record.Invoice : "");
        }

        var (line, answer) = Line(pack, record);
        if (line is null)
        {
            return answer!;
        }

        var known = new CodeRecord(code) { Item = line.Item, Lot = line.Lot, Made = DeskIdentity.Day(line.Made), Expires = DeskIdentity.Day(line.Expires), Invoice = _document.Invoice };
        // Incoming packs are claimed when the bill is confirmed, all in one go; outgoing ones leave the counters' reach at once.
        if (!_document.IsIn && !await PackHold.WholeAsync(_work, record, known, _session, cancellationToken).ConfigureAwait(false))
        {
            return ScanAnswer.Refuse(ScanRefusal.HeldElsewhere, code);
        }

        // What is left of an opened pack leaves as units.
        var rest = record is { State: TraceCodeState.Opened } ? await _work.OpenedPackAsync(code, cancellationToken).ConfigureAwait(false) : null;
        var scan = new ScanRecord(_session, ++_number, code, line.Id, rest is not null, rest?.Left ?? line.PackSize) { Lot = line.Lot, Made = known.Made, Expires = known.Expires, At = _work.Now };
        _new.Add(scan);
        Count(scan);
        return ScanAnswer.Taken(code, Progress(line), scan.IsSplit, scan.Units, _document.Lines.All(l => Progress(l).IsComplete), collected: false);
    }

    private (StockLine? Line, ScanAnswer? Answer) Line(Pack pack, CodeRecord? record)
    {
        var code = pack.Code.Text;
        var hits = _desk.CodeBase().Find(pack.Code);
        if (pack.LineId is { } id)
        {
            return _document.Line(id) is not { } named ? (null, ScanAnswer.Refuse(ScanRefusal.NoSuchLine, code))
                : hits.Count > 0 && !Fits(named, hits) ? (null, ScanAnswer.Refuse(ScanRefusal.WrongDrug, code, hits[0].Name))
                : Room(code, new List<StockLine> { named });
        }

        var item = pack.Item.Length > 0 ? pack.Item : record?.Item ?? "";
        var lot = pack.Lot.Length > 0 ? pack.Lot : record is { Lot.Length: > 0 } ? record.Lot : pack.Code.Gs1?.Lot ?? "";
        var lines = _document.Lines.Where(l => item.Length > 0 ? l.Item == item : pack.Barcode.Length > 0 ? l.Barcode == pack.Barcode : Fits(l, hits)).ToList();
        if (lines.Count == 0 && item.Length == 0 && pack.Barcode.Length == 0 && hits.Count == 0)
        {
            // A drug that no list knows yet, on a bill of one line: the bill says what it is.
            return _document.Lines.Count == 1 ? Room(code, _document.Lines.ToList()) : (null, ScanAnswer.Ask(code, _document.Lines.Select(l => Progress(l)).ToList()));
        }

        if (lot.Length > 0 && lines.Any(l => l.Lot == lot))
        {
            lines = lines.Where(l => l.Lot == lot).ToList();
        }
        else if (lot.Length > 0 && lines.Count > 0 && lines.All(l => l.Lot.Length > 0))
        {
            return (null, ScanAnswer.Refuse(ScanRefusal.WrongDrug, code, "lot " + lot + " is not on the bill", "单据中没有批号" + lot));
        }

        return lines.Count == 0 ? (null, ScanAnswer.Refuse(ScanRefusal.WrongDrug, code)) : Room(code, lines);
    }

    private (StockLine? Line, ScanAnswer? Answer) Room(string code, List<StockLine> lines)
    {
        var open = lines.Where(l => l.ExemptReason.Length == 0 && (l.Packs == 0 || Taken(l) < l.Packs)).ToList();
        return open.Count switch
        {
            0 when lines.All(l => l.ExemptReason.Length > 0) => (null, ScanAnswer.Refuse(ScanRefusal.NoCodeNeeded, code, lines[0].ExemptReason)),
            0 => (null, ScanAnswer.Refuse(ScanRefusal.TooMany, code, lines[0].Name)),
            1 => (open[0], null),
            // Two lots of one drug: nobody but the person who sees the pack knows which it is.
            _ => (null, ScanAnswer.Ask(code, open.Select(l => Progress(l)).ToList())),
        };
    }

    private static bool Fits(StockLine line, FourCodeHits hits)
    {
        foreach (var hit in hits)
        {
            var own = hit.HospitalItemCode;
            if (own.Length > 0 ? own == line.Item : line.NationalItem.Length > 0 && hit.NationalItemCode == line.NationalItem)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A pack may come in that is new, or that had gone.</summary>
    internal static ScanRefusal StateIn(CodeRecord? record) => record?.State switch
    {
        null or TraceCodeState.ReturnedToSupplier or TraceCodeState.Lost or TraceCodeState.MovedOut => ScanRefusal.None,
        TraceCodeState.Unknown => record.HeldBy.Length > 0 ? ScanRefusal.HeldElsewhere : ScanRefusal.None,
        TraceCodeState.Sold => ScanRefusal.AlreadyDispensed,
        TraceCodeState.Quarantined => ScanRefusal.Quarantined,
        TraceCodeState.Destroyed => ScanRefusal.NotHere,
        TraceCodeState.Recalled => ScanRefusal.Recalled,
        _ => ScanRefusal.AlreadyInStock,
    };

    /// <summary>A pack may leave that is here, also one that may not be given out. No supplier takes an opened one back.</summary>
    private ScanRefusal StateOut(CodeRecord? record)
    {
        if (record is null)
        {
            return _desk.Policy.RequireStockIn ? ScanRefusal.NotInStock : ScanRefusal.None;
        }

        return record.State switch
        {
            _ when record.HeldBy.Length > 0 => ScanRefusal.HeldElsewhere,
            TraceCodeState.Unknown => _desk.Policy.RequireStockIn ? ScanRefusal.NotInStock : ScanRefusal.None,
            TraceCodeState.InStock or TraceCodeState.Quarantined or TraceCodeState.Recalled => ScanRefusal.None,
            TraceCodeState.Sold => ScanRefusal.AlreadyDispensed,
            TraceCodeState.Opened => _document.Reason!.Value.StateAfter() == TraceCodeState.ReturnedToSupplier ? ScanRefusal.PackOpened : ScanRefusal.None,
            TraceCodeState.UsedUp => ScanRefusal.PackExhausted,
            TraceCodeState.ReturnedToSupplier => ScanRefusal.ReturnedToSupplier,
            _ => ScanRefusal.NotHere,
        };
    }
}
