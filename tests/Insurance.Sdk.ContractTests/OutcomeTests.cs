using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using WireMock;
using WireMock.ResponseBuilders;
using WireMock.Util;

namespace Insurance.Sdk.ContractTests;

/// <summary>Answers that are none: what is certainly not booked, and what is unknown. 3505A stands for commands, 3513 for queries.</summary>
public sealed class OutcomeTests
{
    private static readonly string[] Secrets = { ContractServer.Token, ContractServer.PaasId, "参保人戊", "000000190001010002", "医师丙", "44030000000000000000000001" };

    public static TheoryData<string, int, string?, string?> TurnedAway => new()
    {
        { "gateway.answer.json-401.json", 200, "401", "invalid signature" },
        { "gateway.answer.json-401.json", 401, "401", "invalid signature" },
        { "gateway.answer.json-400001.json", 500, "400001", "鉴权失败" },
        { "gateway.answer.page-502.html", 404, null, null },
    };

    public static TheoryData<string> NoAnswers => new() { "page-502", "empty-200", "empty-500", "cut", "fault-empty", "fault-malformed" };

    [Theory]
    [MemberData(nameof(TurnedAway))]
    public async Task What_the_gateway_turned_away_was_not_processed(string file, int status, string? code, string? text)
    {
        foreach (var number in new[] { "3505A", "3513" })
        {
            using var center = new ContractServer().Answers(number, ContractServer.Answer(file, status));
            using var client = center.Open();

            var error = await Assert.ThrowsAsync<NotProcessedException>(() => EveryNumber.CallAsync(client, number));

            Assert.Equal((code, text, status), (error.GatewayCode, error.GatewayText, error.HttpStatus));
            Assert.All(error.Lines, l => Assert.Equal(LineState.NotSent, l.State));
            Assert.Single(center.Arrived);
            AssertNoSecret(error);
        }
    }

    [Theory]
    [MemberData(nameof(NoAnswers))]
    public async Task A_command_without_a_usable_answer_is_unknown(string kind)
    {
        using var center = new ContractServer().Answers("3505A", NoAnswer(kind));
        using var client = center.Open();

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => EveryNumber.CallAsync(client, "3505A"));

