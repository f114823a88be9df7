using System;
using System.Collections.Generic;

namespace Insurance.Sdk.MobilePayment;

/// <summary>What was asked of the platform and has no outcome yet.</summary>
public enum MobileOrderAction
{
    /// <summary>Nothing is open.</summary>
    None = 0,

    /// <summary>6201 费用明细上传.</summary>
    Upload = 1,

    /// <summary>6202 支付下单.</summary>
    Place = 2,

    /// <summary>6401 费用明细上传撤销.</summary>
    Revoke = 3,

    /// <summary>6203 医保退费.</summary>
    Refund = 4,
}

/// <summary>A mobile-payment order as the hospital knows it: one upload of fees (6201) and what became of it.</summary>
/// <remarks>Immutable. Its text (<see cref="ToString"/>) holds no personal data and no secret; <see cref="Secrets"/> does.</remarks>
public sealed record MobileOrder
{
    /// <summary>medOrgOrd 医疗机构订单号: the hospital's own number.</summary>
    public required string MedOrgOrd { get; init; }

    /// <summary>orgCodg 机构编码.</summary>
    public required string OrgCodg { get; init; }

    /// <summary>payOrdId 支付订单号: the platform's number; null until it was told.</summary>
    public string? PayOrdId { get; init; }

    /// <summary>mdtrtId 就诊ID; "" until it is known (the platform registers the visit itself where 6201 names none).</summary>
    public string VisitId { get; init; } = "";

    /// <summary>chrgBchno 收费批次号.</summary>
    public string ChargeBatch { get; init; } = "";

    /// <summary>medfeeSumamt 医疗费总额 that went up.</summary>
    public required decimal UploadedTotal { get; init; }

    /// <summary>Where it stands.</summary>
    public MobileOrderStanding Standing { get; init; }

    /// <summary>ordStas 订单状态 as the platform said it last; null where it has not said one.</summary>
    public string? OrdStas { get; init; }

    /// <summary>How it is split; null until 6202, 6301 or a notice told.</summary>
    public MobileAmounts? Amounts { get; init; }

    /// <summary>True while the insurance part of a settlement, or the uploaded fees, are the platform's business: the visit must not be settled at the counter.</summary>
    public bool InsuranceStands => Standing != MobileOrderStanding.NotUploaded && !InsuranceTakenBack;

    /// <summary>True where the insurance part was refunded or revoked.</summary>
    public bool InsuranceTakenBack { get; init; }

    /// <summary>What was asked and has no outcome yet.</summary>
    public MobileOrderAction Pending { get; init; }

    /// <summary>Message id of what is pending: the journal's record.</summary>
    public string? PendingMessageId { get; init; }

    /// <summary>Since when it is pending.</summary>
    public DateTimeOffset? PendingSince { get; init; }

    /// <summary>Message id of the last 6202 that the platform took: the journal's record of the payment.</summary>
    public string? PlaceMessageId { get; init; }

    /// <summary>Until when the patient's authorisation was good for this order.</summary>
    public DateTimeOffset? AuthorizedUntil { get; init; }

    /// <summary>setlType 结算类型: ALL, CASH or HI, as it came.</summary>
    public string? SetlType { get; init; }

    /// <summary>traceTime 交易时间 as it came.</summary>
    public string? TraceTime { get; init; }

    /// <summary>hiDocSn 医保交易流水号.</summary>
    public string? HiDocSn { get; init; }

    /// <summary>hiRgstSn 医保挂号流水号.</summary>
    public string? HiRgstSn { get; init; }

    /// <summary>thdPayType 第三方支付类型.</summary>
    public string? ThirdPartyPayment { get; init; }

    /// <summary>Why a person should look at it; null where nothing is odd. No personal data.</summary>
    public string? Attention { get; init; }

    /// <summary>When the hospital's books took the payment; null until then.</summary>
    public DateTimeOffset? PostedAt { get; init; }

    /// <summary>Who let the visit go although the order still stands; null where nobody did.</summary>
    public string? ReleasedBy { get; init; }

