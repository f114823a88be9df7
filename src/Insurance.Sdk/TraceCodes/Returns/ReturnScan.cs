using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Takes packs and units of dispensed rows back, within one transaction. What comes back is booked on the dispensed row at once, so that two counters cannot take it twice.</summary>
internal sealed class ReturnScan
{
    private const int Rounds = 5;

    private readonly ReturnDocument _document;
    private readonly string _session;
    private readonly IDeskWork _work;

    internal ReturnScan(ReturnDocument document, string session, IDeskWork work)
    {
        _document = document;
        _session = session;
        _work = work;
    }

    /// <summary>A code on a dispensed row, and the units of it that the patient still has.</summary>
    private readonly record struct Held(SaleRecord Sale, string Code, decimal Left);

    internal async Task<ScanAnswer> ScanAsync(string code, decimal? units, string? saleSerial, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds; round++)
        {
            if (await _work.LockSessionAsync(_session, cancellationToken).ConfigureAwait(false) is not { State: DeskState.Open } session)
            {
                return ScanAnswer.Refuse(ScanRefusal.SessionClosed, code);
            }

            var all = await _work.SalesOfCodeAsync(code, cancellationToken).ConfigureAwait(false);
            var mine = all.Where(s => IsMeant(s.Sale, saleSerial)).ToList();
            if (mine.Count == 0)
            {
                return ScanAnswer.Refuse(all.Count == 0 ? ScanRefusal.NeverDispensed : ScanRefusal.OtherBill, code);
            }

            var held = new List<Held>();
            foreach (var (sale, sold) in mine)
            {
                held.Add(new Held(sale, code, await LeftAsync(sale, code, sold, cancellationToken).ConfigureAwait(false)));
            }

            var open = held.Where(h => h.Left > 0).ToList();
            if (open.Count != 1)
            {
                return open.Count == 0 ? ScanAnswer.Refuse(ScanRefusal.AlreadyBack, code) : ScanAnswer.Ask(code, open.Select(h => Progress(h.Sale)).ToList());
            }

            if (Wrong(open[0], units) is { } refused)
            {
                return refused;
            }

            if (await BookAsync(session.Version, open[0], units ?? open[0].Left, cancellationToken).ConfigureAwait(false) is { } answer)
            {
                return answer;
            }
        }

