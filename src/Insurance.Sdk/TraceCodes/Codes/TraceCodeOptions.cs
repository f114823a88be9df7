using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Settings <c>traceCodes</c>: which codes a hospital takes, and its account at 码上放心.</summary>
public sealed class TraceCodeOptions
{
    /// <summary>traceCodes.strict20: true takes only 20 digits that begin with 8, and beside them the filler and virtual codes named here. Default false.</summary>
    public bool Strict20 { get; set; }

    /// <summary>traceCodes.maxLength: longest code the center takes, 20 to 100. Default 100 (drug_trac_codg); 30 in old editions.</summary>
    public int MaxLength { get; set; } = 100;

    /// <summary>traceCodes.allowedKinds: platform, gs1, manufacturer, virtual, filler. Empty allows all.</summary>
    public IList<TraceCodeKind> AllowedKinds { get; } = new List<TraceCodeKind>();

    /// <summary>traceCodes.fillerCode: fixed code for split packs or goods without a code, told by the center; none by default.</summary>
    public string FillerCode { get; set; } = "";

    /// <summary>traceCodes.manufacturerCodes: regular expressions; a code must match one from its first to its last character. Empty takes none.</summary>
    public IList<string> ManufacturerCodes { get; } = new List<string>();

    /// <summary>traceCodes.virtualCodes: regular expressions of virtual codes, as above.</summary>
    public IList<string> VirtualCodes { get; } = new List<string>();

    /// <summary>traceCodes.urlParameters: names of query parameters that hold the code in addresses of QR labels. Without them the only run of 20 digits that begins with 8 is taken.</summary>
    public IList<string> UrlParameters { get; } = new List<string>();

    /// <summary>traceCodes.gs1Form: what of a GS1 element string goes out. Default: the whole of it, without brackets and FNC1.</summary>
    public Gs1CodeForm Gs1Form { get; set; } = Gs1CodeForm.ElementString;

    /// <summary>traceCodes.platform: the account at 码上放心.</summary>
    public TracePlatformOptions Platform { get; } = new();

    /// <summary>traceCodes.fourCodeQuery: how the center's four-code query looks. No field table of it is public.</summary>
    public FourCodeQueryOptions FourCodeQuery { get; } = new();
}
