using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.Spec;

/// <summary>A meaning of the standard: its base tables, name and behavior, with the evidence.</summary>
public sealed class TransactionSpec
{
    internal TransactionSpec(JsonObject table, JsonObject names, JsonObject behavior)
    {
        Json = table;
        Behavior = behavior;
        Key = Text(table, "key")!;
        Code = Text(table, "code")!;
        Origin = Text(table, "origin")!;
        PrintedName = Text(table, "name")!;
        TableIsPublic = table["tableIsPublic"]!.GetValue<bool>();
        IsRetired = table["retired"]!.GetValue<bool>();
        Stem = Text(names, "stem")!;
        Group = Text(names, "group")!;
        ChineseName = Text(names, "chinese")!;
        KnownIn = names["editions"]!.AsArray().Select(e => e!.GetValue<string>()).ToList();
        Numbers = names["numbers"] is JsonObject numbers
            ? numbers.ToDictionary(n => n.Key, n => n.Value!.GetValue<string>(), StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal);
    }

    /// <summary>The table file as it is: nodes, fields, evidence.</summary>
    public JsonObject Json { get; }

    /// <summary>The behavior row as it is.</summary>
    public JsonObject Behavior { get; }

    /// <summary>Number, or number@edition where a number means different things.</summary>
    public string Key { get; }

    /// <summary>Transaction number.</summary>
    public string Code { get; }

    /// <summary>published, evidence:folder, or "number only".</summary>
    public string Origin { get; }

    /// <summary>Chinese name as the table prints it.</summary>
    public string PrintedName { get; }

    /// <summary>Chinese title of the meaning.</summary>
    public string ChineseName { get; }

    /// <summary>English stem.</summary>
    public string Stem { get; }

    /// <summary>Group of the front door.</summary>
    public string Group { get; }

    /// <summary>Editions that are known to have it; "*" for all.</summary>
    public IReadOnlyList<string> KnownIn { get; }

    /// <summary>Other numbers of the same meaning, by edition.</summary>
    public IReadOnlyDictionary<string, string> Numbers { get; }

    /// <summary>False where no field table is public.</summary>
    public bool TableIsPublic { get; }

    /// <summary>True where the printed text marks it as no longer in use.</summary>
    public bool IsRetired { get; }

    /// <summary>query, trial, upload, command, reversal, session, file.</summary>
    public string Kind => Text(Behavior, "kind")!;

    /// <summary>True where the center calls the hospital.</summary>
    public bool IsInbound => Text(Behavior, "direction") == "inbound";

    /// <summary>The number under an edition.</summary>
    public string NumberIn(string edition) => Numbers.GetValueOrDefault(edition, Code);

    internal static string? Text(JsonObject json, string member) => json[member]?.GetValue<string>();
}
