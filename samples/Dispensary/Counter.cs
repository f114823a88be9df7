using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.TraceCodes;

namespace Dispensary;

/// <summary>The pharmacy windows: medicine goes out (3505A) and comes back (3506A).</summary>
internal sealed class Counter(DispensingDesk desk, ReturnsDesk returns, DayFolder day, Notes notes)
{
    // snippet: dispense
    internal async Task DispenseAsync(IEnumerable<IGrouping<string, ScanRow>> prescriptions, DayProgress.Step step, CancellationToken cancellationToken)
    {
        foreach (var scans in prescriptions)
        {
            // Opening the same number again goes on with its session, also after a crash.
            var session = await desk.OpenAsync(day.Prescription(scans.Key), cancellationToken);
            foreach (var scan in scans)
            {
                notes.At(scan.Time);
                var answer = await session.ScanAsync(scan.Text, cancellationToken: cancellationToken);
                if (answer.Outcome == ScanOutcome.Ambiguous)
                {
                    // The code may mean two lines: the person at the window says which.
                    answer = await session.ScanAsync(scan.Text, answer.Candidates[0].LineId, cancellationToken: cancellationToken);
                }

                notes.Scan(scans.Key, answer);
                step.Advance();
            }

            // Ledger, rows and queue lines become durable together; the center may be down.
            notes.Confirmed(scans.Key, await session.ConfirmAsync(day.PharmacistOf(scans.Key), cancellationToken: cancellationToken));
        }
    }
    // end snippet

    // snippet: take-back
    /// <summary>Outpatients bring a prescription's medicine back, wards that of a visit: every pack is paired with the row on which it went out.</summary>
    internal async Task TakeBackAsync(DayProgress.Step step, CancellationToken cancellationToken)
    {
        foreach (var bill in day.Returns)
        {
            notes.At(bill.Time);
            var session = await returns.OpenAsync(new ReturnBill { Number = bill.Number, DispensedOn = bill.DispensedOn, OperatorName = "药师甲" }, cancellationToken);
            var answers = new List<ScanAnswer>();
            foreach (var (code, units) in bill.Packs)
            {
                answers.Add(await session.ScanAsync(code, units, cancellationToken: cancellationToken));
            }

            notes.Scans(bill.Number, answers);
            if (Notes.IsWorthless(answers))
            {
                await session.CancelAsync("药师甲", cancellationToken);
            }
            else
            {
                notes.Confirmed(bill.Number, await session.ConfirmAsync("药师甲", cancellationToken));
            }

            step.Advance();
        }
    }
    // end snippet
}
