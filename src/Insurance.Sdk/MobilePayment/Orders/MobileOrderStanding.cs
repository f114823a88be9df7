using System.Globalization;

namespace Insurance.Sdk.MobilePayment;

/// <summary>Where an order stands, read from ordStas 订单状态 and from notices. The center's own word is kept in <see cref="MobileOrder.OrdStas"/>.</summary>
public enum MobileOrderStanding
{
    /// <summary>The platform has said nothing yet: the upload is under way, or its answer was lost.</summary>
    NotKnown = 0,

    /// <summary>The platform has nothing of it: the upload was refused or never arrived.</summary>
    NotUploaded = 1,

    /// <summary>0 已保存: the fees are uploaded.</summary>
    Uploaded = 2,

    /// <summary>1 预结算完成, 2 结算中.</summary>
    Processing = 3,

    /// <summary>3 自费完成: the cash part is done, the insurance part is not.</summary>
    CashPaid = 4,

    /// <summary>4 医保支付完成: the insurance part is paid, the cash part is not.</summary>
    InsurancePaid = 5,

    /// <summary>5 院内结算完成, 6 结算完成.</summary>
    Paid = 6,

    /// <summary>8, 9, 10, 11, 13: a part was refunded or revoked; see <see cref="MobileOrder.InsuranceStands"/>.</summary>
    PartlyRefunded = 7,

    /// <summary>7 已退款.</summary>
    Refunded = 8,

    /// <summary>12 已撤销.</summary>
    Revoked = 9,

    /// <summary>15 结算失败: nothing was settled; the fees are still uploaded.</summary>
    Failed = 10,

    /// <summary>14 异常, and every state that the standard does not have (one project reserves 17 to 25): never taken for a failure.</summary>
    InDoubt = 11,

    /// <summary>16 医保结算失败自费冲正失败: the patient's cash may be with the hospital for nothing. A person must look.</summary>
    NeedsPerson = 12,
}

/// <summary>Reads ordStas.</summary>
public static class MobileOrderStates
{
    /// <summary>What a state means; "06" is 6, and what nobody knows is in doubt.</summary>
    /// <param name="ordStas">ordStas 订单状态 as it came.</param>
    public static MobileOrderStanding StandingOf(string? ordStas)
    {
        if (!int.TryParse(ordStas?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return MobileOrderStanding.InDoubt;
        }

        return number switch
        {
            0 => MobileOrderStanding.Uploaded,
            1 or 2 => MobileOrderStanding.Processing,
            3 => MobileOrderStanding.CashPaid,
            4 => MobileOrderStanding.InsurancePaid,
            5 or 6 => MobileOrderStanding.Paid,
            7 => MobileOrderStanding.Refunded,
            8 or 9 or 10 or 11 or 13 => MobileOrderStanding.PartlyRefunded,
            12 => MobileOrderStanding.Revoked,
            15 => MobileOrderStanding.Failed,
            16 => MobileOrderStanding.NeedsPerson,
            _ => MobileOrderStanding.InDoubt,
        };
    }

    /// <summary>True where a state says that the insurance part was taken back: 7, 8, 11, 12, 13.</summary>
    /// <param name="ordStas">ordStas 订单状态 as it came.</param>
    public static bool InsuranceTakenBack(string? ordStas)
        => int.TryParse(ordStas?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is 7 or 8 or 11 or 12 or 13;

    /// <summary>How far an order has come; -1 for states that say nothing about that.</summary>
    internal static int Progress(MobileOrderStanding standing) => standing switch
    {
        MobileOrderStanding.NotKnown or MobileOrderStanding.NotUploaded => 0,
        MobileOrderStanding.Uploaded => 1,
        MobileOrderStanding.Processing => 2,
        MobileOrderStanding.CashPaid or MobileOrderStanding.InsurancePaid => 3,
        MobileOrderStanding.Paid => 4,
        MobileOrderStanding.PartlyRefunded => 5,
        MobileOrderStanding.Refunded or MobileOrderStanding.Revoked => 6,
        _ => -1,
    };
}
