using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Reconciliation;
using Insurance.Sdk.Recovery;
using Insurance.Sdk.Simulation.Checks;
using Insurance.Sdk.Simulation.Engine;
using Insurance.Sdk.Visits;

namespace Insurance.Sdk.Simulation.World;

/// <summary>The night after the day: recovery works until nothing is due, visits take in what it found, and the books are caught up.</summary>
internal sealed class BackOffice
{
    private const int Rounds = 40;
    private const int MostReports = 3;
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
        await ReconcileAsync(program).ConfigureAwait(false);
        await CatchUpAsync(program).ConfigureAwait(false);
        await PostJournalAsync(program).ConfigureAwait(false);
        IsDone = true;
    }

    /// <summary>The day is compared with the center, and each difference gets the remedy that the report recommends.</summary>
    private async Task ReconcileAsync(HospitalProgram program)
    {
        var today = ChinaTime.Now(Machine.Time);
        var reconciliation = new DayReconciliation(program.Client);
        for (var round = 0; round < MostReports; round++)
        {
            var report = await reconciliation.RunAsync(today).ConfigureAwait(false);
            if (report.IsBalanced || report.Differences.Count == 0)
            {
                return;
            }

            foreach (var difference in report.Differences)
            {
                var mended = await reconciliation.ApplyAsync(difference, "accountant").ConfigureAwait(false);
                _world.Loop.Note("reconciliation: " + difference.Kind + " " + difference.MessageId + " -> " + mended);
            }
        }
    }

    /// <summary>The last word on the books is the journal's: what nobody at a counter saw is posted, what was taken back without a refund is taken out.</summary>
    private async Task PostJournalAsync(HospitalProgram program)
    {
        var today = ChinaTime.Now(Machine.Time);
        var (records, gaps) = await new JournalBooks(program.Client).ReadWithGapsAsync(today, today).ConfigureAwait(false);
        foreach (var gap in gaps)
        {
            _world.Loop.Note("the journal cannot post " + gap);
        }

        await program.Disk.WriteAsync("post the journal", () =>
        {
            foreach (var record in records)
            {
                if (_world.Hospital.Books.Find(record.MessageId!) is null)
                {
                    _world.Hospital.Books.Post(new Posting("", record));
                }

                SimulatedJournal.Confirm(_world.Hospital.Journal, record.MessageId!, Machine.Time.GetUtcNow());
            }

            foreach (var posting in _world.Hospital.Books.Standing.Where(p => records.All(r => r.MessageId != p.Record.MessageId)).ToList())
            {
                _world.Hospital.Books.Void(posting.Record.MessageId!);
            }

            return true;
        }).ConfigureAwait(false);
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
