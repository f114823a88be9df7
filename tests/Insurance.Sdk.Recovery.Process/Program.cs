using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk;
using Insurance.Sdk.Reconciliation;
using Insurance.Sdk.Recovery;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;

// A program of a hospital that works on open records: database, address of the center, folder of message ids, hours that its clock is ahead of the
// system's (so that leases and settling times have passed), and the step at which it ends itself by SIGKILL ("" never): out-2601:2, in-2202:1 …
var steps = new Steps(args.Length > 4 ? args[4] : "");
var clock = new AheadClock(TimeSpan.FromHours(int.Parse(args[3], CultureInfo.InvariantCulture)));
var options = new InsuranceOptions
{
    Profile = "guangdong", BaseUrl = args[1], PaasId = "a", Token = "t", InstitutionCode = "H44088200999", InstitutionName = "示例医院", Area = "440882",
};
options.MessageIds.Directory = args[2];
using var database = InsuranceDatabase.Parse(args[0], clock);
var journal = new CallJournal(database);
using var client = new InsuranceClient(options, new InsuranceClientParts { Journal = journal, HttpMessageHandler = new Watched(steps), TimeProvider = clock });
var center = new CenterList(args[1]);
var desk = new RecoveryDesk(client, new RecoveryOptions { Aim = RecoveryAim.Reverse, Comparer = center, Books = center, Scopes = { ("440800", "11") } });
steps.Reach("Started");
while (true)
{
    var results = await desk.ResolveAllAsync();
    Console.Out.WriteLine("round of " + results.Count.ToString(CultureInfo.InvariantCulture));
    foreach (var result in results.Where(r => !r.IsClosed))
    {
        Console.Out.WriteLine(result);
    }

    if (results.Count == 0)
    {
        return 0;
    }
}

/// <summary>The comparison of a center of the tests: it lists the message ids of the settlements that it has. The hospital's books are empty.</summary>
internal sealed class CenterList(string address) : IDetailComparer, ISettlementBooks
{
    private readonly HttpClient _http = new();

    public async Task<DetailComparison> CompareAsync(DetailScope scope, IReadOnlyList<SettlementRecord> books, CancellationToken cancellationToken = default)
    {
        var text = await _http.GetStringAsync(new Uri(address + "settlements"), cancellationToken);
        return new DetailComparison(scope, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(m => new DetailRow { MessageId = m, Result = "1" }).ToList());
    }

    public Task<IReadOnlyList<SettlementRecord>> ReadAsync(ChinaTime from, ChinaTime until, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<SettlementRecord>>([]);
}

/// <summary>The system's clock, put forward.</summary>
internal sealed class AheadClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
