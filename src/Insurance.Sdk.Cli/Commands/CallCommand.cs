using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Cli.Answers;
using Insurance.Sdk.Cli.Editions;
using Insurance.Sdk.Cli.Linting;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Storage.Journal;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance call</c>: one call to a center, checked before it leaves.</summary>
internal static class CallCommand
{
    internal static Command Create(Terminal terminal)
    {
        var set = new CallOptionSet();
        var command = set.Command();
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var json = arguments.GetValue(set.Json);
            try
            {
                return arguments.GetValue(set.Journal) is { } journal
                    ? await JournalDatabase.WithAsync(journal, terminal, opened => RunAsync(set, arguments, terminal, json, new CallJournal(opened), cancellationToken)).ConfigureAwait(false)
                    : await RunAsync(set, arguments, terminal, json, null, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (FailureReport.ExitCodeOf(e) is not null)
            {
                return await FailureReport.TellAsync(terminal, e, json).ConfigureAwait(false);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(CallOptionSet set, ParseResult arguments, Terminal terminal, bool json, ICallJournal? journal, CancellationToken cancellationToken)
    {
        var settings = await terminal.ReadSettingsAsync(arguments.GetValue(set.Config)!, cancellationToken).ConfigureAwait(false);
        var options = set.Read(arguments, settings);
        using var client = new InsuranceClient(settings, new InsuranceClientParts { TimeProvider = terminal.Time, Journal = journal });
        if (arguments.GetValue(set.File) is "")
        {
            throw new CommandException(ExitCode.Usage, "--file: the name of a file is missing");
        }

        var file = await terminal.ReadJsonAsync(arguments.GetValue(set.Input)!, cancellationToken).ConfigureAwait(false);
        if (arguments.GetValue(set.Unchecked))
        {
            var text = System.Text.Encoding.UTF8.GetString(file.Span);
            var raw = await client.InvokeAsync(arguments.GetValue(set.Code)!, text, options, skipCheck: true, cancellationToken).ConfigureAwait(false);
            return await PrintAsync(raw, null, null, set, arguments, terminal, json, cancellationToken).ConfigureAwait(false);
        }

        var transaction = ChosenEdition.Of(null, settings).Find(arguments.GetValue(set.Code)!);
        if (transaction.Edition.Codec.Find(transaction.View.Number) != transaction.Operation)
        {
            throw new CommandException(ExitCode.Usage, transaction.View.Spec.Key + " has no number of its own in the edition " + transaction.Edition.Name);
        }

        var check = InputCheck.Of(transaction, file);
        if (check.Errors.FirstOrDefault(e => e.Rule == "configuration") is { } undecided)
        {
            throw new ConfigurationException(undecided.Path, undecided.Message) { Code = transaction.View.Number };
        }

        if (check.Errors.Count > 0)
        {
            throw new ValidationException(check.Errors) { Code = transaction.View.Number };
        }

        foreach (var warning in check.Warnings)
        {
            await terminal.TellAsync("warning " + warning).ConfigureAwait(false);
        }

        var answer = await client.InvokeAsync(transaction.View.Number, check.Json, options, skipCheck: false, cancellationToken).ConfigureAwait(false);
        return await PrintAsync(answer, transaction, check.Request, set, arguments, terminal, json, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> PrintAsync(
        RawAnswer answer,
        ChosenTransaction? transaction,
        StandardRequest? request,
        CallOptionSet set,
        ParseResult arguments,
        Terminal terminal,
        bool json,
        CancellationToken cancellationToken)
    {
        // The output is printed first: whatever happens to the file or the texts, the center has booked.
        await terminal.WriteJsonValueAsync(writer => WriteOutput(writer, answer.OutputJson), cancellationToken).ConfigureAwait(false);
        var receipt = answer.Receipt;
        if (!json)
        {
            await terminal.TellAsync("accepted, msgid " + receipt.MessageId + (receipt.CenterReference is { Length: > 0 } reference ? ", inf_refmsgid " + reference : "")).ConfigureAwait(false);
        }

        if (receipt.WarningText is { Length: > 0 } text)
        {
            await terminal.TellAsync("center warns: " + text.ReplaceLineEndings(" ")).ConfigureAwait(false);
        }

        foreach (var deviation in receipt.Deviations)
        {
            await terminal.TellAsync("deviation " + deviation).ConfigureAwait(false);
        }

        if (transaction is not null && request is not null)
        {
            await TellRefusedLinesAsync(terminal, transaction, request, answer).ConfigureAwait(false);
        }

        await KeepFileAsync(terminal, receipt.File, arguments.GetValue(set.File), cancellationToken).ConfigureAwait(false);
        return ExitCode.Ok;
    }

    private static async Task TellRefusedLinesAsync(Terminal terminal, ChosenTransaction transaction, StandardRequest request, RawAnswer answer)
    {
        var codec = transaction.Edition.Codec;
        if (codec.LineCount(transaction.Operation, request) < 0)
        {
            return;
        }

        var oddities = new List<Deviation>();
        var output = codec.ReadOutput(transaction.Operation, System.Text.Encoding.UTF8.GetBytes(answer.OutputJson), oddities);
        var lines = codec.ReadLines(transaction.Operation, request, output, 0, answer.Receipt.MessageId, oddities);
        var open = lines.Where(l => l.State != LineState.Accepted).ToList();
        foreach (var line in open)
        {
            await terminal.TellAsync("line " + line.Index + " " + line.State.ToString().ToLowerInvariant() + (line.Reason is { Length: > 0 } reason ? ": " + reason.ReplaceLineEndings(" ") : "")).ConfigureAwait(false);
        }

        if (open.Count > 0)
        {
            await terminal.TellAsync("the call was accepted, but " + open.Count + " of " + lines.Count + " lines were not (counted from 0)").ConfigureAwait(false);
        }
    }

    private static async Task KeepFileAsync(Terminal terminal, ReadOnlyMemory<byte> bytes, string? path, CancellationToken cancellationToken)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        if (path is null)
        {
            await terminal.TellAsync("the answer is a file of " + bytes.Length + " bytes; name --file to keep it").ConfigureAwait(false);
            return;
        }

        await File.WriteAllBytesAsync(path, bytes, cancellationToken).ConfigureAwait(false);
        await terminal.TellAsync(bytes.Length + " bytes written to " + path).ConfigureAwait(false);
    }

    private static void WriteOutput(Utf8JsonWriter writer, string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            writer.WriteRawValue(output, skipInputValidation: true);
        }
        catch (JsonException)
        {
            writer.WriteStringValue(output);
        }
    }
}
