using System;
using System.Threading;
using System.Threading.Tasks;
using Blocking = Insurance.Sdk.TraceCodes.Blocking;

namespace Insurance.Sdk.Visits;

/// <content>Trial, settlement, refund.</content>
public sealed partial class OutpatientVisit
{
    /// <summary>2206 门诊预结算 of one batch: the split to show. Books nothing.</summary>
    /// <param name="order">The patient, what he shows, the batch, whether his account pays.</param>
    /// <param name="adjust">Sets what the center wants beside (hcard_basinfo, exp_content …); what is the visit's own cannot be changed.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="PatientMismatchException">The center would settle for another person than the HIS's patient.</exception>
    public async Task<SettlementTrial> TrialAsync(TrialOrder order, Action<PreSettleOutpatientRequest>? adjust = null, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        if (order is { IsInterim: true })
        {
            throw new ArgumentException("Only a stay is settled on the way (mid_setl_flag 1)", nameof(order));
        }

        var (trial, visit) = await Desk.Settlements.TrialAsync(
            Id,
            order,
            Operations.PreSettleOutpatient,
            (now, batch) => TrialRequest(order, now.Document, batch),
            r => (r.Data.PsnNo, r.Data.MdtrtId, r.Data.ChrgBchno, r.Data.MedfeeSumamt, r.Data.MedType, r.Data.Insutype),
            adjust,
            call,
            cancellationToken).ConfigureAwait(false);
        Show(visit);
        return trial;
    }

    /// <summary>Blocking twin of <see cref="TrialAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="order">What the trial is made with.</param>
    /// <param name="adjust">Sets what the center wants beside.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public SettlementTrial Trial(TrialOrder order, Action<PreSettleOutpatientRequest>? adjust = null, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => TrialAsync(order, adjust, call, cancellationToken));

    /// <summary>2207 门诊结算 of the batch that the patient agreed to. Never sent twice.</summary>
    /// <param name="order">The trial that was agreed to, the patient and what he shows now.</param>
    /// <param name="adjust">Sets what the center wants beside; what is the visit's own cannot be changed.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the wait; after the message left, the visit is in doubt.</param>
    /// <returns>The center's split, held against the trial. Post it, and confirm its message id in the journal within the same transaction.</returns>
    /// <exception cref="PatientMismatchException">The HIS's patient is not the person of the trial any more; nothing was sent.</exception>
    /// <exception cref="VisitRefusedException">The trial is not of these lines, another counter is at it, or the visit waits for recovery; nothing was sent.</exception>
    /// <exception cref="OutcomeUnknownException">No usable answer came: the visit waits for recovery. Do not settle it another way.</exception>
    public async Task<SettlementResult> SettleAsync(SettlementOrder order, Action<SettleOutpatientRequest>? adjust = null, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var result = await Desk.Settlements.SettleAsync(
            Id,
            order,
            Operations.SettleOutpatient,
            (visit, batch) => SettleRequest(order, visit.Document, batch),
            r => (r.Data.PsnNo, r.Data.MdtrtId, r.Data.ChrgBchno, r.Data.MedfeeSumamt, r.Data.MedType, r.Data.Insutype),
            adjust,
            call,
            cancellationToken).ConfigureAwait(false);
        return Show(result, result.Status);
    }

    /// <summary>Blocking twin of <see cref="SettleAsync"/>.</summary>
    /// <param name="order">What is settled.</param>
    /// <param name="adjust">Sets what the center wants beside.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public SettlementResult Settle(SettlementOrder order, Action<SettleOutpatientRequest>? adjust = null, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => SettleAsync(order, adjust, call, cancellationToken));

