using System.Collections.Generic;
using Insurance.Sdk;

namespace Dispensary;

/// <summary>An item of the pharmacy. Quantities and prices count its smallest priced unit, such as one tablet.</summary>
/// <param name="IdentificationCodes">药品标识码: first seven digits of the item's trace codes; several where package sizes or makers differ.</param>
internal sealed record Drug(
    string Item, string InsuranceCode, string Name, IReadOnlyList<string> IdentificationCodes, int UnitsPerPack, decimal UnitPrice, string Barcode, bool NeedsPrescription);

/// <summary>Who dispenses.</summary>
internal sealed record Pharmacist(string Number, string Name, string Certificate);

/// <summary>One line of a stock-in bill: packs of one lot.</summary>
/// <param name="IsCount">True for a first count (3501A), false for a purchase (3502A with inv_chg_type 108).</param>
internal sealed record StockInBillLine(
    CsvRow Row, string Bill, int Line, bool IsCount, ChinaTime Time, Drug Drug, string Lot, ChinaTime Made, ChinaTime Expires, int Packs)
{
    internal List<string> TraceCodes { get; } = new();
}

/// <summary>One line of a prescription.</summary>
/// <param name="Settlement">setl_id of an insured settlement; empty where the patient pays.</param>
internal sealed record PrescriptionLine(
    CsvRow Row, string Prescription, int Line, string Visit, string Settlement, string Patient, string Doctor, string DoctorNumber, Pharmacist Pharmacist, Drug Drug, int Units)
{
    internal bool IsInsured => Settlement.Length > 0;
}

/// <summary>One scan at the counter.</summary>
/// <param name="UnitsTaken">Units taken out of an opened pack; null where the whole pack was given.</param>
internal sealed record Scan(CsvRow Row, ChinaTime Time, PrescriptionLine Prescription, string TraceCode, int? UnitsTaken);

/// <summary>A patient brings something back.</summary>
internal sealed record ReturnBillLine(CsvRow Row, string Bill, int Line, ChinaTime Time, PrescriptionLine Prescription, int Units, IReadOnlyList<string> TraceCodes);

/// <summary>Packs that go back to the supplier.</summary>
internal sealed record StockReturnBillLine(CsvRow Row, string Bill, int Line, ChinaTime Time, Drug Drug, IReadOnlyList<string> TraceCodes);
