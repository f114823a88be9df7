using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>Every step of a stay in every state; back strictly 2305, 2405, 2302, 2404.</summary>
public sealed class InpatientStateTests
{
    private const string Table = """
        state           | Register | Change            | UploadAttribute | Charge            | Discharge   | Trial       | InterimTrial | Settle                  | InterimSettle     | Refund      | CancelDischarge | DeleteCharges     | CancelRegistration
        New             | 2401     | 6101 > 2401       | 6101 > 2401     | 6101 > 2401       | 6101 > 2401 | 6101 > 2401 | 6101 > 2401  | 6101 > 2401             | 6101 > 2401       | 6101 > 2401 | 6101 > 2401     | 6101 > 2401       | 6101 > 2401
        Admitted        | 6102     | 2403              | 2406            | 2301              | 2402        | 6105 > 2301 | 6105 > 2301  | 6105 > 2301, 2402, 2303 | 6105 > 2301, 2303 | 6108        | 6113            | 2302              | 2404
        Charged         | 6102     | 2403              | 2406            | 2301              | 2402        | 2303        | 2303         | 6113 > 2402, 2303       | 6115 > 2303       | 6108        | 6113            | 2302              | 6111 > 2302
        InterimTried    | 6102     | 2403              | 2406            | 2301              | 2402        | 2303        | 2303         | 6113 > 2402, 2303       | 2304              | 6108        | 6113            | 2302              | 6111 > 2302
        InterimSettled  | 6102     | 2403              | 2406            | 2301              | 2402        | 6105 > 2301 | 6105 > 2301  | 6105 > 2301, 2402, 2303 | 6105 > 2301, 2303 | 2305        | 6113            | 2302              | 6110 > 2305, 2302
        Discharged      | 6102     | 6112 > 2405       | 2406            | 6112 > 2405       | 6112        | 2303        | 6114         | 6115 > 2303             | 6114              | 6108        | 2405            | 6112 > 2405       | 6112 > 2405, 2302
        DischargedTried | 6102     | 6112 > 2405       | 2406            | 6112 > 2405       | 6112        | 2303        | 6114         | 2304                    | 6114              | 6108        | 2405            | 6112 > 2405       | 6112 > 2405, 2302
        Settled         | 6102     | 6107 > 2305, 2405 | 2406            | 6107 > 2305, 2405 | 6112        | 6107 > 2305 | 6107 > 2305  | 6107 > 2305             | 6107 > 2305       | 2305        | 6110 > 2305     | 6107 > 2305, 2405 | 6110 > 2305, 2405, 2302
        Refunded        | 6102     | 6112 > 2405       | 2406            | 6112 > 2405       | 6112        | 2303        | 6114         | 6115 > 2303             | 6114              | 6109        | 2405            | 6112 > 2405       | 6112 > 2405, 2302
        Cancelled       | 2401     | 6103              | 6103            | 6103              | 6103        | 6103        | 6103         | 6103                    | 6103              | 6103        | 6103            | 6103              | 6103
        InDoubt         | 6118     | 6118              | 6118            | 6118              | 6118        | 6118        | 6118         | 6118                    | 6118              | 6118        | 6118            | 6118              | 6118
        """;

    public static IEnumerable<object[]> Cells() => StateTable.Cells(Table);

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_step_is_sent_or_refused_with_what_has_to_be_done_first(string state, string step, string expected)
    {
        using var bench = new Bench();
        var stay = await InStateAsync(bench, state);
        var before = bench.Center.Codes.Count;

        var refusal = await OutpatientStateTests.RefusalOfAsync(() => DoAsync(bench, stay, step));

        var sent = bench.Center.Codes.Skip(before).Where(c => c != "1101").ToList();
        Assert.Equal(expected, StateTable.Text(refusal, sent.SingleOrDefault() ?? ""));
        Assert.Equal(refusal is null, sent.Count == 1);
    }

    [Theory]
    [InlineData("New", VisitState.New)]
    [InlineData("Admitted", VisitState.Admitted)]
    [InlineData("Charged", VisitState.Admitted)]
    [InlineData("InterimSettled", VisitState.Admitted)]
    [InlineData("Discharged", VisitState.Discharged)]
    [InlineData("Settled", VisitState.Settled)]
    [InlineData("Refunded", VisitState.Discharged)]
    [InlineData("Cancelled", VisitState.Cancelled)]
    public async Task The_state_says_how_far_the_center_is(string state, VisitState expected)
    {
        using var bench = new Bench();
        Assert.Equal(expected, (await (await InStateAsync(bench, state)).RefreshAsync()).State);
    }

    [Fact]
    public async Task The_whole_way_back_goes_in_the_order_that_the_refusal_names()
    {
        using var bench = new Bench();
        var stay = await bench.SettledStayAsync();
        var before = bench.Center.Codes.Count;
        var steps = stay.Status.WhyNot(VisitStep.CancelRegistration)!.DoFirst;

        foreach (var step in steps)
        {
            Assert.NotNull(stay.Status.WhyNot(VisitStep.CancelRegistration));
            await DoAsync(bench, stay, step.ToString());
        }

        await stay.CancelAdmissionAsync();
        Assert.Equal(["2305", "2405", "2302", "2404"], bench.Center.Codes.Skip(before));
        Assert.Equal(VisitState.Cancelled, stay.Status.State);
    }

