using System;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>An order's life against the mock platform: upload, place, pay, post, revoke.</summary>
public sealed class OrderDeskTests
{
    [Fact]
    public async Task Fees_go_up_the_order_is_placed_paid_and_posted()
    {
        await using var world = await MobileWorld.StartAsync();

        var uploaded = await world.UploadAsync();
        Assert.Equal((MobileOrderStanding.Uploaded, MobileOrderAction.None), (uploaded.Standing, uploaded.Pending));
        Assert.NotNull(uploaded.PayOrdId);

        var placed = await world.Desk.PlaceAsync("M0001", world.Authorization);
        Assert.Equal((MobileOrderStanding.Processing, "1"), (placed.Standing, placed.OrdStas));
        Assert.Equal(new MobileAmounts(100m, 70m, 20m, 10m), placed.Amounts);

        world.Orders.Pay("M0001");
        var paid = await world.Desk.RefreshAsync("M0001");
        Assert.Equal((MobileOrderStanding.Paid, true, null), (paid.Standing, paid.IsUnposted, paid.Attention));
        Assert.Equal("M0001", Assert.Single(await world.Desk.ListUnpostedAsync()).MedOrgOrd);

        var posted = await world.Desk.ConfirmPostedAsync("M0001");
        Assert.NotNull(posted.PostedAt);
        Assert.Empty(await world.Desk.ListUnpostedAsync());
        Assert.Equal([posted.PlaceMessageId!], world.Journal.Confirmed);
        Assert.Equal(["6201", "6202", "6301"], world.Center.Messages.Snapshot().Select(m => m.Code));
    }

    [Fact]
    public async Task A_visit_that_the_platform_registers_itself_is_learnt_from_the_answer()
    {
        await using var world = await MobileWorld.StartAsync();

        var order = await world.UploadAsync(visit: null);

        Assert.Equal("V" + order.PayOrdId![3..], order.VisitId);
        Assert.Equal(MobileOrderStanding.Processing, (await world.Desk.PlaceAsync("M0001", world.Authorization)).Standing);
    }

    [Fact]
    public async Task An_order_is_never_placed_twice()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();

        var again = await world.Desk.PlaceAsync("M0001", world.Authorization);

