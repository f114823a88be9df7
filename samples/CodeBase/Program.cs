// dotnet run --project samples/CodeBase -- insurance.json: finds the code in a scan, fills a base from a file, and looks the code up.
using System;
using Insurance.Sdk;
using Insurance.Sdk.Storage;
using Insurance.Sdk.TraceCodes;

var settings = InsuranceOptions.Load(args[0]);

// snippet: trace-scan
var parser = new TraceCodeParser(TraceCodeRules.From(settings.TraceCodes));
var reading = parser.Parse("https://scan.example.org/q?code=81000010000000000001\r\n");
if (!reading.Ok)
{
    Console.WriteLine(reading.ReasonText);              // for the person at the counter
    return;
}

Console.WriteLine(reading.Code.Text + " " + reading.Code.Kind + " " + reading.Code.DrugPrefix);
// end snippet

// snippet: code-base
using var database = InsuranceDatabase.Parse("codes.db");
var store = new CodeBaseStore(database);
var (fill, badRows) = await CodeBaseFile.ImportAsync(store, "base.xlsx");
Console.WriteLine("version " + fill.Version + ": " + fill.Added + " new, " + badRows.Count + " bad");

var codes = await store.LoadAsync();                    // keep it: reading it is free of locks
foreach (var item in codes.Find(reading.Code))
{
    Console.WriteLine(item.HospitalItemCode + " " + item.NationalItemCode + " " + item.Name);
}
// end snippet
