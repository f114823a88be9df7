namespace Insurance.Sdk.Visits;

/// <summary>The patient as the HIS has him at this moment: registration desk, doctor's screen, cashier. Held against the center's person before anything is registered or settled.</summary>
public sealed class HospitalPatient
{
    /// <summary>Name. Personal.</summary>
    public required string Name { get; init; }

    /// <summary>psn_cert_type 人员证件类型, such as 01 for an identity card.</summary>
    public string CertificateType { get; init; } = "01";

    /// <summary>certno 证件号码. Personal.</summary>
    public required string CertificateNumber { get; init; }

    /// <summary>insuplc_admdvs 参保地医保区划 where the HIS knows it; null does not compare it.</summary>
    public string? InsuredArea { get; init; }

    /// <summary>Nothing of the person; for logs.</summary>
    public override string ToString() => "patient, psn_cert_type " + CertificateType;
}
