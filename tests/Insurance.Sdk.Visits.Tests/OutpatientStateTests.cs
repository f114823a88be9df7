using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>Every step in every state, with the messages that leave.</summary>
public sealed class OutpatientStateTests
{
    private const string Table = """
        state             | Register | Inform      | Charge      | DeleteCharges | Trial             | Settle                  | Refund      | CancelRegistration
        New               | 2201     | 6101 > 2201 | 6101 > 2201 | 6101 > 2201   | 6101 > 2201       | 6101 > 2201             | 6101 > 2201 | 6101 > 2201
        Registered        | 6102     | 2203        | 6104 > 2203 | 2205          | 6105 > 2203, 2204 | 6105 > 2203, 2204, 2206 | 6108        | 2202
        Informed          | 6102     | 2203        | 2204        | 2205          | 6105 > 2204       | 6105 > 2204, 2206       | 6108        | 2202
        Charged           | 6102     | 2203        | 2204        | 2205          | 2206              | 6115 > 2206             | 6108        | 2202
        Tried             | 6102     | 2203        | 2204        | 2205          | 2206              | 2207                    | 6108        | 2202
        TriedThenInformed | 6102     | 2203        | 2204        | 2205          | 2206              | 6115 > 2206             | 6108        | 2202
        Deleted           | 6102     | 2203        | 2204        | 2205          | 6105 > 2204       | 6105 > 2204, 2206       | 6108        | 2202
        Settled           | 6102     | 2203        | 2204        | 2205          | 6107              | 6107 > 2208             | 2208        | 6110 > 2208
        SettledAndCharged | 6102     | 2203        | 2204        | 2205          | 2206              | 6115 > 2206             | 2208        | 6110 > 2208
        Refunded          | 6102     | 2203        | 2204        | 2205          | 2206              | 6115 > 2206             | 6109        | 2202
        Cancelled         | 6120     | 6103        | 6103        | 6103          | 6103              | 6103                    | 6103        | 6103
        InDoubt           | 6118     | 6118        | 6118        | 6118          | 6118              | 6118                    | 6118        | 6118
        """;

    public static IEnumerable<object[]> Cells() => StateTable.Cells(Table);

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_step_is_sent_or_refused_with_what_has_to_be_done_first(string state, string step, string expected)
    {
        using var bench = new Bench();
        var visit = await InStateAsync(bench, state);
        var before = bench.Center.Codes.Count;
        var asked = visit.Status.WhyNot(Enum.Parse<VisitStep>(step));

        var refusal = await RefusalOfAsync(() => DoAsync(bench, visit, step, state));

        var sent = bench.Center.Codes.Skip(before).Where(c => c != "1101").ToList();
        Assert.Equal(expected, StateTable.Text(refusal, sent.SingleOrDefault() ?? ""));
        if (refusal is not null)
        {
            Assert.Empty(sent);
            Assert.NotEmpty(refusal.ChineseReason);
            Assert.Equal(refusal.Number, asked?.Number);
        }
        else
        {
            Assert.Null(asked);
        }
    }

    [Theory]
    [InlineData("New", VisitState.New)]
    [InlineData("Registered", VisitState.Registered)]
    [InlineData("Informed", VisitState.Informed)]
    [InlineData("Charged", VisitState.Charged)]
    [InlineData("Tried", VisitState.Charged)]
    [InlineData("Deleted", VisitState.Informed)]
    [InlineData("Settled", VisitState.Settled)]
    [InlineData("SettledAndCharged", VisitState.Charged)]
    [InlineData("Refunded", VisitState.Charged)]
    [InlineData("Cancelled", VisitState.Cancelled)]
    [InlineData("InDoubt", VisitState.Charged)]
    public async Task The_state_says_how_far_the_center_is(string state, VisitState expected)
    {
        using var bench = new Bench();
        var visit = await InStateAsync(bench, state);

        Assert.Equal(expected, (await visit.RefreshAsync()).State);
        Assert.Equal(expected, visit.Status.State);
        Assert.Equal(state == "InDoubt", visit.Status.Doubt is not null);
    }

