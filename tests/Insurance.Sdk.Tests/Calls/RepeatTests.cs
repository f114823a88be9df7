using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;

namespace Insurance.Sdk.Tests.Calls;

public sealed class RepeatTests
{
    private readonly TestHospital _hospital = new();

    [Fact]
    public async Task A_query_is_repeated_with_a_new_message_id_and_new_headers()
    {
        _hospital.Center.RefusesConnection().BreaksAfterSending().Answers(TestHospital.Accepted);

        var answer = await _hospital.Open().CallAsync(FakeOperations.Query, new FakeRequest(), null, default);

        Assert.Equal("H00000000001202603020030050003", answer.Receipt.MessageId);
        Assert.Equal(3, _hospital.Center.Count);
        Assert.Equal(
            new[] { "H00000000001202603020030050002", "H00000000001202603020030050003" },
            _hospital.Center.Received.Select(r => r.GetProperty("msgid").GetString()).ToArray());
        var nonces = _hospital.Center.Requests.Select(r => r.Headers.GetValues("x-tif-nonce").Single()).ToArray();
        Assert.Equal(3, nonces.Distinct().Count());
        Assert.Equal(new[] { 1, 2, 3 }, _hospital.Events.OfType<CallAttempted>().Select(e => e.Attempt).ToArray());
    }

    [Fact]
    public async Task A_callers_own_message_id_stays_over_the_repeats()
    {
        _hospital.Center.BreaksAfterSending().Answers(TestHospital.Accepted);

        await _hospital.Open().CallAsync(FakeOperations.Query, new FakeRequest(), new CallOptions { MessageId = "MINE" }, default);

        Assert.All(_hospital.Center.Received, r => Assert.Equal("MINE", r.GetProperty("msgid").GetString()));
        Assert.Equal(2, _hospital.Center.Count);
    }

    [Fact]
    public async Task A_query_that_never_gets_an_answer_ends_after_its_attempts()
    {
        _hospital.Options.Retry.MaxAttempts = 4;
        _hospital.Center.Answers("<html/>", 502);

        await Assert.ThrowsAsync<ProtocolException>(() => _hospital.Open().CallAsync(FakeOperations.Query, new FakeRequest(), null, default));

        Assert.Equal(4, _hospital.Center.Count);
    }

    [Fact]
    public async Task One_attempt_means_no_repeat()
    {
        _hospital.Options.Retry.MaxAttempts = 1;
        _hospital.Center.RefusesConnection();

        await Assert.ThrowsAsync<NotProcessedException>(() => _hospital.Open().CallAsync(FakeOperations.Query, new FakeRequest(), null, default));

        Assert.Equal(1, _hospital.Center.Count);
    }

    [Theory]
    [InlineData("""{"infcode":-1,"err_msg":"x"}""", 200)]
    [InlineData("", 401)]
    [InlineData("", 404)]
    [InlineData("""{"code":401,"message":"x"}""", 200)]
    public async Task What_will_not_change_is_not_repeated(string body, int status)
    {
        _hospital.Center.Answers(body, status);

        await Assert.ThrowsAnyAsync<InsuranceException>(() => _hospital.Open().CallAsync(FakeOperations.Query, new FakeRequest(), null, default));

        Assert.Equal(1, _hospital.Center.Count);
    }

    [Fact]
    public async Task The_wait_between_attempts_is_the_clocks()
    {
        _hospital.Options.Retry.Delay = _hospital.Options.Retry.MaxDelay = TimeSpan.FromSeconds(20);
        _hospital.Center.RefusesConnection().Answers(TestHospital.Accepted);
        var call = _hospital.Open().CallAsync(FakeOperations.Query, new FakeRequest(), null, default);
        for (var i = 0; i < 100; i++)
        {
            await Task.Yield();
        }

        Assert.Equal(1, _hospital.Center.Count);
        while (!call.IsCompleted)
        {
            _hospital.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await call;
        Assert.Equal(2, _hospital.Center.Count);
    }
}
