using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using Blocking = Insurance.Sdk.TraceCodes.Blocking;

namespace Insurance.Sdk.Visits;

/// <summary>An outpatient's visit. Every step checks the order, notes itself durably, sends, and keeps the result; what does not fit is refused with the reason and what has to be done first.</summary>
public sealed partial class OutpatientVisit : InsuredVisit
{
    private const string AllBatches = "0000";

    internal OutpatientVisit(VisitDesk desk, LoadedVisit visit)
        : base(desk, visit)
    {
    }

    /// <summary>What <see cref="FeeLineBuilder"/> needs for the lines of a batch.</summary>
    /// <param name="batchNumber">chrg_bchno 收费批次号.</param>
    /// <param name="diseaseCode">dise_codg 病种编码, the same for all lines of a batch.</param>
    public FeeVisit FeeVisit(string batchNumber, string? diseaseCode = null) => new()
    {
        VisitId = Status.CenterVisitId, PersonNumber = Status.PersonNumber, InsuredArea = Status.InsuredArea, BatchNumber = batchNumber, DiseaseCode = diseaseCode, MedType = Status.MedType,
    };

    /// <summary>2203 门诊就诊信息上传. May be sent again: a diagnosis is voided by vali_flag 0. Trials have to be made anew.</summary>
    /// <param name="request">med_type, begntime and diagnoses; ids are filled in.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<VisitStatus> InformAsync(UploadOutpatientVisitRequest request, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var info = (request ?? throw new ArgumentNullException(nameof(request))).Mdtrtinfo;
        var done = await Desk.Runner.RunAsync(
            Id,
            VisitStep.Inform,
            (visit, _) =>
            {
                var own = HoldInform(visit.Document, info.MedType);
                var has = Desk.Fields.Of(Operations.UploadOutpatientVisit, "mdtrtinfo");
                info.MdtrtId = own.Take(info.MdtrtId, visit.Document.CenterVisitId, "mdtrt_id");
                info.PsnNo = own.Take(info.PsnNo, visit.Document.PersonNumber, "psn_no");
                info.InsuplcAdmdvs ??= has.If("insuplc_admdvs", visit.Document.InsuredArea);
                own.ThrowIfAny("2203");
                return Task.FromResult(new StepCall<UploadOutpatientVisitRequest, UploadOutpatientVisitAnswer>(Operations.UploadOutpatientVisit, request, Informing(info.MedType)));
            },
            call,
            cancellationToken).ConfigureAwait(false);
        return Show(done.Visit);
    }

    /// <summary>Blocking twin of <see cref="InformAsync(UploadOutpatientVisitRequest, CallOptions?, CancellationToken)"/>; safe on a thread with a user interface.</summary>
    /// <param name="request">med_type, begntime and diagnoses.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public VisitStatus Inform(UploadOutpatientVisitRequest request, CallOptions? call = null, CancellationToken cancellationToken = default) => Blocking.Run(() => InformAsync(request, call, cancellationToken));

    /// <summary>2203A: 2203 with fields of maternity and family planning. Some places want it for every visit, some for maternity alone.</summary>
    /// <param name="request">med_type, begntime and diagnoses; ids are filled in.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<VisitStatus> InformAsync(UploadOutpatientMaternityVisitRequest request, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var info = (request ?? throw new ArgumentNullException(nameof(request))).Mdtrtinfo;
        var done = await Desk.Runner.RunAsync(
            Id,
            VisitStep.Inform,
            (visit, _) =>
            {
                var own = HoldInform(visit.Document, info.MedType);
                info.MdtrtId = own.Take(info.MdtrtId, visit.Document.CenterVisitId, "mdtrt_id");
                info.PsnNo = own.Take(info.PsnNo, visit.Document.PersonNumber, "psn_no");
                own.ThrowIfAny("2203A");
                return Task.FromResult(new StepCall<UploadOutpatientMaternityVisitRequest, UploadOutpatientMaternityVisitAnswer>(Operations.UploadOutpatientMaternityVisit, request, Informing(info.MedType)));
            },
            call,
            cancellationToken).ConfigureAwait(false);
        return Show(done.Visit);
    }

    /// <summary>Blocking twin of <see cref="InformAsync(UploadOutpatientMaternityVisitRequest, CallOptions?, CancellationToken)"/>.</summary>
    /// <param name="request">med_type, begntime and diagnoses.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public VisitStatus Inform(UploadOutpatientMaternityVisitRequest request, CallOptions? call = null, CancellationToken cancellationToken = default) => Blocking.Run(() => InformAsync(request, call, cancellationToken));

    /// <summary>2204 门诊费用明细信息上传: all lines of a batch in one message.</summary>
    /// <param name="batchNumber">chrg_bchno 收费批次号, up to 30 characters: the hospital's own, new for the visit.</param>
    /// <param name="lines">The lines, each with a feedetl_sn of its own; ids and batch are filled in.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ChargeResult<UploadOutpatientFeesAnswer>> ChargeAsync(string batchNumber, IReadOnlyList<UploadOutpatientFeesFeedetail> lines, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var batch = (batchNumber ?? throw new ArgumentNullException(nameof(batchNumber))).Trim();
        var rows = (lines ?? throw new ArgumentNullException(nameof(lines))).Select((l, i) => new ChargeLine(i, l.FeedetlSn?.Trim() ?? "", l.DetItemFeeSumamt ?? 0, l.Cnt ?? 0, "")).ToList();
        var done = await Desk.Runner.RunAsync(
            Id,
            VisitStep.Charge,
            async (visit, token) =>
            {
                Refuse(visit.Document, new StepQuestion(VisitStep.Charge) { Batch = batch });
                HoldSize(rows.Count);
                var atCenter = await Desk.Book.Store.LinesAsync(Id, rows.ConvertAll(r => r.Serial), token).ConfigureAwait(false);
                Fill(visit.Document, batch, lines, rows, atCenter);
                var request = new UploadOutpatientFeesRequest { Feedetail = lines.ToList() };
                var pending = new PendingStep { MessageId = "", Code = "", At = default, Step = VisitStep.Charge, BatchNumber = batch, Lines = rows.Count, Total = rows.Sum(r => r.Amount) };
                return new StepCall<UploadOutpatientFeesRequest, UploadOutpatientFeesAnswer>(Operations.UploadOutpatientFees, request, pending) { NewLines = rows.ConvertAll(r => (r.Serial, r.Amount)) };
            },
            call,
            cancellationToken).ConfigureAwait(false);
        ChargeLines.Compare(rows, done.Answer.Result.Select(r => (r.FeedetlSn, r.DetItemFeeSumamt)), done.Answer.Receipt.RefusedLines.Count, done.Warnings);
        var status = Show(done.Visit);
        return new ChargeResult<UploadOutpatientFeesAnswer>(status, done.Answer, rows.Count, rows.Sum(r => r.Amount), done.Warnings);
    }

    /// <summary>Blocking twin of <see cref="ChargeAsync(string, IReadOnlyList{UploadOutpatientFeesFeedetail}, CallOptions?, CancellationToken)"/>.</summary>
    /// <param name="batchNumber">chrg_bchno.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public ChargeResult<UploadOutpatientFeesAnswer> Charge(string batchNumber, IReadOnlyList<UploadOutpatientFeesFeedetail> lines, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => ChargeAsync(batchNumber, lines, call, cancellationToken));

    /// <summary>2204 with lines of a <see cref="FeeLineBuilder"/>; where it refused one, nothing is sent and all its findings are told.</summary>
    /// <param name="batchNumber">chrg_bchno 收费批次号.</param>
    /// <param name="lines">What the builder made.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<ChargeResult<UploadOutpatientFeesAnswer>> ChargeAsync(string batchNumber, IReadOnlyList<FeeLine<UploadOutpatientFeesFeedetail>> lines, CallOptions? call = null, CancellationToken cancellationToken = default)
        => ChargeAsync(batchNumber, BuiltLines.Rows(lines, "2204"), call, cancellationToken);

    /// <summary>Blocking twin of <see cref="ChargeAsync(string, IReadOnlyList{FeeLine{UploadOutpatientFeesFeedetail}}, CallOptions?, CancellationToken)"/>.</summary>
    /// <param name="batchNumber">chrg_bchno.</param>
    /// <param name="lines">What the builder made.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public ChargeResult<UploadOutpatientFeesAnswer> Charge(string batchNumber, IReadOnlyList<FeeLine<UploadOutpatientFeesFeedetail>> lines, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => ChargeAsync(batchNumber, lines, call, cancellationToken));

    /// <summary>2205 门诊费用明细信息撤销: deletes a batch, or all lines that are not settled. Harmless where nothing is there.</summary>
    /// <param name="batchNumber">chrg_bchno; null for all.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<VisitStatus> DeleteChargesAsync(string? batchNumber = null, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var done = await Desk.Runner.RunAsync(
            Id,
            VisitStep.DeleteCharges,
            (visit, _) =>
            {
                Refuse(visit.Document, new StepQuestion(VisitStep.DeleteCharges) { Batch = batchNumber });
                var data = new CancelOutpatientFeesData
                {
                    MdtrtId = visit.Document.CenterVisitId,
                    PsnNo = visit.Document.PersonNumber,
                    ChrgBchno = batchNumber ?? AllBatches,
                    InsuplcAdmdvs = Desk.Fields.Of(Operations.CancelOutpatientFees, "data").If("insuplc_admdvs", visit.Document.InsuredArea),
                };
                var pending = new PendingStep { MessageId = "", Code = "", At = default, Step = VisitStep.DeleteCharges, BatchNumber = batchNumber ?? "" };
                return Task.FromResult(new StepCall<CancelOutpatientFeesRequest, CancelOutpatientFeesAnswer>(Operations.CancelOutpatientFees, new CancelOutpatientFeesRequest { Data = data }, pending));
            },
            call,
            cancellationToken).ConfigureAwait(false);
        return Show(done.Visit);
    }

    /// <summary>Blocking twin of <see cref="DeleteChargesAsync"/>.</summary>
    /// <param name="batchNumber">chrg_bchno; null for all.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public VisitStatus DeleteCharges(string? batchNumber = null, CallOptions? call = null, CancellationToken cancellationToken = default) => Blocking.Run(() => DeleteChargesAsync(batchNumber, call, cancellationToken));

    /// <summary>2202 门诊挂号撤销: takes the whole visit back. The number is used up.</summary>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<VisitStatus> CancelRegistrationAsync(CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var done = await Desk.Runner.RunAsync(
            Id,
            VisitStep.CancelRegistration,
            (visit, _) =>
            {
                Refuse(visit.Document, new StepQuestion(VisitStep.CancelRegistration));
                var data = new CancelOutpatientRegistrationData { PsnNo = visit.Document.PersonNumber, MdtrtId = visit.Document.CenterVisitId, IptOtpNo = visit.Record.Number };
                var pending = new PendingStep { MessageId = "", Code = "", At = default, Step = VisitStep.CancelRegistration };
                return Task.FromResult(new StepCall<CancelOutpatientRegistrationRequest, CancelOutpatientRegistrationAnswer>(
                    Operations.CancelOutpatientRegistration, new CancelOutpatientRegistrationRequest { Data = data }, pending));
            },
            call,
            cancellationToken).ConfigureAwait(false);
        return Show(done.Visit);
    }

    /// <summary>Blocking twin of <see cref="CancelRegistrationAsync"/>.</summary>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public VisitStatus CancelRegistration(CallOptions? call = null, CancellationToken cancellationToken = default) => Blocking.Run(() => CancelRegistrationAsync(call, cancellationToken));

    private static PendingStep Informing(string? medType) => new() { MessageId = "", Code = "", At = default, Step = VisitStep.Inform, MedType = medType?.Trim() ?? "" };

    private OwnFields HoldInform(VisitDocument visit, string? medType)
    {
        Refuse(visit, new StepQuestion(VisitStep.Inform));
        var hasLines = visit.Unsettled.Count > 0 || visit.Settlements.Any(s => s.IsLive);
        if (hasLines && visit.MedType.Length > 0 && medType?.Trim() != visit.MedType)
        {
            throw new VisitRefusedException(VisitRefusal.Of(VisitRefusalCode.OtherMedType, VisitKind.Outpatient, VisitStep.Inform, VisitStep.DeleteCharges));
        }

        return new OwnFields("mdtrtinfo");
    }

    private void HoldSize(int lines)
    {
        if (Desk.Book.Options.MostLinesPerBatch is { } most && lines > most)
        {
            throw new VisitRefusedException(VisitRefusal.Of(VisitRefusalCode.BatchTooLarge, VisitKind.Outpatient, VisitStep.Charge, lines + " of at most " + most, lines + " 行，上限 " + most + " 行"));
        }
    }

    private void Fill(VisitDocument visit, string batch, IReadOnlyList<UploadOutpatientFeesFeedetail> lines, List<ChargeLine> rows, IReadOnlyList<VisitLine> atCenter)
    {
        var own = new OwnFields("feedetail");
        var has = Desk.Fields.Of(Operations.UploadOutpatientFees, "feedetail");
        if (batch.Length is 0 or > 30 || batch == AllBatches)
        {
            own.Add("INS6130", "chrg_bchno", "length", "chrg_bchno 收费批次号: must have 1 to 30 characters, and not be 0000, which means all batches");
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            line.MdtrtId = own.Take(line.MdtrtId, visit.CenterVisitId, "mdtrt_id", i);
            line.PsnNo = own.Take(line.PsnNo, visit.PersonNumber, "psn_no", i);
            line.ChrgBchno = own.Take(line.ChrgBchno, batch, "chrg_bchno", i);
            line.InsuplcAdmdvs ??= has.If("insuplc_admdvs", visit.InsuredArea);
            if ((line.DiseCodg ?? "") != (lines[0].DiseCodg ?? ""))
            {
                own.Add("INS6136", "dise_codg", "condition", "dise_codg 病种编码: all lines of a batch carry the same one", i);
            }
        }

        ChargeLines.HoldSerials(own, rows, atCenter);
        own.ThrowIfAny("2204");
    }
}
