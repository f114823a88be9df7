using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>What became of a scan.</summary>
public enum ScanOutcome
{
    /// <summary>Taken; the line needs more.</summary>
    Accepted,

    /// <summary>Taken; the line has all it needs.</summary>
    LineComplete,

    /// <summary>Taken; all lines have what they need.</summary>
    SessionComplete,

    /// <summary>Taken by policy, although nobody knows the code's drug.</summary>
    Collected,

    /// <summary>Several lines may be meant: ask the person and scan again with one of <see cref="ScanAnswer.Candidates"/>.</summary>
    Ambiguous,

    /// <summary>An earlier scan was taken back.</summary>
    TakenBack,

    /// <summary>Not taken; see <see cref="ScanAnswer.Reason"/>.</summary>
    Refused,
}

/// <summary>The answer to a scan. What it says is stored already.</summary>
public sealed class ScanAnswer
{
    /// <summary>What became of the scan.</summary>
    public ScanOutcome Outcome { get; internal init; }

    /// <summary>True where the scan counts.</summary>
    public bool IsTaken => Outcome is ScanOutcome.Accepted or ScanOutcome.LineComplete or ScanOutcome.SessionComplete or ScanOutcome.Collected;

    /// <summary>The code that was read; "" where none could be.</summary>
    public string Code { get; internal init; } = "";

    /// <summary>The line that the code went to, with the new counts; null where none.</summary>
    public LineProgress? Line { get; internal init; }

    /// <summary>True where units of an opened pack were taken, false for a whole pack.</summary>
    public bool IsSplit { get; internal init; }

    /// <summary>Units that the scan counts for.</summary>
    public decimal Units { get; internal init; }

    /// <summary>Lines to choose from.</summary>
    public IReadOnlyList<LineProgress> Candidates { get; internal init; } = Array.Empty<LineProgress>();

    /// <summary>Why the scan was not taken.</summary>
    public ScanRefusal Reason { get; internal init; }

    /// <summary>The answer for people, in English.</summary>
    public string Text { get; internal init; } = "";

    /// <summary>The answer for people, in Chinese.</summary>
    public string ChineseText { get; internal init; } = "";

    /// <summary>Something to know although the scan was taken, such as a center that could not be asked; "" for nothing.</summary>
    public string Warning { get; internal init; } = "";

    /// <summary>The text; it names code and line, and no person.</summary>
    public override string ToString() => Outcome + (Text.Length > 0 ? ": " + Text : "");

    internal static ScanAnswer Refuse(ScanRefusal reason, string code = "", string detail = "", string chineseDetail = "", LineProgress? line = null) => new()
    {
        Outcome = ScanOutcome.Refused,
        Reason = reason,
        Code = code,
        Line = line,
        Text = ScanTexts.English(reason) + (detail.Length > 0 ? " (" + detail + ")" : ""),
        ChineseText = ScanTexts.Chinese(reason) + (chineseDetail.Length > 0 ? "（" + chineseDetail + "）" : detail.Length > 0 ? "（" + detail + "）" : ""),
    };

    internal static ScanAnswer Taken(string code, LineProgress line, bool isSplit, decimal units, bool all, bool collected, string warning = "")
    {
        var outcome = collected ? ScanOutcome.Collected : all ? ScanOutcome.SessionComplete : line.IsComplete ? ScanOutcome.LineComplete : ScanOutcome.Accepted;
        return new ScanAnswer
        {
            Outcome = outcome,
            Code = code,
            Line = line,
            IsSplit = isSplit,
            Units = units,
            Warning = warning,
            Text = collected ? "kept, although no list knows the code" : all ? "all lines are complete" : line.IsComplete ? "the line is complete" : "taken, " + line.LeftText,
            ChineseText = collected ? "已采集，但四码库中没有该码" : all ? "全部采集完成" : line.IsComplete ? "本行采集完成" : "已采集，" + line.ChineseLeftText,
        };
    }

    internal static ScanAnswer Ask(string code, IReadOnlyList<LineProgress> lines) => new()
    {
        Outcome = ScanOutcome.Ambiguous,
        Code = code,
        Candidates = lines,
        Text = "several lines may be meant: choose one",
        ChineseText = "可能对应多行，请选择",
    };

    internal static ScanAnswer Back(string code, LineProgress? line, bool isSplit, decimal units) => new()
    {
        Outcome = ScanOutcome.TakenBack,
        Code = code,
        Line = line,
        IsSplit = isSplit,
        Units = units,
        Text = "taken back",
        ChineseText = "已撤销",
    };
}
