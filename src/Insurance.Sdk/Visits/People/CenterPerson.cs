using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Visits;

/// <summary>A person as the center has him (1101), with every insurance he has. The caller chooses one of them; the library never takes the first.</summary>
public sealed class CenterPerson
{
    internal CenterPerson(GetPersonAnswer answer)
    {
        Answer = answer;
        Insurances = answer.Insuinfo.Select((row, i) => new InsuranceRow(i, row)).ToList();
    }

    /// <summary>psn_no 人员编号. Personal.</summary>
    public string PersonNumber => Answer.Baseinfo.PsnNo?.Trim() ?? "";

    /// <summary>psn_name 人员姓名 as the center gave it; it may be masked. Personal.</summary>
    public string Name => Answer.Baseinfo.PsnName?.Trim() ?? "";

    /// <summary>psn_cert_type 人员证件类型.</summary>
    public string CertificateType => Answer.Baseinfo.PsnCertType?.Trim() ?? "";

    /// <summary>certno 证件号码; it may be masked. Personal.</summary>
    public string CertificateNumber => Answer.Baseinfo.Certno?.Trim() ?? "";

    /// <summary>brdy 出生日期. Personal.</summary>
    public ChinaTime? Birthday => Answer.Baseinfo.Brdy;

    /// <summary>The rows of insuinfo, in the center's order.</summary>
    public IReadOnlyList<InsuranceRow> Insurances { get; }

    /// <summary>The whole answer, with idetinfo 身份信息.</summary>
    public GetPersonAnswer Answer { get; }

    /// <summary>The fields in which the HIS's patient is another one; empty where all fits.</summary>
    /// <param name="patient">The patient.</param>
    /// <param name="insurance">The chosen insurance, whose area is compared where the HIS knows one.</param>
    public IReadOnlyList<PatientField> Differences(HospitalPatient patient, InsuranceRow? insurance = null)
    {
        var fields = PatientComparison.Differences(patient ?? throw new ArgumentNullException(nameof(patient)), Name, CertificateType, CertificateNumber);
        if (insurance is not null && PatientComparison.AreaDiffers(patient, insurance.InsuredArea))
        {
            fields.Add(PatientField.InsuredArea);
        }

        return fields;
    }

    /// <summary>Number of insurances; nothing of the person.</summary>
    public override string ToString() => "person with " + Insurances.Count + " insurance(s)";
}

/// <summary>One insurance of a person: a row of insuinfo.</summary>
public sealed class InsuranceRow
{
    private readonly GetPersonAnswerInsuinfo _row;

    internal InsuranceRow(int index, GetPersonAnswerInsuinfo row)
    {
        Index = index;
        _row = row;
    }

    /// <summary>Place in the answer, from 0.</summary>
    public int Index { get; }

    /// <summary>insutype 险种类型, such as 310 employees, 390 residents.</summary>
    public string InsuranceType => _row.Insutype?.Trim() ?? "";

    /// <summary>insuplc_admdvs 参保地医保区划: goes with every later call of the visit. "" where the center does not say it.</summary>
    public string InsuredArea => _row.InsuplcAdmdvs?.Trim() ?? "";

    /// <summary>psn_type 人员类别.</summary>
    public string PersonType => _row.PsnType?.Trim() ?? "";

    /// <summary>psn_insu_stas 人员参保状态: 1 normal, 2 paused, 4 ended; "" where the center does not say it.</summary>
    public string State => _row.PsnInsuStas?.Trim() ?? "";

    /// <summary>False where the center says that the insurance does not run: paused, invalid, ended.</summary>
    public bool IsRunning => State is "" or "1";

    /// <summary>psn_insu_date 个人参保日期.</summary>
    public ChinaTime? Since => _row.PsnInsuDate;

    /// <summary>balc 余额 of the personal account.</summary>
    public decimal? Balance => _row.Balc;

    /// <summary>cvlserv_flag 公务员标志.</summary>
    public bool IsCivilServant => _row.CvlservFlag?.Trim() == "1";

    /// <summary>emp_name 单位名称.</summary>
    public string Employer => _row.EmpName?.Trim() ?? "";

    /// <summary>Type and area; for a list to choose from.</summary>
    public override string ToString() => InsuranceType + "/" + InsuredArea;
}
