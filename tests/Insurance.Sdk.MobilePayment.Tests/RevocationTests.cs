using System;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>6401: what is not settled goes back once; what is paid does not.</summary>
public sealed class RevocationTests
{
    [Fact]
    public async Task Uploaded_fees_are_revoked_and_revoking_again_calls_nobody()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();

        var order = await world.Desk.RevokeAsync("M0001");
        var again = await world.Desk.RevokeAsync("M0001");

        Assert.Equal((MobileOrderStanding.Revoked, false), (order.Standing, order.InsuranceStands));
        Assert.Equal(MobileOrderStanding.Revoked, again.Standing);
        Assert.Equal("12", world.Orders.Find("M0001").OrdStas);
        Assert.Single(world.Center.Messages.Snapshot(), m => m.Code == "6401");
    }

    [Theory]
    [InlineData("lost-after-booking")]
    [InlineData("html502")]
    public async Task A_6401_without_an_answer_is_decided_by_6301(string fault)
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();
        world.Center.Faults.Add(fault + "@6401");

        Assert.Equal(MobileOrderStanding.Revoked, (await world.Desk.RevokeAsync("M0001")).Standing);
        Assert.Single(world.Center.Messages.Snapshot(), m => m.Code == "6401");
    }

    [Fact]
    public async Task A_6401_that_never_arrived_may_be_sent_again_later()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();
        world.Center.Faults.Add("lost-before-booking@6401");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.Desk.RevokeAsync("M0001"));

        world.Time.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(MobileOrderStanding.Revoked, (await world.Desk.RevokeAsync("M0001")).Standing);
    }

    [Fact]
    public async Task What_is_paid_is_refunded_not_revoked()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PaidAsync();

        var e = await Assert.ThrowsAsync<MobileOrderException>(() => world.Desk.RevokeAsync("M0001"));

        Assert.Equal(MobileOrderProblem.WrongStanding, e.Problem);
        Assert.Contains("6203", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Center.Messages.Snapshot(), m => m.Code == "6401");
    }

    [Fact]
    public async Task A_payment_that_came_while_it_was_revoked_wins()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PlacedAsync();
        world.Orders.Pay("M0001");

        await Assert.ThrowsAsync<RefusedException>(() => world.Desk.RevokeAsync("M0001"));

        Assert.Equal(MobileOrderStanding.Paid, (await world.Desk.RefreshAsync("M0001")).Standing);
    }
}
