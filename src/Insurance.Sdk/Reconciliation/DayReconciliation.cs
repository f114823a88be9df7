using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Recovery;

namespace Insurance.Sdk.Reconciliation;

/// <summary>A day's books of hospital and center: totals (3201), details where they differ (9101, 3202, 9102), every difference named, and one call that mends each.</summary>
/// <remarks>
/// Comparing only asks. Nothing is mended by itself: <see cref="ApplyAsync"/> is called by somebody, is recorded with the name, and makes no call a second time while the first one is in doubt.
/// Thread-safe.
/// </remarks>
public sealed class DayReconciliation
{
    private readonly InsuranceClient _client;
    private readonly IRecoveryJournal _journal;
    private readonly ISettlementBooks _books;
    private readonly IDetailComparer _comparer;
    private readonly ReconciliationOptions _options;
    private readonly RemedyDesk _remedies;
    private readonly Dictionary<(TotalScope, string), DateTimeOffset> _unequalSince = new();

    /// <summary>Creates it.</summary>
    /// <param name="client">The client, with a journal that can be read.</param>
    /// <param name="books">The hospital's books; null for the journal itself (<see cref="JournalBooks"/>).</param>
    /// <param name="options">What the center takes, and when to warn; null for what the client's settings say.</param>
    /// <param name="comparer">Compares details; null for <see cref="DetailComparer"/>.</param>
    /// <exception cref="ConfigurationException">The client has no such journal, or an option is wrong.</exception>
    public DayReconciliation(InsuranceClient client, ISettlementBooks? books = null, ReconciliationOptions? options = null, IDetailComparer? comparer = null)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _journal = client.Inside.Journal as IRecoveryJournal
            ?? throw new ConfigurationException("journal", "reconciliation works on the client's own journal, and it must be one that can be read (CallJournal of Insurance.Sdk.Storage)");
        _options = options is null ? client.Inside.Reconciliation : ReconciliationSettings.Checked(options);
        var own = new JournalBooks(client);
        _books = books ?? own;
        _comparer = comparer ?? new DetailComparer(client, _options, client.Inside.Time);
        _remedies = new RemedyDesk(client, _journal, own, _books, _comparer);
    }

    /// <summary>What the calls do otherwise than the settings say.</summary>
    public CallOptions? Call { get; set; }

    /// <summary>Compares a day.</summary>
    /// <param name="day">The day, China time; settlements count to it by the time that the center returned.</param>
    /// <param name="progress">Hears what is being done; no personal data.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<DayReport> RunAsync(ChinaTime day, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        day = day.Value.Date;
        var began = _client.Inside.Time.GetUtcNow();
        var (reading, entries, scopes) = await PrepareAsync(day, cancellationToken).ConfigureAwait(false);
        progress?.Report("books: " + reading.Records.Count + " records, " + reading.Gaps.Count + " incomplete, " + scopes.Count + " totals to ask for");
        var totals = await new TotalsQuestion(_client, _options, Call).AskAsync(scopes, reading.Records, day, progress, cancellationToken).ConfigureAwait(false);
        Remember(totals, began);
        var (differences, problems) = (new List<Difference>(), new List<string>());
        if (scopes.Count == 0)
        {
            problems.Add("nothing was asked for: the hospital has no settlement of the day and reconciliation.scopes names no total");
        }

        problems.AddRange(totals.Where(t => t.Problem.Length > 0).Select(t => t.Scope + ": " + t.Problem).Distinct());
        var facts = new JournalFacts(_client, _journal, _options.MaxQueries);
        foreach (var unequal in totals.Where(t => t.Problem.Length == 0 && !t.IsBalanced).Select(t => (t.Scope.ClearingOffice, t.Scope.ClearingType)).Distinct())
        {
            await DetailsAsync(new DetailScope(unequal.ClearingOffice, unequal.ClearingType, day, day), reading.Records, facts, began, differences, problems, progress, cancellationToken).ConfigureAwait(false);
        }

        if (facts.NotAsked > 0)
        {
            problems.Add(facts.NotAsked + " settlements were not asked for by 5203: reconciliation.maxQueries is " + _options.MaxQueries);
        }

        await AddOpenAsync(entries, day, differences, began, cancellationToken).ConfigureAwait(false);
        return new DayReport
        {
            Day = day,
            MadeAt = ChinaTime.FromDateTimeOffset(began),
            Totals = totals,
            Differences = differences,
            Gaps = reading.Gaps,
            Problems = problems,
            Warnings = await WarningsAsync(day, totals, began, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Early warning of a day that is not over: unknown outcomes by age, settled and not posted, running totals that drift apart. Asks 3201 only.</summary>
    /// <param name="day">The day, China time.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<DayWatch> WatchAsync(ChinaTime day, CancellationToken cancellationToken = default)
    {
        day = day.Value.Date;
        var began = _client.Inside.Time.GetUtcNow();
        var (reading, _, scopes) = await PrepareAsync(day, cancellationToken).ConfigureAwait(false);
        var totals = await new TotalsQuestion(_client, _options, Call).AskAsync(scopes, reading.Records, day, null, cancellationToken).ConfigureAwait(false);
        Remember(totals, began);
        return new DayWatch(day, ChinaTime.FromDateTimeOffset(began), totals, await WarningsAsync(day, totals, began, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Mends one difference with one call.</summary>
    /// <param name="difference">The difference, of a report as fresh as possible.</param>
    /// <param name="who">Who decided. Stands in the journal.</param>
    /// <param name="remedy">Another remedy than the recommended one; null for that.</param>
    /// <param name="originalCode">For a message that the journal does not have: the transaction that booked it, such as 2207; oinfno of a 2601, or what it is taken over as.</param>
    /// <param name="cancellationToken">Ends the work before something is sent.</param>
    /// <exception cref="ArgumentException">Nobody is named.</exception>
    public Task<RemedyResult> ApplyAsync(Difference difference, string who, Remedy? remedy = null, string? originalCode = null, CancellationToken cancellationToken = default)
        => _remedies.ApplyAsync(difference ?? throw new ArgumentNullException(nameof(difference)), who, remedy ?? difference.Remedy, originalCode, cancellationToken);

    /// <summary>Blocking twin of <see cref="RunAsync"/>; safe on a UI thread.</summary>
    /// <param name="day">The day.</param>
    /// <param name="progress">Hears what is being done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public DayReport Run(ChinaTime day, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
        => Task.Run(() => RunAsync(day, progress, cancellationToken), CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="WatchAsync"/>; safe on a UI thread.</summary>
    /// <param name="day">The day.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public DayWatch Watch(ChinaTime day, CancellationToken cancellationToken = default)
        => Task.Run(() => WatchAsync(day, cancellationToken), CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="ApplyAsync"/>; safe on a UI thread.</summary>
    /// <param name="difference">The difference.</param>
    /// <param name="who">Who decided.</param>
    /// <param name="remedy">Another remedy than the recommended one.</param>
    /// <param name="originalCode">oinfno for a message that the journal does not have.</param>
    /// <param name="cancellationToken">Ends the work before something is sent.</param>
    public RemedyResult Apply(Difference difference, string who, Remedy? remedy = null, string? originalCode = null, CancellationToken cancellationToken = default)
        => Task.Run(() => ApplyAsync(difference, who, remedy, originalCode, cancellationToken), CancellationToken.None).GetAwaiter().GetResult();

    private async Task<(BooksReading Reading, List<JournalEntry> Entries, List<TotalScope> Scopes)> PrepareAsync(ChinaTime day, CancellationToken cancellationToken)
    {
        var reading = _books is IReportingBooks reporting
            ? await reporting.ReadWithGapsAsync(day, day, cancellationToken).ConfigureAwait(false)
            : new BooksReading(await _books.ReadAsync(day, day, cancellationToken).ConfigureAwait(false), Array.Empty<BookGap>());
        var entries = await JournalBooks.EntriesAsync(_journal, day.Value.Date, day.Value.Date, cancellationToken).ConfigureAwait(false);
        var scopes = new HashSet<TotalScope>(reading.Records.Select(TotalScope.Of).Concat(_options.Scopes));
        var booked = new HashSet<string>(reading.Records.Select(r => r.MessageId ?? ""), StringComparer.Ordinal);

        // What was lost, refused or taken back may stand at the center all the same, and be the only one of its kind there.
        foreach (var entry in entries.Where(e => !JournalBooks.Reverses(e) && !booked.Contains(e.MessageId)))
        {
            var call = await LostCall.LoadAsync(_journal, _client.Inside.Codec, entry, cancellationToken).ConfigureAwait(false);
            var kept = new KeptSteps(_journal, _client.Inside.Codec, call);
            if (await kept.FindAsync("clr_optins", cancellationToken).ConfigureAwait(false) is { } office
                && await kept.FindAsync("clr_type", cancellationToken).ConfigureAwait(false) is { } type
                && (call.Request.Deep("insutype") ?? await kept.FindAsync("insutype", cancellationToken).ConfigureAwait(false)) is { } insurance)
            {
                scopes.Add(new TotalScope(office, type, insurance));
            }
        }

        return (reading, entries, scopes.OrderBy(s => s.ToString(), StringComparer.Ordinal).ToList());
    }

    private async Task DetailsAsync(
        DetailScope scope, IReadOnlyList<SettlementRecord> books, JournalFacts facts, DateTimeOffset began, List<Difference> differences, List<string> problems, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var name = scope.ClearingOffice + "/" + scope.ClearingType;
        try
        {
            var own = books.Where(b => b.ClearingOffice == scope.ClearingOffice && b.ClearingType == scope.ClearingType).ToList();
            progress?.Report("3202 " + name + ": " + own.Count + " rows");
            var comparison = await _comparer.CompareAsync(scope, own, cancellationToken).ConfigureAwait(false);
            var found = await new Classification(facts, books, _options, began).JudgeAsync(comparison, cancellationToken).ConfigureAwait(false);
            progress?.Report("3202 " + name + ": " + found.Count + " differences");
            differences.AddRange(found);
            if (found.Count == 0)
            {
                problems.Add(name + ": the totals differ and the details agree; ask the center what its totals count (reconciliation.refundTotals, zeroAccount, fund amount)");
            }
        }
        catch (InsuranceException e) when (e is not ConfigurationException)
        {
            problems.Add(name + ": the details could not be compared, " + (e is ValidationException ? e.Message : (e.Code ?? "") + " " + e.GetType().Name));
        }
    }

    /// <summary>What is open and no row of the center names: nobody knows yet, so the day is not settled.</summary>
    private async Task AddOpenAsync(List<JournalEntry> entries, ChinaTime day, List<Difference> differences, DateTimeOffset began, CancellationToken cancellationToken)
    {
        foreach (var entry in entries.Where(e => e.IsOpen && ChinaTime.FromDateTimeOffset(e.IntendedAt).Value.Date == day.Value.Date && !differences.Exists(d => d.MessageId == e.MessageId)))
        {
            var call = await LostCall.LoadAsync(_journal, _client.Inside.Codec, entry, cancellationToken).ConfigureAwait(false);
            differences.Add(new Difference
            {
                Kind = DifferenceKind.OutcomeOpen,
                Why = "its answer was lost, and no comparison names it",
                Scope = new TotalScope("", "", call.Request.Deep("insutype") ?? ""),
                MessageId = entry.MessageId,
                Code = entry.Code,
                SettlementId = call.Request.Deep("setl_id") ?? "",
                VisitId = call.Request.Deep("mdtrt_id") ?? "",
                PersonNumber = call.Request.Deep("psn_no") ?? "",
                IsRefund = JournalBooks.Refunds(entry),
                Remedy = Remedy.Recover,
                Day = day,
                SeenAt = began,
            });
        }
    }

    private void Remember(List<DayTotal> totals, DateTimeOffset now)
    {
        lock (_unequalSince)
        {
            foreach (var total in totals.Where(t => t.Problem.Length == 0))
            {
                if (total.IsBalanced)
                {
                    _unequalSince.Remove((total.Scope, total.RefundFlag));
                }
                else if (!_unequalSince.ContainsKey((total.Scope, total.RefundFlag)))
                {
                    _unequalSince[(total.Scope, total.RefundFlag)] = now;
                }
            }
        }
    }

    private async Task<IReadOnlyList<DayWarning>> WarningsAsync(ChinaTime day, List<DayTotal> totals, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var urgent = now >= new DateTimeOffset(day.Value.Date.AddDays(1), ChinaTime.Offset) - _options.Urgent;
        var warnings = new List<DayWarning>();
        DayWarning Of(DayWarningKind kind, JournalEntry e) => new(kind, urgent, e.MessageId, e.Code, null, now - (e.ConcludedAt ?? e.IntendedAt));
        foreach (var entry in await _journal.ListOpenAsync(_options.WarnUnknown, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            warnings.Add(Of(DayWarningKind.UnknownOutcome, entry));
        }

        foreach (var entry in await _journal.ListUnpostedAsync(_options.WarnUnposted, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (JournalBooks.Settles(entry) || JournalBooks.Refunds(entry))
            {
                warnings.Add(Of(DayWarningKind.NotPosted, entry));
            }
        }

        lock (_unequalSince)
        {
            foreach (var scope in totals.Where(t => t.Problem.Length == 0 && !t.IsBalanced).GroupBy(t => t.Scope))
            {
                var age = now - scope.Min(t => _unequalSince.TryGetValue((t.Scope, t.RefundFlag), out var since) ? since : now);
                if (urgent || age >= _options.WarnDrift)
                {
                    warnings.Add(new DayWarning(DayWarningKind.Drift, urgent, "", "3201", scope.Key, age));
                }
            }
        }

        return warnings.OrderByDescending(w => w.IsUrgent).ThenByDescending(w => w.Age).ToList();
    }
}
