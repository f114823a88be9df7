using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using Insurance.Sdk.Cli.Editions;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.Cli.Showing;

/// <summary>Everything the standard says about a transaction, as a page for a terminal.</summary>
internal static class TransactionPage
{
    internal static string Of(ChosenTransaction transaction)
    {
        var page = new StringBuilder();
        page.Append(transaction.Title).Append("  (edition ").Append(transaction.Edition.Name).Append(": ").Append(Word(transaction.View.Availability)).Append(")\n");
        Facts(page, transaction);
        if (!transaction.View.HasTable)
        {
            page.Append("\nNo field table is public. Ask the center and describe nodes and fields in a corrections file.\n");
        }

        Side(page, "input", transaction.View.Input);
        Side(page, "output", transaction.View.Output);
        Differences(page, transaction);
        return page.ToString();
    }

    private static void Facts(StringBuilder page, ChosenTransaction transaction)
    {
        var (spec, operation) = (transaction.View.Spec, transaction.Operation);
        Fact(page, "method", spec.IsInbound ? "none: the center calls the hospital" : "client." + spec.Group + "." + spec.Stem + "Async");
        Fact(page, "kind", spec.Kind + (operation.ChangesCenter ? ", changes the center's books" : "") + (operation.MovesMoney ? ", moves money" : ""));
        Fact(page, "repeat", operation.Repeat switch
        {
            RepeatRule.Safe => "safe",
            RepeatRule.AfterQuery => "only after the center was asked and nothing was found",
            RepeatRule.Never => "never",
            _ => "unknown, treated as never",
        });
        Fact(page, "business key", string.Join(", ", operation.BusinessKey));
        Fact(page, "undone by", string.Join("; ", operation.UndoneBy.Select(u => u.Code + (u.When.Length > 0 ? " (" + u.When + ")" : ""))));
        foreach (var query in operation.ConfirmedBy)
        {
            Fact(page, "confirmed by", query.Code + " (" + query.Certainty + "): accepted = " + query.Accepted + "; not accepted = " + query.NotAccepted);
        }

        Fact(page, "tables from", spec.Origin + (spec.IsRetired ? ", marked as no longer in use" : ""));
        Fact(page, "meaning here", transaction.View.Meaning ?? "");
        Fact(page, "note", spec.Behavior["note"]?.ToString() ?? "");
    }

    private static void Fact(StringBuilder page, string name, string text)
    {
        if (text.Length > 0)
        {
            page.Append("  ").Append(name.PadRight(13)).Append(text).Append('\n');
        }
    }

    private static void Side(StringBuilder page, string side, IReadOnlyList<NodeView> nodes)
    {
        foreach (var node in nodes)
        {
            page.Append('\n').Append(side);
            var name = node.WireName ?? node.Id;
            page.Append(node.Parent is { Length: > 0 } parent ? "." + parent : "").Append(name.Length > 0 ? "." + name : "");
            page.Append(node.IsMany ? "  many rows" : "  one row").Append(node.CardinalityAssumed ? " (assumed)" : "");
            page.Append(node.WireName is null ? "  NAME UNDECIDED, seen: " + string.Join(", ", node.AlsoSeen) : "");
            page.Append(node.Presence == Presence.Yes ? "" : "  " + Word(node.Presence)).Append('\n');
            page.Append(Fields(node));
        }
    }

    private static string Fields(NodeView node)
    {
        var table = new TextTable("field", "名称", "type", "length", "required", "codes, form, spellings");
        foreach (var field in node.Fields)
        {
            table.Add(field.WriteAs, field.ChineseName, field.Type, field.Length ?? "", Required(field), Remarks(field));
        }

        return table.ToString();
    }

    private static string Required(FieldView field)
    {
        var word = field.Required switch { true => "yes", false => "no", _ => "?" };
        return (field.RequiredWhen is { } when ? "when " + Condition(when) : field.WarnIfMissing ? "warns" : word) + (field.Presence == Presence.Yes ? "" : ", " + Word(field.Presence));
    }

