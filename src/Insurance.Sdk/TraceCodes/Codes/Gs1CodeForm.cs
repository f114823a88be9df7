namespace Insurance.Sdk.TraceCodes;

/// <summary>What of a GS1 element string is the trace code on the wire. No public source says what centers want.</summary>
public enum Gs1CodeForm
{
    /// <summary>element-string: all elements in the order of the label, without brackets and FNC1. The same pack gives the same text however the scanner is set.</summary>
    ElementString,

    /// <summary>gtin-serial: 01, GTIN, 21, serial. A string that cannot be cut stays whole.</summary>
    GtinAndSerial,
}
