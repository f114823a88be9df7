using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance trace base</c>: what the four-code base holds; fills from the center and from 码上放心; an export.</summary>
internal static class TraceBaseCommand
{
    internal static Command Create(Terminal terminal)
    {
        var database = TraceOptions.Database();
        var fill = new Option<bool>("--from-center") { Description = "First fill the base with the center's four-code query (ZSMCJ003), as traceCodes.fourCodeQuery of --config describes it" };
        var platform = new Option<string?>("--from-platform") { Description = "First ask the code system of 码上放心 about the codes of this file, one a line, as traceCodes.platform of --config describes it", HelpName = "FILE" };
        var export = new Option<string?>("--export") { Description = "Write the base into a file, .csv or .xlsx", HelpName = "FILE" };
        var config = TraceOptions.Config();
        var json = CryptoOptions.Json();
        var command = new Command("base", "Show the four-code base: version, counts, fills, conflicts") { database, fill, platform, export, config, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var asked = arguments.GetValue(platform);
            if ((arguments.GetValue(fill) || asked is not null) && arguments.GetValue(config) is null)
            {
                throw new CommandException(ExitCode.Usage, (asked is null ? "--from-center" : "--from-platform") + " needs --config");
            }

            return await TraceOptions.WithDatabaseAsync(arguments.GetValue(database)!, mustExist: !arguments.GetValue(fill) && asked is null, terminal, async opened =>
            {
                var store = new CodeBaseStore(opened);
                if (arguments.GetValue(fill))
                {
                    await FillAsync(store, arguments.GetValue(config)!, terminal, cancellationToken).ConfigureAwait(false);
                }

                if (asked is not null)
                {
                    await AskPlatformAsync(store, asked, arguments.GetValue(config)!, terminal, cancellationToken).ConfigureAwait(false);
                }

                var loaded = await store.LoadAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                if (arguments.GetValue(export) is { } path)
                {
                    Export(loaded, path);
                }

                var fills = await store.FillsAsync(cancellationToken).ConfigureAwait(false);
                var conflicts = await store.ConflictsAsync(cancellationToken).ConfigureAwait(false);
                await ShowAsync(loaded, fills, conflicts, arguments.GetValue(json), terminal, cancellationToken).ConfigureAwait(false);
                return ExitCode.Ok;
            }).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task FillAsync(CodeBaseStore store, string config, Terminal terminal, CancellationToken cancellationToken)
    {
        var settings = await terminal.ReadSettingsAsync(config, cancellationToken).ConfigureAwait(false);
        using var client = new InsuranceClient(settings, new InsuranceClientParts { TimeProvider = terminal.Time });
        await new ZsmcjFill(store, new FourCodeQuery(client, settings.TraceCodes.FourCodeQuery)).RunAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static async Task AskPlatformAsync(CodeBaseStore store, string file, string config, Terminal terminal, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new CommandException(ExitCode.Usage, "--from-platform: there is no such file");
        }

        var settings = await terminal.ReadSettingsAsync(config, cancellationToken).ConfigureAwait(false);
        var parser = new TraceCodeParser(TraceCodeRules.From(settings.TraceCodes));
        var readings = (await File.ReadAllLinesAsync(file, cancellationToken).ConfigureAwait(false)).Select(l => parser.Parse(l)).ToList();
        if (readings.FindIndex(r => !r.Ok && r.Reason != TraceCodeReason.Empty) is var bad && bad >= 0)
        {
            throw new CommandException(ExitCode.InvalidInput, string.Create(CultureInfo.InvariantCulture, $"--from-platform: line {bad + 1}: {readings[bad].ReasonText}"));
        }

        using var client = new TracePlatformClient(settings.TraceCodes.Platform, timeProvider: terminal.Time);
        await new PlatformFill(store).RunAsync(readings.Where(r => r.Ok).Select(r => r.Code), new TracePlatformCodeQuery(client, settings.TraceCodes.Platform.CodeQuery), cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static void Export(FourCodeBase loaded, string path)
    {
        var format = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".CSV" => TableFormat.Csv,
            ".XLSX" => TableFormat.Xlsx,
            _ => throw new CommandException(ExitCode.Usage, "--export: the name of the file must end in .csv or .xlsx"),
        };
        using var stream = File.Create(path);
        CodeBaseFile.Export(loaded, stream, format);
    }

    private static async Task ShowAsync(
        FourCodeBase loaded, IReadOnlyList<CodeBaseFill> fills, IReadOnlyList<CodeBaseConflict> conflicts, bool json, Terminal terminal, CancellationToken cancellationToken)
    {
        if (json)
        {
            await terminal.WriteJsonAsync(
                writer =>
                {
                    writer.WriteNumber("version", loaded.Version);
                    writer.WriteNumber("rows", loaded.Count);
                    writer.WriteNumber("prefixes", loaded.PrefixCount);
                    writer.WriteStartArray("fills");
                    foreach (var fill in fills)
                    {
                        Write(writer, fill);
                    }

                    writer.WriteEndArray();
                    writer.WriteStartArray("conflicts");
                    foreach (var conflict in conflicts)
                    {
                        writer.WriteStartObject();
                        writer.WritePropertyName("learned");
                        TraceOptions.WriteRow(writer, conflict.Learned);
                        writer.WriteStartArray("imported");
                        foreach (var row in conflict.Imported)
                        {
                            TraceOptions.WriteRow(writer, row);
                        }

                        writer.WriteEndArray();
                        writer.WriteEndObject();
                    }

                    writer.WriteEndArray();
                },
                cancellationToken).ConfigureAwait(false);
            return;
        }

        await terminal.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"version {loaded.Version}: {loaded.Count} row(s), {loaded.PrefixCount} prefix(es), {conflicts.Count} conflict(s)"), cancellationToken).ConfigureAwait(false);
        foreach (var fill in fills)
        {
            await terminal.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture,
                    $"{fill.Version}\t{TraceOptions.NameOf(fill.Source)}\t{fill.Origin}\t{fill.Started}\t+{fill.Added} ~{fill.Changed} -{fill.Removed}{(fill.Ended is null ? "\tbroken off" : "")}"),
                cancellationToken).ConfigureAwait(false);
        }

        foreach (var conflict in conflicts)
        {
            await terminal.TellAsync("conflict " + conflict.Learned.Prefix + conflict.Learned.Barcode + ": learned " + conflict.Learned.HospitalItemCode + " " + conflict.Learned.NationalItemCode).ConfigureAwait(false);
        }
    }

    private static void Write(Utf8JsonWriter writer, CodeBaseFill fill)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", fill.Version);
        writer.WriteString("source", TraceOptions.NameOf(fill.Source));
        writer.WriteString("origin", fill.Origin);
        writer.WriteString("started", fill.Started.ToString());
        writer.WriteString("ended", fill.Ended?.ToString());
        writer.WriteNumber("rows", fill.Rows);
        writer.WriteNumber("added", fill.Added);
        writer.WriteNumber("changed", fill.Changed);
        writer.WriteNumber("removed", fill.Removed);
        writer.WriteNumber("conflicts", fill.Conflicts);
        writer.WriteNumber("badRows", fill.BadRows);
        writer.WriteEndObject();
    }
}
