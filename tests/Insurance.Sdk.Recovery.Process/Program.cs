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

/// <summary>Says each step, and ends the process at the one that was asked for.</summary>
internal sealed class Steps
{
    private readonly Dictionary<string, int> _reached = new(StringComparer.Ordinal);
    private readonly string _name;
    private readonly int _time;
    private readonly Lock _gate = new();

    internal Steps(string kill)
    {
        var parts = kill.Split(':');
        _name = parts[0];
        _time = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
    }

    internal void Reach(string step)
    {
        lock (_gate)
        {
            var times = _reached[step] = _reached.GetValueOrDefault(step) + 1;
            if (step == _name && times == _time)
            {
                Console.Out.Flush();
                // SIGKILL: nothing of the program runs any more, no finally, no commit.
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
            }
        }
    }
}

/// <summary>Tells before a message leaves and after its answer is there.</summary>
internal sealed class Watched(Steps steps) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var code = request.RequestUri!.Segments.Last();
        steps.Reach("out-" + code);
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        steps.Reach("in-" + code);
        return response;
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
