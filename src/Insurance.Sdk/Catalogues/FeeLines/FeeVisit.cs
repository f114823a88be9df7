namespace Insurance.Sdk.Catalogues;

/// <summary>What the lines of one visit or stay have in common.</summary>
public sealed class FeeVisit
{
    /// <summary>mdtrt_id 就诊ID, issued by the center (2201, 2401).</summary>
    public required string VisitId { get; init; }

    /// <summary>psn_no 人员编号.</summary>
    public required string PersonNumber { get; init; }

    /// <summary>insuplc_admdvs 参保地医保区划, six digits: insurance items, caps and ratios are those of the area that insures the patient.</summary>
    public required string InsuredArea { get; init; }

    /// <summary>chrg_bchno 收费批次号: needed by 2204, not by 2301.</summary>
    public string? BatchNumber { get; init; }

    /// <summary>dise_codg 病种编码 of the batch (2204 only); all lines of a batch carry the same one.</summary>
    public string? DiseaseCode { get; init; }

    /// <summary>med_type 医疗类别: needed by 2301, not by 2204.</summary>
    public string? MedType { get; init; }

    /// <summary>selfpay_prop_psn_type of the patient, such as 310 or 390; null leaves the ratio out.</summary>
    public string? SelfPayPersonType { get; init; }
}
