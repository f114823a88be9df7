using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Recovery;

namespace Insurance.Sdk.Visits.Tests.Scenarios;

/// <summary>What hospitals complain about, with the center's real books, the journal and recovery; recovery knows nothing of visits.</summary>
public sealed class LostAnswerTests
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(20);

    [Theory]
    [InlineData("lost-after-booking")]
    [InlineData("html502")]
    public async Task Settlement_answer_lost_with_the_patient_at_the_counter_is_unlocked_by_the_cashier_and_settled_once(string fault)
    {
        using var hospital = new MockHospital();
        var visit = await hospital.ChargedAsync();
        var trial = await visit.TrialAsync(MockHospital.Trial());
        hospital.Center.Faults.Add(fault + "@2207");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => visit.SettleAsync(MockHospital.Order(trial)));
        Assert.Equal(VisitRefusalCode.InDoubt, (await OutpatientStateTests.RefusalOfAsync(() => visit.SettleAsync(MockHospital.Order(trial))))!.Code);

        hospital.Time.Advance(Later);
        var unlocked = await hospital.Recovery.UnlockBillAsync("mdtrt_id", visit.Status.CenterVisitId, "收费员甲", RecoveryAim.Reverse);

        Assert.True(unlocked.IsFree, string.Join("; ", unlocked.Results));
        Assert.Equal(VisitState.Charged, (await visit.RefreshAsync()).State);
        Assert.Empty(hospital.Standing);
        var result = await hospital.SettleAsync(visit);
        Assert.Equal(result.SettlementId, Assert.Single(hospital.Standing).Id);
    }

    [Fact]
    public async Task A_settlement_that_never_arrived_is_left_to_a_person_where_no_comparison_is_set_up()
    {
        using var hospital = new MockHospital();
        var visit = await hospital.ChargedAsync();
        var trial = await visit.TrialAsync(MockHospital.Trial());
        hospital.Center.Faults.Add("lost-before-booking@2207");
        var lost = await Assert.ThrowsAsync<OutcomeUnknownException>(() => visit.SettleAsync(MockHospital.Order(trial)));
        hospital.Time.Advance(Later);
        Assert.Equal(RecoveryOutcome.NeedsPerson, (await hospital.Recovery.ResolveAsync(lost.MessageId, RecoveryAim.Reverse, "收费员甲")).Outcome);

        // He sees in the center's pages that there is nothing, closes the record, and says so to the bill.
        Assert.True(await hospital.Journal.AbandonAsync(lost.MessageId, "班长", "中心网页没有该结算"));
        Assert.True((await visit.RefreshAsync()).Doubt!.NeedsPerson);
        await visit.DecideAsync(isBooked: false, "班长", "中心网页没有该结算");
        Assert.Equal((await visit.SettleAsync(MockHospital.Order(trial))).SettlementId, Assert.Single(hospital.Standing).Id);
    }

    [Fact]
    public async Task Center_reversed_and_the_his_got_no_answer_the_refund_is_blocked_no_longer()
    {
        using var hospital = new MockHospital();
        var visit = await hospital.ChargedAsync();
        var result = await hospital.SettleAsync(visit);
        await hospital.Journal.ConfirmAsync(result.MessageId);
        hospital.Center.Ledger.ReverseSettlement(MockHospital.Institution, result.SettlementId);
        await Assert.ThrowsAsync<RefusedException>(() => visit.RefundAsync());
        Assert.Null((await visit.RefreshAsync()).Doubt);

        hospital.Time.Advance(Later);
        var unlocked = await hospital.Recovery.UnlockBillAsync("setl_id", result.SettlementId, "收费员甲");

        Assert.Contains(unlocked.Results, r => r.Outcome == RecoveryOutcome.Reversed);
        Assert.Equal((VisitState.Charged, SettlementFate.Reversed), ((await visit.RefreshAsync()).State, visit.Status.Settlements.Single().Fate));
        Assert.Equal((await hospital.SettleAsync(visit)).SettlementId, Assert.Single(hospital.Standing).Id);
    }

    [Theory]
    [InlineData("2201")]
    [InlineData("2203")]
    [InlineData("2204")]
    [InlineData("2205")]
    [InlineData("2202")]
    [InlineData("2208")]
    public async Task Any_lost_answer_of_an_outpatient_is_found_out_and_the_visit_goes_on(string code)
    {
        using var hospital = new MockHospital();
        OutpatientVisit? visit = null;
        hospital.Center.Faults.Add("lost-after-booking@" + code);
        await Assert.ThrowsAsync<OutcomeUnknownException>(async () =>
        {
            visit = await hospital.Outpatients.RegisterAsync(await hospital.OpeningAsync("OP1"), Bench.Registration());
            await visit.InformAsync(Bench.Information());
            await visit.ChargeAsync("B1", Bench.Lines(2));
            await hospital.SettleAsync(visit);
            await visit.RefundAsync();
            await visit.DeleteChargesAsync();
            await visit.CancelRegistrationAsync();
        });

        hospital.Time.Advance(Later);
        await hospital.Recovery.ResolveAllAsync();
        hospital.Time.Advance(Later);
        await hospital.Recovery.ResolveAllAsync();
        visit = await hospital.Outpatients.FindAsync("OP1");

        // What recovery cannot ask it leaves to the cashier, who may have it taken back.
        if (visit!.Status.Doubt is { } doubt)
        {
            await ClearAsync(hospital, visit, doubt);
        }

        Assert.Null(visit.Status.Doubt);
        var center = hospital.Center.Ledger.Visits(MockHospital.Institution).SingleOrDefault(v => !v.IsUndone);
        Assert.Equal(center is null, visit.Status.State is VisitState.New or VisitState.Cancelled);
        Assert.Equal(center?.Id ?? visit.Status.CenterVisitId, visit.Status.CenterVisitId);
        Assert.Equal(center?.Lines.Where(l => l.UndoneBy is null && l.SettlementId is null).Sum(l => l.Amount) ?? 0, visit.Status.Unsettled.Sum(b => b.Total));
        Assert.Equal(hospital.Standing.Select(s => s.Id), visit.Status.Settlements.Where(s => s.IsLive).Select(s => s.SettlementId));
    }

    [Theory]
    [InlineData("2401")]
    [InlineData("2301")]
    [InlineData("2402")]
    [InlineData("2304")]
    [InlineData("2305")]
    [InlineData("2405")]
    [InlineData("2302")]
    [InlineData("2404")]
    public async Task Any_lost_answer_of_a_stay_is_found_out_and_the_stay_goes_on(string code)
    {
        using var hospital = new MockHospital();
        hospital.Center.Faults.Add("lost-after-booking@" + code);
        var lost = await Assert.ThrowsAnyAsync<InsuranceException>(async () =>
        {
            var stay = await hospital.Inpatients.AdmitAsync(await hospital.OpeningAsync("IP1"), Bench.Admission("2101"));
            await stay.ChargeAsync(Bench.StayLines(2));
            await stay.DischargeAsync(Bench.Discharge());
            await hospital.SettleAsync(stay);
            await stay.RefundAsync();
            await stay.CancelDischargeAsync();
            await stay.DeleteChargesAsync();
            await stay.CancelAdmissionAsync();
        });
        Assert.True(lost is OutcomeUnknownException, hospital.Refusals);

        hospital.Time.Advance(Later);
        await hospital.Recovery.ResolveAllAsync();
        hospital.Time.Advance(Later);
        await hospital.Recovery.ResolveAllAsync();
        var found = (await hospital.Inpatients.FindAsync("IP1"))!;
        if (found.Status.Doubt is { } doubt)
        {
            await ClearAsync(hospital, found, doubt);
        }

        Assert.Null(found.Status.Doubt);
        var center = hospital.Center.Ledger.Visits(MockHospital.Institution).SingleOrDefault(v => !v.IsUndone);
        Assert.Equal(center is null, found.Status.State is VisitState.New or VisitState.Cancelled);
        Assert.Equal(center?.IsDischarged ?? false, found.Status.State is VisitState.Discharged or VisitState.Settled);
        Assert.Equal(center?.Lines.Where(l => l.UndoneBy is null && l.SettlementId is null).Sum(l => l.Amount) ?? 0, found.Status.Unsettled.Sum(b => b.Total));
        Assert.Equal(hospital.Standing.Select(s => s.Id), found.Status.Settlements.Where(s => s.IsLive).Select(s => s.SettlementId));
        Assert.Equal(center?.Lines.Count(l => l.UndoneBy is null) ?? 0, (await hospital.Store.LinesAsync(found.Id, null)).Count);
    }

    [Fact]
    public async Task A_bill_that_was_paid_in_the_public_account_is_refused_by_the_center_and_free_after_it_was_taken_back_there()
    {
        using var hospital = new MockHospital();
        var visit = await hospital.ChargedAsync();
        var trial = await visit.TrialAsync(MockHospital.Trial());
        var paid = hospital.Center.Ledger.BookSettlement(MockHospital.Institution, visit.Status.CenterVisitId);

        await Assert.ThrowsAsync<RefusedException>(() => visit.SettleAsync(MockHospital.Order(trial)));
        Assert.Equal(VisitState.Charged, (await visit.RefreshAsync()).State);
        await hospital.Client.Reversal.ReverseTransactionAsync(
            new ReverseTransactionRequest { Data = new ReverseTransactionData { PsnNo = visit.Status.PersonNumber, Omsgid = paid.MessageId, Oinfno = "2207" } }, new CallOptions { InsuredArea = visit.Status.InsuredArea });

        Assert.Equal((await hospital.SettleAsync(visit)).SettlementId, Assert.Single(hospital.Standing).Id);
    }

    [Fact]
    public async Task Power_cut_between_send_and_answer_the_next_program_finds_the_bill_waiting_and_settles_it_once()
    {
        using var hospital = new MockHospital();
        var visit = await hospital.ChargedAsync();
        var trial = await visit.TrialAsync(MockHospital.Trial());
        hospital.Center.Faults.Add("lost-after-booking@2207");
        var dead = false;
        var journal = new MortalJournal(hospital.Journal, () => dead);
        var store = new MortalStore(hospital.Store) { IsDead = () => dead };
        using (var client = new InsuranceClient(
            new InsuranceOptions
            {
                Profile = "guangdong", BaseUrl = MockCenter.MockCenterHandler.BaseUri + "ebus/test/hsa/hgs/", PaasId = "mock-account", Token = "mock-token", InstitutionCode = MockHospital.Institution, InstitutionName = "测试医院", Area = "990001",
            },
            new InsuranceClientParts { HttpMessageHandler = new Cutting(hospital.Center.Another(), () => dead = true), TimeProvider = hospital.Time, MessageIds = hospital, Journal = journal }))
        {
            var first = (await new OutpatientDesk(client, store, journal, hospital.Options).FindAsync("OP1"))!;
            await Assert.ThrowsAnyAsync<Exception>(() => first.SettleAsync(MockHospital.Order(trial)));
        }

        hospital.Time.Advance(Later);
        var second = (await hospital.Outpatients.FindAsync("OP1"))!;
        Assert.Equal((JournalState.Intended, VisitRefusalCode.InDoubt), (second.Status.Doubt!.Journal, second.Status.WhyNot(VisitStep.Settle)!.Code));
        var recovered = await hospital.Recovery.ResolveAsync(second.Status.Doubt.MessageId, RecoveryAim.Reverse, "收费员甲");
        Assert.Equal(RecoveryOutcome.Reversed, recovered.Outcome);
        await hospital.SettleAsync(second);
        Assert.Single(hospital.Standing);
    }

    /// <summary>Where recovery has no question that tells, and nothing that may be taken back unseen, somebody looks at the center's pages and says what is there.</summary>
    private static async Task ClearAsync(MockHospital hospital, InsuredVisit visit, VisitDoubt doubt)
    {
        if (!(await hospital.Recovery.ResolveAsync(doubt.MessageId, RecoveryAim.Reverse, "收费员甲")).IsClosed)
        {
            Assert.Contains(doubt.Pending.Code, (string[])["2201", "2301", "2302"]);
            await hospital.Journal.AbandonAsync(doubt.MessageId, "班长", "看过中心网页");
            await visit.DecideAsync(isBooked: true, "班长", "中心网页可见", doubt.Pending.Step == VisitStep.Register ? hospital.Center.Ledger.Visits(MockHospital.Institution).Single().Id : null);
        }

        await visit.RefreshAsync();
    }

    /// <summary>The power goes when the message is at the center.</summary>
    private sealed class Cutting(System.Net.Http.HttpMessageHandler inner, Action cut) : System.Net.Http.DelegatingHandler(inner)
    {
        protected override async Task<System.Net.Http.HttpResponseMessage> SendAsync(System.Net.Http.HttpRequestMessage request, System.Threading.CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                cut();
            }
        }
    }
}
