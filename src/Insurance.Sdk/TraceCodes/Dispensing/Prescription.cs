using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>What is to be given out at a counter: a prescription or a bill of it, of one patient.</summary>
public sealed class Prescription
{
    /// <summary>The hospital's own number of this dispensing, up to 50 characters. One session per number: opening it again goes on with that session.</summary>
    public string Number { get; set; } = "";

    /// <summary>True where the patient settles with the insurance; lines may be self-paid all the same.</summary>
    public bool IsInsured { get; set; }

    /// <summary>setl_id 结算ID of an insured settlement. May be empty where the codes go with the settlement itself.</summary>
    public string SettlementId { get; set; } = "";

    /// <summary>mdtrt_id 就诊ID where insured, else the hospital's own visit number; up to 30 characters.</summary>
    public string VisitId { get; set; } = "";

    /// <summary>The hospital's own visit number for self-paid lines of an insured visit; empty takes <see cref="VisitId"/>.</summary>
    public string OwnVisitNumber { get; set; } = "";

    /// <summary>insuplc_admdvs 参保地医保区划 of the patient for the upload; null sends "".</summary>
    public string? InsuredArea { get; set; }

    /// <summary>Who uploads; null takes the operator of the settings.</summary>
    public Operator? Operator { get; set; }

    /// <summary>The lines.</summary>
    public IList<PrescriptionLine> Lines { get; } = new List<PrescriptionLine>();
}

/// <summary>One drug of a prescription.</summary>
public sealed class PrescriptionLine
{
    /// <summary>Id of the line within its prescription, up to 50 characters.</summary>
    public string Id { get; set; } = "";

    /// <summary>The row of 3505A with everything the hospital knows: item, doctor, pharmacist, bill, price, and lot, days and barcode as far as known.
    /// The desk fills fixmedins_bchno, sel_retn_cnt, trdn_flag, drugtracinfo, mdtrt_setl_type, mdtrt_sn, setl_id, and the lot of the scanned packs where the ledger knows it; sel_retn_time where it is empty.</summary>
    public UploadSalesBatchSelinfoDetail Row { get; set; } = new();

    /// <summary>Quantity in the smallest units, such as tablets; up to four decimals.</summary>
    public decimal Quantity { get; set; }

    /// <summary>Smallest units in one pack; up to four decimals.</summary>
    public decimal PackSize { get; set; } = 1;

    /// <summary>feedetl_sn 费用明细流水号 of the fee line; needed for codes that go with the settlement.</summary>
    public string FeeDetailSerial { get; set; } = "";

    /// <summary>True for a line that the patient pays although the visit is insured.</summary>
    public bool IsSelfPaid { get; set; }

    /// <summary>True for herbal pieces (中药饮片), which carry no codes.</summary>
    public bool IsHerbalPieces { get; set; }

    /// <summary>True for goods whose packs carry no code, for which the center gives a virtual one (3592B).</summary>
    public bool NeedsVirtualCode { get; set; }

    /// <summary>Way to the center; null takes the policy's. Self-paid lines always take the upload.</summary>
    public TraceChannel? Channel { get; set; }
}
