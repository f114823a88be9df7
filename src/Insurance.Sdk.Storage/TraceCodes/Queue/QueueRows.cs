using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.TraceCodes;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.TraceCodes;

/// <summary>Lines on their way into the queue, within whatever transaction is open: a desk writes the states of its codes and these lines together.</summary>
internal static class QueueRows
{
    private const int Part = 500;

    /// <summary>Writes lines as waiting. A line that is there already with the same content is left alone, so a desk that was cut off may confirm again.</summary>
    /// <param name="db">The open transaction; the tables of <see cref="QueueTables.Part"/> exist.</param>
    /// <param name="uploads">The lines, checked by <c>TraceUploadQueue.Check</c>.</param>
    /// <param name="now">Milliseconds since 1970.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Lines that are new.</returns>
    /// <exception cref="ValidationException">A serial is used by another line (INS1802), or a line belongs to the settlement's channel (INS1803).</exception>
    internal static async Task<int> EnqueueAsync(DataConnection db, IReadOnlyList<TraceUpload> uploads, long now, CancellationToken cancellationToken)
    {
        Distinct(uploads);
        var rows = new List<QueueRow>(uploads.Count);
        for (var start = 0; start < uploads.Count; start += Part)
        {
            var part = uploads.Skip(start).Take(Part).ToList();
            var serials = part.Select(u => u.Serial).ToList();
            var known = QueueStatements.Suit(db)
                ? QueueStatements.Find(db, serials)
                : await db.GetTable<QueueRow>().Where(r => serials.Contains(r.Serial)).ToListAsync(cancellationToken).ConfigureAwait(false);
            var bySerial = known.ToDictionary(r => r.Serial, StringComparer.Ordinal);
            foreach (var upload in part)
            {
                if (!bySerial.TryGetValue(upload.Serial, out var there))
                {
                    rows.Add(Row(upload, now));
                }
                else if (there.Kind != (int)upload.Kind || ((upload.AsksForSaleNumber ? there.IsLinked == 0 : true) && !string.Equals(there.RowJson, upload.RowJson, StringComparison.Ordinal)))
                {
                    throw Error("INS1802", upload.Serial, "定点医药机构批次流水号 is used by another line of the queue; every line and direction has a number of its own");
                }
            }
        }

        await HoldOriginalsAsync(db, uploads, cancellationToken).ConfigureAwait(false);
        if (QueueStatements.Suit(db))
        {
            QueueStatements.Insert(db, rows);
        }
        else if (rows.Count > 0)
        {
            await db.BulkCopyAsync(new BulkCopyOptions { BulkCopyType = BulkCopyType.MultipleRows, MaxBatchSize = 100 }, rows, cancellationToken).ConfigureAwait(false);
        }

        return rows.Count;
    }

    /// <summary>A return of a sale that the queue does not know would wait for ever.</summary>
    private static async Task HoldOriginalsAsync(DataConnection db, IReadOnlyList<TraceUpload> uploads, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var elsewhere = new List<TraceUpload>();
        foreach (var upload in uploads)
        {
            if (!string.IsNullOrEmpty(upload.DependsOn) && !seen.Contains(upload.DependsOn!))
            {
                elsewhere.Add(upload);
            }

            seen.Add(upload.Serial);
        }

        for (var start = 0; start < elsewhere.Count; start += Part)
        {
            var part = elsewhere.Skip(start).Take(Part).ToList();
            var serials = part.Select(u => u.DependsOn!).Distinct(StringComparer.Ordinal).ToList();
            var known = await db.GetTable<QueueRow>().Where(r => serials.Contains(r.Serial)).Select(r => r.Serial).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (part.Find(u => !known.Contains(u.DependsOn!)) is { } lost)
            {
                throw Error("INS1804", lost.Serial, "the sale that the return takes back (" + lost.DependsOn + ") is not in the queue before it; for a sale from elsewhere give no sale serial and set medins_prod_sel_no");
            }
        }
    }

    private static void Distinct(IReadOnlyList<TraceUpload> uploads)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var upload in uploads)
        {
            if (upload.Channel == TraceChannel.Settlement)
            {
                throw Error("INS1803", upload.Serial, "药品追溯码 goes to the center with the settlement (drug_trac_info); it is not sent a second time");
            }

            if (!seen.Add(upload.Serial))
            {
                throw Error("INS1802", upload.Serial, "定点医药机构批次流水号 stands twice among the lines; every line and direction has a number of its own");
            }
        }
    }

    private static ValidationException Error(string number, string serial, string message)
        => new([new ValidationError(number, "fixmedins_bchno " + serial, "fixmedins_bchno", "condition", message)]);

    private static QueueRow Row(TraceUpload upload, long now) => new()
    {
        Serial = upload.Serial,
        Kind = (int)upload.Kind,
        OrderKey = upload.Order,
        DependsOn = string.IsNullOrEmpty(upload.DependsOn) ? null : upload.DependsOn,
        RowJson = upload.RowJson,
        CodeCount = upload.TraceCodes.Count,
        Item = upload.Item,
        ItemName = upload.ItemName,
        Quantity = upload.Quantity,
        Day = upload.Day,
        InsuredArea = upload.InsuredArea,
        OperatorType = upload.Operator?.Type,
        OperatorCode = upload.Operator?.Code,
        OperatorName = upload.Operator?.Name,
        State = (int)TraceUploadState.Waiting,
        IsOpen = 1,
        IsLinked = upload.AsksForSaleNumber ? 0 : 1,
        NextAt = now,
        QueuedAt = now,
        ChangedAt = now,
    };
}
