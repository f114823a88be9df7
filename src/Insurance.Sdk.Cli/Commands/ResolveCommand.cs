using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Reconciliation;
using Insurance.Sdk.Recovery;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance resolve</c>: finds out what became of calls whose answer was lost.</summary>
internal static class ResolveCommand
{
    private static readonly Dictionary<string, RecoveryAim> Aims = new(StringComparer.Ordinal)
    {
        ["adopt"] = RecoveryAim.Adopt, ["adopt-or-reverse"] = RecoveryAim.AdoptOrReverse, ["reverse"] = RecoveryAim.Reverse,
    };

    internal static Command Create(Terminal terminal)
    {
        var messageId = new Argument<string?>("MSGID") { Description = "The call, by its msgid", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Every record whose outcome has to be found out" };
        var bill = new Option<string?>("--bill") { Description = "Everything of one bill that is open or not posted, the last step first (needs --who)", HelpName = "NAME=VALUE" };
        var journal = JournalDatabase.Required();
        var config = new Option<string>("--config") { Description = "Configuration file (docs/reference/configuration.md)", HelpName = "FILE", Required = true };
        var aim = new Option<string>("--aim") { Description = "adopt: ask only. adopt-or-reverse: take back what cannot be read back. reverse: take back what the center has", HelpName = "AIM", DefaultValueFactory = _ => "adopt" };
        aim.AcceptOnlyFromAmong(Aims.Keys.ToArray());
        var who = new Option<string?>("--who") { Description = "Who asks, for the journal", HelpName = "NAME" };
        var settling = new Option<decimal?>("--settling") { Description = "Seconds that the center may take to show what it has booked (default 300): only after them does \"not there\" count", HelpName = "S" };
        var json = new Option<bool>("--json") { Description = "Write one JSON array" };
        var command = new Command("resolve", "Find out what became of calls whose answer was lost: ends with 0 where all are resolved, with 4 where something is still in doubt")
        {
            messageId, all, bill, journal, config, aim, who, settling, json,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var (one, everything, billKey) = (arguments.GetValue(messageId), arguments.GetValue(all), arguments.GetValue(bill));
            if ((one is null ? 0 : 1) + (everything ? 1 : 0) + (billKey is null ? 0 : 1) != 1)
            {
                throw new CommandException(ExitCode.Usage, "Name a MSGID, or --all, or --bill");
            }

            var options = Options(arguments.GetValue(settling), arguments.GetValue(who));
            var asked = new Asked(one, billKey is null ? null : JournalListCommand.ReadKey("--bill", billKey), Aims[arguments.GetValue(aim)!], arguments.GetValue(who));
            var settings = await terminal.ReadSettingsAsync(arguments.GetValue(config)!, cancellationToken).ConfigureAwait(false);
            var results = await JournalDatabase.WithExistingAsync(
                arguments.GetValue(journal)!, terminal, opened => RunAsync(settings, opened, options, asked, terminal, cancellationToken)).ConfigureAwait(false);
            await TellAsync(results, terminal, arguments.GetValue(json), cancellationToken).ConfigureAwait(false);
            return results.All(r => r.IsClosed) ? ExitCode.Ok : ExitCode.Unknown;
        });
        return command;
    }

    private static RecoveryOptions Options(decimal? settling, string? who)
    {
        var options = new RecoveryOptions();
        if (settling is { } seconds)
        {
            options.SettlingTime = seconds is >= 0 and <= 86400
                ? TimeSpan.FromMilliseconds((double)(seconds * 1000))
                : throw new CommandException(ExitCode.Usage, "--settling: from 0 to 86400 seconds");
        }

        if (who is "" or { Length: > 100 })
        {
            throw new CommandException(ExitCode.Usage, "--who: a name of 1 to 100 characters");
        }

        return options;
    }

    private static async Task<IReadOnlyList<RecoveryResult>> RunAsync(
        InsuranceOptions settings, InsuranceDatabase opened, RecoveryOptions options, Asked asked, Terminal terminal, CancellationToken cancellationToken)
    {
        var journal = new CallJournal(opened);
        using var client = new InsuranceClient(settings, new InsuranceClientParts { TimeProvider = terminal.Time, Journal = journal });
        options.Comparer = new DetailComparer(client, null, terminal.Time);
        options.Books = new JournalBooks(client);
        var desk = new RecoveryDesk(client, options);
        if (asked.Bill is { } bill)
        {
            return (await desk.UnlockBillAsync(
                bill.Name, bill.Value, asked.Who ?? throw new CommandException(ExitCode.Usage, "--bill: --who is missing: who unlocks a bill stands in the journal"), asked.Aim, cancellationToken).ConfigureAwait(false)).Results;
        }

        if (asked.MessageId is { } id && await journal.FindAsync(id, cancellationToken).ConfigureAwait(false) is null)
        {
            throw new CommandException(ExitCode.Usage, "The journal has no record " + id);
        }

        var ids = asked.MessageId is { } one ? [one] : (await journal.ListOpenAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Select(e => e.MessageId).ToList();
        var results = (await desk.ResolveEachAsync(ids, asked.Aim, asked.Who ?? options.Owner, null, cancellationToken).ConfigureAwait(false)).ToList();
        if (results.Count < ids.Count)
        {
            await terminal.TellAsync("the center cannot be reached: " + (ids.Count - results.Count).ToString(CultureInfo.InvariantCulture) + " records were not looked at").ConfigureAwait(false);
        }

        return results;
    }

    private static async Task TellAsync(IReadOnlyList<RecoveryResult> results, Terminal terminal, bool json, CancellationToken cancellationToken)
    {
        if (json)
        {
            await terminal.WriteJsonValueAsync(writer => Write(writer, results), cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (var result in results)
        {
            await terminal.WriteLineAsync(string.Join('\t', result.MessageId, result.Code, NameOf(result.Outcome), result.Why), cancellationToken).ConfigureAwait(false);
            if (result.Next.Length > 0)
            {
                await terminal.TellAsync(result.MessageId + ": " + result.Next).ConfigureAwait(false);
            }
        }
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<RecoveryResult> results)
    {
        writer.WriteStartArray();
        foreach (var result in results)
        {
            writer.WriteStartObject();
            writer.WriteString("msgid", result.MessageId);
            writer.WriteString("code", result.Code);
            writer.WriteString("result", NameOf(result.Outcome));
            writer.WriteString("why", result.Why);
            writer.WriteString("next", result.Next);
            writer.WriteString("askAgainAt", result.AskAgainAt is { } again ? ((ChinaTime)again).ToString("yyyy-MM-dd'T'HH:mm:ss'+08:00'") : null);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string NameOf(RecoveryOutcome outcome) => char.ToLowerInvariant(outcome.ToString()[0]) + outcome.ToString()[1..];

    private sealed record Asked(string? MessageId, (string Name, string Value)? Bill, RecoveryAim Aim, string? Who);
}
