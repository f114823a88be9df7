using Insurance.Sdk.Storage.Schema;

namespace Insurance.Sdk.Storage.TraceCodes.Desks;

/// <summary>The tables of the desks: the ledger of codes, sessions at counters, their scans and what came of them.</summary>
/// <remarks>Units are whole numbers of ten-thousandths (16,4 on the wire), so that the database can add and compare them. The ledger is narrow and lies in its key's tree.</remarks>
internal static class DeskTables
{
    internal static readonly SchemaPart Part = new("desks", new SchemaStep()
        .Create(new Table("ins_trace_code").Text("code", 100).Text("item", 150).Int("state").Int("came_back").Text("held_by", 16).Text("serial", 30).Int("channel")
            .Text("lot", 30).Text("made", 10).Text("expires", 10).Text("invoice", 50).Long("changed_at").Key("code").KeyHoldsRow())
        .Create(new Table("ins_opened_pack").Text("code", 100).Text("item", 150).Long("size").Long("units_left").Int("state_before").Key("code").IndexOn("ins_opened_pack_item", "item"))
        .Create(new Table("ins_trace_move").Counted("id").Text("code", 100).Int("state_from").Int("state_to").Text("serial", 30).Long("units").Text("who", 50).Long("moved_at")
            .IndexOn("ins_trace_move_code", "code"))
        .Create(new Table("ins_trace_session").Text("id", 16).Int("kind").Text("number", 50).Text("open_key", 80).LongText("document").Int("state").Long("version").Long("opened_at")
            .Long("closed_at").Text("closed_by", 50).Text("reason", 200).Int("settlement").Key("id").Unique("ins_trace_session_key", "open_key"))
        .Create(new Table("ins_trace_scan").Text("session", 16).Long("number").Int("kind").Text("code", 100).Text("line", 50).Int("split").Long("units").Text("lot", 30).Text("made", 10)
            .Text("expires", 10).Int("origin").Int("live").Long("scanned_at").Key("session", "number").IndexOn("ins_trace_scan_line", "line", "kind"))
        .Create(new Table("ins_trace_sale").Text("serial", 30).Text("session", 16).Text("number", 50).Text("visit", 50).Text("line", 50).Text("item", 150).Int("split").Long("units")
            .Long("pack_size").Long("returned").Int("channel").Text("settlement", 50).LongText("body").Long("sold_at").Key("serial")
            .IndexOn("ins_trace_sale_session", "session").IndexOn("ins_trace_sale_number", "number").IndexOn("ins_trace_sale_visit", "visit"))
        .Create(new Table("ins_trace_sold_code").Text("code", 100).Text("serial", 30).Long("units").Key("code", "serial").KeyHoldsRow().IndexOn("ins_trace_sold_code_serial", "serial"))
        .Create(new Table("ins_trace_need").Text("session", 16).Text("line", 50).Text("day", 10).Text("item", 150).Text("name", 200).Long("packs_needed").Long("packs_collected")
            .Long("units_needed").Long("units_collected").Text("exempt_reason", 200).Text("missing_reason", 200).Int("channel").Long("noted_at").Key("session", "line").IndexOn("ins_trace_need_day", "day"))
        .Create(new Table("ins_trace_recall").Text("item", 150).Text("lot", 30).Text("reason", 200).Long("set_at").Key("item", "lot"))
        .Create(new Table("ins_trace_virtual").Text("session", 16).Text("line", 50).Int("split").Text("serial", 30).Int("state").Text("code", 100).Text("message_id", 40).Long("asked_at").Key("session", "line", "split")));
}
