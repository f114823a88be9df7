using System;
using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Reconciliation;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance reconcile</c>: a day's books of journal and center side by side. It asks and changes nothing.</summary>
internal static class ReconcileCommand
{
    internal static Command Create(Terminal terminal)
    {
        var day = new Option<string>("--day") { Description = "Day in China, by the settlement time that the center returned", HelpName = "YYYY-MM-DD", Required = true };
        var journal = new Option<string>("--journal") { Description = "The journal: SQLite file, or postgres:, mysql:, sqlserver: and a connection string", HelpName = "FILE", Required = true };
        var config = new Option<string>("--config") { Description = "Configuration file (docs/reference/configuration.md)", HelpName = "FILE", Required = true };
        var html = new Option<string?>("--html") { Description = "Write the report as a page with a chart as well", HelpName = "FILE" };
        var json = CryptoOptions.Json();
        var command = new Command("reconcile", "Compare a day's settlements with the center's (3201, 3202): ends with 0 only where they are balanced, with 7 where they are not or could not be compared whole") { day, journal, config, html, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            if (!DateTime.TryParseExact(arguments.GetValue(day), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                throw new CommandException(ExitCode.Usage, "--day: a day is written YYYY-MM-DD, such as 2026-03-01");
            }

            var page = arguments.GetValue(html) is not "" and var file ? file : throw new CommandException(ExitCode.Usage, "--html: the name of a file is missing");
            var settings = await terminal.ReadSettingsAsync(arguments.GetValue(config)!, cancellationToken).ConfigureAwait(false);
            try
            {
                var report = await RunAsync(settings, arguments.GetValue(journal)!, new ChinaTime(date), terminal, cancellationToken).ConfigureAwait(false);
                if (page is not null)
                {
                    await File.WriteAllTextAsync(page, report.ToHtml(), new UTF8Encoding(false), cancellationToken).ConfigureAwait(false);
                    await terminal.TellAsync("page written to " + page).ConfigureAwait(false);
                }

                await terminal.WriteAsync(Encoding.UTF8.GetBytes(arguments.GetValue(json) ? report.ToJson() + "\n" : report.ToText()), cancellationToken).ConfigureAwait(false);
                return report.IsBalanced ? ExitCode.Ok : ExitCode.NotBalanced;
            }
            catch (DbException e)
            {
                // The product's own text could quote a connection string with its password.
                throw new CommandException(ExitCode.Usage, "--journal: the database cannot be used (" + e.GetType().Name + ")");
            }
        });
        return command;
    }

    private static async Task<DayReport> RunAsync(InsuranceOptions settings, string journal, ChinaTime day, Terminal terminal, CancellationToken cancellationToken)
    {
        using var opened = Open(journal, terminal);
        using var client = new InsuranceClient(settings, new InsuranceClientParts { TimeProvider = terminal.Time, Journal = new CallJournal(opened) });
        return await new DayReconciliation(client).RunAsync(day, new Told(terminal), cancellationToken).ConfigureAwait(false);
    }

    private static InsuranceDatabase Open(string journal, Terminal terminal)
    {
        // A file that is not there would be made, and an empty journal has nothing to compare.
        if (journal.IndexOf(':', StringComparison.Ordinal) < 2 && !File.Exists(journal))
        {
            throw new CommandException(ExitCode.Usage, "--journal: there is no file " + journal);
        }

        try
        {
            return InsuranceDatabase.Parse(journal, terminal.Time);
        }
        catch (ArgumentException e)
        {
            throw new CommandException(ExitCode.Usage, "--journal: the database cannot be used (" + e.GetType().Name + ")");
        }
    }

    /// <summary>Progress at once and in order, on the error output.</summary>
    private sealed class Told(Terminal terminal) : IProgress<string>
    {
        public void Report(string value) => terminal.TellAsync(value).GetAwaiter().GetResult();
    }
}
