using System;
using System.Diagnostics;
using System.Linq;
using Insurance.Sdk.Simulation.Mutations;
using Insurance.Sdk.Simulation.World;

using var center = new SimulatedCenter();
var w = Stopwatch.StartNew();
int from = int.Parse(args[0]), to = int.Parse(args[1]), bad = 0; var diary = args.Contains("-v"); var steps = 0L;
for (var seed = from; seed <= to; seed++)
{
    var world = new World(seed, center, Mutation.All[args.FirstOrDefault(Mutation.All.ContainsKey) ?? "none"], diary);
    string? failure = null;
    try { world.Live(); } catch (Exception e) { failure = e.Message + (diary ? e.ToString() : ""); bad++; }
    steps += world.Loop.Steps;
    foreach (var line in world.Loop.Diary) Console.WriteLine(line);
    if (failure is not null) Console.WriteLine($"seed {seed}: {failure}");
}
Console.WriteLine($"{to - from + 1} histories in {w.Elapsed}, {bad} bad, {steps} steps");
if (args.Contains("-m")) foreach (var m in center.Handler.Messages.Snapshot().Where(m => m.Outcome == "refused")) Console.WriteLine($"{m.Code} {m.Reason}");