        Assert.Equal(MobileOrderStanding.Processing, again.Standing);
        Assert.Single(world.Center.Messages.Snapshot(), m => m.Code == "6202");
    }

    [Fact]
    public async Task An_order_that_was_taken_and_is_still_called_saved_is_not_placed_again()
    {
        await using var world = await MobileWorld.StartAsync(p => p.StateAfterOrder = "0");
        await world.PlacedAsync();

        await world.Desk.PlaceAsync("M0001", world.Authorization);

        Assert.Single(world.Center.Messages.Snapshot(), m => m.Code == "6202");
    }

    [Fact]
    public async Task Two_cashiers_on_one_order_place_it_once()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                return (await world.Desk.PlaceAsync("M0001", world.Authorization)).Standing.ToString();
            }
            catch (MobileOrderException e)
            {
                return e.Problem.ToString();
            }
        }));

        Assert.All(results, r => Assert.Contains(r, new[] { "Processing", "InDoubt" }));
        Assert.Contains("Processing", results);
        Assert.Single(world.Center.Messages.Snapshot(), m => m.Code == "6202");
        Assert.Single(world.Orders.Find("M0001").BusinessSerials);
    }

    [Fact]
    public async Task Lines_that_do_not_make_the_total_stay_here()
    {
        await using var world = await MobileWorld.StartAsync();
        var fees = MobileWorld.Fees("M0001", "V0001", 10.01m, 20m);
        fees.Data.MedfeeSumamt = 30m;

        var e = await Assert.ThrowsAsync<ValidationException>(() => world.Desk.UploadAsync(fees, world.Authorization));

        Assert.Equal(("INS1921", "medfeeSumamt"), (Assert.Single(e.Errors).Number, e.Errors[0].Field));
        Assert.Null(await world.Desk.FindAsync("M0001"));
        Assert.Empty(world.Center.Messages.Snapshot());
    }

    [Fact]
    public async Task A_broken_field_stays_here_and_leaves_no_order_behind()
    {
        await using var world = await MobileWorld.StartAsync();
        var fees = MobileWorld.Fees("M0001", "V0001");
        fees.Data.PsnNo = null;

        var e = await Assert.ThrowsAsync<ValidationException>(() => world.Desk.UploadAsync(fees, world.Authorization));

        Assert.Contains(e.Errors, x => x.Field == "psnNo");
        Assert.Null(await world.Desk.FindAsync("M0001"));
    }

    [Fact]
    public async Task What_the_platform_refused_may_go_up_again_under_its_number()
    {
        await using var world = await MobileWorld.StartAsync();
        var fees = MobileWorld.Fees("M0001", "V0001");
        world.Center.Faults.Add("gateway-json@6201");
        await Assert.ThrowsAsync<NotProcessedException>(() => world.Desk.UploadAsync(fees, world.Authorization));
        Assert.Equal((MobileOrderStanding.NotUploaded, false), ((await world.OrderAsync()).Standing, (await world.OrderAsync()).InsuranceStands));

        var order = await world.Desk.UploadAsync(fees, world.Authorization);

        Assert.Equal(MobileOrderStanding.Uploaded, order.Standing);
    }

    [Fact]
    public async Task A_number_that_is_used_is_refused_here()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();

        var e = await Assert.ThrowsAsync<MobileOrderException>(() => world.UploadAsync());

        Assert.Equal((MobileOrderProblem.NumberTaken, "M0001"), (e.Problem, e.MedOrgOrd));
        Assert.Single(world.Center.Messages.Snapshot());
    }

    [Fact]
    public async Task An_upload_without_an_answer_needs_a_new_number_and_a_persons_look()
    {
        await using var world = await MobileWorld.StartAsync();
        world.Center.Faults.Add("lost-after-booking@6201");

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.UploadAsync());

        var order = await world.OrderAsync();
        Assert.Equal((MobileOrderStanding.NotKnown, MobileOrderAction.Upload, true), (order.Standing, order.Pending, order.IsInDoubt));
        Assert.Equal(MobileOrderProblem.NumberTaken, (await Assert.ThrowsAsync<MobileOrderException>(() => world.UploadAsync())).Problem);
        Assert.Equal(MobileOrderProblem.InDoubt, (await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.RefreshAsync("M0001"))).Problem);
        Assert.Equal(MobileOrderProblem.InDoubt, (await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.PlaceAsync("M0001", world.Authorization))).Problem);
        Assert.Equal(["M0001"], (await world.Desk.PollAsync()).InDoubt);

        Assert.Equal(MobileOrderStanding.Uploaded, (await world.UploadAsync("M0002")).Standing);
        var closed = await world.Desk.AbandonAsync("M0001", "收费员甲", "平台已核对，费用未使用");
        Assert.False(closed.IsOpen);
        Assert.Contains(await world.Store.ReadEventsAsync("M0001"), e => e.Who == "收费员甲" && e.What.Contains("平台已核对", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lost-after-booking")]
    [InlineData("reset")]
    [InlineData("cut")]
    [InlineData("html502")]
    [InlineData("empty")]
    [InlineData("bad-signature")]
    public async Task A_6202_without_a_usable_answer_is_decided_by_6301_at_once_where_the_platform_has_it(string fault)
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();
        world.Center.Faults.Add(fault + "@6202");

        var order = await world.Desk.PlaceAsync("M0001", world.Authorization);

        Assert.Equal((MobileOrderStanding.Processing, MobileOrderAction.None), (order.Standing, order.Pending));
        Assert.Equal(new MobileAmounts(100m, 70m, 20m, 10m), order.Amounts);
        Assert.Equal(["6201", "6202", "6301"], world.Center.Messages.Snapshot().Select(m => m.Code));
        var resolved = Assert.Single(world.Journal.Resolved);
        Assert.Equal((order.PlaceMessageId, Journal.JournalState.Accepted, "adopted"), (resolved.MessageId, resolved.State, resolved.Resolution));
    }

    [Fact]
    public async Task A_6202_that_never_arrived_is_believed_only_after_it_can_no_longer_be_under_way()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();
        world.Center.Faults.Add("lost-before-booking@6202");

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.Desk.PlaceAsync("M0001", world.Authorization));
        Assert.Equal(MobileOrderAction.Place, (await world.Desk.RefreshAsync("M0001")).Pending);
        Assert.Equal(MobileOrderProblem.InDoubt, (await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.PlaceAsync("M0001", world.Authorization))).Problem);

        world.Time.Advance(TimeSpan.FromMinutes(2));
        var order = await world.Desk.RefreshAsync("M0001");
        Assert.Equal((MobileOrderStanding.Uploaded, MobileOrderAction.None), (order.Standing, order.Pending));
        Assert.Equal("nothingHappened", Assert.Single(world.Journal.Resolved).Resolution);

        // Now it is not blind any more.
        Assert.Equal(MobileOrderStanding.Processing, (await world.Desk.PlaceAsync("M0001", world.Authorization)).Standing);
        Assert.Single(world.Orders.Find("M0001").BusinessSerials);
    }

    [Fact]
    public async Task A_call_that_may_wait_longer_is_under_way_for_longer()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();
        world.Center.Faults.Add("lost-before-booking@6202");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.Desk.PlaceAsync("M0001", world.Authorization, null, new CallOptions { Timeout = TimeSpan.FromMinutes(10) }));

        world.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(MobileOrderAction.Place, (await world.Desk.RefreshAsync("M0001")).Pending);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(MobileOrderAction.None, (await world.Desk.RefreshAsync("M0001")).Pending);
    }

    [Fact]
    public async Task A_refused_6202_leaves_the_fees_uploaded()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();
        world.Orders.SetState("M0001", "15");

        var e = await Assert.ThrowsAsync<RefusedException>(() => world.Desk.PlaceAsync("M0001", world.Authorization));

        Assert.Contains("订单状态", e.CenterText, StringComparison.Ordinal);
        Assert.Equal((MobileOrderStanding.Uploaded, MobileOrderAction.None), ((await world.OrderAsync()).Standing, (await world.OrderAsync()).Pending));
    }

    [Fact]
    public async Task A_message_that_a_proxy_delivered_twice_is_one_order()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();
        world.Center.Faults.Add("duplicate@6202");

        Assert.Equal(MobileOrderStanding.Processing, (await world.Desk.PlaceAsync("M0001", world.Authorization)).Standing);
        Assert.Single(world.Orders.Find("M0001").BusinessSerials);
    }

    [Fact]
    public async Task An_authorisation_is_good_for_a_quarter_of_an_hour()
    {
        await using var world = await MobileWorld.StartAsync();
        var authorization = world.Authorization;
        await world.Desk.UploadAsync(MobileWorld.Fees("M0001", "V0001"), authorization);
        world.Time.Advance(TimeSpan.FromMinutes(15));

        var e = await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.PlaceAsync("M0001", authorization));
        var second = await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.UploadAsync(MobileWorld.Fees("M0002", "V0002"), authorization));

        Assert.Equal((MobileOrderProblem.AuthorizationLapsed, MobileOrderProblem.AuthorizationLapsed), (e.Problem, second.Problem));
        Assert.Contains("authorise again", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AUTH0001", e.ToString(), StringComparison.Ordinal);
        Assert.Single(world.Center.Messages.Snapshot());
        Assert.Equal(MobileOrderStanding.Processing, (await world.Desk.PlaceAsync("M0001", world.Authorization)).Standing);
    }

    [Fact]
    public async Task The_three_fields_of_a_channel_place_an_order_too_and_upload_nothing()
    {
        await using var world = await MobileWorld.StartAsync();
        var channel = MobileAuthorization.Channel("EC1", "APP1", "USER1", world.Time.GetUtcNow());
        await world.UploadAsync();

        await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.UploadAsync(MobileWorld.Fees("M0002"), channel));
        Assert.Equal(MobileOrderStanding.Processing, (await world.Desk.PlaceAsync("M0001", channel)).Standing);
    }

    [Fact]
    public async Task A_round_of_questions_finds_what_was_paid_without_a_notice()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync("M0001", "V0001");
        await world.PlacedAsync("M0002", "V0002");
        world.Orders.Pay("M0001");
        world.Center.Faults.Add("html502@6301:1");

        var first = await world.Desk.PollAsync();
        var second = await world.Desk.PollAsync();

        Assert.Equal((1, 1), (first.Unanswered.Count, first.Closed.Count + first.Open.Count));
        Assert.Equal(MobileOrderStanding.Paid, (await world.OrderAsync()).Standing);
        Assert.Contains("M0002", second.Open);
    }

    [Fact]
    public async Task An_upload_that_nobody_paid_is_taken_back_when_the_hospital_wants_it_so()
    {
        await using var world = await MobileWorld.StartAsync();
        world.DeskOptions.RevokeLapsed = true;
        await world.UploadAsync("M0001", "V0001");
        await world.PlacedAsync("M0002", "V0002");

        await world.Desk.PollAsync();
        Assert.Equal("0", world.Orders.Find("M0001").OrdStas);
        world.Time.Advance(TimeSpan.FromMinutes(16));
        var report = await world.Desk.PollAsync();

        Assert.Equal(["M0001"], report.Closed);
        Assert.Equal(("12", "1"), (world.Orders.Find("M0001").OrdStas, world.Orders.Find("M0002").OrdStas));
    }

    [Fact]
    public async Task A_total_that_differs_from_what_went_up_is_shown_to_a_person()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();

        // The hospital's row of another total, as after a restored database.
        var order = await world.OrderAsync();
        await world.Store.TryChangeAsync(order with { UploadedTotal = 99m }, new MobileOrderEvent(world.Time.GetUtcNow(), "restored"));
        var placed = await world.Desk.PlaceAsync("M0001", world.Authorization);

        Assert.Contains("another total", placed.Attention, StringComparison.Ordinal);
        Assert.Null((await world.Desk.ClearAttentionAsync("M0001", "收费员甲", "已核对")).Attention);
    }

    [Fact]
    public async Task An_order_that_does_not_exist_is_said_so()
    {
        await using var world = await MobileWorld.StartAsync();

        Assert.Equal(MobileOrderProblem.NotFound, (await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.RefreshAsync("M9999"))).Problem);
        Assert.Equal(MobileOrderProblem.WrongStanding, (await Assert.ThrowsAsync<MobileOrderException>(async () =>
        {
            await world.UploadAsync();
            await world.Desk.ConfirmPostedAsync("M0001");
        })).Problem);
    }

    [Fact]
    public async Task The_blocking_twins_do_the_same()
    {
        await using var world = await MobileWorld.StartAsync();

        world.Desk.Upload(MobileWorld.Fees("M0001", "V0001"), world.Authorization);
        world.Desk.Place("M0001", world.Authorization);
        world.Orders.Pay("M0001");
        Assert.Equal(["M0001"], world.Desk.Poll().Closed);
        Assert.Single(world.Desk.ListUnposted());
        world.Desk.ConfirmPosted("M0001");
        Assert.Equal(MobileRefundState.Succeeded, world.Desk.Refund("M0001", MobileRefundRequest.All("R0001"), world.Authorization).State);
        Assert.Equal(MobileOrderStanding.Refunded, world.Desk.Find("M0001")!.Standing);
    }

    [Fact]
    public async Task Nothing_that_people_may_log_names_a_person_or_a_token()
    {
        await using var world = await MobileWorld.StartAsync();
        var order = await world.PaidAsync();
        var secrets = new[] { order.Secrets.PayToken!, order.Secrets.RevsToken!, "440882190001010000", "测试病人", "AUTH0001" };
        var texts = new[]
        {
            order.ToString(), order.Secrets.ToString(), world.Authorization.ToString(), string.Join('\n', await world.Store.ReadEventsAsync("M0001")),
            string.Join('\n', world.Center.Messages.Snapshot()),
            (await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.RevokeAsync("M0001"))).ToString(),
        };

        Assert.All(texts, t => Assert.All(secrets, s => Assert.DoesNotContain(s, t, StringComparison.Ordinal)));
    }
}
