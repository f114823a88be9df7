using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Text.Json;
using Insurance.Sdk.Cli.Editions;
using Insurance.Sdk.Cli.Showing;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance transactions</c>: what the standard, or one edition of it, has.</summary>
internal static class TransactionsCommand
{
    internal static Command Create(Terminal terminal)
    {
        var edition = EditionOptions.Edition();
        edition.Description = "List the meanings of one edition by their numbers there; left out, everything the standard has";
        var json = CryptoOptions.Json();
        json.Description = "Write a JSON array";
        var command = new Command("transactions", "List the transactions") { edition, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var rows = arguments.GetValue(edition) is { } name ? OfEdition(ChosenEdition.Of(name, null)) : OfStandard();
            if (arguments.GetValue(json))
            {
                await terminal.WriteJsonValueAsync(writer => Write(writer, rows), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await terminal.WriteLineAsync(Table(rows), cancellationToken).ConfigureAwait(false);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static List<Listed> OfEdition(ChosenEdition edition)
        => edition.View.Transactions.Select(t => new Listed(t, t.Number, edition.Name, t.Availability)).ToList();

    /// <summary>Each meaning as Guangdong has it, or else as the first edition that is known to have it.</summary>
    private static List<Listed> OfStandard()
    {
        var standard = StandardSpec.Current;
        var views = new Dictionary<string, EditionView>(StringComparer.Ordinal);
        return standard.Transactions.Select(spec =>
        {
            var name = spec.KnownIn.Contains("*") || spec.KnownIn.Contains(ChosenEdition.Default) ? ChosenEdition.Default
                : spec.KnownIn.Count > 0 ? spec.KnownIn[0] : EditionRules.Base;

            // Places without an edition of their own (a printed text, one witness) have the table as it is printed.
            var view = standard.Editions.Contains(name)
                ? (views.TryGetValue(name, out var known) ? known : views[name] = standard.Edition(name)).View(spec)
                : StandardSpec.Printed(spec);
            return new Listed(view, view.Number, name, standard.Editions.Contains(name) ? view.Availability : Availability.Yes);
        }).ToList();
    }

    private static void Write(Utf8JsonWriter writer, List<Listed> rows)
    {
        var typed = Operations.All.Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
        writer.WriteStartArray();
        foreach (var row in rows)
        {
            var spec = row.View.Spec;
            writer.WriteStartObject();
            writer.WriteString("code", row.Number);
            writer.WriteString("name", spec.ChineseName);
            writer.WriteString("stem", spec.Stem);
            writer.WriteString("group", spec.Group);
            writer.WriteString("kind", spec.Kind);
            writer.WriteString("edition", row.Edition);
            Nodes(writer, "inputNodes", row.View.Input);
            Nodes(writer, "outputNodes", row.View.Output);
            writer.WriteNumber("fields", row.View.Input.Concat(row.View.Output).Sum(n => n.Fields.Count));
            writer.WriteString("key", spec.Key);
            writer.WriteStartArray("editions");
            foreach (var known in spec.KnownIn)
            {
                writer.WriteStringValue(known);
            }

            writer.WriteEndArray();
            writer.WriteString("availability", Word(row.Availability));
            writer.WriteBoolean("typed", typed.Contains(spec.Key));
            writer.WriteBoolean("published", spec.Origin == "published");
            writer.WriteBoolean("tableIsPublic", spec.TableIsPublic);
            writer.WriteBoolean("inbound", spec.IsInbound);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Keys on the wire; "" for fields directly under the side, the table's own name where the sources disagree.</summary>
    private static void Nodes(Utf8JsonWriter writer, string member, IReadOnlyList<NodeView> nodes)
    {
        writer.WriteStartArray(member);
        foreach (var node in nodes)
        {
            writer.WriteStringValue(node.WireName ?? node.Id);
        }

        writer.WriteEndArray();
    }

    private static string Table(List<Listed> rows)
    {
        var table = new TextTable("number", "名称", "kind", "edition", "group", "method");
        foreach (var row in rows)
        {
            table.Add(row.Number, row.View.Spec.ChineseName, row.View.Spec.Kind, row.Edition + (row.Availability == Availability.No ? " (not there)" : ""), row.View.Spec.Group, row.View.Spec.Stem);
        }

        return table.ToString() + rows.Count + " transactions";
    }

    private static string Word(Availability availability) => availability switch { Availability.Yes => "yes", Availability.No => "no", _ => "unknown" };

    private sealed record Listed(TransactionView View, string Number, string Edition, Availability Availability);
}
