using System;
using System.Collections.Generic;

namespace Insurance.Sdk.MobilePayment;

/// <summary>Lays what was seen over what is known. An order goes forward only: old news (a stale answer, a notice sent once more) changes nothing, and what contradicts is shown to a person.</summary>
internal static class MobileOrderMachine
{
    /// <summary>The order after an observation.</summary>
    /// <param name="order">What is known.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="now">The instant.</param>
    /// <param name="settling">How long a command may be under way: only after it "nothing happened" is believed.</param>
    internal static MobileOrder Apply(MobileOrder order, MobileObservation seen, DateTimeOffset now, TimeSpan settling)
    {
        var next = WithFacts(order, seen, now);
        if (seen.Standing is { } standing)
        {
            next = Recalled(WithStanding(next, standing, seen), order, seen);
            next = Decided(next, order, standing, seen, now, settling);
        }

        return next == order ? order : next with { ChangedAt = now };
    }

    /// <summary>The order when nothing is pending any more.</summary>
    internal static MobileOrder Settled(MobileOrder order) => order with { Pending = MobileOrderAction.None, PendingMessageId = null, PendingSince = null };

    private static MobileOrder WithFacts(MobileOrder order, MobileObservation seen, DateTimeOffset now)
    {
        var next = order with
        {
            PayOrdId = order.PayOrdId ?? Given(seen.PayOrdId),
            SetlType = Given(seen.SetlType) ?? order.SetlType,
            TraceTime = Given(seen.TraceTime) ?? order.TraceTime,
            HiDocSn = Given(seen.HiDocSn) ?? order.HiDocSn,
            HiRgstSn = Given(seen.HiRgstSn) ?? order.HiRgstSn,
            ThirdPartyPayment = Given(seen.ThirdPartyPayment) ?? order.ThirdPartyPayment,
            Secrets = WithTokens(order.Secrets, seen, now),
        };

        if (seen.Amounts is not { } amounts)
        {
            return next;
        }

        if (!amounts.AddUp)
        {
            next = Look(next, "the parts that " + seen.Source + " told do not make the total");
        }
        else if (amounts.Total != order.UploadedTotal)
        {
            next = Look(next, seen.Source + " told another total than was uploaded");
        }
        else if (order.Amounts is { } known && known != amounts && MobileOrderStates.Progress(order.Standing) >= MobileOrderStates.Progress(MobileOrderStanding.InsurancePaid))
        {
            next = Look(next, seen.Source + " told another split than was told before");
        }

        return next with { Amounts = amounts };
    }

    private static MobileOrderSecrets WithTokens(MobileOrderSecrets secrets, MobileObservation seen, DateTimeOffset now)
    {
        var next = Given(seen.ExtData) is { } extData ? secrets with { ExtData = extData } : secrets;

        // The hour of a token begins when it is seen first, not when the same notice comes again.
        return Given(seen.RevsToken) is { } token && token != secrets.RevsToken ? next with { RevsToken = token, RevsTokenAt = now } : next;
    }

    private static MobileOrder WithStanding(MobileOrder order, MobileOrderStanding standing, MobileObservation seen)
    {
        var before = MobileOrderStates.Progress(order.Standing);
        var after = MobileOrderStates.Progress(standing);
        var isPaid = before >= MobileOrderStates.Progress(MobileOrderStanding.InsurancePaid);
        if (after < 0)
        {
            return isPaid
                ? Look(order, seen.Source + " told state " + StateForText(seen.OrdStas) + " after " + order.Standing)
                : Stated(order, standing, seen);
        }

        if (before > after)
        {
            // Old news, as a rule. A payment after a revocation is none.
            return order.Standing == MobileOrderStanding.Revoked && after >= MobileOrderStates.Progress(MobileOrderStanding.InsurancePaid)
                ? Look(order, seen.Source + " told of a payment after the order was revoked")
                : order;
        }

        // A final state does not become another final state.
        return before == MobileOrderStates.Progress(MobileOrderStanding.Refunded) && order.Standing != standing
            ? Look(order, seen.Source + " told " + standing + " after " + order.Standing)
            : Stated(order, standing, seen);
    }

    /// <summary>An order that a person let go and that was paid after all stands again: its money must reach the books, and the visit must wait.</summary>
    private static MobileOrder Recalled(MobileOrder next, MobileOrder order, MobileObservation seen)
    {
        var paid = MobileOrderStates.Progress(MobileOrderStanding.InsurancePaid);
        return order.ReleasedBy is not null && MobileOrderStates.Progress(order.Standing) < paid && MobileOrderStates.Progress(next.Standing) >= paid && next.InsuranceStands
            ? Look(next with { ReleasedBy = null, ReleasedWhy = null }, seen.Source + " told of a payment after the order was let go")
            : next;
    }

