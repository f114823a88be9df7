using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.TraceCodes;
using Spectre.Console;

namespace Dispensary;

/// <summary>The end of the day: what was sent, what became of it, whether both books are equal, and the daily report of trace codes.</summary>
internal sealed class DayReport(IAnsiConsole output, Notes notes, TraceUploadQueue queue)
{
    private const int Shown = 20;

    /// <summary>Writes the report.</summary>
    /// <returns>True where both books are equal, no line is in doubt and no bill is left open.</returns>
    internal async Task<bool> WriteAsync(IReadOnlyList<TraceCodeBalance> balances, IEnumerable<LedgerDocument> documents, string institutionCode, TraceDayReport day, string file)
    {
        var lines = await notes.Book.LinesAsync(queue);
        WriteTable(lines);
        output.WriteLine($"At the windows and the dock {notes.Scanned} codes were scanned, {notes.Refused.Count} refused:");
        WriteSome(notes.Refused);
        foreach (var balance in balances)
        {
            output.WriteLine(balance.IsEqual
                ? $"{balance.Query} shows all {balance.Ours.Count} trace codes of ours and no other."
                : $"{balance.Query} differs: {balance.Ours.Except(balance.Theirs).Count()} trace codes of ours are missing, {balance.Theirs.Except(balance.Ours).Count()} are not ours.");
        }

        var isSettled = WriteOpen(lines);
        var differences = LedgerComparison.Differences(lines, documents, institutionCode);
        output.WriteLine(differences.Count == 0
            ? $"The center's ledger equals ours: {lines.Count(l => l.IsBooked)} documents, each once; keys, quantities and trace codes compared line by line."
            : $"The center's ledger differs from ours in {differences.Count} documents:");
        WriteSome(differences);

        // snippet: day-report
        await File.WriteAllTextAsync(file, day.ToHtml());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{day.Day}: {day.Total.Needed} trace codes needed, {day.Total.Collected} collected ({day.Total.CollectionRate * 100:0.0}%), {day.Total.Sent} sent, {day.Total.ExemptLines} lines exempt."));
        output.WriteLine("Daily report with a chart: " + file);
        // end snippet
        return isSettled && differences.Count == 0 && balances.All(b => b.IsEqual);
    }

    /// <summary>What is known when the day ends early.</summary>
    internal async Task WriteStoppedAsync()
    {
        output.WriteLine("The day was stopped.");
        var lines = await notes.Book.LinesAsync(queue);
        WriteTable(lines);
        WriteOpen(lines);
    }

    private void WriteTable(IReadOnlyList<BookLine> lines)
    {
        var table = new Table().AddColumn("Transaction").Border(TableBorder.Ascii);
        foreach (var title in new[] { "Sent", "Accepted", "Confirmed", "Refused", "Unknown", "Not sent" })
        {
            table.AddColumn(new TableColumn(title).RightAligned());
        }

        foreach (var code in lines.GroupBy(l => l.Code).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            table.AddRow(
                code.Key + " " + Title(code.Key),
                Number(code.Count(l => !l.IsUnsent)),
                Number(code.Count(l => l.IsBooked && !l.IsConfirmed)),
                Number(code.Count(l => l.IsConfirmed)),
                Number(code.Count(l => l.IsRefused)),
                Number(code.Count(l => l.IsUnknown)),
                Number(code.Count(l => l.IsUnsent)));
        }

        output.Write(table);
        // The reasons are the center's free text, and long: they stand below the table.
        WriteSome(lines.Where(l => l.IsRefused).Select(l => $"{l.Code} {l.Serial} refused: {l.Queued!.ReasonText}").ToList());
    }

    private bool WriteOpen(IReadOnlyList<BookLine> lines)
    {
        WriteSome(lines.Where(l => l.IsUnknown).Select(l => $"{l.Code} {l.Serial}: unknown, message {l.Queued!.MessageId}. The queue asks the center before it is sent again.").ToList());
        var unsent = lines.Count(l => l.IsUnsent);
        if (unsent > 0)
        {
            output.WriteLine($"{unsent} lines were not sent; the queue sends them when it runs again.");
        }

        if (notes.Open.Count > 0)
        {
            output.WriteLine($"{notes.Open.Count} bills are left open:");
            WriteSome(notes.Open);
        }

        return notes.Open.Count == 0 && lines.All(l => !l.IsUnknown && !l.IsUnsent);
    }

    private void WriteSome(IReadOnlyList<string> texts)
    {
        foreach (var text in texts.Take(Shown))
        {
            output.WriteLine("  " + text);
        }

        if (texts.Count > Shown)
        {
            output.WriteLine($"  and {texts.Count - Shown} more");
        }
    }

    private static string Title(string code) => code switch
    {
        "3501A" => "count",
        "3502A" => "change",
        "3505A" => "sale",
        _ => "return",
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
