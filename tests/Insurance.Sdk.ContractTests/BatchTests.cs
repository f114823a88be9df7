using System;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.ContractTests;

/// <summary>Five lines with batchSize 2: three messages of two, two and one lines.</summary>
public sealed class BatchTests
{
    private const string Accepted = "any.answer.none-null.json";

    [Fact]
    public async Task Lines_over_the_batch_size_go_out_in_messages_of_their_own_and_results_keep_the_callers_places()
    {
        using var center = new ContractServer().Answers("3505A", Accepted, "3505A.answer.second-chunk.json", Accepted);
        using var client = center.Open(o => o.BatchSize = 2);

        var answer = await client.Inventory.UploadSalesBatchAsync(ExampleSales.SelfPaidSales(5));

        Assert.Equal(3, center.Arrived.Count);
        for (var chunk = 1; chunk <= 3; chunk++)
        {
            ContractServer.AssertIs("3505A.request-chunk-" + chunk + ".json", center.Arrived[chunk - 1]);
        }

        Assert.Equal(new[] { "0 Accepted", "1 Accepted", "2 Accepted", "3 Refused 追溯码已销售", "4 Accepted" }, EveryNumber.Lines(answer.Receipt.Lines));
        Assert.Equal(new[] { 1, 1, 2, 2, 3 }.Select(ContractServer.MessageId), answer.Receipt.Lines.Select(l => l.MessageId));
        Assert.Equal(new[] { 1, 2, 3 }.Select(ContractServer.MessageId), answer.Receipt.MessageIds);
        Assert.Equal("XS202603010004", Assert.Single(answer.SelinfoErrDetail).FixmedinsBchno);
    }

    [Fact]
    public async Task A_refused_second_message_leaves_the_first_accepted_and_the_third_unsent()
    {
        using var center = new ContractServer().Answers("3505A", Accepted, "any.answer.refused-number.json", Accepted);
        using var client = center.Open(o => o.BatchSize = 2);

        var error = await Assert.ThrowsAsync<RefusedException>(() => client.Inventory.UploadSalesBatchAsync(ExampleSales.SelfPaidSales(5)));

        Assert.Equal(2, center.Arrived.Count);
        Assert.Equal(ContractServer.MessageId(2), error.MessageId);
        Assert.Equal(
            new[] { "0 Accepted", "1 Accepted", "2 Refused MBS-测试拒绝：定点医药机构未签约", "3 Refused MBS-测试拒绝：定点医药机构未签约", "4 NotSent" },
            EveryNumber.Lines(error.Lines));
        Assert.Equal(new[] { ContractServer.MessageId(1), ContractServer.MessageId(1), ContractServer.MessageId(2), ContractServer.MessageId(2), null }, error.Lines.Select(l => l.MessageId));
        Assert.EndsWith("(lines: 2 accepted, 2 refused, 0 unknown, 1 not sent)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_second_message_leaves_its_lines_unknown()
    {
        using var center = new ContractServer().Answers(
            "3505A",
            ContractServer.Answer(Accepted),
            ContractServer.Answer("gateway.answer.page-502.html", 502, "text/html"),
            ContractServer.Answer(Accepted));
        using var client = center.Open(o => o.BatchSize = 2);

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => client.Inventory.UploadSalesBatchAsync(ExampleSales.SelfPaidSales(5)));

        Assert.Equal(2, center.Arrived.Count);
        Assert.Equal(ContractServer.MessageId(2), error.MessageId);
        Assert.Equal(new[] { "0 Accepted", "1 Accepted", "2 Unknown", "3 Unknown", "4 NotSent" }, EveryNumber.Lines(error.Lines));
    }

    [Fact]
    public async Task A_second_message_that_the_gateway_turned_away_was_not_sent()
    {
        using var center = new ContractServer().Answers(
            "3505A",
            ContractServer.Answer(Accepted),
            ContractServer.Answer("gateway.answer.json-400001.json", 500),
            ContractServer.Answer(Accepted));
        using var client = center.Open(o => o.BatchSize = 2);

        var error = await Assert.ThrowsAsync<NotProcessedException>(() => client.Inventory.UploadSalesBatchAsync(ExampleSales.SelfPaidSales(5)));

        Assert.Equal(2, center.Arrived.Count);
        Assert.Equal(new[] { "0 Accepted", "1 Accepted", "2 NotSent", "3 NotSent", "4 NotSent" }, EveryNumber.Lines(error.Lines));
    }
}
