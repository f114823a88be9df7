namespace Insurance.Sdk.TraceCodes;

/// <summary>The way on which a trace code reaches the center. A code takes one of them, never both.</summary>
public enum TraceChannel
{
    /// <summary>3501A to 3506A, by the upload queue.</summary>
    Upload,

    /// <summary>The settlement itself (drug_trac_info on 2207): such a code is never queued.</summary>
    Settlement,
}
