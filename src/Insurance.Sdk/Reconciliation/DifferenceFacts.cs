using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Recovery;

namespace Insurance.Sdk.Reconciliation;

/// <summary>What 5203 says of a settlement.</summary>
internal enum CenterView
{
    /// <summary>Not asked, or no answer.</summary>
    NotKnown,

    /// <summary>It stands.</summary>
    Standing,

    /// <summary>It is refunded.</summary>
    Refunded,

    /// <summary>The center refuses to show it.</summary>
    NotShown,
}

/// <summary>What the journal has of a message.</summary>
internal sealed record JournalFact(string MessageId, string Code, JournalState State)
{
    internal bool IsSettlement { get; init; }

    internal bool IsRefund { get; init; }

    internal string SettlementId { get; init; } = "";

    /// <summary>setl_id of the settlement that a refund was sent for; "" where it is none.</summary>
    internal string RefundOf { get; init; } = "";

    internal string VisitId { get; init; } = "";

    internal string PersonNumber { get; init; } = "";

    internal decimal? Total { get; init; }

    internal bool IsOpen => State is JournalState.Intended or JournalState.Sent or JournalState.Unknown;

    internal bool Stands => State is JournalState.Accepted or JournalState.Confirmed;
}

/// <summary>What a classification asks beside the two books.</summary>
internal interface IDifferenceFacts
{
    Task<JournalFact?> OfMessageAsync(string messageId, CancellationToken cancellationToken);

    /// <summary>Settlements of a person that the journal has, whatever became of them.</summary>
    Task<IReadOnlyList<JournalFact>> SettlementsOfPersonAsync(string personNumber, CancellationToken cancellationToken);

    /// <summary>What the center says of one settlement.</summary>
    Task<CenterView> AskAsync(string settlementId, string visitId, string personNumber, string? messageId, CancellationToken cancellationToken);
}

/// <summary>The facts from the journal and from 5203; 5203 is asked a bounded number of times, each settlement once.</summary>
internal sealed class JournalFacts : IDifferenceFacts
{
    private readonly InsuranceClient _client;
    private readonly IRecoveryJournal _journal;
    private readonly Dictionary<string, CenterView> _views = new(StringComparer.Ordinal);
    private int _left;

    internal JournalFacts(InsuranceClient client, IRecoveryJournal journal, int questions)
    {
        _client = client;
        _journal = journal;
        _left = questions;
    }

    /// <summary>How many settlements were not asked for because the number of questions is bounded.</summary>
    internal int NotAsked { get; private set; }

    public async Task<JournalFact?> OfMessageAsync(string messageId, CancellationToken cancellationToken)
        => messageId.Length > 0 && await _journal.FindAsync(messageId, cancellationToken).ConfigureAwait(false) is { } entry ? await FactAsync(entry, cancellationToken).ConfigureAwait(false) : null;

    public async Task<IReadOnlyList<JournalFact>> SettlementsOfPersonAsync(string personNumber, CancellationToken cancellationToken)
    {
        var facts = new List<JournalFact>();
        if (personNumber.Length > 0)
        {
            foreach (var entry in await _journal.FindByKeyAsync("psn_no", personNumber, cancellationToken).ConfigureAwait(false))
            {
                if (JournalBooks.Settles(entry))
                {
                    facts.Add(await FactAsync(entry, cancellationToken).ConfigureAwait(false));
                }
            }
        }

        return facts;
    }

    public async Task<CenterView> AskAsync(string settlementId, string visitId, string personNumber, string? messageId, CancellationToken cancellationToken)
    {
        if (settlementId.Length == 0)
        {
            return CenterView.NotKnown;
        }

        if (_views.TryGetValue(settlementId, out var known))
        {
            return known;
        }

        if (_left == 0)
        {
            NotAsked++;
            return CenterView.NotKnown;
        }

        _left--;
        var entry = messageId is null ? null : await _journal.FindAsync(messageId, cancellationToken).ConfigureAwait(false);
        var (view, _, _) = await CenterSettlement.ReadAsync(_client, settlementId, visitId, personNumber, entry?.InsuredArea, cancellationToken).ConfigureAwait(false);
        _views[settlementId] = view;
        return view;
    }

    private async Task<JournalFact> FactAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        var call = await LostCall.LoadAsync(_journal, _client.Inside.Codec, entry, cancellationToken).ConfigureAwait(false);
        return new JournalFact(entry.MessageId, entry.Code, entry.State)
        {
            IsSettlement = JournalBooks.Settles(entry),
            IsRefund = JournalBooks.Refunds(entry),
            SettlementId = call.Output.Deep("setl_id") ?? "",
            RefundOf = JournalBooks.Refunds(entry) ? call.Request.Deep("setl_id") ?? "" : "",
            VisitId = call.Output.Deep("mdtrt_id") ?? call.Request.Deep("mdtrt_id") ?? "",
            PersonNumber = call.Output.Deep("psn_no") ?? call.Request.Deep("psn_no") ?? "",
            Total = decimal.TryParse(call.Output.Deep("medfee_sumamt"), NumberStyles.Number, CultureInfo.InvariantCulture, out var total) ? total : null,
        };
    }
}

/// <summary>5203 of one settlement.</summary>
internal static class CenterSettlement
{
    internal static async Task<(CenterView View, RecordTree? Info, string Problem)> ReadAsync(
        InsuranceClient client, string settlementId, string visitId, string personNumber, string? insuredArea, CancellationToken cancellationToken)
    {
        var operation = Operations.GetSettlement;
        var input = new Dictionary<string, string>(StringComparer.Ordinal) { ["setl_id"] = settlementId };
        foreach (var (code, value) in new[] { ("mdtrt_id", visitId), ("psn_no", personNumber) })
        {
            if (value.Length > 0)
            {
                input[code] = value;
            }
        }

        try
        {
            var call = new CallOptions { InsuredArea = string.IsNullOrEmpty(insuredArea) ? null : insuredArea };
            var raw = await client.InvokeAsync(client.Inside.NumberOf(operation), InputComposer.Write(client.Inside, operation, new[] { input }), call, cancellationToken: cancellationToken).ConfigureAwait(false);
            var info = RecordTree.Of(client.Inside.Codec.ReadOutput(operation, Encoding.UTF8.GetBytes(raw.OutputJson), new List<Deviation>()), client.Inside.Codec.PlanOf(operation).Output);
            return info.Deep("setl_id") != settlementId
                ? (CenterView.NotShown, null, "5203 does not show the settlement")
                : (info.Deep("refd_setl_flag") == "1" ? CenterView.Refunded : CenterView.Standing, info, "");
        }
        catch (RefusedException e)
        {
            return (CenterView.NotShown, null, "5203 was refused (code " + RefusedException.CodeForText(e.CenterCode) + ")");
        }
        catch (InsuranceException e)
        {
            return (CenterView.NotKnown, null, "5203 gave no answer (" + e.GetType().Name + ")");
        }
    }
}
