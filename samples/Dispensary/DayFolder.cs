using System;
using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk;
using Insurance.Sdk.TraceCodes;

namespace Dispensary;

/// <summary>The day's files, read and checked as far as they can be without desks: what a scan means is for the desks to say.</summary>
internal sealed class DayFolder
{
    /// <summary>Trace codes of the deliveries, as suppliers send them; read by the library.</summary>
    internal const string SupplierFile = "supplier-codes.csv";

    /// <summary>Which drug stands behind which code; read by the library.</summary>
    internal const string BaseFile = "four-codes.csv";

    private readonly Dictionary<string, Drug> _drugs = new(StringComparer.Ordinal);
    private ILookup<string, PrescriptionRow> _prescriptions = Enumerable.Empty<PrescriptionRow>().ToLookup(r => "");
    private ILookup<string, string> _cartons = Enumerable.Empty<string>().ToLookup(r => "");

    private DayFolder(string folder) => Folder = folder;

    internal string Folder { get; }

    internal IReadOnlyCollection<Drug> Drugs => _drugs.Values;

    internal List<StockInBill> StockIn { get; } = new();

    /// <summary>Scans by prescription, in the order of the windows.</summary>
    internal List<IGrouping<string, ScanRow>> Scans { get; } = new();

    internal List<ReturnPacks> Returns { get; } = new();

    internal List<StockReturn> StockReturns { get; } = new();

    /// <summary>When the day begins.</summary>
    internal ChinaTime Begin => StockIn.Min(b => b.Rows[0].Time);

