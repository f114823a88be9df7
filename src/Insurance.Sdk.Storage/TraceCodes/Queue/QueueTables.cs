using Insurance.Sdk.Storage.Schema;

namespace Insurance.Sdk.Storage.TraceCodes;

/// <summary>Tables of the upload queue.</summary>
internal static class QueueTables
{
    internal const string Upload = "ins_trace_upload";

    internal static readonly SchemaPart Part = new(
        "trace-queue",
        new SchemaStep().Create(new Table(Upload)
            .Counted("id")
            .Text("serial", 30)
            .Int("kind")
            .Text("order_key", 100)
            .Text("depends_on", 30, optional: true)
            .LongText("row_json")
            .Int("code_count")
            .Text("item", 30)
            .Text("item_name", 200)
            .Decimal("quantity", 20, 4)
            .Text("day", 10)
            .Text("insured_area", 6, optional: true)
            .Text("operator_type", 3, optional: true)
            .Text("operator_code", 30, optional: true)
            .Text("operator_name", 50, optional: true)
            .Int("state")
            // 1 as long as the line waits for an end, 2 while it is set aside for a person: the only lines that are looked at, however many are done.
            .Int("is_open")
            .Int("reason_kind")
            .LongText("reason", optional: true)
            .Int("attempts")
            .Int("asked")
            .Int("is_linked")
            .Int("is_refused")
            .Long("next_at")
            .Long("settles_at", optional: true)
            .Text("lease", 40, optional: true)
            .Long("lease_until", optional: true)
            .Text("message_id", 30, optional: true)
            .Text("center_reference", 100, optional: true)
            .Long("queued_at")
            .Long("sent_at", optional: true)
            .Long("changed_at")
            .Text("decided_by", 50, optional: true)
            .Unique("ins_trace_upload_serial", "serial")
            .IndexOn("ins_trace_upload_open", "is_open", "id")
            .IndexOn("ins_trace_upload_depends", "depends_on")
            .IndexOn("ins_trace_upload_day", "day")),
        new SchemaStep().Run("UPDATE " + Upload + " SET is_open = 2 WHERE state = 4"));
}
