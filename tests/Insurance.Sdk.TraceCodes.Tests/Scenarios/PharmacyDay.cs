using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.TraceCodes;
using Insurance.Sdk.TraceCodes.Tests.Dispensing;

namespace Insurance.Sdk.TraceCodes.Tests.Scenarios;

/// <summary>A pharmacy with desks and queue, and a mock center that would book a doubled line twice.</summary>
internal sealed class PharmacyDay : IAsyncDisposable
{
    private readonly DirectoryInfo _ids = Directory.CreateTempSubdirectory("ids");
    private readonly InsuranceClient _client;

    private PharmacyDay(DeskWorld world, MockCenterServer center)
    {
        World = world;
        Center = center;
        var options = new InsuranceOptions
        {
            Profile = "guangdong",
            BaseUrl = center.BaseUri.ToString(),
            PaasId = "mock-account",
            Token = "mock-token",
            InstitutionCode = "H44088200999",
            InstitutionName = "示例医院",
            Area = "440882",
            ReceiverSystem = "HIS",
            Operator = new Operator { Code = "0001", Name = "操作员甲" },
            Retry = { MaxAttempts = 1 },
        };
        options.MessageIds.Directory = _ids.FullName;
        _client = new InsuranceClient(options);
        Queue = new TraceUploadQueue(_client, new TraceUploadStore(world.Test.Database), new TraceUploadQueueOptions { TimeProvider = world.Clock, ChunkSize = 5, ChannelGuard = world.Store });
    }

    internal DeskWorld World { get; }

    internal MockCenterServer Center { get; }

    internal TraceUploadQueue Queue { get; }

    internal InsuranceClient Client => _client;

    internal static async Task<PharmacyDay> StartAsync(DatabaseKind kind = DatabaseKind.Sqlite)
        => new(new DeskWorld(kind), await MockCenterServer.StartAsync(new MockCenterOptions { RepeatedBatchNumber = RepeatedBatchNumber.Double }));

    internal DispensingDesk Dispensing(FourCodeBase codes, Action<DispensingPolicy>? change = null)
    {
        var policy = new DispensingPolicy();
        change?.Invoke(policy);
        return new DispensingDesk(World.Store, () => codes, Queue, policy);
    }

    internal WarehouseDesk Warehouse(FourCodeBase codes) => new(World.Store, () => codes, Queue, new WarehousePolicy { FirstCountReason = StockChangeReason.OtherIn });

    internal ReturnsDesk Returns() => new(World.Store, Queue);

    /// <summary>Rounds, with time going on between them, until nothing is open.</summary>
    internal async Task RunOutAsync()
    {
        for (var round = 0; round < 100; round++)
        {
            if ((await Queue.RunOnceAsync()).Left.Count == 0)
            {
                return;
            }

            World.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Fail("lines are left: " + (await Queue.BacklogAsync()).Count);
    }

    /// <summary>The center's books: number, own serial, quantity and codes of every standing record.</summary>
    internal List<string> Booked() => Center.Ledger.Documents().Where(d => !d.IsUndone)
        .Select(d => d.Code + " " + d.Keys["fixmedins_bchno"] + " " + d.Quantity!.Value.ToString("0.####") + " " + string.Join(",", d.TraceCodes)).Order(StringComparer.Ordinal).ToList();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Center.DisposeAsync();
        World.Dispose();
        _ids.Delete(recursive: true);
    }
}