    [Fact]
    public async Task A_center_that_takes_lines_after_the_discharge_gets_them()
    {
        using var bench = new Bench(options: new VisitDeskOptions { ChargeAfterDischarge = true });
        var stay = await bench.DischargedAsync();

        await stay.ChargeAsync(Bench.StayLines(1, from: 9));

        Assert.Equal(3, stay.Status.Unsettled.Single().Lines);
        await stay.SettleAsync(Bench.Order(await stay.TrialAsync(Bench.Trial())));
        Assert.Equal("6107 > 2305", StateTable.Text(await OutpatientStateTests.RefusalOfAsync(() => stay.ChargeAsync(Bench.StayLines(1, from: 10))), "sent"));
    }

    [Fact]
    public async Task A_settlement_on_the_way_leaves_the_stay_open_and_the_rest_is_settled_finally()
    {
        using var bench = new Bench();
        var stay = await bench.AdmittedAsync();
        await stay.ChargeAsync(Bench.StayLines(2));
        await stay.SettleAsync(Bench.Order(await stay.TrialAsync(Bench.Trial(isInterim: true))));
        await stay.ChargeAsync(Bench.StayLines(1, from: 7));
        await stay.DischargeAsync(Bench.Discharge());
        var final = await stay.SettleAsync(Bench.Order(await stay.TrialAsync(Bench.Trial())));

        Assert.Equal(VisitState.Settled, stay.Status.State);
        Assert.Equal([(true, 30m), (false, 70m)], stay.Status.Settlements.Select(s => (s.IsInterim, s.Total)));
        Assert.Equal(70m, final.Amounts.Total);
        Assert.Equal(["1", "1", "0", "0"], bench.Center.Arrived.Where(m => m.Code is "2303" or "2304").Select(m => m.Input.GetProperty("data").GetProperty("mid_setl_flag").GetString()));
    }

    private static async Task<InpatientStay> InStateAsync(Bench bench, string state)
    {
        switch (state)
        {
            case "New":
                bench.Center.Refuse("2401");
                await Assert.ThrowsAsync<RefusedException>(() => bench.AdmittedAsync());
                return (await bench.Inpatients.FindAsync("IP1"))!;
            case "Admitted":
                return await bench.AdmittedAsync();
            case "Charged" or "InterimTried" or "InterimSettled":
                var charged = await bench.AdmittedAsync();
                await charged.ChargeAsync(Bench.StayLines(2));
                if (state != "Charged")
                {
                    var trial = await charged.TrialAsync(Bench.Trial(isInterim: true));
                    if (state == "InterimSettled")
                    {
                        await charged.SettleAsync(Bench.Order(trial));
                    }
                }

                return charged;
            case "Discharged":
                return await bench.DischargedAsync();
            case "DischargedTried":
                var tried = await bench.DischargedAsync();
                await tried.TrialAsync(Bench.Trial());
                return tried;
            case "Settled":
                return await bench.SettledStayAsync();
            case "Refunded":
                var refunded = await bench.SettledStayAsync();
                await refunded.RefundAsync();
                return refunded;
            case "Cancelled":
                var cancelled = await bench.AdmittedAsync();
                await cancelled.CancelAdmissionAsync();
                return cancelled;
            case "InDoubt":
                var lost = await bench.AdmittedAsync();
                bench.Center.Lose("2402");
                await Assert.ThrowsAsync<OutcomeUnknownException>(() => lost.DischargeAsync(Bench.Discharge()));
                return lost;
            default:
                throw new ArgumentOutOfRangeException(nameof(state), state);
        }
    }

    private static Task DoAsync(Bench bench, InpatientStay stay, string step) => step switch
    {
        "Register" => bench.AdmittedAsync(),
        "Change" => stay.ChangeAsync(Bench.Change()),
        "UploadAttribute" => stay.UploadAttributeAsync(Bench.Patient, Bench.Attribute()),
        "Charge" => stay.ChargeAsync(Bench.StayLines(1, from: 50)),
        "Discharge" => stay.DischargeAsync(Bench.Discharge()),
        "Trial" => stay.TrialAsync(Bench.Trial()),
        "InterimTrial" => stay.TrialAsync(Bench.Trial(isInterim: true)),
        "Settle" => stay.SettleAsync(Bench.Order(TrialOf(stay, isInterim: false))),
        "InterimSettle" => stay.SettleAsync(Bench.Order(TrialOf(stay, isInterim: true))),
        "Refund" => stay.RefundAsync(),
        "CancelDischarge" => stay.CancelDischargeAsync(),
        "DeleteCharges" => stay.DeleteChargesAsync(),
        "CancelRegistration" => stay.CancelAdmissionAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step),
    };

    private static SettlementTrial TrialOf(InpatientStay stay, bool isInterim)
    {
        var note = stay.Status.Unsettled is [{ Trial: { } own }, ..] && own.IsInterim == isInterim ? own : new TrialNote { MessageId = "a trial of earlier lines", IsInterim = isInterim };
        return new SettlementTrial(stay.Id, note, Bench.Trial(isInterim: isInterim), AnswerValues.Empty(), new PreSettleInpatientAnswer(), []);
    }
}
