using System;
using System.Globalization;

namespace Insurance.Sdk;

/// <summary>The time limit passed after the request was sent: the outcome is unknown.</summary>
public sealed class CallTimeoutException : OutcomeUnknownException
{
    /// <summary>Creates the exception.</summary>
    public CallTimeoutException(TimeSpan limit, Operation? operation, Exception? inner = null)
        : base("No answer within " + Seconds(limit) + " s; the outcome is unknown", operation, inner)
    {
        Limit = limit;
    }

    /// <summary>The limit that passed.</summary>
    public TimeSpan Limit { get; }

    internal static string Seconds(TimeSpan limit) => limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}

/// <summary>The time limit passed before an answer came to a call that books nothing.</summary>
/// <remarks>Not an <see cref="OutcomeUnknownException"/>: there is nothing to recover, the query may be made again.</remarks>
public sealed class QueryTimeoutException : ProtocolException
{
    /// <summary>Creates the exception.</summary>
    public QueryTimeoutException(TimeSpan limit, Exception? inner = null)
        : base("No answer within " + CallTimeoutException.Seconds(limit) + " s", inner)
    {
        Limit = limit;
    }

    /// <summary>The limit that passed.</summary>
    public TimeSpan Limit { get; }
}
