namespace Insurance.Sdk.TraceCodes;

/// <summary>inv_chg_type 库存变更类型: why stock changed. The numbers are those of the wire; they are known from the enumeration of one public program.</summary>
public enum StockChangeReason
{
    /// <summary>调拨入库.</summary>
    TransferIn = 101,

    /// <summary>调拨出库.</summary>
    TransferOut = 102,

    /// <summary>盘盈: more was counted than booked.</summary>
    CountGain = 103,

    /// <summary>盘损: less was counted than booked.</summary>
    CountLoss = 104,

    /// <summary>销毁.</summary>
    Destroyed = 105,

    /// <summary>其他入库.</summary>
    OtherIn = 106,

    /// <summary>其他出库.</summary>
    OtherOut = 107,

    /// <summary>采购入库.</summary>
    PurchaseIn = 108,

    /// <summary>采购退货出库: back to the supplier.</summary>
    ReturnToSupplier = 109,

    /// <summary>赠送入库.</summary>
    GiftIn = 110,

    /// <summary>赠送退货出库.</summary>
    GiftReturn = 111,
}

/// <summary>What a reason does to the packs.</summary>
internal static class StockChangeReasons
{
    internal static bool IsIn(this StockChangeReason reason)
        => reason is StockChangeReason.TransferIn or StockChangeReason.CountGain or StockChangeReason.OtherIn or StockChangeReason.PurchaseIn or StockChangeReason.GiftIn;

    internal static bool IsKnown(this StockChangeReason reason) => reason is >= StockChangeReason.TransferIn and <= StockChangeReason.GiftReturn;

    internal static string Code(this StockChangeReason reason) => ((int)reason).ToString(System.Globalization.CultureInfo.InvariantCulture);

    internal static TraceCodeState StateAfter(this StockChangeReason reason) => reason switch
    {
        StockChangeReason.ReturnToSupplier or StockChangeReason.GiftReturn => TraceCodeState.ReturnedToSupplier,
        StockChangeReason.CountLoss => TraceCodeState.Lost,
        StockChangeReason.Destroyed => TraceCodeState.Destroyed,
        StockChangeReason.TransferOut or StockChangeReason.OtherOut => TraceCodeState.MovedOut,
        _ => TraceCodeState.InStock,
    };
}
