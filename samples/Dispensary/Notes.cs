using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk;
using Insurance.Sdk.TraceCodes;

namespace Dispensary;

/// <summary>What the desks answered during the day: the book of confirmed rows, scans that were refused, bills that were left open.</summary>
internal sealed class Notes(DayClock clock)
{
    private readonly List<string> _refused = new();
    private readonly List<string> _open = new();

    internal Book Book { get; } = new();

    internal int Scanned { get; private set; }

    internal IReadOnlyList<string> Refused => _refused;

    internal IReadOnlyList<string> Open => _open;

    /// <summary>True where none of the scans was taken: such a bill is canceled.</summary>
    internal static bool IsWorthless(IReadOnlyCollection<ScanAnswer> answers) => answers.All(a => !a.IsTaken && a.Reason != ScanRefusal.SessionClosed);

    internal void At(ChinaTime time) => clock.GoTo(time);

    internal void Scan(string bill, ScanAnswer answer)
    {
        Scanned++;
        // A day that goes on after a crash meets bills that are confirmed already.
        if (!answer.IsTaken && answer.Reason != ScanRefusal.SessionClosed)
        {
            _refused.Add($"{bill} {answer.Code}: {answer.Text} / {answer.ChineseText}");
        }
    }

    internal void Scans(string bill, IEnumerable<ScanAnswer> answers) => answers.ToList().ForEach(a => Scan(bill, a));

    internal void BadRows(string file, IEnumerable<BadRow> rows) => _refused.AddRange(rows.Select(r => file + " " + r));

    internal void Confirmed(string bill, StockResult result)
    {
        Outcome(bill, result.Outcome, result.Incomplete, result.Conflicts);
        Book.Add(result);
    }

    internal void Confirmed(string bill, DispensingResult result)
    {
        Outcome(bill, result.Outcome, result.Incomplete, result.Conflicts);
        Book.Add(result);
    }

    internal void Confirmed(string bill, ReturnResult result)
    {
        Outcome(bill, result.Outcome, [], result.Conflicts);
        Book.Add(result);
    }

    private void Outcome(string bill, ConfirmOutcome outcome, IReadOnlyList<LineProgress> incomplete, IReadOnlyList<string> conflicts)
    {
        if (outcome != ConfirmOutcome.Confirmed)
        {
            var lines = incomplete.Select(l => $"line {l.LineId} ({l.Name}) lacks {l.PacksLeft} packs and {l.UnitsLeft} units");
            _open.Add($"{bill}: {outcome} {string.Join(", ", lines.Concat(conflicts))}");
        }
    }
}
