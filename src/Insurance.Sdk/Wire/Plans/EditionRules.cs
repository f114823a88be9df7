using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Insurance.Sdk;

/// <summary>An edition's table of differences, with a hospital's corrections after it; makes the plan of a transaction.</summary>
internal sealed class EditionRules
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, JsonDocument> Editions = new(StringComparer.Ordinal);
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, EditionRules> AsPublished = new(StringComparer.Ordinal);
    private readonly JsonElement _edition;
    private readonly JsonElement? _corrections;
    private readonly Dictionary<string, Operation> _byNumber = new(StringComparer.Ordinal);
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, TransactionPlan> _plans = new(StringComparer.Ordinal);

    internal EditionRules(string edition, JsonElement? corrections)
    {
        Name = edition;
        if (corrections is { } given)
        {
            CorrectionsCheck.Hold(given, edition);
        }

        _edition = Editions.GetOrAdd(edition, Load).RootElement;
        _corrections = corrections;
        LengthUnit = Text(corrections, "values", "lengthUnit") ?? Text(_edition, "values", "lengthUnit") ?? "characters";
        if (LengthUnit is not ("characters" or "utf8" or "gbk"))
        {
            throw new ConfigurationException("values.lengthUnit", "must be characters, utf8 or gbk");
        }

        MapNumbers();
        if (corrections is { } c && c.TryGetProperty("transactions", out var transactions))
        {
            foreach (var transaction in transactions.EnumerateObject())
            {
                var operation = FindByNumberOrKey(transaction.Name)
                    ?? throw new ConfigurationException("transactions." + transaction.Name, "there is no transaction with that number in the standard; the nearest is " + _byNumber.Keys.OrderBy(k => SpellingDistance.Between(k, transaction.Name)).ThenBy(k => k, StringComparer.Ordinal).First());
                Plan(operation);
            }
        }
    }

    /// <summary>An edition with a hospital's corrections; one without any is the same for all clients, and its plans are made once: a program may make a client for every call.</summary>
    internal static EditionRules Of(string edition, JsonElement? corrections)
        => corrections is null ? AsPublished.GetOrAdd(edition, static name => new EditionRules(name, null)) : new EditionRules(edition, corrections);

    /// <summary>The tables as printed, without any place's differences.</summary>
    internal const string Base = "base";

    internal string Name { get; }

    /// <summary>What the printed lengths count: characters, utf8 or gbk bytes.</summary>
    internal string LengthUnit { get; }

    internal static IReadOnlyList<string> Names { get; } = typeof(EditionRules).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith("Insurance.Sdk.Editions.", StringComparison.Ordinal))
        .Select(n => n.Substring("Insurance.Sdk.Editions.".Length).Replace(".json", ""))
        .OrderBy(n => n, StringComparer.Ordinal).ToList();

    internal string NumberOf(Operation operation)
    {
        foreach (var pair in operation.Numbers.Split(' '))
        {
            var equals = pair.IndexOf('=');
            if (equals > 0 && pair.Substring(0, equals) == Name)
            {
                return pair.Substring(equals + 1);
            }
        }

        return operation.Code;
    }

    internal Operation? Find(string number) => _byNumber.TryGetValue(number, out var operation) ? operation : null;

    internal IReadOnlyDictionary<string, Operation> ByNumber => _byNumber;

    internal TransactionPlan Plan(Operation operation) => _plans.TryGetValue(operation.Key, out var plan) ? plan : _plans.GetOrAdd(operation.Key, Build(operation));

    private Operation? FindByNumberOrKey(string name) => Find(name) ?? Operations.All.FirstOrDefault(o => o.Key == name);

    private static JsonDocument Load(string edition)
    {
        if (edition == Base)
        {
            return JsonDocument.Parse("{}");
        }

        using var stream = typeof(EditionRules).Assembly.GetManifestResourceStream("Insurance.Sdk.Editions." + edition + ".json")
            ?? throw new ConfigurationException("edition", "there is no edition '" + edition + "'; known: " + string.Join(", ", Names));
        return JsonDocument.Parse(stream);
    }

    private void MapNumbers()
    {
        foreach (var operation in Operations.All)
        {
            if (operation.Key.IndexOf('@') < 0 && NumberOf(operation) == operation.Code)
            {
                _byNumber[operation.Code] = operation;
            }
        }

        foreach (var operation in Operations.All)
        {
            if (operation.Key.EndsWith("@" + Name, StringComparison.Ordinal) || NumberOf(operation) != operation.Code)
            {
                _byNumber[NumberOf(operation)] = operation;
            }
        }
    }

    private TransactionPlan Build(Operation operation)
    {
        var (input, output) = TableParser.Parse(operation.Table);
        var number = NumberOf(operation);
        var available = Text(_edition, "unlisted", "available") ?? "unknown";
        if (_edition.TryGetProperty("removed", out var removed) && removed.TryGetProperty("codes", out var codes) && codes.EnumerateArray().Any(c => c.GetString() == number))
        {
            available = "no";
        }

        foreach (var layer in Layers(operation, number))
        {
            available = layer.TryGetProperty("available", out var said) && said.ValueKind == JsonValueKind.String ? said.GetString()! : available;
            new OverlayApplier(operation.Key, "input", input).Apply(layer);
            new OverlayApplier(operation.Key, "output", output).Apply(layer);
        }

        var plan = new TransactionPlan(operation, number, input[0], output[0]) { Available = available };
        foreach (var node in input.Where(n => n.WireName is null))
        {
            var path = "transactions." + number + ".nodes.input" + (node.Id.Length == 0 || node.Id == TableParser.RowsNode ? ".\"\"" : "." + node.Id);
            plan.Undecided.Add(new ValidationError("INS1010", path, node.Id, "configuration",
                "the sources disagree on the name of this node (seen: " + string.Join(", ", node.AlsoSeen) + "); ask the center and set its name in the corrections file"));
        }

        if (!operation.TableIsPublic && input.Sum(n => n.Fields.Count) + output.Sum(n => n.Fields.Count) == 0)
        {
            plan.Undecided.Add(new ValidationError("INS1010", "transactions." + operation.Key, number, "configuration",
                "no field table of " + number + " " + operation.ChineseName + " is public; ask the center and describe its nodes and fields in the corrections file (nodes, extra)"));
        }

        return plan;
    }

    private IEnumerable<JsonElement> Layers(Operation operation, string number)
    {
        if (_edition.TryGetProperty("transactions", out var transactions) && transactions.TryGetProperty(operation.Key, out var layer))
        {
            yield return layer;
        }

        if (_corrections is { } corrections && corrections.TryGetProperty("transactions", out transactions))
        {
            if (transactions.TryGetProperty(operation.Key, out layer) && (operation.Key == number || Find(operation.Key) is not { } other || other == operation))
            {
                yield return layer;
            }
            else if (operation.Key != number && Find(number) == operation && transactions.TryGetProperty(number, out layer))
            {
                yield return layer;
            }
        }
    }

    private static string? Text(JsonElement? json, string member, string inner)
        => json is { } j && j.TryGetProperty(member, out var outer) && outer.ValueKind == JsonValueKind.Object && outer.TryGetProperty(inner, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
