using System;
using System.Collections.Generic;
using System.Threading;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.MobilePayment;

/// <content>Blocking twins: the work runs on the thread pool, where no continuation waits for the blocked thread's context.</content>
public sealed partial class MobileOrderDesk
{
    /// <summary>Blocking twin of <see cref="UploadAsync"/>.</summary>
    /// <param name="fees">The input.</param>
    /// <param name="authorization">The patient's consent.</param>
    /// <param name="call">What goes with this call only.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public MobileOrder Upload(UploadMobileFeesRequest fees, MobileAuthorization authorization, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => UploadAsync(fees, authorization, call, cancellationToken));

    /// <summary>Blocking twin of <see cref="PlaceAsync"/>.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="authorization">The patient's consent.</param>
    /// <param name="request">Further fields.</param>
    /// <param name="call">What goes with this call only.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public MobileOrder Place(string medOrgOrd, MobileAuthorization authorization, CreateMobileOrderRequest? request = null, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => PlaceAsync(medOrgOrd, authorization, request, call, cancellationToken));

    /// <summary>Blocking twin of <see cref="RevokeAsync"/>.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="call">What goes with this call only.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public MobileOrder Revoke(string medOrgOrd, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => RevokeAsync(medOrgOrd, call, cancellationToken));

    /// <summary>Blocking twin of <see cref="RefreshAsync"/>.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public MobileOrder Refresh(string medOrgOrd, CancellationToken cancellationToken = default) => Blocking.Run(() => RefreshAsync(medOrgOrd, cancellationToken));

    /// <summary>Blocking twin of <see cref="RefundAsync(string, MobileRefundRequest, MobileAuthorization, CallOptions?, CancellationToken)"/>.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="refund">Which part, under which number.</param>
    /// <param name="authorization">The patient's consent.</param>
    /// <param name="call">What goes with this call only.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public MobileRefund Refund(string medOrgOrd, MobileRefundRequest refund, MobileAuthorization authorization, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => RefundAsync(medOrgOrd, refund, authorization, call, cancellationToken));

    /// <summary>Blocking twin of <see cref="ReverseAsync"/>.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="appRefdSn">appRefdSn 应用退款流水号.</param>
    /// <param name="call">What goes with this call only.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public MobileRefund Reverse(string medOrgOrd, string appRefdSn, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => ReverseAsync(medOrgOrd, appRefdSn, call, cancellationToken));

    /// <summary>Blocking twin of <see cref="DecideRefundAsync"/>.</summary>
    /// <param name="appRefdSn">appRefdSn 应用退款流水号.</param>
    /// <param name="happened">Whether the money went back.</param>
    /// <param name="who">Who looked.</param>
    /// <param name="why">What it was seen by.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public MobileOrder DecideRefund(string appRefdSn, bool happened, string who, string why, CancellationToken cancellationToken = default)
        => Blocking.Run(() => DecideRefundAsync(appRefdSn, happened, who, why, cancellationToken));

    /// <summary>Blocking twin of <see cref="ConfirmPostedAsync"/>.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public MobileOrder ConfirmPosted(string medOrgOrd, CancellationToken cancellationToken = default) => Blocking.Run(() => ConfirmPostedAsync(medOrgOrd, cancellationToken));

    /// <summary>Blocking twin of <see cref="AbandonAsync"/>.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="who">Who decided.</param>
    /// <param name="why">What it was seen by.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public MobileOrder Abandon(string medOrgOrd, string who, string why, CancellationToken cancellationToken = default) => Blocking.Run(() => AbandonAsync(medOrgOrd, who, why, cancellationToken));

    /// <summary>Blocking twin of <see cref="ClearAttentionAsync"/>.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="who">Who looked.</param>
    /// <param name="what">What came of it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public MobileOrder ClearAttention(string medOrgOrd, string who, string what, CancellationToken cancellationToken = default) => Blocking.Run(() => ClearAttentionAsync(medOrgOrd, who, what, cancellationToken));

    /// <summary>Blocking twin of <see cref="FindAsync"/>.</summary>
    /// <param name="medOrgOrd">The hospital's number of the order.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public MobileOrder? Find(string medOrgOrd, CancellationToken cancellationToken = default) => Blocking.Run(() => FindAsync(medOrgOrd, cancellationToken));

    /// <summary>Blocking twin of <see cref="ListUnpostedAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the search.</param>
    public IReadOnlyList<MobileOrder> ListUnposted(CancellationToken cancellationToken = default) => Blocking.Run(() => ListUnpostedAsync(cancellationToken));

    /// <summary>Blocking twin of <see cref="PollAsync(TimeSpan, CancellationToken)"/>.</summary>
    /// <param name="unchangedFor">Only orders that nothing was learnt about for so long.</param>
    /// <param name="cancellationToken">Ends the round.</param>
    public MobilePollReport Poll(TimeSpan unchangedFor = default, CancellationToken cancellationToken = default) => Blocking.Run(() => PollAsync(unchangedFor, cancellationToken));
}
