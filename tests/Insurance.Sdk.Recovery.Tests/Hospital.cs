using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Reconciliation;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Recovery.Tests;

/// <summary>A hospital with a client, a journal, a clock that the test moves, and books.</summary>
internal sealed class Hospital : IDisposable
{
    internal const string Institution = "H44088200999";
    internal const string Area = "440882";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("insurance-recovery-");
    private readonly InsuranceDatabase _database;

    internal Hospital(HttpMessageHandler? center = null, Action<InsuranceOptions>? configure = null, string edition = "guangdong", JournalOptions? journal = null)
    {
        Center = center as ScriptedCenter ?? new ScriptedCenter();
        _database = InsuranceDatabase.Sqlite(Path.Combine(_folder.FullName, "journal.db"), Clock);
        Journal = new CallJournal(_database, journal);
        Settings = new InsuranceOptions
        {
            Profile = "guangdong", Edition = edition, BaseUrl = "http://center.invalid/hgs/", PaasId = "a", Token = "t", InstitutionCode = Institution, InstitutionName = "示例医院", Area = Area,
        };
        // A repeat would wait by the clock that stands still.
        Settings.Retry.MaxAttempts = 1;
        configure?.Invoke(Settings);
        Client = NewClient(center ?? Center);
        Options.Comparer = Comparer;
        Options.Books = Books;
    }

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(8)));

    internal ScriptedCenter Center { get; }

    internal CallJournal Journal { get; }

    internal InsuranceOptions Settings { get; }

    internal InsuranceClient Client { get; }

    internal FakeComparer Comparer { get; } = new();

    internal FakeBooks Books { get; } = new();

    internal Heard Heard { get; } = new();

    internal RecoveryOptions Options { get; } = new() { Owner = "desk" };

    internal RecoveryDesk Desk() => new(Client, Options);

    internal InsuranceClient NewClient(HttpMessageHandler center, ICallJournal? journal = null)
        => new(Settings, new InsuranceClientParts { Journal = journal ?? Journal, HttpMessageHandler = center, MessageIds = new Ids(), TimeProvider = Clock, Listener = Heard });

    /// <summary>Sends a call whose answer does not come; gives back its msgid.</summary>
    internal async Task<string> LoseAsync(string code, string input)
    {
        Center.Lose(code);
        return (await Assert.ThrowsAsync<OutcomeUnknownException>(() => SendAsync(code, input))).MessageId;
    }

    /// <summary>Sends a call that is accepted with this output; gives back its msgid.</summary>
    internal async Task<string> AcceptAsync(string code, string input, string output)
    {
        Center.Next(code, output);
        return (await SendAsync(code, input)).Receipt.MessageId;
    }

    internal Task<RawAnswer> SendAsync(string code, string input) => Client.InvokeAsync(code, input, new CallOptions { InsuredArea = Area }, skipCheck: true);

    /// <summary>Time goes on until "not there" counts at the first look.</summary>
    internal void Settle() => Clock.Advance(TimeSpan.FromMinutes(15));

    internal async Task<JournalEntry> EntryAsync(string messageId) => (await Journal.FindAsync(messageId))!;

    public void Dispose()
    {
        Client.Dispose();
        _database.Dispose();
        _folder.Delete(recursive: true);
    }

    private sealed class Ids : IMessageIdSource
    {
        private static int s_last;

        public string Next(string institutionCode) => institutionCode + "20260301093000" + (Interlocked.Increment(ref s_last) % 10000).ToString("D4", CultureInfo.InvariantCulture);
    }
}

/// <summary>The center's comparison, as a test wants it.</summary>
internal sealed class FakeComparer : IDetailComparer
{
    internal List<DetailRow> Rows { get; } = [];

    internal List<(DetailScope Scope, IReadOnlyList<SettlementRecord> Books)> Asked { get; } = [];

    internal Exception? Fails { get; set; }

    public Task<DetailComparison> CompareAsync(DetailScope scope, IReadOnlyList<SettlementRecord> books, CancellationToken cancellationToken = default)
    {
        Asked.Add((scope, books));
        return Fails is null ? Task.FromResult(new DetailComparison(scope, Rows.ToList())) : Task.FromException<DetailComparison>(Fails);
    }
}

/// <summary>The hospital's settlements.</summary>
internal sealed class FakeBooks : ISettlementBooks
{
    internal List<SettlementRecord> Records { get; } = [];

    public Task<IReadOnlyList<SettlementRecord>> ReadAsync(ChinaTime from, ChinaTime until, CancellationToken cancellationToken = default)
        => Task.FromResult<IReadOnlyList<SettlementRecord>>(Records.Where(r => ((ChinaTime)r.SettledAt).Value.Date >= from.Value.Date && ((ChinaTime)r.SettledAt).Value.Date <= until.Value.Date).ToList());
}

internal sealed class Heard : ICallListener
{
    internal List<CallEvent> Events { get; } = [];

    public void On(CallEvent callEvent)
    {
        lock (Events)
        {
            Events.Add(callEvent);
        }
    }
}