    /// <summary>Reads the folder.</summary>
    /// <exception cref="InputException">Something is missing or wrong; every error names file, line and column.</exception>
    internal static DayFolder Read(string folder)
    {
        var day = new DayFolder(folder);
        var errors = new List<string>();
        // Every file is opened before anything is looked up: one missing file must not show up as a hundred unknown items.
        var drugs = CsvFile.Read(folder, "drugs.csv", errors, "item", "insurance_code", "name", "units_per_pack", "unit_price", "barcode", "needs_prescription", "kind");
        var pharmacists = CsvFile.Read(folder, "pharmacists.csv", errors, "pharmacist", "name", "certificate");
        var stockIn = CsvFile.Read(folder, "stock-in.csv", errors, "bill", "line", "kind", "time", "item", "lot", "made", "expires", "packs");
        var cartons = CsvFile.Read(folder, "cartons.csv", errors, "carton", "trace_code");
        var prescriptions = CsvFile.Read(folder, "prescriptions.csv", errors, "prescription", "line", "visit", "settlement", "patient", "doctor", "doctor_number", "pharmacist", "item", "units");
        var scans = CsvFile.Read(folder, "scans.csv", errors, "time", "prescription", "scan");
        var returns = CsvFile.Read(folder, "returns.csv", errors, "bill", "time", "dispensed_on", "trace_code", "units");
        var stockReturns = CsvFile.Read(folder, "stock-returns.csv", errors, "bill", "time", "item", "trace_codes");
        InputException.ThrowIfAny(errors);

        day.TakeDrugs(drugs);
        day.StockIn.AddRange(stockIn.Rows.Select(day.StockInRow).Where(r => r.Drug is not null).GroupBy(r => r.Bill).Select(b => new StockInBill(b.Key, b.ToList())));
        day._cartons = cartons.Rows.ToLookup(r => r.Text("carton"), r => r.Text("trace_code"), StringComparer.Ordinal);
        day.TakePrescriptions(prescriptions, pharmacists);
        day.Scans.AddRange(scans.Rows.Select(day.ScanRow).GroupBy(s => s.Prescription));
        day.Returns.AddRange(returns.Rows.GroupBy(r => r.Text("bill")).Select(b => new ReturnPacks(
            b.Key, b.First().Time("time"), b.First().Text("dispensed_on"), b.Select(r => (r.Text("trace_code"), r.Optional("units").Length == 0 ? (decimal?)null : r.Whole("units"))).ToList())));
        day.StockReturns.AddRange(stockReturns.Rows.GroupBy(r => r.Text("bill")).Select(b => new StockReturn(
            b.Key, b.First().Time("time"), b.Select(r => (day.DrugOf(r)!, (IReadOnlyList<string>)r.Text("trace_codes").Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList())));
        if (day.StockIn.Count == 0)
        {
            stockIn.Error(null, null, "there is no line; a day begins with stock");
        }

        InputException.ThrowIfAny(errors);
        return day;
    }

    /// <summary>A prescription as the desk takes it. Lots of packs come from the ledger; herbal pieces, which carry no code, bring that of their stock.</summary>
    internal Prescription Prescription(string number)
    {
        var first = _prescriptions[number].First();
        var prescription = new Prescription { Number = number, VisitId = first.Visit, IsInsured = first.Settlement.Length > 0, SettlementId = first.Settlement };
        foreach (var row in _prescriptions[number])
        {
            prescription.Lines.Add(new PrescriptionLine
            {
                Id = $"{row.Line}",
                Quantity = row.Units,
                PackSize = row.Drug.UnitsPerPack,
                IsHerbalPieces = row.Drug.IsHerbal,
                Row = SaleRow(row, row.Drug.IsHerbal ? StockIn.SelectMany(b => b.Rows).FirstOrDefault(r => r.Drug == row.Drug) : null),
            });
        }

        return prescription;
    }

    internal string PharmacistOf(string number) => _prescriptions[number].First().Pharmacist.Name;

    /// <summary>What lies in a carton; a real program asks 码上放心.</summary>
    internal PackageExpansion Unpack(TraceCode carton) => new()
    {
        Code = carton,
        Smallest = _cartons[carton.Text].Select(c => TraceCodeParser.Default.Parse(c).Code).ToList(),
        Reason = _cartons[carton.Text].Any() ? PackageExpansionReason.None : PackageExpansionReason.NoChildren,
    };

    // snippet: sale-line
    /// <summary>What the hospital knows of a line. Serial, quantity, codes, split flag, settlement, visit and lot are the desk's.</summary>
    private static UploadSalesBatchSelinfoDetail SaleRow(PrescriptionRow row, StockInRow? lot) => new()
    {
        MedListCodg = row.Drug.InsuranceCode,
        FixmedinsHilistId = row.Drug.Item,
        FixmedinsHilistName = row.Drug.Name,
        PrscDrName = row.Doctor,
        PrscDrNo = row.DoctorNumber,
        PharName = row.Pharmacist.Name,
        PharNo = row.Pharmacist.Number,
        PharPracCertNo = row.Pharmacist.Certificate,
        HiFeesetlType = "1",
        Rxno = row.Prescription,
        PsnName = row.Patient,
        ManuLotnum = lot?.Lot,
        ManuDate = lot?.Made,
        ExpyEnd = lot?.Expires,
        RxFlag = row.Drug.NeedsPrescription ? "1" : "0",
        FinlTrnsPric = row.Drug.UnitPrice,
        RtalDocno = row.Prescription,
        DrugProdBarc = row.Drug.Barcode,
        SelRetnOpterName = row.Pharmacist.Name,
    };
    // end snippet

    private void TakeDrugs(CsvFile file)
    {
        foreach (var row in file.Rows)
        {
            var drug = new Drug(
                row.Text("item"), row.Text("insurance_code"), row.Text("name"), row.Whole("units_per_pack"), row.Number("unit_price"), row.Text("barcode"),
                row.Word("needs_prescription", "1", "0"), row.Word("kind", "herbal", "pack"));
            if (!_drugs.TryAdd(drug.Item, drug))
            {
                row.Wrong("item", "the item is listed twice", 0);
            }
        }
    }

    private void TakePrescriptions(CsvFile file, CsvFile pharmacists)
    {
        var known = pharmacists.Rows.Select(r => new Pharmacist(r.Text("pharmacist"), r.Text("name"), r.Text("certificate"))).GroupBy(p => p.Number).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        _prescriptions = file.Rows.Select(row => new PrescriptionRow(
            row.Text("prescription"), row.Whole("line"), row.Text("visit"), row.Optional("settlement"), row.Optional("patient"), row.Text("doctor"), row.Text("doctor_number"),
            row.Find("pharmacist", known, "there is no such pharmacist in pharmacists.csv")!, DrugOf(row)!, row.Whole("units"))).ToList().ToLookup(r => r.Prescription, StringComparer.Ordinal);
    }

    private StockInRow StockInRow(CsvRow row) => new(
        row.Text("bill"), row.Whole("line"), row.Word("kind", "count", "purchase"), row.Time("time"), DrugOf(row)!, row.Text("lot"), row.Day("made"), row.Day("expires"), row.Whole("packs"));

    private ScanRow ScanRow(CsvRow row)
        => new(row.Time("time"), _prescriptions.Contains(row.Text("prescription")) ? row.Text("prescription") : row.Wrong("prescription", "prescriptions.csv has no such number", ""), row.Optional("scan"));

    private Drug? DrugOf(CsvRow row) => row.Find("item", _drugs, "there is no such item in drugs.csv");
}

/// <summary>The input files cannot be worked: nothing was sent.</summary>
internal sealed class InputException(IReadOnlyList<string> errors) : Exception($"{errors.Count} error(s) in the input files: " + string.Join("; ", errors))
{
    internal IReadOnlyList<string> Errors { get; } = errors;

    internal static void ThrowIfAny(List<string> errors)
    {
        if (errors.Count > 0)
        {
            throw new InputException(errors);
        }
    }
}
