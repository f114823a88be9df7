using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Text.Json;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage.Catalogues;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance catalogue map set|end|history</c>: pairs of hospital item and national code. Nothing is sent to a center.</summary>
internal static class CatalogueMapCommand
{
    internal static Command Set(Terminal terminal)
    {
        var (item, listType, database, by, why, json) = Shared();
        var code = new Option<string>("--code") { Description = "National code (med_list_codg)", HelpName = "C", Required = true };
        var from = new Option<string>("--from") { Description = "First day", HelpName = "D1", Required = true };
        var to = new Option<string?>("--to") { Description = "Last day, still valid; left out, there is no end", HelpName = "D2" };
        var name = new Option<string?>("--name") { Description = "The hospital's own name of the item", HelpName = "TEXT" };
        var command = new Command("set", "Map an item to a national code for some days") { item, listType, code, from, to, name, database, by, why, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var first = CatalogueOptions.ReadTime(arguments.GetValue(from)!, "--from");
            ChinaTime? last = arguments.GetValue(to) is { } text ? CatalogueOptions.ReadTime(text, "--to") : null;
            var pair = Checked(() => new ItemMapping(arguments.GetValue(item)!, arguments.GetValue(listType)!, arguments.GetValue(code)!, new EffectiveInterval(first, last))
            {
                HospitalItemName = arguments.GetValue(name),
                Source = "command line",
            });
            var author = CatalogueOptions.Author(arguments.GetValue(by)!, arguments.GetValue(why)!);
            return await CatalogueOptions.WithDatabaseAsync(arguments.GetValue(database)!, mustExist: false, terminal, async opened =>
            {
                try
                {
                    await new MappingStore(opened).SetAsync(pair, author, cancellationToken).ConfigureAwait(false);
                }
                catch (ArgumentException e)
                {
                    throw new CommandException(ExitCode.InvalidInput, CatalogueOptions.Plain(e));
                }

                await (arguments.GetValue(json)
                    ? terminal.WriteJsonAsync(writer => Write(writer, pair), cancellationToken)
                    : terminal.WriteLineAsync(pair.ToString(), cancellationToken)).ConfigureAwait(false);
                return ExitCode.Ok;
            }).ConfigureAwait(false);
        });
        return command;
    }

    internal static Command End(Terminal terminal)
    {
        var (item, listType, database, by, why, json) = Shared();
        var to = new Option<string>("--to") { Description = "Last day, still valid, of the pair that is valid on it", HelpName = "D", Required = true };
        var command = new Command("end", "Give the pair of an item its last day") { item, listType, to, database, by, why, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var last = CatalogueOptions.ReadTime(arguments.GetValue(to)!, "--to");
            var author = CatalogueOptions.Author(arguments.GetValue(by)!, arguments.GetValue(why)!);
            return await CatalogueOptions.WithDatabaseAsync(arguments.GetValue(database)!, mustExist: true, terminal, async opened =>
            {
                try
                {
                    var pair = await new MappingStore(opened).EndAsync(arguments.GetValue(item)!, arguments.GetValue(listType)!, last, author, cancellationToken).ConfigureAwait(false);
                    await (arguments.GetValue(json)
                        ? terminal.WriteJsonAsync(writer => Write(writer, pair), cancellationToken)
                        : terminal.WriteLineAsync(pair.ToString(), cancellationToken)).ConfigureAwait(false);
                    return ExitCode.Ok;
                }
                catch (InvalidOperationException e)
                {
                    throw new CommandException(ExitCode.InvalidInput, e.Message);
                }
            }).ConfigureAwait(false);
        });
        return command;
    }

    internal static Command History(Terminal terminal)
    {
        var (item, listType, database, _, _, json) = Shared();
        var command = new Command("history", "Pairs of an item, and everything that was done to them") { item, listType, database, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            return await CatalogueOptions.WithDatabaseAsync(arguments.GetValue(database)!, mustExist: true, terminal, async opened =>
            {
                var store = new MappingStore(opened);
                var pairs = await store.ListAsync(arguments.GetValue(item)!, arguments.GetValue(listType)!, cancellationToken).ConfigureAwait(false);
                var events = await store.HistoryAsync(arguments.GetValue(item)!, arguments.GetValue(listType)!, cancellationToken).ConfigureAwait(false);
                await (arguments.GetValue(json)
                    ? terminal.WriteJsonAsync(writer => Write(writer, pairs, events), cancellationToken)
                    : terminal.WriteLineAsync(string.Join('\n', pairs.Select(p => p + " (" + p.State + ")").Concat(events.Select(Text)).DefaultIfEmpty("never mapped")), cancellationToken)).ConfigureAwait(false);
                return ExitCode.Ok;
            }).ConfigureAwait(false);
        });
        return command;
    }

    internal static void Write(Utf8JsonWriter writer, ItemMapping pair)
    {
        writer.WriteString("item", pair.HospitalItem);
        writer.WriteString("listType", pair.ListType);
        writer.WriteString("code", pair.NationalCode);
        writer.WriteString("from", CatalogueOptions.Day(pair.Interval.From));
        writer.WriteString("to", CatalogueOptions.Day(pair.Interval.LastDay));
        writer.WriteString("state", pair.State.ToString());
    }

    private static (Option<string> Item, Option<string> ListType, Option<string> Database, Option<string> By, Option<string> Why, Option<bool> Json) Shared()
        => (CatalogueOptions.Item(), CatalogueOptions.ListType(), CatalogueOptions.Database(), CatalogueOptions.By(), CatalogueOptions.Why(), CryptoOptions.Json());

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<ItemMapping> pairs, IReadOnlyList<MappingEvent> events)
    {
        writer.WriteStartArray("pairs");
        foreach (var pair in pairs)
        {
            writer.WriteStartObject();
            Write(writer, pair);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("events");
        foreach (var one in events)
        {
            writer.WriteStartObject();
            writer.WriteString("at", one.At.ToString());
            writer.WriteString("action", one.Action.ToString());
            Side(writer, "old", one.OldCode, one.OldInterval);
            Side(writer, "new", one.NewCode, one.NewInterval);
            writer.WriteString("state", one.State?.ToString());
            writer.WriteString("by", one.By);
            writer.WriteString("why", one.Why);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Side(Utf8JsonWriter writer, string name, string? code, EffectiveInterval? interval)
    {
        if (code is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteString("code", code);
        writer.WriteString("from", CatalogueOptions.Day(interval?.From));
        writer.WriteString("to", CatalogueOptions.Day(interval?.LastDay));
        writer.WriteEndObject();
    }

    private static string Text(MappingEvent e)
        => e.At + " " + e.Action + " " + Text(e.OldCode, e.OldInterval) + " -> " + Text(e.NewCode, e.NewInterval) + (e.State is { } state ? " " + state : "") + " by " + e.By + (e.Why.Length > 0 ? ": " + e.Why : "");

    private static string Text(string? code, EffectiveInterval? interval) => code is null ? "nothing" : code + " (" + interval + ")";

    private static T Checked<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException e)
        {
            throw new CommandException(ExitCode.InvalidInput, CatalogueOptions.Plain(e));
        }
    }
}
