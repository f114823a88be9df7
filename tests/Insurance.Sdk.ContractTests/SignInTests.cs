using System.Threading.Tasks;

namespace Insurance.Sdk.ContractTests;

/// <summary>9001 签到.</summary>
public sealed class SignInTests
{
    [Theory]
    [InlineData("object")]
    [InlineData("array")]
    [InlineData("wrapper")]
    public async Task Sign_number_and_time_are_read_from_object_array_and_wrapper(string shape)
    {
        var answer = await EveryNumber.AnsweredAsync<SignInAnswer>("9001", "9001.answer." + shape + ".json");

        Assert.Equal("QD20260302000001", answer.Signinoutb.SignNo);
        Assert.Equal(new ChinaTime(2026, 3, 2, 0, 30, 6), answer.Signinoutb.SignTime);
    }

    [Fact]
    public async Task A_sign_number_of_28_digits_and_an_epoch_time_keep_every_digit()
    {
        var answer = await EveryNumber.AnsweredAsync<SignInAnswer>("9001", "9001.answer.epoch-and-number.json");

        Assert.Equal("2026030200000100000200000300", answer.Signinoutb.SignNo);
        Assert.Equal(new ChinaTime(2026, 3, 2, 0, 30, 6), answer.Signinoutb.SignTime);
    }

    [Fact]
    public async Task Automatic_sign_in_sends_9001_once_and_its_number_with_what_follows()
    {
        using var center = new ContractServer().Answers("9001", "9001.answer.object.json").Answers("3507", "any.answer.none-null.json");
        using var client = center.Open(o =>
        {
            o.SignIn.Mode = SignInMode.Automatic;
            o.SignIn.Mac = "00-00-5E-00-53-01";
            o.SignIn.Ip = "192.0.2.10";
        });

        await client.Inventory.DeleteInventoryRecordAsync(ExampleRequests.Deletion());
        await client.Inventory.DeleteInventoryRecordAsync(ExampleRequests.Deletion());

        Assert.Equal(3, center.Arrived.Count);
        ContractServer.AssertIs("9001.request.json", center.Arrived[0]);
        Assert.All(new[] { 1, 2 }, i => Assert.Contains("\"sign_no\":\"QD20260302000001\"", ContractServer.BodyOf(center.Arrived[i]), System.StringComparison.Ordinal));
        Assert.All(new[] { 1, 2 }, i => Assert.EndsWith("/3507", center.Arrived[i].Path, System.StringComparison.Ordinal));
    }
}
