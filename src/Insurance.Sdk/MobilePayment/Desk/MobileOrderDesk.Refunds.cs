using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.MobilePayment;

/// <content>Refunds (6203) and reversals.</content>
public sealed partial class MobileOrderDesk
{
    /// <summary>Refunds an order: 6203. appRefdSn is the key: a refund that succeeded comes back without a call, one in doubt is asked about first (6301) and never sent again blindly.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="refund">Which part, under which number.</param>
    /// <param name="authorization">The patient's consent (ecToken or payAuthNo).</param>
    /// <param name="call">What goes with this call only.</param>
    /// <param name="cancellationToken">Ends the wait; after the request left, its outcome is in doubt.</param>
    /// <returns>The refund, succeeded.</returns>
    /// <exception cref="MobileOrderException">It does not fit the order, or the number is used for another refund; nothing was sent.</exception>
    /// <exception cref="RefusedException">The platform did not refund (FAIL).</exception>
    /// <exception cref="OutcomeUnknownException">No usable answer, or EXP: undecided. <see cref="RefreshAsync"/> and <see cref="PollAsync"/> ask; <see cref="DecideRefundAsync"/> is a person's word.</exception>
    public Task<MobileRefund> RefundAsync(string medOrgOrd, MobileRefundRequest refund, MobileAuthorization authorization, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        _ = refund ?? throw new ArgumentNullException(nameof(refund));
        DemandAuthorization(medOrgOrd, authorization ?? throw new ArgumentNullException(nameof(authorization)));
        if (authorization.PayAuthNo is null && authorization.EcToken is null)
        {
            throw new MobileOrderException(MobileOrderProblem.AuthorizationLapsed, medOrgOrd, "6203 takes payAuthNo or ecToken; the channel's three fields belong to 6202");
        }

        return RefundAsync(
            medOrgOrd,
            refund,
            (_, data) =>
            {
                data.PayAuthNo = authorization.PayAuthNo;
                data.EcToken = authorization.EcToken;
            },
            call,
            cancellationToken);
    }

    /// <summary>Reverses the insurance part with the platform's own token (revsToken) where the hospital's books could not take the payment; good for one hour, without the patient.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="appRefdSn">appRefdSn 应用退款流水号 of the reversal.</param>
    /// <param name="call">What goes with this call only.</param>
    /// <param name="cancellationToken">Ends the wait; after the request left, its outcome is in doubt.</param>
    /// <exception cref="ConfigurationException">mobilePayment.reversalField is not set: how the token is sent is not public.</exception>
    /// <exception cref="MobileOrderException">The token has lapsed; the message says what to do.</exception>
    public Task<MobileRefund> ReverseAsync(string medOrgOrd, string appRefdSn, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var field = _client.Inside.Mobile!.ReversalField is { Length: > 0 } name
            ? name
            : throw new ConfigurationException("mobilePayment.reversalField", "how revsToken is sent is not public: set the field of 6203 that takes it at your platform, or refund with the patient's authorisation (RefundAsync)");
        return RefundAsync(
            medOrgOrd,
            MobileRefundRequest.Insurance(appRefdSn),
            (order, data) =>
            {
                if (order.ReversalTimeLeft(Now, _options.ReversalTokenLife) == TimeSpan.Zero)
                {
                    throw new MobileOrderException(MobileOrderProblem.ReversalTokenLapsed, medOrgOrd,
                        "its reversal token lapsed or never came. Ask with RefreshAsync, 6301 may give a new one; otherwise refund with RefundAsync, for which the patient must authorise");
                }

                switch (field)
                {
                    case "ecToken": data.EcToken = order.Secrets.RevsToken; break;
                    case "payAuthNo": data.PayAuthNo = order.Secrets.RevsToken; break;
                    default: data.Extra.Set(field, order.Secrets.RevsToken); break;
                }
            },
            call,
            cancellationToken);
    }

    /// <summary>Decides a refund that stayed in doubt, by a person's word: EXP is asked and handled by hand.</summary>
    /// <param name="appRefdSn">appRefdSn 应用退款流水号.</param>
    /// <param name="happened">Whether the money went back.</param>
    /// <param name="who">Who looked.</param>
    /// <param name="why">What it was seen by.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<MobileOrder> DecideRefundAsync(string appRefdSn, bool happened, string who, string why, CancellationToken cancellationToken = default)
    {
        DemandPerson(who, why);
        var order = await _store.FindByRefundAsync(appRefdSn, cancellationToken).ConfigureAwait(false)
            ?? throw new MobileOrderException(MobileOrderProblem.NotFound, appRefdSn, "no refund has this appRefdSn");
        var before = order;
        var after = await _book.ChangeAsync(
            order.MedOrgOrd,
            o =>
            {
                before = o;
                var refund = MobileRefunds.Find(o, appRefdSn)!;
                if (refund.State != MobileRefundState.InDoubt)
                {
                    throw new MobileOrderException(MobileOrderProblem.WrongStanding, o.MedOrgOrd, "the refund " + appRefdSn + " is not in doubt, it is " + refund.State);
                }

                refund = refund with { DecidedBy = who, DecidedWhy = why };
                var next = happened ? MobileRefunds.Done(o, refund) : MobileRefunds.With(o, refund with { State = MobileRefundState.NotDone });
                return o.PendingMessageId == refund.MessageId ? MobileOrderMachine.Settled(next) : next;
            },
            "refund " + appRefdSn + (happened ? " happened: " : " did not happen: ") + why,
            cancellationToken,
            who).ConfigureAwait(false);
        await _command.NoteAsync(before, after, cancellationToken).ConfigureAwait(false);
        return after;
    }

