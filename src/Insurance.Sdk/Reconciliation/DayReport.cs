using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Reconciliation;

/// <summary>One total of 3201 and what the center says of it.</summary>
/// <param name="Scope">What it is about.</param>
/// <param name="RefundFlag">refd_setl_flag that was sent.</param>
/// <param name="Sent">The hospital's sums.</param>
/// <param name="Result">stmt_rslt 对账结果 as it came; "" where no answer came.</param>
/// <param name="Problem">Why no answer came; "" where one did. No personal data.</param>
public sealed record DayTotal(TotalScope Scope, string RefundFlag, DetailTotals Sent, string Result, string Problem)
{
    /// <summary>True where the center says equal.</summary>
    public bool IsBalanced => Problem.Length == 0 && DetailFileReader.IsEqual(Result);
}

/// <summary>What a warning is about.</summary>
public enum DayWarningKind
{
    /// <summary>The outcome of a call has been unknown for long.</summary>
    UnknownOutcome,

    /// <summary>The center has accepted it, and the hospital's books have not confirmed it for long.</summary>
    NotPosted,

    /// <summary>The running totals have not been equal for long.</summary>
    Drift,
}

/// <summary>Something to look at before the day closes.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="IsUrgent">True where the day closes soon, or has closed.</param>
/// <param name="MessageId">msgid; "" for totals.</param>
/// <param name="Code">Transaction.</param>
/// <param name="Scope">The total; null for calls.</param>
/// <param name="Age">For how long.</param>
public sealed record DayWarning(DayWarningKind Kind, bool IsUrgent, string MessageId, string Code, TotalScope? Scope, TimeSpan Age);

/// <summary>What early warning saw.</summary>
/// <param name="Day">The day, China time.</param>
/// <param name="MadeAt">When.</param>
/// <param name="Totals">The running totals.</param>
/// <param name="Warnings">Most urgent and oldest first.</param>
public sealed record DayWatch(ChinaTime Day, ChinaTime MadeAt, IReadOnlyList<DayTotal> Totals, IReadOnlyList<DayWarning> Warnings);

/// <summary>A day's books of hospital and center side by side.</summary>
public sealed record DayReport
{
    /// <summary>The day, China time.</summary>
    public required ChinaTime Day { get; init; }

    /// <summary>When it was made.</summary>
    public required ChinaTime MadeAt { get; init; }

    /// <summary>Totals of 3201.</summary>
    public required IReadOnlyList<DayTotal> Totals { get; init; }

    /// <summary>Every difference, each with its remedy.</summary>
    public required IReadOnlyList<Difference> Differences { get; init; }

    /// <summary>What the hospital's books cannot show whole.</summary>
    public required IReadOnlyList<BookGap> Gaps { get; init; }

    /// <summary>Why the day cannot be called balanced although no difference is named: a call that failed, totals that differ without a row. No personal data.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>What to look at; it does not make the day unbalanced.</summary>
    public required IReadOnlyList<DayWarning> Warnings { get; init; }

    /// <summary>True where every total is equal at the center, nothing differs, nothing is missing and no outcome of the day is open.</summary>
    public bool IsBalanced => Totals.Count > 0 && Totals.All(t => t.IsBalanced) && Differences.Count == 0 && Gaps.Count == 0 && Problems.Count == 0;

    /// <summary>The report as JSON. It holds the numbers of settlements and messages, and no person.</summary>
    public string ToJson() => DayReportJson.Write(this);

    /// <summary>The report as text, in Chinese and English.</summary>
    public string ToText() => DayReportText.Write(this);

    /// <summary>The report as one HTML page with a chart; it loads nothing from elsewhere.</summary>
    public string ToHtml() => DayReportPage.Write(this);
}
