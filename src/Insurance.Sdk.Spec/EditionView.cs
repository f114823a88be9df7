using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.Spec;

/// <summary>The standard as one edition has it: base tables, the edition over them, a hospital's corrections over that.</summary>
public sealed class EditionView
{
    private readonly StandardSpec _standard;
    private readonly JsonObject _overlay;
    private readonly Dictionary<string, TransactionSpec> _byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TransactionView> _views = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed;

    internal EditionView(StandardSpec standard, string name, JsonObject edition, JsonObject? corrections)
    {
        _standard = standard;
        Name = name;
        MapNumbers();
        try
        {
            _overlay = corrections is null ? edition : OverlayMerge.Merge(edition, ByKey(corrections));
        }
        catch (Exception e) when (e is InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new SpecException("the corrections do not have the shape of an edition (" + e.GetType().Name + ")");
        }

        _removed = _overlay["removed"]?["codes"]?.AsArray().Select(c => c!.GetValue<string>()).ToHashSet(StringComparer.Ordinal) ?? new();
        if (corrections?["transactions"] is JsonObject corrected)
        {
            // A correction that names a path which exists nowhere is an error now, not at the first call.
            foreach (var (code, _) in corrected)
            {
                Build(Meaning(code));
            }
        }
    }

    /// <summary>Name of the edition.</summary>
    public string Name { get; }

    /// <summary>The overlay after merging, as it is.</summary>
    public JsonObject Json => _overlay;

    /// <summary>"characters" or "utf8" or "gbk": what the printed lengths count.</summary>
    public string LengthUnit => _overlay["values"]?["lengthUnit"]?.GetValue<string>() ?? "characters";

    /// <summary>Every transaction that has a meaning in this edition, by number.</summary>
    public IReadOnlyList<TransactionView> Transactions
        => _byNumber.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => Build(p.Value)).ToList();

    /// <summary>The transaction behind a number or a key; null where the standard has none.</summary>
    public TransactionView? Find(string numberOrKey)
        => _byNumber.TryGetValue(numberOrKey, out var spec) || (spec = _standard.Transactions.FirstOrDefault(t => t.Key == numberOrKey)) is not null
            ? Build(spec)
            : null;

    /// <summary>A meaning as this edition has it, whatever its number here.</summary>
    public TransactionView View(TransactionSpec spec) => Build(spec);

    private void MapNumbers()
    {
        foreach (var spec in _standard.Transactions.Where(t => !t.Key.Contains('@', StringComparison.Ordinal)))
        {
            if (!spec.Numbers.ContainsKey(Name))
            {
                _byNumber.TryAdd(spec.Code, spec);
            }
        }

        foreach (var spec in _standard.Transactions.Where(t => t.Key.EndsWith("@" + Name, StringComparison.Ordinal) || t.Numbers.ContainsKey(Name)))
        {
            _byNumber[spec.NumberIn(Name)] = spec;
        }
    }

    private TransactionSpec Meaning(string numberOrKey)
        => _byNumber.TryGetValue(numberOrKey, out var spec) || (spec = _standard.Transactions.FirstOrDefault(t => t.Key == numberOrKey)) is not null
            ? spec
            : throw new SpecException($"transactions.{numberOrKey}: there is no transaction with that number");

    private JsonObject ByKey(JsonObject corrections)
    {
        var copy = corrections.DeepClone().AsObject();
        if (copy["transactions"] is JsonObject transactions)
        {
            foreach (var number in transactions.Select(t => t.Key).ToList())
            {
                var key = Meaning(number).Key;
                if (key != number)
                {
                    var value = transactions[number];
                    transactions.Remove(number);
                    transactions[key] = value;
                }
            }
        }

        return copy;
    }

    private TransactionView Build(TransactionSpec spec)
    {
        if (_views.TryGetValue(spec.Key, out var known))
        {
            return known;
        }

        try
        {
            var changes = _overlay["transactions"]?[spec.Key] as JsonObject;
            var input = new SideBuilder(spec, "input", changes).Build();
            var output = new SideBuilder(spec, "output", changes).Build();
            SideBuilder.RefuseUnknownPaths(spec, changes, input, output);
            return _views[spec.Key] = new TransactionView(spec, spec.NumberIn(Name), AvailabilityOf(spec, changes), changes?["meaning"]?.GetValue<string>(), input, output);
        }
        catch (Exception e) when (e is InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new SpecException($"transactions.{spec.Key}: the corrections do not have the shape of an edition ({e.GetType().Name})");
        }
    }

    private Availability AvailabilityOf(TransactionSpec spec, JsonObject? changes)
    {
        var said = changes?["available"]?.GetValue<string>()
            ?? (_removed.Contains(spec.NumberIn(Name)) ? "no" : null)
            ?? _overlay["unlisted"]?["available"]?.GetValue<string>();
        if (said == "yes" && changes is null && spec.KnownIn[0] != "*" && !spec.KnownIn.Contains(Name))
        {
            said = "unknown";
        }

        return said switch { "yes" => Availability.Yes, "no" => Availability.No, _ => Availability.Unknown };
    }
}
