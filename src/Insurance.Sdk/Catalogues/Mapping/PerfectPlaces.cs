using System;

namespace Insurance.Sdk.Catalogues;

/// <summary>Gives each of a fixed set of hashes a place of its own, so that nobody has to look whether another one lies there.</summary>
/// <remarks>
/// Hash and displace: hashes form small groups, and each group has a number that, mixed into its hashes, sends all of them to places that
/// no other group has. The numbers take half a byte a hash and stay in the processor's cache, where a table of the places would not.
/// </remarks>
internal sealed class PerfectPlaces
{
    private const int PerGroup = 4;
    private const ulong Odd = 0x9E3779B97F4A7C15;

    private readonly ushort[] _shifts;

    private PerfectPlaces(ushort[] shifts, int count)
    {
        _shifts = shifts;
        Count = count;
    }

    /// <summary>Number of places: a tenth more than hashes.</summary>
    internal int Count { get; }

    /// <summary>The place of a hash; that of another one where it is not of the set.</summary>
    internal int Of(ulong hash) => Place(hash, _shifts[Group(hash, _shifts.Length)], Count);

    /// <summary>Finds the places; null where that cannot be done.</summary>
    /// <param name="hashes">The hashes in ascending order, where each may stand several times.</param>
    /// <param name="starts">Where each hash begins, and the length.</param>
    internal static PerfectPlaces? TryFind(ulong[] hashes, int[] starts)
    {
        var count = starts.Length - 1;
        var shifts = new ushort[(count / PerGroup) + 1];
        var places = new PerfectPlaces(shifts, checked((int)(count * 1.1) + 4));
        var different = new ulong[count];
        for (var i = 0; i < count; i++)
        {
            different[i] = hashes[starts[i]];
        }

        // The group is a matter of the high bits: the hashes come group by group.
        var begins = Begins(different, shifts.Length);
        var taken = new bool[places.Count];

        // Large groups first: they need many free places at once.
        foreach (var group in BySize(begins))
        {
            if (!places.Settle(different.AsSpan(begins[group], begins[group + 1] - begins[group]), taken, out shifts[group]))
            {
                return null;
            }
        }

        return places;
    }

    private bool Settle(ReadOnlySpan<ulong> group, bool[] taken, out ushort shift)
    {
        for (var tried = 0; tried <= ushort.MaxValue; tried++)
        {
            var settled = 0;
            while (settled < group.Length && Place(group[settled], tried, Count) is var place && !taken[place])
            {
                taken[place] = true;
                settled++;
            }

            if (settled == group.Length)
            {
                shift = (ushort)tried;
                return true;
            }

            while (--settled >= 0)
            {
                taken[Place(group[settled], tried, Count)] = false;
            }
        }

        shift = 0;
        return false;
    }

    private static int[] Begins(ulong[] hashes, int groups)
    {
        var begins = new int[groups + 1];
        foreach (var hash in hashes)
        {
            begins[Group(hash, groups) + 1]++;
        }

        for (var i = 0; i < groups; i++)
        {
            begins[i + 1] += begins[i];
        }

        return begins;
    }

    private static int[] BySize(int[] begins)
    {
        var (groups, sizes) = (new int[begins.Length - 1], new int[begins.Length - 1]);
        for (var i = 0; i < groups.Length; i++)
        {
            (groups[i], sizes[i]) = (i, begins[i] - begins[i + 1]);
        }

        Array.Sort(sizes, groups);
        return groups;
    }

    private static int Group(ulong hash, int groups) => (int)(((hash >> 32) * (ulong)groups) >> 32);

    private static int Place(ulong hash, int shift, int places)
    {
        var mixed = unchecked((hash ^ ((ulong)shift * Odd)) * Odd);
        return (int)(((mixed >> 32) * (ulong)places) >> 32);
    }
}
