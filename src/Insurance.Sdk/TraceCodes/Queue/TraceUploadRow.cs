using System;
using System.Collections.Generic;
using System.Text;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Detail records as stored text and back. The text has the spelling of the printed tables, so a correction of the edition after the line was queued still reaches it.</summary>
internal static class TraceUploadRow
{
    private static readonly StandardCodec Base = new(new EditionRules(EditionRules.Base, null));

    internal static string Write(StandardRecord row)
    {
        var (operation, request) = Request(new[] { row });
        using var buffer = new PooledBytes(4 * 1024);
        Base.WriteInput(operation, request, buffer);
        return buffer.ToText();
    }

    /// <summary>A stored row, as the record of the list edition.</summary>
    internal static StandardRecord Read(TraceUploadKind kind, string text)
    {
        var operation = Operation(kind);
        var request = Base.ReadInput(operation, Encoding.UTF8.GetBytes(text), new List<Deviation>());
        return request switch
        {
            UploadInventoryCountsBatchRequest { InvinfoDetail.Count: 1 } r => r.InvinfoDetail[0],
            UploadStockChangesBatchRequest { InvinfoDetail.Count: 1 } r => r.InvinfoDetail[0],
            UploadSalesBatchRequest { SelinfoDetail.Count: 1 } r => r.SelinfoDetail[0],
            UploadSaleReturnsBatchRequest { SelinfoDetail.Count: 1 } r => r.SelinfoDetail[0],
            _ => throw new InvalidOperationException("A stored line is not one row of " + operation.Code + "."),
        };
    }

    internal static Operation Operation(TraceUploadKind kind) => kind switch
    {
        TraceUploadKind.StockCount => Operations.UploadInventoryCountsBatch,
        TraceUploadKind.StockChange => Operations.UploadStockChangesBatch,
        TraceUploadKind.Sale => Operations.UploadSalesBatch,
        _ => Operations.UploadSaleReturnsBatch,
    };

    /// <summary>The list edition with these rows, all of one kind.</summary>
    internal static (Operation Operation, StandardRequest Request) Request(IReadOnlyList<StandardRecord> rows)
    {
        switch (rows[0])
        {
            case UploadInventoryCountsBatchInvinfoDetail:
                return (Operations.UploadInventoryCountsBatch, new UploadInventoryCountsBatchRequest { InvinfoDetail = Of<UploadInventoryCountsBatchInvinfoDetail>(rows) });
            case UploadStockChangesBatchInvinfoDetail:
                return (Operations.UploadStockChangesBatch, new UploadStockChangesBatchRequest { InvinfoDetail = Of<UploadStockChangesBatchInvinfoDetail>(rows) });
            case UploadSalesBatchSelinfoDetail:
                return (Operations.UploadSalesBatch, new UploadSalesBatchRequest { SelinfoDetail = Of<UploadSalesBatchSelinfoDetail>(rows) });
            default:
                return (Operations.UploadSaleReturnsBatch, new UploadSaleReturnsBatchRequest { SelinfoDetail = Of<UploadSaleReturnsBatchSelinfoDetail>(rows) });
        }
    }

    private static List<T> Of<T>(IReadOnlyList<StandardRecord> rows)
        where T : StandardRecord
    {
        var list = new List<T>(rows.Count);
        foreach (var row in rows)
        {
            list.Add((T)row);
        }

        return list;
    }
}
