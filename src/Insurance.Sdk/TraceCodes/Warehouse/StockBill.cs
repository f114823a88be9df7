using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>What a warehouse bill is.</summary>
public enum StockBillKind
{
    /// <summary>Goods come in: 3501A, or 3502A by the policy.</summary>
    StockIn,

    /// <summary>The first count of stock that was there before: 3501A, and the matching change record 3502A, as the published note asks.</summary>
    FirstCount,

    /// <summary>Stock changes for a reason: 3502A.</summary>
    StockChange,
}

/// <summary>Which records a stock-in sends.</summary>
public enum StockInUpload
{
    /// <summary>3501A 商品盘存上传A.</summary>
    Count,

    /// <summary>3502A 商品库存变更A, with the bill's reason or 108 采购入库.</summary>
    Change,
}

/// <summary>The hospital's rules in the warehouse. Read once, when the desk is made.</summary>
public sealed class WarehousePolicy
{
    /// <summary>Records of a stock-in. Default: 3501A.</summary>
    public StockInUpload StockIn { get; set; }

    /// <summary>inv_chg_type of the change record that goes with a first count. Not public: ask the center; a first count is refused until it is set.</summary>
    public StockChangeReason? FirstCountReason { get; set; }

    /// <summary>Bills with codes missing. Default: refused; allowed only together with a reason.</summary>
    public StrictnessRule Incomplete { get; set; }

    /// <summary>True refuses to move packs out that were never booked in here. Default false.</summary>
    public bool RequireStockIn { get; set; }
}

/// <summary>A bill of the warehouse.</summary>
public sealed class StockBill
{
    /// <summary>The hospital's own number of the bill, up to 50 characters. One session per number.</summary>
    public string Number { get; set; } = "";

    /// <summary>Number of the supplier's invoice or delivery note, up to 50 characters; incoming packs are bound to it.</summary>
    public string Invoice { get; set; } = "";

    /// <summary>What the bill is.</summary>
    public StockBillKind Kind { get; set; }

    /// <summary>Why stock changes; needed for <see cref="StockBillKind.StockChange"/>, and read for a stock-in that is sent as a change.</summary>
    public StockChangeReason? Reason { get; set; }

    /// <summary>inv_chg_opter_name 库存变更经办人姓名, up to 50 characters.</summary>
    public string OperatorName { get; set; } = "";

    /// <summary>Day of the count, time of the change; null takes the moment of the confirmation.</summary>
    public ChinaTime? Time { get; set; }

    /// <summary>Who uploads; null takes the operator of the settings.</summary>
    public Operator? Operator { get; set; }

    /// <summary>The lines: one per item and lot.</summary>
    public IList<StockLine> Lines { get; } = new List<StockLine>();
}

/// <summary>One item and lot of a bill.</summary>
public sealed class StockLine
{
    /// <summary>Id of the line within its bill, up to 50 characters.</summary>
    public string Id { get; set; } = "";

    /// <summary>fixmedins_hilist_id 定点医药机构目录编号, up to 30 characters.</summary>
    public string Item { get; set; } = "";

    /// <summary>med_list_codg 医疗目录编码, up to 50 characters.</summary>
    public string NationalItem { get; set; } = "";

    /// <summary>fixmedins_hilist_name 定点医药机构目录名称, up to 200 characters.</summary>
    public string Name { get; set; } = "";

    /// <summary>drug_prod_barc: barcode of the pack, by which a supplier's row may name it; empty where unknown.</summary>
    public string Barcode { get; set; } = "";

    /// <summary>rx_flag 处方药标志: "0" no, "1" yes.</summary>
    public string PrescriptionFlag { get; set; } = "";

    /// <summary>pric 单价 of the smallest unit.</summary>
    public decimal Price { get; set; }

    /// <summary>manu_lotnum 生产批号, up to 30 characters.</summary>
    public string Lot { get; set; } = "";

    /// <summary>manu_date 生产日期.</summary>
    public ChinaTime? Made { get; set; }

    /// <summary>expy_end 有效期止.</summary>
    public ChinaTime? Expires { get; set; }

    /// <summary>Packs on the bill; 0 takes as many as are scanned.</summary>
    public int Packs { get; set; }

    /// <summary>Smallest units in one pack; up to four decimals.</summary>
    public decimal PackSize { get; set; } = 1;

    /// <summary>Why the packs carry no codes; empty where they do.</summary>
    public string ExemptReason { get; set; } = "";

    /// <summary>memo 备注; null for none.</summary>
    public string? Memo { get; set; }
}