    /// <summary>2208 门诊结算撤销. The lines of the batch are at the center afterwards, unsettled: settle them anew, or delete them.</summary>
    /// <param name="settlement">setl_id or msgid; null where only one settlement stands.</param>
    /// <param name="adjust">Sets what the center wants beside.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SettlementResult> RefundAsync(string? settlement = null, Action<CancelOutpatientSettlementRequest>? adjust = null, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var result = await Desk.Settlements.RefundAsync(
            Id,
            settlement,
            Operations.CancelOutpatientSettlement,
            (visit, taken) => new CancelOutpatientSettlementRequest
            {
                Data = new CancelOutpatientSettlementData
                {
                    SetlId = taken.SettlementId,
                    MdtrtId = visit.Document.CenterVisitId,
                    PsnNo = visit.Document.PersonNumber,
                    InsuplcAdmdvs = Desk.Fields.Of(Operations.CancelOutpatientSettlement, "data").If("insuplc_admdvs", visit.Document.InsuredArea),
                },
            },
            r => (r.Data.SetlId, r.Data.MdtrtId, r.Data.PsnNo),
            adjust,
            call,
            cancellationToken).ConfigureAwait(false);
        return Show(result, result.Status);
    }

    /// <summary>Blocking twin of <see cref="RefundAsync"/>.</summary>
    /// <param name="settlement">setl_id or msgid; null where only one settlement stands.</param>
    /// <param name="adjust">Sets what the center wants beside.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public SettlementResult Refund(string? settlement = null, Action<CancelOutpatientSettlementRequest>? adjust = null, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => RefundAsync(settlement, adjust, call, cancellationToken));

    private PreSettleOutpatientRequest TrialRequest(TrialOrder order, VisitDocument visit, FeeBatch batch)
    {
        var has = Desk.Fields.Of(Operations.PreSettleOutpatient, "data");
        return new PreSettleOutpatientRequest
        {
            Data = new PreSettleOutpatientData
            {
                PsnNo = visit.PersonNumber,
                MdtrtCertType = order.Credential.Type,
                MdtrtCertNo = order.Credential.Number,
                CardSn = has.If("card_sn", order.Credential.CardSerial),
                PsnCertType = has.If("psn_cert_type", order.Patient.CertificateType),
                Certno = has.If("certno", order.Patient.CertificateNumber),
                PsnType = has.If("psn_type", visit.PersonType),
                PsnName = has.If("psn_name", order.Patient.Name),
                MedType = visit.MedType,
                MedfeeSumamt = batch.Total,
                PsnSetlway = order.SettlementWay,
                MdtrtId = visit.CenterVisitId,
                ChrgBchno = batch.Number,
                AcctUsedFlag = order.AccountUse,
                Insutype = visit.InsuranceType,
                InsuplcAdmdvs = has.If("insuplc_admdvs", visit.InsuredArea),
            },
        };
    }

    private SettleOutpatientRequest SettleRequest(SettlementOrder order, VisitDocument visit, FeeBatch batch)
    {
        var has = Desk.Fields.Of(Operations.SettleOutpatient, "data");
        var (agreed, split) = (order.Agreed.Order, order.Agreed.Amounts);
        return new SettleOutpatientRequest
        {
            Data = new SettleOutpatientData
            {
                PsnNo = visit.PersonNumber,
                MdtrtCertType = order.Credential.Type,
                MdtrtCertNo = order.Credential.Number,
                CardSn = has.If("card_sn", order.Credential.CardSerial),
                PsnCertType = has.If("psn_cert_type", order.Patient.CertificateType),
                Certno = has.If("certno", order.Patient.CertificateNumber),
                MedType = visit.MedType,
                MedfeeSumamt = batch.Total,
                PsnSetlway = agreed.SettlementWay,
                MdtrtId = visit.CenterVisitId,
                ChrgBchno = batch.Number,
                Insutype = visit.InsuranceType,
                AcctUsedFlag = agreed.AccountUse,
                Invono = string.IsNullOrWhiteSpace(order.InvoiceNumber) ? null : order.InvoiceNumber,
                FulamtOwnpayAmt = split.FullySelfPaid,
                OverlmtSelfpay = split.AboveCap,
                PreselfpayAmt = split.PaidFirst,
                InscpScpAmt = split.InScope,
                InsuplcAdmdvs = has.If("insuplc_admdvs", visit.InsuredArea),
            },
        };
    }
}
