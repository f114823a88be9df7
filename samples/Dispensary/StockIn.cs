using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk;

namespace Dispensary;

/// <summary>A line of a first count.</summary>
internal sealed class CountLine : BookLine
{
    internal override string Code => "3501A";

    internal required StockInBillLine Bill { get; init; }
}

/// <summary>A line that moves stock in or out.</summary>
internal sealed class StockChangeLine : BookLine
{
    internal override string Code => "3502A";

    /// <summary>inv_chg_type: 108 purchase in, 109 return to the supplier.</summary>
    internal required string ChangeType { get; init; }

    internal bool IsIn => ChangeType == StockIn.Purchase;
}

/// <summary>Stock-in bills: first counts go up with 3501A, purchases with 3502A.</summary>
internal sealed class StockIn(InsuranceClient client)
{
    internal const string Purchase = "108";
    internal const string ReturnToSupplier = "109";

    internal static List<CountLine> Counts(DayFolder day) => day.StockIn.Where(l => l.IsCount).Select(l => new CountLine
    {
        Serial = BookLine.SerialOf(l.Bill, l.Line, "I"),
        Bill = l,
        Drug = l.Drug,
        Units = l.Packs * l.Drug.UnitsPerPack,
        TraceCodes = l.TraceCodes,
        Time = l.Time,
    }).ToList();

    internal static List<StockChangeLine> Purchases(DayFolder day) => day.StockIn.Where(l => !l.IsCount).Select(l => new StockChangeLine
    {
        Serial = BookLine.SerialOf(l.Bill, l.Line, "I"),
        ChangeType = Purchase,
        Drug = l.Drug,
        Units = l.Packs * l.Drug.UnitsPerPack,
        TraceCodes = l.TraceCodes,
        Time = l.Time,
    }).ToList();

    internal static List<StockChangeLine> Returns(DayFolder day) => day.StockReturns.Select(l => new StockChangeLine
    {
        Serial = BookLine.SerialOf(l.Bill, l.Line, "O"),
        ChangeType = ReturnToSupplier,
        Drug = l.Drug,
        Units = l.TraceCodes.Count * l.Drug.UnitsPerPack,
        TraceCodes = l.TraceCodes,
        Time = l.Time,
    }).ToList();

    // snippet: stock-in
    /// <summary>3501A 商品盘存上传A. Longer lists go out in messages of batchSize lines; the receipt has a result for every line.</summary>
    internal async Task<CallReceipt> SendCountsAsync(IEnumerable<CountLine> lines, CancellationToken cancellationToken)
    {
        var request = new UploadInventoryCountsBatchRequest
        {
            InvinfoDetail = lines.Select(l => new UploadInventoryCountsBatchInvinfoDetail
            {
                MedListCodg = l.Drug.InsuranceCode,
                FixmedinsHilistId = l.Drug.Item,
                FixmedinsHilistName = l.Drug.Name,
                RxFlag = l.Drug.NeedsPrescription ? "1" : "0",
                Invdate = l.Time,
                InvCnt = l.Units,
                ManuLotnum = l.Bill.Lot,
                FixmedinsBchno = l.Serial,
                ManuDate = l.Bill.Made,
                ExpyEnd = l.Bill.Expires,
                Pric = l.Drug.UnitPrice,
                Drugtracinfo = l.TraceCodes.Select(c => new UploadInventoryCountsBatchDrugtracinfo { DrugTracCodg = c }).ToList(),
            }).ToList(),
        };
        return (await client.Inventory.UploadInventoryCountsBatchAsync(request, cancellationToken: cancellationToken)).Receipt;
    }
    // end snippet

    /// <summary>3502A 商品库存变更A.</summary>
    internal async Task<CallReceipt> SendChangesAsync(IEnumerable<StockChangeLine> lines, CancellationToken cancellationToken)
    {
        var request = new UploadStockChangesBatchRequest
        {
            InvinfoDetail = lines.Select(l => new UploadStockChangesBatchInvinfoDetail
            {
                MedListCodg = l.Drug.InsuranceCode,
                InvChgType = l.ChangeType,
                FixmedinsHilistId = l.Drug.Item,
                FixmedinsHilistName = l.Drug.Name,
                FixmedinsBchno = l.Serial,
                Pric = l.Drug.UnitPrice,
                Cnt = l.Units,
                RxFlag = l.Drug.NeedsPrescription ? "1" : "0",
                InvChgTime = l.Time,
                InvChgOpterName = "操作员甲",
                TrdnFlag = "0",
                Drugtracinfo = l.TraceCodes.Select(c => new UploadStockChangesBatchDrugtracinfo { DrugTracCodg = c }).ToList(),
            }).ToList(),
        };
        return (await client.Inventory.UploadStockChangesBatchAsync(request, cancellationToken: cancellationToken)).Receipt;
    }
}
