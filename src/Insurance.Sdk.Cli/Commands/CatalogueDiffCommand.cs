using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage.Catalogues;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance catalogue diff</c>: what lies between two versions, and what of it concerns the hospital's mapped items.</summary>
internal static class CatalogueDiffCommand
{
    internal static Command Create(Terminal terminal)
    {
        var (code, database, json) = (CatalogueOptions.Catalogue(), CatalogueOptions.Database(), CryptoOptions.Json());
        var from = new Option<string>("--from-version") { Description = "The earlier version; \"\" is the empty catalogue", HelpName = "A", Required = true };
        var to = new Option<string>("--to-version") { Description = "The later version", HelpName = "B", Required = true };
        var html = new Option<string?>("--html") { Description = "Write a page for people into this file", HelpName = "F" };
        var limit = new Option<int>("--limit") { Description = "How many changes of codes that are not mapped are listed", HelpName = "N", DefaultValueFactory = _ => 200 };
        var command = new Command("diff", "What lies between two versions of a catalogue, and what of it concerns mapped items") { code, from, to, database, html, limit, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var catalogue = CatalogueOptions.ReadCatalogue(arguments.GetValue(code)!);
            return await CatalogueOptions.WithDatabaseAsync(arguments.GetValue(database)!, mustExist: true, terminal, async opened =>
            {
                var today = ChinaTime.Now(terminal.Time);
                var mapped = (await new MappingStore(opened).ListAllAsync(cancellationToken).ConfigureAwait(false))
                    .Where(p => p.Interval.LastDay is not { } last || last.Value.Date >= today.Value.Date)
                    .ToLookup(p => p.NationalCode, StringComparer.Ordinal);
                CatalogueDiff diff;
                try
                {
                    diff = await new CatalogueStore(opened).DiffAsync(
                        catalogue, new CatalogueVersion(arguments.GetValue(from)!), new CatalogueVersion(arguments.GetValue(to)!),
                        mapped.Select(m => m.Key).ToHashSet(StringComparer.Ordinal), arguments.GetValue(limit), cancellationToken).ConfigureAwait(false);
                }
                catch (ArgumentException e)
                {
                    throw new CommandException(ExitCode.InvalidInput, (e.ParamName == "from" ? "--from-version: " : "--to-version: ") + CatalogueOptions.Plain(e));
                }

                if (arguments.GetValue(html) is { } file)
                {
                    await File.WriteAllTextAsync(file, CatalogueDiffPage.Write(diff, mapped, today), new UTF8Encoding(false), cancellationToken).ConfigureAwait(false);
                }

                await (arguments.GetValue(json)
                    ? terminal.WriteJsonAsync(writer => Write(writer, diff, mapped), cancellationToken)
                    : terminal.WriteLineAsync(Text(diff, mapped), cancellationToken)).ConfigureAwait(false);
                return ExitCode.Ok;
            }).ConfigureAwait(false);
        });
        return command;
    }

    private static string Text(CatalogueDiff diff, ILookup<string, ItemMapping> mapped)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{diff.Catalogue} {diff.From} -> {diff.To}: {diff.Added} added, {diff.Changed} changed, {diff.Ended} ended, {diff.BroughtBack} brought back");
        foreach (var change in diff.Changes.Where(c => mapped.Contains(c.Code)))
        {
            text.Append("\nmapped: ").Append(change.Code).Append(' ').Append(change.Kind).Append(", item ").AppendJoin(", ", mapped[change.Code].Select(p => p.HospitalItem));
            if (change.Columns.Count > 0)
            {
                text.Append(": ").AppendJoin("; ", change.Columns.Select(c => (c.Column?.Label ?? "column " + c.Position.ToString(CultureInfo.InvariantCulture)) + " " + (c.Before ?? "null") + " -> " + (c.After ?? "null")));
            }
        }

        return text.ToString();
    }

    private static void Write(Utf8JsonWriter writer, CatalogueDiff diff, ILookup<string, ItemMapping> mapped)
    {
        writer.WriteString("catalogue", diff.Catalogue);
        writer.WriteString("from", diff.From.Text);
        writer.WriteString("to", diff.To.Text);
        writer.WriteNumber("added", diff.Added);
        writer.WriteNumber("changed", diff.Changed);
        writer.WriteNumber("ended", diff.Ended);
        writer.WriteNumber("broughtBack", diff.BroughtBack);
        writer.WriteBoolean("cut", diff.IsCut);
        writer.WriteStartArray("changes");
        foreach (var change in diff.Changes)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", change.Kind.ToString());
            writer.WriteString("code", change.Code);
            writer.WriteString("name", change.After[CatalogueRole.Name]);
            writer.WriteStartArray("items");
            foreach (var item in mapped[change.Code].Select(p => p.HospitalItem).Distinct(StringComparer.Ordinal))
            {
                writer.WriteStringValue(item);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("columns");
            foreach (var column in change.Columns)
            {
                writer.WriteStartObject();
                writer.WriteNumber("position", column.Position);
                writer.WriteString("code", column.Column?.Code);
                writer.WriteString("label", column.Column?.Label);
                writer.WriteString("before", column.Before);
                writer.WriteString("after", column.After);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
