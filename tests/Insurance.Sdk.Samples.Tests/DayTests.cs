using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Samples.Tests;

public sealed class DayTests : IDisposable
{
    private readonly DayRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task The_invented_day_ends_with_equal_ledgers()
    {
        Assert.Equal(0, await _run.RunAsync());

        Assert.Equal(new[] { 30, 30, 0, 0, 0, 0 }, _run.Row("3501A"));
        Assert.Equal(new[] { 20, 19, 0, 1, 0, 0 }, _run.Row("3502A"));
        Assert.Equal(new[] { 207, 167, 40, 0, 0, 0 }, _run.Row("3505A"));
        Assert.Equal(new[] { 6, 5, 0, 1, 0, 0 }, _run.Row("3506A"));
        Assert.Contains("3502A GT260302-01-02-O refused: fixmedins_bchno：批次流水号重复", _run.Output);
        Assert.Contains("3506A TH260302-05-01-R refused: sel_retn_cnt：退货数量超过原数量", _run.Output);
        Assert.Contains("3512 shows all 432 trace codes of ours and no other.", _run.Output);
        Assert.Contains("3513 shows all 243 trace codes of ours and no other.", _run.Output);
        Assert.Contains("The center's ledger equals ours: 261 documents, each once", _run.Output);
    }

    [Fact]
    public async Task A_lost_answer_is_confirmed_by_queries_and_no_line_is_sent_again()
    {
        await _run.RunAsync();

        var unknown = Regex.Match(_run.Output, "3505A: outcome unknown. Message (H44088200999[0-9]{18}), 40 lines. Confirmed by 3511 and 3513.");
        Assert.True(unknown.Success, _run.Output);
        Assert.Contains("of 40 unknown lines the center has 40: confirmed, not sent again.", _run.Output);

        var documents = await _run.LedgerAsync();
        Assert.Equal(261, documents.Count);
        Assert.Equal(261, documents.Select(d => (d.Code, d.Keys["fixmedins_bchno"])).Distinct().Count());
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
        Assert.Equal(5, returns.Count);
        Assert.All(returns, r =>
        {
            var sale = documents.Single(d => d.Serial == r.PairedWith);
            Assert.Equal("3505A", sale.Code);
            Assert.Subset(sale.TraceCodes.ToHashSet(), r.TraceCodes.ToHashSet());
        });
    }

    [Fact]
    public async Task A_message_that_was_lost_before_booking_stays_unknown_and_is_not_sent_again()
    {
        Assert.Equal(1, await _run.RunAsync("lost-before-booking@3506A"));

        Assert.Equal(new[] { 6, 0, 0, 0, 6, 0 }, _run.Row("3506A"));
        Assert.Contains("of 6 unknown lines the center has 0", _run.Output);
        Assert.Contains("3506A TH260302-01-01-R: unknown, message H44088200999", _run.Output);
        Assert.DoesNotContain(await _run.LedgerAsync(), d => d.Code == "3506A");
    }

    [Theory]
    [InlineData("lost-after-booking@3501A", "3501A", 30)]
    [InlineData("html502@3502A", "3502A", 14)]
    [InlineData("cut@3506A", "3506A", 5)]
    public async Task Every_upload_can_be_confirmed(string fault, string code, int confirmed)
    {
        var exitCode = await _run.RunAsync(fault);

        Assert.Equal(confirmed, _run.Row(code)[2]);
        // The refusal of the one bad return is lost with the answer: nobody can tell, so the day is not settled.
        Assert.Equal(code == "3506A" ? 1 : 0, exitCode);
    }

    [Fact]
    public async Task What_the_gateway_turned_away_stays_unsent()
    {
        Assert.Equal(1, await _run.RunAsync("gateway-json@3506A"));

        Assert.Equal(new[] { 0, 0, 0, 0, 0, 6 }, _run.Row("3506A"));
        Assert.Contains("6 lines were not sent; they may be sent.", _run.Output);
    }

    [Fact]
    public async Task A_stopped_day_says_what_was_under_way()
    {
        using var stop = new CancellationTokenSource();
        using var writer = new StoppingWriter("3505A dispensed in the morning", stop);
        Assert.Equal(1, await _run.RunAsync(writer, stop.Token));

        Assert.Contains("The day was stopped.", _run.Output);
        Assert.Equal(new[] { 30, 30, 0, 0, 0, 0 }, _run.Row("3501A"));
        Assert.Equal(new[] { 0, 0, 0, 0, 0, 207 }, _run.Row("3505A"));
        Assert.Equal(44, (await _run.LedgerAsync()).Count);
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
