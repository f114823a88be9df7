using System;
using System.Collections.Generic;
using System.Threading;

namespace Insurance.Sdk.MockCenter.Faults;

/// <summary>The faults that are waiting, first in first out.</summary>
public sealed class FaultList
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _waiting = new();

    /// <summary>Adds a fault.</summary>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            _waiting.Add(fault);
        }
    }

    /// <summary>Adds a fault written as <c>KIND@CODE[:COUNT]</c>.</summary>
    /// <exception cref="FormatException">The text does not have that form.</exception>
    public void Add(string text) => Add(Fault.Parse(text));

    /// <summary>The faults that still wait, with the messages they have left to hit.</summary>
    public IReadOnlyList<Fault> Snapshot()
    {
        lock (_gate)
        {
            return _waiting.ToArray();
        }
    }

    /// <summary>Drops every fault.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _waiting.Clear();
        }
    }

    /// <summary>Takes the first fault that fits a transaction.</summary>
    internal Fault? Take(string number)
    {
        lock (_gate)
        {
            var index = _waiting.FindIndex(f => f.Code == "*" || string.Equals(f.Code, number, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
            {
                return null;
            }

            var fault = _waiting[index];
            if (fault.Count == 1)
            {
                _waiting.RemoveAt(index);
            }
            else
            {
                _waiting[index] = fault with { Count = fault.Count - 1 };
            }

            return fault;
        }
    }
}
