using System;
using System.CommandLine;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance sm2 verify</c>: checks a signature and says what is wrong with it.</summary>
internal static class Sm2VerifyCommand
{
    internal static Command Create(Terminal terminal)
    {
        var key = new Option<string>("--public") { Description = "Public key of the signer", HelpName = "HEX|BASE64", Required = true };
        var signature = new Option<string>("--signature") { Description = "The signature", HelpName = "BASE64", Required = true };
        var userId = CryptoOptions.UserId();
        var encoding = CryptoOptions.Encoding();
        var input = CryptoOptions.In();
        var json = CryptoOptions.Json();
        var command = new Command("verify", "Check a signature: ends with 0, or with 6 and the reason") { key, signature, userId, encoding, input, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var data = await terminal.ReadAsync(arguments.GetValue(input)!, cancellationToken).ConfigureAwait(false);
            var text = arguments.GetValue(signature)!;
            var asRaw = arguments.GetValue(encoding) == "der" ? FromDer(text) : null;
            var result = Sm2Verification.Check(arguments.GetValue(key)!, data, asRaw ?? text, arguments.GetValue(userId)!);
            var reason = result.Reason.Length == 0 && asRaw is null && arguments.GetValue(encoding) == "der"
                ? "the signature is valid, but 64 raw bytes instead of DER"
                : result.Reason;
            if (arguments.GetValue(json))
            {
                await terminal.WriteJsonAsync(
                    writer =>
                    {
                        writer.WriteBoolean("valid", result.IsValid);
                        writer.WriteString("problem", result.Problem.ToString());
                        writer.WriteString("reason", reason);
                    },
                    cancellationToken).ConfigureAwait(false);
            }

            if (reason.Length > 0)
            {
                await terminal.TellAsync(reason).ConfigureAwait(false);
            }

            return result.IsValid ? ExitCode.Ok : ExitCode.SignatureOrProtocol;
        });
        return command;
    }

    /// <summary>Base64 of DER as Base64 of 64 raw bytes; null where it is none.</summary>
    private static string? FromDer(string text)
    {
        try
        {
            return Convert.ToBase64String(Sm2Signature.FromDer(Convert.FromBase64String(text)));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
