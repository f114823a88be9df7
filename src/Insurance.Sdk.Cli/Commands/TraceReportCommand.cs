using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using Insurance.Sdk.Storage.TraceCodes;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance trace report</c>: the trace codes of a day.</summary>
internal static class TraceReportCommand
{
    internal static Command Create(Terminal terminal)
    {
        var database = TraceOptions.Database();
        var day = new Option<string>("--day") { Description = "Day of business in China", HelpName = "YYYY-MM-DD", Required = true };
        var html = new Option<string?>("--html") { Description = "Write the report as a page with a chart as well", HelpName = "FILE" };
        var json = CryptoOptions.Json();
        var command = new Command("report", "Codes needed, collected, sent, refused and exempt per drug on a day") { database, day, html, json };
        command.SetAction((arguments, cancellationToken) =>
        {
            if (!System.DateTime.TryParseExact(arguments.GetValue(day), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                throw new CommandException(ExitCode.Usage, "--day: a day is written YYYY-MM-DD, such as 2026-03-01");
            }

            var page = arguments.GetValue(html) is not "" and var file ? file : throw new CommandException(ExitCode.Usage, "--html: the name of a file is missing");
            return TraceOptions.WithDatabaseAsync(arguments.GetValue(database)!, mustExist: true, terminal, async opened =>
            {
                var report = await new TraceReports(opened).OfDayAsync(new ChinaTime(date), cancellationToken).ConfigureAwait(false);
                if (page is not null)
                {
                    await File.WriteAllTextAsync(page, report.ToHtml(), new UTF8Encoding(false), cancellationToken).ConfigureAwait(false);
                    await terminal.TellAsync("page written to " + page).ConfigureAwait(false);
                }

                await terminal.WriteAsync(Encoding.UTF8.GetBytes(arguments.GetValue(json) ? report.ToJson() + "\n" : report.ToText()), cancellationToken).ConfigureAwait(false);
                return ExitCode.Ok;
            });
        });
        return command;
    }
}
