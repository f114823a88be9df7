using System.CommandLine;
using System.Threading.Tasks;
using Insurance.Sdk.Cli.Editions;
using Insurance.Sdk.Cli.Linting;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance lint</c>: checks an input without sending it.</summary>
internal static class LintCommand
{
    internal static Command Create(Terminal terminal)
    {
        var code = EditionOptions.Code();
        var input = EditionOptions.Input();
        var edition = EditionOptions.Edition();
        var config = EditionOptions.Config();
        var json = CryptoOptions.Json();
        var command = new Command("lint", "Check an input: ends with 0, or with 5 and every broken rule") { code, input, edition, config, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var chosen = await ChosenEdition.ReadAsync(arguments.GetValue(edition), arguments.GetValue(config), terminal, cancellationToken).ConfigureAwait(false);
            var transaction = chosen.Find(arguments.GetValue(code)!);
            var file = await terminal.ReadJsonAsync(arguments.GetValue(input)!, cancellationToken).ConfigureAwait(false);
            var check = InputCheck.Of(transaction, file);
            if (arguments.GetValue(json))
            {
                await terminal.WriteJsonAsync(
                    writer =>
                    {
                        writer.WriteBoolean("valid", check.Errors.Count == 0);
                        writer.WriteStartArray("errors");
                        foreach (var error in check.Errors)
                        {
                            FindingWriter.Write(writer, error);
                        }

                        writer.WriteEndArray();
                        writer.WriteStartArray("warnings");
                        foreach (var warning in check.Warnings)
                        {
                            FindingWriter.Write(writer, warning);
                        }

                        writer.WriteEndArray();
                    },
                    cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await TellAsync(terminal, check).ConfigureAwait(false);
                await terminal.TellAsync(transaction.Title + ", edition " + chosen.Name + ": " + (check.Errors.Count == 0 ? "valid" : check.Errors.Count + " error(s)")
                    + (check.Warnings.Count > 0 ? ", " + check.Warnings.Count + " warning(s)" : "")).ConfigureAwait(false);
            }

            return check.Errors.Count == 0 ? ExitCode.Ok : ExitCode.InvalidInput;
        });
        return command;
    }

    /// <summary>Findings for people, one a line.</summary>
    internal static async Task TellAsync(Terminal terminal, InputCheck check)
    {
        foreach (var error in check.Errors)
        {
            await terminal.TellAsync("error " + error).ConfigureAwait(false);
        }

        foreach (var warning in check.Warnings)
        {
            await terminal.TellAsync("warning " + warning).ConfigureAwait(false);
        }
    }
}
