using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Insurance.Sdk.Cli.Editions;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance sample</c>: the smallest input that keeps every rule.</summary>
internal static class SampleCommand
{
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static Command Create(Terminal terminal)
    {
        var code = EditionOptions.Code();
        var edition = EditionOptions.Edition();
        var config = EditionOptions.Config();
        var json = CryptoOptions.Json();
        json.Description = "Taken for uniformity: the sample is JSON in any case";
        var command = new Command("sample", "Print a minimal valid input as JSON, with invented values") { code, edition, config, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var chosen = await ChosenEdition.ReadAsync(arguments.GetValue(edition), arguments.GetValue(config), terminal, cancellationToken).ConfigureAwait(false);
            var transaction = chosen.Find(arguments.GetValue(code)!);
            if (!transaction.View.HasTable)
            {
                throw new CommandException(
                    ExitCode.Usage, "no field table of " + transaction.Title + " is public; describe it in a corrections file and name the configuration with --config");
            }

            await terminal.WriteLineAsync(SampleMessage.Input(transaction.View, StandardSpec.Current).ToJsonString(Form), cancellationToken).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }
}
