using Insurance.Sdk.Calls;

namespace Insurance.Sdk.Recovery;

/// <summary>Recovery came to a finding about a lost call, or noted that it has to ask again.</summary>
public sealed class CallRecovered : CallEvent
{
    internal CallRecovered(RecoveryResult result, string who)
        : base(result.Code, result.MessageId)
    {
        Outcome = result.Outcome;
        Why = result.Why;
        Who = who;
        IsWaiting = result.AskAgainAt is not null;
    }

    /// <summary>The finding.</summary>
    public RecoveryOutcome Outcome { get; }

    /// <summary>What it was seen by; no personal data.</summary>
    public string Why { get; }

    /// <summary>The program or the person who asked for it.</summary>
    public string Who { get; }

    /// <summary>True where recovery goes on by itself.</summary>
    public bool IsWaiting { get; }
}

/// <summary>A round of recovery in the background ended with an error outside of the calls, such as a database that is away; the next round tries again.</summary>
public sealed class RecoveryRoundFailed : CallEvent
{
    internal RecoveryRoundFailed(string failure)
        : base("", "")
    {
        Failure = failure;
    }

    /// <summary>Name of the exception's type.</summary>
    public string Failure { get; }
}
