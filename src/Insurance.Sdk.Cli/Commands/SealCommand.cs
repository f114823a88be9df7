using System;
using System.CommandLine;
using System.Text;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance seal</c>: signs and encrypts a request.</summary>
internal static class SealCommand
{
    internal static Command Create(Terminal terminal)
    {
        var scheme = SealOptions.Scheme();
        var config = SealOptions.Config();
        var input = CryptoOptions.In();
        var transType = new Option<string?>("--trans-type") { Description = "transType of the message, such as ec.query", HelpName = "TEXT" };
        var whole = new Option<bool>("--message") { Description = "The input is a whole message with plain data, not the data alone" };
        var uniform = CryptoOptions.Json();
        uniform.Description = "Taken for uniformity: the message is JSON in any case";
        var command = new Command("seal", "Sign and encrypt: reads the data as JSON, prints the message to send") { scheme, config, input, transType, whole, uniform };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var seal = new MobilePaymentSeal(
                await SealOptions.ReadAsync(arguments.GetValue(config), terminal, cancellationToken).ConfigureAwait(false), terminal.Time);
            var json = await terminal.ReadJsonAsync(arguments.GetValue(input)!, cancellationToken).ConfigureAwait(false);
            if (json.Length == 0)
            {
                throw new CommandException(ExitCode.InvalidInput, "the input is empty; the data is a JSON object");
            }

            byte[] message;
            try
            {
                message = arguments.GetValue(whole) ? seal.SealMessage(json) : seal.SealRequest(json, arguments.GetValue(transType));
            }
            catch (FormatException e)
            {
                throw new CommandException(ExitCode.InvalidInput, "the input cannot be sealed: " + e.Message);
            }

            await terminal.WriteLineAsync(Encoding.UTF8.GetString(message), cancellationToken).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }
}
