using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>The hospital's ledger of codes: what became of a pack, which lots are recalled, what is in stock.</summary>
public sealed partial class TraceCodeLedger
{
    private readonly TraceDeskStore _store;

    /// <summary>Creates the ledger.</summary>
    /// <param name="store">The store of the desks.</param>
    public TraceCodeLedger(TraceDeskStore store) => _store = store ?? throw new ArgumentNullException(nameof(store));

    /// <summary>The life of a code.</summary>
    /// <param name="code">The code as it goes over the wire.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What is known; null where the code was never met.</returns>
    public Task<TraceCodeLife?> FindAsync(string code, CancellationToken cancellationToken = default) => _store.ReadAsync(
        async (work, c) =>
        {
            if (await work.CodeAsync(code ?? throw new ArgumentNullException(nameof(code)), c).ConfigureAwait(false) is not { } record)
            {
                return null;
            }

            var moves = await work.MovesAsync(code, c).ConfigureAwait(false);
            return new TraceCodeLife
            {
                Code = record.Code,
                Item = record.Item,
                State = record.State,
                CameBack = record.CameBack,
                Channel = moves.Any(m => m.To is TraceCodeState.Sold or TraceCodeState.Opened or TraceCodeState.UsedUp) ? record.Channel : null,
                Serial = record.Serial,
                Lot = record.Lot,
                Expires = DeskIdentity.Day(record.Expires),
                Invoice = record.Invoice,
                UnitsLeft = (await work.OpenedPackAsync(code, c).ConfigureAwait(false))?.Left,
                IsHeld = record.HeldBy.Length > 0,
                ChangedAt = DeskIdentity.Time(record.ChangedAt),
                Moves = moves.Select(m => new TraceCodeMove { From = m.From, To = m.To, Serial = m.Serial, Units = m.Units, Who = m.Who, At = DeskIdentity.Time(m.At) }).ToList(),
            };
        },
        cancellationToken);

    /// <summary>Puts packs into the ledger that are in stock already, such as those of the system before. Nothing is sent to the center.</summary>
    /// <param name="packs">The packs, any number; each call is one transaction.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Codes that were in the ledger already; they are left as they are.</returns>
    public Task<IReadOnlyList<string>> AddStockAsync(IEnumerable<StockedPack> packs, CancellationToken cancellationToken = default)
    {
        var list = (packs ?? throw new ArgumentNullException(nameof(packs))).ToList();
        if (list.Any(p => p.Code.Text.Length == 0 || p.Item.Length is 0 or > 150 || p.Lot.Length > 30 || p.Invoice.Length > 50))
        {
            throw new ArgumentException("A pack needs a code and an item (up to 150 characters); a lot has up to 30 characters, an invoice up to 50.", nameof(packs));
        }

        return _store.WriteAsync<IReadOnlyList<string>>(
            async (work, c) =>
            {
                var now = work.Now;
                var known = await work.AddCodesAsync(
                    list.Select(p => new CodeRecord(p.Code.Text)
                    {
                        Item = p.Item, State = TraceCodeState.InStock, Lot = p.Lot, Made = DeskIdentity.Day(p.Made), Expires = DeskIdentity.Day(p.Expires), Invoice = p.Invoice, ChangedAt = now,
                    }).ToList(),
                    c).ConfigureAwait(false);
                return known.Select(at => list[at].Code.Text).ToList();
            },
            cancellationToken);
    }

    /// <summary>Recalls a lot: its packs are refused at every counter from now on.</summary>
    /// <param name="item">The hospital's own item code.</param>
    /// <param name="lot">The lot; empty recalls all lots of the item.</param>
    /// <param name="reason">Why, for the counter; up to 200 characters.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task RecallLotAsync(string item, string lot, string reason, CancellationToken cancellationToken = default)
    {
        _ = item ?? throw new ArgumentNullException(nameof(item));
        _ = lot ?? throw new ArgumentNullException(nameof(lot));
        return SetRecallAsync(item, lot, DeskText.Short(reason, 200), cancellationToken);
    }

    /// <summary>Lifts the recall of a lot.</summary>
    /// <param name="item">The hospital's own item code.</param>
    /// <param name="lot">The lot, as it was recalled.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task LiftRecallAsync(string item, string lot, CancellationToken cancellationToken = default)
        => SetRecallAsync(item ?? throw new ArgumentNullException(nameof(item)), lot ?? throw new ArgumentNullException(nameof(lot)), null, cancellationToken);

    /// <summary>Recalls one pack that is in stock. A session that has it in hand is told at its confirmation.</summary>
    /// <param name="code">The code.</param>
    /// <param name="who">Who recalls it; up to 50 characters.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False where the ledger does not have the pack in stock.</returns>
    public Task<bool> RecallCodeAsync(string code, string who, CancellationToken cancellationToken = default) => _store.WriteAsync(
        async (work, c) =>
        {
            var record = await work.CodeAsync(code ?? throw new ArgumentNullException(nameof(code)), c).ConfigureAwait(false);
            if (record is not { State: TraceCodeState.InStock or TraceCodeState.Unknown or TraceCodeState.Quarantined }
                || !await work.ChangeCodeAsync(record, record with { State = TraceCodeState.Recalled }, c).ConfigureAwait(false))
            {
                return false;
            }

            await work.AddMovesAsync(new[] { new MoveRecord(code, record.State, TraceCodeState.Recalled, "", 0, DeskText.Short(who, 50), work.Now) }, c).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private Task SetRecallAsync(string item, string lot, string? reason, CancellationToken cancellationToken) => _store.WriteAsync(
        async (work, c) =>
        {
            await work.SetRecallAsync(item, lot, reason, c).ConfigureAwait(false);
            return true;
        },
        cancellationToken);
}

/// <summary>A pack that is in stock.</summary>
public sealed class StockedPack
{
    /// <summary>The code.</summary>
    public TraceCode Code { get; set; }

    /// <summary>The hospital's own item code, up to 150 characters.</summary>
    public string Item { get; set; } = "";

    /// <summary>manu_lotnum 生产批号, up to 30 characters; "" where unknown.</summary>
    public string Lot { get; set; } = "";

    /// <summary>manu_date 生产日期; null where unknown.</summary>
    public ChinaTime? Made { get; set; }

    /// <summary>expy_end 有效期止; null where unknown.</summary>
    public ChinaTime? Expires { get; set; }

    /// <summary>Invoice with which it came, up to 50 characters; "" where unknown.</summary>
    public string Invoice { get; set; } = "";
}
