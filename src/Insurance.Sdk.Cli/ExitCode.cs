namespace Insurance.Sdk.Cli;

/// <summary>Exit codes of all commands.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    internal const int Ok = 0;

    /// <summary>Wrong arguments or settings, or a file cannot be read or written.</summary>
    internal const int Usage = 1;

    /// <summary>The center refused.</summary>
    internal const int Refused = 2;

    /// <summary>The center never saw it; it may be sent again.</summary>
    internal const int NotProcessed = 3;

    /// <summary>Sent, and no usable answer came.</summary>
    internal const int Unknown = 4;

    /// <summary>The input breaks a rule.</summary>
    internal const int InvalidInput = 5;

    /// <summary>A signature does not fit, or a message cannot be read as agreed.</summary>
    internal const int SignatureOrProtocol = 6;

    /// <summary>The day's books are not balanced, or could not be compared whole (reconcile only).</summary>
    internal const int NotBalanced = 7;
}
