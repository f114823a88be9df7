using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk;
using Insurance.Sdk.TraceCodes;

namespace Dispensary;

/// <summary>An item of the pharmacy. Quantities and prices count its smallest priced unit, such as one tablet.</summary>
internal sealed record Drug(string Item, string InsuranceCode, string Name, int UnitsPerPack, decimal UnitPrice, string Barcode, bool NeedsPrescription, bool IsHerbal);

/// <summary>Who dispenses.</summary>
internal sealed record Pharmacist(string Number, string Name, string Certificate);

/// <summary>One line of a stock-in bill: packs of one lot.</summary>
internal sealed record StockInRow(string Bill, int Line, bool IsCount, ChinaTime Time, Drug Drug, string Lot, ChinaTime Made, ChinaTime Expires, int Packs);

/// <summary>A stock-in bill: a first count of the shelf, or a delivery.</summary>
internal sealed record StockInBill(string Number, IReadOnlyList<StockInRow> Rows)
{
    internal bool IsCount => Rows[0].IsCount;

    internal ChinaTime Time => Rows[^1].Time;

    internal StockBill ToStockBill()
    {
        var bill = new StockBill
        {
            Number = Number,
            Invoice = Number,
            Kind = IsCount ? StockBillKind.FirstCount : StockBillKind.StockChange,
            Reason = IsCount ? null : StockChangeReason.PurchaseIn,
            OperatorName = "操作员甲",
        };
        foreach (var row in Rows)
        {
            bill.Lines.Add(new StockLine
            {
                Id = $"{row.Line}",
                Item = row.Drug.Item,
                NationalItem = row.Drug.InsuranceCode,
                Name = row.Drug.Name,
                Barcode = row.Drug.Barcode,
                PrescriptionFlag = row.Drug.NeedsPrescription ? "1" : "0",
                Price = row.Drug.UnitPrice,
                Lot = row.Lot,
                Made = row.Made,
                Expires = row.Expires,
                Packs = row.Packs,
                PackSize = row.Drug.UnitsPerPack,
                ExemptReason = row.Drug.IsHerbal ? "中药饮片" : "",
            });
        }

        return bill;
    }
}

/// <summary>One line of a prescription.</summary>
/// <param name="Settlement">setl_id of an insured settlement; empty where the patient pays.</param>
internal sealed record PrescriptionRow(
    string Prescription, int Line, string Visit, string Settlement, string Patient, string Doctor, string DoctorNumber, Pharmacist Pharmacist, Drug Drug, int Units);

/// <summary>What the scanner at a window sent.</summary>
internal sealed record ScanRow(ChinaTime Time, string Prescription, string Text);

/// <summary>Somebody brings packs back.</summary>
/// <param name="DispensedOn">Number of the prescription, or of the inpatient's visit.</param>
/// <param name="Packs">Codes, with the units where an opened pack comes back in part.</param>
internal sealed record ReturnPacks(string Number, ChinaTime Time, string DispensedOn, IReadOnlyList<(string Code, decimal? Units)> Packs);

/// <summary>Packs that go back to the supplier.</summary>
internal sealed record StockReturn(string Number, ChinaTime Time, IReadOnlyList<(Drug Drug, IReadOnlyList<string> Codes)> Rows)
{
    internal IEnumerable<string> Codes => Rows.SelectMany(r => r.Codes);

    internal StockBill ToStockBill()
    {
        var bill = new StockBill { Number = Number, Kind = StockBillKind.StockChange, Reason = StockChangeReason.ReturnToSupplier, OperatorName = "操作员甲" };
        foreach (var (drug, codes) in Rows)
        {
            bill.Lines.Add(new StockLine
            {
                Id = $"{bill.Lines.Count + 1}",
                Item = drug.Item,
                NationalItem = drug.InsuranceCode,
                Name = drug.Name,
                PrescriptionFlag = drug.NeedsPrescription ? "1" : "0",
                Price = drug.UnitPrice,
                Packs = codes.Count,
                PackSize = drug.UnitsPerPack,
            });
        }

        return bill;
    }
}
