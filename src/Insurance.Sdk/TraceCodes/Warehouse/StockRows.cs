using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Makes the rows of 3501A and 3502A of a bill. Always the same rows for the same scans.</summary>
internal sealed class StockRows
{
    private readonly StockDocument _document;
    private readonly string _session;
    private readonly ChinaTime _time;

    internal StockRows(StockDocument document, string session, ChinaTime time)
    {
        _document = document;
        _session = session;
        _time = time;
    }

    internal sealed record Built(List<UploadInventoryCountsBatchInvinfoDetail> Counts, List<UploadStockChangesBatchInvinfoDetail> Changes, List<TraceUpload> Uploads);

    internal Built Build(IReadOnlyList<ScanRecord> scans)
    {
        var built = new Built(new(), new(), new());
        var byLine = scans.ToLookup(s => s.Line, StringComparer.Ordinal);
        foreach (var line in _document.Lines)
        {
            var codes = byLine[line.Id].Where(s => !s.IsSplit).Select(s => s.Code).ToList();
            var rests = byLine[line.Id].Where(s => s.IsSplit).ToList();
            // Packs that lack codes with a reason are on the bill all the same.
            var units = Math.Max(codes.Count, line.Packs - rests.Count) * line.PackSize;
            if (rests.Count > 0)
            {
                Add(built, line, Change(line, _document.Reason!.Value, rests.Sum(s => s.Units), rests.ConvertAll(s => s.Code), isSplit: true));
            }

            if (units == 0)
            {
                continue;
            }

            if (_document.SendsCount)
            {
                built.Counts.Add(Count(line, units, codes));
                built.Uploads.Add(TraceUpload.StockCount(built.Counts[built.Counts.Count - 1], _document.Operator));
            }

            if (_document.Reason is { } reason)
            {
                Add(built, line, Change(line, reason, units, codes, isSplit: false));
            }
        }

        return built;
    }

    private void Add(Built built, StockLine line, UploadStockChangesBatchInvinfoDetail change)
    {
        built.Changes.Add(change);
        built.Uploads.Add(TraceUpload.StockChange(change, line.Lot, _document.Operator));
    }

    private UploadInventoryCountsBatchInvinfoDetail Count(StockLine line, decimal units, List<string> codes) => new()
    {
        MedListCodg = line.NationalItem,
        FixmedinsHilistId = line.Item,
        FixmedinsHilistName = line.Name,
        RxFlag = line.PrescriptionFlag,
        Invdate = _time,
        InvCnt = units,
        ManuLotnum = line.Lot.Length > 0 ? line.Lot : null,
        FixmedinsBchno = DeskIdentity.Serial(_session, _document.Place(line.Id), 'C', 1),
        ManuDate = line.Made,
        ExpyEnd = line.Expires,
        Memo = line.Memo,
        Pric = line.Price,
        Drugtracinfo = codes.Select(c => new UploadInventoryCountsBatchDrugtracinfo { DrugTracCodg = c }).ToList(),
    };

    private UploadStockChangesBatchInvinfoDetail Change(StockLine line, StockChangeReason reason, decimal units, List<string> codes, bool isSplit) => new()
    {
        MedListCodg = line.NationalItem,
        InvChgType = reason.Code(),
        FixmedinsHilistId = line.Item,
        FixmedinsHilistName = line.Name,
        FixmedinsBchno = DeskIdentity.Serial(_session, _document.Place(line.Id), 'M', isSplit ? 2 : 1),
        Pric = line.Price,
        Cnt = units,
        RxFlag = line.PrescriptionFlag,
        InvChgTime = _time,
        InvChgOpterName = _document.OperatorName,
        Memo = line.Memo,
        TrdnFlag = isSplit ? "1" : "0",
        Drugtracinfo = codes.Select(c => new UploadStockChangesBatchDrugtracinfo { DrugTracCodg = c }).ToList(),
    };
}
