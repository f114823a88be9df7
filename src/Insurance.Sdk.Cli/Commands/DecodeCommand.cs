using System.CommandLine;
using System.Threading.Tasks;
using Insurance.Sdk.Cli.Answers;
using Insurance.Sdk.Cli.Editions;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance decode</c>: reads a raw answer as the client would.</summary>
internal static class DecodeCommand
{
    internal static Command Create(Terminal terminal)
    {
        var code = EditionOptions.Code();
        var input = EditionOptions.Input();
        var status = new Option<int>("--status") { Description = "HTTP status of the answer", HelpName = "NUMBER", DefaultValueFactory = _ => 200 };
        var contentType = new Option<string?>("--content-type") { Description = "Content-Type header of the answer", HelpName = "TEXT" };
        var edition = EditionOptions.Edition();
        var config = EditionOptions.Config();
        config.Description += "; its protection opens sealed output";
        var json = CryptoOptions.Json();
        var command = new Command("decode", "Read a raw answer as the client would: outcome, output, line results, every oddity") { code, input, status, contentType, edition, config, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var chosen = await ChosenEdition.ReadAsync(arguments.GetValue(edition), arguments.GetValue(config), terminal, cancellationToken).ConfigureAwait(false);
            var transaction = chosen.Find(arguments.GetValue(code)!);
            var body = await terminal.ReadAsync(arguments.GetValue(input)!, cancellationToken).ConfigureAwait(false);
            if (arguments.GetValue(status) is < 100 or > 599)
            {
                throw new CommandException(ExitCode.Usage, "--status: an HTTP status from 100 to 599");
            }

            var decoded = DecodedAnswer.Of(transaction, arguments.GetValue(status), arguments.GetValue(contentType), body);
            if (arguments.GetValue(json))
            {
                await terminal.WriteJsonAsync(decoded.Write, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await TellAsync(terminal, decoded).ConfigureAwait(false);
                await terminal.WriteJsonValueAsync(decoded.WriteOutput, cancellationToken).ConfigureAwait(false);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task TellAsync(Terminal terminal, DecodedAnswer decoded)
    {
        var answer = decoded.Answer;
        await terminal.TellAsync(decoded.Outcome + (answer.Reason.Length > 0 ? ": " + answer.Reason : "") + (answer.CenterCode is { } code ? " (code " + code + ")" : "")).ConfigureAwait(false);
        if (answer.CenterText is { Length: > 0 } text)
        {
            await terminal.TellAsync("center: " + text.ReplaceLineEndings(" ")).ConfigureAwait(false);
        }

        if (!answer.File.IsEmpty)
        {
            await terminal.TellAsync("a file of " + answer.File.Length + " bytes").ConfigureAwait(false);
        }

        await TellLinesAsync(terminal, decoded).ConfigureAwait(false);
        foreach (var deviation in decoded.Deviations)
        {
            await terminal.TellAsync("deviation " + deviation).ConfigureAwait(false);
        }
    }

    private static async Task TellLinesAsync(Terminal terminal, DecodedAnswer decoded)
    {
        foreach (var line in decoded.Lines)
        {
            await terminal.TellAsync("line " + line.State.ToString().ToLowerInvariant() + ": "
                + string.Join(" ", System.Linq.Enumerable.Select(line.Keys, k => k.Key + "=" + k.Value)) + (line.Reason is null ? "" : ": " + line.Reason)).ConfigureAwait(false);
        }
    }
}
