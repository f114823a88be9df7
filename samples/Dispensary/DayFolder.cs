using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Insurance.Sdk;

namespace Dispensary;

/// <summary>The day's files, read and checked as far as they can be without the center.</summary>
internal sealed class DayFolder
{
    private readonly InputErrors _errors = new();
    private readonly Dictionary<string, Drug> _drugs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Pharmacist> _pharmacists = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Prescription, int Line), PrescriptionLine> _prescriptions = new();

    private DayFolder()
    {
    }

    internal IReadOnlyCollection<Drug> Drugs => _drugs.Values;

    internal List<StockInBillLine> StockIn { get; } = new();

    internal IReadOnlyCollection<PrescriptionLine> Prescriptions => _prescriptions.Values;

    internal InputErrors Errors => _errors;

    internal List<Scan> Scans { get; } = new();

    internal List<ReturnBillLine> Returns { get; } = new();

    internal List<StockReturnBillLine> StockReturns { get; } = new();

    /// <summary>First day of the bills.</summary>
    internal ChinaTime From => new(Times.Min().Value.Date);

    /// <summary>Last day of the bills.</summary>
    internal ChinaTime To => new(Times.Max().Value.Date);

    private IEnumerable<ChinaTime> Times => StockIn.Select(l => l.Time).Concat(Scans.Select(s => s.Time)).Concat(Returns.Select(r => r.Time)).Concat(StockReturns.Select(r => r.Time));

    /// <summary>Reads the folder.</summary>
    /// <exception cref="InputException">Something is missing or wrong; every error names file, line and column.</exception>
    internal static DayFolder Read(string folder)
    {
        var day = new DayFolder();
        // Every file is opened before anything is looked up: one missing file must not show up as a hundred unknown items.
        var errors = day._errors;
        var drugs = CsvFile.Read(folder, "drugs.csv", errors, "item", "insurance_code", "name", "identification_codes", "units_per_pack", "unit_price", "barcode", "needs_prescription");
        var pharmacists = CsvFile.Read(folder, "pharmacists.csv", errors, "pharmacist", "name", "certificate");
        var stockIn = CsvFile.Read(folder, "stock-in.csv", errors, "bill", "line", "kind", "time", "item", "lot", "made", "expires", "packs");
        var stockInCodes = CsvFile.Read(folder, "stock-in-codes.csv", errors, "bill", "line", "trace_code");
        var prescriptions = CsvFile.Read(folder, "prescriptions.csv", errors, "prescription", "line", "visit", "settlement", "patient", "doctor", "doctor_number", "pharmacist", "item", "units");
        var scans = CsvFile.Read(folder, "scans.csv", errors, "time", "prescription", "line", "trace_code", "units_taken");
        var returns = CsvFile.Read(folder, "returns.csv", errors, "bill", "line", "time", "prescription", "prescription_line", "units", "trace_codes");
        var stockReturns = CsvFile.Read(folder, "stock-returns.csv", errors, "bill", "line", "time", "item", "trace_codes");
        errors.ThrowIfAny();

        day.TakeDrugs(drugs);
        day.TakePharmacists(pharmacists);
        errors.ThrowIfAny();
        day.TakeStockIn(stockIn, stockInCodes);
        day.TakePrescriptions(prescriptions);
        if (stockIn.Rows.Count == 0)
        {
            errors.Add(stockIn.Name, null, null, "there is no line; a day begins with stock");
        }

        errors.ThrowIfAny();
        day.TakeScans(scans);
        day.TakeReturns(returns);
        day.TakeStockReturns(stockReturns);
        errors.ThrowIfAny();
        return day;
    }

    private void TakeDrugs(CsvFile file)
    {
        foreach (var row in file.Rows)
        {
            var drug = new Drug(
                row.Text("item"), row.Text("insurance_code"), row.Text("name"), row.Text("identification_codes").Split(' ', StringSplitOptions.RemoveEmptyEntries),
                row.Whole("units_per_pack"), row.Number("unit_price"), row.Text("barcode"), row.Word("needs_prescription", "0", "1") == "1");
            if (!_drugs.TryAdd(drug.Item, drug))
            {
                row.Error("item", "the item is listed twice");
            }
        }
    }

    private void TakePharmacists(CsvFile file)
    {
        foreach (var row in file.Rows)
        {
            var pharmacist = new Pharmacist(row.Text("pharmacist"), row.Text("name"), row.Text("certificate"));
            _pharmacists[pharmacist.Number] = pharmacist;
        }
    }

    private void TakeStockIn(CsvFile bills, CsvFile codes)
    {
        var lines = new Dictionary<(string, int), StockInBillLine>();
        foreach (var row in bills.Rows)
        {
            if (Find(_drugs, row, "item", "there is no such item in drugs.csv") is { } drug)
            {
                var line = new StockInBillLine(
                    row, row.Text("bill"), row.Whole("line"), row.Word("kind", "count", "purchase") == "count", row.Time("time"),
                    drug, row.Text("lot"), row.Day("made"), row.Day("expires"), row.Whole("packs"));
                StockIn.Add(line);
                if (!lines.TryAdd((line.Bill, line.Line), line))
                {
                    row.Error("line", "the bill has that line twice");
                }
            }
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in codes.Rows)
        {
            var code = row.TraceCode("trace_code");
            if (!lines.TryGetValue((row.Text("bill"), row.Whole("line")), out var line))
            {
                row.Error("line", "stock-in.csv has no such bill line");
            }
            else if (!IsOf(line.Drug, code))
            {
                row.Error("trace_code", DrugOf(code) is null ? "no drug has the identification code " + Head(code) : "the code belongs to another item than the bill line");
            }
            else if (!seen.Add(code))
            {
                row.Error("trace_code", "the code came in twice");
            }
            else
            {
                line.TraceCodes.Add(code);
            }
        }

        foreach (var line in StockIn.Where(l => lines[(l.Bill, l.Line)] == l && l.TraceCodes.Count != l.Packs))
        {
            line.Row.Error("packs", string.Create(CultureInfo.InvariantCulture, $"{line.Packs} packs, but {line.TraceCodes.Count} trace codes in stock-in-codes.csv"));
        }
    }

    private void TakePrescriptions(CsvFile file)
    {
        foreach (var row in file.Rows)
        {
            if (Find(_drugs, row, "item", "there is no such item in drugs.csv") is { } drug
                && Find(_pharmacists, row, "pharmacist", "there is no such pharmacist in pharmacists.csv") is { } pharmacist)
            {
                var line = new PrescriptionLine(
                    row, row.Text("prescription"), row.Whole("line"), row.Text("visit"), row.Optional("settlement"), row.Optional("patient"),
                    row.Text("doctor"), row.Text("doctor_number"), pharmacist, drug, row.Whole("units"));
                if (!_prescriptions.TryAdd((line.Prescription, line.Line), line))
                {
                    row.Error("line", "the prescription has that line twice");
                }
            }
        }
    }

    private void TakeScans(CsvFile file)
    {
        foreach (var row in file.Rows)
        {
            var (time, code) = (row.Time("time"), row.TraceCode("trace_code"));
            int? taken = row.Optional("units_taken").Length == 0 ? null : row.Whole("units_taken");
            if (PrescriptionOf(row, "line") is not { } prescription)
            {
                continue;
            }

            if (!IsOf(prescription.Drug, code))
            {
                row.Error("trace_code", DrugOf(code) is { } other
                    ? $"the code is of item {other.Item}, the prescription line of item {prescription.Drug.Item}"
                    : "no drug has the identification code " + Head(code));
                continue;
            }

            Scans.Add(new Scan(row, time, prescription, code, taken));
        }
    }

    private void TakeReturns(CsvFile file)
    {
        foreach (var row in file.Rows)
        {
            if (PrescriptionOf(row, "prescription_line") is { } prescription)
            {
                Returns.Add(new ReturnBillLine(row, row.Text("bill"), row.Whole("line"), row.Time("time"), prescription, row.Whole("units"), row.TraceCodes("trace_codes")));
            }
        }
    }

    private void TakeStockReturns(CsvFile file)
    {
        foreach (var row in file.Rows)
        {
            if (Find(_drugs, row, "item", "there is no such item in drugs.csv") is { } drug)
            {
                var line = new StockReturnBillLine(row, row.Text("bill"), row.Whole("line"), row.Time("time"), drug, row.TraceCodes("trace_codes"));
                StockReturns.Add(line);
                if (!line.TraceCodes.All(c => IsOf(drug, c)))
                {
                    row.Error("trace_codes", "a code belongs to another item");
                }
            }
        }
    }

    private PrescriptionLine? PrescriptionOf(CsvRow row, string lineColumn)
    {
        if (_prescriptions.TryGetValue((row.Text("prescription"), row.Whole(lineColumn)), out var line))
        {
            return line;
        }

        row.Error(lineColumn, "prescriptions.csv has no such line");
        return null;
    }

    private static T? Find<T>(Dictionary<string, T> known, CsvRow row, string column, string otherwise)
        where T : class
    {
        if (known.TryGetValue(row.Text(column), out var found))
        {
            return found;
        }

        row.Error(column, otherwise);
        return null;
    }

    private Drug? DrugOf(string code) => Drugs.FirstOrDefault(d => IsOf(d, code));

    private static bool IsOf(Drug drug, string code) => drug.IdentificationCodes.Contains(Head(code), StringComparer.Ordinal);

    private static string Head(string code) => code.Length < 7 ? code : code[..7];
}
