using System;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;

namespace Insurance.Sdk.Visits;

/// <summary>Who is at the counter (1101) and what the fund pays (2001): the same for outpatients and inpatients.</summary>
internal sealed class PersonInquiry
{
    private readonly InsuranceClient _client;
    private readonly EditionFields _fields;

    internal PersonInquiry(InsuranceClient client)
    {
        _client = client;
        _fields = new EditionFields(client.Inside);
    }

    internal async Task<CenterPerson> IdentifyAsync(VisitCredential credential, HospitalPatient? patient, ChinaTime? asOf, CallOptions? call, CancellationToken cancellationToken)
    {
        _ = credential ?? throw new ArgumentNullException(nameof(credential));
        var data = new GetPersonData
        {
            MdtrtCertType = credential.Type,
            MdtrtCertNo = credential.Number,
            CardSn = credential.CardSerial,
            Begntime = asOf,
        };
        if (patient is not null)
        {
            var of = _fields.Of(Operations.GetPerson, "data");
            data.PsnCertType = of.If("psn_cert_type", patient.CertificateType);
            data.Certno = of.If("certno", patient.CertificateNumber);
            data.PsnName = of.If("psn_name", patient.Name);
        }

        var options = OptionsOf(call, string.IsNullOrWhiteSpace(patient?.InsuredArea) ? call?.InsuredArea : patient!.InsuredArea!.Trim());
        return new CenterPerson(await _client.Persons.GetPersonAsync(new GetPersonRequest { Data = data }, options, cancellationToken).ConfigureAwait(false));
    }

    internal async Task<BenefitCheck> CheckBenefitsAsync(CenterPerson person, InsuranceRow insurance, CheckBenefitsRequest request, CallOptions? call, CancellationToken cancellationToken)
    {
        _ = person ?? throw new ArgumentNullException(nameof(person));
        _ = insurance ?? throw new ArgumentNullException(nameof(insurance));
        var data = (request ?? throw new ArgumentNullException(nameof(request))).Data;
        data.PsnNo = person.PersonNumber;
        data.Insutype = insurance.InsuranceType;
        data.FixmedinsCode = _client.Inside.InstitutionCode;
        return new BenefitCheck(await _client.Persons.CheckBenefitsAsync(request, OptionsOf(call, insurance.InsuredArea), cancellationToken).ConfigureAwait(false));
    }

    private static CallOptions OptionsOf(CallOptions? call, string? area)
    {
        var options = VisitCalls.Copy(call);
        options.InsuredArea = area;
        options.MessageId = call?.MessageId;
        return options;
    }
}
