using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;
using Insurance.Sdk.Storage.Tests;

namespace Insurance.Sdk.Recovery.Tests;

/// <summary>Programs that share one journal, and programs that end by SIGKILL: everything is taken back once.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task A_program_killed_at_any_step_takes_nothing_back_twice_and_leaves_nothing_open()
        => await KillAsync(DatabaseKind.Sqlite, ["Started:1", "out-2601:2", "in-2601:2", "out-2202:1", "in-2202:3", "in-5201:2"]);

    [Theory]
    [EveryDatabase]
    public async Task Killed_on_every_product_it_comes_through(DatabaseKind kind) => await KillAsync(kind, ["in-2601:1", "in-2202:2"]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Worker_processes_share_one_PostgreSQL_journal_without_a_double(int workers)
    {
        if (Servers.PostgreSql is null)
        {
            return; // The SQLite cases ran; see PostgreSQL_is_there.
        }

        await using var world = await World.StartAsync(DatabaseKind.PostgreSql, 60);
        // One of four is killed in the middle of a reversal; the others go on, and one more that comes later finishes what it held.
        var runs = Enumerable.Range(0, workers).Select(i => RunAsync(world, 1, workers == 4 && i == 0 ? "in-2601:1" : "")).ToList();
        var ended = await Task.WhenAll(runs);
        Assert.Equal(workers == 4 ? [137, 0, 0, 0] : Enumerable.Repeat(0, workers), ended.Select(e => e.ExitCode));
        if (workers == 4)
        {
            Assert.Equal(0, (await RunAsync(world, 3, "")).ExitCode);
        }

        await world.AssertTakenBackOnceAsync(ended.SelectMany(e => e.Lines));
    }

    [ServerFact(Servers.PostgreSqlVariable)]
    public void PostgreSQL_is_there()
    {
    }

    private static async Task KillAsync(DatabaseKind kind, string[] steps)
    {
        await using var world = await World.StartAsync(kind, 6 * steps.Length);
        var (hours, lines) = (1, new List<string>());
        foreach (var step in steps)
        {
            var run = await RunAsync(world, hours++, step);
            lines.AddRange(run.Lines);
            Assert.True(run.ExitCode == 137, step + " was not reached: " + run.ExitCode + "\n" + string.Join('\n', run.Lines));
        }

        // Twice, because what the last one left is found at the first and believed at the second look.
        for (var i = 0; i < 2; i++)
        {
            var last = await RunAsync(world, hours++, "");
            lines.AddRange(last.Lines);
            Assert.Equal(0, last.ExitCode);
        }

        await world.AssertTakenBackOnceAsync(lines);
    }

    private static async Task<(int ExitCode, List<string> Lines)> RunAsync(World world, int hours, string kill)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
        {
            Path.Combine(AppContext.BaseDirectory, "Insurance.Sdk.Recovery.Process.dll"), world.Database.Text, world.Center.Address, world.Ids, hours.ToString(CultureInfo.InvariantCulture), kill,
        })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var failure = process.StandardError.ReadToEndAsync();
        var lines = (await process.StandardOutput.ReadToEndAsync() + await failure).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        await process.WaitForExitAsync();
        return (process.ExitCode, lines);
    }

    /// <summary>A journal with settlements and registrations whose answers were lost; the center has every second one.</summary>
    private sealed class World : IAsyncDisposable
    {
        private readonly DirectoryInfo _ids = Directory.CreateTempSubdirectory("insurance-recovery-ids-");
        private readonly List<string> _booked = [];
        private readonly int _count;

        private World(TestDatabase database, CountingCenter center, int count)
        {
            Database = database;
            Center = center;
            _count = count;
        }

        internal TestDatabase Database { get; }

        internal CountingCenter Center { get; }

        internal string Ids => _ids.FullName;

        internal static async Task<World> StartAsync(DatabaseKind kind, int count)
        {
            var world = new World(TestDatabase.Open(kind), await CountingCenter.StartAsync(), count);
            var journal = new CallJournal(world.Database.Database);
            for (var i = 0; i < count; i++)
            {
                var (id, number) = ("H4408820099920260301093000" + i.ToString("D4", CultureInfo.InvariantCulture), "O" + i.ToString("D4", CultureInfo.InvariantCulture));
                var isSettlement = i % 2 == 0;
                var input = isSettlement
                    ? Messages.Settle.Replace("\"M1\"", "\"V" + number + "\"", StringComparison.Ordinal)
                    : Messages.Register.Replace("\"O1\"", "\"" + number + "\"", StringComparison.Ordinal);
                if (isSettlement)
                {
                    // The trial, some seconds earlier, says where it is cleared.
                    var tried = new JournalIntent("T" + id[1..], "2206", "2206", Hospital.Institution, Hospital.Area, "0001", TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(5), "", [new("mdtrt_id", "V" + number)], Encoding.UTF8.GetBytes(input));
                    await journal.KeepTrialAsync(tried, new JournalOutcome(tried.MessageId, JournalState.Accepted, tried.At, null, null, null, [], Encoding.UTF8.GetBytes(Messages.Tried)));
                }

                var code = isSettlement ? "2207" : "2201";
                await journal.IntendAsync(
                    new JournalIntent(id, code, code, Hospital.Institution, Hospital.Area, "0001", TimeProvider.System.GetUtcNow(), "", isSettlement ? [new("mdtrt_id", "V" + number)] : [new("ipt_otp_no", number)], Encoding.UTF8.GetBytes(input)),
                    CancellationToken.None);
                if (i % 4 < 2)
                {
                    world._booked.Add(isSettlement ? id : number);
                    if (isSettlement)
                    {
                        world.Center.Settle(id);
                    }
                    else
                    {
                        world.Center.Register(number);
                    }
                }
            }

            return world;
        }

        internal async Task AssertTakenBackOnceAsync(IEnumerable<string> told)
        {
            var journal = new CallJournal(Database.Database);
            var all = await journal.ListAsync();
            Assert.True(all.All(e => !e.IsOpen), string.Join('\n', all.Where(e => e.IsOpen).Select(e => e.Code + " " + e.MessageId + " " + e.ResolvedWhy).Concat(told)));
            Assert.Empty(Center.Standing);
            Assert.Empty(Center.Settlements);
            Assert.Equal(_booked.Order(StringComparer.Ordinal), Center.TakenBack.Order(StringComparer.Ordinal));
            Assert.Equal(_booked.Count, all.Count(e => e.Code is "2207" or "2201" && e.State == JournalState.Reversed));
            Assert.Equal(_count - _booked.Count, all.Count(e => e.Code is "2207" or "2201" && e.State == JournalState.NotProcessed));
        }

        public async ValueTask DisposeAsync()
        {
            await Center.DisposeAsync();
            Database.Dispose();
            _ids.Delete(recursive: true);
        }
    }
}
