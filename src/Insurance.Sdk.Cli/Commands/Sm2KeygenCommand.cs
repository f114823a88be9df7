using System.CommandLine;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance sm2 keygen</c>: makes a key pair.</summary>
internal static class Sm2KeygenCommand
{
    internal static Command Create(Terminal terminal)
    {
        var format = CryptoOptions.Format("hex");
        var json = CryptoOptions.Json();
        var command = new Command("keygen", "Make a key pair: prints private=… and public=…") { format, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var key = Sm2PrivateKey.Generate();
            var hex = arguments.GetValue(format) == "hex";
            var privateText = hex ? key.ToHex() : key.ToBase64();
            var publicText = hex ? key.PublicKey.ToHex() : key.PublicKey.ToBase64();
            if (arguments.GetValue(json))
            {
                await terminal.WriteJsonAsync(
                    writer =>
                    {
                        writer.WriteString("private", privateText);
                        writer.WriteString("public", publicText);
                    },
                    cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await terminal.WriteLineAsync("private=" + privateText + "\npublic=" + publicText, cancellationToken).ConfigureAwait(false);
            }

            await terminal.TellAsync("Keep the private key secret; give the center the public one only.").ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }
}
