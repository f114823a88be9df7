using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Blocking = Insurance.Sdk.TraceCodes.Blocking;

namespace Insurance.Sdk.Visits;

/// <summary>What outpatients and inpatients have in common: who is at the counter, what the fund pays, which bills wait.</summary>
/// <remarks>Programs that share a visit store must share the journal: it is what keeps a message that one of them noted from being taken for lost by another.</remarks>
public abstract class VisitDesk
{
    private readonly PersonInquiry _persons;

    private protected VisitDesk(InsuranceClient client, IVisitStore store, IRecoveryJournal journal, VisitDeskOptions? options)
    {
        Client = client ?? throw new ArgumentNullException(nameof(client));
        _ = journal ?? throw new ArgumentNullException(nameof(journal));
        if (!ReferenceEquals(client.Inside.Journal, journal))
        {
            throw new ConfigurationException("journal", "the client must be made with the same journal (InsuranceClientParts.Journal): otherwise a lost message would look as if it had never left");
        }

        Book = new VisitBook(client.Inside, store ?? throw new ArgumentNullException(nameof(store)), journal, (options ?? new VisitDeskOptions()).Copy());
        Runner = new StepRunner(client, Book);
        Registration = new Registration(client, Book, Runner);
        Settlements = new SettlementDesk(client, Book, Runner);
        Fields = new EditionFields(client.Inside);
        _persons = new PersonInquiry(client);
    }

    internal InsuranceClient Client { get; }

    internal VisitBook Book { get; }

    internal StepRunner Runner { get; }

    internal Registration Registration { get; }

    internal SettlementDesk Settlements { get; }

    internal EditionFields Fields { get; }

    private protected abstract VisitKind Kind { get; }

    /// <summary>1101 人员信息获取: the person at the counter, with all insurances. Books nothing.</summary>
    /// <param name="credential">What the patient shows.</param>
    /// <param name="patient">The HIS's patient: certificate and name go along where the edition has them.</param>
    /// <param name="asOf">begntime: only to read insurances of the past.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<CenterPerson> IdentifyAsync(VisitCredential credential, HospitalPatient? patient = null, ChinaTime? asOf = null, CallOptions? call = null, CancellationToken cancellationToken = default)
        => _persons.IdentifyAsync(credential, patient, asOf, call, cancellationToken);

    /// <summary>Blocking twin of <see cref="IdentifyAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="credential">What the patient shows.</param>
    /// <param name="patient">The HIS's patient.</param>
    /// <param name="asOf">begntime.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public CenterPerson Identify(VisitCredential credential, HospitalPatient? patient = null, ChinaTime? asOf = null, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => IdentifyAsync(credential, patient, asOf, call, cancellationToken));

    /// <summary>2001 人员待遇享受检查. Books nothing.</summary>
    /// <param name="person">The person.</param>
    /// <param name="insurance">The chosen insurance.</param>
    /// <param name="request">med_type, begntime and what else the question needs; person, insurance and institution are filled in.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<BenefitCheck> CheckBenefitsAsync(CenterPerson person, InsuranceRow insurance, CheckBenefitsRequest request, CallOptions? call = null, CancellationToken cancellationToken = default)
        => _persons.CheckBenefitsAsync(person, insurance, request, call, cancellationToken);

    /// <summary>Blocking twin of <see cref="CheckBenefitsAsync"/>.</summary>
    /// <param name="person">The person.</param>
    /// <param name="insurance">The chosen insurance.</param>
    /// <param name="request">The question.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public BenefitCheck CheckBenefits(CenterPerson person, InsuranceRow insurance, CheckBenefitsRequest request, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => CheckBenefitsAsync(person, insurance, request, call, cancellationToken));

    /// <summary>Visits that wait: a step was sent and its result is not known, oldest first. Reading takes in what the journal knows meanwhile; what is left has a <see cref="VisitStatus.Doubt"/>.</summary>
    /// <param name="olderThan">Only steps that have waited so long.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<VisitStatus>> ListWaitingAsync(TimeSpan olderThan = default, int most = 1000, CancellationToken cancellationToken = default)
    {
        var waiting = new List<VisitStatus>();
        foreach (var record in (await Book.Store.ListPendingAsync(Book.Now - olderThan, most, cancellationToken).ConfigureAwait(false)).Where(r => r.Kind == Kind))
        {
            if (await Book.FindAsync(record.Id, cancellationToken).ConfigureAwait(false) is { Doubt: not null } visit)
            {
                waiting.Add(visit.Status(Book.Options));
            }
        }

        return waiting;
    }

    /// <summary>Blocking twin of <see cref="ListWaitingAsync"/>.</summary>
    /// <param name="olderThan">Only steps that have waited so long.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public IReadOnlyList<VisitStatus> ListWaiting(TimeSpan olderThan = default, int most = 1000, CancellationToken cancellationToken = default)
        => Blocking.Run(() => ListWaitingAsync(olderThan, most, cancellationToken));

    internal async Task<LoadedVisit?> FindByNumberAsync(string number, CancellationToken cancellationToken)
    {
        var found = await Book.NewestAsync(Kind, number ?? throw new ArgumentNullException(nameof(number)), cancellationToken).ConfigureAwait(false);
        return found is null ? null : await Book.FindAsync(found.Id, cancellationToken).ConfigureAwait(false);
    }

    internal async Task<LoadedVisit?> FindByCenterIdAsync(string centerVisitId, CancellationToken cancellationToken)
    {
        var found = await Book.Store.FindByCenterIdAsync((centerVisitId ?? throw new ArgumentNullException(nameof(centerVisitId))).Trim(), cancellationToken).ConfigureAwait(false);
        return found is null || found.Kind != Kind ? null : await Book.FindAsync(found.Id, cancellationToken).ConfigureAwait(false);
    }
}
