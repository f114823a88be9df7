using System;
using System.CommandLine;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance sm3</c>: hash of a file.</summary>
internal static class Sm3Command
{
    internal static Command Create(Terminal terminal)
    {
        var input = CryptoOptions.In();
        var command = new Command("sm3", "Hash with SM3: prints 64 lower-case hex digits") { input };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var data = await terminal.ReadAsync(arguments.GetValue(input)!, cancellationToken).ConfigureAwait(false);
            await terminal.WriteLineAsync(Convert.ToHexStringLower(Sm3.Hash(data)), cancellationToken).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }
}
