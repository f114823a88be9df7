using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.TraceCodes;

namespace Dispensary;

/// <summary>The dock: stock is counted, deliveries come in, packs go back to the supplier.</summary>
internal sealed class Warehouse(WarehouseDesk desk, SupplierTraceStore suppliers, DayFolder day, Notes notes)
{
    // snippet: stock-in
    /// <summary>First counts are scanned pack by pack (3501A, and the change record that goes with it); of deliveries the supplier has sent the codes (3502A).</summary>
    internal async Task TakeInAsync(DayProgress.Step step, CancellationToken cancellationToken)
    {
        var file = TraceCodeFile.Read(Path.Combine(day.Folder, DayFolder.SupplierFile));
        notes.BadRows(DayFolder.SupplierFile, file.BadRows);
        await suppliers.ImportAsync(file.Rows, cancellationToken);
        foreach (var bill in day.StockIn)
        {
            notes.At(bill.Time);
            var session = await desk.OpenAsync(bill.ToStockBill(), cancellationToken);
            var rows = await suppliers.OfInvoiceAsync(bill.Number, cancellationToken);
            if (bill.IsCount)
            {
                foreach (var row in rows)
                {
                    notes.Scan(bill.Number, await session.ScanAsync(row.Code.Text, cancellationToken: cancellationToken));
                }
            }
            else
            {
                // Cartons among the codes are taken apart by 码上放心.
                var taken = await session.AddSupplierRowsAsync(rows, cancellationToken);
                notes.Scans(bill.Number, taken.Refused);
            }

            notes.Confirmed(bill.Number, await session.ConfirmAsync("库管", cancellationToken: cancellationToken));
            step.Advance();
        }
    }
    // end snippet

    /// <summary>Packs go back to the supplier (109 采购退货出库): 3502A.</summary>
    internal async Task SendBackAsync(DayProgress.Step step, CancellationToken cancellationToken)
    {
        foreach (var bill in day.StockReturns)
        {
            notes.At(bill.Time);
            var session = await desk.OpenAsync(bill.ToStockBill(), cancellationToken);
            var answers = new List<ScanAnswer>();
            foreach (var code in bill.Codes)
            {
                answers.Add(await session.ScanAsync(code, cancellationToken: cancellationToken));
            }

            notes.Scans(bill.Number, answers);
            if (Notes.IsWorthless(answers))
            {
                await session.CancelAsync("库管", cancellationToken);
            }
            else
            {
                notes.Confirmed(bill.Number, await session.ConfirmAsync("库管", cancellationToken: cancellationToken));
            }

            step.Advance();
        }
    }
}
