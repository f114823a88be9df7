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
    public static TheoryData<string> Steps { get; } = new(
        "Started:1", "Claimed:1", "Sending:1", "out-3501A:1", "in-3501A:1", "Answered:1", "Noted:1", "Claimed:2", "in-3502A:1", "Sending:3", "out-3505A:1", "in-3505A:1", "Answered:3", "Noted:3",
        "out-3506A:1", "in-3506A:1", "Linked:1", "RoundEnded:1");

    public static TheoryData<string> AskingSteps { get; } = new("Asking:1", "out-3511:1", "in-3511:1", "out-3513:1", "in-3513:1", "Asked:1", "AskNoted:1", "Linked:1");

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_process_killed_at_any_step_loses_no_line_and_doubles_none(string step) => await KillAsync(DatabaseKind.Sqlite, [step]);

    [Theory]
    [MemberData(nameof(AskingSteps))]
    public async Task A_process_killed_while_it_asks_loses_no_line_and_doubles_none(string step)
        => await KillAsync(DatabaseKind.Sqlite, [step], "lost-after-booking@3505A:1", "lost-before-booking@3501A:1");

    [Theory]
    [EveryDatabase]
    public async Task Killed_again_and_again_it_comes_through(DatabaseKind kind)
        => await KillAsync(kind, ["in-3501A:1", "Answered:1", "out-3502A:1", "Asked:1", "in-3505A:1", "Noted:1", "in-3505A:2", "in-3506A:1"], "lost-after-booking@3505A:1", "cut@3506A:1");

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
        var day = QueueLines.Day(drugs: 3, salesEach: 3);
        await world.Store.EnqueueAsync(day, DateTimeOffset.UnixEpoch, default);
        foreach (var step in steps)
        {
            var (exitCode, lines) = await RunAsync(world, step, "moving");
            Assert.True(exitCode == 137 || (steps.Length > 1 && exitCode == 0), $"{step} was not reached: {exitCode}\n{string.Join('\n', lines)}");
        }

        var last = await RunAsync(world, "", "moving");
        Assert.Equal((0, "done"), (last.ExitCode, last.Lines[^1]));
        world.AssertBookedOnce(day);
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
