using System;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>6203: a refund happens once under its number; what is not decided stays so until the platform or a person says it.</summary>
public sealed class RefundTests
{
    [Fact]
    public async Task Both_parts_go_back_and_the_visit_is_free()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PaidAsync();

        var refund = await world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0001"), world.Authorization);

        Assert.Equal((MobileRefundState.Succeeded, 70m, 20m, 10m, 100m), (refund.State, refund.Fund, refund.Account, refund.Cash, refund.Total));
        Assert.NotNull(refund.HiFefdSn);
        var order = await world.OrderAsync();
        Assert.Equal((MobileOrderStanding.Refunded, false), (order.Standing, order.InsuranceStands));
        Assert.Equal((MobileOrderStanding.Refunded, "7"), ((await world.Desk.RefreshAsync("M0001")).Standing, (await world.OrderAsync()).OrdStas));
    }

    [Fact]
    public async Task The_same_number_asked_again_calls_nobody()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PaidAsync();
        var first = await world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0001"), world.Authorization);
        world.Restart();

        var second = await world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0001"), world.Authorization);

        Assert.Equal((first.RefdSn, MobileRefundState.Succeeded), (second.RefdSn, second.State));
        Assert.Single(world.Center.Messages.Snapshot(), m => m.Code == "6203");
    }

    [Fact]
    public async Task A_number_stands_for_one_refund_of_one_order()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PaidAsync("M0001", "V0001");
        await world.PaidAsync("M0002", "V0002");
        await world.Desk.RefundAsync("M0001", MobileRefundRequest.Cash("R0001", 4m), world.Authorization);

        foreach (var attempt in new Func<Task>[]
        {
            () => world.Desk.RefundAsync("M0002", MobileRefundRequest.Cash("R0001", 4m), world.Authorization),
            () => world.Desk.RefundAsync("M0001", MobileRefundRequest.Cash("R0001", 5m), world.Authorization),
            () => world.Desk.RefundAsync("M0001", MobileRefundRequest.Insurance("R0001"), world.Authorization),
        })
        {
            Assert.Equal(MobileOrderProblem.NumberTaken, (await Assert.ThrowsAsync<MobileOrderException>(attempt)).Problem);
        }

        Assert.Single(world.Center.Messages.Snapshot(), m => m.Code == "6203");
    }

    [Fact]
    public async Task Cash_goes_back_in_parts_and_never_more_than_was_paid()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PaidAsync();

        await world.Desk.RefundAsync("M0001", MobileRefundRequest.Cash("R0001", 4.25m), world.Authorization);
        var order = await world.OrderAsync();
        Assert.Equal((MobileOrderStanding.PartlyRefunded, 4.25m, true), (order.Standing, order.CashRefunded, order.InsuranceStands));
        foreach (var amount in new[] { 5.76m, 0m, -1m, 1.001m })
        {
            Assert.Equal(MobileOrderProblem.WrongAmount, (await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.RefundAsync("M0001", MobileRefundRequest.Cash("R0002", amount), world.Authorization))).Problem);
        }

        await world.Desk.RefundAsync("M0001", MobileRefundRequest.Cash("R0002", 5.75m), world.Authorization);
        Assert.Equal("9", world.Orders.Find("M0001").OrdStas);
        Assert.Equal(MobileOrderProblem.WrongAmount, (await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0003"), world.Authorization))).Problem);
        await world.Desk.RefundAsync("M0001", MobileRefundRequest.Insurance("R0003"), world.Authorization);

        Assert.Equal((MobileOrderStanding.Refunded, 10m, false), ((await world.OrderAsync()).Standing, (await world.OrderAsync()).CashRefunded, (await world.OrderAsync()).InsuranceStands));
        Assert.Equal("7", world.Orders.Find("M0001").OrdStas);
        Assert.Equal(3, (await world.OrderAsync()).Refunds.Count);
    }

    [Fact]
    public async Task The_insurance_part_alone_frees_the_visit_and_cannot_go_back_twice()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PaidAsync();

        await world.Desk.RefundAsync("M0001", MobileRefundRequest.Insurance("R0001"), world.Authorization);

        var order = await world.OrderAsync();
        Assert.Equal((MobileOrderStanding.PartlyRefunded, false), (order.Standing, order.InsuranceStands));
        Assert.Equal(MobileOrderProblem.WrongAmount, (await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.RefundAsync("M0001", MobileRefundRequest.Insurance("R0002"), world.Authorization))).Problem);
        Assert.Equal("8", (await world.Desk.RefreshAsync("M0001")).OrdStas);
    }

    [Fact]
    public async Task Only_what_is_paid_can_be_refunded()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();

        var e = await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0001"), world.Authorization));

        Assert.Equal(MobileOrderProblem.WrongStanding, e.Problem);
        Assert.Contains("6401", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refund_that_failed_is_asked_for_again_under_any_number()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PaidAsync();
        world.Orders.NextRefund("FAIL");

        await Assert.ThrowsAsync<RefusedException>(() => world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0001"), world.Authorization));
        Assert.Equal((MobileRefundState.NotDone, MobileOrderAction.None), ((await world.OrderAsync()).Refunds[0].State, (await world.OrderAsync()).Pending));

        Assert.Equal(MobileRefundState.Succeeded, (await world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0002"), world.Authorization)).State);
    }

    [Theory]
    [InlineData("lost-after-booking")]
    [InlineData("cut")]
    [InlineData("bad-signature")]
    public async Task A_refund_without_an_answer_is_decided_by_6301(string fault)
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PaidAsync();
        world.Center.Faults.Add(fault + "@6203");

        var refund = await world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0001"), world.Authorization);

        Assert.Equal(MobileRefundState.Succeeded, refund.State);
        Assert.Equal(MobileOrderStanding.Refunded, (await world.OrderAsync()).Standing);
        Assert.Single(world.Center.Messages.Snapshot(), m => m.Code == "6203");
    }

    [Fact]
    public async Task A_refund_that_never_arrived_is_sent_again_only_after_the_platform_showed_it()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PaidAsync();
        world.Center.Faults.Add("lost-before-booking@6203");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0001"), world.Authorization));

        Assert.Equal(MobileOrderProblem.InDoubt, (await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0001"), world.Authorization))).Problem);
        Assert.Equal(MobileOrderProblem.InDoubt, (await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0002"), world.Authorization))).Problem);
        world.Time.Advance(TimeSpan.FromMinutes(2));
        var refund = await world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0001"), world.Authorization);

        Assert.Equal(MobileRefundState.Succeeded, refund.State);
        Assert.Single((await world.OrderAsync()).Refunds);
        Assert.Single(world.Orders.Find("M0001").Refunds);
    }

    [Fact]
    public async Task EXP_is_never_taken_for_a_failure_and_ends_with_the_platforms_word()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PaidAsync();
        world.Orders.NextRefund("EXP");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0001"), world.Authorization));
        world.Time.Advance(TimeSpan.FromDays(1));

        var order = await world.Desk.RefreshAsync("M0001");
        var refund = order.Refunds[0];
        Assert.Equal((MobileRefundState.InDoubt, true, MobileOrderAction.Refund), (refund.State, refund.IsUndecided, order.Pending));
        Assert.NotNull(refund.RefdSn);
        Assert.Contains("R0001", order.Attention, StringComparison.Ordinal);
        Assert.Equal(MobileOrderProblem.InDoubt, (await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0002"), world.Authorization))).Problem);

        world.Orders.DecideRefund("R0001", "SUCC");
        Assert.Equal(MobileRefundState.Succeeded, (await world.Desk.RefreshAsync("M0001")).Refunds[0].State);
    }

    [Theory]
    [InlineData(true, MobileRefundState.Succeeded, MobileOrderStanding.Refunded)]
    [InlineData(false, MobileRefundState.NotDone, MobileOrderStanding.Paid)]
    public async Task A_person_decides_a_refund_that_stayed_in_doubt(bool happened, MobileRefundState state, MobileOrderStanding standing)
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PaidAsync();
        world.Orders.NextRefund("EXP");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0001"), world.Authorization));

        var order = await world.Desk.DecideRefundAsync("R0001", happened, "财务乙", "银行流水已核对");

        Assert.Equal((state, "财务乙", standing, MobileOrderAction.None), (order.Refunds[0].State, order.Refunds[0].DecidedBy, order.Standing, order.Pending));
        Assert.Equal(MobileOrderProblem.WrongStanding, (await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.DecideRefundAsync("R0001", true, "财务乙", "x"))).Problem);
        await Assert.ThrowsAsync<ArgumentException>(() => world.Desk.DecideRefundAsync("R0001", true, "", "x"));
    }

    [Fact]
    public async Task A_second_part_refund_in_doubt_cannot_be_seen_from_the_state_and_waits_for_a_person()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PaidAsync();
        await world.Desk.RefundAsync("M0001", MobileRefundRequest.Cash("R0001", 1m), world.Authorization);
        await world.Desk.RefreshAsync("M0001");
        world.Center.Faults.Add("lost-after-booking@6203");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.Desk.RefundAsync("M0001", MobileRefundRequest.Cash("R0002", 1m), world.Authorization));
        world.Time.Advance(TimeSpan.FromHours(1));

        var order = await world.Desk.RefreshAsync("M0001");

        Assert.Equal((MobileRefundState.InDoubt, "10"), (order.Refunds[1].State, order.OrdStas));
        Assert.Contains("DecideRefundAsync", order.Attention, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reversal_is_refused_until_the_hospital_says_how_the_token_is_sent()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PaidAsync();

        var e = await Assert.ThrowsAsync<ConfigurationException>(() => world.Desk.ReverseAsync("M0001", "R0001"));

        Assert.Equal("mobilePayment.reversalField", e.Setting);
    }

    [Fact]
    public async Task A_reversal_within_the_hour_needs_no_patient()
    {
        await using var world = await MobileWorld.StartAsync();
        world.Restart(o => o.MobilePayment.ReversalField = "payAuthNo");
        var order = await world.PaidAsync();
        Assert.Equal(TimeSpan.FromHours(1), order.ReversalTimeLeft(world.Time.GetUtcNow(), TimeSpan.FromHours(1)));
        world.Time.Advance(TimeSpan.FromMinutes(59));

        var refund = await world.Desk.ReverseAsync("M0001", "R0001");

        Assert.Equal((MobileRefundType.Insurance, MobileRefundState.Succeeded), (refund.Type, refund.State));
        Assert.False((await world.OrderAsync()).InsuranceStands);
    }

    [Fact]
    public async Task After_the_hour_the_token_is_not_sent_and_the_way_out_is_said()
    {
        await using var world = await MobileWorld.StartAsync();
        world.Restart(o => o.MobilePayment.ReversalField = "payAuthNo");
        await world.PaidAsync();
        world.Time.Advance(TimeSpan.FromHours(1));

        var e = await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.ReverseAsync("M0001", "R0001"));

        Assert.Equal(MobileOrderProblem.ReversalTokenLapsed, e.Problem);
        Assert.Contains("RefundAsync", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Center.Messages.Snapshot(), m => m.Code == "6203");
        Assert.Equal(TimeSpan.Zero, (await world.OrderAsync()).ReversalTimeLeft(world.Time.GetUtcNow(), TimeSpan.FromHours(1)));

        // The same token that 6301 tells once more is no new hour.
        await world.Desk.RefreshAsync("M0001");
        await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.ReverseAsync("M0001", "R0001"));
        Assert.Equal(MobileRefundState.Succeeded, (await world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0002"), world.Authorization)).State);
    }
}
