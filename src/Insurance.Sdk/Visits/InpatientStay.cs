using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using Blocking = Insurance.Sdk.TraceCodes.Blocking;

namespace Insurance.Sdk.Visits;

/// <summary>An inpatient's stay. Every step checks the order, notes itself durably, sends, and keeps the result; undoing goes strictly 2305, 2405, 2302, 2404.</summary>
public sealed partial class InpatientStay : InsuredVisit
{
    private const string AllLines = "0000";

    internal InpatientStay(VisitDesk desk, LoadedVisit visit)
        : base(desk, visit)
    {
    }

    /// <summary>What <see cref="FeeLineBuilder"/> needs for lines of the stay.</summary>
    public FeeVisit FeeVisit() => new() { VisitId = Status.CenterVisitId, PersonNumber = Status.PersonNumber, InsuredArea = Status.InsuredArea, MedType = Status.MedType };

    /// <summary>2403 住院信息变更: overwrites; diagnoses are merged by diag_srt_no. Trials have to be made anew.</summary>
    /// <param name="request">The data as they are to be; ids, number and credential type are filled in, begntime and med_type where they are left empty.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<VisitStatus> ChangeAsync(ChangeInpatientStayRequest request, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var info = (request ?? throw new ArgumentNullException(nameof(request))).Adminfo;
        var done = await Desk.Runner.RunAsync(
            Id,
            VisitStep.Change,
            (visit, _) =>
            {
                Refuse(visit.Document, new StepQuestion(VisitStep.Change));
                var own = new OwnFields("adminfo");
                info.MdtrtId = own.Take(info.MdtrtId, visit.Document.CenterVisitId, "mdtrt_id");
                info.PsnNo = own.Take(info.PsnNo, visit.Document.PersonNumber, "psn_no");
                info.IptOtpNo = own.Take(info.IptOtpNo, visit.Record.Number, "ipt_otp_no");
                info.MdtrtCertType ??= visit.Document.CredentialType;
                info.MedType ??= visit.Document.MedType;
                info.Begntime ??= visit.Document.Begin;
                for (var i = 0; i < request.Diseinfo.Count; i++)
                {
                    request.Diseinfo[i].MdtrtId = own.Take(request.Diseinfo[i].MdtrtId, visit.Document.CenterVisitId, "mdtrt_id", i);
                    request.Diseinfo[i].PsnNo = own.Take(request.Diseinfo[i].PsnNo, visit.Document.PersonNumber, "psn_no", i);
                }

                own.ThrowIfAny("2403");
                var pending = new PendingStep { MessageId = "", Code = "", At = default, Step = VisitStep.Change, MedType = info.MedType.Trim(), Begin = info.Begntime };
                return Task.FromResult(new StepCall<ChangeInpatientStayRequest, ChangeInpatientStayAnswer>(Operations.ChangeInpatientStay, request, pending));
            },
            call,
            cancellationToken).ConfigureAwait(false);
        return Show(done.Visit);
    }

    /// <summary>Blocking twin of <see cref="ChangeAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="request">The data as they are to be.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public VisitStatus Change(ChangeInpatientStayRequest request, CallOptions? call = null, CancellationToken cancellationToken = default) => Blocking.Run(() => ChangeAsync(request, call, cancellationToken));

    /// <summary>2402 出院办理.</summary>
    /// <param name="request">endtime, ward, way of leaving, diagnoses; ids and insurance are filled in.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<VisitStatus> DischargeAsync(RegisterDischargeRequest request, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var info = (request ?? throw new ArgumentNullException(nameof(request))).Dscginfo;
        var done = await Desk.Runner.RunAsync(
            Id,
            VisitStep.Discharge,
            (visit, _) =>
            {
                Refuse(visit.Document, new StepQuestion(VisitStep.Discharge));
                var own = new OwnFields("dscginfo");
                info.MdtrtId = own.Take(info.MdtrtId, visit.Document.CenterVisitId, "mdtrt_id");
                info.PsnNo = own.Take(info.PsnNo, visit.Document.PersonNumber, "psn_no");
                info.Insutype = own.Take(info.Insutype, visit.Document.InsuranceType, "insutype");
                for (var i = 0; i < request.Diseinfo.Count; i++)
                {
                    request.Diseinfo[i].MdtrtId = own.Take(request.Diseinfo[i].MdtrtId, visit.Document.CenterVisitId, "mdtrt_id", i);
                    request.Diseinfo[i].PsnNo = own.Take(request.Diseinfo[i].PsnNo, visit.Document.PersonNumber, "psn_no", i);
                }

                own.ThrowIfAny("2402");
                var pending = new PendingStep { MessageId = "", Code = "", At = default, Step = VisitStep.Discharge, End = info.Endtime };
                return Task.FromResult(new StepCall<RegisterDischargeRequest, RegisterDischargeAnswer>(Operations.RegisterDischarge, request, pending));
            },
            call,
            cancellationToken).ConfigureAwait(false);
        return Show(done.Visit);
    }

    /// <summary>Blocking twin of <see cref="DischargeAsync"/>.</summary>
    /// <param name="request">endtime, ward, way of leaving, diagnoses.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public VisitStatus Discharge(RegisterDischargeRequest request, CallOptions? call = null, CancellationToken cancellationToken = default) => Blocking.Run(() => DischargeAsync(request, call, cancellationToken));

    /// <summary>2405 出院撤销: the second step back, after 2305.</summary>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<VisitStatus> CancelDischargeAsync(CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var done = await Desk.Runner.RunAsync(
            Id,
            VisitStep.CancelDischarge,
            (visit, _) =>
            {
                Refuse(visit.Document, new StepQuestion(VisitStep.CancelDischarge));
                var request = new CancelDischargeRequest { Data = new CancelDischargeData { MdtrtId = visit.Document.CenterVisitId, PsnNo = visit.Document.PersonNumber } };
                return Task.FromResult(new StepCall<CancelDischargeRequest, CancelDischargeAnswer>(Operations.CancelDischarge, request, new PendingStep { MessageId = "", Code = "", At = default, Step = VisitStep.CancelDischarge }));
            },
            call,
            cancellationToken).ConfigureAwait(false);
        return Show(done.Visit);
    }

    /// <summary>Blocking twin of <see cref="CancelDischargeAsync"/>.</summary>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public VisitStatus CancelDischarge(CallOptions? call = null, CancellationToken cancellationToken = default) => Blocking.Run(() => CancelDischargeAsync(call, cancellationToken));

    /// <summary>2404 入院撤销: the last step back, when nothing is settled, no discharge and no line is left. A stay left open keeps the patient in hospital for every other institution.</summary>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<VisitStatus> CancelAdmissionAsync(CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var done = await Desk.Runner.RunAsync(
            Id,
            VisitStep.CancelRegistration,
            (visit, _) =>
            {
                Refuse(visit.Document, new StepQuestion(VisitStep.CancelRegistration));
                var request = new CancelAdmissionRequest { Data = new CancelAdmissionData { MdtrtId = visit.Document.CenterVisitId, PsnNo = visit.Document.PersonNumber } };
                return Task.FromResult(new StepCall<CancelAdmissionRequest, CancelAdmissionAnswer>(Operations.CancelAdmission, request, new PendingStep { MessageId = "", Code = "", At = default, Step = VisitStep.CancelRegistration }));
            },
            call,
            cancellationToken).ConfigureAwait(false);
        return Show(done.Visit);
    }

    /// <summary>Blocking twin of <see cref="CancelAdmissionAsync"/>.</summary>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public VisitStatus CancelAdmission(CallOptions? call = null, CancellationToken cancellationToken = default) => Blocking.Run(() => CancelAdmissionAsync(call, cancellationToken));

    /// <summary>2406 就医特殊属性上传. The center reviews it before it counts; keep ipt_psn_sp_flag_detl_id of the answer, no cancel is public.</summary>
    /// <param name="patient">The HIS's patient, whose name and certificate go along.</param>
    /// <param name="request">ipt_psn_sp_flag_type and ipt_psn_sp_flag; ids, number and patient are filled in.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<UploadVisitAttributeAnswer> UploadAttributeAsync(HospitalPatient patient, UploadVisitAttributeRequest request, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        _ = patient ?? throw new ArgumentNullException(nameof(patient));
        var data = (request ?? throw new ArgumentNullException(nameof(request))).Data;
        var done = await Desk.Runner.RunAsync(
            Id,
            VisitStep.UploadAttribute,
            (visit, _) =>
            {
                Refuse(visit.Document, new StepQuestion(VisitStep.UploadAttribute));
                var own = new OwnFields("data");
                data.MdtrtId = own.Take(data.MdtrtId, visit.Document.CenterVisitId, "mdtrt_id");
                data.PsnNo = own.Take(data.PsnNo, visit.Document.PersonNumber, "psn_no");
                data.IptOtpNo = own.Take(data.IptOtpNo, visit.Record.Number, "ipt_otp_no");
                data.PsnCertType ??= patient.CertificateType;
                data.Certno ??= patient.CertificateNumber;
                data.PsnName ??= patient.Name;
                own.ThrowIfAny("2406");
                return Task.FromResult(new StepCall<UploadVisitAttributeRequest, UploadVisitAttributeAnswer>(Operations.UploadVisitAttribute, request, new PendingStep { MessageId = "", Code = "", At = default, Step = VisitStep.UploadAttribute }));
            },
            call,
            cancellationToken).ConfigureAwait(false);
        return Show(done.Answer, done.Visit.Status(Desk.Book.Options));
    }

    /// <summary>Blocking twin of <see cref="UploadAttributeAsync"/>.</summary>
    /// <param name="patient">The HIS's patient.</param>
    /// <param name="request">ipt_psn_sp_flag_type and ipt_psn_sp_flag.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public UploadVisitAttributeAnswer UploadAttribute(HospitalPatient patient, UploadVisitAttributeRequest request, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => UploadAttributeAsync(patient, request, call, cancellationToken));
}
