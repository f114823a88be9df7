using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Dispensary;

namespace Insurance.Sdk.Samples.Tests;

public sealed class DayTests : IDisposable
{
    private readonly DayRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task The_invented_day_ends_with_equal_ledgers()
    {
        Assert.Equal(0, await _run.RunAsync());

        Assert.Equal(new[] { 31, 31, 0, 0, 0, 0 }, _run.Row("3501A"));
        Assert.Equal(new[] { 50, 50, 0, 0, 0, 0 }, _run.Row("3502A"));
        Assert.Equal(new[] { 209, 169, 40, 0, 0, 0 }, _run.Row("3505A"));
        Assert.Equal(new[] { 6, 6, 0, 0, 0, 0 }, _run.Row("3506A"));
        Assert.Contains("3512 shows all 751 trace codes of ours and no other.", _run.Output);
        Assert.Contains("3513 shows all 243 trace codes of ours and no other.", _run.Output);
        Assert.Contains("The center's ledger equals ours: 296 documents, each once", _run.Output);
    }

    [Fact]
    public async Task What_a_person_does_wrong_is_refused_at_the_window_with_its_reason()
    {
        await _run.RunAsync();

        Assert.Contains($"{ScansInTheFiles()} codes were scanned, 8 refused:", _run.Output);
        foreach (var refusal in new[]
        {
            "CF260302-0004 80000237091027603579: this pack is counted already / 该码已采集，请勿重复扫码",
            "CF260302-0009 : no trace code could be read (a goods barcode (商品条码) names the goods, not the pack; scan the trace code) / 无法识别追溯码（扫到的是商品条码，不是追溯码，请扫追溯码）",
            "CF260302-0012 80000171703206373882: another drug: it is on no line here (YP00017) / 药品不符，处方中没有该药品（YP00017）",
            "CF260302-0020 81234560000000000001: no list knows this code's drug / 四码库中没有该码对应的药品",
            "CF260302-0022 : no trace code could be read (a trace code has 20 digits)",
            "TH260302-05 80000293097166105525: this is back already / 已经退药",
            "GT260302-02 80000023605943485110: this pack went back to the supplier / 该码已退回供应商",
        })
        {
            Assert.Contains("  " + refusal, _run.Output);
        }
    }

    /// <summary>Scans of the windows, packs of first counts, packs that patients and suppliers get back. Codes of deliveries come in by the supplier's file: nobody scans them.</summary>
    private static int ScansInTheFiles()
    {
        var counts = Rows("stock-in.csv").Where(r => r[2] == "count").Select(r => r[0]).ToHashSet();
        return Rows("scans.csv").Count + Rows("supplier-codes.csv").Count(r => counts.Contains(r[0])) + Rows("returns.csv").Count + Rows("stock-returns.csv").Sum(r => r[3].Split(' ').Length);

        static List<string[]> Rows(string file) => File.ReadLines(Path.Combine(DayOptions.InventedDay, file)).Skip(1).Select(l => l.Split(',')).ToList();
    }

    [Fact]
    public async Task The_daily_report_is_a_page_with_a_chart_whose_path_is_shown()
    {
        await _run.RunAsync();

        var path = Regex.Match(_run.Output, "Daily report with a chart: (.+)").Groups[1].Value.Trim();
        Assert.Equal(Path.Combine(_run.WorkFolder, "report.html"), path);
        var page = await File.ReadAllTextAsync(path);
        Assert.Contains("<svg", page);
        Assert.Contains("药品追溯码日报 2026-03-02", page);
        Assert.Contains("2026-03-02: 240 trace codes needed, 240 collected (100.0%), 243 sent, 2 lines exempt.", _run.Output);
    }

    [Fact]
    public async Task A_lost_answer_is_confirmed_by_queries_and_no_line_is_sent_again()
    {
        await _run.RunAsync();

        var unknown = Regex.Match(_run.Output, "3505A: outcome unknown. Message (H44088200999[0-9]{18}), 40 lines.");
        Assert.True(unknown.Success, _run.Output);
        Assert.Contains("Asked with 3511 and 3513: the center has 40 of the lines in doubt: confirmed, not sent again.", _run.Output);

        var documents = await _run.LedgerAsync();
        Assert.Equal(296, documents.Count);
        Assert.Equal(296, documents.Select(d => (d.Code, d.Keys["fixmedins_bchno"])).Distinct().Count());
        Assert.Equal(40, documents.Count(d => d.MessageId == unknown.Groups[1].Value));
        Assert.DoesNotContain(documents, d => d.IsUndone);
    }

