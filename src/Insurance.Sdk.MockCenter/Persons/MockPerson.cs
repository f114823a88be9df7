using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.MockCenter.Persons;

/// <summary>A person whom the center knows. Use invented data only.</summary>
public sealed record MockPerson
{
    /// <summary>psn_no 人员编号.</summary>
    public required string Number { get; init; }

    /// <summary>psn_name 人员姓名.</summary>
    public required string Name { get; init; }

    /// <summary>psn_cert_type 人员证件类型.</summary>
    public string CertificateType { get; init; } = "01";

    /// <summary>certno 证件号码.</summary>
    public required string CertificateNumber { get; init; }

    /// <summary>gend 性别.</summary>
    public string Gender { get; init; } = "9";

    /// <summary>naty 民族.</summary>
    public string Ethnicity { get; init; } = "1";

    /// <summary>brdy 出生日期, yyyy-MM-dd.</summary>
    public string BirthDate { get; init; } = "1990-01-01";

    /// <summary>Number of the social-security card (mdtrt_cert_type 03); "" for none.</summary>
    public string CardNumber { get; init; } = "";

    /// <summary>card_sn 卡识别码 that must come with the card; "" checks none.</summary>
    public string CardSerial { get; init; } = "";

    /// <summary>Tokens of the electronic certificate (mdtrt_cert_type 01) that are good.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];

    /// <summary>insuinfo: the insurances, one row each. A person may have several, also of several areas.</summary>
    public IReadOnlyList<MockInsurance> Insurances { get; init; } = [];

    /// <summary>idetinfo: psn_idet_type 人员身份类别 values.</summary>
    public IReadOnlyList<string> Identities { get; init; } = [];

    /// <summary>The insurance of a type in an area; null where there is none.</summary>
    internal MockInsurance? Insurance(string insuranceType, string area)
        => Insurances.FirstOrDefault(i => i.Type == insuranceType && i.Area == area);

    internal decimal Age(DateTimeOffset at)
        => DateTime.TryParseExact(BirthDate, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var born)
            ? Math.Max(0, at.Year - born.Year - (at.Month < born.Month || (at.Month == born.Month && at.Day < born.Day) ? 1 : 0))
            : 0;
}

/// <summary>One insurance of a person: a row of insuinfo.</summary>
public sealed record MockInsurance
{
    /// <summary>insutype 险种类型.</summary>
    public required string Type { get; init; }

    /// <summary>insuplc_admdvs 参保地医保区划. Every later message of a visit under this insurance must carry it in its envelope.</summary>
    public required string Area { get; init; }

    /// <summary>psn_type 人员类别.</summary>
    public string PersonType { get; init; } = "11";

    /// <summary>psn_insu_stas 人员参保状态; all but 1 is refused at the registration.</summary>
    public string State { get; init; } = "1";

    /// <summary>balc 余额 before the center's own settlements.</summary>
    public decimal Balance { get; init; }

    /// <summary>cvlserv_flag 公务员标志.</summary>
    public bool IsCivilServant { get; init; }

    /// <summary>emp_name 单位名称.</summary>
    public string Employer { get; init; } = "";

    /// <summary>psn_insu_date 个人参保日期, yyyy-MM-dd.</summary>
    public string Since { get; init; } = "2020-01-01";
}
