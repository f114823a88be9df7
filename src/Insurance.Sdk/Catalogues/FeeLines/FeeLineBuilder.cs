using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Catalogues;

/// <summary>Makes lines of 2204 and 2301 from charges of the HIS, with the code that was valid when the fee arose; or tells why it cannot.</summary>
/// <remarks>
/// INS5101 a value is missing, 5102 not mapped, 5103 the mapping ended, 5104 it begins later, 5105 the fee lies between two mappings, 5106 the pair
/// is not at the center, 5107 the national code is unknown, 5108 it is not valid on the day, 5109 the amount is not quantity x price, 5110 the price is above the cap,
/// 5111 the quantity is 0 or the amount has another sign, 5112 the price is below 0, 5113 a refund without its original, 5114 a refund
/// line in 2204, 5115 a refund without the fee time of its original, 5116 a serial that comes twice, 5117 no cap is known, 5118 an
/// original on a line that is no refund, 5119 the catalogue took the code back without a day, 5120 no ratio is known. Lengths, decimals and code lists are the edition's: the client checks them when it sends.
/// Safe for any number of threads.
/// </remarks>
public sealed class FeeLineBuilder
{
    private readonly FeeLineTables _tables;
    private readonly FeeLineOptions _options;

    /// <summary>Creates a builder.</summary>
    /// <exception cref="ConfigurationException">There are caps and the hospital's own limit type is not set.</exception>
    public FeeLineBuilder(FeeLineTables tables, FeeLineOptions options)
    {
        _tables = tables ?? throw new ArgumentNullException(nameof(tables));
        _options = options ?? throw new ArgumentNullException(nameof(options));
        if (tables.PriceCaps.Count > 0 && string.IsNullOrWhiteSpace(options.PriceCapLimitType))
        {
            throw new ConfigurationException("feeLines.priceCapLimitType", "must be the hospital's own hilist_lmtpric_type, such as 2 or 02 for a hospital of level 2: caps differ by level");
        }
    }

    /// <summary>One line of 2204.</summary>
    public FeeLine<UploadOutpatientFeesFeedetail> Outpatient(FeeVisit visit, FeeCharge charge)
    {
        var findings = Begin(visit, charge);
        NeedText(ref findings, "chrg_bchno", "收费批次号", visit.BatchNumber);
        NeedText(ref findings, "hosp_appr_flag", "医院审批标志", charge.ApprovalFlag);
        if (charge.IsRefund)
        {
            findings.Add("INS5114", "cnt", "refund", "cnt 数量: is below zero, and 2204 has no field for the original line; take the batch back with 2205, or the settlement with 2208", _options.OutpatientRefundLine);
        }

        var code = Resolve(visit, charge, ref findings);
        return new(charge, findings.HasError ? null : OutpatientRow(visit, charge, code.Mapping.Code!), findings, code);
    }

    /// <summary>One line of 2301.</summary>
    public FeeLine<UploadInpatientFeesFeedetail> Inpatient(FeeVisit visit, FeeCharge charge)
    {
        var findings = Begin(visit, charge);
        NeedText(ref findings, "med_type", "医疗类别", visit.MedType);
        if (charge.IsRefund && string.IsNullOrWhiteSpace(charge.OriginalSerial))
        {
            findings.Add("INS5113", "init_feedetl_sn", "refund", "init_feedetl_sn 原费用流水号: must be given on a refund line");
        }

        var code = Resolve(visit, charge, ref findings);
        return new(charge, findings.HasError ? null : InpatientRow(visit, charge, code.Mapping.Code!), findings, code);
    }

    /// <summary>The lines of one 2204 message, in the order of the charges.</summary>
    public IReadOnlyList<FeeLine<UploadOutpatientFeesFeedetail>> Outpatient(FeeVisit visit, IEnumerable<FeeCharge> charges)
    {
        var lines = new List<FeeLine<UploadOutpatientFeesFeedetail>>();
        var serials = new SerialCheck();
        foreach (var charge in charges ?? throw new ArgumentNullException(nameof(charges)))
        {
            var line = Outpatient(visit, charge);
            lines.Add(serials.IsNew(charge.Serial) ? line : Twice(line));
        }

        return lines;
    }

