namespace Insurance.Sdk.Catalogues;

/// <summary>One charge as the HIS booked it.</summary>
public sealed class FeeCharge
{
    /// <summary>feedetl_sn 费用明细流水号: digits, once per visit.</summary>
    public required string Serial { get; init; }

    /// <summary>The hospital's own item number (medins_list_codg 医药机构目录编码).</summary>
    public required string HospitalItem { get; init; }

    /// <summary>list_type 目录类别 of the item.</summary>
    public required string ListType { get; init; }

    /// <summary>cnt 数量; below zero on a refund line.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>pric 单价, never below zero.</summary>
    public required decimal Price { get; init; }

    /// <summary>det_item_fee_sumamt 明细项目费用总额: quantity x price, with the quantity's sign.</summary>
    public required decimal Amount { get; init; }

    /// <summary>fee_ocur_time 费用发生时间, China time: decides which code, cap and ratio count.</summary>
    public required ChinaTime FeeTime { get; init; }

    /// <summary>bilg_dept_codg 开单科室编码.</summary>
    public required string DepartmentCode { get; init; }

    /// <summary>bilg_dept_name 开单科室名称.</summary>
    public required string DepartmentName { get; init; }

    /// <summary>bilg_dr_codg 开单医生编码.</summary>
    public required string DoctorCode { get; init; }

    /// <summary>bilg_dr_name 开单医师姓名.</summary>
    public required string DoctorName { get; init; }

    /// <summary>medins_list_name 医药机构目录名称; written only where <see cref="FeeLineOptions.WriteItemName"/> is on.</summary>
    public string? HospitalItemName { get; init; }

    /// <summary>init_feedetl_sn 原费用流水号 of a refund line (2301 only).</summary>
    public string? OriginalSerial { get; init; }

    /// <summary>Fee time of the refunded line: a refund carries the code that its original had.</summary>
    public ChinaTime? OriginalFeeTime { get; init; }

    /// <summary>hosp_appr_flag 医院审批标志: needed by 2204. 0 not needed, 1 approved, 2 refused; a client says that Guangdong takes only 1 and 2.</summary>
    public string? ApprovalFlag { get; init; }

    /// <summary>rxno 处方号 (2204 only).</summary>
    public string? PrescriptionNumber { get; init; }

    /// <summary>rx_circ_flag 外购处方标志 (2204 only): true for an external prescription.</summary>
    public bool IsExternalPrescription { get; init; }

    /// <summary>drord_no 医嘱号 (2301 only).</summary>
    public string? OrderNumber { get; init; }

    /// <summary>acord_dept_codg 受单科室编码.</summary>
    public string? ReceivingDepartmentCode { get; init; }

    /// <summary>acord_dept_name 受单科室名称.</summary>
    public string? ReceivingDepartmentName { get; init; }

    /// <summary>orders_dr_code 受单医生编码.</summary>
    public string? ReceivingDoctorCode { get; init; }

    /// <summary>orders_dr_name 受单医生姓名.</summary>
    public string? ReceivingDoctorName { get; init; }

    internal bool IsRefund => Quantity < 0;
}
