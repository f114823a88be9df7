using System;

namespace Insurance.Sdk.MobilePayment;

/// <summary>Which part of an order is refunded: refdType 退费类型.</summary>
public enum MobileRefundType
{
    /// <summary>ALL: both parts; they must equal the original ones.</summary>
    All = 0,

    /// <summary>CASH: cash only, the whole of it or a part.</summary>
    Cash = 1,

    /// <summary>HI: the insurance part only, the whole of it.</summary>
    Insurance = 2,
}

/// <summary>What became of a refund.</summary>
public enum MobileRefundState
{
    /// <summary>It left, and no outcome is known: no answer, or refStatus EXP.</summary>
    InDoubt = 0,

    /// <summary>refStatus SUCC, or the order shows it.</summary>
    Succeeded = 1,

    /// <summary>refStatus FAIL, refused, or the order shows that it did not happen.</summary>
    NotDone = 2,
}

/// <summary>A refund of an order (6203). appRefdSn is its key: the same number never refunds twice.</summary>
public sealed record MobileRefund
{
    /// <summary>appRefdSn 应用退款流水号: the hospital's own unique number.</summary>
    public required string AppRefdSn { get; init; }

    /// <summary>Which part.</summary>
    public required MobileRefundType Type { get; init; }

    /// <summary>fundRefdAmt 基金支付.</summary>
    public decimal Fund { get; init; }

    /// <summary>psnAcctRefdAmt 医保个人账户支付.</summary>
    public decimal Account { get; init; }

    /// <summary>cashRefdAmt 现金退费金额.</summary>
    public decimal Cash { get; init; }

    /// <summary>totlRefdAmt 总退费金额.</summary>
    public decimal Total => Fund + Account + Cash;

    /// <summary>What became of it.</summary>
    public MobileRefundState State { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Message id of the last 6203: the journal's record.</summary>
    public string? MessageId { get; init; }

    /// <summary>ordStas before it was asked for: only a change of it shows that the refund happened.</summary>
    public string? OrdStasBefore { get; init; }

    /// <summary>True where the platform answered EXP: it has the refund and has not decided it. Only a state that shows it, or a person, ends that.</summary>
    public bool IsUndecided { get; init; }

    /// <summary>refdSn 结算中心流水号.</summary>
    public string? RefdSn { get; init; }

    /// <summary>hiFefdSn 医保退费流水号 (spelt as in the standard).</summary>
    public string? HiFefdSn { get; init; }

    /// <summary>Who decided a refund that stayed in doubt; null where nobody had to.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>By what it was seen.</summary>
    public string? DecidedWhy { get; init; }
}

/// <summary>A refund that is asked for. The amounts of ALL and HI are the order's own and need not be said.</summary>
public sealed class MobileRefundRequest
{
    private MobileRefundRequest(string appRefdSn, MobileRefundType type, decimal? cash)
    {
        AppRefdSn = appRefdSn ?? throw new ArgumentNullException(nameof(appRefdSn));
        Type = type;
        CashAmount = cash;
    }

    /// <summary>appRefdSn 应用退款流水号, 1 to 40 characters.</summary>
    public string AppRefdSn { get; }

    /// <summary>Which part.</summary>
    public MobileRefundType Type { get; }

    /// <summary>Cash to give back, for CASH alone.</summary>
    public decimal? CashAmount { get; }

    /// <summary>extData 医保扩展数据; null for none.</summary>
    public string? ExtData { get; set; }

    /// <summary>Both parts.</summary>
    /// <param name="appRefdSn">The hospital's own unique number.</param>
    public static MobileRefundRequest All(string appRefdSn) => new(appRefdSn, MobileRefundType.All, null);

    /// <summary>Cash only.</summary>
    /// <param name="appRefdSn">The hospital's own unique number.</param>
    /// <param name="amount">How much, in yuan.</param>
    public static MobileRefundRequest Cash(string appRefdSn, decimal amount) => new(appRefdSn, MobileRefundType.Cash, amount);

    /// <summary>The insurance part only.</summary>
    /// <param name="appRefdSn">The hospital's own unique number.</param>
    public static MobileRefundRequest Insurance(string appRefdSn) => new(appRefdSn, MobileRefundType.Insurance, null);
}
