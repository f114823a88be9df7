using System;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.ContractTests;

/// <summary>What holds for each of the numbers alike: the bytes of the request, answers without content, refusals.</summary>
public sealed class EveryNumberTests
{
    private const string Refusal = "MBS-测试拒绝：定点医药机构未签约";

    private static readonly string[] NoContent = { "null", "absent", "empty-object", "empty-text", "null-text", "code-as-text", "wrapper" };

    public static TheoryData<string> Numbers => new(EveryNumber.All);

    public static TheoryData<string, string> NumbersAndAnswersWithoutContent
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var number in EveryNumber.All)
            {
                foreach (var shape in NoContent)
                {
                    data.Add(number, shape);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task The_request_arrives_byte_for_byte_as_the_tables_say(string number)
    {
        using var center = new ContractServer().Answers(number, "any.answer.none-null.json");
        using var client = center.Open();

        await EveryNumber.CallAsync(client, number);

        ContractServer.AssertIs(number + ".request.json", Assert.Single(center.Arrived));
    }

    [Theory]
    [MemberData(nameof(NumbersAndAnswersWithoutContent))]
    public async Task An_accepted_answer_without_content_accepts_every_line(string number, string shape)
    {
        using var center = new ContractServer().Answers(number, "any.answer.none-" + shape + ".json");
        using var client = center.Open();

        var answer = await EveryNumber.CallAsync(client, number);

        Assert.Equal(ContractServer.MessageId(1), answer.Receipt.MessageId);
        Assert.Equal("440800202603020030060000000001", answer.Receipt.CenterReference);
        Assert.Equal("0", answer.Receipt.CenterCode);
        Assert.Equal(200, answer.Receipt.HttpStatus);
        Assert.Equal(number.EndsWith('A') ? new[] { "0 Accepted", "1 Accepted" } : Array.Empty<string>(), EveryNumber.Lines(answer.Receipt.Lines));
        Assert.All(answer.Receipt.Lines, l => Assert.Equal(ContractServer.MessageId(1), l.MessageId));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_refusal_is_told_with_the_centers_text_and_is_not_repeated(string number)
    {
        foreach (var shape in new[] { "number", "text", "wrapper" })
        {
            using var center = new ContractServer().Answers(number, "any.answer.refused-" + shape + ".json");
            using var client = center.Open();

            var refusal = await Assert.ThrowsAsync<RefusedException>(() => EveryNumber.CallAsync(client, number));

            Assert.Equal("-1", refusal.CenterCode);
            Assert.Equal(Refusal, refusal.CenterText);
            Assert.Equal(number, refusal.Code);
            Assert.Equal(ContractServer.MessageId(1), refusal.MessageId);
            Assert.DoesNotContain(Refusal, refusal.Message, StringComparison.Ordinal);
            Assert.All(refusal.Lines, l => Assert.Equal((LineState.Refused, Refusal), (l.State, l.Reason)));
            Assert.Equal(number.EndsWith('A') ? 2 : 0, refusal.Lines.Count);
            Assert.Single(center.Arrived);
        }
    }

    [Fact]
    public async Task Every_request_has_a_message_id_and_a_nonce_of_its_own()
    {
        using var center = new ContractServer().Answers("3507", "any.answer.none-null.json");
        using var client = center.Open();

        await EveryNumber.CallAsync(client, "3507");
        await EveryNumber.CallAsync(client, "3507");

        Assert.Equal(2, center.Arrived.Count);
        Assert.Contains(ContractServer.MessageId(2), ContractServer.BodyOf(center.Arrived[1]), StringComparison.Ordinal);
        Assert.Equal(2, center.Arrived.Select(r => ContractServer.Header(r, "x-tif-nonce")).Distinct().Count());
        Assert.All(center.Arrived, r => ContractServer.AssertHeaders(r));
    }
}
