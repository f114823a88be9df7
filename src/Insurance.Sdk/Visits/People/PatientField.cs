namespace Insurance.Sdk.Visits;

/// <summary>A field in which two records of a person can differ. It names the field and never a value.</summary>
/// <param name="Code">The standard's code, such as psn_name.</param>
/// <param name="ChineseName">The standard's name, such as 人员姓名.</param>
public sealed record PatientField(string Code, string ChineseName)
{
    /// <summary>psn_name 人员姓名.</summary>
    public static PatientField Name { get; } = new("psn_name", "人员姓名");

    /// <summary>psn_cert_type 人员证件类型.</summary>
    public static PatientField CertificateType { get; } = new("psn_cert_type", "人员证件类型");

    /// <summary>certno 证件号码.</summary>
    public static PatientField CertificateNumber { get; } = new("certno", "证件号码");

    /// <summary>insuplc_admdvs 参保地医保区划.</summary>
    public static PatientField InsuredArea { get; } = new("insuplc_admdvs", "参保地医保区划");

    /// <summary>psn_no 人员编号: the center settles for another person than it registered.</summary>
    public static PatientField PersonNumber { get; } = new("psn_no", "人员编号");

    /// <summary>Code and name.</summary>
    public override string ToString() => Code + " " + ChineseName;
}
