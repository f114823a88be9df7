using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Visits;

/// <summary>Opens a visit and sends its first step; both are noted in one write.</summary>
internal sealed class Registration
{
    private const int Tries = 4;

    private readonly InsuranceClient _client;
    private readonly VisitBook _book;
    private readonly StepRunner _runner;

    internal Registration(InsuranceClient client, VisitBook book, StepRunner runner)
    {
        _client = client;
        _book = book;
        _runner = runner;
    }

    internal async Task<StepDone<TAnswer>> RunAsync<TRequest, TAnswer>(VisitKind kind, VisitOpening opening, Func<VisitDocument, StepCall<TRequest, TAnswer>> prepare, CallOptions? call, CancellationToken cancellationToken)
        where TRequest : StandardRequest, new()
        where TAnswer : StandardAnswer, new()
    {
        var fresh = DocumentOf(kind, opening ?? throw new ArgumentNullException(nameof(opening)));
        for (var left = Tries; left > 0; left--)
        {
            var known = await _book.NewestAsync(kind, opening.Number, cancellationToken).ConfigureAwait(false);
            var visit = known is null || (kind == VisitKind.Inpatient && known.State == VisitState.Cancelled) ? null : await _runner.OpenAsync(known.Id, VisitStep.Register, cancellationToken).ConfigureAwait(false);
            if (visit is not null && VisitRules.Check(visit.Document, new StepQuestion(VisitStep.Register), _book.Options) is { } refusal)
            {
                throw new VisitRefusedException(refusal);
            }

            var ready = prepare(fresh);
            var options = VisitCalls.Of(fresh, _client.Inside.NextMessageId(), call);
            _runner.Check(ready, options);
            var pending = _runner.Complete(ready.Pending, ready.Operation, options);
            var document = fresh with { Pending = pending, History = visit?.Document.History ?? Array.Empty<VisitEvent>() };
            var noted = visit is null ? await AddAsync(document, opening, cancellationToken).ConfigureAwait(false) : await _book.SaveAsync(visit.Record, document, Array.Empty<VisitLineChange>(), cancellationToken).ConfigureAwait(false);
            if (noted is not null)
            {
                return await _runner.SendAsync(noted, ready, pending, options, cancellationToken).ConfigureAwait(false);
            }
        }

        throw new VisitRefusedException(VisitRefusal.Of(VisitRefusalCode.Overtaken, kind, VisitStep.Register));
    }

    private async Task<LoadedVisit?> AddAsync(VisitDocument document, VisitOpening opening, CancellationToken cancellationToken)
    {
        var now = _book.Now;
        var record = new VisitRecord
        {
            Id = DeskIdentity.NewSession(_client.Inside.Time),
            Kind = document.Kind,
            Number = opening.Number.Trim(),
            PendingMessageId = document.Pending!.MessageId,
            PendingSince = document.Pending.At,
            OpenedAt = now,
            ChangedAt = now,
            Document = VisitDocumentJson.Write(document),
        };
        return await _book.Store.AddAsync(record, cancellationToken).ConfigureAwait(false) ? new LoadedVisit(record, document, null) : null;
    }

    /// <summary>Holds the HIS's patient against the center's person, and takes what later calls need.</summary>
    private static VisitDocument DocumentOf(VisitKind kind, VisitOpening opening)
    {
        var (person, insurance, patient) = (opening.Person, opening.Insurance, opening.Patient);
        if (!person.Insurances.Contains(insurance))
        {
            throw new ArgumentException("The insurance is none of this person's: take one of Person.Insurances", nameof(opening));
        }

        var own = new OwnFields(kind == VisitKind.Outpatient ? "data" : "mdtrtinfo");
        var number = kind == VisitKind.Outpatient ? "ipt_otp_no" : "ipt_no";
        if (string.IsNullOrWhiteSpace(opening.Number) || opening.Number.Trim().Length > 30)
        {
            own.Add("INS6130", number, "length", number + " 住院/门诊号: must have 1 to 30 characters");
        }

        if (string.IsNullOrWhiteSpace(patient.Name) || string.IsNullOrWhiteSpace(patient.CertificateNumber))
        {
            own.Add("INS6130", "psn_name", "required", "name and certificate number of the HIS's patient: must be given, the center's person is held against them");
        }

        own.ThrowIfAny(VisitSteps.CodeOf(kind, VisitStep.Register));
        if (!PatientComparison.CanCompare(person.Name, person.CertificateNumber))
        {
            throw new VisitRefusedException(VisitRefusal.Of(VisitRefusalCode.NotComparable, kind, VisitStep.Register));
        }

        if (person.Differences(patient, insurance) is { Count: > 0 } differences)
        {
            throw new PatientMismatchException(VisitStep.Register, differences);
        }

        var area = insurance.InsuredArea.Length > 0 ? insurance.InsuredArea : patient.InsuredArea?.Trim() ?? "";
        return area.Length == 0
            ? throw new VisitRefusedException(VisitRefusal.Of(VisitRefusalCode.AreaMissing, kind, VisitStep.Register))
            : new VisitDocument
            {
                Kind = kind,
                PersonNumber = person.PersonNumber,
                InsuranceType = insurance.InsuranceType,
                PersonType = insurance.PersonType,
                InsuredArea = area,
                CredentialType = opening.Credential.Type,
            };
    }
}
