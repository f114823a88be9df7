using System;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Tests.Calls;

/// <summary>Time limits and the caller's cancellation, in every phase of a call.</summary>
public sealed class TimeLimitTests
{
    private readonly TestHospital _hospital = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_command_that_gets_no_answer_in_time_is_unknown_with_the_limit()
    {
        _hospital.Center.HangsAfterSending(_reached.SetResult);
        var call = Start(FakeOperations.Command);
        await _reached.Task;
        _hospital.Time.Advance(TimeSpan.FromSeconds(90));

        var error = await Assert.ThrowsAsync<CallTimeoutException>(() => call);

        Assert.Equal(TimeSpan.FromSeconds(90), error.Limit);
        Assert.Equal(("2207", "H00000000001202603020030050001"), (error.Code, error.MessageId));
        Assert.NotEmpty(error.UndoneBy);
    }

    [Fact]
    public async Task A_query_that_gets_no_answer_in_time_has_nothing_in_doubt()
    {
        _hospital.Center.HangsAfterSending(_reached.SetResult);
        var call = Start(FakeOperations.Query, new CallOptions { Timeout = TimeSpan.FromSeconds(5) });
        await _reached.Task;
        _hospital.Time.Advance(TimeSpan.FromSeconds(5));

        var error = await Assert.ThrowsAsync<QueryTimeoutException>(() => call);

        Assert.Equal(TimeSpan.FromSeconds(5), error.Limit);
        Assert.Equal(1, _hospital.Center.Count);
    }

    [Fact]
    public async Task A_limit_that_passes_before_anything_left_is_not_processed()
    {
        _hospital.Center.HangsBeforeSending(_reached.SetResult);
        var call = Start(FakeOperations.Command);
        await _reached.Task;
        _hospital.Time.Advance(TimeSpan.FromSeconds(90));

        await Assert.ThrowsAsync<NotProcessedException>(() => call);
    }

    [Fact]
    public async Task A_limit_that_passes_inside_the_body_is_unknown()
    {
        _hospital.Center.AnswersWith(new BrokenStream("""{"infcode":0,""", _reached.SetResult));
        var call = Start(FakeOperations.Command);
        await _reached.Task;
        _hospital.Time.Advance(TimeSpan.FromSeconds(90));

        await Assert.ThrowsAsync<CallTimeoutException>(() => call);
    }

    [Fact]
    public async Task Cancellation_before_the_call_sends_nothing_and_costs_no_message_id()
    {
        var error = await Assert.ThrowsAsync<CallCanceledException>(() => Start(FakeOperations.Command, token: new CancellationToken(true)));

        Assert.False(error.MayBeBooked);
        Assert.Equal("", error.MessageId);
        Assert.Equal(0, _hospital.Center.Count);
    }

    [Theory]
    [InlineData("before", "2207", false)]
    [InlineData("after", "2207", true)]
    [InlineData("body", "2207", true)]
    [InlineData("before", "1101", false)]
    [InlineData("after", "1101", false)]
    [InlineData("body", "1101", false)]
    public async Task Cancellation_stays_cancellation_and_tells_whether_a_command_may_be_booked(string phase, string code, bool mayBeBooked)
    {
        _ = phase switch
        {
            "before" => _hospital.Center.HangsBeforeSending(_reached.SetResult),
            "after" => _hospital.Center.HangsAfterSending(_reached.SetResult),
            _ => _hospital.Center.AnswersWith(new BrokenStream("{", _reached.SetResult)),
        };
        using var cancel = new CancellationTokenSource();
        var call = Start(code == "2207" ? FakeOperations.Command : FakeOperations.Query, token: cancel.Token);
        await _reached.Task;
        await cancel.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        var canceled = Assert.IsType<CallCanceledException>(error);
        Assert.Equal(mayBeBooked, canceled.MayBeBooked);
        Assert.Equal(cancel.Token, canceled.CancellationToken);
        Assert.Equal(("H00000000001202603020030050001", code), (canceled.MessageId, canceled.Code));
        Assert.Equal(1, _hospital.Center.Count);
    }

    [Fact]
    public async Task An_injected_clients_own_timer_is_a_time_out_too()
    {
        _hospital.Center.Then(async (request, _) =>
        {
            await _hospital.Center.TakeAsync(request);
            throw new TaskCanceledException("HttpClient.Timeout", new TimeoutException());
        });

        await Assert.ThrowsAsync<CallTimeoutException>(() => Start(FakeOperations.Command));
    }

    [Fact]
    public async Task Waiting_for_the_next_attempt_ends_with_the_callers_token()
    {
        _hospital.Options.Retry.Delay = _hospital.Options.Retry.MaxDelay = TimeSpan.FromSeconds(60);
        using var cancel = new CancellationTokenSource();
        _hospital.OnEvent = e =>
        {
            if (e is Insurance.Sdk.Calls.CallAnswered)
            {
                cancel.Cancel();
            }
        };
        _hospital.Center.RefusesConnection();

        await Assert.ThrowsAsync<CallCanceledException>(() => Start(FakeOperations.Query, token: cancel.Token));

        Assert.Equal(1, _hospital.Center.Count);
    }

    [Fact]
    public async Task Waiting_for_the_next_attempt_ends_with_the_limit_and_tells_the_last_failure()
    {
        _hospital.Options.Retry.Delay = _hospital.Options.Retry.MaxDelay = TimeSpan.FromSeconds(600);
        _hospital.Center.RefusesConnection();
        var call = Start(FakeOperations.Query);
        while (!call.IsCompleted)
        {
            _hospital.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<NotProcessedException>(() => call);
        Assert.Equal(1, _hospital.Center.Count);
    }

    private Task<FakeAnswer> Start(Operation<FakeRequest, FakeAnswer> operation, CallOptions? options = null, CancellationToken token = default)
        => _hospital.Open().CallAsync(operation, new FakeRequest(), options, token);
}
