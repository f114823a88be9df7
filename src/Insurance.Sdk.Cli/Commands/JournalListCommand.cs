using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance journal list</c>: what stands in a journal, without inputs and outputs.</summary>
internal static class JournalListCommand
{
    private const int Most = 100_000;

    internal static Command Create(Terminal terminal)
    {
        var journal = JournalDatabase.Required();
        var open = new Option<bool>("--open") { Description = "Only records whose outcome has to be found out" };
        var key = new Option<string?>("--key") { Description = "Only records with this business key, such as mdtrt_id=M1", HelpName = "NAME=VALUE" };
        var json = new Option<bool>("--json") { Description = "Write one JSON array" };
        var command = new Command("list", "Show the records of a journal, oldest first: msgid, number, state, keys, when it was sent, what became of it") { journal, open, key, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var wanted = arguments.GetValue(key) is { } text ? ReadKey("--key", text) : ((string, string)?)null;
            var entries = await JournalDatabase.WithExistingAsync(
                arguments.GetValue(journal)!, terminal, opened => ReadAsync(opened, wanted, arguments.GetValue(open), cancellationToken)).ConfigureAwait(false);
            if (arguments.GetValue(json))
            {
                await terminal.WriteJsonValueAsync(writer => Write(writer, entries), cancellationToken).ConfigureAwait(false);
                return ExitCode.Ok;
            }

            foreach (var entry in entries)
            {
                await terminal.WriteLineAsync(
                    string.Join('\t', entry.MessageId, entry.Code, NameOf(entry.State), Time(entry.SentAt ?? entry.IntendedAt), string.Join(' ', entry.Keys.Take(10).Select(k => k.Key + "=" + k.Value)), entry.Resolution ?? ""),
                    cancellationToken).ConfigureAwait(false);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>NAME=VALUE.</summary>
    internal static (string Name, string Value) ReadKey(string option, string text)
        => text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1
            ? (text[..at], text[(at + 1)..])
            : throw new CommandException(ExitCode.Usage, option + ": a key is written NAME=VALUE, such as mdtrt_id=M1");

    internal static string NameOf(JournalState state) => char.ToLowerInvariant(state.ToString()[0]) + state.ToString()[1..];

    private static async Task<IReadOnlyList<JournalEntry>> ReadAsync(InsuranceDatabase opened, (string Name, string Value)? key, bool onlyOpen, CancellationToken cancellationToken)
    {
        var journal = new CallJournal(opened);
        var entries = key is { } wanted ? await journal.FindByKeyAsync(wanted.Name, wanted.Value, cancellationToken).ConfigureAwait(false)
            : onlyOpen ? await journal.ListOpenAsync(TimeSpan.Zero, Most, cancellationToken).ConfigureAwait(false)
            : await journal.ListAsync(null, null, Most, cancellationToken).ConfigureAwait(false);
        return onlyOpen ? entries.Where(e => e.IsOpen).ToList() : entries;
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<JournalEntry> entries)
    {
        writer.WriteStartArray();
        foreach (var entry in entries)
        {
            writer.WriteStartObject();
            writer.WriteString("msgid", entry.MessageId);
            writer.WriteString("code", entry.Code);
            writer.WriteString("state", NameOf(entry.State));
            writer.WriteStartObject("keys");
            foreach (var key in entry.Keys.GroupBy(k => k.Key, k => k.Value))
            {
                // One value as text, the serials of many lines as a list.
                if (key.Count() == 1)
                {
                    writer.WriteString(key.Key, key.First());
                    continue;
                }

                writer.WriteStartArray(key.Key);
                key.ToList().ForEach(writer.WriteStringValue);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
            writer.WriteString("intendedAt", Time(entry.IntendedAt));
            writer.WriteString("sentAt", entry.SentAt is { } sent ? Time(sent) : null);
            writer.WriteString("resolution", entry.Resolution);
            writer.WriteString("resolvedBy", entry.ResolvedBy);
            writer.WriteString("why", entry.ResolvedWhy);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Time(DateTimeOffset time) => time.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
}
