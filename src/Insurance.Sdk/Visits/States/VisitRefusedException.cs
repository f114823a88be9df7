using System;

namespace Insurance.Sdk.Visits;

/// <summary>The step does not fit the visit as it stands; nothing was sent. The text holds no personal data and may be shown to the cashier.</summary>
public sealed class VisitRefusedException : InsuranceException
{
    /// <summary>Creates the exception.</summary>
    public VisitRefusedException(VisitRefusal refusal)
        : base((refusal ?? throw new ArgumentNullException(nameof(refusal))).ToString())
    {
        Refusal = refusal;
        Code = VisitSteps.CodeOf(refusal.Kind, refusal.Step);
        MessageId = refusal.Doubt?.MessageId ?? "";
    }

    /// <summary>Why, and what has to be done first.</summary>
    public VisitRefusal Refusal { get; }
}
