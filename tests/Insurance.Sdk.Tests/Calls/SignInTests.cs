using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Tests.Calls;

public sealed class SignInTests
{
    private const string SignedIn = """{"infcode":0,"output":{"signinoutb":{"sign_time":"2026-03-02 00:30:05","sign_no":"SN1"}}}""";

    private readonly TestHospital _hospital = new();

    public SignInTests()
    {
        _hospital.Options.SignIn.Mode = SignInMode.Automatic;
        _hospital.Options.SignIn.Mac = "00-00-5E-00-53-01";
        _hospital.Options.SignIn.Ip = "127.0.0.1";
    }

    [Fact]
    public async Task The_first_call_signs_in_and_the_next_ones_use_its_number()
    {
        _hospital.Center.Answers(SignedIn).Answers(TestHospital.Accepted);
        using var client = _hospital.Open();

        await client.CallAsync(FakeOperations.Command, new FakeRequest(), null, default);
        await client.CallAsync(FakeOperations.Command, new FakeRequest(), null, default);

        Assert.Equal(new[] { "9001", "2207", "2207" }, Sent("infno"));
        Assert.Equal(new[] { "", "SN1", "SN1" }, Sent("sign_no"));
        Assert.Equal("0001", _hospital.Center.Received[0].GetProperty("input").GetProperty("signIn").GetProperty("opter_no").GetString());
    }

    [Fact]
    public async Task Callers_at_the_same_time_share_one_sign_in()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _hospital.Center
            .Then(async (request, _) =>
            {
                await _hospital.Center.TakeAsync(request);
                await gate.Task;
                return new System.Net.Http.HttpResponseMessage { Content = new System.Net.Http.StringContent(SignedIn) };
            })
            .Answers(TestHospital.Accepted);
        using var client = _hospital.Open();

        var calls = Enumerable.Range(0, 20).Select(_ => client.CallAsync(FakeOperations.Command, new FakeRequest(), null, default)).ToArray();
        gate.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal(1, Sent("infno").Count(n => n == "9001"));
        Assert.Equal(20, Sent("sign_no").Count(n => n == "SN1"));
    }

    [Fact]
    public async Task Every_operator_has_a_sign_in_of_his_own_and_it_is_renewed_after_its_lifetime()
    {
        _hospital.Center.Answers(SignedIn).Answers(TestHospital.Accepted).Answers(SignedIn).Answers(TestHospital.Accepted).Answers(SignedIn).Answers(TestHospital.Accepted);
        using var client = _hospital.Open();

        await client.CallAsync(FakeOperations.Command, new FakeRequest(), null, default);
        await client.CallAsync(FakeOperations.Command, new FakeRequest(), new CallOptions { Operator = new Operator { Code = "0002", Name = "收费员乙" } }, default);
        _hospital.Time.Advance(TimeSpan.FromHours(12));
        await client.CallAsync(FakeOperations.Command, new FakeRequest(), null, default);

        Assert.Equal(new[] { "0001", "0001", "0002", "0002", "0001", "0001" }, Sent("opter"));
    }

    [Fact]
    public async Task A_refused_sign_in_fails_the_call_as_not_processed_and_starts_no_storm()
    {
        _hospital.Center.Answers(TestHospital.Refused);
        using var client = _hospital.Open();

        for (var i = 0; i < 5; i++)
        {
            var error = await Assert.ThrowsAsync<NotProcessedException>(() => client.CallAsync(FakeOperations.Command, new FakeRequest(), null, default));
            Assert.Equal("2207", error.Code);
            Assert.Equal("9001", Assert.IsType<RefusedException>(error.InnerException).Code);
        }

        Assert.Equal(1, _hospital.Center.Count);
        _hospital.Time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<NotProcessedException>(() => client.CallAsync(FakeOperations.Command, new FakeRequest(), null, default));
        Assert.Equal(2, _hospital.Center.Count);
    }

    [Fact]
    public async Task A_lost_sign_in_never_makes_a_command_look_booked()
    {
        _hospital.Center.BreaksAfterSending();

        var error = await Assert.ThrowsAsync<NotProcessedException>(() => _hospital.Open().CallAsync(FakeOperations.Command, new FakeRequest(), null, default));

        Assert.IsType<OutcomeUnknownException>(error.InnerException);
    }

    [Fact]
    public async Task One_who_leaves_does_not_end_the_sign_in_of_the_others()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _hospital.Center
            .Then(async (request, token) =>
            {
                await gate.Task.WaitAsync(token);
                await _hospital.Center.TakeAsync(request);
                return new System.Net.Http.HttpResponseMessage { Content = new System.Net.Http.StringContent(SignedIn) };
            })
            .Answers(TestHospital.Accepted);
        using var client = _hospital.Open();
        using var cancel = new CancellationTokenSource();

        var leaves = client.CallAsync(FakeOperations.Command, new FakeRequest(), null, cancel.Token);
        var stays = client.CallAsync(FakeOperations.Command, new FakeRequest(), null, default);
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<CallCanceledException>(() => leaves);
        gate.SetResult();

        Assert.Equal("S1", (await stays).SetlId);
    }

    [Fact]
    public async Task An_unreachable_center_is_tried_again_at_once()
    {
        _hospital.Center.RefusesConnection().Answers(SignedIn).Answers(TestHospital.Accepted);
        using var client = _hospital.Open();

        await Assert.ThrowsAsync<NotProcessedException>(() => client.CallAsync(FakeOperations.Command, new FakeRequest(), null, default));

        Assert.Equal("S1", (await client.CallAsync(FakeOperations.Command, new FakeRequest(), null, default)).SetlId);
    }

    [Fact]
    public async Task The_call_s_own_number_needs_no_sign_in_and_manual_mode_takes_the_clients()
    {
        _hospital.Options.SignIn.Mode = SignInMode.Manual;
        _hospital.Center.Answers(TestHospital.Accepted);
        using var client = _hospital.Open();
        client.SignNo = "MINE";

        await client.CallAsync(FakeOperations.Command, new FakeRequest(), null, default);
        await client.CallAsync(FakeOperations.Command, new FakeRequest(), new CallOptions { SignNo = "CALL" }, default);

        Assert.Equal(new[] { "MINE", "CALL" }, Sent("sign_no"));
    }

    [Theory]
    [InlineData("""{"sign_no":"SN1"}""")]
    [InlineData("""{"result":[{"signNo":"SN1"}]}""")]
    [InlineData("""{"SIGNINOUTB":{"SIGN_NO":"SN1"}}""")]
    public async Task The_number_is_found_in_every_form_of_the_answer(string output)
    {
        _hospital.Center.Answers("{\"infcode\":0,\"output\":" + output + "}").Answers(TestHospital.Accepted);

        await _hospital.Open().CallAsync(FakeOperations.Command, new FakeRequest(), null, default);

        Assert.Equal("SN1", Sent("sign_no")[1]);
    }

    private string[] Sent(string member) => _hospital.Center.Received.Select(r => r.GetProperty(member).GetString()!).ToArray();
}
