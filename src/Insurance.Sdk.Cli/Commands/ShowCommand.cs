using System.CommandLine;
using Insurance.Sdk.Cli.Editions;
using Insurance.Sdk.Cli.Showing;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance show</c>: field tables and behavior of a transaction, for people.</summary>
internal static class ShowCommand
{
    internal static Command Create(Terminal terminal)
    {
        var code = EditionOptions.Code();
        var edition = EditionOptions.Edition();
        var config = EditionOptions.Config();
        var command = new Command("show", "Show the field tables of a transaction, what it does, and how editions differ") { code, edition, config };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var chosen = await ChosenEdition.ReadAsync(arguments.GetValue(edition), arguments.GetValue(config), terminal, cancellationToken).ConfigureAwait(false);
            var transaction = chosen.Find(arguments.GetValue(code)!);
            await terminal.WriteLineAsync(TransactionPage.Of(transaction).TrimEnd('\n'), cancellationToken).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }
}
