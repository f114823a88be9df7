using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Catalogues;
using Blocking = Insurance.Sdk.TraceCodes.Blocking;

namespace Insurance.Sdk.Visits;

/// <content>Lines: 2301 and 2302.</content>
public sealed partial class InpatientStay
{
    /// <summary>2301 住院费用明细上传, in as many messages as batchSize asks for: first all lines, then the refund lines that name them (negative cnt with init_feedetl_sn).</summary>
    /// <param name="lines">The lines, each with a feedetl_sn of its own; ids and med_type are filled in.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InsuranceException">A message failed: Lines says which lines were taken before, and which were not sent.</exception>
    public async Task<ChargeResult<UploadInpatientFeesAnswer>> ChargeAsync(IReadOnlyList<UploadInpatientFeesFeedetail> lines, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        var rows = (lines ?? throw new ArgumentNullException(nameof(lines)))
            .Select((l, i) => new ChargeLine(i, l.FeedetlSn?.Trim() ?? "", l.DetItemFeeSumamt ?? 0, l.Cnt ?? 0, l.InitFeedetlSn?.Trim() ?? "")).ToList();
        if (rows.Count == 0)
        {
            throw new ArgumentException("There are no lines", nameof(lines));
        }

        var messages = Messages(rows, Desk.Client.Inside.BatchSize);
        var ledger = new LineLedger(rows.Count);
        var places = messages.SelectMany(m => m).Select(r => r.Row).ToList();
        UploadInpatientFeesAnswer? whole = null;
        var warnings = new List<VisitWarning>();
        var offset = 0;
        foreach (var message in messages)
        {
            try
            {
                var done = await SendAsync(lines, rows, message, isFirst: offset == 0, call, cancellationToken).ConfigureAwait(false);
                ledger.Take(offset, message.Count, done.MessageId, done.Answer.Receipt.Lines.Select(l => new LineResult(l.Index + offset, l.State, l.Reason, l.MessageId)).ToList());
                ChargeLines.Compare(message, done.Answer.Result.Select(r => (r.FeedetlSn, r.DetItemFeeSumamt)), done.Answer.Receipt.RefusedLines.Count, done.Warnings);
                warnings.AddRange(done.Warnings);
                Show(done.Visit);
                if (whole is null)
                {
                    whole = done.Answer;
                }
                else
                {
                    whole.Append(done.Answer);
                }
            }
            catch (Exception e) when (e is InsuranceException or CallCanceledException)
            {
                Tell(e, InPlace(ledger.Fail(offset, message.Count, e), places), whole);
                throw;
            }

            offset += message.Count;
        }

        return new ChargeResult<UploadInpatientFeesAnswer>(Status, whole!, rows.Count, rows.Sum(r => r.Amount), warnings);
    }

    /// <summary>Blocking twin of <see cref="ChargeAsync(IReadOnlyList{UploadInpatientFeesFeedetail}, CallOptions?, CancellationToken)"/>.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public ChargeResult<UploadInpatientFeesAnswer> Charge(IReadOnlyList<UploadInpatientFeesFeedetail> lines, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => ChargeAsync(lines, call, cancellationToken));

    /// <summary>2301 with lines of a <see cref="FeeLineBuilder"/>; where it refused one, nothing is sent and all its findings are told.</summary>
    /// <param name="lines">What the builder made.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<ChargeResult<UploadInpatientFeesAnswer>> ChargeAsync(IReadOnlyList<FeeLine<UploadInpatientFeesFeedetail>> lines, CallOptions? call = null, CancellationToken cancellationToken = default)
        => ChargeAsync(BuiltLines.Rows(lines, "2301"), call, cancellationToken);

