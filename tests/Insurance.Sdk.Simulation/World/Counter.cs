using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Simulation.Engine;
using Insurance.Sdk.Visits;

namespace Insurance.Sdk.Simulation.World;

/// <summary>A cashier's program: takes the bills of its queue one after another, as the guide of visits says. After a crash it looks at each bill anew.</summary>
internal sealed class Counter
{
    private const int Tries = 6;

    private readonly World _world;
    private readonly Errand[] _errands;
    private int _next;

    internal Counter(World world, Machine machine, params Errand[] errands)
    {
        _world = world;
        _errands = errands;
        Machine = machine;
        machine.Restart = Start;
    }

    internal Machine Machine { get; }

    /// <summary>True once it has been through its queue.</summary>
    internal bool IsDone => _next >= _errands.Length;

    internal void Start() => _world.Watch(RunAsync());

    private async Task RunAsync()
    {
        var program = new HospitalProgram(_world, Machine);
        while (_next < _errands.Length)
        {
            var errand = _errands[_next];
            await _world.Loop.PauseAsync(Machine, "patient", TimeSpan.FromSeconds(_world.Loop.Random.Next(1, 40))).ConfigureAwait(false);
            for (var left = Tries; left > 0 && !await TryAsync(program, errand).ConfigureAwait(false); left--)
            {
                await _world.Loop.PauseAsync(Machine, "try again", TimeSpan.FromSeconds(_world.Loop.Random.Next(5, 90))).ConfigureAwait(false);
            }

            // Which patient comes next is the desk's own paper: it survives the program.
            _next++;
        }
    }

    /// <summary>True where nothing is left to do at the counter.</summary>
    private async Task<bool> TryAsync(HospitalProgram program, Errand errand)
    {
        try
        {
            var visit = await FindAsync(program, errand.Bill).ConfigureAwait(false);
            return errand.Kind switch
            {
                ErrandKind.Pay => await PayAsync(program, errand.Bill, visit).ConfigureAwait(false),
                ErrandKind.Refund => await RefundAsync(program, errand.Bill, visit).ConfigureAwait(false),
                _ => throw new ArgumentOutOfRangeException(nameof(errand)),
            };
        }
        catch (Exception e) when (e is InsuranceException or VisitRefusedException or OperationCanceledException)
        {
            _world.Loop.Note(Machine.Name + " " + errand.Bill.Number + ": " + e.GetType().Name + " " + (e as VisitRefusedException)?.Refusal.Code);
            return e is VisitRefusedException { Refusal.Code: VisitRefusalCode.InDoubt };
        }
    }

    private async Task<OutpatientVisit?> FindAsync(HospitalProgram program, Bill bill)
    {
        // The newest registration of the bill that is not taken back.
        for (var registration = 1; ; registration++)
        {
            var visit = await program.Desk.FindAsync(bill.VisitNumber(registration)).ConfigureAwait(false);
            if (visit is null || visit.Status.State is not VisitState.Cancelled)
            {
                return visit;
            }
        }
    }

    private async Task<bool> PayAsync(HospitalProgram program, Bill bill, OutpatientVisit? visit)
    {
        if (visit is null || visit.Status is { State: VisitState.New, Doubt: null })
        {
            visit = await RegisterAsync(program, bill, visit).ConfigureAwait(false);
        }

        if (visit.Status.Doubt is not null)
        {
            return await UnlockAsync(program, bill, visit).ConfigureAwait(false);
        }

        if (visit.Status.State == VisitState.Registered)
        {
            await visit.InformAsync(Messages.Inform(visit.Status, program.Machine.Time)).ConfigureAwait(false);
        }

        if (visit.Status.State == VisitState.Informed && visit.Status.Settlements.All(s => !s.IsLive))
        {
            await visit.ChargeAsync("B" + _world.Ids.Next(Hospital.Code)[12..], Messages.Lines(bill, visit.Status, program.Machine.Time)).ConfigureAwait(false);
        }

        if (visit.Status.State == VisitState.Charged)
        {
            var trial = await visit.TrialAsync(new TrialOrder { Patient = bill.Patient, Credential = bill.Credential, AccountUse = "0" }).ConfigureAwait(false);
            var result = await visit.SettleAsync(new SettlementOrder { Agreed = trial, Patient = bill.Patient, Credential = bill.Credential }).ConfigureAwait(false);
            await Poster.PostAsync(_world, program, bill, result).ConfigureAwait(false);
        }

        await Poster.CatchUpAsync(_world, program, bill, visit).ConfigureAwait(false);
        return true;
    }

    private static async Task<OutpatientVisit> RegisterAsync(HospitalProgram program, Bill bill, OutpatientVisit? unused)
    {
        var person = await program.Desk.IdentifyAsync(bill.Credential, bill.Patient).ConfigureAwait(false);
        // A number whose registration came to nothing may be used up at the center: each try takes a new one.
        var registration = 1;
        while (await program.Desk.FindAsync(bill.VisitNumber(registration)).ConfigureAwait(false) is { } earlier && (earlier.Status.State == VisitState.Cancelled || (unused is not null && earlier.Id == unused.Id)))
        {
            registration++;
        }

        return await program.Desk.RegisterAsync(
            new VisitOpening { Number = bill.VisitNumber(registration), Person = person, Insurance = person.Insurances[0], Patient = bill.Patient, Credential = bill.Credential },
            Messages.Register(program.Machine.Time)).ConfigureAwait(false);
    }

    private async Task<bool> RefundAsync(HospitalProgram program, Bill bill, OutpatientVisit? visit)
    {
        if (visit is null || visit.Status.Settlements.Count == 0)
        {
            return true;
        }

        if (visit.Status.Doubt is not null)
        {
            return await UnlockAsync(program, bill, visit).ConfigureAwait(false);
        }

        if (visit.Status.Settlements[^1].IsLive)
        {
            await Poster.PostAsync(_world, program, bill, await visit.RefundAsync().ConfigureAwait(false)).ConfigureAwait(false);
        }

        await Poster.CatchUpAsync(_world, program, bill, visit).ConfigureAwait(false);
        return true;
    }

    /// <summary>"Unlock this bill": what recovery cannot settle while the patient waits is left to the back office.</summary>
    private async Task<bool> UnlockAsync(HospitalProgram program, Bill bill, OutpatientVisit visit)
    {
        var (name, value) = visit.Status.CenterVisitId.Length > 0 ? ("mdtrt_id", visit.Status.CenterVisitId) : ("ipt_otp_no", visit.Status.Number);
        var unlocking = await program.Recovery.UnlockBillAsync(name, value, Machine.Name).ConfigureAwait(false);
        _world.Loop.Note(Machine.Name + " unlocks " + bill.Number + ": " + string.Join("; ", unlocking.Results));
        await Poster.CatchUpAsync(_world, program, bill, visit).ConfigureAwait(false);
        return !unlocking.IsFree;
    }
}

/// <summary>What a patient wants at the counter.</summary>
internal sealed record Errand(ErrandKind Kind, Bill Bill);

internal enum ErrandKind
{
    Pay,
    Refund,
}
