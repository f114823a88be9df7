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
    public async Task A_scan_for_no_prescription_is_named()
    {
        _run.Change("scans.csv", 9, l => With(l, 1, "CF260302-9999"));
        await AssertNothingIsSent("scans.csv line 9, column prescription: prescriptions.csv has no such number");
    }

    [Fact]
    public async Task An_item_that_no_list_has_is_named()
    {
        _run.Change("prescriptions.csv", 2, l => With(l, 8, "YP99999"));
        await AssertNothingIsSent("prescriptions.csv line 2, column item: there is no such item in drugs.csv");
    }

    /// <summary>What a person does wrong at a window is no error of a file: the desk answers, and the bill stays open.</summary>
    [Theory]
    [InlineData("81234560000000000001", "no list knows this code's drug")]
    [InlineData("8000017", "a trace code has 20 digits")]
    [InlineData("80000170000000000000", "this pack was never booked in here")]
    [InlineData("", "the scan is empty")]
    public async Task A_wrong_scan_is_answered_at_the_window_and_the_prescription_is_not_given_out(string scan, string reason)
    {
        _run.Change("scans.csv", 2, l => With(l, 2, scan));

        Assert.Equal(1, await _run.RunAsync());

        Assert.Contains(reason, _run.Output);
        Assert.Contains("CF260302-0001: Incomplete line 1 (板蓝根颗粒(示例)) lacks 1 packs and 0 units", _run.Output);
        Assert.Contains("The center's ledger equals ours", _run.Output);
        Assert.DoesNotContain("\"CF260302-0001\"", await File.ReadAllTextAsync(_run.KeepFile));
    }

    [Fact]
    public async Task A_pack_that_is_given_twice_is_refused_the_second_time()
    {
        var lines = File.ReadAllLines(Path.Combine(_run.Folder, "scans.csv"));
        var first = lines[1].Split(',')[2];
        var other = Array.FindLastIndex(lines, l => l.Split(',')[2].StartsWith(first[..7], StringComparison.Ordinal));
        _run.Change("scans.csv", other + 1, l => With(l, 2, first));

        Assert.Equal(1, await _run.RunAsync());

        Assert.Contains($"{first}: this pack was already given out (2026-03-02", _run.Output);
        Assert.Contains("bill CF260302-0001, line 1)", _run.Output);
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
        _run.Change("scans.csv", 7, l => With(l, 0, "2026/03/02")).Change("stock-in.csv", 8, l => With(l, 8, "-1"));
        await AssertNothingIsSent("scans.csv line 7, column time: a time in the form yyyy-MM-dd HH:mm:ss is needed");
        Assert.Contains("stock-in.csv line 8, column packs: a whole number above zero is needed", _run.Output);
    }

    private static string With(string line, int field, string value)
    {
        var fields = line.Split(',');
        fields[field] = value;
        return string.Join(',', fields);
    }
}
