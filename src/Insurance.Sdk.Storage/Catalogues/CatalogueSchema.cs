using Insurance.Sdk.Storage.Schema;

namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>Tables of catalogues. Rows are never deleted: each version of a code is a row, and the newest one says how long the ones before it counted.</summary>
internal static class CatalogueSchema
{
    internal const int CodeLength = 100;
    internal const int VersionLength = 60;
    internal const int KeyLength = 100;
    internal const int PartLength = 200;

    internal static readonly SchemaPart Part = new(
        "catalogues",
        new SchemaStep()
            // The import numbers the rows itself: a counter of the database costs a third of its time. Everything else is in the content.
            .Create(new Table("ins_catalogue_row")
                .Long("id")
                .Text("catalogue", 8)
                .Text("code", CodeLength)
                .Text("version_key", KeyLength)
                .Text("part", PartLength)
                .Text("record", CodeLength)
                .LongText("content")
                .Key("id")
                .IndexOn("ins_catalogue_row_code", "catalogue", "code", "version_key"))
            .Create(new Table("ins_catalogue_state")
                .Text("catalogue", 8)
                .Text("version", VersionLength)
                .Long("changed_at")
                .Text("pending_query", 200)
                .Text("pending_file", 300)
                .Text("pending_until", 10)
                .Text("pending_version", VersionLength)
                .Key("catalogue"))
            .Create(new Table("ins_catalogue_import")
                .Counted("id")
                .Text("catalogue", 8)
                .Text("file_name", 300)
                .Long("at")
                .Text("version_before", VersionLength)
                .Text("version", VersionLength)
                .Long("row_count")
                .Long("added")
                .Long("changed")
                .Long("ended")
                .Long("brought_back")
                .Long("repeated")
                .Long("older")
                .Long("unchanged")
                .Long("skipped")
                .IndexOn("ins_catalogue_import_catalogue", "catalogue", "id"))
            .Create(new Table("ins_center_row")
                .Counted("id")
                .Text("source", 40)
                .Text("row_key", 300)
                .Text("code", CodeLength)
                .Int("is_newest")
                .Long("seen_at")
                .LongText("content")
                .IndexOn("ins_center_row_key", "source", "row_key", "is_newest")
                .IndexOn("ins_center_row_code", "source", "code"))
            .Create(new Table("ins_center_mark")
                .Text("source", 40)
                .Text("since", 19)
                .Int("next_page")
                .Text("newest", 19)
                .Key("source")));
}
