using System;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Tests.Calls;

/// <summary>What a caller gets: kind of transaction against what happened.</summary>
public sealed class OutcomeTests
{
    [Fact]
    public async Task An_accepted_call_gives_the_typed_answer_with_its_receipt()
    {
        var hospital = new TestHospital();
        hospital.Center.Answers("""{"infcode":"0","inf_refmsgid":"R1","warn_msg":"W","err_msg":"成功","output":{"setl_id":12345678901234567890}}""");

        var answer = await hospital.Open().CallAsync(FakeOperations.Command, new FakeRequest { Name = "odd" }, null, default);

        Assert.Equal("12345678901234567890", answer.SetlId);
        Assert.Equal("H00000000001202603020030050001", answer.Receipt.MessageId);
        Assert.Equal(("R1", "0", "W", 200), (answer.Receipt.CenterReference, answer.Receipt.CenterCode, answer.Receipt.WarningText, answer.Receipt.HttpStatus));
        Assert.Contains("setl_id", answer.Receipt.RawText, StringComparison.Ordinal);
        Assert.Equal("INS1009", answer.Receipt.Warnings.Single().Number);
    }

    [Theory]
    [InlineData("1101")]
    [InlineData("2207")]
    public async Task A_refusal_is_final_for_queries_and_commands(string code)
    {
        var hospital = new TestHospital();
        hospital.Center.Answers(TestHospital.Refused);

        var error = await Assert.ThrowsAsync<RefusedException>(() => CallAsync(hospital, code));

        Assert.Equal(("-1", "张三 余额不足", code), (error.CenterCode, error.CenterText, error.Code));
        Assert.Equal(1, hospital.Center.Count);
    }

    [Theory]
    [InlineData("1101", 3)]
    [InlineData("2207", 1)]
    [InlineData("3505A", 1)]
    [InlineData("9102", 1)]
    public async Task A_refused_connection_is_provably_not_processed(string code, int attempts)
    {
        var hospital = new TestHospital();
        hospital.Center.RefusesConnection();

        var error = await Assert.ThrowsAsync<NotProcessedException>(() => CallAsync(hospital, code));

        Assert.Equal(code, error.Code);
        Assert.NotEqual("", error.MessageId);
        Assert.Equal(attempts, hospital.Center.Count);
    }

    [Theory]
    [InlineData("2207")]
    [InlineData("3505A")]
    [InlineData("9001")]
    [InlineData("ZSMCJ003")]
    public async Task A_connection_that_breaks_after_sending_leaves_a_command_unknown_and_unrepeated(string code)
    {
        var hospital = new TestHospital();
        hospital.Center.BreaksAfterSending().Answers(TestHospital.Accepted);

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync(hospital, code));

