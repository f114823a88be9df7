using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>The hospital's mappings by day, with everything that was ever done to them.</summary>
/// <remarks>
/// Thread-safe. An item has at most one code per list type on any day. Days that are over stay what they were: a change closes the old pair and opens a
/// new one, and fees of the past keep the old code. What is to be told to the center is a <see cref="MappingChange"/> for <see cref="MappingChangeRunner"/>.
/// </remarks>
public sealed partial class MappingStore : IMappingChangeStore
{
    private readonly InsuranceDatabase _database;

    /// <summary>Creates the store; tables are made at first use.</summary>
    public MappingStore(InsuranceDatabase database) => _database = database ?? throw new ArgumentNullException(nameof(database));

    /// <summary>Brings a pair in.</summary>
    /// <exception cref="MappingOverlapException">The item has another code of that list type on one of the days; nothing was kept.</exception>
    public Task SetAsync(ItemMapping pair, MappingAuthor author, CancellationToken cancellationToken = default)
        => SetManyAsync(new[] { pair ?? throw new ArgumentNullException(nameof(pair)) }, author, cancellationToken);

    /// <summary>Brings many pairs in, all or none.</summary>
    /// <exception cref="MappingOverlapException">Two of them, or one and a pair that is there, have a day in common; nothing was kept.</exception>
    public Task SetManyAsync(IReadOnlyCollection<ItemMapping> pairs, MappingAuthor author, CancellationToken cancellationToken = default)
    {
        _ = pairs ?? throw new ArgumentNullException(nameof(pairs));
        _ = author ?? throw new ArgumentNullException(nameof(author));
        return _database.WriteAsync(
            MappingSchema.Part,
            async (db, c) =>
            {
                // Always in one order: two programs that bring in many pairs do not wait for each other in a ring.
                foreach (var pair in pairs.OrderBy(p => p.HospitalItem, StringComparer.Ordinal).ThenBy(p => p.ListType, StringComparer.Ordinal).ThenBy(p => p.Interval.FirstDay))
                {
                    Check(pair);
                    await MappingRows.TouchAsync(db, pair.HospitalItem, pair.ListType, c).ConfigureAwait(false);
                    var there = await MappingRows.PairsAsync(db, pair.HospitalItem, pair.ListType, c).ConfigureAwait(false);
                    RefuseOverlap(pair, there.Select(t => t.Pair));
                    await MappingRows.InsertAsync(db, pair, c).ConfigureAwait(false);
                    await NoteAsync(db, MappingAction.Set, null, pair, author, c).ConfigureAwait(false);
                }
            },
            cancellationToken);
    }