    /// <summary>The lines of one 2301 message: refund lines after all others, since a center wants an original before its refund.</summary>
    public IReadOnlyList<FeeLine<UploadInpatientFeesFeedetail>> Inpatient(FeeVisit visit, IEnumerable<FeeCharge> charges)
    {
        var lines = new List<FeeLine<UploadInpatientFeesFeedetail>>();
        var refunds = new List<FeeLine<UploadInpatientFeesFeedetail>>();
        var serials = new SerialCheck();
        foreach (var charge in charges ?? throw new ArgumentNullException(nameof(charges)))
        {
            var line = Inpatient(visit, charge);
            (charge.IsRefund ? refunds : lines).Add(serials.IsNew(charge.Serial) ? line : Twice(line));
        }

        lines.AddRange(refunds);
        return lines;
    }

    private static FeeLine<TRow> Twice<TRow>(FeeLine<TRow> line)
        where TRow : StandardRecord
    {
        var findings = new LineFindings(line.Charge.Serial);
        foreach (var known in line.Findings)
        {
            findings.Add(known.Number, known.Field, known.Rule, known.Message, known.IsWarning ? FindingRule.Warn : FindingRule.Refuse);
        }

        findings.Add("INS5116", "feedetl_sn", "serial", "feedetl_sn 费用明细流水号: comes twice; a serial names one line of a visit");
        var code = new CodeFindings { Mapping = line.Mapping, InsuranceItem = line.InsuranceItem, Cap = line.Cap, SelfPay = line.SelfPay };
        return new FeeLine<TRow>(line.Charge, null, findings, code);
    }

    private LineFindings Begin(FeeVisit visit, FeeCharge charge)
    {
        _ = visit ?? throw new ArgumentNullException(nameof(visit));
        var findings = new LineFindings((charge ?? throw new ArgumentNullException(nameof(charge))).Serial);
        NeedText(ref findings, "feedetl_sn", "费用明细流水号", charge.Serial);
        NeedText(ref findings, "mdtrt_id", "就诊ID", visit.VisitId);
        NeedText(ref findings, "psn_no", "人员编号", visit.PersonNumber);
        NeedText(ref findings, "medins_list_codg", "医药机构目录编码", charge.HospitalItem);
        NeedText(ref findings, "list_type", "目录类别", charge.ListType);
        NeedText(ref findings, "bilg_dept_codg", "开单科室编码", charge.DepartmentCode);
        NeedText(ref findings, "bilg_dept_name", "开单科室名称", charge.DepartmentName);
        NeedText(ref findings, "bilg_dr_codg", "开单医生编码", charge.DoctorCode);
        NeedText(ref findings, "bilg_dr_name", "开单医师姓名", charge.DoctorName);
        if (charge.FeeTime == default)
        {
            findings.Add("INS5101", "fee_ocur_time", "required", "fee_ocur_time 费用发生时间: must be given");
        }

        CheckMoney(charge, ref findings);
        return findings;
    }

    private void CheckMoney(FeeCharge charge, ref LineFindings findings)
    {
        if (charge.Price < 0)
        {
            findings.Add("INS5112", "pric", "price", "pric 单价: is below zero; a refund has a negative quantity, never a negative price");
        }

        if (charge.Quantity == 0 || Math.Sign(charge.Amount) * Math.Sign(charge.Quantity) < 0)
        {
            findings.Add("INS5111", "cnt", "quantity", charge.Quantity == 0 ? "cnt 数量: is 0" : "det_item_fee_sumamt 明细项目费用总额: has another sign than the quantity");
        }
        else if (!IsProduct(charge))
        {
            findings.Add("INS5109", "det_item_fee_sumamt", "amount", "det_item_fee_sumamt 明细项目费用总额: is not quantity x price");
        }

        if (!charge.IsRefund && !string.IsNullOrWhiteSpace(charge.OriginalSerial))
        {
            findings.Add("INS5118", "init_feedetl_sn", "refund", "init_feedetl_sn 原费用流水号: names an original, and the quantity is not below zero");
        }
    }