    /// <summary>Blocking twin of <see cref="ChargeAsync(IReadOnlyList{FeeLine{UploadInpatientFeesFeedetail}}, CallOptions?, CancellationToken)"/>.</summary>
    /// <param name="lines">What the builder made.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public ChargeResult<UploadInpatientFeesAnswer> Charge(IReadOnlyList<FeeLine<UploadInpatientFeesFeedetail>> lines, CallOptions? call = null, CancellationToken cancellationToken = default)
        => Blocking.Run(() => ChargeAsync(lines, call, cancellationToken));

    /// <summary>2302 住院费用明细撤销: deletes lines, or all that are not settled. The third step back, after 2305 and 2405.</summary>
    /// <param name="serials">feedetl_sn of the lines; null for all.</param>
    /// <param name="call">Operator, time-out, further envelope members.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<VisitStatus> DeleteChargesAsync(IReadOnlyList<string>? serials = null, CallOptions? call = null, CancellationToken cancellationToken = default)
    {
        if (serials is null)
        {
            return await DeleteAsync(Array.Empty<string>(), call, cancellationToken).ConfigureAwait(false);
        }

        // Guangdong's clients send one object, the printed table takes rows: the edition says which.
        var most = Desk.Fields.TakesRows(Operations.CancelInpatientFees, "data") ? Desk.Client.Inside.BatchSize : 1;
        var wanted = serials.Select(s => s?.Trim() ?? "").Distinct(StringComparer.Ordinal).ToList();
        for (var start = 0; start < wanted.Count; start += most)
        {
            await DeleteAsync(wanted.GetRange(start, Math.Min(most, wanted.Count - start)), call, cancellationToken).ConfigureAwait(false);
        }

        return Status;
    }

    /// <summary>Blocking twin of <see cref="DeleteChargesAsync"/>.</summary>
    /// <param name="serials">feedetl_sn of the lines; null for all.</param>
    /// <param name="call">What this call does otherwise.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public VisitStatus DeleteCharges(IReadOnlyList<string>? serials = null, CallOptions? call = null, CancellationToken cancellationToken = default) => Blocking.Run(() => DeleteChargesAsync(serials, call, cancellationToken));

    /// <summary>Lines first, refund lines after them, each in their order.</summary>
    private static List<List<ChargeLine>> Messages(List<ChargeLine> rows, int most)
    {
        var messages = new List<List<ChargeLine>>();
        foreach (var part in new[] { rows.Where(r => r.Quantity >= 0).ToList(), rows.Where(r => r.Quantity < 0).ToList() })
        {
            for (var start = 0; start < part.Count; start += most)
            {
                messages.Add(part.GetRange(start, Math.Min(most, part.Count - start)));
            }
        }

        return messages;
    }

    private Task<StepDone<UploadInpatientFeesAnswer>> SendAsync(
        IReadOnlyList<UploadInpatientFeesFeedetail> lines, List<ChargeLine> all, List<ChargeLine> message, bool isFirst, CallOptions? call, CancellationToken cancellationToken)
        => Desk.Runner.RunAsync(
            Id,
            VisitStep.Charge,
            async (visit, token) =>
            {
                Refuse(visit.Document, new StepQuestion(VisitStep.Charge));
                // All lines are held against the rules before the first message leaves; later ones once more, another counter may have sent some of them.
                await HoldAsync(visit.Document, lines, isFirst ? all : message, token).ConfigureAwait(false);
                var request = new UploadInpatientFeesRequest { Feedetail = message.ConvertAll(r => lines[r.Row]) };
                var pending = new PendingStep { MessageId = "", Code = "", At = default, Step = VisitStep.Charge, Lines = message.Count, Total = message.Sum(r => r.Amount) };
                return new StepCall<UploadInpatientFeesRequest, UploadInpatientFeesAnswer>(Operations.UploadInpatientFees, request, pending) { NewLines = message.ConvertAll(r => (r.Serial, r.Amount)) };
            },
            call,
            cancellationToken);

