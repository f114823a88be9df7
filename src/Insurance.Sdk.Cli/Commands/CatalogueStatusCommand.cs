using System.CommandLine;
using System.Globalization;
using System.Linq;
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
        command.SetAction(async (arguments, cancellationToken) =>
        {
            using var opened = CatalogueOptions.Open(arguments.GetValue(database)!, terminal);
            var catalogues = new CatalogueStore(opened);
            var mappings = new MappingStore(opened);
            var held = await catalogues.GetStatusAsync(cancellationToken).ConfigureAwait(false);
            var pairs = await mappings.ListAllAsync(cancellationToken).ConfigureAwait(false);
            var changes = await mappings.ListOpenAsync(cancellationToken).ConfigureAwait(false);
            var today = ChinaTime.Now(terminal.Time);
            var warnings = await new MappingWarnings(mappings, catalogues).FindAsync(today, arguments.GetValue(days), cancellationToken).ConfigureAwait(false);
            if (arguments.GetValue(json))
            {
                await terminal.WriteJsonAsync(
                    writer =>
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
                    },
                    cancellationToken).ConfigureAwait(false);
                return ExitCode.Ok;
            }

            var table = new TextTable("number", "名称", "version", "codes", "rows", "changed");
            foreach (var catalogue in held)
            {
                table.Add(
                    catalogue.Catalogue, catalogue.Title, catalogue.Version.Text + (catalogue.HasPendingFile ? " (file pending)" : ""), catalogue.Codes.ToString("N0", CultureInfo.InvariantCulture),
                    catalogue.Rows.ToString("N0", CultureInfo.InvariantCulture), catalogue.ChangedAt.ToString());
            }

            await terminal.WriteLineAsync(table + pairs.Count.ToString("N0", CultureInfo.InvariantCulture) + " mappings", cancellationToken).ConfigureAwait(false);
            foreach (var line in changes.Select(c => "not over: " + c.Id + " " + c).Concat(warnings.Select(w => "warning: " + w)))
            {
                await terminal.WriteLineAsync(line, cancellationToken).ConfigureAwait(false);
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
