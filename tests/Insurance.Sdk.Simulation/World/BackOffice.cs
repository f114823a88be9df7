using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Recovery;
using Insurance.Sdk.Simulation.Checks;
using Insurance.Sdk.Simulation.Engine;
using Insurance.Sdk.Visits;

namespace Insurance.Sdk.Simulation.World;

/// <summary>The night after the day: recovery works until nothing is due, visits take in what it found, and the books are caught up.</summary>
internal sealed class BackOffice
{
    private const int Rounds = 40;
    private readonly World _world;

    internal BackOffice(World world, Machine machine)
    {
        _world = world;
        Machine = machine;
        machine.Restart = Start;
    }

    internal Machine Machine { get; }

    internal bool IsDone { get; private set; }

    internal void Start() => _world.Watch(RunAsync());

    private async Task RunAsync()
    {
        var program = new HospitalProgram(_world, Machine);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var result in await program.Recovery.ResolveAllAsync().ConfigureAwait(false))
            {
                _world.Loop.Note("recovery: " + result + (result.AskAgainAt is { } again ? " (again " + again.ToOffset(ChinaTime.Offset).ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) + ")" : ""));
            }

            await CatchUpAsync(program).ConfigureAwait(false);
            if (!_world.Hospital.Journal.Rows.Any(r => r.OpenSince is not null))
            {
                break;
            }

            await _world.Loop.PauseAsync(Machine, "night", TimeSpan.FromMinutes(3)).ConfigureAwait(false);
        }

        await DecideAsync(program).ConfigureAwait(false);
        await CatchUpAsync(program).ConfigureAwait(false);
        IsDone = true;
    }

    /// <summary>What recovery leaves to a person: money that cannot be taken over is taken back.</summary>
    private async Task DecideAsync(HospitalProgram program)
    {
        foreach (var row in _world.Hospital.Journal.Rows.Where(r => r.OpenSince is not null && Invariants.IsMoney(r.Entry.Code)).ToList())
        {
            var result = await program.Recovery.ResolveAsync(row.Entry.MessageId, RecoveryAim.Reverse, "accountant").ConfigureAwait(false);
            _world.Loop.Note("accountant: " + result);
        }
    }

    private async Task CatchUpAsync(HospitalProgram program)
    {
        foreach (var bill in _world.Hospital.Bills)
        {
            for (var registration = 1; await program.Desk.FindAsync(bill.VisitNumber(registration)).ConfigureAwait(false) is { } visit; registration++)
            {
                await Poster.CatchUpAsync(_world, program, bill, visit).ConfigureAwait(false);
            }
        }
    }
}
