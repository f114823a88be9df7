using System;
using System.Collections.Generic;
using System.Threading;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>What the institutions of a center share about persons: what was taken from accounts, and who is in hospital.</summary>
internal sealed class PersonStates
{
    private readonly Dictionary<(string Person, string InsuranceType, string Area), decimal> _charged = new();
    private readonly Dictionary<string, (string Visit, string Institution)> _stays = new(StringComparer.Ordinal);

    /// <summary>Held while a settlement reads a balance and charges it. Taken after an institution's gate, never before.</summary>
    internal Lock Gate { get; } = new();

    internal decimal Charged(string person, string insuranceType, string area)
    {
        lock (Gate)
        {
            return _charged.GetValueOrDefault((person, insuranceType, area));
        }
    }

    internal void Charge(Visit visit, decimal amount)
    {
        if (amount == 0)
        {
            return;
        }

        lock (Gate)
        {
            var key = (visit.Person, visit.InsuranceType, visit.Area);
            if (_charged.GetValueOrDefault(key) + amount is var sum and not 0)
            {
                _charged[key] = sum;
            }
            else
            {
                _charged.Remove(key);
            }
        }
    }

    internal bool IsInHospital(string person)
    {
        lock (Gate)
        {
            return _stays.ContainsKey(person);
        }
    }

    internal void Admit(string person, string visit, string institution)
    {
        lock (Gate)
        {
            _stays.TryAdd(person, (visit, institution));
        }
    }

    internal void Leave(string person, string visit)
    {
        lock (Gate)
        {
            if (_stays.TryGetValue(person, out var stay) && stay.Visit == visit)
            {
                _stays.Remove(person);
            }
        }
    }

    internal void Clear()
    {
        lock (Gate)
        {
            _charged.Clear();
            _stays.Clear();
        }
    }
}
