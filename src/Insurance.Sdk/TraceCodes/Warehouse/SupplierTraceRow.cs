namespace Insurance.Sdk.TraceCodes;

/// <summary>One trace code that a supplier delivered with an invoice.</summary>
public sealed class SupplierTraceRow
{
    /// <summary>Number of the invoice or delivery note; the code is bound to it.</summary>
    public string Invoice { get; init; } = "";

    /// <summary>The code; its text is what goes over the wire.</summary>
    public TraceCode Code { get; init; }

    /// <summary>The hospital's own item code; "" where the supplier gave none.</summary>
    public string HospitalItemCode { get; init; } = "";

    /// <summary>商品条码 of the pack; "" where the supplier gave none.</summary>
    public string Barcode { get; init; } = "";

    /// <summary>manu_lotnum 生产批号; "" where the supplier gave none.</summary>
    public string Lot { get; init; } = "";

    /// <summary>manu_date 生产日期; null where the supplier gave none.</summary>
    public ChinaTime? Made { get; init; }

    /// <summary>expy_end 有效期止; null where the supplier gave none.</summary>
    public ChinaTime? Expires { get; init; }

    /// <summary>Package level, 1 = smallest package (最小包装), counted upwards; null where the supplier gave none.</summary>
    public int? Level { get; init; }

    /// <summary>True for a package that is known to hold other packages: it must be taken apart before it is dispensed.</summary>
    public bool IsCarton => Level is > 1;
}
