using System;
using System.IO;
using System.Threading.Tasks;

namespace Insurance.Sdk.Samples.Tests;

public sealed class BadInputTests : IDisposable
{
    private readonly DayRun _run = new DayRun().CopyDay();

    public void Dispose() => _run.Dispose();

    private async Task AssertNothingIsSent(string message)
    {
        Assert.Equal(1, await _run.RunAsync());
        Assert.Contains("Nothing was sent.", _run.Output);
        Assert.Contains("  " + message + "\n", _run.Output.ReplaceLineEndings("\n"));
        Assert.False(File.Exists(_run.KeepFile), "the center was not even started");
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        File.Delete(Path.Combine(_run.Folder, "scans.csv"));
        await AssertNothingIsSent("scans.csv: the file is missing");
    }

    [Fact]
    public async Task A_missing_folder_names_its_files()
    {
        Directory.Delete(_run.Folder, recursive: true);
        Directory.CreateDirectory(_run.Folder);
        await AssertNothingIsSent("drugs.csv: the file is missing");
    }

    [Fact]
    public async Task A_wrong_column_is_named()
    {
        _run.Change("prescriptions.csv", 1, l => l.Replace("settlement", "setl_id"));
        await AssertNothingIsSent("prescriptions.csv line 1, column settlement: the column is missing");
        Assert.Contains("prescriptions.csv line 1, column setl_id: there is no such column", _run.Output);
    }

    [Fact]
    public async Task A_scan_of_an_unknown_drug_is_named()
    {
        _run.Change("scans.csv", 7, l => With(l, 3, "81234560000000000001"));
        await AssertNothingIsSent("scans.csv line 7, column trace_code: no drug has the identification code 8123456");
    }

    [Fact]
    public async Task A_scan_for_no_line_is_named()
    {
        _run.Change("scans.csv", 9, l => With(l, 2, "99"));
        await AssertNothingIsSent("scans.csv line 9, column line: prescriptions.csv has no such line");
    }

    [Fact]
    public async Task A_pack_that_nobody_received_is_named()
    {
        _run.Change("scans.csv", 2, l => With(l, 3, l.Split(',')[3][..7] + "0000000000000"));
        await AssertNothingIsSent("scans.csv line 2, column trace_code: the pack is in no stock-in bill");
    }

    [Fact]
    public async Task A_prescription_that_was_not_scanned_in_full_is_named()
    {
        _run.Change("prescriptions.csv", 2, l => With(l, 9, "40"));
        await AssertNothingIsSent("prescriptions.csv line 2, column units: 40 units prescribed, 20 scanned");
    }

    [Fact]
    public async Task A_pack_that_is_given_twice_is_named()
    {
        string first = "";
        _run.Change("scans.csv", 2, l => first = l);
        File.AppendAllText(Path.Combine(_run.Folder, "scans.csv"), first + "\n");
        await AssertNothingIsSent("scans.csv line 245, column trace_code: the pack was already given");
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_named()
    {
        File.WriteAllBytes(Path.Combine(_run.Folder, "pharmacists.csv"), [0xC3, 0xFB, 0xB3, 0xC6, 0x0A]);
        await AssertNothingIsSent("pharmacists.csv: the file is not UTF-8; save it as CSV UTF-8");
    }

    [Fact]
    public async Task All_errors_come_at_once()
    {
        _run.Change("scans.csv", 7, l => With(l, 0, "2026/03/02")).Change("scans.csv", 8, l => With(l, 4, "-1"));
        await AssertNothingIsSent("scans.csv line 7, column time: a time in the form yyyy-MM-dd HH:mm:ss is needed");
        Assert.Contains("scans.csv line 8, column units_taken: a whole number above zero is needed", _run.Output);
    }

    private static string With(string line, int field, string value)
    {
        var fields = line.Split(',');
        fields[field] = value;
        return string.Join(',', fields);
    }
}
