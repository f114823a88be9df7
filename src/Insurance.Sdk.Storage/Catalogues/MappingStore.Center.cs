using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>Pairs of the center that were taken over, and those that could not be.</summary>
/// <param name="Taken">The pairs as they are here now.</param>
/// <param name="Refused">What stayed out, with the reason.</param>
public sealed record MappingAdoption(IReadOnlyList<ItemMapping> Taken, IReadOnlyList<(CenterMapping Row, string Reason)> Refused);

/// <content>What the center has, beside what the hospital has.</content>
public sealed partial class MappingStore
{
    /// <summary>Holds all pairs against what 1317 reads back, and notes the state of each: confirmed where both have the same, differing where they do not.</summary>
    /// <remarks>Items with a change under way are left to it: what the center has in the middle of one is no difference.</remarks>
    /// <param name="center">The center's side.</param>
    /// <param name="author">Who asked for it; kept with every state that changes.</param>
    /// <param name="cancellationToken">Ends the work; nothing is kept.</param>
    /// <returns>Every pair of both sides, those under way left out.</returns>
    public async Task<IReadOnlyList<ComparedMapping>> CompareAsync(IMappingCenter center, MappingAuthor author, CancellationToken cancellationToken = default)
    {
        _ = center ?? throw new ArgumentNullException(nameof(center));
        _ = author ?? throw new ArgumentNullException(nameof(author));
        var rows = await center.ReadAllAsync(cancellationToken).ConfigureAwait(false);
        var busy = new HashSet<(string, string)>((await ListOpenAsync(cancellationToken).ConfigureAwait(false)).Where(c => c.Step != MappingChangeStep.Planned).Select(c => (c.HospitalItem, c.ListType)));
        return await _database.WriteAsync(
            MappingSchema.Part,
            async (db, c) =>
            {
                var pairs = await MappingRows.AllAsync(db, c).ConfigureAwait(false);
                var compared = MappingComparison.Of(pairs.Select(p => p.Pair), rows)
                    .Where(m => !busy.Contains((m.Here?.HospitalItem ?? m.There!.HospitalItem, m.Here?.ListType ?? m.There!.ListType))).ToList();
                foreach (var mapping in compared)
                {
                    if (mapping.Here is { } pair && StateOf(mapping.Standing, pair.State) is var state && state != pair.State)
                    {
                        await MappingRows.TouchAsync(db, pair.HospitalItem, pair.ListType, c).ConfigureAwait(false);
                        await SetStateAsync(db, pair, state, author.By, author.Why, c).ConfigureAwait(false);
                    }
                }

                return (IReadOnlyList<ComparedMapping>)compared;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes over pairs that only the center has, as a hospital does on its first day. What overlaps a pair that is here stays out and is told.</summary>
    /// <param name="compared">What <see cref="CompareAsync"/> gave; only <see cref="MappingStanding.OnlyAtCenter"/> is looked at.</param>
    /// <param name="author">Who decided so.</param>
    /// <param name="cancellationToken">Ends the work; nothing is kept.</param>
    public Task<MappingAdoption> AdoptAsync(IEnumerable<ComparedMapping> compared, MappingAuthor author, CancellationToken cancellationToken = default)
    {
        var rows = (compared ?? throw new ArgumentNullException(nameof(compared))).Where(m => m.Standing == MappingStanding.OnlyAtCenter).Select(m => m.There!).ToList();
        _ = author ?? throw new ArgumentNullException(nameof(author));
        return _database.WriteAsync(
            MappingSchema.Part,
            async (db, c) =>
            {
                var taken = new List<ItemMapping>();
                var refused = new List<(CenterMapping, string)>();
                foreach (var row in rows.OrderBy(r => r.HospitalItem, StringComparer.Ordinal).ThenBy(r => r.ListType, StringComparer.Ordinal))
                {
                    if (!TryPair(row, out var pair, out var problem))
                    {
                        refused.Add((row, problem));
                        continue;
                    }

                    await MappingRows.TouchAsync(db, pair!.HospitalItem, pair.ListType, c).ConfigureAwait(false);
                    var others = await MappingRows.PairsAsync(db, pair.HospitalItem, pair.ListType, c).ConfigureAwait(false);
                    if (others.Select(o => o.Pair).FirstOrDefault(o => o.Interval.Overlaps(pair.Interval)) is { } other)
                    {
                        refused.Add((row, "overlaps " + other));
                        continue;
                    }

                    await MappingRows.InsertAsync(db, pair, c).ConfigureAwait(false);
                    await NoteAsync(db, MappingAction.Set, null, pair, author, c).ConfigureAwait(false);
                    taken.Add(pair);
                }

                return new MappingAdoption(taken, refused);
            },
            cancellationToken);
    }

    private static MappingState StateOf(MappingStanding standing, MappingState state) => standing switch
    {
        MappingStanding.Same => state == MappingState.Cancelled ? state : MappingState.Confirmed,
        MappingStanding.OtherDays or MappingStanding.NotAtCenter or MappingStanding.StillAtCenter => MappingState.Differs,
        _ => state,
    };

    private static bool TryPair(CenterMapping row, out ItemMapping? pair, out string problem)
    {
        (pair, problem) = (null, "");
        if (row.Pair.From is not { } from)
        {
            problem = "begndate is missing";
            return false;
        }

        try
        {
            pair = new ItemMapping(row.HospitalItem, row.ListType, row.Pair.NationalCode, new EffectiveInterval(from, row.Pair.LastDay))
            {
                HospitalItemName = row.Name,
                State = MappingState.Confirmed,
                Source = "1317",
            };
            Check(pair);
            return true;
        }
        catch (ArgumentException)
        {
            problem = "enddate lies before begndate, or a text is longer than any store takes";
            return false;
        }
    }
}
