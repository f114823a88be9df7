using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.Catalogues;

/// <content>Changes on their way to the center.</content>
public sealed partial class MappingStore
{
    private const string ChangeColumns = "id, item, list_type, old_code, old_first, old_last, new_code, new_first, new_last, name, step, stop, center_code, step_time, who, why, at_time";
    private const string TimeForm = "yyyy-MM-dd HH:mm:ss.fff";

    /// <inheritdoc />
    public Task SaveAsync(MappingChange change, CancellationToken cancellationToken = default)
    {
        _ = change ?? throw new ArgumentNullException(nameof(change));
        return _database.WriteAsync(
            MappingSchema.Part,
            async (db, c) =>
            {
                using var update = new Statement(
                    db,
                    "UPDATE ins_mapping_change SET step = @step, stop = @stop, is_open = @open, center_code = @code, step_time = @time WHERE id = @id",
                    "step", "stop", "open", "code", "time", "id");
                var changed = await update.With(
                    (int)change.Step, (int)change.Stop, change.IsOver ? 0 : 1, Cut(change.CenterCode), change.StepTime.ToString(TimeForm, CultureInfo.InvariantCulture), change.Id)
                    .ExecuteAsync(c).ConfigureAwait(false);
                if (changed == 0)
                {
                    await InsertAsync(db, change, c).ConfigureAwait(false);
                }

                await FollowAsync(db, change, c).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<MappingChange?> FindAsync(string id, CancellationToken cancellationToken = default)
        => _database.ReadAsync(
            MappingSchema.Part,
            async (db, c) =>
            {
                using var select = new Statement(db, "SELECT " + ChangeColumns + " FROM ins_mapping_change WHERE id = @id", "id");
                using var row = await select.With(id).ReadAsync(c).ConfigureAwait(false);
                return await row.ReadAsync(c).ConfigureAwait(false) ? Change(row) : null;
            },
            cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<MappingChange>> ListOpenAsync(CancellationToken cancellationToken = default)
        => _database.ReadAsync(
            MappingSchema.Part,
            async (db, c) =>
            {
                using var select = new Statement(db, "SELECT " + ChangeColumns + " FROM ins_mapping_change WHERE is_open = 1 ORDER BY at_time, id");
                using var row = await select.ReadAsync(c).ConfigureAwait(false);
                var changes = new List<MappingChange>();
                while (await row.ReadAsync(c).ConfigureAwait(false))
                {
                    changes.Add(Change(row));
                }

                return (IReadOnlyList<MappingChange>)changes;
            },
            cancellationToken);

    /// <summary>Gives up a change of which nothing was sent.</summary>
    /// <exception cref="InvalidOperationException">There is no such change, or the center may have seen a part of it.</exception>
    public async Task<MappingChange> AbandonAsync(string id, CancellationToken cancellationToken = default)
    {
        var change = await FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new InvalidOperationException("There is no change with that id.");
        if (change.Step != MappingChangeStep.Planned)
        {
            throw new InvalidOperationException("The change cannot be given up any more: " + change);
        }

        change = change with { Step = MappingChangeStep.Abandoned, Stop = MappingChangeStop.None };
        await SaveAsync(change, cancellationToken).ConfigureAwait(false);
        return change;
    }

    private async Task<MappingChange> PlanAsync(DataConnection db, ItemMapping? old, ItemMapping? pair, MappingAuthor author, CancellationToken cancellationToken)
    {
        var now = ChinaTime.Now(_database.Clock);
        var change = new MappingChange { Id = Guid.NewGuid().ToString("N"), Old = old, New = pair, By = author.By, Why = author.Why, At = now, StepTime = now };
        await InsertAsync(db, change, cancellationToken).ConfigureAwait(false);
        return change;
    }

    private static async Task RefuseSecondChangeAsync(DataConnection db, string item, string listType, CancellationToken cancellationToken)
    {
        using var select = new Statement(db, "SELECT id FROM ins_mapping_change WHERE is_open = 1 AND item = @item AND list_type = @type", "item", "type");
        using var row = await select.With(item, listType).ReadAsync(cancellationToken).ConfigureAwait(false);
        if (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new InvalidOperationException("An earlier change of item " + item + " is not over (" + row.GetString(0) + "): go on with it, or give it up.");
        }
    }

    private static async Task InsertAsync(DataConnection db, MappingChange change, CancellationToken cancellationToken)
    {
        using var insert = new Statement(
            db,
            "INSERT INTO ins_mapping_change (" + ChangeColumns + ", is_open) VALUES (@id, @item, @type, @oldcode, @oldfirst, @oldlast, @newcode, @newfirst, @newlast, @name, @step, @stop, @code, @time, @who, @why, @at, @open)",
            "id", "item", "type", "oldcode", "oldfirst", "oldlast", "newcode", "newfirst", "newlast", "name", "step", "stop", "code", "time", "who", "why", "at", "open");
        await insert.With(
            change.Id, change.HospitalItem, change.ListType, change.Old?.NationalCode, Days.Text(change.Old?.Interval.From), Days.Text(change.Old?.Interval.LastDay),
            change.New?.NationalCode, Days.Text(change.New?.Interval.From), Days.Text(change.New?.Interval.LastDay), (change.New ?? change.Old)!.HospitalItemName,
            (int)change.Step, (int)change.Stop, Cut(change.CenterCode), change.StepTime.ToString(TimeForm, CultureInfo.InvariantCulture), change.By, change.Why,
            change.At.ToString(TimeForm, CultureInfo.InvariantCulture), change.IsOver ? 0 : 1)
            .ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What a step says of the pairs at the center.</summary>
    private async Task FollowAsync(DataConnection db, MappingChange change, CancellationToken cancellationToken)
    {
        // Of a pair that was told anew (3302, 3301) the center has the new days once 3301 was taken: nothing of it is cancelled then.
        var isThere = change.Step is MappingChangeStep.Uploaded or MappingChangeStep.Done
            && change.Old?.NationalCode == change.New?.NationalCode && change.Old?.Interval.FirstDay == change.New?.Interval.FirstDay;
        if (change.Old is { } old && !isThere && change.Step is MappingChangeStep.OldCancelled or MappingChangeStep.Uploading or MappingChangeStep.Uploaded or MappingChangeStep.Done)
        {
            await SetStateAsync(db, old, MappingState.Cancelled, change.By, change.Why, cancellationToken).ConfigureAwait(false);
        }

        var state = (change.Step, change.Stop) switch
        {
            (MappingChangeStep.Done, _) => MappingState.Confirmed,
            (MappingChangeStep.Uploaded, MappingChangeStop.Differs) => MappingState.Differs,
            (MappingChangeStep.Uploaded, _) => MappingState.Uploaded,
            _ => (MappingState?)null,
        };
        if (change.New is { } pair && state is { } known)
        {
            await SetStateAsync(db, pair, known, change.By, change.Why, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SetStateAsync(DataConnection db, ItemMapping pair, MappingState state, string by, string why, CancellationToken cancellationToken)
    {
        foreach (var (id, there) in await MappingRows.PairsAsync(db, pair.HospitalItem, pair.ListType, cancellationToken).ConfigureAwait(false))
        {
            // A pair is known again by code and first day: its last day is what a change shortens.
            if (there.NationalCode != pair.NationalCode || there.Interval.FirstDay != pair.Interval.FirstDay || there.State == state)
            {
                continue;
            }

            var after = With(there, there.Interval, state);
            await MappingRows.UpdateAsync(db, id, after, cancellationToken).ConfigureAwait(false);
            await MappingRows.NoteAsync(db, MappingAction.State, there, after, state, by, why, _database.Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }
    }

    private static MappingChange Change(DbDataReader row)
    {
        ItemMapping? Pair(int column) => row.TextOrNull(column) is { } code
            ? new ItemMapping(row.GetString(1), row.GetString(2), code, MappingRows.Interval(row.GetString(column + 1), row.TextOrNull(column + 2))!.Value) { HospitalItemName = row.TextOrNull(9) }
            : null;
        return new MappingChange
        {
            Id = row.GetString(0),
            Old = Pair(3),
            New = Pair(6),
            Step = (MappingChangeStep)(int)row.Number(10),
            Stop = (MappingChangeStop)(int)row.Number(11),
            CenterCode = row.TextOrNull(12),
            StepTime = Time(row.GetString(13)),
            By = row.GetString(14),
            Why = row.GetString(15),
            At = Time(row.GetString(16)),
        };
    }

    private static ChinaTime Time(string text) => ChinaTime.TryParse(text, out var time) ? time : throw new FormatException("The database holds a time that is none.");

    private static string? Cut(string? code) => code is { Length: > 20 } ? code.Substring(0, 20) : code;
}
