using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.Spec;

/// <summary>The standard as data: base tables, editions, names, behavior, sensitivity, dictionaries.</summary>
public sealed class StandardSpec
{
    private static readonly Lazy<StandardSpec> Shared = new(() => new StandardSpec());
    private readonly Dictionary<string, JsonObject> _editions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _sensitivity = new(StringComparer.Ordinal);

    private StandardSpec()
    {
        var names = ReadJson("names.json").AsObject();
        var behavior = ReadJson("behavior.json").AsObject();
        var transactions = new List<TransactionSpec>();
        foreach (var resource in Resources("transactions/"))
        {
            var table = ReadJson(resource).AsObject();
            var key = table["key"]!.GetValue<string>();
            transactions.Add(new TransactionSpec(table, names[key]!.AsObject(), behavior[key]!.AsObject()));
        }

        Transactions = transactions.OrderBy(t => t.Key, StringComparer.Ordinal).ToList();
        foreach (var resource in Resources("editions/"))
        {
            var name = Path.GetFileNameWithoutExtension(resource);
            if (name != "base")
            {
                _editions[name] = ReadJson(resource).AsObject();
            }
        }

        Dictionaries = ReadDictionaries();
        foreach (var (code, value) in ReadJson("sensitivity.json")["fields"]!.AsObject())
        {
            _sensitivity[FieldCode.Normal(code)] = value!.GetValue<string>();
        }

        WorkInjury = Resources("work-injury/").Select(r => ReadJson(r).AsObject()).ToList();
    }

    /// <summary>The standard that this assembly carries.</summary>
    public static StandardSpec Current => Shared.Value;

    /// <summary>Every transaction of the envelope, by key.</summary>
    public IReadOnlyList<TransactionSpec> Transactions { get; }

    /// <summary>Tables of the provincial work-injury system, as data.</summary>
    public IReadOnlyList<JsonObject> WorkInjury { get; }

    /// <summary>Code lists by name.</summary>
    public IReadOnlyDictionary<string, CodeList> Dictionaries { get; }

    /// <summary>Names of the editions.</summary>
    public IReadOnlyList<string> Editions => _editions.Keys.OrderBy(k => k, StringComparer.Ordinal).ToList();

    /// <summary>The raw overlay of an edition.</summary>
    public JsonObject EditionJson(string name)
        => _editions.TryGetValue(name, out var edition)
            ? edition
            : throw new SpecException($"There is no edition '{name}'; known: {string.Join(", ", Editions)}");

    /// <summary>The standard as one edition has it, with a hospital's corrections laid over.</summary>
    /// <param name="name">Name of the edition, such as guangdong; "base" is the tables as printed.</param>
    /// <param name="corrections">A hospital's corrections in the overlay's shape; null for none.</param>
    /// <exception cref="SpecException">The edition does not exist, or a correction names a path that exists nowhere.</exception>
    public EditionView Edition(string name, JsonObject? corrections = null)
        => new(this, name, name == "base" ? new JsonObject() : EditionJson(name), corrections);

    /// <summary>A meaning as its base table prints it, without any edition.</summary>
    public static TransactionView Printed(TransactionSpec spec)
        => new(spec, spec.Code, Availability.Unknown, null, new SideBuilder(spec, "input", null).Build(), new SideBuilder(spec, "output", null).Build());

    /// <summary>How personal a field is: identity, contact, health, money, secret, none.</summary>
    public string Sensitivity(string fieldCode) => _sensitivity.GetValueOrDefault(FieldCode.Normal(fieldCode), "none");

    /// <summary>Text of a data file, such as <c>transactions/3505A.json</c>.</summary>
    public static string ReadText(string resource)
    {
        using var stream = typeof(StandardSpec).Assembly.GetManifestResourceStream(resource)
            ?? throw new SpecException($"The data file '{resource}' is missing from the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Names of all data files, ordered.</summary>
    public static IReadOnlyList<string> Resources(string prefix = "")
        => typeof(StandardSpec).Assembly.GetManifestResourceNames().Select(n => n.Replace('\\', '/'))
            .Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(n => n, StringComparer.Ordinal).ToList();

    private static JsonNode ReadJson(string resource) => JsonNode.Parse(ReadText(resource))!;

    private static Dictionary<string, CodeList> ReadDictionaries()
    {
        var result = new Dictionary<string, CodeList>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, list) in ReadJson("dictionaries.json").AsObject())
        {
            result[name] = new CodeList(name, list!["name"]!.GetValue<string>(),
                list["values"]!.AsObject().ToDictionary(v => v.Key, v => v.Value!.GetValue<string>(), StringComparer.Ordinal), "published");
        }

        foreach (var (name, list) in ReadJson("dictionaries.evidence.json").AsObject())
        {
            result.TryAdd(name, new CodeList(name, list!["name"]!.GetValue<string>(),
                list["values"]!.AsObject().ToDictionary(v => v.Key, v => v.Value!.GetValue<string>(), StringComparer.Ordinal), list["source"]!.GetValue<string>()));
        }

        return result;
    }
}

/// <summary>A code list (字典).</summary>
/// <param name="Name">Name in the standard, such as med_type.</param>
/// <param name="ChineseName">Chinese title.</param>
/// <param name="Values">Code and meaning, in printed order.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record CodeList(string Name, string ChineseName, IReadOnlyDictionary<string, string> Values, string Source);

/// <summary>The data, or corrections to it, contradict themselves.</summary>
public sealed class SpecException : Exception
{
    /// <summary>Creates the exception.</summary>
    public SpecException(string message)
        : base(message)
    {
    }
}

/// <summary>Spelling of field codes: case and underscores do not matter when codes are compared.</summary>
public static class FieldCode
{
    /// <summary>The spelling without case and underscores.</summary>
    public static string Normal(string code) => code.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
