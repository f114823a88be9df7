using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;

namespace Insurance.Sdk.Reconciliation.Tests.Days;

/// <summary>The journal as the hospital's books; messages are written by hand.</summary>
public sealed class JournalBooksTests : IDisposable
{
    private const string Input = """{"data":{"psn_no":"P1","mdtrt_id":"V1","chrg_bchno":"B1","insutype":"310","medfee_sumamt":100.00}}""";
    private const string RefundInput = """{"data":{"setl_id":"S1","mdtrt_id":"V1","psn_no":"P1"}}""";
    private const string Output = """{"setlinfo":{"psn_no":"P1","mdtrt_id":"V1","setl_id":"S1","insutype":"310","clr_type":"11","clr_optins":"440800","setl_time":"2026-03-02 09:00:01","medfee_sumamt":100.00,"fund_pay_sumamt":"60.00","acct_pay":10.00,"psn_cash_pay":30.00}}""";

    private readonly ScriptedCenter _center = new();
    private readonly InsuranceDatabase _database;
    private readonly CallJournal _journal;
    private readonly InsuranceClient _client;

    public JournalBooksTests()
    {
        _database = InsuranceDatabase.Sqlite(":memory:", _center.Clock);
        _journal = new CallJournal(_database);
        _client = _center.Open(journal: _journal);
    }

