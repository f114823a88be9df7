using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Recovery;

/// <summary>Sends a lost call again where the standard says that this is harmless (2205, 2403 …) and nothing shows what became of it. Never a settlement: that is never harmless.</summary>
internal sealed class Repeating
{
    private const int Most = 5;

    private readonly InsuranceClient _client;
    private readonly IRecoveryJournal _journal;
    private readonly Func<string, Look, CancellationToken, Task<RecoveryResult>> _resolveOther;

    internal Repeating(InsuranceClient client, IRecoveryJournal journal, Func<string, Look, CancellationToken, Task<RecoveryResult>> resolveOther)
    {
        _client = client;
        _journal = journal;
        _resolveOther = resolveOther;
    }

    internal async Task<RecoveryResult> RunAsync(Look look, Verdict verdict, CancellationToken cancellationToken)
    {
        var lost = look.Lost;
        if (lost.Operation is not { Repeat: RepeatRule.Safe, MovesMoney: false })
        {
            return await look.PersonAsync("it must not be repeated", "", verdict, [], cancellationToken).ConfigureAwait(false);
        }

        var (same, others) = await LaterAsync(lost, cancellationToken).ConfigureAwait(false);
        foreach (var later in same)
        {
            // The same call was made again already: what became of that one is the end of this one too.
            var outcome = later.IsOpen ? await _resolveOther(later.MessageId, look, cancellationToken).ConfigureAwait(false) : null;
            if (outcome?.Outcome == RecoveryOutcome.Adopted || later.State is JournalState.Accepted or JournalState.Confirmed)
            {
                return await look.CloseAsync(RecoveryOutcome.Adopted, "the same call was accepted later as " + later.MessageId, "", verdict, [], null, cancellationToken).ConfigureAwait(false);
            }

            if (outcome?.AskAgainAt is { } again)
            {
                return await look.WaitAsync("its repeat " + later.MessageId + " is in doubt: " + outcome.Why, false, verdict, cancellationToken, again).ConfigureAwait(false);
            }
        }

        if (others || same.Count >= Most)
        {
            return await look.PersonAsync(
                others ? "later steps of the visit stand; repeating it now could undo them" : "it was repeated " + same.Count + " times without an answer",
                "compare the visit with the center's, then close the record", verdict, [], cancellationToken).ConfigureAwait(false);
        }

        return await SendAsync(look, verdict, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RecoveryResult> SendAsync(Look look, Verdict verdict, CancellationToken cancellationToken)
    {
        var lost = look.Lost;
        var call = new CallOptions { InsuredArea = lost.Entry.InsuredArea.Length > 0 ? lost.Entry.InsuredArea : null, MessageId = _client.Inside.NextMessageId() };
        try
        {
            var answer = await _client.InvokeAsync(lost.Entry.Code, Encoding.UTF8.GetString(lost.Input), call, skipCheck: true, cancellationToken).ConfigureAwait(false);
            await _journal.ConfirmAsync(call.MessageId!, cancellationToken).ConfigureAwait(false);
            return await look.CloseAsync(
                RecoveryOutcome.Adopted, "sent again as " + call.MessageId + ", which is harmless, and accepted", "", verdict, [], Encoding.UTF8.GetBytes(answer.OutputJson), cancellationToken).ConfigureAwait(false);
        }
        catch (RefusedException e)
        {
            return await look.PersonAsync(
                "sent again as " + call.MessageId + " and refused (code " + RefusedException.CodeForText(e.CenterCode) + ")", "read the center's reason; the first call may have done the work", verdict, [], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OutcomeUnknownException or NotProcessedException)
        {
            return await look.WaitAsync("sent again as " + call.MessageId + " without an answer", false, verdict, cancellationToken).ConfigureAwait(false);
        }
        catch (InsuranceException e)
        {
            return await look.PersonAsync("cannot be sent again: " + e.Message, "", verdict, [], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Later calls about the same thing: the same one again, and any other command of the visit.</summary>
    private async Task<(List<JournalEntry> Same, bool Others)> LaterAsync(LostCall lost, CancellationToken cancellationToken)
    {
        var (same, others) = (new List<JournalEntry>(), false);
        var key = BusinessKeys.Everywhere.FirstOrDefault(k => k != "psn_no" && lost.Request.Deep(k) is not null) ?? (lost.Request.Deep("psn_no") is null ? null : "psn_no");
        if (key is null)
        {
            return (same, true);
        }

        foreach (var entry in await _journal.FindByKeyAsync(key, lost.Request.Deep(key)!, cancellationToken).ConfigureAwait(false))
        {
            if (!lost.IsBefore(entry) || entry.State is JournalState.Refused or JournalState.NotProcessed)
            {
                continue;
            }

            if (entry.OperationKey != lost.Entry.OperationKey)
            {
                others |= LostCall.OperationOf(entry)?.Kind is OperationKind.Command or OperationKind.Upload;
                continue;
            }

            var other = await LostCall.LoadAsync(_journal, _client.Inside.Codec, entry, cancellationToken).ConfigureAwait(false);
            if (lost.Operation!.BusinessKey.All(k => other.Request.Deep(k) == lost.Request.Deep(k)))
            {
                same.Add(entry);
            }
        }

        return (same, others);
    }
}
