using System;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Gateways;
using Polly;
using Polly.Retry;

namespace Insurance.Sdk.Calls;

/// <summary>Steps 4 and 5, send and open: attempts of one message within its time limit. Only queries and trials have a second attempt.</summary>
internal sealed class SendStep
{
    private readonly ClientSettings _settings;
    private readonly HttpExchange _http;
    private readonly TimeProvider _time;
    private readonly CallEvents _events;
    private readonly ResiliencePipeline<Attempt>? _repeats;

    internal SendStep(ClientSettings settings, HttpExchange http, TimeProvider time, CallEvents events)
    {
        _settings = settings;
        _http = http;
        _time = time;
        _events = events;
        _repeats = settings.Retry.MaxAttempts == 1 ? null : BuildRepeats(settings.Retry, time);
    }

    internal ValueTask<Attempt> SendAsync(SealedMessage first, CancellationToken caller)
    {
        var limit = first.Message.Options?.Timeout ?? _settings.Timeout;
        return _repeats is null || !first.Message.MayRepeat ? OnceAsync(first, limit, caller) : RepeatedAsync(_repeats, first, limit, caller);
    }

    private async ValueTask<Attempt> OnceAsync(SealedMessage message, TimeSpan limit, CancellationToken caller)
    {
        using var timer = Timer(limit);
        using var linked = caller.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(caller, timer.Token) : null;
        var both = linked?.Token ?? timer.Token;
        if (both.IsCancellationRequested)
        {
            return new Attempt(message) { Limit = limit, Begun = false, CanceledByCaller = caller.IsCancellationRequested, LimitPassed = timer.IsCancellationRequested };
        }

        var started = Begin(message, 1);
        var reply = await _http.SendAsync(Prepare(message), message.Bytes, message.ContentType, both).ConfigureAwait(false);
        var attempt = Opened(message, limit, reply, started, both);
        attempt.CanceledByCaller = caller.IsCancellationRequested;
        attempt.LimitPassed = timer.IsCancellationRequested;
        return attempt;
    }

    private async ValueTask<Attempt> RepeatedAsync(ResiliencePipeline<Attempt> repeats, SealedMessage first, TimeSpan limit, CancellationToken caller)
    {
        using var timer = Timer(limit);
        using var linked = caller.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(caller, timer.Token) : null;
        var both = linked?.Token ?? timer.Token;
        var last = new Attempt(first) { Limit = limit, Begun = false };
        var number = 0;
        try
        {
            last = await repeats.ExecuteAsync(
                async token =>
                {
                    // A query's repeat is a new message to the center; a caller's own id stays.
                    number++;
                    last = await TryAsync(number == 1 ? first : first.Again(), number, limit, token).ConfigureAwait(false);
                    return last;
                },
                both).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            // Ended while waiting for the next attempt; only queries wait. A caller who left wants no answer any more.
            if (caller.IsCancellationRequested)
            {
                last = new Attempt(last.Message) { Limit = limit, Begun = last.Begun };
            }
        }

        last.CanceledByCaller = caller.IsCancellationRequested;
        last.LimitPassed = timer.IsCancellationRequested;
        return last;
    }

    private static ResiliencePipeline<Attempt> BuildRepeats(RetryOptions retry, TimeProvider time)
        => new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = retry.MaxAttempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = retry.Delay,
                MaxDelay = retry.MaxDelay,
                ShouldHandle = static args => new ValueTask<bool>(args.Outcome.Result is { IsTransient: true }),
            })
            .Build();

    private async ValueTask<Attempt> TryAsync(SealedMessage message, int number, TimeSpan limit, CancellationToken token)
    {
        if (token.IsCancellationRequested)
        {
            return new Attempt(message) { Limit = limit, Begun = false };
        }

        var started = Begin(message, number);
        var reply = await _http.SendAsync(Prepare(message), message.Bytes, message.ContentType, token).ConfigureAwait(false);
        return Opened(message, limit, reply, started, token);
    }

#if NET
    private CancellationTokenSource Timer(TimeSpan limit) => new(limit, _time);
#else
    private CancellationTokenSource Timer(TimeSpan limit) => _time.CreateCancellationTokenSource(limit);
#endif

    private long Begin(SealedMessage message, int number)
    {
        var started = _time.GetTimestamp();
        _events.Listening?.Raise(new CallAttempted(message.Message.Number, message.MessageId, number));
        return started;
    }

    private Attempt Opened(SealedMessage message, TimeSpan limit, HttpReply reply, long started, CancellationToken token)
    {
        var elapsed = _time.GetElapsedTime(started);
        if (reply.Failure is { } failure)
        {
            var what = token.IsCancellationRequested ? "canceled or out of time" : failure.GetType().Name;
            _events.Listening?.Raise(new CallAnswered(message.Message.Number, message.MessageId, 0, 0, what, elapsed));
            return new Attempt(message) { Limit = limit, Begun = reply.Begun, Failure = failure, Stopped = token.IsCancellationRequested };
        }

        _events.Listening?.Raise(new CallAnswered(message.Message.Number, message.MessageId, reply.Status, reply.Body.Length, null, elapsed));
        try
        {
            var answer = message.Channel.Open(message.Message, reply);
            return new Attempt(message) { Limit = limit, Answer = answer };
        }
        catch (Exception e)
        {
            // Reading promises not to throw; memory can still run out, and a booked command must not look like a failed one.
            return new Attempt(message) { Limit = limit, Failure = e, Stopped = true };
        }
    }

    private static GatewayAttempt Prepare(SealedMessage message)
    {
        try
        {
            return message.Channel.Prepare(message.Message.Number, message.Bytes);
        }
        catch (Exception e) when (e is not (InsuranceException or OutOfMemoryException))
        {
            throw new NotProcessedException("The gateway's headers could not be made (" + e.GetType().Name + "); nothing was sent", e);
        }
    }
}