    private bool IsProduct(FeeCharge charge)
    {
        try
        {
            var difference = Math.Abs((charge.Quantity * charge.Price) - charge.Amount);
            return difference == 0 || difference < _options.AmountTolerance;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private CodeFindings Resolve(FeeVisit visit, FeeCharge charge, ref LineFindings findings)
    {
        var result = default(CodeFindings);
        (result.IsCapAsked, result.IsRatioAsked) = (_tables.PriceCaps.Count > 0, _tables.SelfPayRatios.Count > 0 && visit.SelfPayPersonType is not null);
        if (string.IsNullOrWhiteSpace(charge.HospitalItem) || string.IsNullOrWhiteSpace(charge.ListType))
        {
            return result;
        }

        var time = charge.FeeTime;
        if (charge.IsRefund)
        {
            time = charge.OriginalFeeTime ?? time;
            if (charge.OriginalFeeTime is null)
            {
                findings.Add("INS5115", "fee_ocur_time", "refund", "a refund without the fee time of its original: the code is the one of the refund's own time", FindingRule.Warn);
            }
        }

        result.Mapping = _tables.Mappings.Resolve(charge.HospitalItem, charge.ListType, time);
        if (result.Mapping.Code is not { } code)
        {
            findings.Add(NumberOf(result.Mapping.Reason), "med_list_codg", "mapping", "med_list_codg 医疗目录编码: " + charge.HospitalItem + " (list type " + charge.ListType + ") on " + time.ToString("yyyy-MM-dd") + ": " + result.Mapping);
            return result;
        }

        if (result.Mapping.State is not (MappingState.Uploaded or MappingState.Confirmed))
        {
            findings.Add("INS5106", "med_list_codg", "mapping", "med_list_codg 医疗目录编码: the pair is not at the center (" + result.Mapping.State + ")", _options.MappingNotAtCenter);
        }

        CheckNational(code, charge.ListType, time, ref findings);
        result.InsuranceItem = _tables.InsuranceItems.Find(code, charge.ListType, visit.InsuredArea, time);
        if (result.InsuranceItem is { } item)
        {
            result.Cap = _tables.PriceCaps.Find(item.HilistCode, visit.InsuredArea, _options.PriceCapLimitType ?? "", time);
            result.SelfPay = visit.SelfPayPersonType is { } person ? _tables.SelfPayRatios.Find(item.HilistCode, visit.InsuredArea, person, _options.SelfPayKind, time) : null;
        }

        CheckCap(charge, result.Cap, result.InsuranceItem, ref findings);
        if (result is { IsRatioAsked: true, SelfPay: null } && _options.NoSelfPayRatio != FindingRule.Ignore)
        {
            findings.Add("INS5120", "selfpay_prop", "ratio", "selfpay_prop 自付比例: none is known: " + MissingLink(result.InsuranceItem, "1319", visit.SelfPayPersonType!), _options.NoSelfPayRatio);
        }

        return result;
    }

    private void CheckNational(string code, string listType, ChinaTime time, ref LineFindings findings)
    {
        var national = _tables.NationalItems;
        if (national.Count == 0 || national.Find(code, listType, time) is not null)
        {
            return;
        }

        if (national.Nearest(code, listType, time) is not { } nearest)
        {
            findings.Add("INS5107", "med_list_codg", "catalogue", "med_list_codg 医疗目录编码: the catalogue does not know " + code, _options.UnknownNationalCode);
            return;
        }

        if (nearest.IsValid)
        {
            findings.Add("INS5108", "med_list_codg", "catalogue", "med_list_codg 医疗目录编码: " + code + " is valid " + nearest.Interval + ", not on " + time.ToString("yyyy-MM-dd"));
        }
        else
        {
            findings.Add("INS5119", "med_list_codg", "catalogue", "med_list_codg 医疗目录编码: " + code + " was taken back by the catalogue (vali_flag 0), which does not say since when", _options.WithdrawnNationalCode);
        }
    }

    private void CheckCap(FeeCharge charge, PriceCap? cap, InsuranceItem? item, ref LineFindings findings)
    {
        if (cap is null && _options.NoCap != FindingRule.Ignore)
        {
            findings.Add("INS5117", "pric", "cap", "pric 单价: no cap is known: " + MissingLink(item, "1318", _options.PriceCapLimitType ?? ""), _options.NoCap);
        }
        else if (charge.Price > cap?.Amount)
        {
            findings.Add("INS5110", "pric", "cap", FormattableString.Invariant($"pric 单价: {charge.Price} is above the cap {cap!.Amount} of {cap.HilistCode}, limit type {cap.LimitType}"), _options.PriceAboveCap);
        }
    }

    private static string MissingLink(InsuranceItem? item, string number, string group)
        => item is null ? "1316 has no insurance item for the code on the day" : number + " has no row of " + item.HilistCode + " and " + group + " on the day";

    private static string NumberOf(MappingReason reason) => reason switch
    {
        MappingReason.Ended => "INS5103",
        MappingReason.BeginsLater => "INS5104",
        MappingReason.Gap => "INS5105",
        _ => "INS5102",
    };

    private static void NeedText(ref LineFindings findings, string field, string name, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            findings.Add("INS5101", field, "required", field + " " + name + ": must be given");
        }
    }

    private UploadOutpatientFeesFeedetail OutpatientRow(FeeVisit visit, FeeCharge charge, string code) => new()
    {
        FeedetlSn = charge.Serial,
        MdtrtId = visit.VisitId,
        PsnNo = visit.PersonNumber,
        ChrgBchno = visit.BatchNumber,
        DiseCodg = visit.DiseaseCode,
        Rxno = charge.PrescriptionNumber,
        RxCircFlag = charge.IsExternalPrescription ? "1" : "0",
        FeeOcurTime = charge.FeeTime,
        MedListCodg = code,
        MedinsListCodg = charge.HospitalItem,
        MedinsListName = _options.WriteItemName ? charge.HospitalItemName : null,
        DetItemFeeSumamt = charge.Amount,
        Cnt = charge.Quantity,
        Pric = charge.Price,
        BilgDeptCodg = charge.DepartmentCode,
        BilgDeptName = charge.DepartmentName,
        BilgDrCodg = charge.DoctorCode,
        BilgDrName = charge.DoctorName,
        AcordDeptCodg = charge.ReceivingDepartmentCode,
        AcordDeptName = charge.ReceivingDepartmentName,
        OrdersDrCode = charge.ReceivingDoctorCode,
        OrdersDrName = charge.ReceivingDoctorName,
        HospApprFlag = charge.ApprovalFlag,
    };

    private UploadInpatientFeesFeedetail InpatientRow(FeeVisit visit, FeeCharge charge, string code) => new()
    {
        FeedetlSn = charge.Serial,
        InitFeedetlSn = charge.OriginalSerial,
        MdtrtId = visit.VisitId,
        DrordNo = charge.OrderNumber,
        PsnNo = visit.PersonNumber,
        MedType = visit.MedType,
        FeeOcurTime = charge.FeeTime,
        MedListCodg = code,
        MedinsListCodg = charge.HospitalItem,
        MedinsListName = _options.WriteItemName ? charge.HospitalItemName : null,
        DetItemFeeSumamt = charge.Amount,
        Cnt = charge.Quantity,
        Pric = charge.Price,
        BilgDeptCodg = charge.DepartmentCode,
        BilgDeptName = charge.DepartmentName,
        BilgDrCodg = charge.DoctorCode,
        BilgDrName = charge.DoctorName,
        AcordDeptCodg = charge.ReceivingDepartmentCode,
        AcordDeptName = charge.ReceivingDepartmentName,
        OrdersDrCode = charge.ReceivingDoctorCode,
        OrdersDrName = charge.ReceivingDoctorName,
        HospApprFlag = charge.ApprovalFlag,
    };

    private sealed class SerialCheck
    {
        private readonly HashSet<string> _serials = new(StringComparer.Ordinal);

        internal bool IsNew(string serial) => string.IsNullOrWhiteSpace(serial) || _serials.Add(serial);
    }
}