    private async Task<MobileRefund> RefundAsync(
        string medOrgOrd, MobileRefundRequest asked, Action<MobileOrder, RefundMobileOrderData> authorize, CallOptions? call, CancellationToken cancellationToken)
    {
        if (await _store.FindByRefundAsync(asked.AppRefdSn, cancellationToken).ConfigureAwait(false) is { } other && other.MedOrgOrd != medOrgOrd)
        {
            throw new MobileOrderException(MobileOrderProblem.NumberTaken, medOrgOrd, "appRefdSn " + asked.AppRefdSn + " is used by another order");
        }

        var order = await _book.NeededAsync(medOrgOrd, cancellationToken).ConfigureAwait(false);
        if (order.Pending != MobileOrderAction.None)
        {
            order = await DecidedAsync(medOrgOrd, cancellationToken).ConfigureAwait(false);
        }

        if (MobileRefunds.Find(order, asked.AppRefdSn) is { } known)
        {
            DemandSame(order, known, asked);
            if (known.State == MobileRefundState.Succeeded)
            {
                return known;
            }
        }

        var options = _command.Options(call);
        var draft = MobileRefunds.Draft(order, asked, options.MessageId!, Now);
        var request = Request(order, draft, asked.ExtData);
        authorize(order, request.Data);
        _client.Inside.Demand(Operations.RefundMobileOrder, request, options);
        order = await BeginAsync(
            medOrgOrd,
            MobileOrderAction.Refund,
            options,
            "6203 is about to leave: " + draft.AppRefdSn,
            o =>
            {
                if (MobileRefunds.Find(o, draft.AppRefdSn) is { State: not MobileRefundState.NotDone })
                {
                    throw new MobileOrderException(MobileOrderProblem.NumberTaken, medOrgOrd, "the refund " + draft.AppRefdSn + " was asked for at the same moment");
                }

                return MobileRefunds.With(o, MobileRefunds.Draft(o, asked, options.MessageId!, Now));
            },
            cancellationToken).ConfigureAwait(false);
        order = await RunAsync(
            order,
            "6203",
            () => _client.MobilePayment.RefundMobileOrderAsync(request, options, cancellationToken),
            (o, answer) => Refunded(o, answer.Data, options.MessageId!),
            o => MobileRefunds.Find(o, draft.AppRefdSn) is { State: MobileRefundState.Succeeded },
            cancellationToken).ConfigureAwait(false);
        return MobileRefunds.Find(order, draft.AppRefdSn)!;
    }

    private static MobileOrder Refunded(MobileOrder order, RefundMobileOrderAnswerData data, string messageId)
    {
        if (MobileRefunds.WithMessage(order, messageId) is not { } refund)
        {
            return order;
        }

        var next = MobileRefunds.Done(order, refund with { RefdSn = data.RefdSn ?? refund.RefdSn, HiFefdSn = data.HiFefdSn ?? refund.HiFefdSn });
        return next.PendingMessageId == messageId ? MobileOrderMachine.Settled(next) : next;
    }

    /// <summary>EXP names the platform's numbers all the same: a person needs them.</summary>
    private async Task NoteUndecidedRefundAsync(MobileOrder order, OutcomeUnknownException e)
    {
        if (order.Pending != MobileOrderAction.Refund || e.Output.Length < 5)
        {
            return;
        }

        var data = ((RefundMobileOrderAnswer)_client.Inside.Codec.ReadOutput(Operations.RefundMobileOrder, e.Output.Span, new List<Deviation>())).Data;
        await _book.ChangeAsync(
            order.MedOrgOrd,
            o => MobileRefunds.WithMessage(o, order.PendingMessageId!) is { } refund
                ? MobileRefunds.With(o, refund with { IsUndecided = true, RefdSn = data.RefdSn ?? refund.RefdSn, HiFefdSn = data.HiFefdSn ?? refund.HiFefdSn })
                : o,
            "6203 is not decided (" + (data.RefStatus is { Length: <= 10 } status ? status : "unreadable") + ")",
            CancellationToken.None).ConfigureAwait(false);
    }

    private static void DemandSame(MobileOrder order, MobileRefund known, MobileRefundRequest asked)
    {
        if (known.Type != asked.Type || (asked.CashAmount is { } cash && cash != known.Cash))
        {
            throw new MobileOrderException(MobileOrderProblem.NumberTaken, order.MedOrgOrd, "appRefdSn " + known.AppRefdSn + " is used by another refund of this order");
        }
    }

    private RefundMobileOrderRequest Request(MobileOrder order, MobileRefund refund, string? extData)
    {
        var request = new RefundMobileOrderRequest();
        var data = request.Data;
        data.PayOrdId = order.PayOrdId;
        data.AppRefdSn = refund.AppRefdSn;
        data.AppRefdTime = ChinaTime.FromDateTimeOffset(Now).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        data.TotlRefdAmt = refund.Total;
        data.FundRefdAmt = refund.Fund;
        data.PsnAcctRefdAmt = refund.Account;
        data.CashRefdAmt = refund.Cash;
        data.RefdType = refund.Type switch { MobileRefundType.All => "ALL", MobileRefundType.Cash => "CASH", _ => "HI" };
        data.ExtData = extData;
        return request;
    }
}
