using System;
using System.Diagnostics;
using System.Linq;
using Insurance.Sdk.Simulation.Mutations;
using Insurance.Sdk.Simulation.World;

using var center = new SimulatedCenter();
var n = int.Parse(args[0]);
var w = Stopwatch.StartNew();
for (var seed = 1; seed <= n; seed++)
{
    var world = new World(seed, center, Mutation.None, n == 1 || args.Length > 1);
    if (args.Length > 1 && args[1] != seed.ToString()) continue;
    world.Day();
    foreach (var line in world.Loop.Diary) Console.WriteLine(line);
    if (args.Length > 1 || n == 1) Console.WriteLine(string.Join("\n", world.Hospital.Books.Postings) + "\n" + string.Join("\n", center.Handler.Ledger.Settlements().Select(s => s.Id + " " + s.Amounts.Total + " " + s.ReversedBy)));
}
Console.WriteLine($"{n} histories in {w.Elapsed}");
