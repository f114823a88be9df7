namespace Insurance.Sdk;

/// <summary>Some fields of a node: a bit each.</summary>
internal struct FieldSet
{
    private const int Bits = 64;

    private readonly ulong[]? _further;
    private ulong _first;

    internal FieldSet(int count)
    {
        _further = count > Bits ? new ulong[(count - 1) / Bits] : null;
        _first = 0;
    }

    internal readonly bool Has(int field) => (Word(field / Bits) & (1UL << (field % Bits))) != 0;

    internal void Add(int field)
    {
        if (field < Bits)
        {
            _first |= 1UL << field;
        }
        else
        {
            _further![(field / Bits) - 1] |= 1UL << (field % Bits);
        }
    }

    /// <summary>The first field from a place on that is here and not among the others (a set of the same node); -1 where there is none.</summary>
    internal readonly int NextBeside(in FieldSet others, int from)
    {
        var words = 1 + (_further?.Length ?? 0);
        var above = ulong.MaxValue << (from % Bits);
        for (var word = from / Bits; word < words; word++)
        {
            var bits = Word(word) & ~others.Word(word) & above;
            above = ulong.MaxValue;
            if (bits == 0)
            {
                continue;
            }

            var place = word * Bits;
            while ((bits & 1) == 0)
            {
                bits >>= 1;
                place++;
            }

            return place;
        }

        return -1;
    }

    private readonly ulong Word(int word) => word == 0 ? _first : _further![word - 1];
}
