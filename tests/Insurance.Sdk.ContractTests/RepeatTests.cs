using System;
using System.Linq;
using System.Threading.Tasks;
using WireMock.ResponseBuilders;

namespace Insurance.Sdk.ContractTests;

/// <summary>What may be repeated is counted at the center: a query is, a command never.</summary>
public sealed class RepeatTests
{
    private static IResponseBuilder Page502 => ContractServer.Answer("gateway.answer.page-502.html", 502, "text/html");

    [Fact]
    public async Task A_query_after_502_is_asked_again_under_a_new_message_id_and_a_new_nonce()
    {
        using var center = new ContractServer().Answers("3513", Page502, ContractServer.Answer("3513.answer.rows.json"));
        using var client = center.Open();

        var answer = (QuerySoldTraceCodesAnswer)await EveryNumber.CallAsync(client, "3513");

        Assert.Equal(2, answer.Output.Count);
        Assert.Equal(ContractServer.MessageId(2), answer.Receipt.MessageId);
        Assert.Equal(2, center.Arrived.Count);
        ContractServer.AssertIs("3513.request.json", center.Arrived[0]);
        var (first, second) = (ContractServer.BodyOf(center.Arrived[0]), ContractServer.BodyOf(center.Arrived[1]));
        Assert.Equal(first.Replace(ContractServer.MessageId(1), ContractServer.MessageId(2), StringComparison.Ordinal), second);
        Assert.All(center.Arrived, r => ContractServer.AssertHeaders(r));
        Assert.Equal(2, center.Arrived.Select(r => ContractServer.Header(r, "x-tif-nonce")).Distinct().Count());
    }

    [Fact]
    public async Task A_query_without_any_answer_ends_after_the_attempts_that_are_set()
    {
        using var center = new ContractServer().Answers("3513", Page502);
        using var client = center.Open(o => o.Retry.MaxAttempts = 3);

        var error = await Assert.ThrowsAsync<ProtocolException>(() => EveryNumber.CallAsync(client, "3513"));

        Assert.Equal(502, error.HttpStatus);
        Assert.Equal(3, center.Arrived.Count);
    }

    [Fact]
    public async Task A_query_that_the_gateway_turned_away_is_not_asked_again()
    {
        using var center = new ContractServer().Answers("3513", "gateway.answer.json-401.json");
        using var client = center.Open();

        await Assert.ThrowsAsync<NotProcessedException>(() => EveryNumber.CallAsync(client, "3513"));

        Assert.Single(center.Arrived);
    }

    [Theory]
    [InlineData("3501")]
    [InlineData("3501A")]
    [InlineData("3502")]
    [InlineData("3502A")]
    [InlineData("3505")]
    [InlineData("3505A")]
    [InlineData("3506")]
    [InlineData("3506A")]
    [InlineData("3507")]
    [InlineData("3507A")]
    public async Task A_command_after_502_is_never_sent_again(string number)
    {
        using var center = new ContractServer().Answers(number, Page502, ContractServer.Answer("any.answer.none-null.json"));
        using var client = center.Open(o => o.Retry.MaxAttempts = 10);

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => EveryNumber.CallAsync(client, number));

        Assert.Single(center.Arrived);
        Assert.Equal(ContractServer.MessageId(1), error.MessageId);
        Assert.All(error.Lines, l => Assert.Equal(LineState.Unknown, l.State));
        Assert.NotEmpty(error.ConfirmedBy);
    }
}
