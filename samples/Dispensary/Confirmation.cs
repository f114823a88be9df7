using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk;

namespace Dispensary;

/// <summary>Asks the center whether it has a line, by the line's own serial and day. Queries change nothing and may be made at any time.</summary>
internal sealed class Confirmation(InsuranceClient client, string institutionCode)
{
    // snippet: confirm-sale
    /// <summary>3511 shows the record, 3513 its trace codes: only both together say that the whole line is booked.</summary>
    internal async Task<bool> IsBookedAsync(SaleLine line, CancellationToken cancellationToken)
        => await SaleAsync(line, cancellationToken) is not null
            && (await SoldCodesAsync(line, cancellationToken)).ToHashSet(StringComparer.Ordinal).SetEquals(line.TraceCodes);

    /// <summary>3511 商品销售信息查询.</summary>
    internal async Task<QuerySalesAnswerOutput?> SaleAsync(BookLine line, CancellationToken cancellationToken)
    {
        var request = new QuerySalesRequest { Data = { FixmedinsCode = institutionCode, FixmedinsBchno = line.Serial, Begndate = line.Time, Enddate = line.Time } };
        var answer = await client.Inventory.QuerySalesAsync(request, cancellationToken: cancellationToken);
        return answer.Output.FirstOrDefault(r => r.FixmedinsBchno == line.Serial && r.MedListCodg == line.Drug.InsuranceCode && r.SelRetnCnt == line.Units);
    }

    /// <summary>3513 商品销售追溯信息查询.</summary>
    private async Task<IEnumerable<string?>> SoldCodesAsync(SaleLine line, CancellationToken cancellationToken)
    {
        var request = new QuerySoldTraceCodesRequest { Data = { FixmedinsCode = institutionCode, FixmedinsBchno = line.Serial, Begndate = line.Time, Enddate = line.Time } };
        var answer = await client.Inventory.QuerySoldTraceCodesAsync(request, cancellationToken: cancellationToken);
        return answer.Output.Where(r => r.FixmedinsBchno == line.Serial).Select(r => r.DrugTracCodg);
    }
    // end snippet

    /// <summary>3511 shows returns as well.</summary>
    internal async Task<bool> IsBookedAsync(ReturnLine line, CancellationToken cancellationToken) => await SaleAsync(line, cancellationToken) is not null;

    /// <summary>3508 shows counts.</summary>
    internal async Task<bool> IsBookedAsync(CountLine line, CancellationToken cancellationToken)
    {
        var request = new QueryStockRequest { Data = { FixmedinsCode = institutionCode, FixmedinsBchno = line.Serial, Begndate = line.Time, Enddate = line.Time } };
        var answer = await client.Inventory.QueryStockAsync(request, cancellationToken: cancellationToken);
        return answer.Output.Any(r => r.FixmedinsBchno == line.Serial && r.MedListCodg == line.Drug.InsuranceCode);
    }

    /// <summary>3509 shows stock changes.</summary>
    internal async Task<bool> IsBookedAsync(StockChangeLine line, CancellationToken cancellationToken)
    {
        var request = new QueryStockChangesRequest { Data = { FixmedinsCode = institutionCode, FixmedinsBchno = line.Serial, Begndate = line.Time, Enddate = line.Time } };
        var answer = await client.Inventory.QueryStockChangesAsync(request, cancellationToken: cancellationToken);
        return answer.Output.Any(r => r.FixmedinsBchno == line.Serial && r.MedListCodg == line.Drug.InsuranceCode);
    }
}
