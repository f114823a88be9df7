using System;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>Every ordStas, and those that nobody knows: what they mean, what they decide, what they hold.</summary>
public sealed class OrderStateTests
{
    public static TheoryData<string, MobileOrderStanding, bool> States => new()
    {
        { "0", MobileOrderStanding.Uploaded, false },
        { "1", MobileOrderStanding.Processing, false },
        { "2", MobileOrderStanding.Processing, false },
        { "3", MobileOrderStanding.CashPaid, false },
        { "4", MobileOrderStanding.InsurancePaid, false },
        { "5", MobileOrderStanding.Paid, false },
        { "6", MobileOrderStanding.Paid, false },
        { "7", MobileOrderStanding.Refunded, true },
        { "8", MobileOrderStanding.PartlyRefunded, true },
        { "9", MobileOrderStanding.PartlyRefunded, false },
        { "10", MobileOrderStanding.PartlyRefunded, false },
        { "11", MobileOrderStanding.PartlyRefunded, true },
        { "12", MobileOrderStanding.Revoked, true },
        { "13", MobileOrderStanding.PartlyRefunded, true },
        { "14", MobileOrderStanding.InDoubt, false },
        { "15", MobileOrderStanding.Failed, false },
        { "16", MobileOrderStanding.NeedsPerson, false },
        { "17", MobileOrderStanding.InDoubt, false },
        { "25", MobileOrderStanding.InDoubt, false },
        { "06", MobileOrderStanding.Paid, false },
        { "PAID", MobileOrderStanding.InDoubt, false },
        { "-1", MobileOrderStanding.InDoubt, false },
    };

    [Theory]
    [MemberData(nameof(States))]
    public async Task A_state_that_6301_tells_stands_in_the_order_and_keeps_its_own_word(string state, MobileOrderStanding standing, bool insuranceBack)
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();
        world.Orders.SetState("M0001", state);

        var order = await world.Desk.RefreshAsync("M0001");

        Assert.Equal((standing, state, !insuranceBack), (order.Standing, order.OrdStas, order.InsuranceStands));
        Assert.Equal(standing, MobileOrderStates.StandingOf(state));
        Assert.Equal(order.Standing, (await world.OrderAsync()).Standing);
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task A_6202_in_doubt_is_decided_by_every_state_that_can_and_by_no_other(string state, MobileOrderStanding standing, bool insuranceBack)
    {
        _ = insuranceBack;
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();
        world.Center.Faults.Add("lost-before-booking@6202");
        world.Center.Faults.Add("html502@6301");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.Desk.PlaceAsync("M0001", world.Authorization));
        world.Orders.SetState("M0001", state);

        var order = await world.Desk.RefreshAsync("M0001");

        // 0 decides only later; 14 and unknown states never do.
        var decides = standing is not (MobileOrderStanding.Uploaded or MobileOrderStanding.InDoubt);
        Assert.Equal(decides ? MobileOrderAction.None : MobileOrderAction.Place, order.Pending);
        world.Time.Advance(TimeSpan.FromHours(1));
        order = await world.Desk.RefreshAsync("M0001");
        Assert.Equal(standing == MobileOrderStanding.InDoubt ? MobileOrderAction.Place : MobileOrderAction.None, order.Pending);
        Assert.Equal(standing == MobileOrderStanding.InDoubt, (await world.Desk.PollAsync()).InDoubt.Contains("M0001"));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("0")]
    [InlineData("15")]
    [InlineData("14")]
    [InlineData("17")]
    public async Task A_paid_order_stays_paid_whatever_older_or_odder_state_is_told(string state)
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PaidAsync();
        world.Orders.SetState("M0001", state);

        var order = await world.Desk.RefreshAsync("M0001");

        Assert.Equal((MobileOrderStanding.Paid, "6"), (order.Standing, order.OrdStas));
        Assert.Equal(state is "14" or "15" or "17", order.Attention is not null);
    }

    [Fact]
    public async Task An_order_in_doubt_becomes_clear_when_the_platform_does()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();
        world.Orders.SetState("M0001", "14");
        Assert.True((await world.Desk.RefreshAsync("M0001")).IsInDoubt);

        world.Orders.Pay("M0001");

        Assert.Equal((MobileOrderStanding.Paid, false), ((await world.Desk.RefreshAsync("M0001")).Standing, (await world.OrderAsync()).IsInDoubt));
    }

    [Fact]
    public async Task A_payment_after_a_revocation_is_shown_to_a_person()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();
        await world.Desk.RevokeAsync("M0001");
        world.Orders.SetState("M0001", "6");

        var order = await world.Desk.RefreshAsync("M0001");

        Assert.Equal(MobileOrderStanding.Revoked, order.Standing);
        Assert.Contains("after the order was revoked", order.Attention, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_settlement_is_revoked_to_settle_at_the_counter()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();
        world.Orders.SetState("M0001", "15");
        await world.Desk.RefreshAsync("M0001");

        var e = await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.PlaceAsync("M0001", world.Authorization));
        Assert.Equal(MobileOrderProblem.WrongStanding, e.Problem);

        Assert.Equal(MobileOrderStanding.Revoked, (await world.Desk.RevokeAsync("M0001")).Standing);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("1", true)]
    [InlineData("6", true)]
    [InlineData("12", true)]
    [InlineData("2", false)]
    [InlineData("14", false)]
    [InlineData("20", false)]
    public async Task A_6401_in_doubt_is_decided_by_the_states_that_can(string state, bool decides)
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();
        world.Center.Faults.Add("lost-before-booking@6401");
        world.Center.Faults.Add("html502@6301");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.Desk.RevokeAsync("M0001"));
        world.Orders.SetState("M0001", state);
        world.Time.Advance(TimeSpan.FromHours(1));

        var order = await world.Desk.RefreshAsync("M0001");

        Assert.Equal(decides ? MobileOrderAction.None : MobileOrderAction.Revoke, order.Pending);
        Assert.Equal(state == "12", order.Standing == MobileOrderStanding.Revoked);
    }

    [Fact]
    public void Every_published_state_has_a_meaning()
    {
        var published = CodeLists.Find("ordStas")!;

        Assert.Equal(17, published.Count);
        Assert.All(published.Keys.Where(k => k != "14"), k => Assert.NotEqual(MobileOrderStanding.InDoubt, MobileOrderStates.StandingOf(k)));
    }
}
