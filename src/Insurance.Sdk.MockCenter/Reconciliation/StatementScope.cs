using System;
using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Reconciliation;

/// <summary>Which settlements a 3201 or 3202 is about. Days are those of the settlement time that the center answered.</summary>
internal sealed record StatementScope(string InsuranceType, string ClearingType, string Office, string From, string Until, string Flag, RefundFlag Meaning)
{
    internal static StatementScope Of(CheckedRow row, RefundFlag meaning) => new(
        row.Text("insutype"), row.Text("clr_type"), row.Text("setl_optins"), row.Text("stmt_begndate"), row.Text("stmt_enddate"), row.Text("refd_setl_flag"), meaning);

    internal IEnumerable<Settlement> In(IEnumerable<Settlement> settlements) => settlements.Where(Holds);

    private bool Holds(Settlement settlement)
        => settlement.Counts
            && settlement.ClearingOffice == Office
            && (InsuranceType.Length == 0 || settlement.Visit.InsuranceType == InsuranceType)
            && (ClearingType.Length == 0 || settlement.ClearingType == ClearingType)
            && string.CompareOrdinal(settlement.Time, 0, From, 0, 10) >= 0
            && string.CompareOrdinal(settlement.Time, 0, Until, 0, 10) <= 0
            && IsTakenIn(settlement);

    private bool IsTakenIn(Settlement settlement) => (Flag, Meaning) switch
    {
        ("", _) or (_, RefundFlag.Together) => true,
        ("0", RefundFlag.WithoutPairs) => !settlement.IsRefund && settlement.RefundedBy is null,
        ("0", _) => !settlement.IsRefund,
        (_, RefundFlag.Separate) => settlement.IsRefund,
        _ => true,
    };
}