    private async Task HoldAsync(VisitDocument visit, IReadOnlyList<UploadInpatientFeesFeedetail> lines, List<ChargeLine> rows, CancellationToken cancellationToken)
    {
        var own = new OwnFields("feedetail");
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            line.MdtrtId = own.Take(line.MdtrtId, visit.CenterVisitId, "mdtrt_id", i);
            line.PsnNo = own.Take(line.PsnNo, visit.PersonNumber, "psn_no", i);
            line.MedType ??= visit.MedType;
        }

        var asked = rows.Select(r => r.Serial).Concat(rows.Select(r => r.Original)).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var atCenter = await Desk.Book.Store.LinesAsync(Id, asked, cancellationToken).ConfigureAwait(false);
        ChargeLines.HoldSerials(own, rows, atCenter);
        ChargeLines.HoldOriginals(own, rows, atCenter);
        own.ThrowIfAny("2301");
        var findings = Desk.Client.Inside.Check(Operations.UploadInpatientFees, new UploadInpatientFeesRequest { Feedetail = lines.ToList() }, new CallOptions()).Where(f => !f.IsWarning && f.Rule != "configuration").ToList();
        if (findings.Count > 0)
        {
            throw new ValidationException(findings) { Code = "2301" };
        }
    }

    private async Task<VisitStatus> DeleteAsync(IReadOnlyList<string> serials, CallOptions? call, CancellationToken cancellationToken)
    {
        var done = await Desk.Runner.RunAsync(
            Id,
            VisitStep.DeleteCharges,
            async (visit, token) =>
            {
                Refuse(visit.Document, new StepQuestion(VisitStep.DeleteCharges));
                var known = serials.Count == 0 ? Array.Empty<VisitLine>() : await Desk.Book.Store.LinesAsync(Id, serials, token).ConfigureAwait(false);
                HoldDeletion(visit.Document, serials, known);
                var rows = (serials.Count == 0 ? new[] { AllLines } : serials).Select(s => new CancelInpatientFeesData { FeedetlSn = s, MdtrtId = visit.Document.CenterVisitId, PsnNo = visit.Document.PersonNumber });
                var pending = new PendingStep { MessageId = "", Code = "", At = default, Step = VisitStep.DeleteCharges, Serials = serials, Lines = known.Count, Total = known.Sum(l => l.Amount) };
                return new StepCall<CancelInpatientFeesRequest, CancelInpatientFeesAnswer>(Operations.CancelInpatientFees, new CancelInpatientFeesRequest { Data = rows.ToList() }, pending);
            },
            call,
            cancellationToken).ConfigureAwait(false);
        return Show(done.Visit);
    }

    private static void HoldDeletion(VisitDocument visit, IReadOnlyList<string> serials, IReadOnlyList<VisitLine> known)
    {
        var own = new OwnFields("data");
        var live = visit.LiveSettlements;
        for (var i = 0; i < serials.Count; i++)
        {
            if (known.FirstOrDefault(l => l.Serial == serials[i]) is not { IsAtCenter: true } line)
            {
                own.Add("INS6137", "feedetl_sn", "serial", "feedetl_sn 费用明细流水号: the visit has no such line at the center", i);
            }
            else if (live.Contains(line.SettledBy))
            {
                own.Add("INS6138", "feedetl_sn", "serial", "feedetl_sn 费用明细流水号: a settlement covers the line; refund it first (2305)", i);
            }
        }

        own.ThrowIfAny("2302");
    }

    private static List<LineResult> InPlace(IReadOnlyList<LineResult> results, List<int> places)
        => results.Select(l => new LineResult(places[l.Index], l.State, l.Reason, l.MessageId)).OrderBy(l => l.Index).ToList();

    private static void Tell(Exception error, IReadOnlyList<LineResult> lines, StandardAnswer? accepted)
    {
        if (error is InsuranceException insurance)
        {
            insurance.Lines = lines;
            insurance.AcceptedPart = accepted;
        }
        else if (error is CallCanceledException canceled)
        {
            canceled.Lines = lines;
            canceled.AcceptedPart = accepted;
            canceled.MayBeBooked |= accepted is not null;
        }
    }
}
