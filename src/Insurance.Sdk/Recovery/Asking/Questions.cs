using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Recovery;

/// <summary>Everything that can be asked about a call, put and weighed.</summary>
internal sealed class Questions
{
    private readonly InsuranceClient _client;
    private readonly IRecoveryJournal _journal;
    private readonly RecoveryOptions _options;
    private readonly CenterQuestion _question;
    private readonly SettlementComparison _comparison;

    internal Questions(InsuranceClient client, IRecoveryJournal journal, RecoveryOptions options)
    {
        _client = client;
        _journal = journal;
        _options = options;
        _question = new CenterQuestion(client, journal, options);
        _comparison = new SettlementComparison(client, journal, options);
    }

    /// <summary>Asks what the behavior data name, in their order.</summary>
    /// <param name="lost">The call.</param>
    /// <param name="kept">Earlier steps.</param>
    /// <param name="notBefore">A comparison that this round has made already counts only where it is younger; MaxValue makes a fresh one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<Verdict> AskAsync(LostCall lost, KeptSteps kept, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        var evidence = new List<Evidence>();
        foreach (var query in lost.Operation!.ConfirmedBy)
        {
            if (query.Editions.Count > 0 && !Contains(query.Editions, _client.Inside.Edition))
            {
                continue;
            }

            // Once it is shown, only questions that belong to the proof are left.
            var rule = DecisionRule.Of(query);
            if (evidence.Exists(e => e.View == View.Done) && !rule.Also)
            {
                continue;
            }

            var said = rule.Comparison.Length > 0
                ? await _comparison.AskAsync(lost, query, kept, notBefore, cancellationToken).ConfigureAwait(false)
                : await _question.AskAsync(lost, query, kept, cancellationToken).ConfigureAwait(false);
            if (said is { View: View.Done, Also: false } && evidence.Find(e => e.InPlace.Length > 0) is { } other)
            {
                said = said with { View = View.Open, Text = "shows one, which is that of " + other.InPlace };
            }

            evidence.Add(said);
            if (said.View == View.Away)
            {
                break;
            }
        }

        return Verdict.Of(evidence);
    }

    /// <summary>What a fresh comparison says of an accepted 2601; null where it is about no settlement, or no comparison is set up.</summary>
    internal async Task<Evidence?> ProofOfReversalAsync(JournalEntry made, CancellationToken cancellationToken)
    {
        if (_options.Comparer is null)
        {
            return null;
        }

        var reversal = await LostCall.LoadAsync(_journal, _client.Inside.Codec, made, cancellationToken).ConfigureAwait(false);
        foreach (var query in reversal.Operation?.ConfirmedBy ?? Array.Empty<ConfirmingQuery>())
        {
            var kept = new KeptSteps(_journal, _client.Inside.Codec, reversal);
            if (DecisionRule.Of(query).Comparison == "reversed" && await kept.OriginalAsync(cancellationToken).ConfigureAwait(false) is { Operation: { } original } && IsSettlement(original))
            {
                return await _comparison.AskAsync(reversal, query, kept, DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false);
            }
        }

        return null;
    }

    /// <summary>Whether what a refused undo should have taken back is gone all the same; null where the journal does not have the undo.</summary>
    internal async Task<Verdict?> OfRefusedUndoAsync(string messageId, CancellationToken cancellationToken)
    {
        if (await _journal.FindAsync(messageId, cancellationToken).ConfigureAwait(false) is not { } entry)
        {
            return null;
        }

        var undo = await LostCall.LoadAsync(_journal, _client.Inside.Codec, entry, cancellationToken).ConfigureAwait(false);
        return await AskAsync(undo, new KeptSteps(_journal, _client.Inside.Codec, undo), DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false);
    }

    internal static bool IsSettlement(Operation operation)
    {
        foreach (var query in operation.ConfirmedBy)
        {
            if (DecisionRule.Of(query).Comparison == "settlement")
            {
                return true;
            }
        }

        return false;
    }

    private static bool Contains(IReadOnlyList<string> list, string text)
    {
        foreach (var one in list)
        {
            if (one == text)
            {
                return true;
            }
        }

        return false;
    }
}
