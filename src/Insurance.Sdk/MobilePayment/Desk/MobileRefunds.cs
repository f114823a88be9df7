using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.MobilePayment;

/// <summary>The refunds of an order: which amounts, what is left, what became of one.</summary>
internal static class MobileRefunds
{
    internal static MobileRefund? Find(MobileOrder order, string appRefdSn) => order.Refunds.FirstOrDefault(r => r.AppRefdSn == appRefdSn);

    internal static MobileRefund? WithMessage(MobileOrder order, string messageId) => order.Refunds.FirstOrDefault(r => r.MessageId == messageId);

    /// <summary>The refund that is asked for, in amounts; throws where it does not fit the order.</summary>
    internal static MobileRefund Draft(MobileOrder order, MobileRefundRequest request, string messageId, DateTimeOffset now)
    {
        Demand(request.AppRefdSn.Length is >= 1 and <= 40, order, "appRefdSn has 1 to 40 characters");
        DemandStanding(order, request.Type);
        var amounts = order.Amounts ?? throw new MobileOrderException(MobileOrderProblem.WrongAmount, order.MedOrgOrd, "its split is not known: ask with RefreshAsync (6301) first");
        var cashLeft = amounts.Own - order.Refunds.Where(r => r.State != MobileRefundState.NotDone && r.AppRefdSn != request.AppRefdSn).Sum(r => r.Cash);
        var isWhole = !order.InsuranceTakenBack && cashLeft == amounts.Own;
        switch (request.Type)
        {
            case MobileRefundType.All:
                Demand(isWhole, order, "ALL must equal the original parts, and a part was refunded already; refund the rest with CASH or HI");
                break;
            case MobileRefundType.Insurance:
                Demand(!order.InsuranceTakenBack, order, "its insurance part was taken back already");
                Demand(amounts.Fund + amounts.Account > 0, order, "it has no insurance part");
                break;
            default:
                var cash = request.CashAmount!.Value;
                Demand(cash > 0 && decimal.Round(cash, 2) == cash, order, "the cash of a refund is more than nothing and has two decimals");
                Demand(cash <= cashLeft, order, "no more than " + cashLeft.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) + " of its cash is left to refund");
                break;
        }

        var isCash = request.Type == MobileRefundType.Cash;
        return new MobileRefund
        {
            AppRefdSn = request.AppRefdSn,
            Type = request.Type,
            Fund = isCash ? 0m : amounts.Fund,
            Account = isCash ? 0m : amounts.Account,
            Cash = request.Type switch { MobileRefundType.All => amounts.Own, MobileRefundType.Cash => request.CashAmount!.Value, _ => 0m },
            State = MobileRefundState.InDoubt,
            AskedAt = now,
            MessageId = messageId,
            OrdStasBefore = order.OrdStas,
        };
    }

    /// <summary>The order with a refund added, or in place of an earlier try under its number.</summary>
    internal static MobileOrder With(MobileOrder order, MobileRefund refund)
    {
        var refunds = order.Refunds.ToList();
        var place = refunds.FindIndex(r => r.AppRefdSn == refund.AppRefdSn);
        if (place < 0)
        {
            refunds.Add(refund);
        }
        else
        {
            refunds[place] = refund;
        }

        return order with { Refunds = refunds };
    }

    internal static MobileOrder Decide(MobileOrder order, string messageId, MobileRefundState state)
        => WithMessage(order, messageId) is { } refund ? With(order, refund with { State = state }) : order;

    /// <summary>The order after a refund that succeeded.</summary>
    internal static MobileOrder Done(MobileOrder order, MobileRefund refund)
    {
        var next = With(order, refund with { State = MobileRefundState.Succeeded });
        var insuranceBack = next.InsuranceTakenBack || refund.Type != MobileRefundType.Cash;
        var isWhole = insuranceBack && next.CashRefunded >= (next.Amounts?.Own ?? 0m);
        return next with
        {
            InsuranceTakenBack = insuranceBack,
            Standing = isWhole ? MobileOrderStanding.Refunded : MobileOrderStanding.PartlyRefunded,
        };
    }

    private static void DemandStanding(MobileOrder order, MobileRefundType type)
    {
        var fits = order.Standing switch
        {
            MobileOrderStanding.Paid or MobileOrderStanding.PartlyRefunded => true,
            MobileOrderStanding.InsurancePaid => type != MobileRefundType.Cash,
            MobileOrderStanding.CashPaid or MobileOrderStanding.NeedsPerson => type == MobileRefundType.Cash,
            _ => false,
        };
        if (!fits)
        {
            throw new MobileOrderException(MobileOrderProblem.WrongStanding, order.MedOrgOrd,
                "it stands at " + order.Standing + "; only what is paid can be refunded" + (order.Standing is MobileOrderStanding.Uploaded or MobileOrderStanding.Processing ? ", revoke it with RevokeAsync (6401)" : ""));
        }
    }

    private static void Demand(bool holds, MobileOrder order, string rule)
    {
        if (!holds)
        {
            throw new MobileOrderException(MobileOrderProblem.WrongAmount, order.MedOrgOrd, rule);
        }
    }
}
