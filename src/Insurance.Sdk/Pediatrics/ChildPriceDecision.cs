namespace Insurance.Sdk.Pediatrics;

/// <summary>Whether a fee has a child's price.</summary>
public enum ChildStatus
{
    /// <summary>The item has no child's price on the day.</summary>
    NotApplicable = 0,

    /// <summary>The item has one, and the patient is no child.</summary>
    NotChild = 1,

    /// <summary>The item has one, and the patient is a child.</summary>
    Child = 2,

    /// <summary>The item has one, and nobody knows the birth date. Never treated as a child.</summary>
    Unknown = 3,
}

/// <summary>Why it was decided so.</summary>
public enum ChildReason
{
    /// <summary>No rule names the item on the day.</summary>
    NoRule = 0,

    /// <summary>A rule names the item, but it was charged as a drug or a consumable.</summary>
    NotAServiceItem,

    /// <summary>The special-clinic surcharge takes the place of the child's.</summary>
    SpecialSurchargeFirst,

    /// <summary>Nobody knows the birth date.</summary>
    BirthDateUnknown,

    /// <summary>A newborn that is billed under the mother.</summary>
    NewbornUnderMother,

    /// <summary>The birthday that ends childhood has not come on the day of the fee.</summary>
    BelowBoundary,

    /// <summary>The birthday that ends childhood has come.</summary>
    BoundaryReached,

    /// <summary>The birth date lies after the fee: an error.</summary>
    BirthDateAfterFee,

    /// <summary>A refund whose original is not known: an error.</summary>
    OriginalUnknown,
}

/// <summary>The decision for one fee, with the rule that it follows.</summary>
public readonly struct ChildPriceDecision
{
    internal ChildPriceDecision(ChildStatus status, ChildReason reason, ChildPriceRule? rule, bool isAddOn = false)
    {
        Status = status;
        Reason = reason;
        Rule = rule;
        IsAddOn = isAddOn;
    }

    /// <summary>Child, not a child, not applicable, unknown.</summary>
    public ChildStatus Status { get; }

    /// <summary>Why.</summary>
    public ChildReason Reason { get; }

    /// <summary>The rule that it follows; null where none names the item.</summary>
    public ChildPriceRule? Rule { get; }

    /// <summary>True where the fee is the add-on item of the rule, not its item.</summary>
    public bool IsAddOn { get; }

    /// <summary>One sentence for a person. It holds no birth date and no age.</summary>
    public override string ToString() => Reason switch
    {
        ChildReason.NotAServiceItem => "rule " + Rule!.Id + " names the item, but it is charged as a drug or a consumable",
        ChildReason.SpecialSurchargeFirst => "the special surcharge takes the place of the child's (rule " + Rule!.Id + ")",
        ChildReason.BirthDateUnknown => "no birth date: never a child (rule " + Rule!.Id + ")",
        ChildReason.NewbornUnderMother => "a newborn billed under the mother: the insured person is no child (rule " + Rule!.Id + ")",
        ChildReason.BelowBoundary => "the fee arose before the " + Birthday + " birthday (rule " + Rule!.Id + ")",
        ChildReason.BoundaryReached => "the fee arose on or after the " + Birthday + " birthday (rule " + Rule!.Id + ")",
        ChildReason.BirthDateAfterFee => "the birth date lies after the fee",
        ChildReason.OriginalUnknown => "a refund whose original is not known",
        _ => "no rule names the item on the day of the fee",
    };

    private string Birthday => Rule!.Boundary == AgeBoundary.BeforeSixthBirthday ? "sixth" : "seventh";
}
