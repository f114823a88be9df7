using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>A visit whose fees are at the payment platform is not charged at the counter as well.</summary>
public sealed class GuardTests
{
    public static TheoryData<string, string> Messages => new()
    {
        { "2204", """{"feedetail":[{"feedetl_sn":"1","mdtrt_id":"V0001","psn_no":"1","chrg_bchno":"CM0001"}]}""" },
        { "2205", """{"data":{"chrg_bchno":"CM0001","mdtrt_id":"V0001","psn_no":"1"}}""" },
        { "2206", """{"data":{"mdtrt_id":"V0001","psn_no":"1","chrg_bchno":"CM0001"}}""" },
        { "2207", """{"data":{"mdtrt_id":"V0001","psn_no":"1","chrg_bchno":"CM0001"}}""" },
        { "2301", """{"feedetail":[{"feedetl_sn":"1","mdtrt_id":"V0001","psn_no":"1"}]}""" },
        { "2302", """{"data":[{"feedetl_sn":"1","mdtrt_id":"V0001","psn_no":"1"}]}""" },
        { "2303", """{"data":{"mdtrt_id":"V0001","psn_no":"1"}}""" },
        { "2304", """{"data":{"mdtrt_id":"V0001","psn_no":"1"}}""" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task What_the_platform_does_itself_is_refused_with_the_reason_and_nothing_leaves(string number, string input)
    {
        await using var world = await MobileWorld.StartAsync();
        world.Restart(guard: new MobileOrderGuard(world.Store));
        await world.UploadAsync();

        var e = await Assert.ThrowsAsync<ValidationException>(() => world.Client.InvokeAsync(number, input, skipCheck: true));

        var error = Assert.Single(e.Errors);
        Assert.Equal(("INS1917", "mdtrt_id"), (error.Number, error.Field));
        Assert.Contains("M0001", error.Message, StringComparison.Ordinal);
        Assert.Contains("6401", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Center.Messages.Snapshot(), m => m.Code == number);
        Assert.Empty(await world.Journal.FindByKeyAsync("setl_id", "none"));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task After_the_order_was_revoked_the_counter_is_free(string number, string input)
    {
        await using var world = await MobileWorld.StartAsync();
        world.Restart(guard: new MobileOrderGuard(world.Store));
        await world.UploadAsync();
        await world.Desk.RevokeAsync("M0001");

        await Record.ExceptionAsync(() => world.Client.InvokeAsync(number, input, skipCheck: true));

        Assert.Contains(world.Center.Messages.Snapshot(), m => m.Code == number);
    }

    [Fact]
    public async Task Other_visits_and_other_transactions_go_on()
    {
        await using var world = await MobileWorld.StartAsync();
        world.Restart(guard: new MobileOrderGuard(world.Store));
        await world.UploadAsync();

        await Record.ExceptionAsync(() => world.Client.InvokeAsync("2207", """{"data":{"mdtrt_id":"V0002","psn_no":"1"}}""", skipCheck: true));
        await Record.ExceptionAsync(() => world.Client.InvokeAsync("5204", """{"data":{"mdtrt_id":"V0001","psn_no":"1"}}""", skipCheck: true));

        Assert.Contains(world.Center.Messages.Snapshot(), m => m.Code == "2207");
        Assert.Contains(world.Center.Messages.Snapshot(), m => m.Code == "5204");
    }

    [Fact]
    public async Task A_paid_order_holds_the_visit_until_its_insurance_part_went_back()
    {
        await using var world = await MobileWorld.StartAsync();
        var guard = new MobileOrderGuard(world.Store);
        await world.PaidAsync();

        var hold = await guard.FindHoldAsync("V0001", []);
        Assert.Equal(("M0001", MobileOrderStanding.Paid), (hold!.MedOrgOrd, hold.Standing));
        Assert.Contains("6203", hold.Reason, StringComparison.Ordinal);

        await world.Desk.RefundAsync("M0001", MobileRefundRequest.Cash("R0001", 1m), world.Authorization);
        Assert.NotNull(await guard.FindHoldAsync("V0001", []));
        await world.Desk.RefundAsync("M0001", MobileRefundRequest.Insurance("R0002"), world.Authorization);
        Assert.Null(await guard.FindHoldAsync("V0001", []));
    }

    [Fact]
    public async Task An_upload_in_doubt_holds_the_visit_until_a_person_lets_it_go()
    {
        await using var world = await MobileWorld.StartAsync();
        var guard = new MobileOrderGuard(world.Store);
        world.Center.Faults.Add("lost-after-booking@6201");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.UploadAsync());

        Assert.Contains("AbandonAsync", (await guard.FindHoldAsync("V0001", []))!.Reason, StringComparison.Ordinal);
        await world.Desk.AbandonAsync("M0001", "收费员甲", "平台无此订单");
        Assert.Null(await guard.FindHoldAsync("V0001", []));
    }

    [Fact]
    public async Task A_refused_upload_holds_nothing()
    {
        await using var world = await MobileWorld.StartAsync();
        world.Center.Faults.Add("gateway-json@6201");
        await Assert.ThrowsAsync<NotProcessedException>(() => world.UploadAsync());

        Assert.Null(await new MobileOrderGuard(world.Store).FindHoldAsync("V0001", []));
    }

    [Theory]
    [InlineData(MobileOrderScope.Visit, "OTHER", true)]
    [InlineData(MobileOrderScope.ChargeBatch, "OTHER", false)]
    [InlineData(MobileOrderScope.ChargeBatch, "CM0001", true)]
    [InlineData(MobileOrderScope.ChargeBatch, null, true)]
    public async Task How_much_of_a_visit_is_held_is_the_hospitals_choice(MobileOrderScope scope, string? batch, bool holds)
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();

        var hold = await new MobileOrderGuard(world.Store, scope).FindHoldAsync("V0001", batch is null ? [] : [batch]);

        Assert.Equal(holds, hold is not null);
    }

    [Fact]
    public async Task Where_the_orders_cannot_be_looked_up_nothing_leaves()
    {
        await using var world = await MobileWorld.StartAsync();
        world.Restart(guard: new Broken());

        await Assert.ThrowsAsync<NotProcessedException>(() => world.Client.InvokeAsync("2207", """{"data":{"mdtrt_id":"V0001"}}""", skipCheck: true));

        Assert.Empty(world.Center.Messages.Snapshot());
    }

    [Fact]
    public async Task The_guard_is_found_among_the_services()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();
        var services = new ServiceCollection();
        services.AddSingleton<IMobileOrderGuard>(new MobileOrderGuard(world.Store));
        services.AddInsuranceClient(o =>
        {
            o.Profile = "guangdong";
            o.BaseUrl = world.Center.BaseUri + "hgs/";
            o.PaasId = "mock-account";
            o.Token = "mock-token";
            o.InstitutionCode = "H44088200999";
            o.InstitutionName = "示例医院";
            o.Area = "440882";
            o.MessageIds.Directory = System.IO.Directory.CreateTempSubdirectory("ins").FullName;
        });
        await using var provider = services.BuildServiceProvider();

        var e = await Assert.ThrowsAsync<ValidationException>(() => provider.GetRequiredService<InsuranceClient>().InvokeAsync("2207", """{"data":{"mdtrt_id":"V0001"}}""", skipCheck: true));

        Assert.Equal("INS1917", Assert.Single(e.Errors).Number);
    }

    private sealed class Broken : IMobileOrderGuard
    {
        public Task<MobileOrderHold?> FindHoldAsync(string visitId, IReadOnlyCollection<string> chargeBatches, CancellationToken cancellationToken = default)
            => throw new System.IO.IOException("database down");
    }
}