    [Fact]
    public async Task An_opened_pack_is_sold_under_the_same_code_more_than_once()
    {
        await _run.RunAsync();

        var sales = (await _run.LedgerAsync()).Where(d => d.Code == "3505A").ToList();
        Assert.Contains(sales.SelectMany(d => d.TraceCodes).GroupBy(c => c), g => g.Count() > 1);
    }

    [Fact]
    public async Task Returns_belong_to_their_sales()
    {
        await _run.RunAsync();

        var documents = await _run.LedgerAsync();
        var returns = documents.Where(d => d.Code == "3506A").ToList();
        Assert.Equal(6, returns.Count);
        // Outpatients' and inpatients', whole packs and units out of an opened one.
        var message = File.ReadLines(_run.KeepFile).Single(l => l.Contains("\"3506A\"", StringComparison.Ordinal));
        Assert.Contains("ZY260228000015", message);
        Assert.Contains("\"trdn_flag\":\"1\"", message);
        Assert.All(returns, r =>
        {
            var sale = documents.Single(d => d.Serial == r.PairedWith);
            Assert.Equal("3505A", sale.Code);
            Assert.Subset(sale.TraceCodes.ToHashSet(), r.TraceCodes.ToHashSet());
        });
    }

    [Fact]
    public async Task A_message_that_was_lost_before_booking_is_sent_again_only_after_the_center_was_asked()
    {
        Assert.Equal(0, await _run.RunAsync("lost-before-booking@3506A"));

        Assert.Equal(new[] { 6, 6, 0, 0, 0, 0 }, _run.Row("3506A"));
        Assert.Matches("3506A: outcome unknown. Message H44088200999[0-9]{18}, 6 lines.", _run.Output);
        Assert.Equal(6, (await _run.LedgerAsync()).Count(d => d.Code == "3506A"));
    }

    [Theory]
    [InlineData("lost-after-booking@3501A", "3501A", 31)]
    [InlineData("html502@3502A", "3502A", 40)]
    [InlineData("cut@3506A", "3506A", 6)]
    public async Task Every_upload_can_be_confirmed(string fault, string code, int confirmed)
    {
        Assert.Equal(0, await _run.RunAsync(fault));

        Assert.Equal(confirmed, _run.Row(code)[2]);
        Assert.Equal(296, (await _run.LedgerAsync()).Count);
    }

    [Fact]
    public async Task What_the_gateway_turned_away_once_is_sent_later()
    {
        Assert.Equal(0, await _run.RunAsync("gateway-json@3506A"));

        Assert.Contains("The queue goes on later, ", _run.Output);
        Assert.Equal(new[] { 6, 6, 0, 0, 0, 0 }, _run.Row("3506A"));
    }

    [Fact]
    public async Task A_center_that_is_closed_all_day_keeps_no_window_closed_and_the_lines_wait()
    {
        Assert.Equal(1, await _run.RunAsync("gateway-json@3505A:1000"));

        Assert.Equal(new[] { 0, 0, 0, 0, 0, 209 }, _run.Row("3505A"));
        Assert.Contains("240 trace codes needed, 240 collected (100.0%), 0 sent", _run.Output);
        Assert.Contains("lines were not sent; the queue sends them when it runs again.", _run.Output);
    }

    [Fact]
    public async Task A_stopped_day_says_what_was_under_way()
    {
        using var stop = new CancellationTokenSource();
        using var writer = new StoppingWriter("3505A dispensed in the morning", stop);
        Assert.Equal(1, await _run.RunAsync(writer, stop.Token));

        Assert.Contains("The day was stopped.", _run.Output);
        Assert.Equal(new[] { 31, 31, 0, 0, 0, 0 }, _run.Row("3501A"));
        Assert.Equal(new[] { 0, 0, 0, 0, 0, 101 }, _run.Row("3505A"));
        Assert.Equal(76, (await _run.LedgerAsync()).Count);
    }

    [Fact]
    public async Task A_ledger_file_that_exists_is_not_booked_on_top_of()
    {
        await File.WriteAllTextAsync(_run.KeepFile, "");
        Assert.Equal(1, await _run.RunAsync());

        Assert.Contains("exists already", _run.Output);
    }

    /// <summary>Ends the day when a text is written: no clock decides when.</summary>
    private sealed class StoppingWriter(string at, CancellationTokenSource stop) : StringWriter
    {
        public override void Write(char value) => Look(() => base.Write(value));

        public override void Write(string? value) => Look(() => base.Write(value));

        public override void Write(char[] buffer, int index, int count) => Look(() => base.Write(buffer, index, count));

        private void Look(Action write)
        {
            write();
            if (!stop.IsCancellationRequested && ToString().Contains(at, StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        }
    }
}