    /// <summary>Why.</summary>
    public string? ReleasedWhy { get; init; }

    /// <summary>When the order was made here.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When something was learnt about it last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Refunds, oldest first.</summary>
    public IReadOnlyList<MobileRefund> Refunds { get; init; } = Array.Empty<MobileRefund>();

    /// <summary>What the platform must be told again, and the tokens. Personal and secret: never log it.</summary>
    public MobileOrderSecrets Secrets { get; init; } = new();

    /// <summary>Counts the changes; the store changes only what it has under the same number.</summary>
    public long Version { get; init; }

    /// <summary>True while its outcome has to be found out or waited for.</summary>
    public bool IsOpen => ReleasedBy is null
        && (Pending != MobileOrderAction.None
            || Standing is MobileOrderStanding.NotKnown or MobileOrderStanding.Uploaded or MobileOrderStanding.Processing or MobileOrderStanding.CashPaid
                or MobileOrderStanding.InsurancePaid or MobileOrderStanding.InDoubt);

    /// <summary>True where it cannot be said what the platform has: a command without an answer, or a state that nobody knows.</summary>
    public bool IsInDoubt => Pending != MobileOrderAction.None || Standing is MobileOrderStanding.NotKnown or MobileOrderStanding.InDoubt or MobileOrderStanding.NeedsPerson;

    /// <summary>True where the platform has money of it that the hospital's books do not have yet.</summary>
    public bool IsUnposted => PostedAt is null && ReleasedBy is null && Standing is MobileOrderStanding.Paid or MobileOrderStanding.InsurancePaid;

    /// <summary>Cash that refunds have given back, as far as they are known to have succeeded.</summary>
    public decimal CashRefunded
    {
        get
        {
            var sum = 0m;
            foreach (var refund in Refunds)
            {
                sum += refund.State == MobileRefundState.Succeeded ? refund.Cash : 0m;
            }

            return sum;
        }
    }

    /// <summary>Time that is left of the token with which the hospital may reverse the insurance part (revsToken); zero where it has lapsed or none came.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="life">How long a token is good: one hour.</param>
    public TimeSpan ReversalTimeLeft(DateTimeOffset now, TimeSpan life)
    {
        var left = Secrets.RevsToken is null || Secrets.RevsTokenAt is not { } since ? TimeSpan.Zero : since + life - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Number and standing; no personal data.</summary>
    public override string ToString() => MedOrgOrd + " " + Standing + (Pending == MobileOrderAction.None ? "" : " (" + Pending + " without an answer)");
}

/// <summary>What the platform must be told again (6301, 6401), and the tokens of an order. Stores protect it; its text shows nothing.</summary>
public sealed record MobileOrderSecrets
{
    /// <summary>payToken 支付订单对应的token.</summary>
    public string? PayToken { get; init; }

    /// <summary>idNo 证件号码.</summary>
    public string IdNo { get; init; } = "";

    /// <summary>userName 用户姓名.</summary>
    public string UserName { get; init; } = "";

    /// <summary>idType 证件类别.</summary>
    public string IdType { get; init; } = "";

    /// <summary>cashierUrl 医保支付收银台h5地址, where the center hosts the cashier's page.</summary>
    public string? CashierUrl { get; init; }

    /// <summary>revsToken 用于院内结算失败对医保的冲正授权.</summary>
    public string? RevsToken { get; init; }

    /// <summary>When that token was seen first.</summary>
    public DateTimeOffset? RevsTokenAt { get; init; }

    /// <summary>extData 医保扩展数据 of the last answer or notice, as it came: in other provinces the settlement's result stands in it.</summary>
    public string? ExtData { get; init; }

    /// <summary>Nothing.</summary>
    public override string ToString() => "(personal and secret)";
}

/// <summary>One step in an order's life.</summary>
/// <param name="At">When.</param>
/// <param name="What">What was seen or done; no personal data.</param>
/// <param name="Who">Who; null for the program itself.</param>
public sealed record MobileOrderEvent(DateTimeOffset At, string What, string? Who = null);
