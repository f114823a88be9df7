using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.TraceCodes;
using LinqToDB;
using LinqToDB.Async;

namespace Insurance.Sdk.Storage.TraceCodes.Desks;

/// <summary>Codes, opened packs, moves, recalls.</summary>
internal sealed partial class DeskWork
{
    public async Task<CodeRecord?> CodeAsync(string code, CancellationToken cancellationToken)
        => (await _db.GetTable<CodeRow>().FirstOrDefaultAsync(c => c.Code == code, cancellationToken).ConfigureAwait(false))?.ToRecord();

    public Task<IReadOnlyList<int>> AddCodesAsync(IReadOnlyList<CodeRecord> codes, CancellationToken cancellationToken)
        => CodeInsert.RunAsync(_db, _database.Kind, codes, cancellationToken);

    public async Task<bool> ChangeCodeAsync(CodeRecord before, CodeRecord after, CancellationToken cancellationToken)
        => await _db.GetTable<CodeRow>().Where(c => c.Code == before.Code && c.State == before.State && c.HeldBy == before.HeldBy)
            .Set(c => c.Item, after.Item).Set(c => c.State, after.State).Set(c => c.CameBack, after.CameBack ? 1 : 0).Set(c => c.HeldBy, after.HeldBy)
            .Set(c => c.Serial, after.Serial).Set(c => c.Channel, after.Channel).Set(c => c.Lot, after.Lot).Set(c => c.Made, after.Made)
            .Set(c => c.Expires, after.Expires).Set(c => c.Invoice, after.Invoice).Set(c => c.ChangedAt, Now)
            .UpdateAsync(cancellationToken).ConfigureAwait(false) == 1;

    public Task RemoveCodeAsync(CodeRecord code, CancellationToken cancellationToken)
        => _db.GetTable<CodeRow>().Where(c => c.Code == code.Code && c.State == code.State && c.HeldBy == code.HeldBy).DeleteAsync(cancellationToken);

    public Task AddMovesAsync(IReadOnlyList<MoveRecord> moves, CancellationToken cancellationToken)
        => AddRowsAsync(
            moves.Select(m => new MoveRow { Code = m.Code, From = m.From, To = m.To, Serial = m.Serial, Units = StoredUnits.Of(m.Units), Who = m.Who, At = m.At }),
            moves.Count,
            cancellationToken);

    public async Task<IReadOnlyList<MoveRecord>> MovesAsync(string code, CancellationToken cancellationToken)
        => (await _db.GetTable<MoveRow>().Where(m => m.Code == code).OrderBy(m => m.Id).ToListAsync(cancellationToken).ConfigureAwait(false))
            .Select(m => new MoveRecord(m.Code, m.From, m.To, m.Serial, StoredUnits.Back(m.Units), m.Who, m.At)).ToList();

    public async Task<OpenedPack?> OpenedPackAsync(string code, CancellationToken cancellationToken)
        => (await _db.GetTable<OpenedPackRow>().FirstOrDefaultAsync(p => p.Code == code, cancellationToken).ConfigureAwait(false))?.ToRecord();

    public async Task<IReadOnlyList<OpenedPack>> OpenedPacksAsync(string item, CancellationToken cancellationToken)
        => (await _db.GetTable<OpenedPackRow>().Where(p => p.Item == item && p.Left > 0).OrderBy(p => p.Left).ThenBy(p => p.Code).ToListAsync(cancellationToken).ConfigureAwait(false))
            .Select(p => p.ToRecord()).ToList();

    public async Task<bool> AddOpenedPackAsync(OpenedPack pack, CancellationToken cancellationToken)
    {
        // The caller changed the code's state before, with its expected old value: nobody else opens the pack meanwhile.
        if (await _db.GetTable<OpenedPackRow>().AnyAsync(p => p.Code == pack.Code, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await _db.InsertAsync(
            new OpenedPackRow { Code = pack.Code, Item = pack.Item, Size = StoredUnits.Of(pack.Size), Left = StoredUnits.Of(pack.Left), Before = pack.Before },
            token: cancellationToken).ConfigureAwait(false);
        return true;
    }

    public async Task<bool> ChangeOpenedPackAsync(OpenedPack before, decimal left, CancellationToken cancellationToken)
    {
        var was = StoredUnits.Of(before.Left);
        return await _db.GetTable<OpenedPackRow>().Where(p => p.Code == before.Code && p.Left == was).Set(p => p.Left, StoredUnits.Of(left)).UpdateAsync(cancellationToken).ConfigureAwait(false) == 1;
    }

    public Task RemoveOpenedPackAsync(string code, CancellationToken cancellationToken)
        => _db.GetTable<OpenedPackRow>().Where(p => p.Code == code).DeleteAsync(cancellationToken);

    public async Task<string?> RecallAsync(string item, string lot, CancellationToken cancellationToken)
        => (await _db.GetTable<RecallRow>().Where(r => r.Item == item && (r.Lot == lot || r.Lot == "")).OrderByDescending(r => r.Lot).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false))?.Reason;

    public async Task SetRecallAsync(string item, string lot, string? reason, CancellationToken cancellationToken)
    {
        await _db.GetTable<RecallRow>().Where(r => r.Item == item && r.Lot == lot).DeleteAsync(cancellationToken).ConfigureAwait(false);
        if (reason is not null)
        {
            await _db.InsertAsync(new RecallRow { Item = item, Lot = lot, Reason = reason, At = Now }, token: cancellationToken).ConfigureAwait(false);
        }
    }
}
