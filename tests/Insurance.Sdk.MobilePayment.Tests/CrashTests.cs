using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>The program ends between two steps: what the platform has is found again, and nothing is sent twice.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task Where_the_order_cannot_be_written_down_nothing_leaves()
    {
        await using var world = await MobileWorld.StartAsync();
        world.Store.FailNext();

        await Assert.ThrowsAsync<IOException>(() => world.UploadAsync());

        Assert.Empty(world.Center.Messages.Snapshot());
        await world.UploadAsync();
        world.Store.FailNext();
        await Assert.ThrowsAsync<IOException>(() => world.Desk.PlaceAsync("M0001", world.Authorization));
        Assert.DoesNotContain(world.Center.Messages.Snapshot(), m => m.Code == "6202");
    }

    [Fact]
    public async Task An_upload_whose_answer_only_the_journal_has_is_taken_from_it()
    {
        await using var world = await MobileWorld.StartAsync();
        world.Store.FailBefore.Add(2);
        await Assert.ThrowsAsync<IOException>(() => world.UploadAsync());
        Assert.Equal(MobileOrderAction.Upload, (await world.OrderAsync()).Pending);

        world.Restart();
        var order = await world.Desk.RefreshAsync("M0001");

        Assert.Equal((MobileOrderStanding.Uploaded, MobileOrderAction.None, world.Orders.Find("M0001").PayOrdId), (order.Standing, order.Pending, order.PayOrdId));
        Assert.Equal(MobileOrderStanding.Processing, (await world.Desk.PlaceAsync("M0001", world.Authorization)).Standing);
    }

    [Fact]
    public async Task An_order_whose_answer_only_the_journal_has_is_taken_from_it_without_asking()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();
        world.Store.FailBefore.Add(world.Store.Writes + 2);
        await Assert.ThrowsAsync<IOException>(() => world.Desk.PlaceAsync("M0001", world.Authorization));

        world.Restart();
        var order = await world.Desk.PlaceAsync("M0001", world.Authorization);

        Assert.Equal(MobileOrderStanding.Processing, order.Standing);
        Assert.Equal(["6201", "6202"], world.Center.Messages.Snapshot().Select(m => m.Code));
    }

    [Fact]
    public async Task A_crash_before_the_request_left_is_found_to_be_nothing()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();

        // The intent is durable; the program ends before it sends.
        world.Store.FailNext(before: false);
        await Assert.ThrowsAsync<IOException>(() => world.Desk.PlaceAsync("M0001", world.Authorization));
        Assert.DoesNotContain(world.Center.Messages.Snapshot(), m => m.Code == "6202");
        world.Restart();
        world.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Contains("M0001", (await world.Desk.PollAsync()).Open);
        Assert.Equal(MobileOrderStanding.Processing, (await world.Desk.PlaceAsync("M0001", world.Authorization)).Standing);
        Assert.Single(world.Center.Messages.Snapshot(), m => m.Code == "6202");
    }

    [Fact]
    public async Task A_store_that_fails_after_the_platform_took_it_is_no_word_of_the_platform()
    {
        await using var world = await MobileWorld.StartAsync();
        world.Store.Failure = new ConfigurationException("database", "a newer program wrote it");
        world.Store.FailBefore.Add(2);
        await Assert.ThrowsAsync<ConfigurationException>(() => world.UploadAsync());
        Assert.Equal((MobileOrderStanding.NotKnown, MobileOrderAction.Upload), ((await world.OrderAsync()).Standing, (await world.OrderAsync()).Pending));
        await world.Desk.RefreshAsync("M0001");

        world.Store.FailBefore.Add(world.Store.Writes + 2);
        await Assert.ThrowsAsync<ConfigurationException>(() => world.Desk.PlaceAsync("M0001", world.Authorization));

        Assert.Equal(MobileOrderAction.Place, (await world.OrderAsync()).Pending);
        Assert.Equal(MobileOrderStanding.Processing, (await world.Desk.RefreshAsync("M0001")).Standing);
    }

    [Fact]
    public async Task A_revocation_and_a_refund_are_found_again_too()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync("M0001", "V0001");
        await world.PaidAsync("M0002", "V0002");
        world.Store.FailBefore.Add(world.Store.Writes + 2);
        await Assert.ThrowsAsync<IOException>(() => world.Desk.RevokeAsync("M0001"));
        world.Store.FailBefore.Add(world.Store.Writes + 2);
        await Assert.ThrowsAsync<IOException>(() => world.Desk.RefundAsync("M0002", MobileRefundRequest.All("R0001"), world.Authorization));

        world.Restart();
        await world.Desk.PollAsync();

        Assert.Equal(MobileOrderStanding.Revoked, (await world.OrderAsync("M0001")).Standing);
        var refunded = await world.OrderAsync("M0002");
        Assert.Equal((MobileOrderStanding.Refunded, MobileRefundState.Succeeded), (refunded.Standing, refunded.Refunds[0].State));
        Assert.NotNull(refunded.Refunds[0].RefdSn);
        Assert.Equal((1, 1), (world.Center.Messages.Snapshot().Count(m => m.Code == "6401"), world.Center.Messages.Snapshot().Count(m => m.Code == "6203")));
    }

    [Fact]
    public async Task A_crash_at_every_write_of_an_orders_life_loses_and_doubles_nothing()
    {
        for (var write = 1; ; write++)
        {
            foreach (var before in new[] { true, false })
            {
                await using var world = await MobileWorld.StartAsync();
                (before ? world.Store.FailBefore : world.Store.FailAfter).Add(write);
                await LifeAsync(world);

                var order = world.Orders.Find("M0001");
                Assert.Equal("7", order.OrdStas);
                Assert.Single(order.BusinessSerials);
                Assert.Single(order.Refunds);
                var ours = await world.OrderAsync();
                Assert.Equal((MobileOrderStanding.Refunded, MobileOrderAction.None, null), (ours.Standing, ours.Pending, ours.Attention));
                if (!before && world.Store.FailAfter.Count > 0)
                {
                    Assert.InRange(write, 6, 20);
                    return;
                }
            }
        }
    }

    /// <summary>A cashier who restarts the program after every error and goes on where it stood.</summary>
    private static async Task LifeAsync(MobileWorld world)
    {
        var steps = new Func<Task>[]
        {
            async () =>
            {
                if (await world.Desk.FindAsync("M0001") is null || (await world.Desk.RefreshAsync("M0001")).Standing == MobileOrderStanding.NotUploaded)
                {
                    await world.UploadAsync();
                }
            },
            () => world.Desk.PlaceAsync("M0001", world.Authorization),
            async () =>
            {
                world.Orders.Pay("M0001");
                if (!(await world.Orders.NotifyAsync("M0001")).IsSuccess)
                {
                    throw new IOException("the platform sends it again");
                }
            },
            () => world.Desk.ConfirmPostedAsync("M0001"),
            () => world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0001"), world.Authorization),
        };
        foreach (var step in steps)
        {
            for (var left = 5; ; left--)
            {
                try
                {
                    await step();
                    break;
                }
                catch (Exception e) when (left > 0 && e is IOException or MobileOrderException { Problem: MobileOrderProblem.InDoubt })
                {
                    world.Restart();
                    world.Time.Advance(TimeSpan.FromMinutes(3));
                }
            }
        }
    }
}
