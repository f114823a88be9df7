using System;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.Visits.Tests.Scenarios;

/// <summary>Days at a center that keeps a ledger and refuses what a real one refuses.</summary>
public sealed class HospitalDayTests
{
    [Fact]
    public async Task An_outpatient_comes_pays_gets_his_money_back_and_leaves_no_trace()
    {
        using var hospital = new MockHospital();
        var visit = await hospital.ChargedAsync();
        var result = await hospital.SettleAsync(visit);

        var booked = Assert.Single(hospital.Standing);
        Assert.Equal((booked.Id, booked.MessageId, booked.Amounts.Total, booked.Amounts.Account, booked.Amounts.Cash), (result.SettlementId, result.MessageId, result.Amounts.Total, result.Amounts.Account, result.Amounts.Cash));
        Assert.Empty(result.Warnings);
        Assert.Empty(result.Differences);
        Assert.True(await hospital.Journal.ConfirmAsync(result.MessageId));
        await visit.RefundAsync();
        Assert.Empty(hospital.Standing);
        await visit.DeleteChargesAsync();
        await visit.CancelRegistrationAsync();
        Assert.True(Assert.Single(hospital.Center.Ledger.Visits(MockHospital.Institution)).IsUndone);
        Assert.Empty(await hospital.Journal.ListOpenAsync());
    }

    [Fact]
    public async Task A_stay_is_settled_at_the_turn_of_the_year_and_finally_and_taken_back_to_the_beginning()
    {
        using var hospital = new MockHospital();
        var stay = await hospital.Inpatients.AdmitAsync(await hospital.OpeningAsync("IP1"), Bench.Admission("2101"));
        await stay.ChangeAsync(Bench.Change());
        await stay.ChargeAsync(Bench.StayLines(3));
        await hospital.SettleAsync(stay, isInterim: true);
        await stay.ChargeAsync([Bench.StayLine(2, 10, 4), Bench.StayLine(3, 10, -1, original: 2)]);
        await stay.DischargeAsync(Bench.Discharge());
        await hospital.SettleAsync(stay);

        Assert.Equal([60m, 30m], hospital.Standing.Select(s => s.Amounts.Total));
        Assert.Equal(VisitState.Settled, stay.Status.State);
        await stay.RefundAsync(stay.Status.Settlements[1].SettlementId);
        await stay.RefundAsync(stay.Status.Settlements[0].SettlementId);
        await stay.CancelDischargeAsync();
        await stay.DeleteChargesAsync(["3"]);
        await stay.DeleteChargesAsync();
        await stay.CancelAdmissionAsync();
        Assert.Empty(hospital.Standing);
        Assert.Equal(VisitState.Cancelled, stay.Status.State);
        Assert.Empty(await hospital.Store.LinesAsync(stay.Id, null));
    }

    [Fact]
    public async Task A_patient_insured_elsewhere_is_settled_there_because_his_area_goes_with_every_call()
    {
        using var hospital = new MockHospital();
        var visit = await hospital.Outpatients.RegisterAsync(await hospital.OpeningAsync("OP1", "390"), Bench.Registration());
        await visit.InformAsync(Bench.Information());
        await visit.ChargeAsync("B1", Bench.Lines(1));
        var result = await hospital.SettleAsync(visit);
        await visit.RefundAsync();

        Assert.Equal("990002", visit.Status.InsuredArea);
        Assert.Equal("990002", Assert.Single(hospital.Center.Ledger.Visits(MockHospital.Institution)).InsuredArea);
        Assert.Equal("390", result.ToRecord()!.InsuranceType);
    }

    [Fact]
    public async Task Everything_that_the_desk_allows_the_center_takes_and_both_books_stay_equal()
    {
        using var hospital = new MockHospital();
        var stay = await hospital.Inpatients.AdmitAsync(await hospital.OpeningAsync("IP1"), Bench.Admission("2101"));
        var random = new Random(20260302);
        var serial = 0;
        for (var i = 0; i < 150; i++)
        {
            hospital.Time.Advance(TimeSpan.FromSeconds(1));
            var allowed = stay.Status.Allowed.Where(s => s is not VisitStep.UploadAttribute).ToList();
            switch (allowed[random.Next(allowed.Count)])
            {
                case VisitStep.Register:
                    stay = await hospital.Inpatients.AdmitAsync(await hospital.OpeningAsync("IP" + i), Bench.Admission("2101"));
                    break;
                case VisitStep.Change:
                    await stay.ChangeAsync(Bench.Change());
                    break;
                case VisitStep.Charge:
                    await stay.ChargeAsync([Bench.StayLine(++serial, 10, random.Next(1, 9))]);
                    break;
                case VisitStep.Discharge:
                    await stay.DischargeAsync(Bench.Discharge());
                    break;
                case VisitStep.Trial or VisitStep.Settle:
                    var isInterim = stay.Status.State == VisitState.Admitted;
                    await hospital.SettleAsync(stay, isInterim);
                    break;
                case VisitStep.Refund:
                    await stay.RefundAsync(stay.Status.Settlements.Last(s => s.IsLive).SettlementId);
                    break;
                case VisitStep.CancelDischarge:
                    await stay.CancelDischargeAsync();
                    break;
                case VisitStep.DeleteCharges:
                    await stay.DeleteChargesAsync();
                    break;
                case VisitStep.CancelRegistration:
                    await stay.CancelAdmissionAsync();
                    stay = await hospital.Inpatients.AdmitAsync(await hospital.OpeningAsync("IP" + i), Bench.Admission("2101"));
                    break;
            }

            var center = hospital.Center.Ledger.Visits(MockHospital.Institution).Single(v => v.Id == stay.Status.CenterVisitId);
            Assert.Equal(stay.Status.Unsettled.Sum(b => b.Total), center.Lines.Where(l => l.UndoneBy is null && l.SettlementId is null).Sum(l => l.Amount));
            Assert.Equal(stay.Status.Settlements.Where(s => s.IsLive).Select(s => s.SettlementId).Order(StringComparer.Ordinal), hospital.Standing.Where(s => s.VisitId == center.Id).Select(s => s.Id).Order(StringComparer.Ordinal));
            Assert.Equal(center.IsDischarged, stay.Status.State is VisitState.Discharged or VisitState.Settled);
        }
    }
}
