using System.Collections.Generic;
using Insurance.Sdk.MockCenter.Money;

namespace Insurance.Sdk.MockCenter.Visits;

/// <summary>Lines that are, or would be, settled together, and how the sum is shared.</summary>
internal sealed record Bill(Visit Visit, string Batch, IReadOnlyList<FeeLine> Lines, Amounts Amounts, string ClearingOffice, bool IsMidStay = false)
{
    internal string ClearingType => Visit.Kind switch { VisitKind.Outpatient => "11", VisitKind.Inpatient => "21", _ => "41" };
}
