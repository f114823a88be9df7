namespace Insurance.Sdk.MobilePayment;

/// <summary>Why an order does not take what was asked of it.</summary>
public enum MobileOrderProblem
{
    /// <summary>No order has the number.</summary>
    NotFound,

    /// <summary>The number is used already, for something else.</summary>
    NumberTaken,

    /// <summary>The order stands where this cannot be done.</summary>
    WrongStanding,

    /// <summary>A command without an answer comes first: ask with 6301.</summary>
    InDoubt,

    /// <summary>The patient's authorisation has lapsed.</summary>
    AuthorizationLapsed,

    /// <summary>revsToken has lapsed, or none came.</summary>
    ReversalTokenLapsed,

    /// <summary>The amounts do not fit the order.</summary>
    WrongAmount,
}

/// <summary>The order does not take what was asked of it; nothing was sent. The message says what to do instead.</summary>
public sealed class MobileOrderException : InsuranceException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problem">Why.</param>
    /// <param name="medOrgOrd">medOrgOrd of the order.</param>
    /// <param name="message">What to do; no personal data.</param>
    public MobileOrderException(MobileOrderProblem problem, string medOrgOrd, string message)
        : base("Order " + medOrgOrd + ": " + message)
    {
        Problem = problem;
        MedOrgOrd = medOrgOrd;
    }

    /// <summary>Why.</summary>
    public MobileOrderProblem Problem { get; }

    /// <summary>medOrgOrd of the order.</summary>
    public string MedOrgOrd { get; }
}
