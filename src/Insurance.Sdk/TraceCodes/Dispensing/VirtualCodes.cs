using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Virtual codes of a line (3592B). The request is stored before it leaves; one whose answer was lost is never sent again by itself.</summary>
internal sealed class VirtualCodes
{
    private readonly DispensingDesk _desk;
    private readonly PrescriptionDocument _document;
    private readonly string _session;

    internal VirtualCodes(DispensingDesk desk, PrescriptionDocument document, string session)
    {
        _desk = desk;
        _document = document;
        _session = session;
    }

    internal async Task<ScanAnswer> RunAsync(string lineId, bool askAgain, CancellationToken cancellationToken)
    {
        if (_document.Line(lineId) is not { } line)
        {
            return ScanAnswer.Refuse(ScanRefusal.NoSuchLine);
        }

        if (_desk.Client is not { } client)
        {
            throw new ConfigurationException("dispensing.client", "is needed for virtual codes: the center gives them out (3592B)");
        }

        var answer = ScanAnswer.Refuse(ScanRefusal.NoCodeNeeded);
        foreach (var isSplit in new[] { false, true })
        {
            if (line.IsVirtual(isSplit) && (isSplit ? line.UnitsToScan : line.PacksToScan) > 0)
            {
                answer = await PartAsync(client, line, isSplit, askAgain, cancellationToken).ConfigureAwait(false);
                if (!answer.IsTaken)
                {
                    return answer;
                }
            }
        }

        return answer;
    }

    private async Task<ScanAnswer> PartAsync(InsuranceClient client, DispensingLine line, bool isSplit, bool askAgain, CancellationToken cancellationToken)
    {
        // V: these serials are asked with before the parts of the line are known.
        var record = new VirtualRecord(_session, line.Id, isSplit, DeskIdentity.Serial(_session, line.Place, 'V', isSplit ? 2 : 1)) { State = VirtualState.Asked };
        var (ended, given) = await _desk.Store.WriteAsync((work, c) => BeginAsync(work, record, askAgain, c), cancellationToken).ConfigureAwait(false);
        if (ended is not null)
        {
            return ended;
        }

        if (given is null)
        {
            var request = new CreateVirtualTraceCodeRequest
            {
                Data = { MedListCodg = line.NationalItem, FixmedinsHilistId = line.Item, FixmedinsHilistName = line.Name, FixmedinsBchno = record.Serial },
            };
            try
            {
                var answer = await client.Inventory.CreateVirtualTraceCodeAsync(request, Options(), cancellationToken).ConfigureAwait(false);
                given = answer.Result.DrugTracCodg ?? "";
            }
            catch (OutcomeUnknownException e)
            {
                await NoteAsync(record with { MessageId = e.MessageId }).ConfigureAwait(false);
                return ScanAnswer.Refuse(ScanRefusal.VirtualCodeUnknown, "", "message " + e.MessageId, "报文" + e.MessageId);
            }
            catch (InsuranceException e)
            {
                // Nothing was handed out: the way is free for another attempt.
                await _desk.Store.WriteAsync(async (work, c) => { await work.RemoveVirtualAsync(record, c).ConfigureAwait(false); return true; }, CancellationToken.None).ConfigureAwait(false);
                return ScanAnswer.Refuse(ScanRefusal.VirtualCodeRefused, "", e is RefusedException refused ? refused.CenterText : e.Message);
            }

            if (given.Length is 0 or > 100)
            {
                await NoteAsync(record).ConfigureAwait(false);
                return ScanAnswer.Refuse(ScanRefusal.VirtualCodeUnknown, "", given.Length == 0 ? "the center answered without a code" : "the code is longer than the 100 characters of drug_trac_codg");
            }
        }

        // The code was handed out: it is kept, whatever becomes of the caller.
        return await _desk.Store.WriteAsync((work, c) => TakeAsync(work, line, record with { State = VirtualState.Given, Code = given }, c), CancellationToken.None).ConfigureAwait(false);
    }

    private CallOptions? Options() => _document.Operator is null && _document.InsuredArea is null ? null : new CallOptions { Operator = _document.Operator, InsuredArea = _document.InsuredArea };

    private Task NoteAsync(VirtualRecord record) => _desk.Store.WriteAsync(
        async (work, c) =>
        {
            await work.SetVirtualAsync(record, c).ConfigureAwait(false);
            return true;
        },
        CancellationToken.None);

    /// <summary>An answer where nothing is to be asked; a code where one was given earlier; otherwise the request is stored.</summary>
    private async Task<(ScanAnswer? Answer, string? Given)> BeginAsync(IDeskWork work, VirtualRecord record, bool askAgain, CancellationToken cancellationToken)
    {
        if (await work.LockSessionAsync(_session, cancellationToken).ConfigureAwait(false) is not { State: DeskState.Open })
        {
            return (ScanAnswer.Refuse(ScanRefusal.SessionClosed), null);
        }

        var before = await work.VirtualAsync(record.Session, record.Line, record.IsSplit, cancellationToken).ConfigureAwait(false);
        if (before is { State: VirtualState.Given })
        {
            return (null, before.Code);
        }

        if (before is { State: VirtualState.Asked } && !askAgain)
        {
            return (ScanAnswer.Refuse(ScanRefusal.VirtualCodeUnknown, "", before.MessageId.Length > 0 ? "message " + before.MessageId : "", before.MessageId.Length > 0 ? "报文" + before.MessageId : ""), null);
        }

        await work.SetVirtualAsync(record, cancellationToken).ConfigureAwait(false);
        return (null, null);
    }

    private async Task<ScanAnswer> TakeAsync(IDeskWork work, DispensingLine line, VirtualRecord record, CancellationToken cancellationToken)
    {
        var session = await work.LockSessionAsync(_session, cancellationToken).ConfigureAwait(false);
        await work.SetVirtualAsync(record, cancellationToken).ConfigureAwait(false);
        if (session is not { State: DeskState.Open })
        {
            return ScanAnswer.Refuse(ScanRefusal.SessionClosed, record.Code);
        }

        var scans = (await work.ScansAsync(_session, cancellationToken).ConfigureAwait(false)).ToList();
        var units = record.IsSplit ? line.Units : line.Packs * line.PackSize;
        if (!scans.Any(s => s.Line == line.Id && s.IsSplit == record.IsSplit && s.Origin == ScanOrigin.Virtual))
        {
            var scan = new ScanRecord(_session, session.Version, record.Code, line.Id, record.IsSplit, units) { Origin = ScanOrigin.Virtual, At = work.Now };
            await work.AddScanAsync(scan, cancellationToken).ConfigureAwait(false);
            scans.Add(scan);
        }

        var progress = DispensingScan.Progress(_document, scans);
        return ScanAnswer.Taken(record.Code, progress[line.Id], record.IsSplit, units, progress.Values.All(p => p.IsComplete), collected: false);
    }
}
