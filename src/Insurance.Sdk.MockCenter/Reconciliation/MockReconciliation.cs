namespace Insurance.Sdk.MockCenter.Reconciliation;

/// <summary>What totals and details hold when refd_setl_flag is 0: "without refunds" can be read in two ways.</summary>
public enum WithoutRefunds
{
    /// <summary>Every settlement, refunded or not; only the negative rows are left out. The default.</summary>
    DropRefunds,

    /// <summary>Neither a refund nor the settlement that it takes back.</summary>
    DropPairs,
}

/// <summary>How the center compares books. Every default that stands for an unanswered question about the real center says so.</summary>
public sealed class MockReconciliation
{
    /// <summary>What refd_setl_flag 0 leaves out; 1 or nothing takes all rows. Which reading is right is not published.</summary>
    public WithoutRefunds WithoutRefunds { get; set; }

    /// <summary>Whether 3201 compares acct_pay. One client of Guangdong always sends 0.00.</summary>
    public bool CompareAccount { get; set; } = true;

    /// <summary>Whether the result file has the rows that agree as well. Not published.</summary>
    public bool AgreeingRows { get; set; } = true;

    /// <summary>Whether rows that only the center has carry mdtrt_id and setl_id. A witness saw them come without; msgid is always there.</summary>
    public bool IdsOfCenterRows { get; set; }

    /// <summary>How often 9102 refuses a result file before it is ready.</summary>
    public int RefusalsBeforeReady { get; set; }

    /// <summary>Rows of a page of 90502.</summary>
    public int PageSize { get; set; } = 100;
}
