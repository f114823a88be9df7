using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Visits;

/// <summary>A visit as it stood when it was read last. Immutable; every step gives a new one.</summary>
public sealed class VisitStatus
{
    private readonly VisitDocument _document;
    private readonly VisitDeskOptions _options;

    internal VisitStatus(VisitRecord record, VisitDocument document, VisitDoubt? doubt, VisitDeskOptions options)
    {
        Id = record.Id;
        Kind = record.Kind;
        Number = record.Number;
        Version = record.Version;
        OpenedAt = record.OpenedAt;
        Doubt = doubt;
        _document = document;
        _options = options;
    }

    /// <summary>Key of the visit in the store.</summary>
    public string Id { get; }

    /// <summary>Outpatient or inpatient.</summary>
    public VisitKind Kind { get; }

    /// <summary>ipt_otp_no 住院/门诊号. Personal.</summary>
    public string Number { get; }

    /// <summary>How far it is at the center.</summary>
    public VisitState State => _document.State;

    /// <summary>The step whose answer is missing; null where none is. While there is one, no other step is taken.</summary>
    public VisitDoubt? Doubt { get; }

    /// <summary>mdtrt_id 就诊ID; "" before the registration.</summary>
    public string CenterVisitId => _document.CenterVisitId;

    /// <summary>psn_no 人员编号. Personal.</summary>
    public string PersonNumber => _document.PersonNumber;

    /// <summary>insutype 险种类型 of the chosen insurance.</summary>
    public string InsuranceType => _document.InsuranceType;

    /// <summary>psn_type 人员类别 of the chosen insurance.</summary>
    public string PersonType => _document.PersonType;

    /// <summary>insuplc_admdvs 参保地医保区划: goes with every call of the visit.</summary>
    public string InsuredArea => _document.InsuredArea;

    /// <summary>med_type 医疗类别; "" before it is known.</summary>
    public string MedType => _document.MedType;

    /// <summary>begntime of the registration or admission.</summary>
    public ChinaTime? Begin => _document.Begin;

    /// <summary>endtime of the discharge; null while there is none.</summary>
    public ChinaTime? End => _document.End;

    /// <summary>Lines at the center that no settlement covers, by batch.</summary>
    public IReadOnlyList<FeeBatch> Unsettled => _document.Unsettled;

    /// <summary>All settlements, also refunded ones, oldest first.</summary>
    public IReadOnlyList<VisitSettlement> Settlements => _document.Settlements;

    /// <summary>What happened, oldest first; of a long stay the last two hundred.</summary>
    public IReadOnlyList<VisitEvent> History => _document.History;

    /// <summary>Counts up with every change.</summary>
    public long Version { get; }

    /// <summary>When the visit was opened.</summary>
    public DateTimeOffset OpenedAt { get; }

    /// <summary>The steps that can be taken now.</summary>
    public IReadOnlyList<VisitStep> Allowed => VisitRules.StepsOf(Kind).Where(s => WhyNot(s) is null).ToList();

    /// <summary>Why a step cannot be taken now, and what has to be done first; null where it can.</summary>
    public VisitRefusal? WhyNot(VisitStep step) => Doubt is { } doubt ? VisitRefusal.Of(doubt, Kind, step) : VisitRules.Check(_document, new StepQuestion(step) { IsGeneral = true }, _options);

    /// <summary>Kind, state and version; no personal data.</summary>
    public override string ToString() => Kind + " " + Id + " " + State + (Doubt is null ? "" : " in doubt") + " v" + Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
