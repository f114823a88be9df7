namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>Remembers which codes a file had, in memory that does not grow with the file (a Bloom filter): "new" is certain, "seen" costs no more than a question to the database.</summary>
internal sealed class SeenCodes
{
    // 16 MB: of a million and a half codes some six are asked about in vain, of ten million one in two hundred.
    private const int Bits = 27;
    private const int Places = 4;
    private readonly ulong[] _bits = new ulong[1 << (Bits - 6)];

    /// <summary>Remembers a code.</summary>
    /// <returns>True where the file certainly did not have it before.</returns>
    internal bool Add(string code)
    {
        var hash = Hash(code);
        var (place, step) = ((uint)hash, (uint)(hash >> 32) | 1);
        var isNew = false;
        for (var i = 0; i < Places; i++, place = unchecked(place + step))
        {
            var bit = place >> (32 - Bits);
            ref var word = ref _bits[bit >> 6];
            var mask = 1UL << (int)(bit & 63);
            isNew |= (word & mask) == 0;
            word |= mask;
        }

        return isNew;
    }

    /// <summary>FNV-1a, finished so that all bits depend on all letters. Codes are the center's: nobody attacks with them.</summary>
    private static ulong Hash(string code)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in code)
        {
            hash = unchecked((hash ^ c) * 1099511628211UL);
        }

        hash = unchecked((hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDUL);
        hash = unchecked((hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53UL);
        return hash ^ (hash >> 33);
    }
}
