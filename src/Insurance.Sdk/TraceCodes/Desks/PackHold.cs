using System;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Takes packs out of the ledger for a session, and puts them back. Of two counters one wins.</summary>
internal static class PackHold
{
    /// <summary>Takes a whole pack: no other session can, until it is confirmed or put back.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="before">The ledger's row; null where it has none.</param>
    /// <param name="known">What is known about the pack, for a new row.</param>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where another counter was faster: read the row again.</returns>
    internal static async Task<bool> WholeAsync(IDeskWork work, CodeRecord? before, CodeRecord known, string session, CancellationToken cancellationToken)
    {
        if (before is null)
        {
            var there = await work.AddCodesAsync(new[] { known with { State = TraceCodeState.Unknown, HeldBy = session, ChangedAt = work.Now } }, cancellationToken).ConfigureAwait(false);
            return there.Count == 0;
        }

        return await work.ChangeCodeAsync(before, before with { HeldBy = session, Item = before.Item.Length > 0 ? before.Item : known.Item }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes units out of a pack, opening it where it is whole.</summary>
    /// <returns>Units taken, at most those wanted; 0 where another counter was faster.</returns>
    internal static async Task<decimal> UnitsAsync(IDeskWork work, CodeRecord? before, OpenedPack? pack, CodeRecord known, decimal wanted, decimal packSize, CancellationToken cancellationToken)
    {
        if (pack is not null)
        {
            var units = Math.Min(wanted, pack.Left);
            return await work.ChangeOpenedPackAsync(pack, pack.Left - units, cancellationToken).ConfigureAwait(false) ? units : 0;
        }

        var state = before?.State ?? TraceCodeState.Unknown;
        var opened = before is null
            ? (await work.AddCodesAsync(new[] { known with { State = TraceCodeState.Opened, ChangedAt = work.Now } }, cancellationToken).ConfigureAwait(false)).Count == 0
            : await work.ChangeCodeAsync(before, before with { State = TraceCodeState.Opened, Item = before.Item.Length > 0 ? before.Item : known.Item }, cancellationToken).ConfigureAwait(false);
        var taken = Math.Min(wanted, packSize);
        return opened && await work.AddOpenedPackAsync(new OpenedPack(known.Code, known.Item, packSize, packSize - taken, state), cancellationToken).ConfigureAwait(false) ? taken : 0;
    }

    /// <summary>The answer for a pack that another open session has in hand: a person must know which one to end.</summary>
    internal static async Task<ScanAnswer> ElsewhereAsync(IDeskWork work, string code, string heldBy, CancellationToken cancellationToken)
        => await work.SessionAsync(heldBy, cancellationToken).ConfigureAwait(false) is { } session
            ? ScanAnswer.Refuse(ScanRefusal.HeldElsewhere, code, "bill " + session.Number, "单据" + session.Number)
            : ScanAnswer.Refuse(ScanRefusal.HeldElsewhere, code);

    /// <summary>Puts back what a scan had taken; the scan is marked.</summary>
    internal static async Task ReleaseAsync(IDeskWork work, ScanRecord scan, CancellationToken cancellationToken)
    {
        await work.TakeBackScanAsync(scan, cancellationToken).ConfigureAwait(false);
        if (scan.Origin == ScanOrigin.Virtual)
        {
            return;
        }

        var record = await work.CodeAsync(scan.Code, cancellationToken).ConfigureAwait(false);
        if (record is null)
        {
            return;
        }

        if (scan.IsSplit)
        {
            await ReturnUnitsAsync(work, record, scan.Units, cancellationToken).ConfigureAwait(false);
        }
        else if (record.HeldBy == scan.Session)
        {
            await ReleaseWholeAsync(work, record, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives a pack free that a bill has in hand, whole or opened; its units were not touched.</summary>
    internal static async Task ReleaseHoldAsync(IDeskWork work, ScanRecord scan, CancellationToken cancellationToken)
    {
        await work.TakeBackScanAsync(scan, cancellationToken).ConfigureAwait(false);
        if (await work.CodeAsync(scan.Code, cancellationToken).ConfigureAwait(false) is { } record && record.HeldBy == scan.Session)
        {
            await ReleaseWholeAsync(work, record, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Units go back into their opened pack; a pack that is full again and was never sold from counts as whole.</summary>
    internal static async Task ReturnUnitsAsync(IDeskWork work, CodeRecord record, decimal units, CancellationToken cancellationToken)
    {
        var pack = await work.OpenedPackAsync(record.Code, cancellationToken).ConfigureAwait(false);
        // Another counter may take units at the same moment: read again and add to what is there then.
        while (pack is not null && !await work.ChangeOpenedPackAsync(pack, pack.Left + units, cancellationToken).ConfigureAwait(false))
        {
            pack = await work.OpenedPackAsync(record.Code, cancellationToken).ConfigureAwait(false);
        }

        if (pack is null)
        {
            return;
        }

        if (pack.Left + units == pack.Size && !await WasSoldFromAsync(work, record.Code, cancellationToken).ConfigureAwait(false))
        {
            await work.RemoveOpenedPackAsync(record.Code, cancellationToken).ConfigureAwait(false);
            var whole = record with { State = pack.Before };
            if (await work.ChangeCodeAsync(record, whole, cancellationToken).ConfigureAwait(false))
            {
                await ForgetAsync(work, whole, cancellationToken).ConfigureAwait(false);
            }
        }
        else if (record.State == TraceCodeState.UsedUp)
        {
            await work.ChangeCodeAsync(record, record with { State = TraceCodeState.Opened }, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> WasSoldFromAsync(IDeskWork work, string code, CancellationToken cancellationToken)
    {
        var moves = await work.MovesAsync(code, cancellationToken).ConfigureAwait(false);
        return moves.Count > 0 && moves[moves.Count - 1].To is TraceCodeState.Opened or TraceCodeState.UsedUp;
    }

    private static async Task ReleaseWholeAsync(IDeskWork work, CodeRecord record, CancellationToken cancellationToken)
    {
        var free = record with { HeldBy = "" };
        if (await work.ChangeCodeAsync(record, free, cancellationToken).ConfigureAwait(false))
        {
            await ForgetAsync(work, free, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A code that nothing but the scan had brought leaves no trace in the ledger; the scan itself is kept.</summary>
    private static Task ForgetAsync(IDeskWork work, CodeRecord record, CancellationToken cancellationToken)
        => record is { State: TraceCodeState.Unknown, Serial.Length: 0, Invoice.Length: 0 } ? work.RemoveCodeAsync(record, cancellationToken) : Task.CompletedTask;
}
