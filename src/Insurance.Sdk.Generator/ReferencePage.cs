using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.Generator;

/// <summary>Writes a reference page per transaction, and their index.</summary>
internal static class ReferencePage
{
    internal static string Emit(UnionTransaction transaction, StandardSpec standard)
    {
        var spec = transaction.Spec;
        var text = new StringBuilder();
        text.Append($"<!-- {OutputFolder.Stamp} -->\n# {spec.Code} {spec.ChineseName}\n\n");
        text.Append(spec.IsInbound
            ? $"`{spec.Stem}Request` -> `{spec.Stem}Answer`: the center calls the hospital; there is no method of the client.\n\n"
            : $"`client.{spec.Group}.{spec.Stem}Async(request, call, ct)` and `client.{spec.Group}.{spec.Stem}(request, call)`\n\n");
        text.Append(Behavior.Sentence(spec)).Append("\n\n");
        Facts(text, spec, standard);
        if (!spec.TableIsPublic)
        {
            text.Append("**No field table is public.** A call is a configuration error until the hospital's corrections file describes nodes and fields (see the guide on corrections).\n\n");
        }

        Side(text, "Input", transaction.Input);
        Side(text, "Output", transaction.Output);
        Confirmations(text, spec);
        Evidence(text, spec);
        text.Append($"Minimal valid input: [samples/{spec.Key}.json](samples/{spec.Key}.json)\n");
        return text.ToString();
    }

    internal static string Index(IReadOnlyList<UnionTransaction> transactions)
    {
        var text = new StringBuilder($"<!-- {OutputFolder.Stamp} -->\n# Transactions\n\nNumber, name and method of every transaction. Settings and message numbers: [configuration.md](configuration.md), [deviations.md](deviations.md).\n");
        foreach (var group in transactions.GroupBy(t => t.Spec.Group).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append($"\n## {RegistryEmitter.Words(group.Key)}\n\n| number | 名称 | method | kind | known in |\n|---|---|---|---|---|\n");
            foreach (var transaction in group)
            {
                var spec = transaction.Spec;
                text.Append($"| [{spec.Key}]({spec.Key}.md) | {spec.ChineseName} | {(spec.IsInbound ? "(inbound)" : $"client.{spec.Group}.{spec.Stem}")} | {spec.Kind} | {string.Join(", ", spec.KnownIn)} |\n");
            }
        }

        return text.ToString();
    }

    private static void Facts(StringBuilder text, TransactionSpec spec, StandardSpec standard)
    {
        text.Append("| | |\n|---|---|\n");
        text.Append($"| key | {spec.Key} |\n| tables from | {spec.Origin} |\n| kind | {spec.Kind} |\n| may be repeated | {spec.Behavior["repeat"]} |\n");
        Row(text, "business key", Join(spec.Behavior["businessKey"]));
        Row(text, "needs before", Join(spec.Behavior["requires"]));
        Row(text, "keep from it", Join(spec.Behavior["callerMustKeep"]));
        Row(text, "evidence of the behavior", spec.Behavior["evidence"]?.ToString());
        Row(text, "note", spec.Behavior["note"]?.ToString());
        foreach (var edition in standard.Editions)
        {
            var view = standard.Edition(edition).View(spec);
            Row(text, "in " + edition, (view.Availability.ToString().ToLowerInvariant(), view.Number == spec.Code ? "" : ", number " + view.Number, view.Meaning is null ? "" : "; " + view.Meaning) is var (a, n, m) ? a + n + m : null);
        }

        text.Append('\n');
    }

    private static void Side(StringBuilder text, string title, List<UnionNode> nodes)
    {
        text.Append($"## {title}\n\n");
        if (nodes.All(n => n.Fields.Count == 0))
        {
            text.Append("No fields.\n\n");
            return;
        }

        foreach (var node in nodes.Where(n => n.Fields.Any(f => !f.IsRootHolder)))
        {
            var name = node.Id.Length == 0 ? $"directly under {title.ToLowerInvariant()}" : node.Id == "#rows" ? $"rows directly under {title.ToLowerInvariant()}" : $"`{node.Id}`";
            text.Append($"### {name} ({(node.IsMany ? "many rows" : "one")}{(node.Assumed ? ", not said in the table" : "")}{(node.Parent is null ? "" : ", inside `" + node.Parent + "`")}{(node.FromEdition ? ", known to editions only" : "")}) — `{node.TypeName}`\n\n");
            text.Append("| field | 名称 | property | type | required | source and differences |\n|---|---|---|---|---|---|\n");
            foreach (var field in node.Fields.Where(f => !f.IsRootHolder || f.Child!.Parent is not null))
            {
                var notes = new List<string> { FieldWords.Source(field) };
                notes.AddRange(field.Notes);
                notes.AddRange(EvidenceOf(field.Json));
                text.Append($"| `{field.Code}` | {field.ChineseName} | {field.Property} | {Cell(FieldWords.Type(field))} | {Cell(FieldWords.Required(field))} | {Cell(string.Join("; ", notes))} |\n");
            }

            text.Append('\n');
        }
    }

    private static IEnumerable<string> EvidenceOf(JsonObject? json)
    {
        if (json?["evidence"] is not JsonArray evidence)
        {
            yield break;
        }

        foreach (var entry in evidence)
        {
            var words = entry!.AsObject().Where(e => e.Key is not "from" && e.Value is not null).Select(e => e.Key is "note" or "variants" ? e.Value!.ToString() : $"{e.Key} {e.Value}");
            yield return $"{entry["from"]}: {string.Join(", ", words)}";
        }
    }

    private static void Confirmations(StringBuilder text, TransactionSpec spec)
    {
        var person = spec.Behavior["person"]?.ToString();
        if (spec.Behavior["confirmBy"] is not JsonArray { Count: > 0 } confirmations)
        {
            text.Append(person is null ? "" : "## After a lost answer\n\nA person must look: " + person + ".\n\n");
            return;
        }

        text.Append("## After a lost answer\n\n").Append(person is null ? "" : "A person must look: " + person + ".\n\n").Append("| ask with | input | it was booked | it was not | certainty |\n|---|---|---|---|---|\n");
        foreach (var confirmation in confirmations)
        {
            text.Append($"| {confirmation!["code"]} | {Cell(Behavior.Inputs(confirmation.AsObject()))} | {Cell(confirmation["accepted"]?.ToString())} | {Cell(confirmation["notAccepted"]?.ToString())} | {confirmation["certainty"]} |\n");
        }

        text.Append('\n');
    }

    private static void Evidence(StringBuilder text, TransactionSpec spec)
    {
        var questions = (spec.Json["evidence"] as JsonArray)?.SelectMany(e => e!["openQuestions"] is JsonArray list ? list.Select(q => q!.ToString()) : Enumerable.Empty<string>()).Distinct().ToList();
        if (questions is { Count: > 0 })
        {
            text.Append("## Open questions\n\n").Append(string.Concat(questions.Select(q => $"- {q}\n"))).Append('\n');
        }
    }

    private static void Row(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append($"| {name} | {Cell(value)} |\n");
        }
    }

    private static string Join(JsonNode? list) => list is JsonArray array ? string.Join(", ", array.Select(a => a!.ToString())) : "";

    private static string Cell(string? text) => UnionField.Clean((text ?? "").Replace("|", "/", StringComparison.Ordinal));
}