    private static MobileOrder Stated(MobileOrder order, MobileOrderStanding standing, MobileObservation seen)
    {
        // A notice implies where the order stands at least; it does not take a state back that the platform named. The one part and the other make the whole.
        if (seen.OrdStas is null && MobileOrderStates.Progress(order.Standing) == MobileOrderStates.Progress(standing))
        {
            if (order.Standing == standing || standing is not (MobileOrderStanding.CashPaid or MobileOrderStanding.InsurancePaid))
            {
                return order;
            }

            standing = MobileOrderStanding.Paid;
        }

        return order with
        {
            Standing = standing,
            OrdStas = Given(seen.OrdStas) ?? order.OrdStas,
            InsuranceTakenBack = order.InsuranceTakenBack || MobileOrderStates.InsuranceTakenBack(seen.OrdStas),
        };
    }

    /// <summary>What a state says about the command that is pending; "nothing happened" only where it was asked long enough after the command left.</summary>
    private static MobileOrder Decided(MobileOrder next, MobileOrder order, MobileOrderStanding standing, MobileObservation seen, DateTimeOffset now, TimeSpan settling)
    {
        var progress = MobileOrderStates.Progress(standing);
        var isSettled = order.PendingSince is { } since && seen.At >= since + settling;
        switch (order.Pending)
        {
            case MobileOrderAction.Upload when progress > 0 || standing == MobileOrderStanding.Failed:
                return Settled(next);
            case MobileOrderAction.Place when progress >= 2 || standing is MobileOrderStanding.Failed or MobileOrderStanding.NeedsPerson:
                return Settled(next with { PlaceMessageId = order.PendingMessageId ?? order.PlaceMessageId });
            case MobileOrderAction.Place when standing == MobileOrderStanding.Uploaded && isSettled:
                return Settled(next);
            case MobileOrderAction.Revoke when standing == MobileOrderStanding.Revoked || (standing == MobileOrderStanding.PartlyRefunded && next.InsuranceTakenBack):
                return Settled(next);
            case MobileOrderAction.Revoke when isSettled && progress is >= 1 and <= 4 && standing != MobileOrderStanding.CashPaid && seen.OrdStas?.Trim() != MobileOrderState.Settling:
                return Settled(next);
            case MobileOrderAction.Refund when seen.OrdStas is not null:
                return WithRefund(next, order, seen, isSettled);
            default:
                return next;
        }
    }

    /// <summary>A refund without an answer happened where the order went to a state that it leads to; it did not where the order still stands as before.</summary>
    private static MobileOrder WithRefund(MobileOrder next, MobileOrder order, MobileObservation seen, bool isSettled)
    {
        var refunds = new List<MobileRefund>(next.Refunds);
        var place = refunds.FindIndex(r => r.MessageId == order.PendingMessageId);
        if (place < 0)
        {
            return next;
        }

        var refund = refunds[place];
        var state = seen.OrdStas!.Trim();
        var expected = refund.Type switch
        {
            MobileRefundType.All => state is MobileOrderState.Refunded,
            MobileRefundType.Insurance => state is MobileOrderState.Refunded or MobileOrderState.InsuranceRefunded or MobileOrderState.InsuranceFullySelfPayPartlyRefunded,
            _ => state is MobileOrderState.Refunded or MobileOrderState.SelfPayFullyRefunded or MobileOrderState.SelfPayPartlyRefunded or MobileOrderState.InsuranceFullySelfPayPartlyRefunded,
        };
        if (expected && state != refund.OrdStasBefore?.Trim())
        {
            refunds[place] = refund with { State = MobileRefundState.Succeeded, DecidedWhy = seen.Source + " shows state " + StateForText(state) };
        }
        else if (state == MobileOrderState.Done && isSettled && !refund.IsUndecided)
        {
            refunds[place] = refund with { State = MobileRefundState.NotDone, DecidedWhy = seen.Source + " still shows state " + StateForText(state) };
        }
        else
        {
            // The same state before and after a second part refund tells nothing; EXP is the platform's own "not decided".
            return isSettled ? Look(next, "whether the refund " + refund.AppRefdSn + " happened cannot be seen from the order's state: a person decides with DecideRefundAsync") : next;
        }

        return Settled(next with { Refunds = refunds });
    }

    internal static MobileOrder Look(MobileOrder order, string why)
        => order.Attention is { } known && known.Contains(why) ? order : order with { Attention = order.Attention is null ? why : Cut(order.Attention + "; " + why) };

    private static string Cut(string text) => text.Length > 500 ? text.Substring(0, 500) : text;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text!.Trim();

    /// <summary>A state is a short number; anything else might be free text.</summary>
    private static string StateForText(string? state) => state?.Trim() is { Length: > 0 and <= 4 } text ? text : "(unreadable)";
}
