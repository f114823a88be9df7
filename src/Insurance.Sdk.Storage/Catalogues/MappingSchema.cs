using Insurance.Sdk.Storage.Schema;

namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>Tables of the hospital's mappings: the pairs as they are, every change of them, and the changes on their way to the center.</summary>
internal static class MappingSchema
{
    internal const int ItemLength = 100;
    internal const int ListTypeLength = 30;
    internal const int TextLength = 500;

    internal static readonly SchemaPart Part = new(
        "mappings",
        new SchemaStep()
            // Touched first by everybody who writes pairs of the item: on servers two programs would else not see each other's pair.
            .Create(new Table("ins_mapping_item").Text("item", ItemLength).Text("list_type", ListTypeLength).Long("revision").Key("item", "list_type"))
            .Create(new Table("ins_mapping")
                .Counted("id")
                .Text("item", ItemLength)
                .Text("list_type", ListTypeLength)
                .Text("code", CatalogueSchema.CodeLength)
                .Text("first_day", 10)
                .Text("last_day", 10, optional: true)
                .Int("state")
                .Text("name", TextLength, optional: true)
                .Text("source", TextLength, optional: true)
                .IndexOn("ins_mapping_of_item", "item", "list_type", "first_day"))
            .Create(new Table("ins_mapping_event")
                .Counted("id")
                .Text("item", ItemLength)
                .Text("list_type", ListTypeLength)
                .Text("action", 20)
                .Text("old_code", CatalogueSchema.CodeLength, optional: true)
                .Text("old_first", 10, optional: true)
                .Text("old_last", 10, optional: true)
                .Text("new_code", CatalogueSchema.CodeLength, optional: true)
                .Text("new_first", 10, optional: true)
                .Text("new_last", 10, optional: true)
                .Int("state", optional: true)
                .Text("who", 100)
                .Text("why", TextLength)
                .Long("at")
                .IndexOn("ins_mapping_event_of_item", "item", "list_type", "id"))
            .Create(new Table("ins_mapping_change")
                .Text("id", 40)
                .Text("item", ItemLength)
                .Text("list_type", ListTypeLength)
                .Text("old_code", CatalogueSchema.CodeLength, optional: true)
                .Text("old_first", 10, optional: true)
                .Text("old_last", 10, optional: true)
                .Text("new_code", CatalogueSchema.CodeLength, optional: true)
                .Text("new_first", 10, optional: true)
                .Text("new_last", 10, optional: true)
                .Text("name", TextLength, optional: true)
                .Int("step")
                .Int("stop")
                .Int("is_open")
                .Text("center_code", 20, optional: true)
                .Text("step_time", 23)
                .Text("who", 100)
                .Text("why", TextLength)
                .Text("at_time", 23)
                .Key("id")
                .IndexOn("ins_mapping_change_open", "is_open", "at_time")));
}