    private static string Condition(JsonObject when)
    {
        if (when["anyOf"] is JsonArray any)
        {
            return "none of " + string.Join("/", any.Select(a => a!.ToString()));
        }

        if (when["condition"] is { } named)
        {
            return named.ToString();
        }

        var field = when["field"]?.ToString() ?? "";
        return when["equals"] is { } equals ? field + "=" + equals
            : when["in"] is JsonArray list ? field + " in " + string.Join("/", list.Select(v => v!.ToString()))
            : when["empty"] is not null ? field + " empty"
            : field + " given";
    }

    private static string Remarks(FieldView field)
    {
        var remarks = new List<string>();
        if (field.Values is { Count: > 0 } values)
        {
            remarks.Add(string.Join(" ", values.Take(8).Select(v => v.Key + " " + v.Value)) + (values.Count > 8 ? " …" : ""));
        }
        else if (field.Dictionary is { } dictionary)
        {
            remarks.Add("list " + dictionary);
        }

        if (field.Format is { } format)
        {
            remarks.Add(format);
        }

        if (field.AlsoWrite.Count > 0)
        {
            remarks.Add("also sent as " + string.Join(", ", field.AlsoWrite));
        }

        if (field.AcceptAs.Count > 0)
        {
            remarks.Add("also read as " + string.Join(", ", field.AcceptAs));
        }

        return string.Join("; ", remarks);
    }

    private static void Differences(StringBuilder page, ChosenTransaction transaction)
    {
        var standard = StandardSpec.Current;
        page.Append("\neditions\n");
        foreach (var name in standard.Editions)
        {
            var view = standard.Edition(name).View(transaction.View.Spec);
            page.Append("  ").Append(name.PadRight(16)).Append(Word(view.Availability));
            page.Append(view.Number != transaction.View.Spec.Code ? ", as number " + view.Number : "").Append('\n');
            foreach (var difference in DifferencesOf(standard.EditionJson(name)["transactions"]?[transaction.View.Spec.Key] as JsonObject))
            {
                page.Append("    ").Append(difference).Append('\n');
            }
        }
    }

    private static IEnumerable<string> DifferencesOf(JsonObject? changes)
    {
        foreach (var (side, nodes) in changes?["nodes"] as JsonObject ?? [])
        {
            foreach (var (id, change) in nodes as JsonObject ?? [])
            {
                yield return "node " + side + (id.Length > 0 ? "." + id : "") + ": " + Changes(change);
            }
        }

        foreach (var (path, change) in changes?["fields"] as JsonObject ?? [])
        {
            yield return path + ": " + Changes(change);
        }

        foreach (var (node, fields) in changes?["extra"] as JsonObject ?? [])
        {
            yield return node + " also has: " + string.Join(", ", (fields as JsonArray ?? []).Select(f => f!["code"]!.ToString()));
        }
    }

    /// <summary>What changes, without the evidence for it.</summary>
    private static string Changes(JsonNode? change)
    {
        var told = (change as JsonObject ?? []).Where(c => c.Key is not ("certainty" or "by" or "note" or "evidence" or "seen"))
            .Select(c => c.Key + " " + (c.Value is JsonArray list ? string.Join("/", list.Select(v => v is JsonObject o ? o["name"]?.ToString() : v?.ToString())) : c.Value?.ToString() ?? "undecided")).ToList();
        return told.Count > 0 ? string.Join(", ", told) : "noted";
    }

    private static string Word(Availability availability) => availability switch
    {
        Availability.Yes => "has it",
        Availability.No => "does not have it",
        _ => "nobody says whether it has it",
    };

    private static string Word(Presence presence) => presence switch
    {
        Presence.Optional => "sent when set",
        Presence.Unknown => "unconfirmed here",
        Presence.No => "not sent here",
        _ => "",
    };
}
