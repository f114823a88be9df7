using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Catalogues;

/// <summary>Brings a change to the center in three guarded steps: 3302 of the old pair, 3301 of the new one, 1317 to read back.</summary>
/// <remarks>
/// Each step is kept before its message leaves. What stops, stops: the change tells where it stands and can be gone on with, by the same program
/// or after a crash. A message whose outcome is unknown is never sent again before 1317 has told that it was not booked.
/// </remarks>
public sealed class MappingChangeRunner
{
    private readonly IMappingCenter _center;
    private readonly IMappingChangeStore _store;
    private readonly MappingChangeOptions _options;

    /// <summary>Creates a runner.</summary>
    public MappingChangeRunner(IMappingCenter center, IMappingChangeStore store, MappingChangeOptions? options = null)
    {
        _center = center ?? throw new ArgumentNullException(nameof(center));
        _store = store ?? throw new ArgumentNullException(nameof(store));
        _options = options ?? new MappingChangeOptions();
    }

    /// <summary>Brings a change as far as it goes, from wherever it stands.</summary>
    /// <param name="change">A planned change, or one that stopped.</param>
    /// <param name="cancellationToken">Ends the wait; the change is kept where it stands.</param>
    /// <returns>The change as it stands: done, or stopped with the reason.</returns>
    /// <exception cref="ValidationException">A rule of the standard is broken; nothing was sent by that step.</exception>
    /// <exception cref="ConfigurationException">A setting that only the center can tell is missing, such as the name of a node.</exception>
    public async Task<MappingChange> RunAsync(MappingChange change, CancellationToken cancellationToken = default)
    {
        _ = change ?? throw new ArgumentNullException(nameof(change));
        change = change with { Stop = MappingChangeStop.None, CenterCode = null };
        while (!change.IsOver && change.Stop == MappingChangeStop.None)
        {
            change = change.Step switch
            {
                MappingChangeStep.Planned => await BeginAsync(change, cancellationToken).ConfigureAwait(false),
                MappingChangeStep.Cancelling => await ResolveCancelAsync(change, cancellationToken).ConfigureAwait(false),
                MappingChangeStep.OldCancelled => await UploadAsync(change, cancellationToken).ConfigureAwait(false),
                MappingChangeStep.Uploading => await ResolveUploadAsync(change, cancellationToken).ConfigureAwait(false),
                _ => await VerifyAsync(change, cancellationToken).ConfigureAwait(false),
            };
        }

        return change;
    }

