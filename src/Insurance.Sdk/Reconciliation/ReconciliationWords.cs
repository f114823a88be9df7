namespace Insurance.Sdk.Reconciliation;

/// <summary>What kinds, remedies and warnings are called on paper and screen, Chinese first.</summary>
internal static class ReconciliationWords
{
    internal static string Of(DifferenceKind kind) => kind switch
    {
        DifferenceKind.OnlyCenter => "仅中心有 only the center has it",
        DifferenceKind.OnlyHospital => "仅医院有 only the hospital has it",
        DifferenceKind.Amount => "内容不一致 amounts or persons differ",
        DifferenceKind.ReversedAtCenter => "中心已冲正，医院未冲 reversed at the center only",
        DifferenceKind.ReversedInHospital => "医院已冲正，中心未冲 reversed in the hospital only",
        DifferenceKind.RefundMissing => "退费缺一方 refund on one side only",
        DifferenceKind.OutcomeOpen => "结果不明 outcome unknown",
        DifferenceKind.RefusedButBooked => "回复拒绝但中心已入账 refused, yet booked",
        DifferenceKind.NotPosted => "中心已入账，医院未入账 not posted",
        _ => "归属不同 counted elsewhere",
    };

    internal static string Of(Remedy remedy) => remedy switch
    {
        Remedy.Reverse => "冲正(2601) reverse by 2601",
        Remedy.Adopt => "按中心补入 take it over",
        Remedy.MarkReversed => "医院作废 mark as reversed",
        Remedy.TakeRefundIn => "补入中心退费 take the center's refund in",
        Remedy.Recover => "查明结果 find the outcome out",
        Remedy.TakeAmounts => "按中心改金额 take the center's amounts",
        _ => "人工处理 a person has to look",
    };

    internal static string Of(DayWarningKind kind) => kind switch
    {
        DayWarningKind.UnknownOutcome => "结果不明 outcome unknown",
        DayWarningKind.NotPosted => "已结算未入账 settled, not posted",
        _ => "总账不平 totals differ",
    };

    /// <summary>Name in JSON: the member's, with a small first letter.</summary>
    internal static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
