using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dispensary;

namespace Insurance.Sdk.Samples.Tests;

public sealed class LedgerComparisonTests : IDisposable
{
    private const string Institution = "H44088200999";
    private readonly DayRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task A_document_that_only_one_side_has_is_a_difference()
    {
        await _run.RunAsync();
        var documents = await _run.LedgerAsync();
        var lines = Booked();

        Assert.Equal(
            ["3506A TH260302-05-01-R: not at the center", "3502A GT260302-01-02-O: 2 times in our book, 1 times at the center"],
            LedgerComparison.Differences(lines, documents, Institution));
        Assert.Contains(
            lines[0].Code + " " + lines[0].Serial + ": at the center, not booked by us",
            LedgerComparison.Differences(lines.Skip(1), documents, Institution));
    }

    [Fact]
    public async Task Another_quantity_item_or_trace_code_is_a_difference()
    {
        await _run.RunAsync();
        var documents = await _run.LedgerAsync();
        var lines = Booked();
        var count = (CountLine)lines[0];
        lines[0] = new CountLine
        {
            Serial = count.Serial,
            Bill = count.Bill,
            Drug = lines[1].Drug,
            Units = count.Units + 1,
            TraceCodes = count.TraceCodes.Skip(1).ToList(),
            Time = count.Time,
            State = BookState.Accepted,
        };

        var name = "3501A " + count.Serial;
        Assert.Equal([$"{name}: another item", $"{name}: another quantity", $"{name}: other trace codes"], LedgerComparison.Differences(lines, documents, Institution).Take(3));
    }

    // Every line as if the center had taken it, also the two that it refuses.
    private static List<BookLine> Booked()
    {
        var lines = DayBook.Of(DayFolder.Read(DayOptions.InventedDay)).Lines.ToList();
        lines.ForEach(l => l.State = BookState.Accepted);
        return lines;
    }
}
