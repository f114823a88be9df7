namespace Insurance.Sdk.Visits;

/// <summary>Who comes, with which insurance, under which number of the hospital.</summary>
public sealed class VisitOpening
{
    /// <summary>ipt_otp_no 住院/门诊号 or ipt_no 住院号, up to 30 characters: new for every registration of an outpatient, also after one that was cancelled.</summary>
    public required string Number { get; init; }

    /// <summary>The person as the center has him (1101).</summary>
    public required CenterPerson Person { get; init; }

    /// <summary>The insurance that was chosen among <see cref="CenterPerson.Insurances"/>. Its insured area goes with every later call.</summary>
    public required InsuranceRow Insurance { get; init; }

    /// <summary>The patient as the HIS has him; another person than the center's stops the registration.</summary>
    public required HospitalPatient Patient { get; init; }

    /// <summary>What the patient shows. It is sent and never stored.</summary>
    public required VisitCredential Credential { get; init; }
}
