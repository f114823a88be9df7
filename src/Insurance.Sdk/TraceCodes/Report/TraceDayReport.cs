using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Trace codes of one day: what was needed, collected, sent and refused, per drug. Holds no personal data.</summary>
public sealed class TraceDayReport
{
    /// <summary>Creates a report; the total is added up.</summary>
    /// <param name="day">Day in China, yyyy-MM-dd.</param>
    /// <param name="madeAt">When it was made.</param>
    /// <param name="drugs">The drugs; they are sorted by how many codes miss.</param>
    /// <param name="uploads">The lines by kind.</param>
    public TraceDayReport(string day, ChinaTime madeAt, IEnumerable<TraceDrugDay> drugs, IEnumerable<TraceUploadDay> uploads)
    {
        Day = day ?? throw new ArgumentNullException(nameof(day));
        MadeAt = madeAt;
        Drugs = drugs.OrderByDescending(d => d.Needed - d.Collected).ThenByDescending(d => d.Needed).ThenBy(d => d.Item, StringComparer.Ordinal).ToList();
        Uploads = uploads.OrderBy(u => u.Kind).ToList();
        Total = new TraceDrugDay
        {
            Needed = Drugs.Sum(d => d.Needed),
            Collected = Drugs.Sum(d => d.Collected),
            ExemptLines = Drugs.Sum(d => d.ExemptLines),
            MissingLines = Drugs.Sum(d => d.MissingLines),
            BySettlement = Drugs.Sum(d => d.BySettlement),
            Sent = Drugs.Sum(d => d.Sent),
            Refused = Drugs.Sum(d => d.Refused),
            Waiting = Drugs.Sum(d => d.Waiting),
            Unknown = Drugs.Sum(d => d.Unknown),
            GivenUp = Drugs.Sum(d => d.GivenUp),
        };
    }

    /// <summary>Day in China, yyyy-MM-dd.</summary>
    public string Day { get; }

    /// <summary>When the report was made.</summary>
    public ChinaTime MadeAt { get; }

    /// <summary>The drugs, those with most missing codes first.</summary>
    public IReadOnlyList<TraceDrugDay> Drugs { get; }

    /// <summary>All drugs together.</summary>
    public TraceDrugDay Total { get; }

    /// <summary>Lines of all kinds by what became of them.</summary>
    public IReadOnlyList<TraceUploadDay> Uploads { get; }

    /// <summary>The report as JSON.</summary>
    public string ToJson() => TraceReportJson.Write(this);

    /// <summary>The report as a table of text.</summary>
    public string ToText() => TraceReportText.Write(this);

    /// <summary>The report as one HTML page with a chart, in Chinese; it loads nothing from elsewhere.</summary>
    public string ToHtml() => TraceReportPage.Write(this);
}
