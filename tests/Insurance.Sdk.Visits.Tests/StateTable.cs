using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>A table of states and steps: what is sent, or the number of the refusal and what has to be done first.</summary>
internal static class StateTable
{
    /// <summary>One case per cell: state, step, expected.</summary>
    internal static IEnumerable<object[]> Cells(string table)
    {
        var rows = table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(r => r.Split('|', StringSplitOptions.TrimEntries)).ToList();
        foreach (var row in rows.Skip(1))
        {
            Assert.Equal(rows[0].Length, row.Length);
            for (var column = 1; column < row.Length; column++)
            {
                yield return [row[0], rows[0][column], row[column]];
            }
        }
    }

    /// <summary>2207 where it was sent; 6105 > 2204, 2206 where it was refused.</summary>
    internal static string Text(VisitRefusal? refusal, string sent) => refusal is null
        ? sent
        : refusal.Number["INS".Length..] + (refusal.DoFirst.Count == 0 ? "" : " > " + string.Join(", ", refusal.DoFirst.Select(s => CodeOf(refusal.Kind, s))));

    private static string CodeOf(VisitKind kind, VisitStep step) => (kind, step) switch
    {
        (VisitKind.Outpatient, VisitStep.Register) => "2201",
        (VisitKind.Outpatient, VisitStep.Inform) => "2203",
        (VisitKind.Outpatient, VisitStep.Charge) => "2204",
        (VisitKind.Outpatient, VisitStep.DeleteCharges) => "2205",
        (VisitKind.Outpatient, VisitStep.Trial) => "2206",
        (VisitKind.Outpatient, VisitStep.Refund) => "2208",
        (VisitKind.Inpatient, VisitStep.Register) => "2401",
        (VisitKind.Inpatient, VisitStep.Charge) => "2301",
        (VisitKind.Inpatient, VisitStep.DeleteCharges) => "2302",
        (VisitKind.Inpatient, VisitStep.Discharge) => "2402",
        (VisitKind.Inpatient, VisitStep.Trial) => "2303",
        (VisitKind.Inpatient, VisitStep.Refund) => "2305",
        (VisitKind.Inpatient, VisitStep.CancelDischarge) => "2405",
        _ => throw new ArgumentOutOfRangeException(nameof(step), kind + " " + step),
    };
}
