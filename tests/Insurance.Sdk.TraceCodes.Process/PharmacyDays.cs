using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk;
using Insurance.Sdk.TraceCodes;

/// <summary>Numbered days of an invented pharmacy. A day that was cut off is played again from its beginning: what is done already stays as it is.</summary>
internal sealed class PharmacyDays(TraceDeskStore store, TraceUploadQueue queue)
{
    private const decimal PackSize = 10;
    private static readonly ChinaTime Made = new(2025, 1, 1);
    private static readonly ChinaTime Expires = new(2099, 1, 1);

    private static readonly FourCodeBase Codes = FourCodeBase.From([new FourCodeRow { Prefix = "8100001", HospitalItemCode = "D1", NationalItemCode = "XA01", Name = "示例药品" }]);

    /// <summary>Stock comes in, an outpatient and an inpatient get medicine, packs come back and go back.</summary>
    internal async Task PlayAsync(int day)
    {
        var warehouse = new WarehouseDesk(store, () => Codes, queue, new WarehousePolicy { FirstCountReason = StockChangeReason.OtherIn, RequireStockIn = true });
        await BookAsync(warehouse, Bill(day, "W", StockBillKind.FirstCount, null, 3), Packs(day, 1, 3));
        await BookAsync(warehouse, Bill(day, "K", StockBillKind.StockIn, null, 2), Packs(day, 4, 2));

        var window = new DispensingDesk(store, () => Codes, queue, new DispensingPolicy { RequireStockIn = true });
        await DispenseAsync(window, Prescription(day, "P", "JS", 14), Packs(day, 1, 2));
        await DispenseAsync(window, Prescription(day, "Z", "", 10), Packs(day, 3, 1));

        await TakeBackAsync(new ReturnsDesk(store, queue), new ReturnBill { Number = "T" + day, DispensedOn = "V-P" + day, OperatorName = "药师乙" }, (Code(day, 1), null), (Code(day, 2), 3));
        await BookAsync(warehouse, Bill(day, "G", StockBillKind.StockChange, StockChangeReason.ReturnToSupplier, 1), Packs(day, 4, 1));
    }

    private static async Task BookAsync(WarehouseDesk desk, StockBill bill, IEnumerable<string> codes)
    {
        var session = await desk.OpenAsync(bill);
        foreach (var code in codes)
        {
            Hold(await session.ScanAsync(code));
        }

        Hold((await session.ConfirmAsync()).Outcome);
    }

    private static async Task DispenseAsync(DispensingDesk desk, Prescription prescription, IEnumerable<string> codes)
    {
        var session = await desk.OpenAsync(prescription);
        foreach (var code in codes)
        {
            Hold(await session.ScanAsync(code));
        }

        Hold((await session.ConfirmAsync()).Outcome);
    }

    private static async Task TakeBackAsync(ReturnsDesk desk, ReturnBill bill, params (string Code, decimal? Units)[] packs)
    {
        var session = await desk.OpenAsync(bill);
        foreach (var (code, units) in packs)
        {
            // Units are not taken twice where the answer to the first scan was lost.
            if (units is null || (await session.DispensedRowsAsync()).All(r => r.Returned == 0 || !r.IsSplit))
            {
                Hold(await session.ScanAsync(code, units));
            }
        }

        Hold((await session.ConfirmAsync()).Outcome);
    }

    /// <summary>A scan is taken, or it says that it was before.</summary>
    private static void Hold(ScanAnswer answer)
    {
        if (!answer.IsTaken && answer.Reason is not (ScanRefusal.AlreadyInSession or ScanRefusal.SessionClosed or ScanRefusal.AlreadyInStock or ScanRefusal.AlreadyDispensed or ScanRefusal.AlreadyBack
            or ScanRefusal.MoreThanDispensed or ScanRefusal.Quarantined or ScanRefusal.TooMany or ScanRefusal.ReturnedToSupplier or ScanRefusal.PackOpened))
        {
            throw new InvalidOperationException(answer.ToString());
        }
    }

    private static void Hold(ConfirmOutcome outcome)
    {
        if (outcome != ConfirmOutcome.Confirmed)
        {
            throw new InvalidOperationException(outcome.ToString());
        }
    }

    private static string Code(int day, int pack) => "8100001" + ((day * 100) + pack).ToString("D13", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Packs(int day, int from, int count) => Enumerable.Range(from, count).Select(p => Code(day, p));

    private static StockBill Bill(int day, string kind, StockBillKind what, StockChangeReason? reason, int packs)
    {
        var bill = new StockBill { Number = kind + day, Invoice = "INV" + kind + day, Kind = what, Reason = reason, OperatorName = "库管" };
        bill.Lines.Add(new StockLine
        {
            Id = "1", Item = "D1", NationalItem = "XA01", Name = "示例药品", PrescriptionFlag = "1", Price = 0.5m, Lot = "L" + day, Made = Made, Expires = Expires, Packs = packs, PackSize = PackSize,
        });
        return bill;
    }

    private static Prescription Prescription(int day, string kind, string settlement, decimal quantity)
    {
        var number = kind + day;
        var prescription = new Prescription { Number = number, VisitId = "V-" + number, IsInsured = settlement.Length > 0, SettlementId = settlement.Length > 0 ? settlement + day : "" };
        prescription.Lines.Add(new PrescriptionLine
        {
            Id = "1",
            Quantity = quantity,
            PackSize = PackSize,
            Row = new UploadSalesBatchSelinfoDetail
            {
                MedListCodg = "XA01", FixmedinsHilistId = "D1", FixmedinsHilistName = "示例药品", PrscDrName = "医师甲", PrscDrNo = "DR01", PharName = "药师乙", PharNo = "PH01", PharPracCertNo = "Y0001",
                HiFeesetlType = "1", PsnName = "患者丙", RxFlag = "1", FinlTrnsPric = 0.5m, Rxno = number, RtalDocno = number, DrugProdBarc = "6900000000014", SelRetnOpterName = "药师乙",
            },
        });
        return prescription;
    }
}
