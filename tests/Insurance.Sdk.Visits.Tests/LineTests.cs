using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>Fee lines: serials, batches, refunds, messages.</summary>
public sealed class LineTests
{
    [Fact]
    public async Task All_lines_of_a_batch_go_in_one_message_however_small_the_batch_size_is()
    {
        using var bench = new Bench(settings: o => o.BatchSize = 2);
        var visit = await bench.InformedAsync();

        var result = await visit.ChargeAsync("B1", Bench.Lines(5));

        Assert.Equal(5, Assert.Single(bench.Center.Arrived, m => m.Code == "2204").Input.GetProperty("feedetail").GetArrayLength());
        Assert.Equal((5, 150m), (result.Lines, result.Total));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task A_batch_above_the_centers_limit_is_refused_before_it_leaves()
    {
        using var bench = new Bench(options: new VisitDeskOptions { MostLinesPerBatch = 3 });
        var visit = await bench.InformedAsync();

        var refusal = await OutpatientStateTests.RefusalOfAsync(() => visit.ChargeAsync("B1", Bench.Lines(4)));

        Assert.Equal("INS6123", refusal!.Number);
        Assert.Contains("4 of at most 3", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_serial_names_one_line_of_a_visit()
    {
        using var bench = new Bench();
        var visit = await bench.InformedAsync();
        await visit.ChargeAsync("B1", Bench.Lines(2));

        var error = await Assert.ThrowsAsync<ValidationException>(() => visit.ChargeAsync("B2", [.. Bench.Lines(1, from: 2), .. Bench.Lines(1, from: 3), .. Bench.Lines(1, from: 3)]));

        Assert.Equal([("INS6133", "input.feedetail[0].feedetl_sn"), ("INS6132", "input.feedetail[2].feedetl_sn")], error.Errors.Select(e => (e.Number, e.Path)));
        await visit.DeleteChargesAsync("B1");
        Assert.Equal(2, (await visit.ChargeAsync("B2", Bench.Lines(2))).Lines);
    }

    [Fact]
    public async Task A_batch_that_is_at_the_center_or_settled_is_not_charged_again()
    {
        using var bench = new Bench();
        var (visit, _) = await bench.SettledAsync();
        await visit.ChargeAsync("B2", Bench.Lines(1, from: 9));

        Assert.Equal("6107 > 2208, 2205", StateTable.Text(await OutpatientStateTests.RefusalOfAsync(() => visit.ChargeAsync("B1", Bench.Lines(1, from: 20))), ""));
        Assert.Equal("6106 > 2205", StateTable.Text(await OutpatientStateTests.RefusalOfAsync(() => visit.ChargeAsync("B2", Bench.Lines(1, from: 20))), ""));
        Assert.Equal("6107 > 2208", StateTable.Text(await OutpatientStateTests.RefusalOfAsync(() => visit.DeleteChargesAsync("B1")), ""));
    }

    [Fact]
    public async Task Deleting_everything_leaves_settled_lines_alone()
    {
        using var bench = new Bench();
        var (visit, result) = await bench.SettledAsync();
        await visit.ChargeAsync("B2", Bench.Lines(1, from: 9));

        await visit.DeleteChargesAsync();

        Assert.Equal(VisitState.Settled, visit.Status.State);
        Assert.Equal([("1001", result.MessageId), ("1002", result.MessageId)], (await bench.Store.LinesAsync(visit.Id, null)).OrderBy(l => l.Serial, StringComparer.Ordinal).Select(l => (l.Serial, l.SettledBy)));
    }

    [Fact]
    public async Task All_lines_of_a_batch_carry_the_same_disease()
    {
        using var bench = new Bench();
        var visit = await bench.InformedAsync();
        var lines = Bench.Lines(2);
        lines[1].DiseCodg = "M01600";

        var error = await Assert.ThrowsAsync<ValidationException>(() => visit.ChargeAsync("B1", lines));

        Assert.Equal("INS6136", Assert.Single(error.Errors).Number);
        Assert.Equal("INS6130", Assert.Single((await Assert.ThrowsAsync<ValidationException>(() => visit.ChargeAsync("0000", Bench.Lines(1)))).Errors).Number);
    }

    [Fact]
    public async Task Two_batches_are_settled_one_by_one_and_have_to_be_named()
    {
        using var bench = new Bench();
        var visit = await bench.InformedAsync();
        await visit.ChargeAsync("B1", Bench.Lines(2));
        await visit.ChargeAsync("B2", Bench.Lines(1, from: 7));

        Assert.Equal("INS6122", (await OutpatientStateTests.RefusalOfAsync(() => visit.TrialAsync(Bench.Trial())))!.Number);
        var second = await visit.SettleAsync(Bench.Order(await visit.TrialAsync(Bench.Trial("B2"))));
        var first = await visit.SettleAsync(Bench.Order(await visit.TrialAsync(Bench.Trial("B1"))));
        Assert.Equal([("B2", 70m), ("B1", 30m)], visit.Status.Settlements.Select(s => (s.BatchNumber, s.Total)));
        Assert.Equal("INS6122", (await OutpatientStateTests.RefusalOfAsync(() => visit.RefundAsync()))!.Number);
        await visit.RefundAsync(second.SettlementId);
        Assert.Equal("6109", StateTable.Text(await OutpatientStateTests.RefusalOfAsync(() => visit.RefundAsync(second.SettlementId)), ""));
        Assert.Equal("6108", StateTable.Text(await OutpatientStateTests.RefusalOfAsync(() => visit.RefundAsync("SETL999")), ""));
        Assert.Equal(first.SettlementId, visit.Status.Settlements.Single(s => s.IsLive).SettlementId);
    }

    [Fact]
    public async Task One_visit_has_one_med_type()
    {
        using var bench = new Bench();
        var visit = await bench.InformedAsync();
        await visit.InformAsync(Bench.Information("14"));
        await visit.ChargeAsync("B1", Bench.Lines(1));

        Assert.Equal("6121 > 2205", StateTable.Text(await OutpatientStateTests.RefusalOfAsync(() => visit.InformAsync(Bench.Information("11"))), ""));
        Assert.Equal("14", (await visit.InformAsync(Bench.Information("14"))).MedType);
    }

    [Fact]
    public async Task Lines_that_the_answer_lacks_or_has_otherwise_are_told()
    {
        using var bench = new Bench();
        var visit = await bench.InformedAsync();
        bench.Center.Outputs["2204"] = """{"result":[{"feedetl_sn":"1001","det_item_fee_sumamt":9.99,"cnt":1,"pric":10}]}""";

        var result = await visit.ChargeAsync("B1", Bench.Lines(2));

        Assert.Equal(["INS6208", "INS6209"], result.Warnings.Select(w => w.Number));
    }

    [Fact]
    public async Task Of_a_stay_lines_go_before_refund_lines_and_each_message_has_at_most_the_batch_size()
    {
        using var bench = new Bench(settings: o => o.BatchSize = 2);
        var stay = await bench.AdmittedAsync();

        var result = await stay.ChargeAsync([Bench.StayLine(9, 10, -1, original: 1), Bench.StayLine(1, 10, 3), Bench.StayLine(2, 10, 1), Bench.StayLine(3, 10, 1), Bench.StayLine(8, 10, -1, original: 3)]);

        Assert.Equal(["1,2", "3", "9,8"], bench.Center.Arrived.Where(m => m.Code == "2301").Select(Serials));
        Assert.Equal((5, 30m, 5), (result.Lines, result.Total, result.Answer.Result.Count));
        Assert.Equal((5, 30m), (stay.Status.Unsettled.Single().Lines, stay.Status.Unsettled.Single().Total));
    }

    [Fact]
    public async Task A_refund_line_names_a_line_that_is_at_the_center()
    {
        using var bench = new Bench();
        var stay = await bench.AdmittedAsync();
        await stay.ChargeAsync([Bench.StayLine(1, 10, 3)]);

        var error = await Assert.ThrowsAsync<ValidationException>(() => stay.ChargeAsync([Bench.StayLine(2, 10, -1), Bench.StayLine(3, 10, -1, original: 77), Bench.StayLine(4, 10, -1, original: 1)]));

        Assert.Equal([("INS6134", "input.feedetail[0].init_feedetl_sn"), ("INS6135", "input.feedetail[1].init_feedetl_sn")], error.Errors.Select(e => (e.Number, e.Path)));
        Assert.Single(bench.Center.Codes, "2301");
        await stay.ChargeAsync([Bench.StayLine(4, 10, -1, original: 1)]);
        Assert.Equal(20m, stay.Status.Unsettled.Single().Total);
    }

    [Fact]
    public async Task A_failed_message_tells_which_lines_were_taken_in_the_callers_order()
    {
        using var bench = new Bench(settings: o => o.BatchSize = 2);
        var stay = await bench.AdmittedAsync();
        bench.Center.Next("2301", () => Task.FromResult(FakeCenter.Json("""{"infcode":0,"output":{"result":[]}}"""))).Refuse("2301");

        var error = await Assert.ThrowsAsync<RefusedException>(() => stay.ChargeAsync([Bench.StayLine(9, 10, -1, original: 1), Bench.StayLine(1, 10, 3), Bench.StayLine(2, 10, 1), Bench.StayLine(3, 10, 1)]));

        Assert.Equal([LineState.NotSent, LineState.Accepted, LineState.Accepted, LineState.Refused], error.Lines.Select(l => l.State));
        Assert.NotNull(error.AcceptedPart);
        Assert.Equal((2, 40m), ((await stay.RefreshAsync()).Unsettled.Single().Lines, stay.Status.Unsettled.Single().Total));
        await stay.ChargeAsync([Bench.StayLine(3, 10, 1), Bench.StayLine(9, 10, -1, original: 1)]);
        Assert.Equal(40m, stay.Status.Unsettled.Single().Total);
    }

    [Fact]
    public async Task A_rule_that_any_line_breaks_stops_all_messages()
    {
        using var bench = new Bench(settings: o => o.BatchSize = 1);
        var stay = await bench.AdmittedAsync();
        var lines = Bench.StayLines(3);
        lines[2].BilgDrName = null;

        var error = await Assert.ThrowsAsync<ValidationException>(() => stay.ChargeAsync(lines));

        Assert.Equal("input.feedetail[2].bilg_dr_name", Assert.Single(error.Errors).Path);
        Assert.DoesNotContain("2301", bench.Center.Codes);
    }

    [Fact]
    public async Task Named_lines_of_a_stay_are_deleted_as_the_edition_takes_them_and_settled_ones_are_not()
    {
        using var bench = new Bench();
        var stay = await bench.AdmittedAsync();
        await stay.ChargeAsync(Bench.StayLines(2));
        await stay.SettleAsync(Bench.Order(await stay.TrialAsync(Bench.Trial(isInterim: true))));
        await stay.ChargeAsync(Bench.StayLines(3, from: 11));

        var error = await Assert.ThrowsAsync<ValidationException>(() => stay.DeleteChargesAsync(["1001"]));
        Assert.Equal("INS6138", Assert.Single(error.Errors).Number);
        Assert.Equal("INS6137", Assert.Single((await Assert.ThrowsAsync<ValidationException>(() => stay.DeleteChargesAsync(["4711"]))).Errors).Number);
        await stay.DeleteChargesAsync(["1012", "1011"]);

        Assert.Equal(2, bench.Center.Codes.Count(c => c == "2302"));
        Assert.Equal((1, 130m), (stay.Status.Unsettled.Single().Lines, stay.Status.Unsettled.Single().Total));
        Assert.Equal(["1001", "1002", "1013"], (await bench.Store.LinesAsync(stay.Id, null)).Select(l => l.Serial).Order(StringComparer.Ordinal));
    }

    private static string Serials(Message message)
        => string.Join(",", message.Input.GetProperty("feedetail").EnumerateArray().Select(l => l.GetProperty("feedetl_sn").GetInt64().ToString(CultureInfo.InvariantCulture)));
}
