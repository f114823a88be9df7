using System;
using System.CommandLine;
using System.Text;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance sm4 decrypt</c>.</summary>
internal static class Sm4DecryptCommand
{
    internal static Command Create(Terminal terminal)
    {
        var key = CryptoOptions.Sm4Key();
        var input = CryptoOptions.In();
        var command = new Command("decrypt", "Decrypt hex or Base64 text: writes the plain bytes, without a line feed") { key, input };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var secret = CryptoOptions.ReadSm4Key(arguments.GetValue(key), terminal);
            var text = Encoding.UTF8.GetString(await terminal.ReadAsync(arguments.GetValue(input)!, cancellationToken).ConfigureAwait(false)).Trim();
            await terminal.WriteAsync(Sm4.Decrypt(secret, ReadCipher(text)), cancellationToken).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }

    private static byte[] ReadCipher(string text)
    {
        if (CryptoOptions.FromHex(text) is { } bytes)
        {
            return bytes;
        }

        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw new CommandException(ExitCode.InvalidInput, "the input is neither hex nor Base64");
        }
    }
}
