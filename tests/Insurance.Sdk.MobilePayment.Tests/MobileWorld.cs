using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.MockCenter.MobilePayment;
using Insurance.Sdk.Signing;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;
using Insurance.Sdk.Storage.Tests;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>A hospital with a database, a client, a desk and an inbox, and the mock center's payment platform.</summary>
internal sealed class MobileWorld : IAsyncDisposable
{
    private static readonly Sm2PrivateKey Hospital = Sm2PrivateKey.Generate();
    private static readonly Sm2PrivateKey Platform = Sm2PrivateKey.Generate();

    private readonly TestDatabase _database;

    private MobileWorld(TestDatabase database, FakeTimeProvider time, MockMobilePayment platform, MockCenterServer center)
    {
        _database = database;
        Time = time;
        Mock = platform;
        Center = center;
        Store = new SometimesStore(new DatabaseMobileOrderStore(database.Database));
        Journal = new ReadingJournal(new CallJournal(database.Database));
        Restart();
        platform.CallbackUrl = new Uri("http://127.0.0.1/notices");
        platform.CallbackHandler = new Receiver(this);
    }

    internal FakeTimeProvider Time { get; }

    internal MockMobilePayment Mock { get; }

    internal MockCenterServer Center { get; }

    internal MockMobileOrders Orders => Center.MobileOrders;

    internal SometimesStore Store { get; }

    internal InsuranceDatabase Database => _database.Database;

    internal ReadingJournal Journal { get; }

    internal InsuranceClient Client { get; private set; } = null!;

    internal MobileOrderDesk Desk { get; private set; } = null!;

    internal MobilePaymentInbox Inbox { get; private set; } = null!;

    internal List<MobileNoticeReply> Replies { get; } = [];

    internal MobileOrderDeskOptions DeskOptions { get; } = new();

    internal MobileAuthorization Authorization => MobileAuthorization.Online("AUTH0001", Time.GetUtcNow());

