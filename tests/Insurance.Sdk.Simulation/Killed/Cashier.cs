using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Gateways;
using Insurance.Sdk.Reconciliation;
using Insurance.Sdk.Recovery;
using Insurance.Sdk.Simulation.World;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;
using Insurance.Sdk.Visits;

namespace Insurance.Sdk.Simulation.Killed;

/// <summary>A cashier's program with real files and a real network: pays a bill, and refunds it where that is wanted. It can be run again at any time.</summary>
internal sealed class Cashier : IDisposable
{
    private readonly InsuranceDatabase _database;
    private readonly CallJournal _journal;
    private readonly InsuranceClient _client;
    private readonly OutpatientDesk _desk;
    private readonly TimeProvider _time;
    private readonly Action<string>? _step;
    private readonly Bill _bill = new(1, 1, 2);

    internal Cashier(string file, Uri center, TimeProvider time, Action<string>? step = null)
    {
        (_time, _step) = (time, step);
        _database = InsuranceDatabase.Sqlite(file, time);
        _journal = new CallJournal(_database);
        Book = new HisBook(file, _journal);
        var journal = new WatchedJournal(_journal, step);
        var options = new InsuranceOptions
        {
            Profile = "guangdong",
            BaseUrl = new Uri(center, "hgs/").ToString(),
            InstitutionCode = Hospital.Code,
            InstitutionName = "示例医院",
            Area = "440882",
            Operator = new Operator { Code = "op1", Name = "示例" },
            Timeout = TimeSpan.FromSeconds(20),
            Retry = { MaxAttempts = 1 },
            MessageIds = { Directory = Path.GetDirectoryName(Path.GetFullPath(file)) },
        };
        _client = new InsuranceClient(options, new InsuranceClientParts
        {
            Gateway = new PlainGateway(new RouteTable(options.BaseUrl)),
            HttpMessageHandler = new Stepping(step),
            TimeProvider = time,
            Journal = journal,
        });
        _desk = new OutpatientDesk(_client, new DatabaseVisitStore(_database), journal, new VisitDeskOptions { HandOverAfter = TimeSpan.Zero });
    }

    internal HisBook Book { get; }

    /// <summary>Goes on with the bill from wherever it stands, to its end.</summary>
    internal async Task RunAsync(bool refund)
    {
        var visit = await OpenAsync().ConfigureAwait(false);
        while (await StepAsync(visit, refund).ConfigureAwait(false))
        {
            await CatchUpAsync(visit).ConfigureAwait(false);
        }

        await CatchUpAsync(visit).ConfigureAwait(false);
    }

    /// <summary>What a cashier does after a crash: unlocks the bill. Gives back what keeps it locked; "" where nothing does.</summary>
    internal async Task<string> UnlockAsync()
    {
        var recovery = new RecoveryDesk(_client, new RecoveryOptions
        {
            SettlingTime = TimeSpan.Zero,
            Aim = RecoveryAim.AdoptOrReverse,
            Comparer = new DetailComparer(_client, null, _time),
            Books = new Books(this),
        });
        var results = new List<RecoveryResult>();
        foreach (var entry in await _journal.ListOpenAsync().ConfigureAwait(false))
        {
            results.Add(await recovery.ResolveAsync(entry.MessageId, RecoveryAim.AdoptOrReverse, "cashier").ConfigureAwait(false));
        }

        return string.Join("; ", results.Where(r => !r.IsClosed).Select(r => r + " " + r.Next));
    }

    public void Dispose()
    {
        _client.Dispose();
        _database.Dispose();
    }

    private async Task<OutpatientVisit> OpenAsync()
    {
        for (var registration = 1; ; registration++)
        {
            var visit = await _desk.FindAsync(_bill.VisitNumber(registration)).ConfigureAwait(false);
            if (visit is null)
            {
                var person = await _desk.IdentifyAsync(_bill.Credential, _bill.Patient).ConfigureAwait(false);
                return await _desk.RegisterAsync(
                    new VisitOpening { Number = _bill.VisitNumber(registration), Person = person, Insurance = person.Insurances[0], Patient = _bill.Patient, Credential = _bill.Credential },
                    Messages.Register(_time)).ConfigureAwait(false);
            }

            // A registration that came to nothing may have used its number up.
            if (visit.Status.State is not (VisitState.Cancelled or VisitState.New) || visit.Status.Doubt is not null)
            {
                return visit;
            }
        }
    }

