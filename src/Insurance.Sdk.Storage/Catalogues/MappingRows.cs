using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>Reads and writes the rows of the mapping's tables within one transaction.</summary>
internal static class MappingRows
{
    private const string Columns = "id, item, list_type, code, first_day, last_day, state, name, source";

    internal static async Task<List<(long Id, ItemMapping Pair)>> PairsAsync(DataConnection db, string item, string listType, CancellationToken cancellationToken)
    {
        using var select = new Statement(db, "SELECT " + Columns + " FROM ins_mapping WHERE item = @item AND list_type = @type ORDER BY first_day", "item", "type");
        return await ReadAsync(select.With(item, listType), cancellationToken).ConfigureAwait(false);
    }

    internal static async Task<List<(long Id, ItemMapping Pair)>> AllAsync(DataConnection db, CancellationToken cancellationToken)
    {
        using var select = new Statement(db, "SELECT " + Columns + " FROM ins_mapping ORDER BY item, list_type, first_day");
        return await ReadAsync(select, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Every pair with what resolving needs and no more, in the table's own order: by item, each row would be looked up at another place of the file.</summary>
    internal static async Task<MappingPile> ForIndexAsync(DataConnection db, CancellationToken cancellationToken)
    {
        using var select = new Statement(db, "SELECT item, list_type, code, first_day, last_day, state FROM ins_mapping");
        using var row = await select.ReadAsync(cancellationToken).ConfigureAwait(false);
        var pairs = new MappingPile();
        while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            pairs.Add(row.GetString(0), row.GetString(1), row.GetString(2), Interval(row.GetString(3), row.TextOrNull(4))!.Value, (MappingState)row.GetInt32(5));
        }

        return pairs;
    }

    /// <summary>Whoever writes pairs of an item begins with this: others wait until the end of the transaction.</summary>
    internal static async Task TouchAsync(DataConnection db, string item, string listType, CancellationToken cancellationToken)
    {
        using var update = new Statement(db, "UPDATE ins_mapping_item SET revision = revision + 1 WHERE item = @item AND list_type = @type", "item", "type");
        if (await update.With(item, listType).ExecuteAsync(cancellationToken).ConfigureAwait(false) == 0)
        {
            using var insert = new Statement(db, "INSERT INTO ins_mapping_item (item, list_type, revision) VALUES (@item, @type, 1)", "item", "type");
            await insert.With(item, listType).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal static async Task InsertAsync(DataConnection db, ItemMapping pair, CancellationToken cancellationToken)
    {
        using var insert = new Statement(
            db,
            "INSERT INTO ins_mapping (item, list_type, code, first_day, last_day, state, name, source) VALUES (@item, @type, @code, @first, @last, @state, @name, @source)",
            "item", "type", "code", "first", "last", "state", "name", "source");
        await insert.With(
            pair.HospitalItem, pair.ListType, pair.NationalCode, Days.Text(pair.Interval.From), Days.Text(pair.Interval.LastDay), (int)pair.State, pair.HospitalItemName, pair.Source)
            .ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }

    internal static async Task UpdateAsync(DataConnection db, long id, ItemMapping pair, CancellationToken cancellationToken)
    {
        using var update = new Statement(
            db,
            "UPDATE ins_mapping SET code = @code, first_day = @first, last_day = @last, state = @state, name = @name, source = @source WHERE id = @id",
            "code", "first", "last", "state", "name", "source", "id");
        await update.With(
            pair.NationalCode, Days.Text(pair.Interval.From), Days.Text(pair.Interval.LastDay), (int)pair.State, pair.HospitalItemName, pair.Source, id)
            .ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }

    internal static async Task NoteAsync(
        DataConnection db, MappingAction action, ItemMapping? before, ItemMapping? after, MappingState? state, string who, string why, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var any = after ?? before!;
        using var insert = new Statement(
            db,
            "INSERT INTO ins_mapping_event (item, list_type, action, old_code, old_first, old_last, new_code, new_first, new_last, state, who, why, at) "
                + "VALUES (@item, @type, @action, @oldcode, @oldfirst, @oldlast, @newcode, @newfirst, @newlast, @state, @who, @why, @at)",
            "item", "type", "action", "oldcode", "oldfirst", "oldlast", "newcode", "newfirst", "newlast", "state", "who", "why", "at");
        await insert.With(
            any.HospitalItem, any.ListType, Name(action), before?.NationalCode, Days.Text(before?.Interval.From), Days.Text(before?.Interval.LastDay),
            after?.NationalCode, Days.Text(after?.Interval.From), Days.Text(after?.Interval.LastDay), state is { } known ? (int)known : null, who, why, at.ToUnixTimeMilliseconds())
            .ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }

    internal static async Task<List<MappingEvent>> EventsAsync(DataConnection db, string item, string listType, CancellationToken cancellationToken)
    {
        using var select = new Statement(
            db,
            "SELECT action, old_code, old_first, old_last, new_code, new_first, new_last, state, who, why, at FROM ins_mapping_event WHERE item = @item AND list_type = @type ORDER BY id",
            "item", "type");
        using var row = await select.With(item, listType).ReadAsync(cancellationToken).ConfigureAwait(false);
        var events = new List<MappingEvent>();
        while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            events.Add(new MappingEvent
            {
                Action = row.GetString(0) switch { "set" => MappingAction.Set, "end" => MappingAction.End, "correct" => MappingAction.Correct, _ => MappingAction.State },
                HospitalItem = item,
                ListType = listType,
                OldCode = row.TextOrNull(1),
                OldInterval = Interval(row.TextOrNull(2), row.TextOrNull(3)),
                NewCode = row.TextOrNull(4),
                NewInterval = Interval(row.TextOrNull(5), row.TextOrNull(6)),
                State = row.IsDBNull(7) ? null : (MappingState)(int)row.Number(7),
                By = row.GetString(8),
                Why = row.GetString(9),
                At = DateTimeOffset.FromUnixTimeMilliseconds(row.Number(10)),
            });
        }

        return events;
    }

    internal static EffectiveInterval? Interval(string? first, string? last) => Days.ReadDay(first) is { } from ? new EffectiveInterval(from, Days.ReadDay(last)) : null;

    private static async Task<List<(long Id, ItemMapping Pair)>> ReadAsync(Statement select, CancellationToken cancellationToken)
    {
        using var row = await select.ReadAsync(cancellationToken).ConfigureAwait(false);
        var pairs = new List<(long, ItemMapping)>();
        while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            pairs.Add((row.Number(0), Pair(row)));
        }

        return pairs;
    }

    private static ItemMapping Pair(DbDataReader row) => new(row.GetString(1), row.GetString(2), row.GetString(3), Interval(row.GetString(4), row.TextOrNull(5))!.Value)
    {
        State = (MappingState)(int)row.Number(6),
        HospitalItemName = row.TextOrNull(7),
        Source = row.TextOrNull(8),
    };

    private static string Name(MappingAction action) => action switch { MappingAction.Set => "set", MappingAction.End => "end", MappingAction.Correct => "correct", _ => "state" };
}
