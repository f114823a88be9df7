using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;

namespace Insurance.Sdk.Cli;

/// <summary>What a failure means: exit code, text for people, one JSON line for programs.</summary>
internal static class FailureReport
{
    internal static int? ExitCodeOf(Exception e) => e switch
    {
        CommandException command => command.ExitCode,
        ConfigurationException or Spec.SpecException or IOException or InvalidDataException or UnauthorizedAccessException => ExitCode.Usage,
        RefusedException or TraceCodes.TracePlatformException => ExitCode.Refused,
        NotProcessedException => ExitCode.NotProcessed,
        OutcomeUnknownException => ExitCode.Unknown,
        CallCanceledException canceled => canceled.MayBeBooked ? ExitCode.Unknown : ExitCode.NotProcessed,
        ValidationException => ExitCode.InvalidInput,
        Catalogues.CatalogueFileException or Catalogues.MappingOverlapException => ExitCode.InvalidInput,
        SignatureException or ProtocolException => ExitCode.SignatureOrProtocol,
        _ => null,
    };

    /// <summary>Tells why a call failed; the JSON line, if wanted, is the last one.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="failure">A failure with an exit code.</param>
    /// <param name="json">True where a program reads along.</param>
    internal static async Task<int> TellAsync(Terminal terminal, Exception failure, bool json)
    {
        await terminal.TellAsync("insurance: " + Describe(failure)).ConfigureAwait(false);
        if (!json && CenterText(failure) is { Length: > 0 } text)
        {
            await terminal.TellAsync("center: " + text.ReplaceLineEndings(" ")).ConfigureAwait(false);
        }

        foreach (var error in (failure as ValidationException)?.Errors ?? [])
        {
            await terminal.TellAsync("error " + error).ConfigureAwait(false);
        }

        if (Advice(failure) is { } advice)
        {
            await terminal.TellAsync(advice).ConfigureAwait(false);
        }

        if (json)
        {
            await terminal.TellJsonAsync(writer => Write(writer, failure)).ConfigureAwait(false);
        }

        return ExitCodeOf(failure)!.Value;
    }

    private static string Describe(Exception failure) => failure switch
    {
        // The library's text points to a property; here the center's text stands in the next line.
        RefusedException refused => "the center refused the call with code " + Shown(refused.CenterCode) + Id(refused.MessageId),
        ValidationException invalid => invalid.Errors.Count.ToString(CultureInfo.InvariantCulture) + " error(s), nothing was sent",
        InsuranceException call => call.Message + Id(call.MessageId),
        CallCanceledException canceled => canceled.Message + Id(canceled.MessageId),
        _ => failure.Message,
    };

    private static string Id(string messageId) => messageId.Length > 0 ? " (msgid " + messageId + ")" : "";

    private static string Shown(string code) => code.Length is > 0 and <= 8 ? code : "(none that can be shown)";

    private static string? Advice(Exception failure)
    {
        var (asks, undoes, open) = failure switch
        {
            OutcomeUnknownException unknown => (unknown.ConfirmedBy, unknown.UndoneBy, true),
            CallCanceledException { MayBeBooked: true } canceled => (canceled.ConfirmedBy, canceled.UndoneBy, true),
            _ => ([], [], false),
        };
        if (!open)
        {
            return failure is NotProcessedException ? "The center never saw it: it may be sent again." : null;
        }

        var ask = asks.Count > 0 ? " Ask the center with " + string.Join(" or ", asks.Select(a => a.Code).Distinct()) + "." : "";
        var undo = undoes.Count > 0 ? " Taken back by " + string.Join(" or ", undoes.Select(u => u.Code).Distinct()) + "." : "";
        return "The center may have booked it: do not send it again blindly." + ask + undo;
    }

    private static void Write(Utf8JsonWriter writer, Exception failure)
    {
        var call = failure as InsuranceException;
        var canceled = failure as CallCanceledException;
        writer.WriteString("outcome", OutcomeOf(failure));
        writer.WriteString("code", call?.Code ?? canceled?.Code ?? "");
        writer.WriteString("messageId", call?.MessageId ?? canceled?.MessageId ?? "");
        writer.WriteString("centerCode", CenterCode(failure));
        writer.WriteString("centerText", CenterText(failure));
        writer.WriteString("message", Describe(failure));
        writer.WriteNumber("exitCode", ExitCodeOf(failure)!.Value);
        writer.WriteNumber("httpStatus", call?.HttpStatus ?? 0);
        Strings(writer, "confirmedBy", (failure as OutcomeUnknownException)?.ConfirmedBy.Select(q => q.Code) ?? canceled?.ConfirmedBy.Select(q => q.Code) ?? []);
        Strings(writer, "undoneBy", (failure as OutcomeUnknownException)?.UndoneBy.Select(u => u.Code) ?? canceled?.UndoneBy.Select(u => u.Code) ?? []);
        writer.WriteStartArray("errors");
        foreach (var error in (failure as ValidationException)?.Errors ?? [])
        {
            FindingWriter.Write(writer, error);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("deviations");
        foreach (var deviation in call?.Deviations ?? [])
        {
            FindingWriter.Write(writer, deviation);
        }

        writer.WriteEndArray();
    }

    private static string OutcomeOf(Exception failure) => failure switch
    {
        RefusedException => "refused",
        NotProcessedException => "notProcessed",
        OutcomeUnknownException => "unknown",
        CallCanceledException canceled => canceled.MayBeBooked ? "unknown" : "notProcessed",
        ValidationException => "invalidInput",
        SignatureException => "signature",
        ProtocolException => "protocol",
        ConfigurationException => "configuration",
        _ => "usage",
    };

    private static string? CenterCode(Exception failure) => failure switch
    {
        RefusedException refused => refused.CenterCode,
        NotProcessedException notProcessed => notProcessed.GatewayCode,
        _ => null,
    };

    private static string? CenterText(Exception failure) => failure switch
    {
        RefusedException refused => refused.CenterText,
        NotProcessedException notProcessed => notProcessed.GatewayText,
        _ => null,
    };

    private static void Strings(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values.Distinct(StringComparer.Ordinal))
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
