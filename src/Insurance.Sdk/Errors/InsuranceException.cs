using System;
using System.Collections.Generic;

namespace Insurance.Sdk;

/// <summary>Base of everything the library throws about a call. Its text holds no personal data and no secret.</summary>
public abstract class InsuranceException : Exception
{
    private protected InsuranceException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>The text, with the count of line states where earlier chunks of the request were already taken.</summary>
    public override string Message => LineSummary.Append(base.Message, Lines);

    /// <summary>Transaction number the call was made with; "" where there was no call.</summary>
    public string Code { get; internal set; } = "";

    /// <summary>Message id of the call; "" where none was made.</summary>
    public string MessageId { get; internal set; } = "";

    /// <summary>
    /// Answer of the messages that the center accepted before this one failed, with its receipt; null where there was none. A request that goes out in
    /// several messages may be booked in part: see <see cref="Lines"/>.
    /// </summary>
    public StandardAnswer? AcceptedPart { get; internal set; }

    /// <summary>State of every line of a multi-row request, in the caller's order: which were taken, refused, are unknown, were not sent.</summary>
    public IReadOnlyList<LineResult> Lines { get; internal set; } = Array.Empty<LineResult>();

    /// <summary>What was odd about the answer.</summary>
    public IReadOnlyList<Deviation> Deviations { get; internal set; } = Array.Empty<Deviation>();

    /// <summary>HTTP status of the answer; 0 where none came.</summary>
    public int HttpStatus { get; internal set; }

    /// <summary>Raw answer text where one came. It may hold personal data: never log it.</summary>
    public string RawText { get; internal set; } = "";

    /// <summary>The opened output of an answer that was no success (a refund that is not decided yet); <c>null</c> as JSON, or empty, where none came.</summary>
    internal ReadOnlyMemory<byte> Output { get; set; }
}

/// <summary>The request breaks rules of the standard; nothing was sent. All errors are listed.</summary>
public sealed class ValidationException : InsuranceException
{
    /// <summary>Creates the exception.</summary>
    public ValidationException(IReadOnlyList<ValidationError> errors)
        : base(Describe(errors))
    {
        Errors = errors;
    }

    /// <summary>Every broken rule.</summary>
    public IReadOnlyList<ValidationError> Errors { get; }

    private static string Describe(IReadOnlyList<ValidationError> errors)
        => errors.Count + " error(s), nothing was sent: " + string.Join("; ", errors);
}

/// <summary>A setting is missing or contradicts another one; nothing was sent.</summary>
public sealed class ConfigurationException : InsuranceException
{
    /// <summary>Creates the exception.</summary>
    public ConfigurationException(string setting, string message)
        : base(setting + ": " + message)
    {
        Setting = setting;
    }

    /// <summary>The setting to look at, such as <c>transactions.3302.nodes.input</c>.</summary>
    public string Setting { get; }
}

/// <summary>The center never saw the call: it never left, or the gateway turned it away. It may be sent again.</summary>
/// <remarks>Where the request went out in chunks, only the lines that <see cref="InsuranceException.Lines"/> shows as
/// <see cref="LineState.NotSent"/> may be sent again: earlier chunks may have been taken.</remarks>
public sealed class NotProcessedException : InsuranceException
{
    /// <summary>Creates the exception.</summary>
    public NotProcessedException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>The gateway's own code, such as "401" or "400001"; null where it gave none.</summary>
    public string? GatewayCode { get; internal set; }

    /// <summary>The gateway's text as it came; null where it gave none.</summary>
    public string? GatewayText { get; internal set; }
}

/// <summary>The call was sent and no usable answer came: the center may have booked it.</summary>
/// <remarks>Do not send it again. Ask with one of <see cref="ConfirmedBy"/>, or take it back with one of <see cref="UndoneBy"/>.</remarks>
public class OutcomeUnknownException : InsuranceException
{
    /// <summary>Creates the exception.</summary>
    public OutcomeUnknownException(string message, Operation? operation, Exception? inner = null)
        : base(message, inner)
    {
        ConfirmedBy = operation?.ConfirmedBy ?? Array.Empty<ConfirmingQuery>();
        UndoneBy = operation?.UndoneBy ?? Array.Empty<UndoingTransaction>();
    }

    /// <summary>Queries that can tell whether it was booked.</summary>
    public IReadOnlyList<ConfirmingQuery> ConfirmedBy { get; }

    /// <summary>Transactions that take it back.</summary>
    public IReadOnlyList<UndoingTransaction> UndoneBy { get; }
}

/// <summary>The center refused the message: nothing of it was booked. Messages of the same request before it may be: see <see cref="InsuranceException.Lines"/>.</summary>
public sealed class RefusedException : InsuranceException
{
    /// <summary>Creates the exception.</summary>
    public RefusedException(string centerCode, string centerText)
        : base("The center refused the call with code " + CodeForText(centerCode) + "; its text is in CenterText, which may name persons")
    {
        CenterCode = centerCode;
        CenterText = centerText;
    }

    /// <summary>The center's code (infcode), such as "-1".</summary>
    public string CenterCode { get; }

    /// <summary>The center's text (err_msg). Free text that may quote names or numbers.</summary>
    public string CenterText { get; }

    /// <summary>A short number may be shown; anything longer could be free text that names a person.</summary>
    internal static string CodeForText(string? code)
    {
        if (code is null || code.Length is 0 or > 8)
        {
            return "(see CenterCode)";
        }

        foreach (var c in code)
        {
            if (c is not (' ' or '+' or '-' or '.' or (>= '0' and <= '9')))
            {
                return "(see CenterCode)";
            }
        }

        return code.Trim();
    }
}

/// <summary>No usable answer came to a call that books nothing, or the answer cannot be read as what the standard says.</summary>
/// <remarks>The raw text is kept. The call may be made again: it changes nothing at the center.</remarks>
public class ProtocolException : InsuranceException
{
    /// <summary>Creates the exception.</summary>
    public ProtocolException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>A signature does not fit, or a body cannot be decrypted.</summary>
public sealed class SignatureException : InsuranceException
{
    /// <summary>Creates the exception.</summary>
    public SignatureException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
