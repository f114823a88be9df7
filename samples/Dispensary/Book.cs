using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk;
using Insurance.Sdk.TraceCodes;

namespace Dispensary;

/// <summary>One line of our own book: what a desk confirmed and the queue uploads.</summary>
internal sealed record BookLine(string Code, string Serial, string Item, string InsuranceCode, decimal Units, IReadOnlyList<string> TraceCodes)
{
    /// <summary>True for counts, and changes that bring goods in.</summary>
    internal bool IsIn { get; init; }

    /// <summary>What became of it, as the queue has it.</summary>
    internal QueuedUpload? Queued { get; init; }

    internal bool IsBooked => Queued is { State: TraceUploadState.Accepted };

    /// <summary>The answer was lost, and the center showed the line when it was asked.</summary>
    internal bool IsConfirmed => Queued is { State: TraceUploadState.Accepted, Reason: TraceUploadReason.FoundByAsking };

    internal bool IsRefused => Queued is { State: TraceUploadState.Quarantined };

    internal bool IsUnknown => Queued is { State: TraceUploadState.Unknown or TraceUploadState.Sending };

    internal bool IsUnsent => Queued is null or { State: TraceUploadState.Waiting };
}

/// <summary>The pharmacy's book of the day: the rows of every confirmed bill.</summary>
internal sealed class Book
{
    private readonly List<BookLine> _lines = new();

    internal int Count => _lines.Count;

    internal void Add(StockResult result)
    {
        _lines.AddRange(result.Counts.Select(r => new BookLine("3501A", r.FixmedinsBchno!, r.FixmedinsHilistId!, r.MedListCodg!, r.InvCnt!.Value, Texts(r.Drugtracinfo.Select(c => c.DrugTracCodg))) { IsIn = true }));
        _lines.AddRange(result.Changes.Select(r => new BookLine("3502A", r.FixmedinsBchno!, r.FixmedinsHilistId!, r.MedListCodg!, r.Cnt!.Value, Texts(r.Drugtracinfo.Select(c => c.DrugTracCodg))) { IsIn = r.InvChgType is "106" or "108" }));
    }

    internal void Add(DispensingResult result)
        => _lines.AddRange(result.Rows.Select(r => new BookLine("3505A", r.Serial, r.Row.FixmedinsHilistId!, r.Row.MedListCodg!, r.Units, r.Codes)));

    internal void Add(ReturnResult result)
        => _lines.AddRange(result.Rows.Select(r => new BookLine("3506A", r.Serial, r.Row.FixmedinsHilistId!, r.Row.MedListCodg!, r.Units, r.Codes)));

    /// <summary>All lines with what became of them.</summary>
    internal async Task<IReadOnlyList<BookLine>> LinesAsync(TraceUploadQueue queue)
    {
        var lines = new List<BookLine>();
        foreach (var line in _lines)
        {
            lines.Add(line with { Queued = await queue.FindAsync(line.Serial) });
        }

        return lines;
    }

    private static List<string> Texts(IEnumerable<string?> codes) => codes.Select(c => c!).ToList();
}
