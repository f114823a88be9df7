using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;
using Insurance.Sdk.Storage.TraceCodes;

namespace Insurance.Sdk.TraceCodes.Tests.Queue;

/// <summary>Processes that end by SIGKILL, and processes that share a database.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task A_process_killed_at_any_step_of_sending_loses_no_line_and_doubles_none()
        => await KillAsync(DatabaseKind.Sqlite, ["Started:1", "Claimed:1", "Sending:1", "out-3501A:1", "in-3501A:1", "Answered:1", "Noted:1", "Claimed:2", "in-3502A:1", "RoundEnded:1"]);

    [Fact]
    public async Task A_process_killed_at_any_step_of_sales_and_returns_loses_no_line_and_doubles_none()
        => await KillAsync(DatabaseKind.Sqlite, ["out-3505A:1", "in-3505A:1", "Linked:1", "out-3506A:1", "in-3506A:1"]);

    [Fact]
    public async Task A_process_killed_while_it_asks_loses_no_line_and_doubles_none()
        => await KillAsync(
            DatabaseKind.Sqlite, ["Asking:1", "out-3511:1", "in-3511:1", "out-3513:1", "in-3513:1", "Asked:1", "AskNoted:1"], "lost-after-booking@3505A:7", "lost-before-booking@3501A:2");

    [Theory]
    [EveryDatabase]
    public async Task Killed_on_every_product_it_comes_through(DatabaseKind kind)
        => await KillAsync(kind, ["in-3501A:1", "out-3505A:1", "Answered:1", "in-3505A:1", "Asked:1"], "cut@3506A:1");

    [Theory]
    [EveryDatabase]
    public async Task Processes_that_share_a_database_send_every_line_once(DatabaseKind kind)
    {
        await using var world = await QueueWorld.StartAsync(kind, c => c.StrictStock = true);
        var day = QueueLines.Day(drugs: 8, salesEach: 6);
        await world.Store.EnqueueAsync(day, DateTimeOffset.UnixEpoch, default);
        var processes = Enumerable.Range(0, kind == DatabaseKind.Sqlite ? 2 : 4).Select(_ => RunAsync(world, "", "still")).ToList();
        Assert.All(await Task.WhenAll(processes), p => Assert.Equal((0, "done"), (p.ExitCode, p.Lines[^1])));
        world.AssertBookedOnce(day);
    }

    /// <summary>A day at dock and windows, killed before any statement and after any commit of its desks, and at the steps of its queue.</summary>
    [Theory]
    [EveryDatabase]
    public async Task A_pharmacy_killed_at_any_step_loses_no_scan_and_doubles_no_line(DatabaseKind kind)
    {
        await using var world = await QueueWorld.StartAsync(kind, c => c.StrictStock = true);
        var (exitCode, lines) = await RunAsync(world, "", "moving", "1-1");
        Assert.Equal((0, "done"), (exitCode, lines[^1]));
        var commits = lines.Count(l => l.StartsWith("commit:", StringComparison.Ordinal));
        var statements = lines.Count(l => l.StartsWith("statement:", StringComparison.Ordinal));
        var every = kind == DatabaseKind.Sqlite ? 1 : 5;
        var steps = Enumerable.Range(1, commits).Where(c => c % every == 0).Select(c => "commit:" + c)
            .Concat(Enumerable.Range(1, statements).Where(s => s % (10 * every) == 5).Select(s => "statement:" + s))
            .Concat(["Played:1", "Claimed:1", "out-3501A:1", "in-3505A:1", "Noted:2", "Linked:1", "in-3506A:1"]).ToList();
        for (var day = 2; day < steps.Count + 2; day++)
        {
            var killed = await RunAsync(world, steps[day - 2], "moving", $"{day}-{day}");
            Assert.True(killed.ExitCode == 137, $"{steps[day - 2]} was not reached: {killed.ExitCode}\n{string.Join('\n', killed.Lines)}");
        }

        var last = await RunAsync(world, "", "moving", "1-" + (steps.Count + 1));
        Assert.Equal((0, "done"), (last.ExitCode, last.Lines[^1]));
        await AssertDaysAsync(world, steps.Count + 1);
    }

    [Theory]
    [EveryDatabase]
    public async Task Pharmacies_that_share_desks_and_queue_book_every_line_once(DatabaseKind kind)
    {
        await using var world = await QueueWorld.StartAsync(kind, c => c.StrictStock = true);
        // Each of them scans every pack of every bill, at the same time as the others.
        var processes = Enumerable.Range(0, 2).Select(_ => RunAsync(world, "", "still", "1-6")).ToList();
        Assert.All(await Task.WhenAll(processes), p => Assert.True(p is (0, [.., "done"]), string.Join('\n', p.Lines)));
        await AssertDaysAsync(world, 6);
    }

    /// <summary>The center's books have each row of each day once, and the queue is done.</summary>
    private static async Task AssertDaysAsync(QueueWorld world, int days)
    {
        var expected = Enumerable.Range(1, days).SelectMany(day => new[]
        {
            Row("3501A", 30, day, 1, 2, 3), Row("3502A", 30, day, 1, 2, 3), Row("3501A", 20, day, 4, 5), Row("3505A", 10, day, 1), Row("3505A", 4, day, 2), Row("3505A", 10, day, 3),
            Row("3506A", 10, day, 1), Row("3506A", 3, day, 2), Row("3502A", 10, day, 4),
        });
        var booked = world.Center.Ledger.Documents().Where(d => !d.IsUndone).ToList();
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            booked.Select(d => $"{d.Code} {d.Quantity!.Value:0.####} {string.Join(',', d.TraceCodes.Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal));
        Assert.Equal(booked.Count, booked.Select(d => d.Keys["fixmedins_bchno"]).Distinct().Count());
        Assert.Equal(booked.Count, (await world.Store.ListAsync(TraceUploadState.Accepted, 10_000, default)).Count);
        Assert.Empty(await world.Store.ListAsync(TraceUploadState.Quarantined, 100, default));
        var ledger = new TraceCodeLedger(new DatabaseDeskStore(world.Database.Database));
        foreach (var day in Enumerable.Range(1, days))
        {
            TraceCodeState?[] states = [TraceCodeState.Quarantined, TraceCodeState.Opened, TraceCodeState.Sold, TraceCodeState.ReturnedToSupplier, TraceCodeState.InStock];
            for (var pack = 1; pack <= states.Length; pack++)
            {
                var life = await ledger.FindAsync(Pack(day, pack));
                Assert.Equal((states[pack - 1], false), (life?.State, life?.IsHeld));
            }

            Assert.Equal(6, (await ledger.FindAsync(Pack(day, 2)))!.UnitsLeft);
        }
    }

    private static string Row(string code, int quantity, int day, params int[] packs) => $"{code} {quantity} {string.Join(',', packs.Select(p => Pack(day, p)))}";

    private static string Pack(int day, int pack) => "8100001" + ((day * 100) + pack).ToString("D13");

    private static async Task KillAsync(DatabaseKind kind, string[] steps, params string[] faults)
    {
        await using var world = await QueueWorld.StartAsync(kind, c => c.StrictStock = true);
        faults.ToList().ForEach(world.Center.Faults.Add);
        var all = new List<TraceUpload>();
        foreach (var step in steps)
        {
            // Every process finds new lines beside those that the one before it left.
            var day = QueueLines.Day(drugs: 2, salesEach: 3, from: all.Count);
            all.AddRange(day);
            await world.Store.EnqueueAsync(day, DateTimeOffset.UnixEpoch, default);
            var (exitCode, lines) = await RunAsync(world, step, "moving");
            Assert.True(exitCode == 137, $"{step} was not reached: {exitCode}\n{string.Join('\n', lines)}");
        }

        var last = await RunAsync(world, "", "moving");
        Assert.Equal((0, "done"), (last.ExitCode, last.Lines[^1]));
        world.AssertBookedOnce(all);
        Assert.Empty((await world.Store.ListAsync(TraceUploadState.Quarantined, 100, default)).Select(l => l.Serial + " " + l.ReasonText));
    }

    private static async Task<(int ExitCode, List<string> Lines)> RunAsync(QueueWorld world, string kill, string clock, string? days = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "Insurance.Sdk.TraceCodes.Process.dll"), world.Database.Text, world.Center.BaseUri.ToString(), world.Ids, kill, clock })
        {
            start.ArgumentList.Add(argument);
        }

        if (days is not null)
        {
            start.ArgumentList.Add(days);
        }

        using var process = Process.Start(start)!;
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        await process.WaitForExitAsync();
        return (process.ExitCode, lines);
    }
}
