using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Insurance.Sdk.Visits;

/// <summary>Why a step is refused, and what has to be done first. Nothing was sent.</summary>
public sealed class VisitRefusal
{
    private VisitRefusal(VisitRefusalCode code, VisitKind kind, VisitStep step, string detail, string chineseDetail, IReadOnlyList<VisitStep> doFirst)
    {
        Code = code;
        Kind = kind;
        Step = step;
        DoFirst = doFirst;
        var (english, chinese) = VisitRefusalTexts.Of(code);
        var codes = doFirst.Select(s => VisitSteps.CodeOf(kind, s)).ToList();
        Reason = english + (detail.Length > 0 ? " (" + detail + ")" : "") + (codes.Count > 0 ? "; first: " + string.Join(", then ", codes) : "");
        ChineseReason = chinese + (chineseDetail.Length > 0 ? "（" + chineseDetail + "）" : "") + (codes.Count > 0 ? "；请先做：" + string.Join("，再做 ", codes) : "");
    }

    /// <summary>Why.</summary>
    public VisitRefusalCode Code { get; }

    /// <summary>Number of the rule: INS6101 and following.</summary>
    public string Number => NumberOf(Code);

    /// <summary>Outpatient or inpatient.</summary>
    public VisitKind Kind { get; }

    /// <summary>The step that was asked for.</summary>
    public VisitStep Step { get; }

    /// <summary>The reason in English.</summary>
    public string Reason { get; }

    /// <summary>The reason in Chinese.</summary>
    public string ChineseReason { get; }

    /// <summary>The steps that have to be done first, in that order; empty where no step helps.</summary>
    public IReadOnlyList<VisitStep> DoFirst { get; }

    /// <summary>The step whose answer is missing; null for other reasons.</summary>
    public VisitDoubt? Doubt { get; private init; }

    /// <summary>Number, step and reason; no personal data.</summary>
    public override string ToString() => Number + " " + Step + " " + VisitSteps.CodeOf(Kind, Step) + ": " + Reason;

    internal static string NumberOf(VisitRefusalCode code) => "INS" + (6100 + (int)code).ToString(CultureInfo.InvariantCulture);

    internal static VisitRefusal Of(VisitRefusalCode code, VisitKind kind, VisitStep step, params VisitStep[] doFirst) => new(code, kind, step, "", "", doFirst);

    internal static VisitRefusal Of(VisitRefusalCode code, VisitKind kind, VisitStep step, string detail, string? chineseDetail, params VisitStep[] doFirst)
        => new(code, kind, step, detail, chineseDetail ?? detail, doFirst);

    internal static VisitRefusal Of(VisitDoubt doubt, VisitKind kind, VisitStep step)
        => new(doubt.IsOnTheWay ? VisitRefusalCode.InProgress : VisitRefusalCode.InDoubt, kind, step, doubt.ToString(), doubt.ChineseText, Array.Empty<VisitStep>()) { Doubt = doubt };
}

/// <summary>The texts of the reasons.</summary>
internal static class VisitRefusalTexts
{
    internal static (string English, string Chinese) Of(VisitRefusalCode code) => code switch
    {
        VisitRefusalCode.NotRegistered => ("the visit is not registered at the center", "该就诊尚未在医保中心登记"),
        VisitRefusalCode.AlreadyRegistered => ("the visit is registered at the center already", "该就诊已在医保中心登记"),
        VisitRefusalCode.Cancelled => ("the visit was taken back as a whole; register anew under a new number", "该就诊登记已撤销，请用新的就诊号重新登记"),
        VisitRefusalCode.NotInformed => ("visit type and diagnoses are not at the center", "就诊信息和诊断尚未上传"),
        VisitRefusalCode.NothingCharged => ("no unsettled lines are at the center", "医保中心没有未结算的费用明细"),
        VisitRefusalCode.BatchCharged => ("the batch is at the center already, and all lines of a batch go in one message; delete it or take a new chrg_bchno", "该收费批次已上传；同一批次的明细必须一次上传，请先撤销或换新的批次号"),
        VisitRefusalCode.AlreadySettled => ("a settlement covers it", "已经结算"),
        VisitRefusalCode.NothingSettled => ("there is no settlement to take back", "没有可撤销的结算"),
        VisitRefusalCode.AlreadyRefunded => ("the settlement was taken back already", "该结算已经撤销"),
        VisitRefusalCode.SettlementLeft => ("a settlement stands in the way", "还有未撤销的结算"),
        VisitRefusalCode.LinesLeft => ("lines at the center stand in the way", "医保中心还有费用明细"),
        VisitRefusalCode.Discharged => ("the stay is discharged", "已办理出院"),
        VisitRefusalCode.NotDischarged => ("the stay is not discharged", "尚未办理出院"),
        VisitRefusalCode.InterimAfterDischarge => ("the stay is discharged: it is settled finally, not on the way", "已办理出院，不能中途结算"),
        VisitRefusalCode.TrialMissing => ("the split was not shown for exactly these lines, or something changed since", "没有针对当前明细的预结算结果，或之后有变动"),
        VisitRefusalCode.TotalDiffers => ("the trial's total is not the sum of the lines: the center has other lines", "预结算总额与明细合计不一致，医保中心的明细不同"),
        VisitRefusalCode.InProgress => ("another counter has sent a step and waits for its answer", "其他窗口正在办理，等待医保中心应答"),
        VisitRefusalCode.InDoubt => ("this bill waits for recovery", "该单据结果未知，等待核实"),
        VisitRefusalCode.Overtaken => ("another counter was faster; nothing was sent, look at the visit again", "其他窗口已先行办理，未发送，请刷新后再试"),
        VisitRefusalCode.NumberUsed => ("the visit number was used before; every registration needs a new one", "就诊号已使用过，每次登记必须用新号"),
        VisitRefusalCode.OtherMedType => ("one visit has one med_type", "一次就诊只能有一种医疗类别"),
        VisitRefusalCode.NotNamed => ("there are several; say which one is meant", "存在多个，请指明"),
        VisitRefusalCode.BatchTooLarge => ("the batch has more lines than the center takes in one message; make several batches", "该批次明细超过医保中心单次上限，请拆分为多个批次"),
        VisitRefusalCode.PatientMismatch => ("the patient of the HIS is not the person at the center", "本院患者与医保中心人员不一致"),
        VisitRefusalCode.NotComparable => ("the center named neither name nor certificate number: the patient cannot be compared", "医保中心未返回姓名和证件号码，无法核对患者"),
        VisitRefusalCode.AreaMissing => ("insuplc_admdvs is neither in the chosen insurance nor with the patient", "所选参保信息和患者信息中都没有参保地医保区划"),
        VisitRefusalCode.NothingToDecide => ("there is nothing for a person to decide", "没有需要人工判定的事项"),
        _ => (code.ToString(), code.ToString()),
    };
}
