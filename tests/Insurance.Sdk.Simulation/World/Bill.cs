using System;
using System.Linq;
using Insurance.Sdk.MockCenter.Persons;
using Insurance.Sdk.Visits;

namespace Insurance.Sdk.Simulation.World;

/// <summary>A bill of the HIS: a patient's outpatient visit with its lines. What the HIS itself knows from the start.</summary>
internal sealed class Bill
{
    internal Bill(int number, int person, int lines)
    {
        Person = MockPersons.Invented(person);
        Number = "MZ" + number.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);
        Prices = Enumerable.Range(1, lines).Select(l => 10m + (l * 3.35m) + number).ToArray();
    }

    internal string Number { get; }

    internal MockPerson Person { get; }

    internal decimal[] Prices { get; }

    internal decimal Total => Prices.Sum();

    internal HospitalPatient Patient => new() { Name = Person.Name, CertificateNumber = Person.CertificateNumber };

    internal VisitCredential Credential => VisitCredential.IdentityCard(Person.CertificateNumber);

    /// <summary>ipt_otp_no: a new one for every registration.</summary>
    internal string VisitNumber(int registration) => Number + "-" + registration.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