        Assert.Equal("H00000000001202603020030050001", error.MessageId);
        Assert.Equal(1, hospital.Center.Count);
    }

    [Fact]
    public async Task An_unknown_outcome_names_what_confirms_and_what_undoes()
    {
        var hospital = new TestHospital();
        hospital.Center.BreaksAfterSending();

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync(hospital, "2207"));

        Assert.Equal("3202", error.ConfirmedBy.Single().Code);
        Assert.Equal("2601", error.UndoneBy.Single().Code);
    }

    [Theory]
    [InlineData("""{"infcode":0,"output":{"setl_id":"S""")]
    [InlineData("""{"infcode":-1,"err_msg":"no""")]
    [InlineData("")]
    [InlineData("<html><body>502</body></html>")]
    [InlineData("""{"infcode":0,"err_msg":"java.lang.NullPointerException","output":null}""")]
    public async Task A_body_that_proves_nothing_is_unknown_for_a_command_and_no_answer_for_a_query(string body)
    {
        var command = new TestHospital();
        command.Center.Answers(body);
        var query = new TestHospital();
        query.Center.Answers(body);

        var unknown = await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync(command, "2207"));
        var noAnswer = await Assert.ThrowsAsync<ProtocolException>(() => CallAsync(query, "1101"));

        Assert.Equal(body, unknown.RawText);
        Assert.Equal(body, noAnswer.RawText);
        Assert.NotEmpty(unknown.Deviations);
        Assert.Equal((1, 3), (command.Center.Count, query.Center.Count));
    }

    [Theory]
    [InlineData("1101")]
    [InlineData("2207")]
    public async Task A_transfer_that_breaks_off_inside_the_body_keeps_what_came(string code)
    {
        var hospital = new TestHospital();
        hospital.Center.AnswersWith(new BrokenStream("""{"infcode":0,"out"""));

        var error = await Assert.ThrowsAnyAsync<InsuranceException>(() => CallAsync(hospital, code, o => o.Retry.MaxAttempts = 1));

        Assert.Equal(code == "2207" ? typeof(OutcomeUnknownException) : typeof(ProtocolException), error.GetType());
        Assert.Equal("""{"infcode":0,"out""", error.RawText);
        Assert.Contains(error.Deviations, d => d.Number == "INS2028");
    }

    [Fact]
    public async Task A_gateways_rejection_is_not_processed_and_not_repeated()
    {
        var hospital = new TestHospital();
        hospital.Center.Answers("""{"code":400001,"msg":"鉴权失败"}""", 500);

        var error = await Assert.ThrowsAsync<NotProcessedException>(() => CallAsync(hospital, "1101"));

        Assert.Equal(("400001", "鉴权失败", 500), (error.GatewayCode, error.GatewayText, error.HttpStatus));
        Assert.Equal(1, hospital.Center.Count);
    }

    [Fact]
    public async Task An_output_that_cannot_be_opened_is_unknown_for_a_command_and_a_signature_error_for_a_query()
    {
        var command = new TestHospital { Protection = new Distrust() };
        command.Center.Answers(TestHospital.Accepted);
        var query = new TestHospital { Protection = new Distrust() };
        query.Center.Answers(TestHospital.Accepted);

        var unknown = await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync(command, "2207"));
        await Assert.ThrowsAsync<SignatureException>(() => CallAsync(query, "1101"));

        Assert.IsType<SignatureException>(unknown.InnerException);
        Assert.Equal(1, query.Center.Count);
    }

    [Fact]
    public async Task A_booked_command_whose_output_cannot_be_read_is_never_a_plain_failure()
    {
        var hospital = new TestHospital();
        hospital.Codec.ThrowsOnRead = true;
        hospital.Center.Answers(TestHospital.Accepted);

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync(hospital, "2207"));

        Assert.Equal(TestHospital.Accepted, error.RawText);
        Assert.NotEqual("", error.MessageId);
    }

    [Fact]
    public async Task A_handler_that_repeats_by_itself_cannot_send_a_command_twice()
    {
        var hospital = new TestHospital();
        hospital.Center.BreaksAfterSending().Answers(TestHospital.Accepted);
        using var stubborn = new Stubborn(hospital.Center);

        await Assert.ThrowsAsync<OutcomeUnknownException>(
            () => hospital.Open(p => p.HttpMessageHandler = stubborn).CallAsync(FakeOperations.Command, new FakeRequest(), null, default));

        Assert.Single(hospital.Center.Bodies);
    }

    [Fact]
    public async Task What_the_edition_has_not_decided_is_a_configuration_error()
    {
        var hospital = new TestHospital();

        var error = await Assert.ThrowsAsync<ConfigurationException>(
            () => hospital.Open().CallAsync(FakeOperations.Command, new FakeRequest { Name = "unavailable" }, null, default));

        Assert.Equal("transactions.3302.nodes.input", error.Setting);
        Assert.Equal(0, hospital.Center.Count);
    }

    [Fact]
    public async Task A_file_answer_keeps_its_bytes()
    {
        var zip = new byte[] { (byte)'P', (byte)'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
        var hospital = new TestHospital();
        hospital.Center.Answers(zip, contentType: "application/octet-stream");

        var answer = await hospital.Open().CallAsync(FakeOperations.Download, new FakeRequest(), null, default);

        Assert.Equal(zip, answer.Receipt.File.ToArray());
        Assert.Equal("", answer.Receipt.RawText);
    }

    [Fact]
    public async Task One_event_comes_per_step()
    {
        var hospital = new TestHospital();
        hospital.Center.Answers(TestHospital.Accepted);

        await CallAsync(hospital, "2207");

        Assert.Equal(
            new[] { typeof(CallChecked), typeof(CallSealed), typeof(CallAttempted), typeof(CallAnswered), typeof(CallJudged) },
            hospital.Events.Select(e => e.GetType()).ToArray());
        Assert.Equal(CallOutcome.Accepted, ((CallJudged)hospital.Events[4]).Outcome);
    }

    [Fact]
    public async Task A_listener_that_throws_does_not_cost_the_answer()
    {
        var hospital = new TestHospital { OnEvent = _ => throw new InvalidOperationException("broken logger") };
        hospital.Center.Answers(TestHospital.Accepted);

        Assert.Equal("S1", (await hospital.Open().CallAsync(FakeOperations.Command, new FakeRequest(), null, default)).SetlId);
    }

    internal static Task CallAsync(TestHospital hospital, string code, Action<InsuranceOptions>? adjust = null)
    {
        adjust?.Invoke(hospital.Options);
        var client = hospital.Open();
        var operation = FakeOperations.All.FirstOrDefault(o => o.Code == code);
        return operation is null
            ? client.InvokeAsync(code, "{}")
            : client.CallAsync(operation, new FakeRequest(), null, default);
    }

    private sealed class Distrust : IBodyProtection
    {
        public SealedInput Seal(ReadOnlyMemory<byte> inputJson) => new(inputJson);

        public ReadOnlyMemory<byte> Open(SealedOutput output) => throw new SignatureException("cainfo is empty");
    }

    private sealed class Stubborn : DelegatingHandler
    {
        internal Stubborn(HttpMessageHandler inner)
            : base(inner)
        {
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, System.Threading.CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException)
            {
                return await base.SendAsync(request, cancellationToken);
            }
        }
    }
}
