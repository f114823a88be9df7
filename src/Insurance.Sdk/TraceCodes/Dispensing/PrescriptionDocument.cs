using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.TraceCodes;

/// <summary>A prescription as its session keeps it: checked, with what the policy decided when it was opened.</summary>
internal sealed record PrescriptionDocument
{
    internal string Number { get; init; } = "";

    internal bool IsInsured { get; init; }

    internal string SettlementId { get; init; } = "";

    internal string VisitId { get; init; } = "";

    internal string OwnVisitNumber { get; init; } = "";

    internal string? InsuredArea { get; init; }

    internal Operator? Operator { get; init; }

    internal string FillerCode { get; init; } = "";

    internal IReadOnlyList<DispensingLine> Lines { get; init; } = new List<DispensingLine>();

    internal DispensingLine? Line(string id) => Lines.FirstOrDefault(l => l.Id == id);
}

/// <summary>How the codes of a line come about.</summary>
internal enum CodeSource
{
    Scan = 0,
    None = 1,
    Virtual = 2,
}

/// <summary>A line of a stored prescription.</summary>
internal sealed record DispensingLine
{
    /// <summary>Place in the prescription, from 1; part of its serials.</summary>
    internal int Place { get; init; }

    internal string Id { get; init; } = "";

    internal string Item { get; init; } = "";

    internal string NationalItem { get; init; } = "";

    internal string Name { get; init; } = "";

    internal decimal Quantity { get; init; }

    internal decimal PackSize { get; init; }

    internal string FeeDetailSerial { get; init; } = "";

    internal bool IsSelfPaid { get; init; }

    internal TraceChannel Channel { get; init; }

    internal CodeSource Source { get; init; }

    internal SplitMode SplitMode { get; init; }

    internal string ExemptReason { get; init; } = "";

    /// <summary>The row of 3505A as text.</summary>
    internal string Row { get; init; } = "";

    internal decimal Packs => PackArithmetic.Split(Quantity, PackSize).Packs;

    internal decimal Units => PackArithmetic.Split(Quantity, PackSize).Units;

    /// <summary>Packs that need a code each.</summary>
    internal decimal PacksToScan => Source == CodeSource.None ? 0 : Packs;

    /// <summary>Units that need a code: none where a fixed code stands for them.</summary>
    internal decimal UnitsToScan => Source == CodeSource.None || (Source == CodeSource.Scan && SplitMode == SplitMode.FillerCode) ? 0 : Units;

    /// <summary>True where the part's code comes from the center in place of a scan.</summary>
    internal bool IsVirtual(bool isSplit) => Source == CodeSource.Virtual || (Source == CodeSource.Scan && isSplit && SplitMode == SplitMode.VirtualCode);
}
