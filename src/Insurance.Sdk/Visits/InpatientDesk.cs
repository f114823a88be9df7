using System;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Blocking = Insurance.Sdk.TraceCodes.Blocking;

namespace Insurance.Sdk.Visits;

/// <summary>住院: admits inpatients and opens their stays. One desk per client, for all threads.</summary>
/// <remarks>
/// <code>
/// New -- 2401 --> Admitted -- 2301, 2403 any number --> Admitted -- 2402 --> Discharged -- 2303, 2304 --> Settled
///        back, strictly: Settled -- 2305 --> Discharged -- 2405 --> Admitted -- 2302 --> Admitted without lines -- 2404 --> Cancelled
///        on the way (mid_setl_flag 1): Admitted -- 2303, 2304 --> Admitted, its lines settled
/// </code>
/// Every step is noted durably before it leaves, as <see cref="OutpatientDesk"/> does.
/// </remarks>
public sealed class InpatientDesk : VisitDesk
{
    /// <summary>Opens the desk.</summary>
    /// <param name="client">The client; it was made with the same journal.</param>
    /// <param name="store">Where stays are kept.</param>
    /// <param name="journal">The journal of the client.</param>
    /// <param name="options">What the hospital and its center want; copied.</param>
    /// <exception cref="ConfigurationException">The client was made without this journal.</exception>
    public InpatientDesk(InsuranceClient client, IVisitStore store, IRecoveryJournal journal, VisitDeskOptions? options = null)
        : base(client, store, journal, options)
    {
    }

    private protected override VisitKind Kind => VisitKind.Inpatient;

    /// <summary>2401 入院办理.</summary>
    /// <param name="opening">Who comes, with which insurance, under which ipt_no.</param>
    /// <param name="request">begntime, med_type, ward, doctor, diagnoses; person, insurance, credential, number and areas are filled in.</param>
    /// <param name="call">Operator, time-out, further envelope members; area and message id are the stay's own.</param>
    /// <param name="cancellationToken">Ends the call; after the message left, its outcome is then unknown.</param>
    /// <exception cref="PatientMismatchException">The HIS's patient is not the center's person; nothing was sent.</exception>
    /// <exception cref="VisitRefusedException">The number has a stay, or the stay waits for recovery; nothing was sent.</exception>
    public async Task<InpatientStay> AdmitAsync(VisitOpening opening, RegisterAdmissionRequest request, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var info = (request ?? throw new ArgumentNullException(nameof(request))).Mdtrtinfo;
        var done = await Registration.RunAsync(VisitKind.Inpatient, opening, visit => Fill(opening, visit, request, info), call, cancellationToken).ConfigureAwait(false);
        return new InpatientStay(this, done.Visit);
    }

    /// <summary>Blocking twin of <see cref="AdmitAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="opening">Who comes.</param>
    /// <param name="request">begntime, med_type, ward, doctor, diagnoses.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public InpatientStay Admit(VisitOpening opening, RegisterAdmissionRequest request, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => AdmitAsync(opening, request, call, cancellationToken));

    /// <summary>The newest stay of a number; null where there is none.</summary>
    /// <param name="number">ipt_no.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<InpatientStay?> FindAsync(string number, CancellationToken cancellationToken = default)
        => await FindByNumberAsync(number, cancellationToken).ConfigureAwait(false) is { } visit ? new InpatientStay(this, visit) : null;

    /// <summary>Blocking twin of <see cref="FindAsync"/>.</summary>
    /// <param name="number">ipt_no.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public InpatientStay? Find(string number, CancellationToken cancellationToken = default) => Blocking.Run(() => FindAsync(number, cancellationToken));

    /// <summary>The stay of a mdtrt_id 就诊ID; null where there is none.</summary>
    /// <param name="centerVisitId">mdtrt_id.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<InpatientStay?> FindByVisitIdAsync(string centerVisitId, CancellationToken cancellationToken = default)
        => await FindByCenterIdAsync(centerVisitId, cancellationToken).ConfigureAwait(false) is { } visit ? new InpatientStay(this, visit) : null;

    /// <summary>Blocking twin of <see cref="FindByVisitIdAsync"/>.</summary>
    /// <param name="centerVisitId">mdtrt_id.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public InpatientStay? FindByVisitId(string centerVisitId, CancellationToken cancellationToken = default) => Blocking.Run(() => FindByVisitIdAsync(centerVisitId, cancellationToken));

    private StepCall<RegisterAdmissionRequest, RegisterAdmissionAnswer> Fill(VisitOpening opening, VisitDocument visit, RegisterAdmissionRequest request, RegisterAdmissionMdtrtinfo info)
    {
        var own = new OwnFields("mdtrtinfo");
        var has = Fields.Of(Operations.RegisterAdmission, "mdtrtinfo");
        var person = KnownPerson.Of(opening);
        info.PsnNo = own.Take(info.PsnNo, visit.PersonNumber, "psn_no");
        info.Insutype = own.Take(info.Insutype, visit.InsuranceType, "insutype");
        info.IptNo = own.Take(info.IptNo, opening.Number.Trim(), "ipt_no");
        info.MdtrtCertType = own.Take(info.MdtrtCertType, opening.Credential.Type, "mdtrt_cert_type");
        info.MdtrtCertNo = own.Take(info.MdtrtCertNo, opening.Credential.Number, "mdtrt_cert_no");
        info.CardSn ??= has.If("card_sn", opening.Credential.CardSerial);
        info.CertType ??= has.If("cert_type", person.CertificateType);
        info.Certno ??= has.If("certno", person.CertificateNumber);
        info.InsuplcAdmdvs = own.Take(info.InsuplcAdmdvs, has.If("insuplc_admdvs", visit.InsuredArea), "insuplc_admdvs");
        info.MdtrtareaAdmvs ??= has.If("mdtrtarea_admvs", Client.Inside.Area);
        for (var i = 0; i < request.Diseinfo.Count; i++)
        {
            request.Diseinfo[i].PsnNo = own.Take(request.Diseinfo[i].PsnNo, visit.PersonNumber, "psn_no", i);
        }

        own.ThrowIfAny("2401");
        return new StepCall<RegisterAdmissionRequest, RegisterAdmissionAnswer>(
            Operations.RegisterAdmission,
            request,
            new PendingStep { MessageId = "", Code = "", At = default, Step = VisitStep.Register, Begin = info.Begntime, MedType = info.MedType?.Trim() ?? "" });
    }
}
