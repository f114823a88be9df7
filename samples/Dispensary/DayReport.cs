using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Spectre.Console;

namespace Dispensary;

/// <summary>The end of the day: what was sent, what became of it, and whether both books are equal.</summary>
internal static class DayReport
{
    private const int Shown = 20;

    /// <summary>Writes the report.</summary>
    /// <returns>True where both books are equal and no line is left in doubt.</returns>
    internal static bool Write(IAnsiConsole output, IReadOnlyList<BookLine> lines, IReadOnlyList<TraceCodeBalance> balances, IReadOnlyList<string> differences)
    {
        WriteTable(output, lines);
        foreach (var balance in balances)
        {
            output.WriteLine(balance.IsEqual
                ? $"{balance.Query} shows all {balance.Ours.Count} trace codes of ours and no other."
                : $"{balance.Query} differs: {balance.Ours.Except(balance.Theirs).Count()} trace codes of ours are missing, {balance.Theirs.Except(balance.Ours).Count()} are not ours.");
        }

        var isSettled = WriteOpen(output, lines);
        output.WriteLine(differences.Count == 0
            ? $"The center's ledger equals ours: {lines.Count(l => l.IsBooked)} documents, each once; keys, quantities and trace codes compared line by line."
            : $"The center's ledger differs from ours in {differences.Count} documents:");
        WriteSome(output, differences);
        return isSettled && differences.Count == 0 && balances.All(b => b.IsEqual);
    }

    /// <summary>What is known when the day ends early.</summary>
    internal static void WriteStopped(IAnsiConsole output, IReadOnlyList<BookLine> lines)
    {
        if (lines.All(l => l.State == BookState.NotSent))
        {
            output.WriteLine("The day was stopped; nothing was sent.");
            return;
        }

        output.WriteLine("The day was stopped.");
        WriteTable(output, lines);
        WriteOpen(output, lines);
    }

    private static void WriteTable(IAnsiConsole output, IReadOnlyList<BookLine> lines)
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
                Number(code.Count(l => l.State != BookState.NotSent)),
                Number(code, BookState.Accepted),
                Number(code, BookState.Confirmed),
                Number(code, BookState.Refused),
                Number(code, BookState.Unknown),
                Number(code, BookState.NotSent));
        }

        output.Write(table);
        // The reasons are the center's free text, and long: they stand below the table.
        WriteSome(output, lines.Where(l => l.State == BookState.Refused).Select(l => $"{l.Code} {l.Serial} refused: {l.Reason}").ToList());
    }

    private static bool WriteOpen(IAnsiConsole output, IReadOnlyList<BookLine> lines)
    {
        var unknown = lines.Where(l => l.State == BookState.Unknown).ToList();
        WriteSome(output, unknown.Select(l => $"{l.Code} {l.Serial}: unknown, message {l.MessageId}. Ask the center before it is sent again.").ToList());
        var unsent = lines.Count(l => l.State == BookState.NotSent);
        if (unsent > 0)
        {
            output.WriteLine($"{unsent} lines were not sent; they may be sent.");
        }

        return unknown.Count == 0 && unsent == 0;
    }

    private static void WriteSome(IAnsiConsole output, IReadOnlyList<string> texts)
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

    private static string Number(IEnumerable<BookLine> lines, BookState state) => Number(lines.Count(l => l.State == state));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
