using System;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance open</c>: decrypts and verifies a message of the platform.</summary>
internal static class OpenCommand
{
    internal static Command Create(Terminal terminal)
    {
        var scheme = SealOptions.Scheme();
        var config = SealOptions.Config();
        var input = CryptoOptions.In();
        var request = new Option<bool>("--request") { Description = "The input is a request of the platform (6204, 6302), not an answer" };
        var json = CryptoOptions.Json();
        var command = new Command("open", "Decrypt and verify: prints the data; ends with 2 for a failure answer, 6 for a wrong signature") { scheme, config, input, request, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var options = await SealOptions.ReadAsync(arguments.GetValue(config), terminal, cancellationToken).ConfigureAwait(false);

            // Who only reads needs no private key.
            var seal = new MobilePaymentSeal(options, terminal.Time, string.IsNullOrEmpty(options.PrivateKey) ? new NoSigner() : null);
            var bytes = await terminal.ReadJsonAsync(arguments.GetValue(input)!, cancellationToken).ConfigureAwait(false);
            var message = arguments.GetValue(request) ? seal.OpenRequest(bytes) : seal.OpenAnswer(bytes);
            if (arguments.GetValue(json))
            {
                await terminal.WriteJsonAsync(writer => Write(writer, message), cancellationToken).ConfigureAwait(false);
            }
            else if (message.Data.Length > 0)
            {
                await terminal.WriteLineAsync(Encoding.UTF8.GetString(message.Data.Span), cancellationToken).ConfigureAwait(false);
            }

            if (message.Remark.Length > 0)
            {
                await terminal.TellAsync(message.Remark).ConfigureAwait(false);
            }

            if (!message.IsFailure || arguments.GetValue(request))
            {
                return ExitCode.Ok;
            }

            await terminal.TellAsync("the platform refused with code " + message.Code + ": " + message.Text).ConfigureAwait(false);
            return ExitCode.Refused;
        });
        return command;
    }

    private static void Write(Utf8JsonWriter writer, MobilePaymentMessage message)
    {
        writer.WriteBoolean("verified", message.IsVerified);
        writer.WriteBoolean("failure", message.IsFailure);
        writer.WriteString("code", message.Code);
        writer.WriteString("message", message.Text);
        writer.WriteString("transType", message.TransType);
        writer.WriteString("timestamp", message.Timestamp);
        writer.WriteString("remark", message.Remark);
        writer.WritePropertyName("data");
        if (message.Data.Length > 0)
        {
            writer.WriteRawValue(message.Data.Span);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private sealed class NoSigner : ISm2Signer
    {
        public byte[] Sign(ReadOnlyMemory<byte> data) => throw new ConfigurationException("mobilePayment.privateKey", "the SM2 private key is missing");
    }
}
