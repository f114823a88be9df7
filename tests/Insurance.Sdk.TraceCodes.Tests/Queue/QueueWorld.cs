using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;
using Insurance.Sdk.Storage.TraceCodes;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.TraceCodes.Tests.Queue;

/// <summary>A mock center, a database and a queue whose time stands still until the test moves it.</summary>
internal sealed class QueueWorld : IAsyncDisposable
{
    private readonly DirectoryInfo _ids = Directory.CreateTempSubdirectory("ids");
    private readonly List<InsuranceClient> _clients = new();
    private readonly List<InsuranceDatabase> _databases = new();

    private QueueWorld(MockCenterServer center, TestDatabase database)
    {
        Center = center;
        Database = database;
        Store = new TraceUploadStore(database.Database);
    }

    internal MockCenterServer Center { get; }

    internal TestDatabase Database { get; }

    internal TraceUploadStore Store { get; }

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero));

    internal string Ids => _ids.FullName;

    /// <summary>The center books a second line with a serial it has: so a double shows.</summary>
    internal static async Task<QueueWorld> StartAsync(DatabaseKind kind = DatabaseKind.Sqlite, Action<MockCenterOptions>? center = null)
    {
        var options = new MockCenterOptions { RepeatedBatchNumber = RepeatedBatchNumber.Double };
        center?.Invoke(options);
        return new QueueWorld(await MockCenterServer.StartAsync(options), TestDatabase.Open(kind));
    }

    internal InsuranceClient Client(Action<InsuranceOptions>? change = null)
    {
        var options = new InsuranceOptions
        {
            Profile = "guangdong",
            BaseUrl = Center.BaseUri.ToString(),
            PaasId = "mock-account",
            Token = "mock-token",
            InstitutionCode = "H44088200999",
            InstitutionName = "示例医院",
            Area = "440882",
            ReceiverSystem = "HIS",
            Operator = new Operator { Code = "0001", Name = "操作员甲" },
            Retry = { MaxAttempts = 1 },
        };
        options.MessageIds.Directory = Ids;
        change?.Invoke(options);
        var client = new InsuranceClient(options);
        _clients.Add(client);
        return client;
    }

    internal TraceUploadQueue Queue(Action<TraceUploadQueueOptions>? change = null, InsuranceClient? client = null, ITraceUploadStore? store = null)
    {
        var options = new TraceUploadQueueOptions { TimeProvider = Clock };
        change?.Invoke(options);
        return new TraceUploadQueue(client ?? Client(), store ?? Store, options);
    }

    /// <summary>A queue as another process has it: with its own client and its own connections.</summary>
    internal TraceUploadQueue OtherQueue(Action<TraceUploadQueueOptions>? change = null)
    {
        var database = InsuranceDatabase.Parse(Database.Text);
        _databases.Add(database);
        return Queue(change, store: new TraceUploadStore(database));
    }

    /// <summary>Rounds, with time going on between them, until nothing is open.</summary>
    internal async Task<List<QueueRound>> RunOutAsync(TraceUploadQueue queue, int most = 100)
    {
        var rounds = new List<QueueRound>();
        do
        {
            rounds.Add(await queue.RunOnceAsync());
            Clock.Advance(TimeSpan.FromMinutes(1));
        }
        while (rounds[^1].Left.Count > 0 && rounds.Count < most);
        Assert.Equal(0, rounds[^1].Left.Count);
        return rounds;
    }

    /// <summary>Serials that the center's books have, with how often.</summary>
    internal Dictionary<string, int> Booked()
        => Center.Ledger.Documents().Where(d => !d.IsUndone).GroupBy(d => d.Keys["fixmedins_bchno"]).ToDictionary(g => g.Key, g => g.Count());

    internal void AssertBookedOnce(IEnumerable<TraceUpload> lines)
    {
        var booked = Booked();
        Assert.Equal(lines.Select(l => l.Serial).Order(StringComparer.Ordinal), booked.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(booked, b => b.Value != 1);
    }

    internal async Task<QueuedUpload> LineAsync(string serial) => (await Store.FindAsync(serial, default))!;

    internal List<string> Messages(string code) => Center.Messages.Snapshot().Where(m => m.Code == code).Select(m => m.Outcome.ToString()!).ToList();

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        _databases.ForEach(d => d.Dispose());
        await Center.DisposeAsync();
        Database.Dispose();
        _ids.Delete(recursive: true);
    }
}
