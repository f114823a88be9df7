using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.TraceCodes;
using Insurance.Sdk.TraceCodes;

// A process of the upload queue, as a hospital has several: database, address of the center, folder of message ids, and the step at which it ends itself
// by SIGKILL ("" never), with the number of times it reaches it: Claimed:1, out-3505A:2, in-3511:1 …; with days of a pharmacy ("1-3") also statement:40 and
// commit:7 of its desks.
// Its queue has a clock of its own, which goes on after every round ("moving") so that leases and settling times pass without waiting; with several
// living processes the clocks must agree ("still").
var kill = args.Length > 3 ? args[3] : "";
var steps = new Steps(kill);
var options = new InsuranceOptions
{
    Profile = "guangdong",
    BaseUrl = args[1],
    PaasId = "mock-account",
    Token = "mock-token",
    InstitutionCode = "H44088200999",
    InstitutionName = "示例医院",
    Area = "440882",
    ReceiverSystem = "HIS",
    Operator = new Operator { Code = "0001", Name = "操作员甲" },
};
options.MessageIds.Directory = args[2];
using var client = new InsuranceClient(options, new InsuranceClientParts { HttpMessageHandler = new Watched(steps) });
using var database = InsuranceDatabase.Parse(args[0]);
var clock = new OwnClock();
var queue = new TraceUploadQueue(client, new TraceUploadStore(database), new TraceUploadQueueOptions { ChunkSize = 8, TimeProvider = clock });
queue.Progress += (_, p) => steps.Reach(p.Step.ToString());
steps.Reach("Started");
if (args.Length > 5)
{
    var days = args[5].Split('-').Select(int.Parse).ToList();
    var pharmacy = new PharmacyDays(new WatchedStore(new DatabaseDeskStore(database), steps), queue);
    for (var day = days[0]; day <= days[1]; day++)
    {
        await pharmacy.PlayAsync(day);
    }

    steps.Reach("Played");
}

var isStill = args.Length > 4 && args[4] == "still";
for (var rounds = 0; rounds < (isStill ? 100_000 : 200); rounds++)
{
    var round = await queue.RunOnceAsync();
    if (round.Left.Count == 0)
    {
        Console.Out.WriteLine("done");
        return 0;
    }

    // Everybody's leases end, unanswered questions are due again.
    if (!isStill)
    {
        clock.GoOn(TimeSpan.FromMinutes(4));
    }
}

Console.Out.WriteLine("left");
return 1;

/// <summary>The system's clock, put forward.</summary>
internal sealed class OwnClock : TimeProvider
{
    private long _ticks;

    internal void GoOn(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));
}
