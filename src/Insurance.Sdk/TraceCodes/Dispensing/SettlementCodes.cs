using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Codes that go to the center with the settlement: booked, failed, released to the upload.</summary>
internal sealed class SettlementCodes
{
    private readonly PrescriptionDocument _document;
    private readonly string _session;
    private readonly IDeskWork _work;

    internal SettlementCodes(PrescriptionDocument document, string session, IDeskWork work)
    {
        _document = document;
        _session = session;
        _work = work;
    }

    internal async Task<bool> BookedAsync(string settlementId, CancellationToken cancellationToken)
    {
        var (session, sales) = await OpenAsync(cancellationToken).ConfigureAwait(false);
        if (session is null || settlementId.Length == 0 || sales.Count == 0)
        {
            return false;
        }

        if (session.Settlement == SettlementState.Booked)
        {
            return sales.All(s => s.Settlement == settlementId);
        }

        foreach (var sale in sales)
        {
            await _work.ChangeChannelAsync(sale.Serial, TraceChannel.Settlement, settlementId, WithSettlement(sale.Row, settlementId), cancellationToken).ConfigureAwait(false);
        }

        await _work.CloseSessionAsync(session with { Settlement = SettlementState.Booked }, cancellationToken).ConfigureAwait(false);
        return true;
    }

    internal async Task<bool> FailedAsync(CancellationToken cancellationToken)
    {
        var (session, sales) = await OpenAsync(cancellationToken).ConfigureAwait(false);
        if (session is null || sales.Count == 0 || session.Settlement == SettlementState.Booked)
        {
            return false;
        }

        await _work.CloseSessionAsync(session with { Settlement = SettlementState.Failed }, cancellationToken).ConfigureAwait(false);
        return true;
    }

    internal async Task<IReadOnlyList<string>> ReleaseAsync(string who, string settlementId, CancellationToken cancellationToken)
    {
        var (session, sales) = await OpenAsync(cancellationToken).ConfigureAwait(false);
        if (session is null || (session.Settlement != SettlementState.Failed && who.Length == 0))
        {
            return Array.Empty<string>();
        }

        var uploads = new List<TraceUpload>();
        var moves = new List<MoveRecord>();
        foreach (var sale in sales)
        {
            var row = (UploadSalesBatchSelinfoDetail)TraceUploadRow.Read(TraceUploadKind.Sale, sale.Row);
            var line = _document.Line(sale.Line)!;
            SaleRows.SetSettlement(row, _document, line with { IsSelfPaid = line.IsSelfPaid || settlementId.Length == 0 }, settlementId);
            uploads.Add(DispensingConfirm.Upload(row, _document));
            await _work.ChangeChannelAsync(sale.Serial, TraceChannel.Upload, settlementId, TraceUploadRow.Write(row), cancellationToken).ConfigureAwait(false);
            foreach (var (code, units) in await _work.CodesOfSaleAsync(sale.Serial, cancellationToken).ConfigureAwait(false))
            {
                if (await _work.CodeAsync(code, cancellationToken).ConfigureAwait(false) is { } record && record.Serial == sale.Serial)
                {
                    await _work.ChangeCodeAsync(record, record with { Channel = TraceChannel.Upload }, cancellationToken).ConfigureAwait(false);
                    moves.Add(new MoveRecord(code, record.State, record.State, sale.Serial, sale.IsSplit ? units : 0, who, _work.Now));
                }
            }
        }

        await _work.AddMovesAsync(moves, cancellationToken).ConfigureAwait(false);
        await _work.EnqueueAsync(uploads, cancellationToken).ConfigureAwait(false);
        return uploads.Select(u => u.Serial).ToList();
    }

    private static string WithSettlement(string text, string settlementId)
    {
        var row = (UploadSalesBatchSelinfoDetail)TraceUploadRow.Read(TraceUploadKind.Sale, text);
        row.SetlId = settlementId;
        return TraceUploadRow.Write(row);
    }

    private async Task<(SessionRecord? Session, IReadOnlyList<SaleRecord> Sales)> OpenAsync(CancellationToken cancellationToken)
    {
        var session = await _work.LockSessionAsync(_session, cancellationToken).ConfigureAwait(false);
        var sales = await _work.SalesOfSessionAsync(_session, cancellationToken).ConfigureAwait(false);
        return (session is { State: DeskState.Confirmed } ? session : null, sales.Where(s => s.Channel == TraceChannel.Settlement).ToList());
    }
}
