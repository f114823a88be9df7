using Insurance.Sdk.Storage.Schema;
using LinqToDB;
using LinqToDB.Mapping;

namespace Insurance.Sdk.Storage.Visits;

/// <summary>Tables of visits: one row per visit with its document, one per fee line that is at the center or on its way.</summary>
internal static class VisitTables
{
    internal static readonly SchemaPart Part = new("visits", new SchemaStep()
        .Create(new Schema.Table("ins_visit").Text("id", 16).Int("kind").Text("number", 64).Text("number_key", 80).Text("center_id", 30).Int("state").Text("pending_msgid", 30)
            .Long("pending_since", optional: true).Long("version").Long("opened_at").Long("changed_at").Int("is_protected").Bytes("document")
            .Key("id").Unique("ins_visit_number_key", "number_key").IndexOn("ins_visit_number", "number", "kind").IndexOn("ins_visit_center_id", "center_id").IndexOn("ins_visit_pending", "pending_since"))
        .Create(new Schema.Table("ins_visit_line").Text("visit", 16).Text("serial", 30).Text("batch", 30).Decimal("amount", 18, 4).Int("arrived").Text("msgid", 30).Text("settled_by", 30)
            .Key("visit", "serial").KeyHoldsRow().IndexOn("ins_visit_line_msgid", "visit", "msgid")));
}

[Table("ins_visit")]
internal sealed class VisitRow
{
    [Column("id"), PrimaryKey] public string Id { get; set; } = "";
    [Column("kind", DataType = DataType.Int32)] public Insurance.Sdk.Visits.VisitKind Kind { get; set; }

    /// <summary>The number itself, or its blinded value where the store protects personal data.</summary>
    [Column("number")] public string Number { get; set; } = "";

    /// <summary>Kind and number of visits that hold their number, the id of the others: unique.</summary>
    [Column("number_key")] public string NumberKey { get; set; } = "";
    [Column("center_id")] public string CenterId { get; set; } = "";
    [Column("state", DataType = DataType.Int32)] public Insurance.Sdk.Visits.VisitState State { get; set; }
    [Column("pending_msgid")] public string PendingMessageId { get; set; } = "";

    /// <summary>Null where no step waits: looking for waiting visits walks over those alone.</summary>
    [Column("pending_since")] public long? PendingSince { get; set; }
    [Column("version")] public long Version { get; set; }
    [Column("opened_at")] public long OpenedAt { get; set; }
    [Column("changed_at")] public long ChangedAt { get; set; }
    [Column("is_protected")] public int IsProtected { get; set; }
    [Column("document")] public byte[] Document { get; set; } = [];
}

[Table("ins_visit_line")]
internal sealed class VisitLineRow
{
    [Column("visit"), PrimaryKey(0)] public string Visit { get; set; } = "";
    [Column("serial"), PrimaryKey(1)] public string Serial { get; set; } = "";
    [Column("batch")] public string Batch { get; set; } = "";
    [Column("amount")] public decimal Amount { get; set; }
    [Column("arrived")] public int Arrived { get; set; }
    [Column("msgid")] public string MessageId { get; set; } = "";
    [Column("settled_by")] public string SettledBy { get; set; } = "";
}