    /// <summary>One step of the visit; false where nothing is left to do.</summary>
    private async Task<bool> StepAsync(OutpatientVisit visit, bool refund)
    {
        var status = await visit.RefreshAsync().ConfigureAwait(false);
        var settled = status.Settlements.Any(s => s.IsLive);
        var refunded = status.Settlements.Any(s => s.Fate == SettlementFate.Refunded);
        switch (status.State)
        {
            case VisitState.Registered:
                await visit.InformAsync(Messages.Inform(status, _time)).ConfigureAwait(false);
                return true;
            case VisitState.Informed when !settled && !refunded:
                await visit.ChargeAsync("B" + status.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), Messages.Lines(_bill, status, _time)).ConfigureAwait(false);
                return true;
            case VisitState.Charged when !settled && !refunded:
                var trial = await visit.TrialAsync(new TrialOrder { Patient = _bill.Patient, Credential = _bill.Credential, AccountUse = "0" }).ConfigureAwait(false);
                await Book.PostAsync(await visit.SettleAsync(new SettlementOrder { Agreed = trial, Patient = _bill.Patient, Credential = _bill.Credential }).ConfigureAwait(false), _step).ConfigureAwait(false);
                return true;
            default:
                if (!settled || !refund)
                {
                    return false;
                }

                await Book.PostAsync(await visit.RefundAsync().ConfigureAwait(false), _step).ConfigureAwait(false);
                return true;
        }
    }

    private async Task CatchUpAsync(OutpatientVisit visit)
    {
        var book = await Book.ReadAsync().ConfigureAwait(false);
        foreach (var settlement in (await visit.RefreshAsync().ConfigureAwait(false)).Settlements)
        {
            if (settlement.Fate == SettlementFate.Reversed)
            {
                await Book.VoidAsync(settlement.MessageId).ConfigureAwait(false);
            }
            else if (!book.ContainsKey(settlement.MessageId) && await visit.SettlementAsync(settlement.MessageId).ConfigureAwait(false) is { } result)
            {
                await Book.PostAsync(result, _step).ConfigureAwait(false);
            }

            if (settlement.Fate == SettlementFate.Refunded && settlement.RefundMessageId.Length > 0 && !book.ContainsKey(settlement.RefundMessageId)
                && await visit.RefundOfAsync(settlement.MessageId).ConfigureAwait(false) is { } refund)
            {
                await Book.PostAsync(refund, _step).ConfigureAwait(false);
            }
        }
    }

    private sealed class Books(Cashier cashier) : ISettlementBooks
    {
        public async Task<IReadOnlyList<SettlementRecord>> ReadAsync(ChinaTime from, ChinaTime until, CancellationToken cancellationToken = default)
        {
            var posted = await cashier.Book.ReadAsync().ConfigureAwait(false);
            var records = new List<SettlementRecord>();
            for (var registration = 1; await cashier._desk.FindAsync(cashier._bill.VisitNumber(registration), cancellationToken).ConfigureAwait(false) is { } visit; registration++)
            {
                foreach (var settlement in visit.Status.Settlements.Where(s => posted.ContainsKey(s.MessageId)))
                {
                    if ((await visit.SettlementAsync(settlement.MessageId, cancellationToken).ConfigureAwait(false))?.ToRecord() is { } record)
                    {
                        records.Add(record);
                    }
                }
            }

            return records;
        }
    }

    /// <summary>The network, with a step before a message leaves and one when its answer is there.</summary>
    private sealed class Stepping(Action<string>? step) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var number = request.RequestUri!.Segments[^1];
            step?.Invoke("before sending " + number);
            var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            step?.Invoke("answer to " + number);
            return answer;
        }
    }
}
