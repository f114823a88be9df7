using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Pediatrics;

/// <summary>One item of the region's list of child prices, and the days on which the list says so.</summary>
/// <remarks>No such list is public for Guangdong, and none follows from a category or a code's last digits: every item is entered with where it stands.</remarks>
public sealed class ChildPriceRule
{
    /// <summary>A name for audits, once per set of rules.</summary>
    public required string Id { get; init; }

    /// <summary>med_list_codg of the item.</summary>
    public required string Item { get; init; }

    /// <summary>Days on which it counts, by the time of the fee.</summary>
    public required EffectiveInterval Interval { get; init; }

    /// <summary>Until when somebody is a child.</summary>
    public required AgeBoundary Boundary { get; init; }

    /// <summary>Birthday of those born on 29 February; 1 March unless the bureau says otherwise.</summary>
    public LeapDayBirthday LeapDay { get; init; }

    /// <summary>What a child's price adds.</summary>
    public required ChildSurcharge Surcharge { get; init; }

    /// <summary>True where a special-clinic surcharge comes on top of the child's price; false where it takes its place.</summary>
    public bool StackWithSpecial { get; init; }

    /// <summary>Where the rule stands: number and date of the notice.</summary>
    public required string Source { get; init; }

    /// <summary>Id, item and days.</summary>
    public override string ToString() => Id + " (" + Item + ", " + Interval + ")";
}
