using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk;

namespace Dispensary;

/// <summary>A line that was dispensed: whole packs of one lot, or units out of opened packs of one lot.</summary>
internal sealed class SaleLine : BookLine
{
    internal override string Code => "3505A";

    internal required PrescriptionLine Prescription { get; init; }

    internal required StockInBillLine Lot { get; init; }

    internal required bool IsSplit { get; init; }
}

/// <summary>Dispensed lines go up with 3505A.</summary>
internal sealed class Dispensing(InsuranceClient client)
{
    /// <summary>3505A 商品销售A.</summary>
    internal async Task<CallReceipt> SendAsync(IEnumerable<SaleLine> lines, CancellationToken cancellationToken)
    {
        var request = new UploadSalesBatchRequest { SelinfoDetail = lines.Select(Row).ToList() };
        return (await client.Inventory.UploadSalesBatchAsync(request, cancellationToken: cancellationToken)).Receipt;
    }

    // snippet: sale-line
    private static UploadSalesBatchSelinfoDetail Row(SaleLine line) => new()
    {
        MedListCodg = line.Drug.InsuranceCode,
        FixmedinsHilistId = line.Drug.Item,
        FixmedinsHilistName = line.Drug.Name,
        FixmedinsBchno = line.Serial,
        PrscDrName = line.Prescription.Doctor,
        PrscDrNo = line.Prescription.DoctorNumber,
        PharName = line.Prescription.Pharmacist.Name,
        PharNo = line.Prescription.Pharmacist.Number,
        PharPracCertNo = line.Prescription.Pharmacist.Certificate,
        // Insured or self-paid decides which fields are demanded: setl_id, rxno and phar_no are for insured settlements.
        MdtrtSetlType = line.Prescription.IsInsured ? "1" : "2",
        HiFeesetlType = line.Prescription.IsInsured ? "1" : "0",
        SetlId = line.Prescription.IsInsured ? line.Prescription.Settlement : null,
        Rxno = line.Prescription.Prescription,
        MdtrtSn = line.Prescription.Visit,
        PsnName = line.Prescription.Patient,
        ManuLotnum = line.Lot.Lot,
        ManuDate = line.Lot.Made,
        ExpyEnd = line.Lot.Expires,
        RxFlag = line.Drug.NeedsPrescription ? "1" : "0",
        TrdnFlag = line.IsSplit ? "1" : "0",
        FinlTrnsPric = line.Drug.UnitPrice,
        RtalDocno = line.Prescription.Prescription,
        DrugProdBarc = line.Drug.Barcode,
        SelRetnCnt = line.Units,
        SelRetnTime = line.Time,
        SelRetnOpterName = line.Prescription.Pharmacist.Name,
        Drugtracinfo = line.TraceCodes.Select(c => new UploadSalesBatchDrugtracinfo { DrugTracCodg = c }).ToList(),
    };
    // end snippet
}
