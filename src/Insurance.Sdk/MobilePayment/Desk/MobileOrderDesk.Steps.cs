using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.MobilePayment;

/// <content>The steps that commands are made of.</content>
public sealed partial class MobileOrderDesk
{
    private async Task BeginUploadAsync(UploadMobileFeesData data, MobileAuthorization authorization, CallOptions options, CancellationToken cancellationToken)
    {
        var order = new MobileOrder
        {
            MedOrgOrd = data.MedOrgOrd!,
            OrgCodg = data.OrgCodg!,
            VisitId = data.MdtrtId ?? "",
            ChargeBatch = data.ChrgBchno ?? "",
            UploadedTotal = data.MedfeeSumamt ?? 0m,
            Standing = MobileOrderStanding.NotKnown,
            Pending = MobileOrderAction.Upload,
            PendingMessageId = options.MessageId,
            PendingSince = Since(options),
            AuthorizedUntil = authorization.ObtainedAt + _options.AuthorizationLife,
            CreatedAt = Now,
            ChangedAt = Now,
            Secrets = new MobileOrderSecrets { IdNo = data.IdNo ?? "", UserName = data.UserName ?? "", IdType = data.IdType ?? "" },
        };
        const string What = "6201 is about to leave";
        if (await _store.TryAddAsync(order, new MobileOrderEvent(Now, What), cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        // What was refused or never arrived may go up again under its number.
        await _book.ChangeAsync(
            order.MedOrgOrd,
            o => o is { Standing: MobileOrderStanding.NotUploaded, Pending: MobileOrderAction.None } ? order with { Version = o.Version, CreatedAt = o.CreatedAt } : throw Taken(o),
            What,
            cancellationToken).ConfigureAwait(false);
    }

    private static MobileOrderException Taken(MobileOrder order) => new(
        MobileOrderProblem.NumberTaken,
        order.MedOrgOrd,
        order.Standing == MobileOrderStanding.NotKnown
            ? "its upload has no answer, and nobody can be asked about it; take a new medOrgOrd"
            : "the number is used by an order that stands at " + order.Standing + "; to change the fees revoke it (6401) and take a new medOrgOrd");

    private Task<MobileOrder> BeginAsync(string medOrgOrd, MobileOrderAction action, CallOptions options, string what, Func<MobileOrder, MobileOrder> change, CancellationToken cancellationToken)
        => _book.ChangeAsync(
            medOrgOrd,
            o => o.Pending == MobileOrderAction.None
                ? change(o) with { Pending = action, PendingMessageId = options.MessageId, PendingSince = Since(options) }
                : throw InDoubt(o),
            what,
            cancellationToken);

    private static Func<MobileOrder, MobileOrder> Demanding(Action<MobileOrder> demand) => order =>
    {
        demand(order);
        return order;
    };

    /// <summary>From when the settling time counts: a call that may wait longer than that is under way for longer.</summary>
    private DateTimeOffset Since(CallOptions options)
    {
        if (options.Timeout is not { } limit || (limit != Timeout.InfiniteTimeSpan && limit < _options.SettlingTime))
        {
            return Now;
        }

        return Now + (limit == Timeout.InfiniteTimeSpan ? TimeSpan.FromDays(1) : limit);
    }

    /// <summary>Sends. What certainly did nothing is taken off the order; what has no answer stays, and the platform is asked once.</summary>
    private async Task<MobileOrder> RunAsync<TAnswer>(
        MobileOrder order, string code, Func<Task<TAnswer>> send, Func<MobileOrder, TAnswer, MobileOrder> accepted, Func<MobileOrder, bool> happened, CancellationToken cancellationToken)
    {
        var messageId = order.PendingMessageId;
        TAnswer answer;
        try
        {
            answer = await send().ConfigureAwait(false);
        }
        catch (Exception e) when (MobileCommand.DidNothing(e))
        {
            await _book.ChangeAsync(order.MedOrgOrd, o => o.PendingMessageId == messageId ? NothingHappened(o) : o, code + ": nothing happened (" + e.GetType().Name + ")", CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        catch (OutcomeUnknownException e)
        {
            await NoteUndecidedRefundAsync(order, e).ConfigureAwait(false);
            if (await AskedOnceAsync(order.MedOrgOrd, cancellationToken).ConfigureAwait(false) is { Pending: MobileOrderAction.None } asked && happened(asked))
            {
                return asked;
            }

            throw;
        }

        return await _book.ChangeAsync(order.MedOrgOrd, o => accepted(o, answer), code + " accepted", CancellationToken.None).ConfigureAwait(false);
    }

    private static MobileOrder NothingHappened(MobileOrder order)
        => MobileOrderMachine.Settled(order.Pending == MobileOrderAction.Refund
            ? MobileRefunds.Decide(order, order.PendingMessageId!, MobileRefundState.NotDone)
            : order);

    /// <summary>The order, with nothing pending: what is in doubt is decided first.</summary>
    private async Task<MobileOrder> DecidedAsync(string medOrgOrd, CancellationToken cancellationToken)
    {
        var order = await FromJournalAsync(await _book.NeededAsync(medOrgOrd, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (order.Pending == MobileOrderAction.None)
        {
            return order;
        }

        if (order.PayOrdId is not null)
        {
            order = await AskAsync(order, cancellationToken).ConfigureAwait(false);
        }

        return order.Pending == MobileOrderAction.None ? order : throw InDoubt(order);
    }

    private MobileOrderException InDoubt(MobileOrder order)
    {
        var what = order.Pending + " has no answer yet";
        if (order.PayOrdId is null)
        {
            return new MobileOrderException(MobileOrderProblem.InDoubt, order.MedOrgOrd, what + ", and without payOrdId nobody can be asked; take a new medOrgOrd, and close this one with AbandonAsync when a person has looked");
        }

        var until = order.PendingSince + _options.SettlingTime;
        return new MobileOrderException(MobileOrderProblem.InDoubt, order.MedOrgOrd,
            what + (until > Now ? "; ask with RefreshAsync (6301) after " + ChinaTime.FromDateTimeOffset(until.Value) : "; 6301 does not decide it, a person must look"));
    }

    private async Task<MobileOrder?> AskedOnceAsync(string medOrgOrd, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        try
        {
            return await AskAsync(await _book.NeededAsync(medOrgOrd, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InsuranceException or OperationCanceledException)
        {
            // Nothing new was learnt: the doubt stays, and the first exception tells of it.
            return null;
        }
    }

    private async Task<MobileOrder> AskAsync(MobileOrder order, CancellationToken cancellationToken)
    {
        var asked = Now;
        var answer = await _client.MobilePayment.GetMobileOrderResultAsync(MobilePaymentRecovery.QuestionOf(order), null, cancellationToken).ConfigureAwait(false);
        if (answer.Data.MedOrgOrd?.Trim() is { Length: > 0 } number && number != order.MedOrgOrd)
        {
            throw new ProtocolException("No usable answer: 6301 speaks of another order of the hospital") { Code = Operations.GetMobileOrderResult.Code };
        }

        var seen = MobileAnswers.Of(answer.Data, asked);
        var before = order;
        var after = await _book.ChangeAsync(
            order.MedOrgOrd,
            o => MobileOrderMachine.Apply(before = o, seen, Now, _options.SettlingTime),
            "6301 asked",
            cancellationToken).ConfigureAwait(false);
        await _command.NoteAsync(before, after, cancellationToken).ConfigureAwait(false);
        return after;
    }

    /// <summary>An answer that the journal has and the order does not: the program ended between the two.</summary>
    private async Task<MobileOrder> FromJournalAsync(MobileOrder order, CancellationToken cancellationToken)
    {
        if (order.Pending == MobileOrderAction.None || await _command.RecordedAsync(order, cancellationToken).ConfigureAwait(false) is not { } record)
        {
            return order;
        }

        var messageId = order.PendingMessageId!;
        return await _book.ChangeAsync(
            order.MedOrgOrd,
            o => o.PendingMessageId != messageId ? o
                : record.State == Journal.JournalState.Accepted ? Answered(o, record.Output, messageId)
                : o.Pending == MobileOrderAction.Upload ? NotUploaded(o, messageId) : NothingHappened(o),
            "taken from the journal: " + order.Pending + " " + record.State,
            cancellationToken).ConfigureAwait(false);
    }

    private MobileOrder Answered(MobileOrder order, byte[] output, string messageId)
    {
        var deviations = new List<Deviation>();
        var codec = _client.Inside.Codec;
        return order.Pending switch
        {
            MobileOrderAction.Upload => Uploaded(order, ((UploadMobileFeesAnswer)codec.ReadOutput(Operations.UploadMobileFees, output, deviations)).Data, messageId),
            MobileOrderAction.Place => Placed(order, ((CreateMobileOrderAnswer)codec.ReadOutput(Operations.CreateMobileOrder, output, deviations)).Data, messageId),
            MobileOrderAction.Revoke => Revoked(order),
            MobileOrderAction.Refund => Refunded(order, ((RefundMobileOrderAnswer)codec.ReadOutput(Operations.RefundMobileOrder, output, deviations)).Data, messageId),
            _ => order,
        };
    }

    private static MobileOrder Uploaded(MobileOrder order, UploadMobileFeesAnswerData data, string messageId)
    {
        var next = order with
        {
            PayOrdId = order.PayOrdId ?? data.PayOrdId!.Trim(),
            VisitId = order.VisitId.Length > 0 ? order.VisitId : MobileAnswers.VisitIn(data.ExtData) ?? "",
            Standing = order.Standing == MobileOrderStanding.NotKnown ? MobileOrderStanding.Uploaded : order.Standing,
            Secrets = order.Secrets with { PayToken = data.PayToken, CashierUrl = data.CashierUrl, ExtData = data.ExtData ?? order.Secrets.ExtData },
        };
        if (next.PayOrdId != data.PayOrdId!.Trim())
        {
            next = MobileOrderMachine.Look(next, "6201 told another payOrdId than a notice did");
        }

        return next.PendingMessageId == messageId ? MobileOrderMachine.Settled(next) : next;
    }

    private static MobileOrder NotUploaded(MobileOrder order, string messageId)
        => order.PendingMessageId == messageId && order.Standing == MobileOrderStanding.NotKnown
            ? MobileOrderMachine.Settled(order with { Standing = MobileOrderStanding.NotUploaded })
            : order;

    private MobileOrder Placed(MobileOrder order, CreateMobileOrderAnswerData data, string messageId)
    {
        var next = MobileOrderMachine.Apply(order, MobileAnswers.Of(data, Now), Now, _options.SettlingTime) with { PlaceMessageId = messageId };
        return next.PendingMessageId == messageId ? MobileOrderMachine.Settled(next) : next;
    }

    private static MobileOrder Revoked(MobileOrder order)
        => MobileOrderMachine.Settled(MobileOrderStates.Progress(order.Standing) >= MobileOrderStates.Progress(MobileOrderStanding.InsurancePaid)
            ? MobileOrderMachine.Look(order, "6401 was accepted although the order stands at " + order.Standing)
            : order with { Standing = MobileOrderStanding.Revoked, InsuranceTakenBack = true });

    private static CreateMobileOrderRequest Filled(MobileOrder order, MobileAuthorization authorization, CreateMobileOrderRequest request, string messageId)
    {
        var data = request.Data;
        data.PayOrdId = order.PayOrdId;
        data.PayToken = order.Secrets.PayToken;
        data.OrgCodg = order.OrgCodg;
        data.OrgBizSer ??= messageId;
        data.PayAuthNo = authorization.PayAuthNo;
        data.EcAuthCode = authorization.EcAuthCode;
        data.EcChnlAppId = authorization.EcChnlAppId;
        data.EcChnlUserId = authorization.EcChnlUserId;
        data.MdtrtId ??= order.VisitId.Length > 0 ? order.VisitId : null;
        data.ChrgBchno ??= order.ChargeBatch.Length > 0 ? order.ChargeBatch : null;
        return request;
    }

    private static CancelMobileFeesRequest Revocation(MobileOrder order)
    {
        var request = new CancelMobileFeesRequest();
        request.Data.PayOrdId = order.PayOrdId;
        request.Data.OrgCodg = order.OrgCodg;
        request.Data.PayToken = order.Secrets.PayToken;
        request.Data.IdNo = order.Secrets.IdNo;
        request.Data.UserName = order.Secrets.UserName;
        request.Data.IdType = order.Secrets.IdType;
        return request;
    }
}
