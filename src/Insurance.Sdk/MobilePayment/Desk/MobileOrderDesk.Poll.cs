using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.MobilePayment;

/// <content>Asking about everything that is open.</content>
public sealed partial class MobileOrderDesk
{
    private const int MostInOneRound = 10_000;

    /// <summary>Goes over the open orders once and asks about each (6301): what is in doubt is decided, what was paid without a notice is found. Call it every few seconds to minutes.</summary>
    /// <param name="unchangedFor">Only orders that nothing was learnt about for so long.</param>
    /// <param name="cancellationToken">Ends the round.</param>
    public async Task<MobilePollReport> PollAsync(TimeSpan unchangedFor = default, CancellationToken cancellationToken = default)
    {
        var report = new MobilePollReport();
        foreach (var order in await _store.ListOpenAsync(Now - unchangedFor, MostInOneRound, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                await PollOneAsync(order, report, cancellationToken).ConfigureAwait(false);
            }
            catch (InsuranceException)
            {
                // One order that cannot be asked about does not keep the others waiting.
                report.Unanswered.Add(order.MedOrgOrd);
            }
        }

        return report;
    }

    private async Task PollOneAsync(MobileOrder order, MobilePollReport report, CancellationToken cancellationToken)
    {
        order = await FromJournalAsync(order, cancellationToken).ConfigureAwait(false);
        if (order.PayOrdId is not null && order.IsOpen)
        {
            order = await AskAsync(order, cancellationToken).ConfigureAwait(false);
        }

        if (_options.RevokeLapsed && order is { Standing: MobileOrderStanding.Uploaded, Pending: MobileOrderAction.None, PlaceMessageId: null } && order.AuthorizedUntil < Now)
        {
            order = await RevokeAsync(order.MedOrgOrd, null, cancellationToken).ConfigureAwait(false);
        }

        if (!order.IsOpen)
        {
            report.Closed.Add(order.MedOrgOrd);
        }
        else if (order.IsInDoubt)
        {
            report.InDoubt.Add(order.MedOrgOrd);
        }
        else
        {
            report.Open.Add(order.MedOrgOrd);
        }
    }
}

/// <summary>What a round of questions brought; orders by medOrgOrd.</summary>
public sealed class MobilePollReport
{
    internal MobilePollReport()
    {
    }

    /// <summary>Orders that nothing is open about any more.</summary>
    public IList<string> Closed { get; } = new List<string>();

    /// <summary>Orders that wait for the patient or the platform.</summary>
    public IList<string> Open { get; } = new List<string>();

    /// <summary>Orders of which it still cannot be said what the platform has.</summary>
    public IList<string> InDoubt { get; } = new List<string>();

    /// <summary>Orders whose question had no usable answer this time.</summary>
    public IList<string> Unanswered { get; } = new List<string>();
}
