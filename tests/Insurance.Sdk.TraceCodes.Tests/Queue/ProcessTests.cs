using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;

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

    private static async Task<(int ExitCode, List<string> Lines)> RunAsync(QueueWorld world, string kill, string clock)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "Insurance.Sdk.TraceCodes.Process.dll"), world.Database.Text, world.Center.BaseUri.ToString(), world.Ids, kill, clock })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        await process.WaitForExitAsync();
        return (process.ExitCode, lines);
    }
}
