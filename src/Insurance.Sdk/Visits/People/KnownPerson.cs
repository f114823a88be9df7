namespace Insurance.Sdk.Visits;

/// <summary>Name and certificate as they go out again: the center's own spelling, or the HIS's where the center masks.</summary>
internal readonly struct KnownPerson
{
    private KnownPerson(string name, string certificateType, string certificateNumber)
    {
        Name = name;
        CertificateType = certificateType;
        CertificateNumber = certificateNumber;
    }

    internal string Name { get; }

    internal string CertificateType { get; }

    internal string CertificateNumber { get; }

    internal static KnownPerson Of(VisitOpening opening) => new(
        Clear(opening.Person.Name, opening.Patient.Name),
        Clear(opening.Person.CertificateType, opening.Patient.CertificateType),
        Clear(opening.Person.CertificateNumber, opening.Patient.CertificateNumber));

    private static string Clear(string center, string hospital) => center.Length == 0 || center.IndexOf('*') >= 0 ? hospital.Trim() : center;
}
