using Insurance.Sdk.Storage.Schema;

namespace Insurance.Sdk.Storage.TraceCodes;

/// <summary>The tables of the four-code base and of the codes that suppliers delivered.</summary>
internal static class CodeBaseTables
{
    internal static readonly SchemaPart Part = new("code-base", new SchemaStep()
        .Create(new Table("ins_code_base_fill")
            .Counted("id")
            .Int("source")
            .Text("origin", 200)
            .Long("started")
            .Long("ended", optional: true)
            .Int("row_count")
            .Int("added")
            .Int("changed")
            .Int("removed")
            .Int("conflicts")
            .Int("bad_rows")
            // Where a fill that was broken off goes on: the next page.
            .Int("next_page", optional: true)
            .IndexOn("ins_code_base_fill_open", "source", "ended"))
        .Create(new Table("ins_code_base_row")
            .Counted("id")
            // 0 for a row without prefix.
            .Int("prefix")
            .Text("whole_code", 100)
            .Text("hospital_item", 150)
            .Text("national_item", 50)
            .Text("barcode", 14)
            .Text("standard_code", 50)
            .Text("name", 500)
            // As text: it is only shown and compared.
            .Text("pack_size", 40)
            .Int("source")
            .Int("version")
            // Number of the fill that took the row away; 0 for a row that holds.
            .Int("removed_in")
            .Int("conflict")
            .Unique("ins_code_base_row_key", "prefix", "whole_code", "hospital_item", "national_item", "barcode")
            .IndexOn("ins_code_base_row_conflict", "conflict"))
        .Create(new Table("ins_supplier_code")
            .Counted("id")
            .Text("invoice", 100)
            .Text("code", 100)
            .Int("kind")
            .Text("hospital_item", 150)
            .Text("barcode", 30)
            .Text("lot", 100)
            .Text("made", 10, optional: true)
            .Text("expires", 10, optional: true)
            .Int("pack_level", optional: true)
            .Long("imported")
            .Unique("ins_supplier_code_key", "invoice", "code")
            .IndexOn("ins_supplier_code_code", "code")));
}
