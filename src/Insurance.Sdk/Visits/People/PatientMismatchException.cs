using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Visits;

/// <summary>The HIS's patient is not the center's person; nothing was sent. The text names the fields, never their values.</summary>
public sealed class PatientMismatchException : InsuranceException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="step">What was to be done.</param>
    /// <param name="fields">The fields that differ.</param>
    public PatientMismatchException(VisitStep step, IReadOnlyList<PatientField> fields)
        : base(Describe(step, fields))
    {
        Step = step;
        Fields = fields;
    }

    /// <summary>Number of the rule.</summary>
    public string Number => VisitRefusal.NumberOf(VisitRefusalCode.PatientMismatch);

    /// <summary>What was to be done.</summary>
    public VisitStep Step { get; }

    /// <summary>The fields that differ.</summary>
    public IReadOnlyList<PatientField> Fields { get; }

    /// <summary>The text for people, in Chinese.</summary>
    public string ChineseText => "本院患者与医保中心人员不一致：" + string.Join("、", Fields.Select(f => f.ChineseName)) + "。未发送任何交易，请核对登记信息。";

    private static string Describe(VisitStep step, IReadOnlyList<PatientField> fields)
        => (fields ?? throw new ArgumentNullException(nameof(fields))).Count == 0
            ? throw new ArgumentException("No field differs", nameof(fields))
            : VisitRefusal.NumberOf(VisitRefusalCode.PatientMismatch) + " " + step + ": the patient of the HIS is not the person at the center, different: " + string.Join(", ", fields) + "; nothing was sent";
}
