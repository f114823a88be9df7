using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Dispensary;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.TraceCodes;

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
        var lines = Booked(documents);

        Assert.Empty(LedgerComparison.Differences(lines, documents, Institution));
        Assert.Equal([$"{lines[0].Code} {lines[0].Serial}: at the center, not booked by us"], LedgerComparison.Differences(lines.Skip(1), documents, Institution));
        Assert.Equal([$"{lines[0].Code} {lines[0].Serial}: not at the center"], LedgerComparison.Differences(lines, documents.Skip(1), Institution));
        Assert.Equal([$"{lines[0].Code} {lines[0].Serial}: 2 times in our book, 1 times at the center"], LedgerComparison.Differences(lines.Append(lines[0]), documents, Institution));
    }

    [Fact]
    public async Task Another_quantity_item_or_trace_code_is_a_difference()
    {
        await _run.RunAsync();
        var documents = await _run.LedgerAsync();
        var lines = Booked(documents);
        lines[0] = lines[0] with { Item = "YP99999", Units = lines[0].Units + 1, TraceCodes = lines[0].TraceCodes.Skip(1).ToList() };

        var name = $"{lines[0].Code} {lines[0].Serial}";
        Assert.Equal([$"{name}: another item", $"{name}: another quantity", $"{name}: other trace codes"], LedgerComparison.Differences(lines, documents, Institution));
    }

    // A book that says what the center's ledger says.
    private static List<BookLine> Booked(IEnumerable<LedgerDocument> documents) => documents
        .Select(d => new BookLine(d.Code, d.Keys["fixmedins_bchno"], d.Keys["fixmedins_hilist_id"], d.Keys["med_list_codg"], d.Quantity!.Value, d.TraceCodes.ToList())
        {
            Queued = new QueuedUpload { State = TraceUploadState.Accepted },
        }).ToList();
}
