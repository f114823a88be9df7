using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Settings <c>traceCodes.fourCodeQuery</c>: how the center's four-code query (ZSMCJ003 四码查询) looks. No field table of it is public, so the hospital writes down here what its center told it.</summary>
public sealed class FourCodeQueryOptions
{
    /// <summary>traceCodes.fourCodeQuery.number: 交易编号. Default ZSMCJ003.</summary>
    public string Number { get; set; } = "ZSMCJ003";

    /// <summary>traceCodes.fourCodeQuery.input: the input of a query, a JSON object. The texts "{page}", "{pageSize}" and "{offset}" become numbers; "'{page}'" and the like become texts of digits.</summary>
    public string Input { get; set; } = "";

    /// <summary>traceCodes.fourCodeQuery.rows: path of the rows in the output, names with dots between them, such as <c>result.rows</c>; "." for an output that is the list itself.</summary>
    public string Rows { get; set; } = "";

    /// <summary>traceCodes.fourCodeQuery.fields: prefix, wholeCode, hospitalItemCode, nationalItemCode, barcode, standardDrugCode, name, packSize, each with the center's name of it.
    /// A whole code of 20 digits under the name of prefix gives its first seven.</summary>
    public IDictionary<string, string> Fields { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>traceCodes.fourCodeQuery.paged: false where one query brings everything. Default true.</summary>
    public bool IsPaged { get; set; } = true;

    /// <summary>traceCodes.fourCodeQuery.firstPage: number of the first page. Default 1.</summary>
    public int FirstPage { get; set; } = 1;

    /// <summary>traceCodes.fourCodeQuery.pageSize: rows of a page. A page with fewer is the last; a fill that asks by {page} looks whether another stands behind it. Default 100.</summary>
    public int PageSize { get; set; } = 100;
}
