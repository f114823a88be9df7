using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Settings <c>traceCodes.platform.codeQuery</c>: how the code-system query of 码上放心 looks. Its field table is not public, so the hospital writes down here what the platform told it.</summary>
public sealed class TracePlatformCodeQueryOptions
{
    /// <summary>traceCodes.platform.codeQuery.method: full name of the query.</summary>
    public string Method { get; set; } = "alibaba.alihealth.drug.code.list.code.medical.insurance";

    /// <summary>traceCodes.platform.codeQuery.parameters: the query's own parameters. The text {codes} becomes the codes with commas between them; ref_ent_id is added where it is missing.</summary>
    public IDictionary<string, string> Parameters { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>traceCodes.platform.codeQuery.rows: path of the rows in the answer, names with dots between them, such as <c>result.model_list.row</c>.</summary>
    public string Rows { get; set; } = "";

    /// <summary>traceCodes.platform.codeQuery.fields: the fields of a row, as in <see cref="FourCodeQueryOptions.Fields"/>, each with the platform's name of it.</summary>
    public IDictionary<string, string> Fields { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>traceCodes.platform.codeQuery.codesPerCall: most codes of one call. Default 400.</summary>
    public int CodesPerCall { get; set; } = 400;
}
