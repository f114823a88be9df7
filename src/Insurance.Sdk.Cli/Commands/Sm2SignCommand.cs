using System;
using System.CommandLine;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance sm2 sign</c>: signs the bytes of a file.</summary>
internal static class Sm2SignCommand
{
    internal static Command Create(Terminal terminal)
    {
        var key = new Option<string?>("--key") { Description = "Private key; left out, the variable INSURANCE_SM2_KEY", HelpName = "HEX|BASE64" };
        var userId = CryptoOptions.UserId();
        var encoding = CryptoOptions.Encoding();
        var input = CryptoOptions.In();
        var json = CryptoOptions.Json();
        var command = new Command("sign", "Sign exact bytes with SM2 over SM3: prints Base64") { key, userId, encoding, input, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var signer = new Sm2Signer(
                ReadKey(arguments.GetValue(key) ?? terminal.Variable("INSURANCE_SM2_KEY")), arguments.GetValue(userId)!);
            var raw = signer.Sign(await terminal.ReadAsync(arguments.GetValue(input)!, cancellationToken).ConfigureAwait(false));
            var form = arguments.GetValue(encoding)!;
            var signature = Convert.ToBase64String(form == "der" ? Sm2Signature.ToDer(raw) : raw);
            if (arguments.GetValue(json))
            {
                await terminal.WriteJsonAsync(
                    writer =>
                    {
                        writer.WriteString("signature", signature);
                        writer.WriteString("encoding", form);
                    },
                    cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await terminal.WriteLineAsync(signature, cancellationToken).ConfigureAwait(false);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Sm2PrivateKey ReadKey(string? text)
    {
        try
        {
            return Sm2PrivateKey.Parse(text ?? throw new CommandException(ExitCode.Usage, "--key or the variable INSURANCE_SM2_KEY is needed"));
        }
        catch (FormatException e)
        {
            throw new CommandException(ExitCode.Usage, "--key: " + e.Message);
        }
    }
}
