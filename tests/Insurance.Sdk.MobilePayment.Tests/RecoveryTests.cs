using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>What recovery asks for a journal record of mobile payment, and what it makes of the answer; with the desk's orders and without them.</summary>
public sealed class RecoveryTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_6202_in_doubt_is_asked_about_with_what_the_upload_knew(bool withOrders)
    {
        await using var world = await MobileWorld.StartAsync();
        await world.UploadAsync();
        world.Center.Faults.Add("lost-after-booking@6202");
        world.Center.Faults.Add("html502@6301");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.Desk.PlaceAsync("M0001", world.Authorization));
        var record = Assert.Single(await world.Journal.ListOpenAsync());

        var question = await MobilePaymentRecovery.QuestionAsync(world.Journal, record, withOrders ? world.Store : null);

        Assert.Equal(("", withOrders), (question.Why, question.Order is not null));
        Assert.Equal("6301", question.ToString());
        var answer = await world.Client.MobilePayment.GetMobileOrderResultAsync(question.Input!);
        Assert.Equal("1", answer.Data.OrdStas);
        Assert.Equal(MobileRecoveryOutcome.Accepted, MobilePaymentRecovery.Judge(record, answer, isSettled: false));
    }

    [Fact]
    public async Task A_6203_and_a_6401_in_doubt_are_asked_about_too()
    {
        await using var world = await MobileWorld.StartAsync();
        await world.PaidAsync("M0001", "V0001");
        await world.UploadAsync("M0002", "V0002");
        foreach (var fault in new[] { "lost-after-booking@6203", "html502@6301", "lost-after-booking@6401" })
        {
            world.Center.Faults.Add(fault);
        }

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.Desk.RefundAsync("M0001", MobileRefundRequest.All("R0001"), world.Authorization));
        world.Center.Faults.Add("html502@6301");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.Desk.RevokeAsync("M0002"));

        var open = await world.Journal.ListOpenAsync();
        Assert.Equal(["6203", "6401"], open.Select(r => r.OperationKey!));
        foreach (var record in open)
        {
            Assert.True(MobilePaymentRecovery.Decides(record.OperationKey));
            var question = await MobilePaymentRecovery.QuestionAsync(world.Journal, record);
            var answer = await world.Client.MobilePayment.GetMobileOrderResultAsync(question.Input!);
            Assert.Equal(MobileRecoveryOutcome.Accepted, MobilePaymentRecovery.Judge(record, answer, isSettled: false));
        }
    }

    [Fact]
    public async Task A_lost_6201_can_be_asked_of_nobody()
    {
        await using var world = await MobileWorld.StartAsync();
        world.Center.Faults.Add("lost-after-booking@6201");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => world.UploadAsync());
        var record = Assert.Single(await world.Journal.ListOpenAsync());

        var question = await MobilePaymentRecovery.QuestionAsync(world.Journal, record);

        Assert.False(MobilePaymentRecovery.Decides(record.OperationKey));
        Assert.Null(question.Input);
        Assert.Contains("new medOrgOrd", question.Why, StringComparison.Ordinal);
        Assert.Equal("M0001", Assert.Single(await world.Journal.FindByKeyAsync("medOrgOrd", "M0001")).Keys.First(k => k.Key == "medOrgOrd").Value);
        Assert.Single(await world.Journal.FindByKeyAsync("mdtrt_id", "V0001"));
    }

    [Fact]
    public async Task A_command_whose_upload_another_program_made_says_what_is_missing()
    {
        await using var world = await MobileWorld.StartAsync();
        using var hospital = new ContractHospital();
        using var client = world.OpenClient();
        world.Center.Faults.Add("lost-before-booking@6202");
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => client.MobilePayment.CreateMobileOrderAsync(ContractHospital.Order()));

        var question = await MobilePaymentRecovery.QuestionAsync(world.Journal, Assert.Single(await world.Journal.ListOpenAsync()));

        Assert.Null(question.Input);
        Assert.Contains("idNo", question.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6202", "0", false, MobileRecoveryOutcome.Undecided)]
    [InlineData("6202", "0", true, MobileRecoveryOutcome.NotAccepted)]
    [InlineData("6202", "1", false, MobileRecoveryOutcome.Accepted)]
    [InlineData("6202", "6", false, MobileRecoveryOutcome.Accepted)]
    [InlineData("6202", "12", false, MobileRecoveryOutcome.Accepted)]
    [InlineData("6202", "14", true, MobileRecoveryOutcome.Undecided)]
    [InlineData("6202", "15", true, MobileRecoveryOutcome.NotAccepted)]
    [InlineData("6202", "16", true, MobileRecoveryOutcome.Undecided)]
    [InlineData("6202", "22", true, MobileRecoveryOutcome.Undecided)]
    [InlineData("6202", "", true, MobileRecoveryOutcome.Undecided)]
    [InlineData("6203", "6", false, MobileRecoveryOutcome.Undecided)]
    [InlineData("6203", "6", true, MobileRecoveryOutcome.NotAccepted)]
    [InlineData("6203", "7", false, MobileRecoveryOutcome.Accepted)]
    [InlineData("6203", "11", false, MobileRecoveryOutcome.Accepted)]
    [InlineData("6203", "13", true, MobileRecoveryOutcome.Undecided)]
    [InlineData("6203", "14", true, MobileRecoveryOutcome.Undecided)]
    [InlineData("6203", "18", true, MobileRecoveryOutcome.Undecided)]
    [InlineData("6401", "0", false, MobileRecoveryOutcome.Undecided)]
    [InlineData("6401", "1", true, MobileRecoveryOutcome.NotAccepted)]
    [InlineData("6401", "2", true, MobileRecoveryOutcome.Undecided)]
    [InlineData("6401", "12", false, MobileRecoveryOutcome.Accepted)]
    [InlineData("6401", "6", true, MobileRecoveryOutcome.Undecided)]
    [InlineData("6201", "6", true, MobileRecoveryOutcome.Undecided)]
    public void Each_state_decides_what_the_standards_data_says(string code, string state, bool isSettled, MobileRecoveryOutcome expected)
    {
        var record = new JournalEntry { MessageId = "m", Code = code, OperationKey = code, State = JournalState.Unknown, IntendedAt = DateTimeOffset.UnixEpoch };

        Assert.Equal(expected, MobilePaymentRecovery.Judge(record, new GetMobileOrderResultAnswer { Data = { OrdStas = state } }, isSettled));
    }

    [Fact]
    public void A_state_that_an_earlier_part_refund_left_decides_nothing()
    {
        var record = new JournalEntry { MessageId = "m", Code = "6203", OperationKey = "6203", State = JournalState.Unknown, IntendedAt = DateTimeOffset.UnixEpoch };
        var order = new MobileOrder
        {
            MedOrgOrd = "M0001", OrgCodg = "H", UploadedTotal = 1m, CreatedAt = DateTimeOffset.UnixEpoch, ChangedAt = DateTimeOffset.UnixEpoch,
            Refunds = [new MobileRefund { AppRefdSn = "R", Type = MobileRefundType.Cash, AskedAt = DateTimeOffset.UnixEpoch, MessageId = "m", OrdStasBefore = "10" }],
        };

        Assert.Equal(MobileRecoveryOutcome.Undecided, MobilePaymentRecovery.Judge(record, new GetMobileOrderResultAnswer { Data = { OrdStas = "10" } }, true, order));
        Assert.Equal(MobileRecoveryOutcome.Accepted, MobilePaymentRecovery.Judge(record, new GetMobileOrderResultAnswer { Data = { OrdStas = "11" } }, true, order));
    }
}
