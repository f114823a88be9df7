using System;

namespace Insurance.Sdk.Cli;

/// <summary>Ends a command with a message for people and an exit code.</summary>
internal sealed class CommandException : Exception
{
    internal CommandException(int exitCode, string message)
        : base(message) => ExitCode = exitCode;

    internal int ExitCode { get; }
}
