using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Sends lines to the center from a durable queue: scanning goes on while the center is down, and no line is lost or booked twice.</summary>
/// <remarks>
/// <para>Lines of one drug batch go up in their order. Before a message leaves, its lines are marked as sending with the message id; where its end is not
/// known, the center is asked (3508, 3509, 3511, 3513) and nothing is sent again before it has answered twice that it does not have the line. What it refuses
/// is set aside with its reason and does not keep others waiting.</para>
/// <para>Thread-safe. Several processes may work on one store; each needs its own message ids (see messageIds in the settings).</para>
/// </remarks>
public sealed partial class TraceUploadQueue
{
    private readonly InsuranceClient _client;
    private readonly ITraceUploadStore _store;
    private readonly TraceUploadQueueOptions _options;
    private readonly QueueTimes _times;
    private readonly UploadMessage _message;
    private readonly QueueSending _sending;
    private readonly QueueAsking _asking;
    private volatile TaskCompletionSource<bool> _wake = NewWake();

    /// <summary>Creates a queue.</summary>
    /// <param name="client">The client to send with; it signs in as its settings say.</param>
    /// <param name="store">Where the lines are kept: <c>TraceUploadStore</c> of Insurance.Sdk.Storage.</param>
    /// <param name="options">How it works; read once.</param>
    /// <exception cref="ConfigurationException">An option is out of its range.</exception>
    public TraceUploadQueue(InsuranceClient client, ITraceUploadStore store, TraceUploadQueueOptions? options = null)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _store = store ?? throw new ArgumentNullException(nameof(store));
        _options = (options ?? new TraceUploadQueueOptions()).Checked(client.Inside.Timeout);
        _times = new QueueTimes(_options, client.Inside.Timeout);
        _message = new UploadMessage(client, _options.SingleEditions);
        var records = new CenterRecords(client);
        _sending = new QueueSending(client, store, _options, _times, _message, records);
        _asking = new QueueAsking(store, _times, records);
    }

    /// <summary>Tells every step, on the thread that does it: for a display or a log. What a listener throws is swallowed.</summary>
    public event EventHandler<TraceQueueProgress>? Progress;

    /// <summary>Checks lines by the rules of the settings' edition, and writes them down as waiting. Lines that are there already with the same content are left alone.</summary>
    /// <returns>Lines that are new.</returns>
    /// <exception cref="ValidationException">A line breaks a rule of the standard, uses a serial of another line, or its codes belong to the settlement; no line was written.</exception>
    /// <exception cref="ConfigurationException">A setting that only the center can tell is missing.</exception>
    public async Task<int> EnqueueAsync(IReadOnlyList<TraceUpload> uploads, CancellationToken cancellationToken = default)
    {
        Check(uploads);
        await GuardAsync(uploads, cancellationToken).ConfigureAwait(false);
        var added = await _store.EnqueueAsync(uploads, _times.Now, cancellationToken).ConfigureAwait(false);
        Wake();
        return added;
    }

    /// <summary>The same within the caller's own transaction, on a connection of the store's product: the lines live and die with it. Call <see cref="PrepareAsync"/> once before.</summary>
    /// <exception cref="ValidationException">See the other overload.</exception>
    public async Task<int> EnqueueAsync(IReadOnlyList<TraceUpload> uploads, DbTransaction transaction, CancellationToken cancellationToken = default)
    {
        Check(uploads);
        await GuardAsync(uploads, cancellationToken).ConfigureAwait(false);
        return await _store.EnqueueAsync(uploads, transaction ?? throw new ArgumentNullException(nameof(transaction)), _times.Now, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checks lines by the rules of the settings' edition without writing them; for rooms that write lines within a transaction of their own.</summary>
    /// <exception cref="ValidationException">A rule is broken; every broken rule is listed, its path begins with <c>lines[n]</c>.</exception>
    /// <exception cref="ConfigurationException">A setting that only the center can tell is missing.</exception>
    public void Check(IReadOnlyList<TraceUpload> uploads)
    {
        _ = uploads ?? throw new ArgumentNullException(nameof(uploads));
        var errors = new List<ValidationError>();
        for (var i = 0; i < uploads.Count; i++)
        {
            var upload = uploads[i];
            var call = new CallOptions { InsuredArea = upload.InsuredArea, Operator = upload.Operator };
            foreach (var error in _message.Check(upload.Kind, upload.RowJson, call))
            {
                if (error.Rule == "configuration")
                {
                    throw new ConfigurationException(error.Path, error.Message);
                }

                errors.Add(new ValidationError(error.Number, "lines[" + i + "]: " + error.Path, error.Field, error.Rule, error.Message));
            }

            if (upload.Order.Length is 0 or > 100)
            {
                errors.Add(new ValidationError("INS1805", "lines[" + i + "]: Order", "Order", "length", "the drug batch must have 1 to 100 characters"));
            }

            if (upload.Channel == TraceChannel.Settlement)
            {
                errors.Add(SettlementError(i));
            }
        }

        if (errors.Count > 0)
        {
            throw new ValidationException(errors);
        }
    }

    /// <summary>Makes the tables where they are not there yet.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken = default) => _store.PrepareAsync(cancellationToken);

    /// <summary>Works until it is canceled: looks for lines, sends, asks, waits. Failures of the network and the database are waited out.</summary>
    /// <exception cref="OperationCanceledException">The token ended it. What was under way is written down.</exception>
    /// <exception cref="ConfigurationException">A setting is missing, so no line can be sent; the lines wait.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var wake = _wake = NewWake();
            TimeSpan pause;
            try
            {
                var round = await RunOnceAsync(cancellationToken).ConfigureAwait(false);
                failures = round.CenterAway ? failures + 1 : 0;
                pause = round.CenterAway ? _times.BackOff(failures) : Until(round.Left.NextAt);
            }
            catch (DbException e)
            {
                failures++;
                pause = _times.BackOff(failures);
                Tell(new TraceQueueProgress(TraceQueueStep.Problem, 0, "", TraceUploadReason.None, "the database gave an error (" + e.GetType().Name + ")"));
            }

            await WaitAsync(pause, failures > 0 ? null : wake.Task, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>One round: asks for unknown lines that are due, gives returns their sales' numbers, and sends until no line may go or the center cannot be reached.</summary>
    /// <exception cref="ConfigurationException">A setting is missing, so no line can be sent; the lines wait.</exception>
    /// <exception cref="OperationCanceledException">The token ended it. What was under way is written down.</exception>
    public async Task<QueueRound> RunOnceAsync(CancellationToken cancellationToken = default)
    {
        var book = new RoundBook(Tell);
        await _store.PrepareAsync(cancellationToken).ConfigureAwait(false);
        var again = true;
        while (again && !book.CenterAway)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (expired, quarantined) = await _store.SweepAsync(_times.Now, _times.Settling, cancellationToken).ConfigureAwait(false);
            book.Quarantined(quarantined);
            if (expired + quarantined > 0)
            {
                book.Tell(TraceQueueStep.Swept, expired + quarantined);
            }

            again = await _asking.AskAsync(book, cancellationToken).ConfigureAwait(false);
            again |= await _asking.LinkAsync(book, cancellationToken).ConfigureAwait(false);
            again |= await SendAsync(book, cancellationToken).ConfigureAwait(false);
        }

        var round = book.Close(await _store.BacklogAsync(_times.Now, cancellationToken).ConfigureAwait(false));
        book.Tell(TraceQueueStep.RoundEnded, round.Left.Count);
        return round;
    }

    /// <summary>How much is left, how old it is, and why.</summary>
    public Task<TraceBacklog> BacklogAsync(CancellationToken cancellationToken = default) => _store.BacklogAsync(_times.Now, cancellationToken);

    /// <summary>One line; null where the queue does not know the serial.</summary>
    public Task<QueuedUpload?> FindAsync(string serial, CancellationToken cancellationToken = default) => _store.FindAsync(serial, cancellationToken);

    /// <summary>Lines that were set aside, oldest first.</summary>
    public Task<IReadOnlyList<QueuedUpload>> QuarantinedAsync(int limit = 100, CancellationToken cancellationToken = default) => _store.ListAsync(TraceUploadState.Quarantined, limit, cancellationToken);

    /// <summary>Tries a line again that was set aside, after its cause was put right. A line that was sent before is asked for first. Returns that were set aside with their sale come along.</summary>
    /// <returns>False where the line is not set aside.</returns>
    public async Task<bool> RetryAsync(string serial, CancellationToken cancellationToken = default)
    {
        var done = await _store.RetryAsync(serial, _times.Now, cancellationToken).ConfigureAwait(false);
        Wake();
        return done;
    }

    /// <summary>Gives up a line that was set aside, or that waits and was never sent. It is kept with who and why; its serial stays used.</summary>
    /// <returns>False where the line has another state.</returns>
    public Task<bool> CancelAsync(string serial, string who, string why, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(who) || string.IsNullOrWhiteSpace(why))
        {
            throw new ArgumentException("Say who gives the line up and why.", string.IsNullOrWhiteSpace(who) ? nameof(who) : nameof(why));
        }

        return _store.CancelAsync(serial, who, why, _times.Now, cancellationToken);
    }

    /// <summary>Lets <see cref="RunAsync"/> look at once instead of at its next turn; for rooms that write lines within a transaction of their own.</summary>
    public void Wake() => _wake.TrySetResult(true);

    private static TaskCompletionSource<bool> NewWake() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static ValidationError SettlementError(int index)
        => new("INS1803", "lines[" + index + "]: drugtracinfo", "drug_trac_codg", "condition", "药品追溯码 goes to the center with the settlement (drug_trac_info); it is not sent a second time");

    private async Task GuardAsync(IReadOnlyList<TraceUpload> uploads, CancellationToken cancellationToken)
    {
        if (_options.ChannelGuard is not { } guard)
        {
            return;
        }

        // Only a sale can double what a settlement said; counts, stock changes and returns have no other way.
        var codes = uploads.Where(u => u.Kind == TraceUploadKind.Sale).SelectMany(u => u.TraceCodes).Distinct(StringComparer.Ordinal).ToList();
        var settled = codes.Count == 0 ? codes : await guard.SettlementCodesAsync(codes, cancellationToken).ConfigureAwait(false);
        if (settled.Count == 0)
        {
            return;
        }

        var errors = new List<ValidationError>();
        for (var i = 0; i < uploads.Count; i++)
        {
            if (uploads[i].Kind == TraceUploadKind.Sale && uploads[i].TraceCodes.Any(settled.Contains))
            {
                errors.Add(SettlementError(i));
            }
        }

        throw new ValidationException(errors);
    }

    private async Task<bool> SendAsync(RoundBook book, CancellationToken cancellationToken)
    {
        if (_options.Parallel == 1)
        {
            return await _sending.RunAsync(book, cancellationToken).ConfigureAwait(false);
        }

        var any = await Task.WhenAll(Enumerable.Range(0, _options.Parallel).Select(_ => _sending.RunAsync(book, cancellationToken))).ConfigureAwait(false);
        return any.Contains(true);
    }

    private TimeSpan Until(DateTimeOffset? next)
    {
        var wait = next is { } at ? at - _times.Now : _options.PollInterval;
        return wait > _options.PollInterval ? _options.PollInterval : wait < TimeSpan.FromMilliseconds(10) ? TimeSpan.FromMilliseconds(10) : wait;
    }

    private async Task WaitAsync(TimeSpan pause, Task? wake, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wait = _times.WaitAsync(pause, end.Token);
        if (wake is null)
        {
            await wait.ConfigureAwait(false);
            return;
        }

        await Task.WhenAny(wait, wake).ConfigureAwait(false);
        end.Cancel();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Tell(TraceQueueProgress progress)
    {
        try
        {
            Progress?.Invoke(this, progress);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A broken display must not cost the queue what it just learned.
        }
    }
}
