using System;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Visits;

/// <summary>What a hospital and its center want of visits. Nothing public states these points: ask the center (docs/guides/ask-your-center.md).</summary>
public sealed class VisitDeskOptions
{
    /// <summary>True where the center wants 2205 before 2202. Clients in Guangdong call 2202 at once.</summary>
    public bool DeleteChargesBeforeCancel { get; set; }

    /// <summary>True where the center takes 2301 after 2402; without it the discharge is taken back first (2405).</summary>
    public bool ChargeAfterDischarge { get; set; }

    /// <summary>Most lines of one 2204 message, which is one batch; null leaves it to the center.</summary>
    public int? MostLinesPerBatch { get; set; }

    /// <summary>True where fund_pay_sumamt 基金支付总额 includes acct_pay 个人账户支出, false where it does not, null takes either.</summary>
    public bool? FundSumIncludesAccount { get; set; }

    /// <summary>A trial whose medfee_sumamt is not the sum of the lines: the center has other lines than the visit.</summary>
    public FindingRule TrialTotalDiffers { get; set; } = FindingRule.Refuse;

    /// <summary>How long a step that is noted and not in the journal is left to the counter that noted it. Afterwards another counter may take the bill over: it makes sure through the journal that the message can no longer leave.</summary>
    public TimeSpan HandOverAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the journal keeps closed records for certain. An older step without a record proves nothing: a person must look.</summary>
    public TimeSpan JournalKeepsFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Name of this program where it writes into the journal.</summary>
    public string Program { get; set; } = "visits";

    internal VisitDeskOptions Copy() => (VisitDeskOptions)MemberwiseClone();
}
