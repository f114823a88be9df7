using System.Linq;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.MockCenter.Persons;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>What every message about a person or a visit must agree with. Each says what is wrong, or null.</summary>
internal static class VisitChecks
{
    /// <summary>The visit that a message names: known, of the kind, of the person, of the insured area.</summary>
    /// <param name="call">The message.</param>
    /// <param name="kind">What kind it must be.</param>
    /// <param name="row">The row that names mdtrt_id and psn_no.</param>
    /// <param name="visit">The visit.</param>
    /// <param name="isUndo">True where the message would undo the visit: it is told so when that was done before.</param>
    internal static string? Find(CenterCall call, VisitKind kind, CheckedRow row, out Visit visit, bool isUndo = false)
    {
        visit = call.Ledger.Visits.Visit(row.Text("mdtrt_id"))!;
        if (visit is null)
        {
            return "mdtrt_id 就诊ID：就诊记录不存在";
        }

        if (visit.Kind != kind)
        {
            return "mdtrt_id 就诊ID：就诊记录的类型不符";
        }

        if (row.Has("psn_no") && row.Text("psn_no") != visit.Person)
        {
            return "psn_no 人员编号：与就诊记录不一致";
        }

        if (visit.IsUndone)
        {
            return isUndo ? call.Options.Visits.AlreadyUndoneText : "mdtrt_id 就诊ID：就诊记录已撤销";
        }

        return Area(call, visit);
    }

    internal static string? Area(CenterCall call, Visit visit)
        => call.Options.Visits.OtherInsuredArea == Strictness.Refuse && call.Envelope.InsuredArea != visit.Area ? "insuplc_admdvs 参保地医保区划：与就诊登记不一致" : null;

    /// <summary>The person of a registration, with the insurance that the envelope's area and the message's insutype name.</summary>
    internal static string? Insured(CenterCall call, CheckedRow row, out MockPerson person, out MockInsurance insurance)
    {
        insurance = null!;
        person = call.Options.Persons.Find(row.Text("psn_no"))!;
        if (person is null)
        {
            return "psn_no 人员编号：查询不到参保人员";
        }

        var type = row.Text("insutype");
        insurance = (call.Options.Visits.OtherInsuredArea == Strictness.Refuse ? person.Insurance(type, call.Envelope.InsuredArea) : person.Insurances.FirstOrDefault(i => i.Type == type))!;
        if (insurance is null)
        {
            return person.Insurances.Any(i => i.Type == type) ? "insuplc_admdvs 参保地医保区划：人员在此地没有该险种的参保信息" : "insutype 险种类型：没有此险种的参保信息";
        }

        return insurance.State == "1" ? Certificate(call, row, person) : "insutype 险种类型：参保状态不正常";
    }

    /// <summary>A certificate, name or paper in a message must be the person's.</summary>
    internal static string? Certificate(CenterCall call, CheckedRow row, MockPerson? person)
    {
        if (person is null)
        {
            return null;
        }

        var certificate = row.Text("mdtrt_cert_no");
        return certificate.Length > 0 && call.Options.Persons.ForeignCertificates == Strictness.Refuse
            && call.Options.Persons.FindByCertificate(row.Text("mdtrt_cert_type"), certificate, call.Now)?.Number != person.Number
                ? "mdtrt_cert_no 就诊凭证编号：与人员不一致"
                : PersonHandlers.Contradiction(row, person);
    }

    internal static string? MedType(CenterCall call, Visit visit, string medType)
        => call.Options.Visits.OtherMedType == Strictness.Refuse && medType.Length > 0 && visit.MedType.Length > 0 && medType != visit.MedType ? "med_type 医疗类别：与就诊记录不一致" : null;
}
