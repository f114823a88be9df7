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
        var json = CryptoOptions.Json();
        var command = new Command("sm3", "Hash with SM3: prints 64 lower-case hex digits") { input, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var data = await terminal.ReadAsync(arguments.GetValue(input)!, cancellationToken).ConfigureAwait(false);
            var digest = Convert.ToHexStringLower(Sm3.Hash(data));
            await (arguments.GetValue(json)
                ? terminal.WriteJsonAsync(writer => writer.WriteString("digest", digest), cancellationToken)
                : terminal.WriteLineAsync(digest, cancellationToken)).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }
}
