namespace Insurance.Sdk.TraceCodes;

/// <summary>Why a scan gave no trace code, or what is to be known about the code it gave.</summary>
public enum TraceCodeReason
{
    /// <summary>Nothing to say: the scan is a code.</summary>
    None,

    /// <summary>The scan holds nothing but blanks and control characters.</summary>
    Empty,

    /// <summary>The scan is longer than any label.</summary>
    InputTooLong,

    /// <summary>Nothing in the scan has the form of a trace code.</summary>
    NoCode,

    /// <summary>Digits only, beginning with 8, but not 20 of them: a code that was cut or has grown.</summary>
    WrongLength,

    /// <summary>20 digits that do not begin with 8; no rule describes such a code.</summary>
    UnknownForm,

    /// <summary>The same code twice in one scan (重复扫码).</summary>
    DoubleScan,

    /// <summary>Different codes in one scan.</summary>
    SeveralCodes,

    /// <summary>A goods barcode (商品条码, 69…) or GTIN alone: it names the goods, not the pack.</summary>
    GoodsBarcode,

    /// <summary>The check digit of the GTIN does not fit: a misread.</summary>
    Gs1CheckDigit,

    /// <summary>A GS1 element string that breaks the rules of its elements, or without GTIN.</summary>
    Gs1Malformed,

    /// <summary>A GS1 element string without serial (21): it names the goods or the lot, not the pack.</summary>
    Gs1NoSerial,

    /// <summary>The scan is a code: a GS1 element string kept whole, because without separators lot and serial cannot be told apart.</summary>
    Gs1NotCut,

    /// <summary>The code is longer than the wire takes; it is never cut.</summary>
    TooLong,

    /// <summary>The rules take only codes of 20 digits that begin with 8.</summary>
    NotStrict20,

    /// <summary>The rules do not allow codes of this kind.</summary>
    KindNotAllowed,
}
