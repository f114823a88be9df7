using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Visits;

/// <summary>A trial (2206, 2303): the split to show to the patient. Give it back with the settlement: it says what was agreed to, and whose it was.</summary>
/// <remarks>It lives as long as the program: after a restart make another, a trial books nothing. It holds personal data.</remarks>
public sealed class SettlementTrial
{
    internal SettlementTrial(string visitId, TrialNote note, TrialOrder order, AnswerValues values, StandardAnswer answer, IReadOnlyList<VisitWarning> warnings)
    {
        VisitId = visitId;
        Note = note;
        Order = order;
        Values = values;
        Answer = answer;
        Warnings = warnings;
        Funds = values.Funds();
    }

    /// <summary>msgid of the trial.</summary>
    public string MessageId => Note.MessageId;

    /// <summary>chrg_bchno 收费批次号; "" for a stay.</summary>
    public string BatchNumber { get; internal init; } = "";

    /// <summary>mid_setl_flag 中途结算标志.</summary>
    public bool IsInterim => Note.IsInterim;

    /// <summary>Sum of the lines, as it was sent.</summary>
    public decimal Total { get; internal init; }

    /// <summary>The split.</summary>
    public SettlementAmounts Amounts => Note.Amounts;

    /// <summary>The funds' shares.</summary>
    public IReadOnlyList<FundShare> Funds { get; }

    /// <summary>clr_type 清算类别.</summary>
    public string ClearingType => Note.ClearingType;

    /// <summary>clr_optins 清算经办机构.</summary>
    public string ClearingOffice => Note.ClearingOffice;

    /// <summary>What to look at before the patient agrees.</summary>
    public IReadOnlyList<VisitWarning> Warnings { get; }

    /// <summary>The whole answer: <see cref="PreSettleOutpatientAnswer"/> or <see cref="PreSettleInpatientAnswer"/>.</summary>
    public StandardAnswer Answer { get; }

    internal string VisitId { get; }

    internal TrialNote Note { get; }

    internal TrialOrder Order { get; }

    internal AnswerValues Values { get; }

    /// <summary>Message id; no personal data.</summary>
    public override string ToString() => "trial " + MessageId;
}

/// <summary>What a trial is made with.</summary>
public sealed class TrialOrder
{
    /// <summary>The patient as the HIS has him now; the center's answer is held against him.</summary>
    public required HospitalPatient Patient { get; init; }

    /// <summary>What the patient shows.</summary>
    public required VisitCredential Credential { get; init; }

    /// <summary>acct_used_flag 个人账户使用标志: 0 not used, 1 own account, 2 a family member's.</summary>
    public required string AccountUse { get; init; }

    /// <summary>psn_setlway 个人结算方式: 01 by items, 02 fixed.</summary>
    public string SettlementWay { get; init; } = "01";

    /// <summary>chrg_bchno 收费批次号 of an outpatient; null where only one batch is unsettled.</summary>
    public string? BatchNumber { get; init; }

    /// <summary>mid_setl_flag 中途结算标志 of a stay: settles what is there without a discharge, such as at the turn of a year.</summary>
    public bool IsInterim { get; init; }
}

/// <summary>What a settlement is made with.</summary>
public sealed class SettlementOrder
{
    /// <summary>The trial that the patient agreed to.</summary>
    public required SettlementTrial Agreed { get; init; }

    /// <summary>The patient as the HIS has him now.</summary>
    public required HospitalPatient Patient { get; init; }

    /// <summary>What the patient shows now: a token of an electronic certificate is scanned anew.</summary>
    public required VisitCredential Credential { get; init; }

    /// <summary>invono 发票号.</summary>
    public string? InvoiceNumber { get; init; }

    /// <summary>Trace codes that go with the settlement, where the center takes them there (drug_trac_info); see TraceCodes' dispensing result.</summary>
    public IReadOnlyList<TraceCodes.SettlementTraceRow> TraceCodes { get; init; } = Array.Empty<TraceCodes.SettlementTraceRow>();

    /// <summary>Name of that node at the center.</summary>
    public string TraceNode { get; init; } = Insurance.Sdk.TraceCodes.SettlementTraceRow.Node;
}
