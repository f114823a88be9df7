using System.Globalization;

namespace Insurance.Sdk.TraceCodes;

/// <summary>How much of a line is scanned.</summary>
public sealed class LineProgress
{
    /// <summary>Id of the line.</summary>
    public string LineId { get; internal init; } = "";

    /// <summary>fixmedins_hilist_id: the hospital's own item code.</summary>
    public string Item { get; internal init; } = "";

    /// <summary>Name of the item.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>Whole packs needed, each with a code of its own.</summary>
    public decimal PacksNeeded { get; internal init; }

    /// <summary>Whole packs scanned.</summary>
    public decimal PacksTaken { get; internal init; }

    /// <summary>Units needed out of opened packs, that must be scanned.</summary>
    public decimal UnitsNeeded { get; internal init; }

    /// <summary>Units scanned out of opened packs.</summary>
    public decimal UnitsTaken { get; internal init; }

    /// <summary>Why the line needs no code; "" where it needs some.</summary>
    public string ExemptReason { get; internal init; } = "";

    /// <summary>Packs still to scan.</summary>
    public decimal PacksLeft => PacksNeeded > PacksTaken ? PacksNeeded - PacksTaken : 0;

    /// <summary>Units still to scan.</summary>
    public decimal UnitsLeft => UnitsNeeded > UnitsTaken ? UnitsNeeded - UnitsTaken : 0;

    /// <summary>True where nothing is left to scan.</summary>
    public bool IsComplete => PacksLeft == 0 && UnitsLeft == 0;

    internal string LeftText
        => "left: " + Number(PacksLeft) + " packs" + (UnitsNeeded > 0 ? " and " + Number(UnitsLeft) + " units" : "");

    internal string ChineseLeftText
        => "还需" + Number(PacksLeft) + "盒" + (UnitsNeeded > 0 ? "和拆零" + Number(UnitsLeft) + "个单位" : "");

    private static string Number(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
