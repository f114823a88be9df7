using System;
using System.CommandLine;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance sm4 encrypt</c>.</summary>
internal static class Sm4EncryptCommand
{
    internal static Command Create(Terminal terminal)
    {
        var key = CryptoOptions.Sm4Key();
        var format = CryptoOptions.Format("hex");
        var input = CryptoOptions.In();
        var json = CryptoOptions.Json();
        var command = new Command("encrypt", "Encrypt exact bytes: prints upper-case hex or Base64") { key, format, input, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var secret = CryptoOptions.ReadSm4Key(arguments.GetValue(key), terminal);
            var cipher = Sm4.Encrypt(secret, await terminal.ReadAsync(arguments.GetValue(input)!, cancellationToken).ConfigureAwait(false));
            var text = arguments.GetValue(format) == "hex" ? Convert.ToHexString(cipher) : Convert.ToBase64String(cipher);
            await (arguments.GetValue(json)
                ? terminal.WriteJsonAsync(writer => writer.WriteString("cipher", text), cancellationToken)
                : terminal.WriteLineAsync(text, cancellationToken)).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }
}
