using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk;

namespace Dispensary;

/// <summary>A line that a patient brought back.</summary>
internal sealed class ReturnLine : BookLine
{
    internal override string Code => "3506A";

    internal required SaleLine Sale { get; init; }

    /// <summary>medins_prod_sel_no: the center's own number of the sale.</summary>
    internal string? SaleNumber { get; set; }
}

/// <summary>Returns of sales go up with 3506A, linked to the sale they belong to.</summary>
internal sealed class Returns(InsuranceClient client, Confirmation confirmation)
{
    /// <summary>Return lines of the day.</summary>
    /// <exception cref="InputException">A pack was not sold on the prescription line, or the packs are of more than one sale line.</exception>
    internal static List<ReturnLine> Lines(DayFolder day, IReadOnlyList<SaleLine> sales)
    {
        var lines = new List<ReturnLine>();
        foreach (var bill in day.Returns)
        {
            var sale = sales.FirstOrDefault(s => s.Prescription == bill.Prescription && bill.TraceCodes.All(c => s.TraceCodes.Contains(c, StringComparer.Ordinal)));
            if (sale is null)
            {
                bill.Row.Error("trace_codes", "the prescription line has no sale with these codes (packs of two lots or opened packs need lines of their own)");
                continue;
            }

            lines.Add(new ReturnLine
            {
                Serial = BookLine.SerialOf(bill.Bill, bill.Line, "R"),
                Sale = sale,
                Drug = sale.Drug,
                Units = bill.Units,
                TraceCodes = bill.TraceCodes,
                Time = bill.Time,
            });
        }

        day.Errors.ThrowIfAny();
        return lines;
    }

    // snippet: return-link
    /// <summary>Asks the center for its numbers of the sales: with them it knows what comes back, whatever our serials are.</summary>
    internal async Task LinkAsync(IEnumerable<ReturnLine> lines, CancellationToken cancellationToken)
    {
        foreach (var line in lines.Where(l => l.Sale.IsBooked))
        {
            line.SaleNumber = (await confirmation.SaleAsync(line.Sale, cancellationToken))?.MedinsProdSelNo;
        }
    }
    // end snippet

    /// <summary>3506A 商品销售退货A.</summary>
    internal async Task<CallReceipt> SendAsync(IEnumerable<ReturnLine> lines, CancellationToken cancellationToken)
    {
        var request = new UploadSaleReturnsBatchRequest
        {
            SelinfoDetail = lines.Select(l => new UploadSaleReturnsBatchSelinfoDetail
            {
                MedListCodg = l.Drug.InsuranceCode,
                FixmedinsHilistId = l.Drug.Item,
                FixmedinsHilistName = l.Drug.Name,
                FixmedinsBchno = l.Serial,
                SetlId = l.Sale.Prescription.IsInsured ? l.Sale.Prescription.Settlement : null,
                PsnName = l.Sale.Prescription.Patient,
                ManuLotnum = l.Sale.Lot.Lot,
                ManuDate = l.Sale.Lot.Made,
                ExpyEnd = l.Sale.Lot.Expires,
                RxFlag = l.Drug.NeedsPrescription ? "1" : "0",
                TrdnFlag = l.Sale.IsSplit ? "1" : "0",
                FinlTrnsPric = l.Drug.UnitPrice,
                SelRetnCnt = l.Units,
                SelRetnTime = l.Time,
                SelRetnOpterName = l.Sale.Prescription.Pharmacist.Name,
                MedinsProdSelNo = l.SaleNumber,
                MdtrtSn = l.Sale.Prescription.Visit,
                Drugtracinfo = l.TraceCodes.Select(c => new UploadSaleReturnsBatchDrugtracinfo { DrugTracCodg = c }).ToList(),
            }).ToList(),
        };
        return (await client.Inventory.UploadSaleReturnsBatchAsync(request, cancellationToken: cancellationToken)).Receipt;
    }
}
