using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Makes the rows of 3505A of a session: per line one for whole packs and one for units, each per lot. Always the same rows for the same scans.</summary>
internal sealed class SaleRows
{
    private readonly PrescriptionDocument _document;
    private readonly string _session;
    private readonly ChinaTime _now;
    private readonly string _missingReason;

    internal SaleRows(PrescriptionDocument document, string session, ChinaTime now, string missingReason)
    {
        _document = document;
        _session = session;
        _now = now;
        _missingReason = missingReason;
    }

    /// <summary>A row, and the scans that it is made of.</summary>
    internal sealed record Part(DispensingLine Line, string Serial, bool IsSplit, decimal Units, UploadSalesBatchSelinfoDetail Row, IReadOnlyList<ScanRecord> Scans);

    internal List<Part> Build(IReadOnlyList<ScanRecord> scans)
    {
        var parts = new List<Part>();
        foreach (var line in _document.Lines)
        {
            var number = 0;
            foreach (var isSplit in new[] { false, true })
            {
                var needed = isSplit ? line.Units : line.Packs * line.PackSize;
                foreach (var lot in scans.Where(s => s.Line == line.Id && s.IsSplit == isSplit).GroupBy(s => (s.Lot, s.Made, s.Expires)))
                {
                    var units = lot.Sum(s => s.Units);
                    needed -= units;
                    parts.Add(Make(line, ++number, isSplit, units, lot.ToList(), lot.Select(s => s.Code).Distinct(StringComparer.Ordinal)));
                }

                if (needed > 0)
                {
                    var isFilled = isSplit && line.Source == CodeSource.Scan && line.SplitMode == SplitMode.FillerCode;
                    parts.Add(Make(line, ++number, isSplit, needed, Array.Empty<ScanRecord>(), isFilled ? new[] { _document.FillerCode } : Array.Empty<string>()));
                }
            }
        }

        return parts;
    }

    /// <summary>The row that one scan alone would become.</summary>
    internal UploadSalesBatchSelinfoDetail RowOf(DispensingLine line, ScanRecord scan) => Make(line, 1, scan.IsSplit, scan.Units, new[] { scan }, new[] { scan.Code }).Row;

    private Part Make(DispensingLine line, int number, bool isSplit, decimal units, IReadOnlyList<ScanRecord> scans, IEnumerable<string> codes)
    {
        var row = (UploadSalesBatchSelinfoDetail)TraceUploadRow.Read(TraceUploadKind.Sale, line.Row);
        var serial = DeskIdentity.Serial(_session, line.Place, 'S', number);
        row.FixmedinsBchno = serial;
        row.SelRetnCnt = units;
        row.TrdnFlag = isSplit ? "1" : "0";
        row.SelRetnTime ??= _now;
        row.Drugtracinfo = codes.Select(c => new UploadSalesBatchDrugtracinfo { DrugTracCodg = c }).ToList();
        SetSettlement(row, _document, line, _document.SettlementId);
        if (scans.Count > 0)
        {
            SetLot(row, scans[0]);
        }
        else if (row.Drugtracinfo.Count == 0)
        {
            row.Memo ??= line.ExemptReason.Length > 0 ? line.ExemptReason : _missingReason.Length > 0 ? _missingReason : null;
        }

        return new Part(line, serial, isSplit, units, row, scans);
    }

    /// <summary>Insured or self-paid decides settlement and visit of a row.</summary>
    internal static void SetSettlement(UploadSalesBatchSelinfoDetail row, PrescriptionDocument document, DispensingLine line, string settlementId)
    {
        var isInsured = document.IsInsured && !line.IsSelfPaid;
        row.MdtrtSetlType = isInsured ? "1" : "2";
        row.SetlId = isInsured && settlementId.Length > 0 ? settlementId : null;
        row.MdtrtSn = isInsured || document.OwnVisitNumber.Length == 0 ? document.VisitId : document.OwnVisitNumber;
        if (!isInsured)
        {
            row.HiFeesetlType = "0";
        }
    }

    private static void SetLot(UploadSalesBatchSelinfoDetail row, ScanRecord scan)
    {
        var isOther = scan.Lot.Length > 0 && scan.Lot != row.ManuLotnum;
        if (isOther)
        {
            // Days of the line belong to the line's lot.
            (row.ManuLotnum, row.ManuDate, row.ExpyEnd) = (scan.Lot, DeskIdentity.Day(scan.Made) ?? row.ManuDate, DeskIdentity.Day(scan.Expires));
            return;
        }

        row.ManuDate = DeskIdentity.Day(scan.Made) ?? row.ManuDate;
        row.ExpyEnd = DeskIdentity.Day(scan.Expires) ?? row.ExpyEnd;
    }
}
