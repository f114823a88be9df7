using System;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.MobilePayment;

/// <summary>What all commands of the desk share: message ids that are known before the call, and the journal's word about them.</summary>
internal sealed class MobileCommand
{
    private const string Who = "mobile order desk";

    private readonly InsuranceClient _client;
    private readonly TimeSpan _settling;
    private readonly IRecoveryJournal? _journal;

    internal MobileCommand(InsuranceClient client, TimeSpan settling)
    {
        _client = client;
        _settling = settling;
        _journal = client.Inside.Journal as IRecoveryJournal;
    }

    /// <summary>The client's own journal, where it can be read.</summary>
    internal IRecoveryJournal? Journal => _journal;

    /// <summary>The caller's options with a message id, which is written down before the call.</summary>
    internal CallOptions Options(CallOptions? call)
    {
        var options = new CallOptions
        {
            InsuredArea = call?.InsuredArea,
            Operator = call?.Operator,
            Timeout = call?.Timeout,
            SignNo = call?.SignNo,
            MessageId = call?.MessageId ?? _client.Inside.NextMessageId(),
        };
        if (call is not null)
        {
            foreach (var member in call.ExtraEnvelope.Items)
            {
                options.ExtraEnvelope.SetJson(member.Key, member.Value);
            }
        }

        return options;
    }

    /// <summary>True where it is certain that the platform has nothing of the call. Only for what the call itself throws: a store may fail with the same types after the platform took it.</summary>
    internal static bool DidNothing(Exception e)
        => e is ValidationException or ConfigurationException or NotProcessedException or RefusedException or CallCanceledException { MayBeBooked: false };

    /// <summary>The journal's record of what is pending, where it knows the outcome: it may have been written in the moment before a crash.</summary>
    internal async Task<(JournalState State, byte[] Output)?> RecordedAsync(MobileOrder order, CancellationToken cancellationToken)
    {
        if (_journal is null || order.PendingMessageId is not { } messageId)
        {
            return null;
        }

        if (await _journal.FindAsync(messageId, cancellationToken).ConfigureAwait(false) is not { } entry)
        {
            // The journal has every command before a byte of it leaves: what it does not have, and nobody is about to send any more, never left.
            return _client.Inside.Time.GetUtcNow() >= order.PendingSince + _settling ? (JournalState.NotProcessed, Array.Empty<byte>()) : null;
        }

        switch (entry.State)
        {
            case JournalState.Accepted or JournalState.Confirmed:
                var message = await _journal.ReadMessageAsync(messageId, cancellationToken).ConfigureAwait(false);
                return (JournalState.Accepted, message?.Output ?? Array.Empty<byte>());
            case JournalState.Refused or JournalState.NotProcessed:
                return (entry.State, Array.Empty<byte>());
            default:
                return null;
        }
    }

    /// <summary>Notes in the journal what 6301 decided.</summary>
    internal async Task NoteAsync(MobileOrder before, MobileOrder after, CancellationToken cancellationToken)
    {
        if (_journal is null || before.PendingMessageId is not { } messageId || after.PendingMessageId == messageId
            || await _journal.FindAsync(messageId, cancellationToken).ConfigureAwait(false) is not { IsOpen: true })
        {
            return;
        }

        var happened = Happened(before, after);
        await _journal.ResolveAsync(
            new JournalResolution(
                messageId,
                happened ? JournalState.Accepted : JournalState.NotProcessed,
                happened ? "adopted" : "nothingHappened",
                Who,
                "6301: the order stands at " + after.Standing),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether what was pending came about.</summary>
    internal static bool Happened(MobileOrder before, MobileOrder after) => before.Pending switch
    {
        MobileOrderAction.Upload => after.PayOrdId is not null,
        MobileOrderAction.Place => after.PlaceMessageId == before.PendingMessageId && after.Standing != MobileOrderStanding.Failed,
        MobileOrderAction.Revoke => after.Standing == MobileOrderStanding.Revoked || after.InsuranceTakenBack,
        MobileOrderAction.Refund => MobileRefunds.WithMessage(after, before.PendingMessageId!) is { State: MobileRefundState.Succeeded },
        _ => false,
    };
}
