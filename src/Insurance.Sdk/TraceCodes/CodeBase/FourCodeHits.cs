using System;
using System.Collections;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>The rows that a lookup found: a slice of the base, made without allocation.</summary>
public readonly struct FourCodeHits : IReadOnlyList<FourCodeItem>
{
    private readonly FourCodeBase? _base;
    private readonly int[]? _order;
    private readonly int _start;

    internal FourCodeHits(FourCodeBase owner, int[]? order, int start, int count)
    {
        _base = owner;
        _order = order;
        _start = start;
        Count = count;
    }

    /// <summary>How many rows were found.</summary>
    public int Count { get; }

    /// <summary>One of the rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not below <see cref="Count"/>.</exception>
    public FourCodeItem this[int index]
        => (uint)index < (uint)Count ? new FourCodeItem(_base!, _order is null ? _start + index : _order[_start + index]) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Goes through the rows without allocation.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<FourCodeItem> IEnumerable<FourCodeItem>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Goes through the rows of a lookup.</summary>
    public struct Enumerator : IEnumerator<FourCodeItem>
    {
        private readonly FourCodeHits _hits;
        private int _at;

        internal Enumerator(FourCodeHits hits)
        {
            _hits = hits;
            _at = -1;
        }

        /// <inheritdoc />
        public readonly FourCodeItem Current => _hits[_at];

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc />
        public bool MoveNext() => ++_at < _hits.Count;

        /// <inheritdoc />
        public void Reset() => _at = -1;

        /// <inheritdoc />
        public readonly void Dispose()
        {
        }
    }
}
