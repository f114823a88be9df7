using System;
using System.Collections.Generic;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Storage;

/// <summary>What can be learned from answers of 3512 and 3513: the prefix or GTIN of each code, and the item it was booked for.</summary>
public sealed class LearnedCodes
{
    private readonly List<FourCodeRow> _rows = new();

    private LearnedCodes()
    {
    }

    /// <summary>Links that can be learned.</summary>
    public IReadOnlyList<FourCodeRow> Rows => _rows;

    /// <summary>Rows without a code of a drug (manufacturers' codes, fillers), without item, or declared void (vali_flag 0).</summary>
    public int Skipped { get; private set; }

    /// <summary>Learns from codes that came in (3512).</summary>
    public static LearnedCodes Of(IEnumerable<QueryReceivedTraceCodesAnswerOutput> rows)
    {
        var learned = new LearnedCodes();
        foreach (var row in rows ?? throw new ArgumentNullException(nameof(rows)))
        {
            learned.Add(row.ValiFlag == "0" ? null : row.DrugTracCodg, row.MedinsListCodg, row.MedListCodg, row.MedinsListName);
        }

        return learned;
    }

    /// <summary>Learns from codes that were sold (3513).</summary>
    public static LearnedCodes Of(IEnumerable<QuerySoldTraceCodesAnswerOutput> rows)
    {
        var learned = new LearnedCodes();
        foreach (var row in rows ?? throw new ArgumentNullException(nameof(rows)))
        {
            learned.Add(row.DrugTracCodg, row.MedinsListCodg, row.MedListCodg, row.MedinsListName);
        }

        return learned;
    }

    private void Add(string? code, string? hospitalItem, string? nationalItem, string? name)
    {
        var reading = TraceCodeParser.Default.Parse(code);
        var row = new FourCodeRow
        {
            Prefix = reading.Code.Kind == TraceCodeKind.Platform ? reading.Code.DrugPrefix : "",
            Barcode = reading.Code.Kind == TraceCodeKind.Gs1 ? reading.Code.DrugPrefix : "",
            HospitalItemCode = (hospitalItem ?? "").Trim(),
            NationalItemCode = (nationalItem ?? "").Trim(),
            Name = (name ?? "").Trim(),
            Source = FourCodeSource.Learned,
        };
        if (row.Check() is null)
        {
            _rows.Add(row);
        }
        else
        {
            Skipped++;
        }
    }
}