    internal static async Task<MobileWorld> StartAsync(Action<MockMobilePayment>? adjust = null, DatabaseKind kind = DatabaseKind.Sqlite)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 1, 30, 0, TimeSpan.Zero));
        var platform = new MockMobilePayment("SDKTESTAPPID0001EXTRA", "SDKTESTAPPSECRET", Convert.FromBase64String(Hospital.PublicKey.ToBase64()), Convert.FromBase64String(Platform.ToBase64()));
        adjust?.Invoke(platform);
        var center = await MockCenterServer.StartAsync(new MockCenterOptions { TimeProvider = time, MobilePayment = platform });
        return new MobileWorld(TestDatabase.Open(kind, time), time, platform, center);
    }

    /// <summary>A new program on the same database: nothing is left in memory.</summary>
    internal void Restart(Action<InsuranceOptions>? adjust = null, IMobileOrderGuard? guard = null)
    {
        Client?.Dispose();
        Client = OpenClient(adjust, guard);
        Desk = new MobileOrderDesk(Client, Store, DeskOptions);
        Inbox = new MobilePaymentInbox(Client, Store);
    }

    internal InsuranceClient OpenClient(Action<InsuranceOptions>? adjust = null, IMobileOrderGuard? guard = null)
    {
        var options = new InsuranceOptions
        {
            Profile = "guangdong",
            BaseUrl = Center.BaseUri + "hgs/",
            PaasId = "mock-account",
            Token = "mock-token",
            InstitutionCode = "H44088200999",
            InstitutionName = "示例医院",
            Area = "440882",
        };
        options.Retry.MaxAttempts = 1;
        options.MobilePayment.BaseUrl = Center.BaseUri.ToString();
        foreach (var number in new[] { "6201", "6202", "6203", "6301", "6401" })
        {
            options.MobilePayment.Paths[number] = "mobile/" + number;
        }

        options.MobilePayment.AppId = "SDKTESTAPPID0001EXTRA";
        options.MobilePayment.AppSecret = "SDKTESTAPPSECRET";
        options.MobilePayment.PrivateKey = Hospital.ToHex();
        options.MobilePayment.PlatformPublicKey = Platform.PublicKey.ToBase64();
        adjust?.Invoke(options);
        return new InsuranceClient(options, new InsuranceClientParts { TimeProvider = Time, MessageIds = MessageIdSources.InMemory(Time), Journal = Journal, MobileOrderGuard = guard });
    }

    internal static UploadMobileFeesRequest Fees(string medOrgOrd, string? visit = null, params decimal[] amounts)
    {
        amounts = amounts.Length == 0 ? [62.5m, 37.5m] : amounts;
        var request = new UploadMobileFeesRequest();
        var data = request.Data;
        data.OrgCodg = "H44088200999";
        data.PsnNo = "44000000000000000001";
        data.Insutype = "310";
        data.MedOrgOrd = medOrgOrd;
        data.Begntime = "2026-03-01 09:00:00";
        data.IdNo = "440882190001010000";
        data.UserName = "测试病人";
        data.IdType = "01";
        data.PayAuthNo = "AUTH0001";
        data.IptOtpNo = "OP0001";
        data.DeptName = "内科";
        data.Caty = "A03";
        data.MdtrtId = visit;
        data.MedType = "11";
        data.FeeType = "01";
        data.AcctUsedFlag = "1";
        data.PsnSetlway = "01";
        data.ChrgBchno = "C" + medOrgOrd;
        data.DiseinfoList.Add(new UploadMobileFeesDiseinfoList
        {
            DiagType = "1", DiagSrtNo = 1, DiagCode = "A01", DiagName = "示例诊断", DiagDept = "内科", DiseDorNo = "D001", DiseDorName = "医师甲", DiagTime = "2026-03-01 09:05:00", ValiFlag = "1",
        });
        var sum = 0m;
        foreach (var amount in amounts)
        {
            sum += amount;
            data.FeedetailList.Add(new UploadMobileFeesFeedetailList
            {
                FeedetlSn = "F" + (data.FeedetailList.Count + 1), MdtrtId = visit, PsnNo = "44000000000000000001", ChrgBchno = "C" + medOrgOrd, RxCircFlag = "0",
                FeeOcurTime = new ChinaTime(2026, 3, 1, 9, 10), MedListCodg = "XA01AB00000001", MedinsListCodg = "D001", DetItemFeeSumamt = amount, Cnt = 1m, Pric = amount,
                BilgDeptCodg = "K1", BilgDeptName = "内科", BilgDrCodg = "D001", BilgDrName = "医师甲", HospApprFlag = "1", MedType = "11",
            });
        }

        data.MedfeeSumamt = sum;
        return request;
    }

    internal async Task<MobileOrder> UploadAsync(string number = "M0001", string? visit = "V0001") => await Desk.UploadAsync(Fees(number, visit), Authorization);

    internal async Task<MobileOrder> PlacedAsync(string number = "M0001", string? visit = "V0001")
    {
        await UploadAsync(number, visit);
        return await Desk.PlaceAsync(number, Authorization);
    }

    internal async Task<MobileOrder> PaidAsync(string number = "M0001", string? visit = "V0001")
    {
        await PlacedAsync(number, visit);
        Orders.Pay(number);
        return await Desk.RefreshAsync(number);
    }

    internal async Task<MobileOrder> OrderAsync(string number = "M0001") => (await Desk.FindAsync(number))!;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Center.DisposeAsync();
        _database.Dispose();
    }

    /// <summary>The hospital's web server: hands the body to the inbox, sends back status and body.</summary>
    private sealed class Receiver(MobileWorld world) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var reply = await world.Inbox.HandleAsync(await request.Content!.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
            world.Replies.Add(reply);
            return new HttpResponseMessage((System.Net.HttpStatusCode)reply.StatusCode) { Content = new ByteArrayContent(reply.Body) };
        }
    }
}