    /// <summary>Gives the pair that is valid on a day this day as its last one.</summary>
    /// <returns>The pair as it is now.</returns>
    /// <exception cref="InvalidOperationException">The item has no code of that list type on the day.</exception>
    public Task<ItemMapping> EndAsync(string hospitalItem, string listType, ChinaTime lastDay, MappingAuthor author, CancellationToken cancellationToken = default)
    {
        _ = author ?? throw new ArgumentNullException(nameof(author));
        return _database.WriteAsync(
            MappingSchema.Part,
            async (db, c) =>
            {
                await MappingRows.TouchAsync(db, hospitalItem, listType, c).ConfigureAwait(false);
                var (id, pair) = await ValidOnAsync(db, hospitalItem, listType, lastDay, c).ConfigureAwait(false);
                return await EndAsync(db, id, pair, lastDay, author, c).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <summary>Gives an item another code from a day on: the pair that was valid ends on the day before. Plans what the center must be told.</summary>
    /// <param name="pair">The new pair.</param>
    /// <param name="author">Who and why.</param>
    /// <param name="cancellationToken">Ends the work; nothing is kept.</param>
    /// <returns>The change for <see cref="MappingChangeRunner"/>. It is kept: after a crash <see cref="ListOpenAsync"/> has it.</returns>
    /// <exception cref="MappingOverlapException">Another pair begins later and has days in common with the new one.</exception>
    /// <exception cref="InvalidOperationException">An earlier change of the item is not over; or a pair begins on that very day, which is a correction.</exception>
    public Task<MappingChange> ChangeAsync(ItemMapping pair, MappingAuthor author, CancellationToken cancellationToken = default)
    {
        _ = pair ?? throw new ArgumentNullException(nameof(pair));
        _ = author ?? throw new ArgumentNullException(nameof(author));
        Check(pair);
        return _database.WriteAsync(
            MappingSchema.Part,
            async (db, c) =>
            {
                await MappingRows.TouchAsync(db, pair.HospitalItem, pair.ListType, c).ConfigureAwait(false);
                await RefuseSecondChangeAsync(db, pair.HospitalItem, pair.ListType, c).ConfigureAwait(false);
                var there = await MappingRows.PairsAsync(db, pair.HospitalItem, pair.ListType, c).ConfigureAwait(false);
                var current = there.Where(t => t.Pair.Interval.Contains(pair.Interval.From)).ToList();
                ItemMapping? old = null;
                if (current.Count > 0)
                {
                    var (id, was) = current[0];
                    if (was.Interval.FirstDay == pair.Interval.FirstDay)
                    {
                        throw new InvalidOperationException("A pair of item " + pair.HospitalItem + " begins on that very day: that is a correction, not a change.");
                    }

                    await EndAsync(db, id, was, EffectiveInterval.ToTime(pair.Interval.FirstDay - 1), author, c).ConfigureAwait(false);
                    old = was;
                }

                RefuseOverlap(pair, there.Where(t => t.Id != (current.Count > 0 ? current[0].Id : -1)).Select(t => t.Pair));
                await MappingRows.InsertAsync(db, pair, c).ConfigureAwait(false);
                await NoteAsync(db, MappingAction.Set, null, pair, author, c).ConfigureAwait(false);
                return await PlanAsync(db, IsAtCenter(old) ? old : null, pair, author, c).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <summary>Replaces a pair that was wrong. What it was stays in the history. Plans what the center must be told, where it knows the wrong pair.</summary>
    /// <param name="day">A day on which the wrong pair is valid.</param>
    /// <param name="right">What it should have been.</param>
    /// <param name="author">Who and why.</param>
    /// <param name="cancellationToken">Ends the work; nothing is kept.</param>
    /// <returns>The change for the center; null where the center does not know the wrong pair.</returns>
    public Task<MappingChange?> CorrectAsync(ChinaTime day, ItemMapping right, MappingAuthor author, CancellationToken cancellationToken = default)
    {
        _ = right ?? throw new ArgumentNullException(nameof(right));
        _ = author ?? throw new ArgumentNullException(nameof(author));
        Check(right);
        return _database.WriteAsync(
            MappingSchema.Part,
            async (db, c) =>
            {
                await MappingRows.TouchAsync(db, right.HospitalItem, right.ListType, c).ConfigureAwait(false);
                await RefuseSecondChangeAsync(db, right.HospitalItem, right.ListType, c).ConfigureAwait(false);
                var (id, wrong) = await ValidOnAsync(db, right.HospitalItem, right.ListType, day, c).ConfigureAwait(false);
                var others = (await MappingRows.PairsAsync(db, right.HospitalItem, right.ListType, c).ConfigureAwait(false)).Where(t => t.Id != id).Select(t => t.Pair);
                RefuseOverlap(right, others);
                await MappingRows.UpdateAsync(db, id, right, c).ConfigureAwait(false);
                await NoteAsync(db, MappingAction.Correct, wrong, right, author, c).ConfigureAwait(false);
                return IsAtCenter(wrong) ? await PlanAsync(db, wrong, right, author, c).ConfigureAwait(false) : null;
            },
            cancellationToken);
    }

    /// <summary>Plans to tell the center of a pair that it does not know yet.</summary>
    /// <param name="hospitalItem">The item.</param>
    /// <param name="listType">list_type.</param>
    /// <param name="day">A day on which the pair is valid.</param>
    /// <param name="author">Who and why.</param>
    /// <param name="cancellationToken">Ends the work; nothing is kept.</param>
    /// <exception cref="InvalidOperationException">There is no such pair, or an earlier change of the item is not over.</exception>
    public Task<MappingChange> PlanUploadAsync(string hospitalItem, string listType, ChinaTime day, MappingAuthor author, CancellationToken cancellationToken = default)
        => PlanOfAsync(hospitalItem, listType, day, author, static pair => (null, pair), needsCenter: false, cancellationToken);

    /// <summary>Plans to take a pair out at the center (3302). It has no date: fees of the past that are not settled must be uploaded before. Here the pair and its days stay.</summary>
    /// <param name="hospitalItem">The item.</param>
    /// <param name="listType">list_type.</param>
    /// <param name="day">A day on which the pair is valid.</param>
    /// <param name="author">Who and why.</param>
    /// <param name="cancellationToken">Ends the work; nothing is kept.</param>
    /// <exception cref="InvalidOperationException">There is no such pair, the center does not have it, or an earlier change of the item is not over.</exception>
    public Task<MappingChange> PlanRemovalAsync(string hospitalItem, string listType, ChinaTime day, MappingAuthor author, CancellationToken cancellationToken = default)
        => PlanOfAsync(hospitalItem, listType, day, author, static pair => (pair, null), needsCenter: true, cancellationToken);

    /// <summary>Plans to tell the center a pair anew with the days that it has here (3302, then 3301): after an end or where 1317 shows other days.</summary>
    /// <param name="hospitalItem">The item.</param>
    /// <param name="listType">list_type.</param>
    /// <param name="day">A day on which the pair is valid.</param>
    /// <param name="author">Who and why.</param>
    /// <param name="cancellationToken">Ends the work; nothing is kept.</param>
    /// <exception cref="InvalidOperationException">There is no such pair, the center does not have it, or an earlier change of the item is not over.</exception>
    public Task<MappingChange> PlanRenewalAsync(string hospitalItem, string listType, ChinaTime day, MappingAuthor author, CancellationToken cancellationToken = default)
        => PlanOfAsync(hospitalItem, listType, day, author, static pair => (pair, pair), needsCenter: true, cancellationToken);

    /// <summary>Pairs of an item, by first day.</summary>
    public Task<IReadOnlyList<ItemMapping>> ListAsync(string hospitalItem, string listType, CancellationToken cancellationToken = default)
        => _database.ReadAsync(
            MappingSchema.Part,
            async (db, c) => (IReadOnlyList<ItemMapping>)(await MappingRows.PairsAsync(db, hospitalItem, listType, c).ConfigureAwait(false)).Select(p => p.Pair).ToList(),
            cancellationToken);

    /// <summary>All pairs, by item, list type and first day.</summary>
    public Task<IReadOnlyList<ItemMapping>> ListAllAsync(CancellationToken cancellationToken = default)
        => _database.ReadAsync(
            MappingSchema.Part,
            async (db, c) => (IReadOnlyList<ItemMapping>)(await MappingRows.AllAsync(db, c).ConfigureAwait(false)).Select(p => p.Pair).ToList(),
            cancellationToken);

    /// <summary>Everything that was done to an item's pairs, the oldest first.</summary>
    public Task<IReadOnlyList<MappingEvent>> HistoryAsync(string hospitalItem, string listType, CancellationToken cancellationToken = default)
        => _database.ReadAsync(
            MappingSchema.Part,
            async (db, c) => (IReadOnlyList<MappingEvent>)await MappingRows.EventsAsync(db, hospitalItem, listType, c).ConfigureAwait(false),
            cancellationToken);

    /// <summary>All pairs in memory, for resolving fees. A later change needs a new index.</summary>
    public Task<MappingIndex> LoadIndexAsync(CancellationToken cancellationToken = default)
        => _database.ReadAsync(
            MappingSchema.Part,
            async (db, c) => new MappingIndex(await MappingRows.ForIndexAsync(db, c).ConfigureAwait(false)),
            cancellationToken);

    private Task<MappingChange> PlanOfAsync(
        string hospitalItem, string listType, ChinaTime day, MappingAuthor author, Func<ItemMapping, (ItemMapping? Old, ItemMapping? New)> sides, bool needsCenter, CancellationToken cancellationToken)
    {
        _ = author ?? throw new ArgumentNullException(nameof(author));
        return _database.WriteAsync(
            MappingSchema.Part,
            async (db, c) =>
            {
                await MappingRows.TouchAsync(db, hospitalItem, listType, c).ConfigureAwait(false);
                await RefuseSecondChangeAsync(db, hospitalItem, listType, c).ConfigureAwait(false);
                var (_, pair) = await ValidOnAsync(db, hospitalItem, listType, day, c).ConfigureAwait(false);
                if (needsCenter && !IsAtCenter(pair))
                {
                    throw new InvalidOperationException("The center does not have the pair: " + pair + ", " + pair.State + ".");
                }

                var (old, next) = sides(pair);
                return await PlanAsync(db, old, next, author, c).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private Task NoteAsync(DataConnection db, MappingAction action, ItemMapping? before, ItemMapping? after, MappingAuthor author, CancellationToken cancellationToken)
        => MappingRows.NoteAsync(db, action, before, after, null, author.By, author.Why, _database.Clock.GetUtcNow(), cancellationToken);

    private async Task<ItemMapping> EndAsync(DataConnection db, long id, ItemMapping pair, ChinaTime lastDay, MappingAuthor author, CancellationToken cancellationToken)
    {
        var ended = With(pair, pair.Interval.EndingOn(lastDay), pair.State);
        await MappingRows.UpdateAsync(db, id, ended, cancellationToken).ConfigureAwait(false);
        await NoteAsync(db, MappingAction.End, pair, ended, author, cancellationToken).ConfigureAwait(false);
        return ended;
    }

    private static ItemMapping With(ItemMapping pair, EffectiveInterval interval, MappingState state)
        => new(pair.HospitalItem, pair.ListType, pair.NationalCode, interval) { HospitalItemName = pair.HospitalItemName, Source = pair.Source, State = state };

    private static bool IsAtCenter(ItemMapping? pair) => pair is { State: MappingState.Uploaded or MappingState.Confirmed or MappingState.Differs };

    private static async Task<(long Id, ItemMapping Pair)> ValidOnAsync(DataConnection db, string item, string listType, ChinaTime day, CancellationToken cancellationToken)
    {
        foreach (var there in await MappingRows.PairsAsync(db, item, listType, cancellationToken).ConfigureAwait(false))
        {
            if (there.Pair.Interval.Contains(day))
            {
                return there;
            }
        }

        throw new InvalidOperationException("Item " + item + " has no code of list type " + listType + " on " + Days.Text(day) + ".");
    }

    private static void RefuseOverlap(ItemMapping pair, IEnumerable<ItemMapping> others)
    {
        foreach (var other in others)
        {
            if (other.Interval.Overlaps(pair.Interval))
            {
                throw new MappingOverlapException(other, pair);
            }
        }
    }

    private static void Check(ItemMapping pair)
    {
        Limit(pair.HospitalItem, MappingSchema.ItemLength, "hospital item");
        Limit(pair.ListType, MappingSchema.ListTypeLength, "list type");
        Limit(pair.NationalCode, CatalogueSchema.CodeLength, "national code");
        Limit(pair.HospitalItemName ?? "", MappingSchema.TextLength, "name");
        Limit(pair.Source ?? "", MappingSchema.TextLength, "source");
    }

    private static void Limit(string value, int length, string what)
    {
        if (value.Length > length)
        {
            throw new ArgumentException("The " + what + " has more than " + length + " characters.");
        }
    }
}