    [Fact]
    public async Task A_center_that_wants_lines_deleted_before_the_registration_is_cancelled_gets_its_order()
    {
        using var bench = new Bench(options: new VisitDeskOptions { DeleteChargesBeforeCancel = true });
        var charged = await bench.ChargedAsync();
        var (settled, _) = await bench.SettledAsync("OP2");

        Assert.Equal("6111 > 2205", StateTable.Text(await RefusalOfAsync(() => charged.CancelRegistrationAsync()), "sent"));
        Assert.Equal("6110 > 2208, 2205", StateTable.Text(await RefusalOfAsync(() => settled.CancelRegistrationAsync()), "sent"));
        await charged.DeleteChargesAsync();
        Assert.Equal(VisitState.Cancelled, (await charged.CancelRegistrationAsync()).State);
    }

    [Fact]
    public async Task A_refused_registration_leaves_the_number_free_for_another_try()
    {
        using var bench = new Bench();
        bench.Center.Refuse("2201");
        await Assert.ThrowsAsync<RefusedException>(() => bench.RegisteredAsync());

        var visit = await bench.RegisteredAsync();

        Assert.Equal(VisitState.Registered, visit.Status.State);
        Assert.Equal(["not booked: RefusedException", "done"], visit.Status.History.Select(h => h.What));
    }

    private static async Task<OutpatientVisit> InStateAsync(Bench bench, string state)
    {
        switch (state)
        {
            case "New":
                bench.Center.Refuse("2201");
                await Assert.ThrowsAsync<RefusedException>(() => bench.RegisteredAsync());
                return (await bench.Outpatients.FindAsync("OP1"))!;
            case "Registered":
                return await bench.RegisteredAsync();
            case "Informed":
                return await bench.InformedAsync();
            case "Charged":
                return await bench.ChargedAsync();
            case "Tried":
                return (await bench.TriedAsync()).Visit;
            case "TriedThenInformed":
                var informed = (await bench.TriedAsync()).Visit;
                await informed.InformAsync(Bench.Information());
                return informed;
            case "Deleted":
                var deleted = await bench.ChargedAsync();
                await deleted.DeleteChargesAsync();
                return deleted;
            case "Settled":
                return (await bench.SettledAsync()).Visit;
            case "SettledAndCharged":
                var more = (await bench.SettledAsync()).Visit;
                await more.ChargeAsync("B2", Bench.Lines(1, from: 7));
                return more;
            case "Refunded":
                var refunded = (await bench.SettledAsync()).Visit;
                await refunded.RefundAsync();
                return refunded;
            case "Cancelled":
                var cancelled = await bench.InformedAsync();
                await cancelled.CancelRegistrationAsync();
                return cancelled;
            case "InDoubt":
                var (lost, trial) = await bench.TriedAsync();
                bench.Center.Lose("2207");
                await Assert.ThrowsAsync<OutcomeUnknownException>(() => lost.SettleAsync(Bench.Order(trial)));
                await lost.RefreshAsync();
                return lost;
            default:
                throw new ArgumentOutOfRangeException(nameof(state), state);
        }
    }

    private static async Task DoAsync(Bench bench, OutpatientVisit visit, string step, string state)
    {
        switch (step)
        {
            case "Register":
                await bench.RegisteredAsync();
                break;
            case "Inform":
                await visit.InformAsync(Bench.Information());
                break;
            case "Charge":
                await visit.ChargeAsync("B9", Bench.Lines(1, from: 50));
                break;
            case "DeleteCharges":
                await visit.DeleteChargesAsync();
                break;
            case "Trial":
                await visit.TrialAsync(Bench.Trial());
                break;
            case "Settle":
                await visit.SettleAsync(Bench.Order(TrialOf(visit, state == "SettledAndCharged" ? "B2" : "B1")));
                break;
            case "Refund":
                await visit.RefundAsync();
                break;
            case "CancelRegistration":
                await visit.CancelRegistrationAsync();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step);
        }
    }

    /// <summary>The trial that the caller believes in: the visit's own where it has one.</summary>
    private static SettlementTrial TrialOf(OutpatientVisit visit, string batch)
    {
        var note = visit.Status.Unsettled.FirstOrDefault(b => b.Number == batch)?.Trial ?? new TrialNote { MessageId = "a trial of earlier lines" };
        return new SettlementTrial(visit.Id, note, Bench.Trial(batch), AnswerValues.Empty(), new PreSettleOutpatientAnswer(), []) { BatchNumber = batch };
    }

    internal static async Task<VisitRefusal?> RefusalOfAsync(Func<Task> step)
    {
        try
        {
            await step();
            return null;
        }
        catch (VisitRefusedException e)
        {
            return e.Refusal;
        }
    }
}
