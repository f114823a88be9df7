using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Cli.Showing;
using Insurance.Sdk.Storage.Catalogues;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance catalogue status</c>: what is held, and what needs somebody's attention.</summary>
internal static class CatalogueStatusCommand
{
    internal static Command Create(Terminal terminal)
    {
        var database = CatalogueOptions.Database();
        var days = new Option<int>("--warn-days") { Description = "Warn of mappings that end within so many days", HelpName = "N", DefaultValueFactory = _ => 30 };
        var json = CryptoOptions.Json();
        var command = new Command("status", "Versions held, mappings, changes that are not over, warnings") { database, days, json };
        command.SetAction((arguments, cancellationToken) => CatalogueOptions.WithDatabaseAsync(arguments.GetValue(database)!, mustExist: true, terminal, async opened =>
        {
            var (catalogues, mappings) = (new CatalogueStore(opened), new MappingStore(opened));
            var held = await catalogues.GetStatusAsync(cancellationToken).ConfigureAwait(false);
            var pairs = await mappings.ListAllAsync(cancellationToken).ConfigureAwait(false);
            var changes = await mappings.ListOpenAsync(cancellationToken).ConfigureAwait(false);
            var warnings = await new MappingWarnings(mappings, catalogues).FindAsync(ChinaTime.Now(terminal.Time), arguments.GetValue(days), cancellationToken).ConfigureAwait(false);
            await (arguments.GetValue(json)
                ? terminal.WriteJsonAsync(writer => Write(writer, held, pairs, changes, warnings), cancellationToken)
                : terminal.WriteLineAsync(Text(held, pairs, changes, warnings), cancellationToken)).ConfigureAwait(false);
            return ExitCode.Ok;
        }));
        return command;
    }

    private static string Text(IReadOnlyList<CatalogueStatus> held, IReadOnlyList<ItemMapping> pairs, IReadOnlyList<MappingChange> changes, IReadOnlyList<MappingWarning> warnings)
    {
        var table = new TextTable("number", "名称", "version", "codes", "rows", "changed");
        foreach (var catalogue in held)
        {
            table.Add(
                catalogue.Catalogue, catalogue.Title, catalogue.Version.Text + (catalogue.HasPendingFile ? " (file pending)" : ""), Number(catalogue.Codes), Number(catalogue.Rows), catalogue.ChangedAt.ToString());
        }

        var states = string.Join(", ", States(pairs).Where(s => s.Count > 0).Select(s => Number(s.Count) + " " + s.State));
        return string.Join('\n', new[] { table + Number(pairs.Count) + " mappings" + (states.Length == 0 ? "" : ": " + states) }
            .Concat(changes.Select(c => "not over: " + c.Id + " " + c))
            .Concat(warnings.Select(w => "warning: " + w)));
    }

    private static IEnumerable<(MappingState State, int Count)> States(IReadOnlyList<ItemMapping> pairs) => Enum.GetValues<MappingState>().Select(s => (s, pairs.Count(p => p.State == s)));

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<CatalogueStatus> held, IReadOnlyList<ItemMapping> pairs, IReadOnlyList<MappingChange> changes, IReadOnlyList<MappingWarning> warnings)
    {
        writer.WriteStartArray("catalogues");
        foreach (var catalogue in held)
        {
            writer.WriteStartObject();
            writer.WriteString("code", catalogue.Catalogue);
            writer.WriteString("title", catalogue.Title);
            writer.WriteString("version", catalogue.Version.Text);
            writer.WriteNumber("codes", catalogue.Codes);
            writer.WriteNumber("rows", catalogue.Rows);
            writer.WriteString("changedAt", catalogue.ChangedAt.ToString());
            writer.WriteBoolean("pendingFile", catalogue.HasPendingFile);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("mappings", pairs.Count);
        writer.WriteStartObject("states");
        foreach (var (state, count) in States(pairs))
        {
            writer.WriteNumber(state.ToString().ToLowerInvariant(), count);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("openChanges");
        foreach (var change in changes)
        {
            writer.WriteStartObject();
            writer.WriteString("id", change.Id);
            writer.WriteString("step", change.Step.ToString());
            writer.WriteString("stop", change.Stop.ToString());
            writer.WriteString("text", change.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("warnings");
        foreach (var warning in warnings)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", warning.Kind.ToString());
            writer.WriteString("item", warning.Pair.HospitalItem);
            writer.WriteString("listType", warning.Pair.ListType);
            writer.WriteString("code", warning.Pair.NationalCode);
            writer.WriteString("text", warning.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
