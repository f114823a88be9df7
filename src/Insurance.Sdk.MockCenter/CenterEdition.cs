using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter;

/// <summary>An edition with its transactions by number. Editions without corrections are shared: a simulation starts thousands of centers.</summary>
internal sealed class CenterEdition
{
    private static readonly ConcurrentDictionary<string, Lazy<CenterEdition>> Shared = new(StringComparer.Ordinal);

    private CenterEdition(string name, JsonObject? corrections)
    {
        View = StandardSpec.Current.Edition(name, corrections);
        // The edition builds its views on first use: built here once, they can be read from many threads.
        Transactions = View.Transactions.ToDictionary(t => t.Number, StringComparer.Ordinal);
    }

    internal EditionView View { get; }

    internal IReadOnlyDictionary<string, TransactionView> Transactions { get; }

    internal static CenterEdition Of(string name, JsonObject? corrections)
        => corrections is null ? Shared.GetOrAdd(name, n => new Lazy<CenterEdition>(() => new CenterEdition(n, null))).Value : new CenterEdition(name, corrections);
}