    public void Dispose()
    {
        _client.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task A_settlement_has_the_amounts_that_the_center_answered_as_numbers_or_as_texts()
    {
        await KeepAsync("M1", "2207", Input, Output);

        var record = Assert.Single(await ReadAsync());

        Assert.Equal(("M1", "2207", "S1", "V1", "P1", "310", "11", "440800"), (record.MessageId, record.Code, record.SettlementId, record.VisitId, record.PersonNumber, record.InsuranceType, record.ClearingType, record.ClearingOffice));
        Assert.Equal((100m, 60m, 10m, 30m, "", false), (record.TotalAmount, record.FundAmount, record.AccountAmount, record.CashAmount, record.Assumed, record.IsRefund));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 9, 0, 1, TimeSpan.FromHours(8)), record.SettledAt);
    }

    [Theory]
    [InlineData("2208", "pdn_cash_pay")]
    [InlineData("2208", "psn_cash_pay")]
    [InlineData("2305", "psn_cash_pay")]
    [InlineData("2103", "cash_payamt")]
    public async Task Every_spelling_of_the_cash_in_a_refund_is_read(string code, string cash)
    {
        await KeepAsync("M1", "2207", Input, Output);
        await KeepAsync("M2", code, RefundInput, """{"setlinfo":{"mdtrt_id":"V1","setl_id":"S2","clr_optins":"440800","setl_time":"2026-03-02 10:00:00","medfee_sumamt":-100.00,"fund_pay_sumamt":-60.00,"acct_pay":-10.00,""" + "\"" + cash + "\":-30.00}}");

        var refund = Assert.Single(await ReadAsync(), r => r.IsRefund);

        Assert.Equal((-100m, -60m, -10m, -30m, ""), (refund.TotalAmount, refund.FundAmount, refund.AccountAmount, refund.CashAmount, refund.Assumed));
        Assert.Equal(("S2", "S1", "310", "11"), (refund.SettlementId, refund.RefundOf, refund.InsuranceType, refund.ClearingType));
    }

    [Fact]
    public async Task A_refund_that_a_place_answers_with_positive_amounts_is_negative_in_the_books()
    {
        await KeepAsync("M1", "2207", Input, Output);
        await KeepAsync("M2", "2208", RefundInput, """{"setlinfo":{"mdtrt_id":"V1","setl_id":"S2","clr_optins":"440800","setl_time":"2026-03-02 10:00:00","medfee_sumamt":100.00,"fund_pay_sumamt":60.00,"acct_pay":0,"pdn_cash_pay":40.00}}""");

        Assert.Equal((-100m, -60m, 0m, -40m), Assert.Single(await ReadAsync(), r => r.IsRefund) is var r ? (r.TotalAmount, r.FundAmount, r.AccountAmount, r.CashAmount) : default);
    }

    [Fact]
    public async Task A_refund_whose_answer_was_lost_takes_the_negative_of_its_settlement_and_says_so()
    {
        await KeepAsync("M1", "2207", Input, Output);
        await KeepAsync("M2", "2208", RefundInput, null, state: JournalState.Unknown);
        Assert.Single(await ReadAsync());
        await _journal.ResolveAsync(new JournalResolution("M2", JournalState.Accepted, "adopted", "recovery", "seen"));

        var refund = Assert.Single(await ReadAsync(), r => r.IsRefund);

        Assert.Equal((-100m, -60m, -10m, -30m, "S1"), (refund.TotalAmount, refund.FundAmount, refund.AccountAmount, refund.CashAmount, refund.SettlementId));
        Assert.Equal("setl_id, setl_time, amounts", refund.Assumed);
    }

    [Fact]
    public async Task A_settlement_that_lacks_an_amount_is_told_and_not_left_out()
    {
        await KeepAsync("M1", "2207", Input, Output.Replace(",\"acct_pay\":10.00", "", StringComparison.Ordinal));

        var reading = await new JournalBooks(_client).ReadWithGapsAsync(Invented.Day, Invented.Day);

        Assert.Empty(reading.Records);
        Assert.Equal(new BookGap("M1", "2207", "acct_pay"), Assert.Single(reading.Gaps));
    }

    [Fact]
    public async Task Reversed_counts_no_more_unless_a_standing_refund_names_it()
    {
        await KeepAsync("M1", "2207", Input, Output);
        await _journal.ResolveAsync(new JournalResolution("M1", JournalState.Reversed, "reversed", "recovery", "2601"));
        Assert.Empty(await ReadAsync());

        await KeepAsync("M2", "2208", RefundInput, """{"setlinfo":{"mdtrt_id":"V1","setl_id":"S2","setl_time":"2026-03-02 10:00:00"}}""");
        Assert.Equal(0m, (await ReadAsync()).Sum(r => r.TotalAmount));
        Assert.Equal(2, (await ReadAsync()).Count);

        await _journal.ResolveAsync(new JournalResolution("M2", JournalState.Reversed, "reversed", "recovery", "the refund was reversed"));
        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task The_day_is_the_centers_even_where_the_message_left_before_midnight()
    {
        await KeepAsync("M1", "2207", Input, Output.Replace("2026-03-02 09:00:01", "2026-03-02 00:00:01", StringComparison.Ordinal), at: new DateTimeOffset(2026, 3, 1, 23, 59, 58, TimeSpan.FromHours(8)));
        await KeepAsync("M2", "2207", Input, Output.Replace("2026-03-02 09:00:01", "2026-03-03 00:00:01", StringComparison.Ordinal).Replace("S1", "S3", StringComparison.Ordinal), at: new DateTimeOffset(2026, 3, 2, 23, 59, 58, TimeSpan.FromHours(8)));

        Assert.Equal("M1", Assert.Single(await ReadAsync()).MessageId);
    }

    [Theory]
    [InlineData(JournalState.Refused)]
    [InlineData(JournalState.NotProcessed)]
    public async Task What_the_center_shows_outweighs_nothing_happened(JournalState state)
    {
        await KeepAsync("M1", "2207", Input, null, state: state);
        Assert.Empty(await ReadAsync());

        Assert.True(await _journal.ResolveAsync(new JournalResolution("M1", JournalState.Accepted, "adopted", "对账员甲", "seen at the center") { Output = Encoding.UTF8.GetBytes(Output) }));

        Assert.Single(await ReadAsync());
    }

    private Task<IReadOnlyList<SettlementRecord>> ReadAsync() => new JournalBooks(_client).ReadAsync(Invented.Day, Invented.Day);

    private async Task KeepAsync(string id, string code, string input, string? output, JournalState state = JournalState.Accepted, DateTimeOffset? at = null)
    {
        var when = at ?? new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));
        await _journal.IntendAsync(new JournalIntent(id, code, code, "H00000000001", "440800", "0001", when, "", Keys(input), Encoding.UTF8.GetBytes(input)), default);
        await _journal.ConcludeAsync(new JournalOutcome(id, state, when, null, null, null, output is null ? [] : Keys(output), output is null ? default : Encoding.UTF8.GetBytes(output)));
    }

    private static List<KeyValuePair<string, string>> Keys(string json)
    {
        var node = JsonDocument.Parse(json).RootElement.EnumerateObject().Single().Value;
        return new[] { "setl_id", "mdtrt_id", "psn_no" }.Where(k => node.TryGetProperty(k, out _)).Select(k => new KeyValuePair<string, string>(k, node.GetProperty(k).GetString()!)).ToList();
    }
}
