using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>What becomes of packs that a patient brought back.</summary>
public enum ReturnedPackRule
{
    /// <summary>They are kept aside and refused at the counter: medicine that left the house is as a rule not given out again.</summary>
    Quarantine,

    /// <summary>They are in stock again, with a mark; for medicine that never left the house, such as discharge medicine on the ward.</summary>
    BackToStock,
}

/// <summary>What a patient brings back: outpatient medicine, or discharge medicine of an inpatient.</summary>
public sealed class ReturnBill
{
    /// <summary>The hospital's own number of this return, up to 50 characters. One session per number.</summary>
    public string Number { get; set; } = "";

    /// <summary>Number of the dispensing, or visit, that is taken back; empty lets the codes find it.</summary>
    public string DispensedOn { get; set; } = "";

    /// <summary>sel_retn_opter_name 销售/退货经办人姓名, up to 50 characters.</summary>
    public string OperatorName { get; set; } = "";

    /// <summary>What becomes of the packs. The hospital decides; the default keeps them aside.</summary>
    public ReturnedPackRule ReturnedPacks { get; set; }

    /// <summary>memo 备注 of the rows; null for none.</summary>
    public string? Memo { get; set; }

    /// <summary>insuplc_admdvs of the patient; null sends "".</summary>
    public string? InsuredArea { get; set; }

    /// <summary>Who uploads; null takes the operator of the settings.</summary>
    public Operator? Operator { get; set; }
}

/// <summary>What a return came to.</summary>
public sealed class ReturnResult
{
    /// <summary>What became of the confirmation; <see cref="ConfirmOutcome.Incomplete"/> where nothing was scanned.</summary>
    public ConfirmOutcome Outcome { get; internal init; }

    /// <summary>The session.</summary>
    public string SessionId { get; internal init; } = "";

    /// <summary>Rows of 3506A, one per dispensed row.</summary>
    public IReadOnlyList<ReturnedRow> Rows { get; internal init; } = Array.Empty<ReturnedRow>();

    /// <summary>Codes whose pack is no longer with the patient as far as the ledger knows.</summary>
    public IReadOnlyList<string> Conflicts { get; internal init; } = Array.Empty<string>();
}

/// <summary>One row that came back.</summary>
public sealed class ReturnedRow
{
    /// <summary>fixmedins_bchno: own serial of the return.</summary>
    public string Serial { get; internal init; } = "";

    /// <summary>Serial of the dispensed row.</summary>
    public string SaleSerial { get; internal init; } = "";

    /// <summary>Units that came back.</summary>
    public decimal Units { get; internal init; }

    /// <summary>Codes that came back.</summary>
    public IReadOnlyList<string> Codes { get; internal init; } = Array.Empty<string>();

    /// <summary>True where 3506A is queued. False where the codes went with a settlement: what undoes that (2208 and its kin) takes them back.</summary>
    public bool IsQueued { get; internal init; }

    /// <summary>The row as it goes to the center; the queue adds medins_prod_sel_no.</summary>
    public UploadSaleReturnsBatchSelinfoDetail Row { get; internal init; } = new();
}
