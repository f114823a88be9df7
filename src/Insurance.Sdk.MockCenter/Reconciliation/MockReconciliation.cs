namespace Insurance.Sdk.MockCenter.Reconciliation;

/// <summary>What refd_setl_flag 退费结算标志 of 3201 and 3202 takes in. Public sources disagree; nothing said takes all rows.</summary>
public enum RefundFlag
{
    /// <summary>0: settlements, refunded or not; 1: refunds alone. What the printed name and its code list say.</summary>
    Separate,

    /// <summary>0: settlements, refunded or not; 1: settlements and refunds. What a comment in Guangdong says.</summary>
    Included,

    /// <summary>0: neither a refund nor the settlement that it takes back; 1: settlements and refunds. How that comment can be read as well.</summary>
    WithoutPairs,

    /// <summary>Any value: settlements and refunds. What clients fit that send 0 for everything.</summary>
    Together,
}

/// <summary>How the center compares books. Every default that stands for an unanswered question about the real center says so.</summary>
public sealed class MockReconciliation
{
    /// <summary>What refd_setl_flag of 3201 takes in. Not published; a comment in Guangdong is the only source that puts a reading into words.</summary>
    public RefundFlag TotalsFlag { get; set; } = RefundFlag.Included;

    /// <summary>What refd_setl_flag of 3202 takes in. Not published; its file holds settlements and refunds.</summary>
    public RefundFlag DetailsFlag { get; set; } = RefundFlag.Included;

    /// <summary>Whether 3201 compares acct_pay. One client of Guangdong always sends 0.00.</summary>
    public bool CompareAccount { get; set; } = true;

    /// <summary>Whether the result file has the rows that agree as well. Not published.</summary>
    public bool AgreeingRows { get; set; } = true;

    /// <summary>Whether rows that only the center has carry mdtrt_id and setl_id. A witness saw them come without; msgid is always there.</summary>
    public bool IdsOfCenterRows { get; set; }

    /// <summary>Whether rows with refd_setl_flag 0 have one column more before memo, as a client of Foshan found.</summary>
    public bool ShiftedColumns { get; set; }

    /// <summary>How often 9102 refuses a result file before it is ready.</summary>
    public int RefusalsBeforeReady { get; set; }

    /// <summary>Rows of a page of 90502.</summary>
    public int PageSize { get; set; } = 100;
}
