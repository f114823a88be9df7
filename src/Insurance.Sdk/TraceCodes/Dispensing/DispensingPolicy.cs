using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>What stands for the units that come out of an opened pack. The rule of a center is not public: ask it.</summary>
public enum SplitMode
{
    /// <summary>The opened pack's own code, again with every sale until its units are used up.</summary>
    ReuseOpenedPack,

    /// <summary>One fixed code that the center told (see traceCodes.fillerCode).</summary>
    FillerCode,

    /// <summary>A code that the center gives out for the purpose (3592B, one province).</summary>
    VirtualCode,
}

/// <summary>What to do with a readable code whose drug nobody knows.</summary>
public enum UnknownCodeRule
{
    /// <summary>It is refused.</summary>
    Refuse,

    /// <summary>It is kept for the line that the person names, or the only line that still needs codes.</summary>
    Collect,
}

/// <summary>What to do where a policy's wish cannot be met.</summary>
public enum StrictnessRule
{
    /// <summary>It is refused.</summary>
    Refuse,

    /// <summary>It is let pass, and said.</summary>
    Allow,
}

/// <summary>The hospital's rules at the dispensing counter. Read once, when the desk is made.</summary>
public sealed class DispensingPolicy
{
    /// <summary>Code of split packs. Default: the opened pack's own.</summary>
    public SplitMode SplitMode { get; set; }

    /// <summary>Codes whose drug nobody knows. Default: refused.</summary>
    public UnknownCodeRule UnknownCodes { get; set; }

    /// <summary>True refuses packs that were never booked in here. Default false: a ledger that begins today knows no stock.</summary>
    public bool RequireStockIn { get; set; }

    /// <summary>Confirming with codes missing. Default: refused; allowed only together with a reason.</summary>
    public StrictnessRule Incomplete { get; set; }

    /// <summary>Asks the center about every whole pack before it is taken; null does not ask.</summary>
    public ICenterCodeCheck? CenterCheck { get; set; }

    /// <summary>Packs about which the center could not be asked. Default: taken, with a warning.</summary>
    public StrictnessRule CenterNotReachable { get; set; } = StrictnessRule.Allow;

    /// <summary>Items (fixmedins_hilist_id) that need no code, with the reason for the report.</summary>
    public IDictionary<string, string> ExemptItems { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gives the reason why a line needs no code, or null. Asked after herbal pieces and <see cref="ExemptItems"/>.</summary>
    public Func<PrescriptionLine, string?>? Exempt { get; set; }

    /// <summary>Way of insured lines to the center. Default: the inventory upload (3505A).</summary>
    public TraceChannel InsuredChannel { get; set; }
}