        AssertUnknown(error);
        Assert.Single(center.Arrived);
    }

    [Theory]
    [MemberData(nameof(NoAnswers))]
    public async Task A_query_without_a_usable_answer_is_no_answer(string kind)
    {
        using var center = new ContractServer().Answers("3513", NoAnswer(kind));
        using var client = center.Open();

        var error = await Assert.ThrowsAsync<ProtocolException>(() => EveryNumber.CallAsync(client, "3513"));

        Assert.Equal(3, center.Arrived.Count);
        AssertNoSecret(error);
    }

    [Fact]
    public async Task A_connection_that_is_reset_after_the_request_left_is_unknown()
    {
        using var hospital = new ContractServer();
        using var center = new BrokenCenter();
        using var client = hospital.Open(o => o.BaseUrl = center.BaseUrl);

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => EveryNumber.CallAsync(client, "3505A"));

        AssertUnknown(error);
        Assert.Equal(1, center.Requests);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_in_the_middle_is_unknown()
    {
        using var hospital = new ContractServer();
        using var center = new BrokenCenter("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"infcode\":0,\"err_msg\":\"\",\"output\":{\"result\":{\"retRslt\":\"1\"");
        using var client = hospital.Open(o => o.BaseUrl = center.BaseUrl);

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => EveryNumber.CallAsync(client, "3505A"));

        AssertUnknown(error);
        Assert.Equal(1, center.Requests);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_means_nothing_was_sent()
    {
        using var hospital = new ContractServer();

        // Bound without listening: nobody else can take the port meanwhile.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        using var client = hospital.Open(o => o.BaseUrl = "http://127.0.0.1:" + port + ContractServer.Prefix);

        var error = await Assert.ThrowsAsync<NotProcessedException>(() => EveryNumber.CallAsync(client, "3505A"));

        Assert.Equal(0, error.HttpStatus);
        Assert.All(error.Lines, l => Assert.Equal(LineState.NotSent, l.State));
        AssertNoSecret(error);
    }

    [Fact]
    public async Task A_command_out_of_time_is_unknown_and_a_query_out_of_time_is_no_answer()
    {
        using var center = new ContractServer();
        var (commandArrived, queryArrived, release) = (Signal(), Signal(), Signal());
        center.Answers("3505A", AnswersAfter(commandArrived, release)).Answers("3513", AnswersAfter(queryArrived, release));
        using var client = center.Open(o => o.Timeout = TimeSpan.FromSeconds(60));
        try
        {
            var command = EveryNumber.CallAsync(client, "3505A");
            await commandArrived.Task;
            center.Time.Advance(TimeSpan.FromSeconds(60));
            var unknown = await Assert.ThrowsAsync<CallTimeoutException>(() => command);

            var query = EveryNumber.CallAsync(client, "3513");
            await queryArrived.Task;
            center.Time.Advance(TimeSpan.FromSeconds(60));
            var none = await Assert.ThrowsAsync<QueryTimeoutException>(() => query);

            Assert.Equal(TimeSpan.FromSeconds(60), unknown.Limit);
            AssertUnknown(unknown);
            Assert.Equal(TimeSpan.FromSeconds(60), none.Limit);
        }
        finally
        {
            release.SetResult();
        }
    }

    [Fact]
    public async Task A_caller_who_cancels_a_command_under_way_is_told_that_it_may_be_booked()
    {
        using var center = new ContractServer();
        var (arrived, release) = (Signal(), Signal());
        center.Answers("3505A", AnswersAfter(arrived, release));
        using var client = center.Open();
        using var cancel = new CancellationTokenSource();
        try
        {
            var call = client.Inventory.UploadSalesBatchAsync(ExampleSales.Sales(), null, cancel.Token);
            await arrived.Task;
            await cancel.CancelAsync();
            var error = await Assert.ThrowsAsync<CallCanceledException>(() => call);

            Assert.True(error.MayBeBooked);
            Assert.Equal(ContractServer.MessageId(1), error.MessageId);
            Assert.Equal(new[] { "0 Unknown", "1 Unknown" }, EveryNumber.Lines(error.Lines));
        }
        finally
        {
            release.SetResult();
        }
    }

    private static IResponseBuilder NoAnswer(string kind) => kind switch
    {
        "page-502" => ContractServer.Answer("gateway.answer.page-502.html", 502, "text/html"),
        "empty-200" => Response.Create().WithStatusCode(200),
        "empty-500" => Response.Create().WithStatusCode(500),
        "cut" => ContractServer.Answer("gateway.answer.cut.txt"),
        "fault-empty" => ContractServer.Answer("any.answer.none-null.json").WithFault(FaultType.EMPTY_RESPONSE),
        "fault-malformed" => ContractServer.Answer("any.answer.none-null.json").WithFault(FaultType.MALFORMED_RESPONSE_CHUNK),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static IResponseBuilder AnswersAfter(TaskCompletionSource arrived, TaskCompletionSource release)
        => Response.Create().WithCallback(async _ =>
        {
            arrived.TrySetResult();
            await release.Task;
            return new ResponseMessage { StatusCode = 200 };
        });

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void AssertUnknown(OutcomeUnknownException error)
    {
        Assert.Equal("3505A", error.Code);
        Assert.Equal(ContractServer.MessageId(1), error.MessageId);
        Assert.Equal(new[] { "0 Unknown", "1 Unknown" }, EveryNumber.Lines(error.Lines));
        Assert.Equal(new[] { "3511", "3513" }, Array.ConvertAll([.. error.ConfirmedBy], c => c.Code));
        Assert.Equal(new[] { "3506A", "3507A" }, Array.ConvertAll([.. error.UndoneBy], u => u.Code));
        AssertNoSecret(error);
    }

    private static void AssertNoSecret(Exception error)
        => Assert.All(Secrets, secret => Assert.DoesNotContain(secret, error.ToString(), StringComparison.Ordinal));
}
