using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.Simulation.Killed;

namespace Insurance.Sdk.Simulation.Tests;

/// <summary>A cashier's process is killed at each of its steps, with real files and a real network: what comes after it brings center and hospital together.</summary>
public sealed class KillTests
{
    private const int Runs = 200;

    private static readonly (string What, string? Fault)[] Scenes =
    [
        ("pay", null), ("pay", "lost-after-booking@2207"), ("pay", "lost-before-booking@2207"), ("refund", null), ("refund", "lost-after-booking@2208"),
    ];

    [Fact]
    public async Task Power_cut_between_send_and_answer_at_every_step()
    {
        using var scene = new Scene();
        var work = new List<(string What, string? Fault, int KillAt)>();
        foreach (var (what, fault) in Scenes)
        {
            var steps = await scene.RunAsync(what, fault, 0);
            Assert.True(steps > 20, "a cashier's work has steps to be killed at, not " + steps);

            // Every step where there is room for it, otherwise spread over all of them.
            var share = Runs / Scenes.Length;
            work.AddRange(Enumerable.Range(0, share).Select(i => (what, fault, 1 + (i * steps / share))));
        }

        Assert.Equal(Runs, work.Count);
        var waiting = new Queue<(string What, string? Fault, int KillAt)>(work);
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            using var own = new Scene();
            while (true)
            {
                (string What, string? Fault, int KillAt) next;
                lock (waiting)
                {
                    if (!waiting.TryDequeue(out next))
                    {
                        return;
                    }
                }

                await own.RunAsync(next.What, next.Fault, next.KillAt);
            }
        })));
    }

    /// <summary>A center, and one run after the other.</summary>
    private sealed class Scene : IDisposable
    {
        private readonly MockCenterServer _center;
        private readonly TimeSpan _shift = ShiftedTime.ToMorning();
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("insurance-kill-");
        private int _runs;

        internal Scene()
            => _center = MockCenterServer.StartAsync(new MockCenterOptions { Gateway = MockGateway.None, TimeProvider = new ShiftedTime(_shift) }).GetAwaiter().GetResult();

        /// <summary>Runs the process, kills it at a step (0 for none), lets a cashier come after it, and holds center and books side by side.</summary>
        /// <returns>Steps of a process that was not killed; 0 otherwise.</returns>
        internal async Task<int> RunAsync(string what, string? fault, int killAt)
        {
            _center.Reset();
            if (fault is not null)
            {
                _center.Faults.Add(fault);
            }

            var file = Path.Combine(_folder.CreateSubdirectory((++_runs).ToString(CultureInfo.InvariantCulture)).FullName, "his.db");
            var steps = await ProcessAsync(file, what, killAt);
            _center.Faults.Clear();
            await ComeAfterAsync(file, what == "refund");
            return steps;
        }

        public void Dispose()
        {
            _center.DisposeAsync().AsTask().GetAwaiter().GetResult();
            _folder.Delete(recursive: true);
        }

        private async Task<int> ProcessAsync(string file, string what, int killAt)
        {
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in new[]
            {
                typeof(Runner).Assembly.Location, "cashier", file, _center.BaseUri.ToString(), what, killAt.ToString(CultureInfo.InvariantCulture), _shift.Ticks.ToString(CultureInfo.InvariantCulture),
            })
            {
                start.ArgumentList.Add(argument);
            }

            // The process lives for a second: the compiler need not do its best.
            start.Environment["DOTNET_TieredPGO"] = "0";
            start.Environment["DOTNET_TC_BackgroundWorkerTimeoutMs"] = "0";
            using var process = Process.Start(start)!;
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = await process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            var wasKilled = process.ExitCode == 137;
            Assert.True(wasKilled ? killAt > 0 : process.ExitCode == 0, "exit code " + process.ExitCode + ", step " + killAt + ": " + error);
            return wasKilled ? 0 : int.Parse(output, CultureInfo.InvariantCulture);
        }

        /// <summary>An hour later: the bill is unlocked and brought to its end.</summary>
        private async Task ComeAfterAsync(string file, bool refund)
        {
            using var cashier = new Cashier(file, _center.BaseUri, new ShiftedTime(_shift + TimeSpan.FromHours(1)));
            var locked = await cashier.UnlockAsync();
            Assert.True(locked.Length == 0, locked);
            await cashier.RunAsync(refund);
            var book = await cashier.Book.ReadAsync();
            var center = _center.Ledger.Settlements().Where(s => s.Counts).ToDictionary(s => s.MessageId, s => s.Amounts.Total, StringComparer.Ordinal);
            Assert.Equal(center.OrderBy(s => s.Key, StringComparer.Ordinal), book.OrderBy(s => s.Key, StringComparer.Ordinal));
            Assert.True(_center.Ledger.Settlements().Count(s => s.Stands) == (refund ? 0 : 1), "one settlement stands after paying, none after a refund");
        }
    }
}
