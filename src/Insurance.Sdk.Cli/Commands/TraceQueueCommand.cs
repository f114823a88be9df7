using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.TraceCodes;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance trace queue</c>: sends what the desks queued.</summary>
internal static class TraceQueueCommand
{
    internal static Command Create(Terminal terminal)
    {
        var database = TraceOptions.Database();
        var config = new Option<string>("--config") { Description = "Configuration file of the client (docs/reference/configuration.md)", HelpName = "FILE", Required = true };
        var once = new Option<bool>("--once")
        {
            Description = "One round, then end: 0 nothing is left, 2 lines were set aside in this round, 3 the center could not be reached or lines wait, 4 lines are in doubt",
        };
        var json = CryptoOptions.Json();
        var command = new Command("queue", "Send queued trace-code lines (3501A, 3502A, 3505A, 3506A) and ask for those in doubt; without --once until Ctrl+C") { database, config, once, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var asJson = arguments.GetValue(json);
            try
            {
                var settings = await terminal.ReadSettingsAsync(arguments.GetValue(config)!, cancellationToken).ConfigureAwait(false);
                return await TraceOptions.WithDatabaseAsync(
                    arguments.GetValue(database)!,
                    // A service may start before the first desk does; a single round on a name that nobody uses would say that nothing is left.
                    mustExist: arguments.GetValue(once),
                    terminal,
                    opened => RunAsync(opened, settings, terminal, arguments.GetValue(once), asJson, cancellationToken)).ConfigureAwait(false);
            }
            catch (Exception e) when (FailureReport.ExitCodeOf(e) is not null)
            {
                return await FailureReport.TellAsync(terminal, e, asJson).ConfigureAwait(false);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(InsuranceDatabase database, InsuranceOptions settings, Terminal terminal, bool once, bool json, CancellationToken cancellationToken)
    {
        using var client = new InsuranceClient(settings, new InsuranceClientParts { TimeProvider = terminal.Time });
        var queue = new TraceUploadQueue(client, new TraceUploadStore(database), new TraceUploadQueueOptions { TimeProvider = terminal.Time });
        if (once)
        {
            var round = await queue.RunOnceAsync(cancellationToken).ConfigureAwait(false);
            await TellAsync(round, queue, terminal, json).ConfigureAwait(false);
            return ExitCodeOf(round);
        }

        await ShowBacklogAsync(queue, terminal, json).ConfigureAwait(false);
        var last = "";
        queue.Progress += (_, progress) =>
        {
            if (progress.Step is TraceQueueStep.RoundEnded or TraceQueueStep.Problem)
            {
                // One message at a time, on the queue's own thread: the lines come in order, and a slow display slows the queue.
                last = ShowAsync(progress, queue, terminal, json, last).GetAwaiter().GetResult();
            }
        };
        try
        {
            await queue.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C is how it ends.
        }

        return ExitCode.Ok;
    }

    private static async Task<string> ShowAsync(TraceQueueProgress progress, TraceUploadQueue queue, Terminal terminal, bool json, string last)
    {
        if (progress.Step == TraceQueueStep.Problem)
        {
            await terminal.TellAsync("problem: " + progress.Text).ConfigureAwait(false);
            return "";
        }

        var backlog = await queue.BacklogAsync(CancellationToken.None).ConfigureAwait(false);
        var counts = Counts(backlog);
        if (counts != last)
        {
            await WriteAsync(backlog, terminal, json).ConfigureAwait(false);
        }

        return counts;
    }

    private static async Task ShowBacklogAsync(TraceUploadQueue queue, Terminal terminal, bool json)
    {
        await queue.PrepareAsync(CancellationToken.None).ConfigureAwait(false);
        await WriteAsync(await queue.BacklogAsync(CancellationToken.None).ConfigureAwait(false), terminal, json).ConfigureAwait(false);
    }

    private static Task WriteAsync(TraceBacklog backlog, Terminal terminal, bool json)
        => json ? terminal.WriteJsonAsync(w => Write(w, backlog), CancellationToken.None) : terminal.WriteLineAsync(Line(backlog), CancellationToken.None);

    private static async Task TellAsync(QueueRound round, TraceUploadQueue queue, Terminal terminal, bool json)
    {
        var aside = round.Left.Of(TraceUploadState.Quarantined) > 0 ? await queue.QuarantinedAsync(100, CancellationToken.None).ConfigureAwait(false) : [];
        if (json)
        {
            await terminal.WriteJsonAsync(
                writer =>
                {
                    writer.WriteNumber("messages", round.Messages);
                    writer.WriteNumber("sent", round.Sent);
                    writer.WriteNumber("accepted", round.Accepted);
                    writer.WriteNumber("asked", round.Asked);
                    writer.WriteNumber("confirmed", round.Confirmed);
                    writer.WriteNumber("quarantined", round.Quarantined);
                    writer.WriteNumber("unknown", round.Unknown);
                    writer.WriteNumber("notProcessed", round.NotProcessed);
                    writer.WriteBoolean("centerAway", round.CenterAway);
                    writer.WriteString("problem", round.Problem);
                    writer.WriteNumber("exitCode", ExitCodeOf(round));
                    writer.WriteStartObject("left");
                    Write(writer, round.Left);
                    writer.WriteEndObject();
                    writer.WriteStartArray("setAside");
                    foreach (var line in aside)
                    {
                        writer.WriteStartObject();
                        writer.WriteString("serial", line.Serial);
                        writer.WriteString("kind", NameOf(line.Kind.ToString()));
                        writer.WriteString("item", line.Item);
                        writer.WriteString("day", line.Day);
                        writer.WriteString("reason", NameOf(line.Reason.ToString()));
                        writer.WriteString("text", line.ReasonText);
                        writer.WriteEndObject();
                    }

                    writer.WriteEndArray();
                },
                CancellationToken.None).ConfigureAwait(false);
            return;
        }

        await terminal.WriteLineAsync(
            string.Format(
                CultureInfo.InvariantCulture,
                "{0} messages, {1} lines accepted, {2} confirmed by asking, {3} set aside, {4} not processed",
                round.Messages, round.Accepted, round.Confirmed, round.Quarantined, round.NotProcessed),
            CancellationToken.None).ConfigureAwait(false);
        await terminal.WriteLineAsync(Line(round.Left), CancellationToken.None).ConfigureAwait(false);
        foreach (var line in aside)
        {
            await terminal.WriteLineAsync("set aside: " + line.Serial + " " + NameOf(line.Reason.ToString()) + (line.ReasonText is { Length: > 0 } text ? ": " + OneLine(text) : ""), CancellationToken.None).ConfigureAwait(false);
        }

        if (round.Problem.Length > 0)
        {
            await terminal.TellAsync("problem: " + round.Problem).ConfigureAwait(false);
        }
    }

    /// <summary>Doubt before everything: somebody has to come back for it.</summary>
    private static int ExitCodeOf(QueueRound round)
        => round.Left.Of(TraceUploadState.Unknown) + round.Left.Of(TraceUploadState.Sending) > 0 ? ExitCode.Unknown
            : round.CenterAway || round.Left.Count > 0 ? ExitCode.NotProcessed
            : round.Quarantined > 0 ? ExitCode.Refused
            : ExitCode.Ok;

    private static string Line(TraceBacklog backlog)
        => Counts(backlog) + (backlog.OldestAge is { } age ? ", oldest " + Age(age) : "");

    private static string Counts(TraceBacklog backlog) => string.Format(
        CultureInfo.InvariantCulture,
        "{0} open ({1} waiting, {2} sending, {3} in doubt), {4} set aside",
        backlog.Count, backlog.Of(TraceUploadState.Waiting), backlog.Of(TraceUploadState.Sending), backlog.Of(TraceUploadState.Unknown), backlog.Of(TraceUploadState.Quarantined));

    private static string Age(TimeSpan age) => age.TotalHours >= 1
        ? ((int)age.TotalHours).ToString(CultureInfo.InvariantCulture) + " h " + age.Minutes.ToString(CultureInfo.InvariantCulture) + " min"
        : age.TotalMinutes >= 1 ? ((int)age.TotalMinutes).ToString(CultureInfo.InvariantCulture) + " min" : ((int)age.TotalSeconds).ToString(CultureInfo.InvariantCulture) + " s";

    private static void Write(Utf8JsonWriter writer, TraceBacklog backlog)
    {
        writer.WriteNumber("count", backlog.Count);
        if (backlog.OldestAge is { } age)
        {
            writer.WriteNumber("oldestSeconds", (long)age.TotalSeconds);
        }
        else
        {
            writer.WriteNull("oldestSeconds");
        }

        writer.WriteStartObject("byState");
        foreach (var state in backlog.ByState.OrderBy(s => s.Key))
        {
            writer.WriteNumber(NameOf(state.Key.ToString()), state.Value);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("byReason");
        foreach (var reason in backlog.ByReason.OrderBy(r => r.Key))
        {
            writer.WriteNumber(NameOf(reason.Key.ToString()), reason.Value);
        }

        writer.WriteEndObject();
    }

    private static string NameOf(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string OneLine(string text) => new(text.Select(c => char.IsControl(c) ? ' ' : c).ToArray());
}
