using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance trace import</c>: rows of the four-code base, or a supplier's codes of an invoice, from a file.</summary>
internal static class TraceImportCommand
{
    internal static Command Create(Terminal terminal)
    {
        var database = TraceOptions.Database();
        var file = new Option<string>("--file") { Description = "CSV, XLSX or JSON; columns by their Chinese or English names", HelpName = "F", Required = true };
        var invoice = new Option<string?>("--invoice") { Description = "Take the file for a supplier's trace codes of this invoice", HelpName = "N" };
        var complete = new Option<bool>("--complete") { Description = "The file is the whole base: earlier rows of files that are not in it go" };
        var config = TraceOptions.Config();
        var json = CryptoOptions.Json();
        var command = new Command("import", "Take a file in: good rows are kept, every bad one is told; ends with 0, or with 5 where rows were bad") { database, file, invoice, complete, config, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var path = arguments.GetValue(file)!;
            if (!File.Exists(path))
            {
                throw new CommandException(ExitCode.Usage, "--file: there is no such file");
            }

            if (arguments.GetValue(invoice) is { } number && number.Trim().Length is 0 or > 100)
            {
                throw new CommandException(ExitCode.Usage, "--invoice: must have 1 to 100 characters");
            }

            var parser = await TraceOptions.ParserAsync(arguments.GetValue(config), terminal, cancellationToken).ConfigureAwait(false);
            var asJson = arguments.GetValue(json);
            return await TraceOptions.WithDatabaseAsync(arguments.GetValue(database)!, mustExist: false, terminal, opened => arguments.GetValue(invoice) is { } of
                ? SupplierAsync(opened, path, of.Trim(), parser, asJson, terminal, cancellationToken)
                : BaseAsync(opened, path, arguments.GetValue(complete), asJson, terminal, cancellationToken)).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> BaseAsync(InsuranceDatabase database, string path, bool complete, bool json, Terminal terminal, CancellationToken cancellationToken)
    {
        var reading = Read(() => CodeBaseFile.Read(path));
        var fill = await new CodeBaseStore(database)
            .ImportAsync(reading.Rows, FourCodeSource.File, Path.GetFileName(path), complete, reading.BadRows.Count, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (json)
        {
            await terminal.WriteJsonAsync(
                writer =>
                {
                    writer.WriteString("kind", "codeBase");
                    writer.WriteNumber("version", fill.Version);
                    writer.WriteNumber("rows", fill.Rows);
                    writer.WriteNumber("added", fill.Added);
                    writer.WriteNumber("changed", fill.Changed);
                    writer.WriteNumber("removed", fill.Removed);
                    TraceOptions.WriteBadRows(writer, reading.BadRows);
                },
                cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await TraceOptions.TellBadRowsAsync(terminal, reading.BadRows).ConfigureAwait(false);
            await terminal.TellAsync(string.Create(CultureInfo.InvariantCulture,
                $"version {fill.Version}: {fill.Rows} row(s), {fill.Added} added, {fill.Changed} changed, {fill.Removed} removed, {reading.BadRows.Count} bad")).ConfigureAwait(false);
        }

        return reading.BadRows.Count == 0 ? ExitCode.Ok : ExitCode.InvalidInput;
    }

    private static async Task<int> SupplierAsync(InsuranceDatabase database, string path, string invoice, TraceCodeParser parser, bool json, Terminal terminal, CancellationToken cancellationToken)
    {
        var reading = Read(() => TraceCodeFile.Read(path, invoice, parser));
        var import = await new SupplierTraceStore(database, parser).ImportAsync(reading.Rows, cancellationToken).ConfigureAwait(false);
        if (json)
        {
            await terminal.WriteJsonAsync(
                writer =>
                {
                    writer.WriteString("kind", "supplierCodes");
                    writer.WriteString("invoice", invoice);
                    writer.WriteNumber("rows", reading.Rows.Count);
                    writer.WriteNumber("added", import.Added);
                    writer.WriteNumber("known", import.Known);
                    writer.WriteStartArray("clashes");
                    foreach (var clash in import.Clashes)
                    {
                        writer.WriteStartObject();
                        writer.WriteString("code", clash.Code);
                        writer.WriteStartArray("invoices");
                        foreach (var other in clash.Invoices)
                        {
                            writer.WriteStringValue(other);
                        }

                        writer.WriteEndArray();
                        writer.WriteEndObject();
                    }

                    writer.WriteEndArray();
                    TraceOptions.WriteBadRows(writer, reading.BadRows);
                },
                cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await TraceOptions.TellBadRowsAsync(terminal, reading.BadRows).ConfigureAwait(false);
            foreach (var clash in import.Clashes)
            {
                await terminal.TellAsync("warning " + clash.Code + " stands under invoices " + string.Join(", ", clash.Invoices)).ConfigureAwait(false);
            }

            await terminal.TellAsync(string.Create(CultureInfo.InvariantCulture,
                $"invoice {invoice}: {reading.Rows.Count} code(s), {import.Added} added, {import.Known} known, {import.Clashes.Count} under several invoices, {reading.BadRows.Count} bad")).ConfigureAwait(false);
        }

        return reading.BadRows.Count == 0 ? ExitCode.Ok : ExitCode.InvalidInput;
    }

    private static FileReading<T> Read<T>(Func<FileReading<T>> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new CommandException(ExitCode.InvalidInput, "--file: " + e.Message);
        }
    }
}