    /// <summary>Goes on with every change that is not over, the oldest first.</summary>
    public async Task<IReadOnlyList<MappingChange>> ResumeAsync(CancellationToken cancellationToken = default)
    {
        var results = new List<MappingChange>();
        foreach (var change in await _store.ListOpenAsync(cancellationToken).ConfigureAwait(false))
        {
            results.Add(await RunAsync(change, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    /// <summary>Blocking twin of <see cref="RunAsync"/>; safe on a thread with a user interface.</summary>
    public MappingChange Run(MappingChange change, CancellationToken cancellationToken = default)
        => Task.Run(() => RunAsync(change, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="ResumeAsync"/>; safe on a thread with a user interface.</summary>
    public IReadOnlyList<MappingChange> Resume(CancellationToken cancellationToken = default)
        => Task.Run(() => ResumeAsync(cancellationToken), cancellationToken).GetAwaiter().GetResult();

    private async Task<MappingChange> BeginAsync(MappingChange change, CancellationToken cancellationToken)
    {
        if (change.Old is not { } old)
        {
            return await ToAsync(change, MappingChangeStep.OldCancelled, cancellationToken).ConfigureAwait(false);
        }

        if (!_options.RunBeforeFirstDay && IsNeededUntil(old, change.New, ChinaTime.Now(_options.TimeProvider)))
        {
            return await StopAsync(change, MappingChangeStop.TooEarly, null, cancellationToken).ConfigureAwait(false);
        }

        if (_options.CountUnsettledFees is { } count && !_options.IgnoreUnsettledFees && await count(old, cancellationToken).ConfigureAwait(false) > 0)
        {
            return await StopAsync(change, MappingChangeStop.UnsettledFees, null, cancellationToken).ConfigureAwait(false);
        }

        return await CancelAsync(change, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>True where the old pair is the valid one until a day that has not come: 3302 has no date and would take it away now.</summary>
    private static bool IsNeededUntil(ItemMapping old, ItemMapping? next, ChinaTime now)
        => next is not null && old.Interval.FirstDay < next.Interval.FirstDay && EffectiveInterval.DayOf(now) < next.Interval.FirstDay;

    private async Task<MappingChange> CancelAsync(MappingChange change, CancellationToken cancellationToken)
    {
        change = await ToAsync(change, MappingChangeStep.Cancelling, cancellationToken).ConfigureAwait(false);
        var sent = await SendAsync(() => _center.CancelAsync(change.Old!, cancellationToken)).ConfigureAwait(false);
        switch (sent.Outcome)
        {
            case CallOutcomeOfStep.Accepted:
                return await ToAsync(change, MappingChangeStep.OldCancelled, cancellationToken).ConfigureAwait(false);
            case CallOutcomeOfStep.Refused:
                // A pair that is not there cannot be taken back: the refusal may mean that the work is done already.
                return await AskAsync(change, cancellationToken).ConfigureAwait(false) switch
                {
                    null => await StopAsync(change, MappingChangeStop.CannotAsk, sent.Code, cancellationToken).ConfigureAwait(false),
                    { } pairs when Has(pairs, change.Old!) => await BackAsync(change, MappingChangeStep.Planned, MappingChangeStop.CancelRefused, sent.Code, cancellationToken).ConfigureAwait(false),
                    _ => await ToAsync(change, MappingChangeStep.OldCancelled, cancellationToken).ConfigureAwait(false),
                };
            case CallOutcomeOfStep.NotProcessed:
                return await BackAsync(change, MappingChangeStep.Planned, MappingChangeStop.NotProcessed, null, cancellationToken).ConfigureAwait(false);
            case CallOutcomeOfStep.NotSent:
                await BackAsync(change, MappingChangeStep.Planned, MappingChangeStop.None, null, CancellationToken.None).ConfigureAwait(false);
                ExceptionDispatchInfo.Capture(sent.Failure!).Throw();
                throw sent.Failure!;
            default:
                return await StopAsync(change, MappingChangeStop.InDoubt, null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<MappingChange> ResolveCancelAsync(MappingChange change, CancellationToken cancellationToken)
    {
        await SettleAsync(change, cancellationToken).ConfigureAwait(false);
        return await AskAsync(change, cancellationToken).ConfigureAwait(false) switch
        {
            null => await StopAsync(change, MappingChangeStop.CannotAsk, null, cancellationToken).ConfigureAwait(false),
            { } pairs when Has(pairs, change.Old!) => await CancelAsync(change, cancellationToken).ConfigureAwait(false),
            _ => await ToAsync(change, MappingChangeStep.OldCancelled, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<MappingChange> UploadAsync(MappingChange change, CancellationToken cancellationToken)
    {
        if (change.New is null)
        {
            return await ToAsync(change, MappingChangeStep.Uploaded, cancellationToken).ConfigureAwait(false);
        }

        change = await ToAsync(change, MappingChangeStep.Uploading, cancellationToken).ConfigureAwait(false);
        var sent = await SendAsync(() => _center.UploadAsync(change.New!, cancellationToken)).ConfigureAwait(false);
        switch (sent.Outcome)
        {
            case CallOutcomeOfStep.Accepted:
                return await ToAsync(change, MappingChangeStep.Uploaded, cancellationToken).ConfigureAwait(false);
            case CallOutcomeOfStep.Refused:
                return await AskAsync(change, cancellationToken).ConfigureAwait(false) switch
                {
                    null => await StopAsync(change, MappingChangeStop.CannotAsk, sent.Code, cancellationToken).ConfigureAwait(false),
                    { } pairs when Has(pairs, change.New!) => await ToAsync(change, MappingChangeStep.Uploaded, cancellationToken).ConfigureAwait(false),
                    _ => await BackAsync(change, MappingChangeStep.OldCancelled, MappingChangeStop.UploadRefused, sent.Code, cancellationToken).ConfigureAwait(false),
                };
            case CallOutcomeOfStep.NotProcessed:
                return await BackAsync(change, MappingChangeStep.OldCancelled, MappingChangeStop.NotProcessed, null, cancellationToken).ConfigureAwait(false);
            case CallOutcomeOfStep.NotSent:
                await BackAsync(change, MappingChangeStep.OldCancelled, MappingChangeStop.None, null, CancellationToken.None).ConfigureAwait(false);
                ExceptionDispatchInfo.Capture(sent.Failure!).Throw();
                throw sent.Failure!;
            default:
                return await StopAsync(change, MappingChangeStop.InDoubt, null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<MappingChange> ResolveUploadAsync(MappingChange change, CancellationToken cancellationToken)
    {
        await SettleAsync(change, cancellationToken).ConfigureAwait(false);
        return await AskAsync(change, cancellationToken).ConfigureAwait(false) switch
        {
            null => await StopAsync(change, MappingChangeStop.CannotAsk, null, cancellationToken).ConfigureAwait(false),
            { } pairs when Has(pairs, change.New!) => await ToAsync(change, MappingChangeStep.Uploaded, cancellationToken).ConfigureAwait(false),
            _ => await UploadAsync(change, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<MappingChange> VerifyAsync(MappingChange change, CancellationToken cancellationToken)
    {
        if (await AskAsync(change, cancellationToken).ConfigureAwait(false) is not { } pairs)
        {
            return await StopAsync(change, MappingChangeStop.CannotAsk, null, cancellationToken).ConfigureAwait(false);
        }

        var valid = pairs.Where(p => p.IsValid).ToList();
        if (change.New is { } wanted)
        {
            var same = valid.Where(p => p.NationalCode == wanted.NationalCode).ToList();
            if (same.Count == 0)
            {
                return await StopAsync(change, MappingChangeStop.NotConfirmedYet, null, cancellationToken).ConfigureAwait(false);
            }

            if (!same.Any(p => MappingComparison.IsSame(p, wanted)))
            {
                return await StopAsync(change, MappingChangeStop.Differs, null, cancellationToken).ConfigureAwait(false);
            }
        }

        // With the code itself unchanged (other days only) the old pair is the new one.
        var oldStays = change.Old is { } old && old.NationalCode != change.New?.NationalCode && Has(pairs, old);
        return oldStays
            ? await StopAsync(change, MappingChangeStop.Differs, null, cancellationToken).ConfigureAwait(false)
            : await ToAsync(change, MappingChangeStep.Done, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Days are left out: 3302 has none, and a pair with other days is there all the same; reading back tells the difference.</summary>
    private static bool Has(IReadOnlyList<CenterPair> pairs, ItemMapping pair)
        => pairs.Any(p => p.IsValid && p.NationalCode == pair.NationalCode);

    private static async Task<(CallOutcomeOfStep Outcome, string? Code, Exception? Failure)> SendAsync(Func<Task> send)
    {
        try
        {
            await send().ConfigureAwait(false);
            return (CallOutcomeOfStep.Accepted, null, null);
        }
        catch (RefusedException e)
        {
            return (CallOutcomeOfStep.Refused, RefusedException.CodeForText(e.CenterCode), e);
        }
        catch (NotProcessedException e)
        {
            return (CallOutcomeOfStep.NotProcessed, null, e);
        }
        catch (Exception e) when (e is ValidationException or ConfigurationException or CallCanceledException { MayBeBooked: false })
        {
            return (CallOutcomeOfStep.NotSent, null, e);
        }
        catch (InsuranceException e)
        {
            return (CallOutcomeOfStep.Unknown, null, e);
        }
    }

    /// <summary>What the center has; null where it cannot be asked.</summary>
    private async Task<IReadOnlyList<CenterPair>?> AskAsync(MappingChange change, CancellationToken cancellationToken)
    {
        try
        {
            return await _center.ReadAsync(change.HospitalItem, change.ListType, cancellationToken).ConfigureAwait(false);
        }
        catch (InsuranceException e) when (e is not (ConfigurationException or ValidationException))
        {
            return null;
        }
    }

    private async Task SettleAsync(MappingChange change, CancellationToken cancellationToken)
    {
        var passed = ChinaTime.Now(_options.TimeProvider).Value - change.StepTime.Value;

        // A clock that was set back must not make this wait for hours.
        var wait = _options.SettleTime - (passed < TimeSpan.Zero ? TimeSpan.Zero : passed);
        if (wait > TimeSpan.Zero)
        {
#if NET
            await Task.Delay(wait, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
#else
            await _options.TimeProvider.Delay(wait, cancellationToken).ConfigureAwait(false);
#endif
        }
    }

    private Task<MappingChange> ToAsync(MappingChange change, MappingChangeStep step, CancellationToken cancellationToken)
        => BackAsync(change, step, MappingChangeStop.None, null, cancellationToken);

    private Task<MappingChange> StopAsync(MappingChange change, MappingChangeStop stop, string? code, CancellationToken cancellationToken)
        => KeepAsync(change with { Stop = stop, CenterCode = code }, cancellationToken);

    private Task<MappingChange> BackAsync(MappingChange change, MappingChangeStep step, MappingChangeStop stop, string? code, CancellationToken cancellationToken)
        => KeepAsync(change with { Step = step, Stop = stop, CenterCode = code, StepTime = ChinaTime.Now(_options.TimeProvider) }, cancellationToken);

    private async Task<MappingChange> KeepAsync(MappingChange change, CancellationToken cancellationToken)
    {
        await _store.SaveAsync(change, cancellationToken).ConfigureAwait(false);
        return change;
    }

    private enum CallOutcomeOfStep
    {
        Accepted,
        Refused,
        NotProcessed,
        NotSent,
        Unknown,
    }
}
