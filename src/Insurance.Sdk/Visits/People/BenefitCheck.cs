using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Visits;

/// <summary>What the center says of a person's benefits (2001). It books nothing.</summary>
public sealed class BenefitCheck
{
    internal BenefitCheck(CheckBenefitsAnswer answer) => Answer = answer;

    /// <summary>trtinfo 待遇信息, in the center's order.</summary>
    public IReadOnlyList<CheckBenefitsAnswerTrtinfo> Rows => Answer.Trtinfo;

    /// <summary>Rows whose fund does not pay (trt_enjymnt_flag 基金款项待遇享受标志 is 0); trt_chk_rslt says why.</summary>
    public IReadOnlyList<CheckBenefitsAnswerTrtinfo> Denied => Answer.Trtinfo.Where(r => r.TrtEnjymntFlag?.Trim() == "0").ToList();

    /// <summary>The whole answer.</summary>
    public CheckBenefitsAnswer Answer { get; }
}
