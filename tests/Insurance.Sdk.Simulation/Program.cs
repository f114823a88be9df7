using System;
using System.CommandLine;
using System.Linq;
using Insurance.Sdk.Simulation;
using Insurance.Sdk.Simulation.Killed;
using Insurance.Sdk.Simulation.Mutations;
using Spectre.Console;

if (args is [CashierProcess.Verb, ..])
{
    return await CashierProcess.RunAsync(args).ConfigureAwait(false);
}

// Plays days of a hospital with crashes and a failing network; every history comes from its seed.
var schedules = new Option<int>("--schedules") { Description = "How many histories to play.", DefaultValueFactory = _ => 20_000 };
var first = new Option<int>("--seed") { Description = "The first seed.", DefaultValueFactory = _ => 1 };
var replay = new Option<int?>("--replay") { Description = "Plays the history of one seed and shows its diary." };
var threads = new Option<int>("--threads") { Description = "Histories at the same time.", DefaultValueFactory = _ => Environment.ProcessorCount };
var mutation = new Option<string>("--mutation") { Description = "Breaks the build on purpose: " + string.Join(", ", Mutation.All.Keys) + ".", DefaultValueFactory = _ => "none" };
mutation.AcceptOnlyFromAmong(Mutation.All.Keys.ToArray());
var root = new RootCommand("Simulation of Insurance.Sdk: no money on one side only, whatever is lost.") { schedules, first, replay, threads, mutation };
root.SetAction(parsed =>
{
    var broken = Mutation.All[parsed.GetValue(mutation)!];
    if (parsed.GetValue(replay) is { } seed)
    {
        var (diary, failure) = Runner.Replay(seed, broken);
        foreach (var line in diary)
        {
            Console.WriteLine(line);
        }

        Console.WriteLine(failure is null ? "All invariants hold." : "BROKEN: " + failure);
        return failure is null ? 0 : 1;
    }

    var count = parsed.GetValue(schedules);
    RunResult? result = null;
    AnsiConsole.Progress().Start(context =>
    {
        var bar = context.AddTask("histories", maxValue: count);
        result = Runner.Run(parsed.GetValue(first), count, broken, parsed.GetValue(threads), done => bar.Value = done);
    });
    foreach (var failed in result!.Failed)
    {
        Console.WriteLine("seed " + failed.Seed + ": " + failed.Reason);
    }

    Console.WriteLine($"{result.Histories} histories, {result.Steps} steps, {result.Deaths} programs killed, {result.LostWrites} writes lost in power cuts, {result.Faults} messages met a fault, {result.LostSettlements} answers to settlements and refunds lost; {result.Failed.Count} broken.");
    return result.Failed.Count == 0 ? 0 : 1;
});
return root.Parse(args).Invoke();
