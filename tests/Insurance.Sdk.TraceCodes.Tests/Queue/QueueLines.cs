using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.TraceCodes.Tests.Queue;

/// <summary>Invented lines of an invented pharmacy.</summary>
internal static class QueueLines
{
    internal static readonly ChinaTime Time = new(2026, 3, 1, 9, 30);

    /// <summary>A 码上放心 code that belongs to nothing.</summary>
    internal static string Code(int number) => "8100001" + number.ToString("D13");

    internal static TraceUpload Sale(string serial, int drug = 1, string lot = "L1", decimal count = 1, string? area = null, params string[] codes)
        => TraceUpload.Sale(SaleRow(serial, drug, lot, count, codes), area);

    internal static UploadSalesBatchSelinfoDetail SaleRow(string serial, int drug = 1, string lot = "L1", decimal count = 1, params string[] codes) => new()
    {
        MedListCodg = "XA01AB0000" + drug.ToString("D4"),
        FixmedinsHilistId = "D" + drug.ToString("D3"),
        FixmedinsHilistName = "示例药品" + drug,
        FixmedinsBchno = serial,
        PrscDrName = "医师甲",
        PharName = "药师乙",
        PharPracCertNo = "Y0001",
        MdtrtSetlType = "2",
        HiFeesetlType = "0",
        MdtrtSn = "V" + serial,
        PsnName = "患者丙",
        ManuLotnum = lot,
        ManuDate = new ChinaTime(2025, 1, 1),
        ExpyEnd = new ChinaTime(2028, 1, 1),
        RxFlag = "1",
        TrdnFlag = "0",
        FinlTrnsPric = 12.5m,
        RtalDocno = "R" + serial,
        DrugProdBarc = "6900000000000",
        SelRetnCnt = count,
        SelRetnTime = Time,
        SelRetnOpterName = "药师乙",
        Drugtracinfo = codes.Select(c => new UploadSalesBatchDrugtracinfo { DrugTracCodg = c }).ToList(),
    };

    internal static TraceUpload Return(string serial, string? sale, int drug = 1, string lot = "L1", decimal count = 1, string? number = null) => TraceUpload.SaleReturn(
        new UploadSaleReturnsBatchSelinfoDetail
        {
            MedListCodg = "XA01AB0000" + drug.ToString("D4"),
            FixmedinsHilistId = "D" + drug.ToString("D3"),
            FixmedinsHilistName = "示例药品" + drug,
            FixmedinsBchno = serial,
            PsnName = "患者丙",
            ManuLotnum = lot,
            ManuDate = new ChinaTime(2025, 1, 1),
            ExpyEnd = new ChinaTime(2028, 1, 1),
            RxFlag = "1",
            TrdnFlag = "0",
            FinlTrnsPric = 12.5m,
            SelRetnCnt = count,
            SelRetnTime = Time,
            SelRetnOpterName = "药师乙",
            MedinsProdSelNo = number,
            MdtrtSn = "V" + serial,
        },
        sale);

    internal static TraceUpload Count(string serial, int drug = 1, string lot = "L1", decimal count = 100, params string[] codes) => TraceUpload.StockCount(new UploadInventoryCountsBatchInvinfoDetail
    {
        MedListCodg = "XA01AB0000" + drug.ToString("D4"),
        FixmedinsHilistId = "D" + drug.ToString("D3"),
        FixmedinsHilistName = "示例药品" + drug,
        RxFlag = "1",
        Invdate = Time,
        InvCnt = count,
        ManuLotnum = lot,
        FixmedinsBchno = serial,
        ManuDate = new ChinaTime(2025, 1, 1),
        ExpyEnd = new ChinaTime(2028, 1, 1),
        Pric = 12.5m,
        Drugtracinfo = codes.Select(c => new UploadInventoryCountsBatchDrugtracinfo { DrugTracCodg = c }).ToList(),
    });

    internal static TraceUpload Change(string serial, string type = "108", int drug = 1, string lot = "L1", decimal count = 10) => TraceUpload.StockChange(
        new UploadStockChangesBatchInvinfoDetail
        {
            MedListCodg = "XA01AB0000" + drug.ToString("D4"),
            InvChgType = type,
            FixmedinsHilistId = "D" + drug.ToString("D3"),
            FixmedinsHilistName = "示例药品" + drug,
            FixmedinsBchno = serial,
            Pric = 12.5m,
            Cnt = count,
            RxFlag = "1",
            InvChgTime = Time,
            InvChgOpterName = "操作员甲",
            TrdnFlag = "0",
        },
        lot);

    /// <summary>Stock-in, counts, sales and returns of some drugs, in the order of a day.</summary>
    /// <param name="drugs">How many drugs.</param>
    /// <param name="salesEach">Sales of each; every third comes back.</param>
    /// <param name="from">Number after which drugs and codes are counted, so that several such days do not meet.</param>
    internal static List<TraceUpload> Day(int drugs, int salesEach, int from = 0)
    {
        var lines = new List<TraceUpload>();
        for (var d = from + 1; d <= from + drugs; d++)
        {
            lines.Add(Count("C" + d, d));
            lines.Add(Change("P" + d, "108", d));
        }

        var code = from * 100;
        for (var s = 1; s <= salesEach; s++)
        {
            for (var d = from + 1; d <= from + drugs; d++)
            {
                lines.Add(Sale($"S{d}-{s}", d, codes: [Code(++code), Code(++code)], count: 2));
                if (s % 3 == 0)
                {
                    lines.Add(Return($"R{d}-{s}", $"S{d}-{s}", d));
                }
            }
        }

        return lines;
    }
}
