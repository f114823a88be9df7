namespace Insurance.Sdk.TraceCodes;

/// <summary>Who gave a trace code its form.</summary>
public enum TraceCodeKind
{
    /// <summary>No code.</summary>
    None,

    /// <summary>码上放心: 20 digits, the first 8; the first seven are the drug identification code (药品标识码), the other 13 the serial. 89… marks special drugs.</summary>
    Platform,

    /// <summary>GS1 element string with a GTIN, as on imported drugs.</summary>
    Gs1,

    /// <summary>A form of the manufacturer's own; only what the rules describe is accepted.</summary>
    Manufacturer,

    /// <summary>A code that the center gave for goods without one (3592B in one province); only what the rules describe is accepted.</summary>
    Virtual,

    /// <summary>The fixed code that the rules name for split packs or goods without a code. It identifies no pack.</summary>
    Filler,
}
