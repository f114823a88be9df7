using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>The blocking twins on a thread with a context that runs one thing at a time, as a window has it.</summary>
public sealed class BlockingTests
{
    [Fact]
    public void An_outpatients_day_on_a_user_interfaces_thread_does_not_deadlock() => OnWindow(() =>
    {
        using var bench = new Bench();
        var person = bench.Outpatients.Identify(Bench.Card, Bench.Patient);
        bench.Outpatients.CheckBenefits(person, person.Insurances[1], new CheckBenefitsRequest { Data = new CheckBenefitsData { MedType = "11", Begntime = new ChinaTime(2026, 3, 2) } });
        var opening = new VisitOpening { Number = "OP1", Person = person, Insurance = person.Insurances[1], Patient = Bench.Patient, Credential = Bench.Card };
        var visit = bench.Outpatients.Register(opening, Bench.Registration());
        visit.Inform(Bench.Information());
        visit.Charge("B1", Bench.Lines(2));
        var result = visit.Settle(Bench.Order(visit.Trial(Bench.Trial())));
        Assert.Equal("SETL1", visit.Settlement(result.SettlementId)!.SettlementId);
        visit.Refund();
        Assert.NotNull(visit.RefundOf(result.SettlementId));
        visit.DeleteCharges();
        visit.CancelRegistration();
        Assert.Equal(VisitState.Cancelled, bench.Outpatients.Find("OP1")!.Refresh().State);
        Assert.Equal("OP1", bench.Outpatients.FindByVisitId("M1")!.Status.Number);
        Assert.Empty(bench.Outpatients.ListWaiting());
    });

    [Fact]
    public void A_stay_on_a_user_interfaces_thread_does_not_deadlock() => OnWindow(() =>
    {
        using var bench = new Bench();
        var person = bench.Inpatients.Identify(Bench.Card, Bench.Patient);
        var opening = new VisitOpening { Number = "IP1", Person = person, Insurance = person.Insurances[1], Patient = Bench.Patient, Credential = Bench.Card };
        var stay = bench.Inpatients.Admit(opening, Bench.Admission());
        stay.Change(Bench.Change());
        stay.UploadAttribute(Bench.Patient, Bench.Attribute());
        stay.Charge(Bench.StayLines(2));
        stay.Discharge(Bench.Discharge());
        stay.Settle(Bench.Order(stay.Trial(Bench.Trial())));
        stay.Refund();
        stay.CancelDischarge();
        stay.DeleteCharges();
        stay.CancelAdmission();
        Assert.Equal(VisitState.Cancelled, bench.Inpatients.Find("IP1")!.Status.State);
        Assert.Equal("IP1", bench.Inpatients.FindByVisitId("S1")!.Status.Number);
        Assert.Throws<VisitRefusedException>(() => stay.Decide(false, "班长", "看过中心"));
    });

    private static void OnWindow(Action work)
    {
        Exception? error = null;
        var thread = new Thread(() =>
        {
            using var window = new Window();
            SynchronizationContext.SetSynchronizationContext(window);
            try
            {
                work();
            }
            catch (Exception e)
            {
                error = e;
            }
        });
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromMinutes(2)), "a blocking call waits for its own thread");
        Assert.Null(error);
    }

    /// <summary>Keeps what is posted; nobody runs it while the thread is blocked.</summary>
    private sealed class Window : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<(SendOrPostCallback, object?)> _posted = new();

        public override void Post(SendOrPostCallback d, object? state) => _posted.Add((d, state));

        public void Dispose() => _posted.Dispose();
    }
}
