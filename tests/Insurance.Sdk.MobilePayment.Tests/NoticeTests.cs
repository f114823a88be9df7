using System;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter.MobilePayment;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>6302 and 6204: genuine ones are taken once and answered always; others change nothing.</summary>
public sealed class NoticeTests
{
    [Fact]
    public async Task A_settlement_notice_pays_the_order_and_is_answered_with_success()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();
        world.Orders.Pay("M0001");

        var answer = await world.Orders.NotifyAsync("M0001");

        Assert.Equal((200, true, "成功"), (answer.StatusCode, answer.IsSuccess, answer.Message));
        var order = await world.OrderAsync();
        Assert.Equal((MobileOrderStanding.Paid, true), (order.Standing, order.IsUnposted));
        Assert.Equal(("ALL", "1"), (order.SetlType, order.OrdStas));
        Assert.NotNull(order.HiDocSn);
        Assert.NotNull(order.Secrets.RevsToken);
        Assert.Equal((MobileNoticeResult.Taken, "6302"), (world.Replies[0].Result, world.Replies[0].Code));
        Assert.Equal(MobileOrderStanding.Paid, world.Replies[0].Order!.Standing);
    }

    [Fact]
    public async Task The_same_notice_many_times_is_answered_alike_and_changes_nothing()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();
        world.Orders.Pay("M0001");
        await world.Orders.NotifyAsync("M0001");
        await world.Desk.ConfirmPostedAsync("M0001");
        var before = await world.OrderAsync();
        world.Time.Advance(TimeSpan.FromMinutes(50));

        for (var i = 0; i < 3; i++)
        {
            world.Restart();
            Assert.True((await world.Orders.NotifyAsync("M0001")).IsSuccess);
        }

        Assert.Equal([MobileNoticeResult.Taken, MobileNoticeResult.Repeated, MobileNoticeResult.Repeated, MobileNoticeResult.Repeated], world.Replies.Select(r => r.Result));
        var after = await world.OrderAsync();
        Assert.Equal((before.Version, before.PostedAt, before.Secrets.RevsTokenAt), (after.Version, after.PostedAt, after.Secrets.RevsTokenAt));
    }

    [Fact]
    public async Task Notices_that_arrive_at_the_same_moment_are_taken_once()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();
        world.Orders.Pay("M0001");
        var body = Encoding.UTF8.GetBytes(world.Orders.Notice("M0001"));

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => world.Inbox.HandleAsync(body))));

        Assert.Single(replies, r => r.Result == MobileNoticeResult.Taken);
        Assert.Equal(7, replies.Count(r => r.Result == MobileNoticeResult.Repeated));
        Assert.All(replies, r => Assert.Equal(200, r.StatusCode));
    }

    [Fact]
    public async Task A_notice_before_the_6202_answer_is_taken_and_the_answer_changes_nothing_back()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();
        world.Center.Faults.Add("delay:60000@6202");
        var placing = world.Desk.PlaceAsync("M0001", world.Authorization);
        while (!world.Orders.Find("M0001").BusinessSerials.Any())
        {
            await Task.Yield();
        }

        world.Orders.Pay("M0001");
        Assert.True((await world.Orders.NotifyAsync("M0001")).IsSuccess);
        Assert.Equal((MobileOrderStanding.Paid, MobileOrderAction.None), ((await world.OrderAsync()).Standing, (await world.OrderAsync()).Pending));
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var placed = await placing;

        Assert.Equal(MobileOrderStanding.Paid, placed.Standing);
        Assert.Equal((placed.PlaceMessageId, null), ((await world.OrderAsync()).PlaceMessageId, (await world.OrderAsync()).Attention));
    }

    [Fact]
    public async Task A_notice_after_a_lost_6202_decides_it()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();
        world.Center.Faults.Add("lost-after-booking@6202");
        world.Center.Faults.Add("html502@6301");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.Desk.PlaceAsync("M0001", world.Authorization));
        world.Orders.Pay("M0001");

        await world.Orders.NotifyAsync("M0001");

        Assert.Equal((MobileOrderStanding.Paid, MobileOrderAction.None), ((await world.OrderAsync()).Standing, (await world.OrderAsync()).Pending));
    }

    [Fact]
    public async Task A_notice_tells_the_number_that_a_lost_6201_answer_did_not()
    {
        await using var world = await MobileWorld.StartAsync();
        world.Center.Faults.Add("lost-after-booking@6201");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.UploadAsync());
        world.Orders.Pay("M0001");

        await world.Orders.NotifyAsync("M0001");

        var order = await world.OrderAsync();
        Assert.Equal((world.Orders.Find("M0001").PayOrdId, MobileOrderStanding.Paid, MobileOrderAction.None), (order.PayOrdId, order.Standing, order.Pending));
    }

    [Theory]
    [InlineData(MockNoticeFault.ForgedSignature)]
    [InlineData(MockNoticeFault.Unsigned)]
    [InlineData(MockNoticeFault.ChangedData)]
    public async Task A_forged_notice_pays_nothing_and_gets_nothing_signed(MockNoticeFault fault)
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();
        world.Orders.Pay("M0001");
        var before = await world.OrderAsync();

        var answer = await world.Orders.NotifyAsync("M0001", fault: fault);

        Assert.Equal((401, false), (answer.StatusCode, answer.IsSuccess));
        var reply = Assert.Single(world.Replies);
        Assert.Equal(MobileNoticeResult.NotGenuine, reply.Result);
        Assert.DoesNotContain("signData", Encoding.UTF8.GetString(reply.Body), StringComparison.Ordinal);
        Assert.NotEqual("", reply.Problem);
        Assert.Equal(before.Version, (await world.OrderAsync()).Version);
        Assert.True((await world.Orders.NotifyAsync("M0001")).IsSuccess);
    }

    [Fact]
    public async Task A_notice_of_another_channel_is_not_ours()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();
        world.Orders.Pay("M0001");
        var notice = world.Orders.Notice("M0001");
        world.Restart(o => o.MobilePayment.PlatformPublicKey = Sm2PrivateKey.Generate().PublicKey.ToBase64());

        var wrongKey = await world.Inbox.HandleAsync(Encoding.UTF8.GetBytes(notice));
        world.Restart(o => o.MobilePayment.AppSecret = "ANOTHERSECRET000");
        var wrongSecret = await world.Inbox.HandleAsync(Encoding.UTF8.GetBytes(notice));

        Assert.Equal((401, 401), (wrongKey.StatusCode, wrongSecret.StatusCode));
        Assert.Equal(MobileOrderStanding.Processing, (await world.OrderAsync()).Standing);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("{\"a\"")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"code\":\"0\",\"code\":\"1\"}")]
    public async Task Rubbish_is_turned_away(string body)
    {
        await using var world = await MobileWorld.StartAsync();

        var reply = await world.Inbox.HandleAsync(Encoding.UTF8.GetBytes(body));

        Assert.Equal((MobileNoticeResult.NotGenuine, 400), (reply.Result, reply.StatusCode));
        using var json = JsonDocument.Parse(reply.Body);
        Assert.False(json.RootElement.GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task A_genuine_notice_for_an_order_that_nobody_made_here_is_no_success()
    {
        await using var world = await MobileWorld.StartAsync();
        using var other = world.OpenClient();
        await other.MobilePayment.UploadMobileFeesAsync(MobileWorld.Fees("X0001", "V0001"));
        world.Orders.Pay("X0001");

        var answer = await world.Orders.NotifyAsync("X0001");

        Assert.Equal((200, false, "订单不存在"), (answer.StatusCode, answer.IsSuccess, answer.Message));
        Assert.Equal(MobileNoticeResult.UnknownOrder, world.Replies[0].Result);
    }

    [Fact]
    public async Task What_cannot_be_stored_is_answered_with_an_error_and_taken_when_it_comes_again()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();
        world.Orders.Pay("M0001");
        world.Store.FailNext();

        var failed = await world.Orders.NotifyAsync("M0001");
        var again = await world.Orders.NotifyAsync("M0001");

        Assert.Equal((500, false), (failed.StatusCode, failed.IsSuccess));
        Assert.Equal(MobileNoticeResult.NotStored, world.Replies[0].Result);
        Assert.IsType<System.IO.IOException>(world.Replies[0].Failure);
        Assert.True(again.IsSuccess);
        Assert.Equal(MobileNoticeResult.Taken, world.Replies[1].Result);
        Assert.Equal(MobileOrderStanding.Paid, (await world.OrderAsync()).Standing);
    }

    [Fact]
    public async Task A_power_cut_after_the_write_makes_the_second_one_a_repeat()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();
        world.Orders.Pay("M0001");
        world.Store.FailNext(before: false);
        Assert.Equal(500, (await world.Orders.NotifyAsync("M0001")).StatusCode);

        world.Restart();
        Assert.True((await world.Orders.NotifyAsync("M0001")).IsSuccess);

        Assert.Equal(MobileNoticeResult.Repeated, world.Replies[1].Result);
        Assert.Equal(MobileOrderStanding.Paid, (await world.OrderAsync()).Standing);
    }

    [Fact]
    public async Task A_caller_who_left_gets_no_reply_and_the_platform_sends_again()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();
        world.Orders.Pay("M0001");
        using var left = new CancellationTokenSource();
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Inbox.HandleAsync(Encoding.UTF8.GetBytes(world.Orders.Notice("M0001")), left.Token));

        Assert.True((await world.Orders.NotifyAsync("M0001")).IsSuccess);
    }

    [Fact]
    public async Task An_old_notice_sent_once_more_after_the_refund_pays_nothing_again()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();
        world.Orders.Pay("M0001");
        var recorded = Encoding.UTF8.GetBytes(world.Orders.Notice("M0001"));
        await world.Inbox.HandleAsync(recorded);
        await world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0001"), world.Authorization);

        var reply = await world.Inbox.HandleAsync(recorded);

        Assert.Equal(MobileNoticeResult.Repeated, reply.Result);
        Assert.Equal((MobileOrderStanding.Refunded, false), ((await world.OrderAsync()).Standing, (await world.OrderAsync()).IsUnposted));
    }

    [Fact]
    public async Task A_first_notice_that_comes_after_the_refund_pays_nothing_either()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PaidAsync();
        var late = Encoding.UTF8.GetBytes(world.Orders.Notice("M0001"));
        await world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0001"), world.Authorization);

        var reply = await world.Inbox.HandleAsync(late);

        Assert.Equal((MobileNoticeResult.Taken, 200), (reply.Result, reply.StatusCode));
        Assert.Equal(MobileOrderStanding.Refunded, (await world.OrderAsync()).Standing);
    }

    [Fact]
    public async Task An_order_that_a_person_let_go_and_that_was_paid_after_all_stands_again()
    {
        await using var world = await MobileWorld.StartAsync();
        world.Center.Faults.Add("lost-after-booking@6201");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.UploadAsync());
        await world.Desk.AbandonAsync("M0001", "收费员甲", "平台无此订单");
        world.Orders.Pay("M0001");

        await world.Orders.NotifyAsync("M0001");

        var order = await world.OrderAsync();
        Assert.Equal((true, null), (order.IsUnposted, order.ReleasedBy));
        Assert.Contains("let go", order.Attention, StringComparison.Ordinal);
        Assert.NotNull(await new MobileOrderGuard(world.Store).FindHoldAsync("V0001", []));
    }

    [Fact]
    public async Task A_synchronized_order_tells_its_split_and_how_the_patient_pays()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();

        var answer = await world.Orders.NotifyAsync("M0001", "6204");
        await world.Orders.NotifyAsync("M0001", "6204");

        Assert.True(answer.IsSuccess);
        Assert.Equal(["6204", "6204"], world.Replies.Select(r => r.Code));
        Assert.Equal([MobileNoticeResult.Taken, MobileNoticeResult.Repeated], world.Replies.Select(r => r.Result));
        var order = await world.OrderAsync();
        Assert.Equal(("WX", MobileOrderStanding.Processing), (order.ThirdPartyPayment, order.Standing));
    }

    [Fact]
    public async Task Plain_answers_are_a_setting()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();
        world.Orders.Pay("M0001");
        var inbox = new MobilePaymentInbox(world.Client, world.Store, new MobilePaymentInboxOptions { PlainAnswers = true });

        var reply = inbox.Handle(Encoding.UTF8.GetBytes(world.Orders.Notice("M0001")));

        Assert.Equal("{\"code\":\"0\",\"success\":true,\"message\":\"成功\"}", Encoding.UTF8.GetString(reply.Body));
    }

    [Theory]
    [InlineData("6302.notice")]
    [InlineData("6302.notice.spellings")]
    [InlineData("6302.notice.node")]
    public async Task The_tables_notice_is_read_in_every_spelling_and_its_answer_is_a_json_boolean(string fixture)
    {
        using var hospital = new ContractHospital();
        using var client = hospital.Open();
        using var database = Storage.Tests.TestDatabase.Open(Storage.DatabaseKind.Sqlite, hospital.Time);
        var store = new Storage.DatabaseMobileOrderStore(database.Database);
        await store.TryAddAsync(
            new MobileOrder { MedOrgOrd = "M0001", OrgCodg = "H44088200999", PayOrdId = "ORD0000000001", UploadedTotal = 100m, Standing = MobileOrderStanding.Uploaded, CreatedAt = hospital.Time.GetUtcNow(), ChangedAt = hospital.Time.GetUtcNow() },
            new MobileOrderEvent(hospital.Time.GetUtcNow(), "made"));

        var reply = await new MobilePaymentInbox(client, store).HandleAsync(Encoding.UTF8.GetBytes(ContractHospital.Fixture(fixture + ".json")));

        Assert.Equal((MobileNoticeResult.Taken, 200, "6302"), (reply.Result, reply.StatusCode, reply.Code));
        var order = (await store.FindAsync("M0001"))!;
        Assert.Equal((MobileOrderStanding.Paid, new MobileAmounts(100m, 69.5m, 20m, 10.5m), null), (order.Standing, order.Amounts, order.Attention));
        Assert.Equal(("HD0001", "RT0001"), (order.HiDocSn, order.Secrets.RevsToken));

        // The platform's end: verified with the hospital's key, and success is no text.
        var options = ContractHospital.Options().MobilePayment;
        options.PlatformPublicKey = Sm2PrivateKey.Parse(options.PrivateKey!).PublicKey.ToBase64();
        var opened = new MobilePaymentSeal(options, hospital.Time).OpenAnswer(reply.Body);
        Assert.True(opened.IsVerified);
        Assert.Equal(("0", true), (opened.Code, opened.Success));
        Assert.Equal("{\"message\":\"成功\",\"success\":true}", Encoding.UTF8.GetString(opened.Data.Span));
    }

    [Fact]
    public async Task The_same_notice_in_another_spelling_is_the_same_notice()
    {
        using var hospital = new ContractHospital();
        using var client = hospital.Open();
        using var database = Storage.Tests.TestDatabase.Open(Storage.DatabaseKind.Sqlite, hospital.Time);
        var store = new Storage.DatabaseMobileOrderStore(database.Database);
        await store.TryAddAsync(
            new MobileOrder { MedOrgOrd = "M0001", OrgCodg = "H44088200999", PayOrdId = "ORD0000000001", UploadedTotal = 100m, Standing = MobileOrderStanding.Uploaded, CreatedAt = hospital.Time.GetUtcNow(), ChangedAt = hospital.Time.GetUtcNow() },
            new MobileOrderEvent(hospital.Time.GetUtcNow(), "made"));
        var inbox = new MobilePaymentInbox(client, store);

        await inbox.HandleAsync(Encoding.UTF8.GetBytes(ContractHospital.Fixture("6302.notice.json")));
        var reply = await inbox.HandleAsync(Encoding.UTF8.GetBytes(ContractHospital.Fixture("6302.notice.node.json")));
        var synchronized = await inbox.HandleAsync(Encoding.UTF8.GetBytes(ContractHospital.Fixture("6204.notice.json")));

        Assert.Equal(MobileNoticeResult.Repeated, reply.Result);
        Assert.Equal((MobileNoticeResult.Taken, "6204"), (synchronized.Result, synchronized.Code));
    }
}
