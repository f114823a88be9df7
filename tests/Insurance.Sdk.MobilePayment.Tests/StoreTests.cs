using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>Orders in a database, on every product that is there.</summary>
public sealed class StoreTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(8));
    private static readonly MobileOrderEvent Made = new(Start, "made");

    [ServerFact(Servers.PostgreSqlVariable)]
    public void Postgres_is_tested() => Assert.NotNull(Servers.PostgreSql);

    [ServerFact(Servers.MariaDbVariable)]
    public void MariaDb_is_tested() => Assert.NotNull(Servers.MariaDb);

    [Theory]
    [EveryDatabase]
    public async Task An_order_comes_back_as_it_was_written(DatabaseKind kind)
    {
        using var database = Open(kind);
        var store = new DatabaseMobileOrderStore(database.Database);
        var order = Whole("M0001", "P0001");

        Assert.True(await store.TryAddAsync(order, Made));
        Assert.True(await store.TryChangeAsync(order with { Version = 1 }, new MobileOrderEvent(Start, "changed", "甲")));

        var read = (await store.FindAsync("M0001"))!;
        Assert.Equal(order with { Version = 2, Refunds = read.Refunds }, read);
        Assert.Equal(order.Refunds, read.Refunds);
        Assert.Equal(read with { Refunds = [] }, (await store.FindByPayOrderAsync("P0001"))! with { Refunds = [] });
        Assert.Equal("M0001", (await store.FindByRefundAsync("R-M0001"))!.MedOrgOrd);
        Assert.Equal("M0001", Assert.Single(await store.FindByVisitAsync("V0001")).MedOrgOrd);
        Assert.Equal([Made, new MobileOrderEvent(Start, "changed", "甲")], await store.ReadEventsAsync("M0001"));
    }

    [Theory]
    [EveryDatabase]
    public async Task Every_number_stands_once(DatabaseKind kind)
    {
        using var database = Open(kind);
        var store = new DatabaseMobileOrderStore(database.Database);
        await store.TryAddAsync(Order("M0001") with { PayOrdId = "P0001" }, Made);
        await store.TryAddAsync(Order("M0002"), Made);
        await store.TryAddAsync(Order("M0003"), Made);
        var refund = new MobileRefund { AppRefdSn = "R0001", Type = MobileRefundType.All, AskedAt = Start };

        Assert.False(await store.TryAddAsync(Order("M0001"), Made));
        Assert.False(await store.TryAddAsync(Order("M0004") with { PayOrdId = "P0001" }, Made));
        Assert.False(await store.TryChangeAsync(Order("M0002") with { Version = 1, PayOrdId = "P0001" }, Made));
        Assert.True(await store.TryChangeAsync(Order("M0002") with { Version = 1, Refunds = [refund] }, Made));
        Assert.False(await store.TryChangeAsync(Order("M0003") with { Version = 1, Refunds = [refund] }, Made));
        Assert.True(await store.TryChangeAsync(Order("M0003") with { Version = 1 }, Made, new MobileNotice("K1", "6302", "M0003", Start)));
        Assert.False(await store.TryChangeAsync(Order("M0002") with { Version = 2, Refunds = [refund] }, Made, new MobileNotice("K1", "6302", "M0002", Start)));

        Assert.Equal(1, (await store.FindAsync("M0001"))!.Version);
        Assert.Equal((2, null), ((await store.FindAsync("M0002"))!.Version, (await store.FindAsync("M0002"))!.PayOrdId));
        Assert.Equal(new MobileNotice("K1", "6302", "M0003", Start), await store.FindNoticeAsync("K1"));
        Assert.Null(await store.FindNoticeAsync("K2"));
    }

    [Theory]
    [EveryDatabase]
    public async Task Of_many_writers_of_one_version_one_writes(DatabaseKind kind)
    {
        using var database = Open(kind);
        var store = new DatabaseMobileOrderStore(database.Database);
        await store.TryAddAsync(Order("M0001"), Made);
        using var second = InsuranceDatabase.Parse(database.Text, new FakeTimeProvider(Start));
        var other = new DatabaseMobileOrderStore(second);

        var written = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(()
            => (i % 2 == 0 ? store : other).TryChangeAsync(Order("M0001") with { Version = 1, OrdStas = i.ToString(System.Globalization.CultureInfo.InvariantCulture) }, Made))));

        Assert.Single(written, w => w);
        Assert.Equal(2, (await store.FindAsync("M0001"))!.Version);
        Assert.Equal(2, (await store.ReadEventsAsync("M0001")).Count);
    }

    [Theory]
    [EveryDatabase]
    public async Task Open_and_unposted_orders_are_found_oldest_first_and_closed_ones_can_go(DatabaseKind kind)
    {
        using var database = Open(kind);
        var store = new DatabaseMobileOrderStore(database.Database);
        async Task AddAsync(string number, MobileOrderStanding standing, int minutes, MobileOrderAction pending = MobileOrderAction.None)
            => Assert.True(await store.TryAddAsync(Order(number) with { Standing = standing, ChangedAt = Start.AddMinutes(minutes), Pending = pending, PendingSince = Start }, Made));
        await AddAsync("M0001", MobileOrderStanding.Processing, 2);
        await AddAsync("M0002", MobileOrderStanding.InDoubt, 1);
        await AddAsync("M0003", MobileOrderStanding.Paid, 3);
        await AddAsync("M0004", MobileOrderStanding.Refunded, 1);
        await AddAsync("M0005", MobileOrderStanding.Paid, 0, MobileOrderAction.Refund);
        await AddAsync("M0006", MobileOrderStanding.Processing, 9);

        Assert.Equal(["M0005", "M0002", "M0001"], (await store.ListOpenAsync(Start.AddMinutes(5))).Select(o => o.MedOrgOrd));
        Assert.Equal(["M0005"], (await store.ListOpenAsync(Start.AddMinutes(5), 1)).Select(o => o.MedOrgOrd));
        Assert.Equal(["M0005", "M0003"], (await store.ListUnpostedAsync()).Select(o => o.MedOrgOrd));
        Assert.Equal(1, await store.RemoveClosedAsync(Start.AddHours(1)));
        Assert.Null(await store.FindAsync("M0004"));
        Assert.Empty(await store.ReadEventsAsync("M0004"));
        Assert.NotNull(await store.FindAsync("M0003"));
    }

    [Fact]
    public async Task A_copy_of_the_database_does_not_give_a_person_away()
    {
        using var database = Open(DatabaseKind.Sqlite);
        var protection = new Sm4PersonalDataProtection(Encoding.ASCII.GetBytes("0123456789abcdef"));
        var order = Whole("M0001", "P0001");
        await new DatabaseMobileOrderStore(database.Database, protection).TryAddAsync(order, Made);

        Assert.Equal(order.Secrets, (await new DatabaseMobileOrderStore(database.Database, protection).FindAsync("M0001"))!.Secrets);
        await Assert.ThrowsAsync<ConfigurationException>(() => new DatabaseMobileOrderStore(database.Database).FindAsync("M0001"));
        await Assert.ThrowsAsync<SignatureException>(() => new DatabaseMobileOrderStore(database.Database, new Sm4PersonalDataProtection(Encoding.ASCII.GetBytes("fedcba9876543210"))).FindAsync("M0001"));
        await using var connection = database.Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT group_concat(med_org_ord || hex(secrets)) FROM ins_mobile_order";
        var dump = (string)(await command.ExecuteScalarAsync())!;
        Assert.DoesNotContain(Convert.ToHexString("440882190001010000"u8), dump, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString("TOKEN"u8), dump, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase]
    public async Task A_whole_life_runs_on_every_product(DatabaseKind kind)
    {
        await using var world = await MobileWorld.StartAsync(kind: kind);
        await world.PlacedAsync();
        world.Orders.Pay("M0001");
        await world.Orders.NotifyAsync("M0001");
        await world.Orders.NotifyAsync("M0001");
        await world.Desk.RefundAsync("M0001", MobileRefundRequest.Cash("R0001", 0.01m), world.Authorization);

        var order = await world.OrderAsync();

        Assert.Equal((MobileOrderStanding.PartlyRefunded, 0.01m), (order.Standing, order.CashRefunded));
    }

    private static TestDatabase Open(DatabaseKind kind) => TestDatabase.Open(kind, new FakeTimeProvider(Start));

    private static MobileOrder Order(string number) => new()
    {
        MedOrgOrd = number, OrgCodg = "H44088200999", UploadedTotal = 100m, Standing = MobileOrderStanding.Uploaded, VisitId = "V" + number[1..], CreatedAt = Start, ChangedAt = Start,
    };

    private static MobileOrder Whole(string number, string payOrder) => Order(number) with
    {
        PayOrdId = payOrder,
        ChargeBatch = "C0001",
        UploadedTotal = 100.01m,
        Standing = MobileOrderStanding.PartlyRefunded,
        OrdStas = "11",
        Amounts = new MobileAmounts(100.01m, 70m, 20m, 10.01m),
        InsuranceTakenBack = true,
        Pending = MobileOrderAction.Refund,
        PendingMessageId = "H44088200999202603010930000001",
        PendingSince = Start.AddMinutes(1),
        PlaceMessageId = "H44088200999202603010930000002",
        AuthorizedUntil = Start.AddMinutes(15),
        SetlType = "ALL",
        TraceTime = "20260301093000",
        HiDocSn = "HD",
        HiRgstSn = "HR",
        ThirdPartyPayment = "WX",
        Attention = "看一下",
        PostedAt = Start.AddMinutes(2),
        ReleasedBy = "甲",
        ReleasedWhy = "已核对",
        ChangedAt = Start.AddMinutes(3),
        Refunds =
        [
            new MobileRefund
            {
                AppRefdSn = "R-" + number, Type = MobileRefundType.Cash, Cash = 1.01m, State = MobileRefundState.InDoubt, AskedAt = Start, MessageId = "m", OrdStasBefore = "6", IsUndecided = true,
                RefdSn = "RF", HiFefdSn = "HF", DecidedBy = "乙", DecidedWhy = "x",
            },
        ],
        Secrets = new MobileOrderSecrets
        {
            PayToken = "TOKEN", IdNo = "440882190001010000", UserName = "测试病人", IdType = "01", CashierUrl = "http://127.0.0.1/cashier?a=1&b=2", RevsToken = "RT", RevsTokenAt = Start, ExtData = "{\"a\":\"\\u0022\"}",
        },
    };
}
