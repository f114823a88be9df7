using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage.Catalogues;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance catalogue import</c>: one file into the database.</summary>
internal static class CatalogueImportCommand
{
    internal static Command Create(Terminal terminal)
    {
        var code = CatalogueOptions.Catalogue();
        var file = new Option<string>("--file") { Description = "ZIP archive of 9102, or the text in it", HelpName = "X.zip|X.txt", Required = true };
        var database = CatalogueOptions.Database();
        var json = CryptoOptions.Json();
        var command = new Command("import", "Take a catalogue file in: all of it or nothing; the same file again changes nothing") { code, file, database, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var catalogue = CatalogueOptions.ReadCatalogue(arguments.GetValue(code)!);
            var path = arguments.GetValue(file)!;
            if (!File.Exists(path))
            {
                throw new CommandException(ExitCode.Usage, "--file: there is no such file");
            }

            return await CatalogueOptions.WithDatabaseAsync(arguments.GetValue(database)!, mustExist: false, terminal, async opened =>
            {
                var asJson = arguments.GetValue(json);
                CatalogueImportReport report;
                using (var bar = ImportBar.For(terminal, asJson))
                {
                    report = await new CatalogueStore(opened).ImportAsync(catalogue, path, progress: bar, cancellationToken: cancellationToken).ConfigureAwait(false);
                }

                await TellAsync(terminal, report, asJson, cancellationToken).ConfigureAwait(false);
                return ExitCode.Ok;
            }).ConfigureAwait(false);
        });
        return command;
    }

    internal static async Task TellAsync(Terminal terminal, CatalogueImportReport report, bool json, CancellationToken cancellationToken)
    {
        if (json)
        {
            await terminal.WriteJsonAsync(writer => Write(writer, report), cancellationToken).ConfigureAwait(false);
            return;
        }

        await terminal.WriteLineAsync(report.ToString(), cancellationToken).ConfigureAwait(false);
        foreach (var row in report.SkippedRows)
        {
            await terminal.TellAsync("left out: row " + row.RowNumber.ToString(CultureInfo.InvariantCulture) + ", " + row.Reason + ": " + row.Detail).ConfigureAwait(false);
        }
    }

    internal static void Write(Utf8JsonWriter writer, CatalogueImportReport report)
    {
        writer.WriteString("catalogue", report.Catalogue);
        writer.WriteNumber("rows", report.Rows);
        writer.WriteNumber("added", report.Added);
        writer.WriteNumber("changed", report.Changed);
        writer.WriteNumber("ended", report.Ended);
        writer.WriteNumber("broughtBack", report.BroughtBack);
        writer.WriteNumber("repeated", report.Repeated);
        writer.WriteNumber("older", report.Older);
        writer.WriteNumber("unchanged", report.Unchanged);
        writer.WriteNumber("skipped", report.Skipped);
        writer.WriteNumber("columns", report.ColumnCount);
        writer.WriteNumber("rowsWithUnknownColumns", report.RowsWithUnknownColumns);
        writer.WriteString("versionBefore", report.VersionBefore.Text);
        writer.WriteString("version", report.Version.Text);
        writer.WriteStartArray("skippedRows");
        foreach (var row in report.SkippedRows)
        {
            writer.WriteStartObject();
            writer.WriteNumber("row", row.RowNumber);
            writer.WriteString("reason", row.Reason.ToString());
            writer.WriteString("detail", row.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
