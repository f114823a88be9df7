using System;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Blocking = Insurance.Sdk.TraceCodes.Blocking;

namespace Insurance.Sdk.Visits;

/// <summary>门诊: registers outpatients and opens their visits. One desk per client, for all threads.</summary>
/// <remarks>
/// <code>
/// New -- 2201 --> Registered -- 2203 | 2203A --> Informed -- 2204 --> Charged -- 2206, 2207 --> Settled
///        back: Settled -- 2208 --> Charged -- 2205 --> Informed;   2202 from anywhere, as long as nothing is settled --> Cancelled
/// </code>
/// A step is noted durably with its message id before it leaves. What a crash or a lost answer leaves behind is taken in from the journal when the visit
/// is read next; while it is not known, the visit takes no other step (<see cref="VisitStatus.Doubt"/>), and recovery works on the journal.
/// </remarks>
public sealed class OutpatientDesk : VisitDesk
{
    /// <summary>Opens the desk.</summary>
    /// <param name="client">The client; it was made with the same journal.</param>
    /// <param name="store">Where visits are kept.</param>
    /// <param name="journal">The journal of the client.</param>
    /// <param name="options">What the hospital and its center want; copied.</param>
    /// <exception cref="ConfigurationException">The client was made without this journal.</exception>
    public OutpatientDesk(InsuranceClient client, IVisitStore store, IRecoveryJournal journal, VisitDeskOptions? options = null)
        : base(client, store, journal, options)
    {
    }

    private protected override VisitKind Kind => VisitKind.Outpatient;

    /// <summary>2201 门诊挂号.</summary>
    /// <param name="opening">Who comes, with which insurance, under which number.</param>
    /// <param name="request">begntime, department, doctor and what the edition wants beside; person, insurance, credential and number are filled in.</param>
    /// <param name="call">Operator, time-out, further envelope members; area and message id are the visit's own.</param>
    /// <param name="cancellationToken">Ends the call; after the message left, its outcome is then unknown.</param>
    /// <exception cref="PatientMismatchException">The HIS's patient is not the center's person; nothing was sent.</exception>
    /// <exception cref="VisitRefusedException">The number was used, or the visit waits for recovery; nothing was sent.</exception>
    public async Task<OutpatientVisit> RegisterAsync(VisitOpening opening, RegisterOutpatientRequest request, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var data = (request ?? throw new ArgumentNullException(nameof(request))).Data;
        var done = await Registration.RunAsync(VisitKind.Outpatient, opening, visit => Fill(opening, visit, request, data), call, cancellationToken).ConfigureAwait(false);
        return new OutpatientVisit(this, done.Visit);
    }

    /// <summary>Blocking twin of <see cref="RegisterAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="opening">Who comes.</param>
    /// <param name="request">begntime, department, doctor.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public OutpatientVisit Register(VisitOpening opening, RegisterOutpatientRequest request, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => RegisterAsync(opening, request, call, cancellationToken));

    /// <summary>The visit of a number; null where there is none.</summary>
    /// <param name="number">ipt_otp_no.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<OutpatientVisit?> FindAsync(string number, CancellationToken cancellationToken = default)
        => await FindByNumberAsync(number, cancellationToken).ConfigureAwait(false) is { } visit ? new OutpatientVisit(this, visit) : null;

    /// <summary>Blocking twin of <see cref="FindAsync"/>.</summary>
    /// <param name="number">ipt_otp_no.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public OutpatientVisit? Find(string number, CancellationToken cancellationToken = default) => Blocking.Run(() => FindAsync(number, cancellationToken));

    /// <summary>The visit of a mdtrt_id 就诊ID; null where there is none.</summary>
    /// <param name="centerVisitId">mdtrt_id.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<OutpatientVisit?> FindByVisitIdAsync(string centerVisitId, CancellationToken cancellationToken = default)
        => await FindByCenterIdAsync(centerVisitId, cancellationToken).ConfigureAwait(false) is { } visit ? new OutpatientVisit(this, visit) : null;

    /// <summary>Blocking twin of <see cref="FindByVisitIdAsync"/>.</summary>
    /// <param name="centerVisitId">mdtrt_id.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public OutpatientVisit? FindByVisitId(string centerVisitId, CancellationToken cancellationToken = default) => Blocking.Run(() => FindByVisitIdAsync(centerVisitId, cancellationToken));

    private StepCall<RegisterOutpatientRequest, RegisterOutpatientAnswer> Fill(VisitOpening opening, VisitDocument visit, RegisterOutpatientRequest request, RegisterOutpatientData data)
    {
        var own = new OwnFields("data");
        var has = Fields.Of(Operations.RegisterOutpatient, "data");
        var person = KnownPerson.Of(opening);
        data.PsnNo = own.Take(data.PsnNo, visit.PersonNumber, "psn_no");
        data.Insutype = own.Take(data.Insutype, visit.InsuranceType, "insutype");
        data.IptOtpNo = own.Take(data.IptOtpNo, opening.Number.Trim(), "ipt_otp_no");
        data.MdtrtCertType = own.Take(data.MdtrtCertType, opening.Credential.Type, "mdtrt_cert_type");
        data.MdtrtCertNo = own.Take(data.MdtrtCertNo, opening.Credential.Number, "mdtrt_cert_no");
        data.CardSn ??= has.If("card_sn", opening.Credential.CardSerial);
        data.PsnCertType ??= has.If("psn_cert_type", person.CertificateType);
        data.Certno ??= has.If("certno", person.CertificateNumber);
        data.PsnType ??= has.If("psn_type", visit.PersonType);
        data.PsnName ??= has.If("psn_name", person.Name);
        own.ThrowIfAny("2201");
        return new StepCall<RegisterOutpatientRequest, RegisterOutpatientAnswer>(
            Operations.RegisterOutpatient, request, new PendingStep { MessageId = "", Code = "", At = default, Step = VisitStep.Register, Begin = data.Begntime });
    }
}
