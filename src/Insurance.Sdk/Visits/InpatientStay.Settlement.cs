using System;
using System.Threading;
using System.Threading.Tasks;
using Blocking = Insurance.Sdk.TraceCodes.Blocking;

namespace Insurance.Sdk.Visits;

/// <content>Trial, settlement, refund: 2303, 2304, 2305.</content>
public sealed partial class InpatientStay
{
    /// <summary>2303 住院预结算 of all lines that are not settled. Books nothing; possible before the discharge, too.</summary>
    /// <param name="order">The patient, what he shows, whether his account pays; on the way or finally.</param>
    /// <param name="adjust">Sets what the center wants beside; what is the stay's own cannot be changed.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="PatientMismatchException">The center would settle for another person than the HIS's patient.</exception>
    public async Task<SettlementTrial> TrialAsync(TrialOrder order, Action<PreSettleInpatientRequest>? adjust = null, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        if (order is { BatchNumber: not null })
        {
            throw new ArgumentException("A stay has no charge batches", nameof(order));
        }

        var (trial, visit) = await Desk.Settlements.TrialAsync(
            Id,
            order,
            Operations.PreSettleInpatient,
            (now, batch) => TrialRequest(order, now.Document, batch),
            r => (r.Data.PsnNo, r.Data.MdtrtId, r.Data.MedfeeSumamt, r.Data.Insutype, r.Data.MidSetlFlag, r.Data.InsuplcAdmdvs),
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
    public SettlementTrial Trial(TrialOrder order, Action<PreSettleInpatientRequest>? adjust = null, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => TrialAsync(order, adjust, call, cancellationToken));

    /// <summary>2304 住院结算: finally after the discharge, or on the way where the trial was made so. Never sent twice.</summary>
    /// <param name="order">The trial that was agreed to, the patient and what he shows now.</param>
    /// <param name="adjust">Sets what the center wants beside; what is the stay's own cannot be changed.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the wait; after the message left, the stay is in doubt.</param>
    /// <returns>The center's split, held against the trial. Post it, and confirm its message id in the journal within the same transaction.</returns>
    /// <exception cref="PatientMismatchException">The HIS's patient is not the person of the trial any more; nothing was sent.</exception>
    /// <exception cref="VisitRefusedException">Not discharged, the trial is not of these lines, another counter is at it, or the stay waits for recovery; nothing was sent.</exception>
    /// <exception cref="OutcomeUnknownException">No usable answer came: the stay waits for recovery.</exception>
    public async Task<SettlementResult> SettleAsync(SettlementOrder order, Action<SettleInpatientRequest>? adjust = null, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var result = await Desk.Settlements.SettleAsync(
            Id,
            order,
            Operations.SettleInpatient,
            (visit, batch) => SettleRequest(order, visit.Document, batch),
            r => (r.Data.PsnNo, r.Data.MdtrtId, r.Data.MedfeeSumamt, r.Data.Insutype, r.Data.MidSetlFlag, r.Data.InsuplcAdmdvs),
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
    public SettlementResult Settle(SettlementOrder order, Action<SettleInpatientRequest>? adjust = null, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => SettleAsync(order, adjust, call, cancellationToken));

    /// <summary>2305 住院结算撤销: the first step back. Allowed after clearing; the negative amount then counts in the next clearing.</summary>
    /// <param name="settlement">setl_id or msgid; null where only one settlement stands.</param>
    /// <param name="adjust">Sets what the center wants beside.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SettlementResult> RefundAsync(string? settlement = null, Action<CancelInpatientSettlementRequest>? adjust = null, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var result = await Desk.Settlements.RefundAsync(
            Id,
            settlement,
            Operations.CancelInpatientSettlement,
            (visit, taken) => new CancelInpatientSettlementRequest
            {
                Data = new CancelInpatientSettlementData { SetlId = taken.SettlementId, MdtrtId = visit.Document.CenterVisitId, PsnNo = visit.Document.PersonNumber },
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
    public SettlementResult Refund(string? settlement = null, Action<CancelInpatientSettlementRequest>? adjust = null, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => RefundAsync(settlement, adjust, call, cancellationToken));

    private PreSettleInpatientRequest TrialRequest(TrialOrder order, VisitDocument visit, FeeBatch batch)
    {
        var has = Desk.Fields.Of(Operations.PreSettleInpatient, "data");
        return new PreSettleInpatientRequest
        {
            Data = new PreSettleInpatientData
            {
                PsnNo = visit.PersonNumber,
                MdtrtCertType = order.Credential.Type,
                MdtrtCertNo = order.Credential.Number.Length > 0 ? order.Credential.Number : null,
                CardSn = has.If("card_sn", order.Credential.CardSerial),
                PsnCertType = has.If("psn_cert_type", order.Patient.CertificateType),
                Certno = has.If("certno", order.Patient.CertificateNumber),
                PsnType = has.If("psn_type", visit.PersonType),
                PsnName = has.If("psn_name", order.Patient.Name),
                MedfeeSumamt = batch.Total,
                PsnSetlway = order.SettlementWay,
                MdtrtId = visit.CenterVisitId,
                AcctUsedFlag = order.AccountUse,
                Insutype = visit.InsuranceType,
                MidSetlFlag = order.IsInterim ? "1" : "0",
                DscgTime = has.If("dscgTime", visit.End),
                InsuplcAdmdvs = has.If("insuplc_admdvs", visit.InsuredArea),
                MdtrtareaAdmvs = has.If("mdtrtarea_admvs", Desk.Client.Inside.Area),
            },
        };
    }

    private SettleInpatientRequest SettleRequest(SettlementOrder order, VisitDocument visit, FeeBatch batch)
    {
        var has = Desk.Fields.Of(Operations.SettleInpatient, "data");
        var (agreed, split) = (order.Agreed.Order, order.Agreed.Amounts);
        return new SettleInpatientRequest
        {
            Data = new SettleInpatientData
            {
                PsnNo = visit.PersonNumber,
                MdtrtCertType = order.Credential.Type,
                MdtrtCertNo = order.Credential.Number.Length > 0 ? order.Credential.Number : null,
                CardSn = has.If("card_sn", order.Credential.CardSerial),
                PsnCertType = has.If("psn_cert_type", order.Patient.CertificateType),
                Certno = has.If("certno", order.Patient.CertificateNumber),
                PsnType = has.If("psn_type", visit.PersonType),
                PsnName = has.If("psn_name", order.Patient.Name),
                MedfeeSumamt = batch.Total,
                PsnSetlway = agreed.SettlementWay,
                MdtrtId = visit.CenterVisitId,
                Insutype = visit.InsuranceType,
                AcctUsedFlag = agreed.AccountUse,
                InsuplcAdmdvs = has.If("insuplc_admdvs", visit.InsuredArea),
                MdtrtareaAdmvs = has.If("mdtrtarea_admvs", Desk.Client.Inside.Area),
                Invono = string.IsNullOrWhiteSpace(order.InvoiceNumber) ? null : order.InvoiceNumber,
                MidSetlFlag = agreed.IsInterim ? "1" : "0",
                FulamtOwnpayAmt = has.If("fulamt_ownpay_amt", split.FullySelfPaid),
                OverlmtSelfpay = has.If("overlmt_selfpay", split.AboveCap),
                PreselfpayAmt = has.If("preselfpay_amt", split.PaidFirst),
                InscpScpAmt = has.If("inscp_scp_amt", split.InScope),
                DscgTime = has.If("dscgTime", visit.End),
            },
        };
    }
}
