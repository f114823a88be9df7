using System;

namespace Insurance.Sdk.Signing;

/// <summary>A key text that cannot be read, with the kind of mistake. The text of the key is never part of the message.</summary>
internal sealed class Sm2KeyFormatException : FormatException
{
    internal Sm2KeyFormatException(string message, Sm2VerificationProblem problem = Sm2VerificationProblem.PublicKeyUnreadable)
        : base(message)
    {
        Problem = problem;
    }

    internal Sm2VerificationProblem Problem { get; }
}