        return ScanAnswer.Refuse(ScanRefusal.HeldElsewhere, code);
    }

    internal async Task<ScanAnswer> QuantityAsync(string saleSerial, decimal? units, CancellationToken cancellationToken)
    {
        var sale = await _work.SaleAsync(saleSerial, cancellationToken).ConfigureAwait(false);
        if (sale is null || !IsMeant(sale, saleSerial))
        {
            return ScanAnswer.Refuse(sale is null ? ScanRefusal.NeverDispensed : ScanRefusal.OtherBill);
        }

        var left = sale.Units - sale.Returned;
        var wanted = units ?? left;
        if (left <= 0)
        {
            return ScanAnswer.Refuse(ScanRefusal.AlreadyBack);
        }

        if (!IsCountable(wanted) || wanted > left)
        {
            return ScanAnswer.Refuse(ScanRefusal.MoreThanDispensed, "", "left: " + DeskText.Number(left), "还可退" + DeskText.Number(left));
        }

        var codes = await _work.CodesOfSaleAsync(saleSerial, cancellationToken).ConfigureAwait(false);
        return !sale.IsSplit && codes.Count > 1 && wanted < left
            ? ScanAnswer.Refuse(ScanRefusal.ScanNeeded)
            : await TakeAsync(sale, codes, wanted, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All that the patient still has of the bill or visit.</summary>
    internal async Task<IReadOnlyList<ScanAnswer>> AllAsync(CancellationToken cancellationToken)
    {
        var answers = new List<ScanAnswer>();
        foreach (var sale in await _work.SalesOfNumberAsync(_document.DispensedOn, cancellationToken).ConfigureAwait(false))
        {
            if (sale.Units > sale.Returned)
            {
                answers.Add(await QuantityAsync(sale.Serial, null, cancellationToken).ConfigureAwait(false));
            }
        }

        return answers;
    }

    internal async Task<ScanAnswer> UndoAsync(string code, string? saleSerial, CancellationToken cancellationToken)
    {
        if (await _work.LockSessionAsync(_session, cancellationToken).ConfigureAwait(false) is not { State: DeskState.Open })
        {
            return ScanAnswer.Refuse(ScanRefusal.SessionClosed, code);
        }

        var scans = await _work.ScansAsync(_session, cancellationToken).ConfigureAwait(false);
        if (scans.LastOrDefault(s => s.Code == code && (saleSerial is null || s.Line == saleSerial)) is not { } scan)
        {
            return ScanAnswer.Refuse(ScanRefusal.NotInSession, code);
        }

        await ReleaseAsync(_work, scan, cancellationToken).ConfigureAwait(false);
        var sale = await _work.SaleAsync(scan.Line, cancellationToken).ConfigureAwait(false);
        return ScanAnswer.Back(code, sale is null ? null : Progress(sale), scan.IsSplit, scan.Units);
    }

    internal static async Task ReleaseAsync(IDeskWork work, ScanRecord scan, CancellationToken cancellationToken)
    {
        await work.TakeBackScanAsync(scan, cancellationToken).ConfigureAwait(false);
        var sale = await work.SaleAsync(scan.Line, cancellationToken).ConfigureAwait(false);
        while (sale is not null && !await work.ChangeReturnedAsync(sale, sale.Returned - scan.Units, cancellationToken).ConfigureAwait(false))
        {
            sale = await work.SaleAsync(scan.Line, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What of a dispensed row is back, for the screen.</summary>
    internal static LineProgress Progress(SaleRecord sale)
    {
        var needed = sale.IsSplit ? 0 : sale.Units / sale.PackSize;
        return new LineProgress
        {
            LineId = sale.Serial,
            Item = sale.Item,
            Name = ((UploadSalesBatchSelinfoDetail)TraceUploadRow.Read(TraceUploadKind.Sale, sale.Row)).FixmedinsHilistName ?? "",
            PacksNeeded = needed,
            PacksTaken = sale.IsSplit ? 0 : sale.Returned / sale.PackSize,
            UnitsNeeded = sale.IsSplit ? sale.Units : 0,
            UnitsTaken = sale.IsSplit ? sale.Returned : 0,
        };
    }

    private bool IsMeant(SaleRecord sale, string? saleSerial)
        => (saleSerial is null || sale.Serial == saleSerial)
            && (_document.DispensedOn.Length == 0 || sale.Number == _document.DispensedOn || sale.Visit == _document.DispensedOn);

    /// <summary>The wire has four decimals; what a person types has any number.</summary>
    private static bool IsCountable(decimal units) => units > 0 && decimal.Round(units, 4) == units;

    private static ScanAnswer? Wrong(Held held, decimal? units)
    {
        if (units is not { } wanted)
        {
            return null;
        }

        if (!IsCountable(wanted) || wanted > held.Left)
        {
            return ScanAnswer.Refuse(ScanRefusal.MoreThanDispensed, held.Code, "left: " + DeskText.Number(held.Left), "还可退" + DeskText.Number(held.Left));
        }

        // A pack that was given out whole comes back whole: what is left of an opened one cannot be sold again.
        return !held.Sale.IsSplit && wanted != held.Left ? ScanAnswer.Refuse(ScanRefusal.PackOpened, held.Code) : null;
    }

    private async Task<decimal> LeftAsync(SaleRecord sale, string code, decimal sold, CancellationToken cancellationToken)
        => sold - (await _work.ScansOfLineAsync(DeskKind.Return, sale.Serial, cancellationToken).ConfigureAwait(false)).Where(s => s.Code == code).Sum(s => s.Units);

    /// <summary>Spreads a quantity over the codes of a row, in their order; a row without codes gives it without one.</summary>
    private async Task<ScanAnswer> TakeAsync(SaleRecord sale, IReadOnlyList<(string Code, decimal Units)> codes, decimal wanted, CancellationToken cancellationToken)
    {
        ScanAnswer? last = null;
        foreach (var (code, sold) in codes.Count > 0 ? codes : new[] { ("", sale.Units) })
        {
            var left = await LeftAsync(sale, code, sold, cancellationToken).ConfigureAwait(false);
            var units = Math.Min(left, wanted);
            if (units <= 0)
            {
                continue;
            }

            if (await _work.LockSessionAsync(_session, cancellationToken).ConfigureAwait(false) is not { State: DeskState.Open } session)
            {
                return ScanAnswer.Refuse(ScanRefusal.SessionClosed);
            }

            last = await BookAsync(session.Version, new Held(sale, code, left), units, cancellationToken).ConfigureAwait(false);
            if (last is null)
            {
                throw new DeskConflictException(new[] { code });
            }

            wanted -= units;
            sale = sale with { Returned = sale.Returned + units };
        }

        return last ?? ScanAnswer.Refuse(ScanRefusal.AlreadyBack);
    }

    /// <summary>Null where another counter was faster.</summary>
    private async Task<ScanAnswer?> BookAsync(long number, Held held, decimal units, CancellationToken cancellationToken)
    {
        if (held.Sale.Returned + units > held.Sale.Units)
        {
            return ScanAnswer.Refuse(ScanRefusal.MoreThanDispensed, held.Code);
        }

        if (!await _work.ChangeReturnedAsync(held.Sale, held.Sale.Returned + units, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        await _work.AddScanAsync(new ScanRecord(_session, number, held.Code, held.Sale.Serial, held.Sale.IsSplit, units) { At = _work.Now }, cancellationToken).ConfigureAwait(false);
        return ScanAnswer.Taken(held.Code, Progress(held.Sale with { Returned = held.Sale.Returned + units }), held.Sale.IsSplit, units, all: false, collected: false);
    }
}
