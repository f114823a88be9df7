using Insurance.Sdk.Storage.Schema;
using LinqToDB.Mapping;

namespace Insurance.Sdk.Storage.Journal;

/// <summary>Tables of the journal.</summary>
internal static class JournalTables
{
    /// <summary>open_since is empty once nothing is left to find out: looking for open records walks over those alone, however long the journal is.</summary>
    internal static readonly SchemaPart Part = new("journal", new SchemaStep()
        .Create(new Schema.Table("ins_journal")
            .Text("msgid", 30).Text("code", 20).Text("operation", 40, optional: true).Text("institution", 12).Text("insured_area", 6).Text("operator", 30)
            .Int("state").Long("intended_at").Long("sent_at", optional: true).Long("concluded_at", optional: true).Long("open_since", optional: true).Long("unposted_since", optional: true)
            .Text("hash", 64).Text("center_reference", 60, optional: true).Text("center_code", 60, optional: true).Text("reason", 300, optional: true)
            .Text("resolution", 20, optional: true).Text("resolved_by", 100, optional: true).Text("resolved_why", 300, optional: true).Long("resolved_at", optional: true)
            .Int("is_protected").Bytes("input").Bytes("output", optional: true)
            .Text("lease_owner", 60, optional: true).Long("lease_until", optional: true)
            .Key("msgid")
            .IndexOnSet("ins_journal_open", "open_since").IndexOnSet("ins_journal_unposted", "unposted_since").IndexOn("ins_journal_time", "intended_at"))
        .Create(new Schema.Table("ins_journal_key").Text("name", 40).Text("value", 100).Text("msgid", 30).Key("name", "value", "msgid").KeyHoldsRow()
            .IndexOn("ins_journal_key_msgid", "msgid"))
        .Create(new Schema.Table("ins_journal_event").Counted("id").Text("msgid", 30).Long("at").Int("state").Text("who", 100, optional: true).Text("why", 300, optional: true)
            .IndexOn("ins_journal_event_msgid", "msgid")),
        new SchemaStep()
            .Add("ins_journal", new Column("answer_by", ColumnType.Long, 0, 0, true))
            .Add("ins_journal", new Column("ask_at", ColumnType.Long, 0, 0, true))
            .Add("ins_journal", new Column("not_seen", ColumnType.Int, 0, 0, true)),
        new SchemaStep()
            .Add("ins_journal", new Column("outcome", ColumnType.Int, 0, 0, true)));
}

[Table("ins_journal")]
internal sealed class JournalRow
{
    [Column("msgid"), PrimaryKey]
    public string MessageId { get; set; } = "";

    [Column("code")]
    public string Code { get; set; } = "";

    [Column("operation")]
    public string? Operation { get; set; }

    [Column("institution")]
    public string Institution { get; set; } = "";

    [Column("insured_area")]
    public string InsuredArea { get; set; } = "";

    [Column("operator")]
    public string Operator { get; set; } = "";

    [Column("state")]
    public int State { get; set; }

    [Column("intended_at")]
    public long IntendedAt { get; set; }

    [Column("sent_at")]
    public long? SentAt { get; set; }

    [Column("concluded_at")]
    public long? ConcludedAt { get; set; }

    /// <summary>Since when the outcome is not known; null where it is.</summary>
    [Column("open_since")]
    public long? OpenSince { get; set; }

    /// <summary>Since when the center has booked what the hospital's books do not confirm; null otherwise.</summary>
    [Column("unposted_since")]
    public long? UnpostedSince { get; set; }

    [Column("hash")]
    public string Hash { get; set; } = "";

    [Column("center_reference")]
    public string? CenterReference { get; set; }

    [Column("center_code")]
    public string? CenterCode { get; set; }

    [Column("reason")]
    public string? Reason { get; set; }

    [Column("resolution")]
    public string? Resolution { get; set; }

    [Column("resolved_by")]
    public string? ResolvedBy { get; set; }

    [Column("resolved_why")]
    public string? ResolvedWhy { get; set; }

    [Column("resolved_at")]
    public long? ResolvedAt { get; set; }

    [Column("is_protected")]
    public int IsProtected { get; set; }

    [Column("input")]
    public byte[] Input { get; set; } = [];

    [Column("output")]
    public byte[]? Output { get; set; }

    [Column("lease_owner")]
    public string? LeaseOwner { get; set; }

    [Column("lease_until")]
    public long? LeaseUntil { get; set; }

    /// <summary>The state that the call itself ended in, at <see cref="ConcludedAt"/> and for <see cref="Reason"/>: the first of its events. Null where it has not ended, or the events tell.</summary>
    [Column("outcome")]
    public int? Outcome { get; set; }

    /// <summary>When the call will certainly have ended.</summary>
    [Column("answer_by")]
    public long? AnswerBy { get; set; }

    /// <summary>When recovery asks for it again.</summary>
    [Column("ask_at")]
    public long? AskAt { get; set; }

    /// <summary>How often the center was asked and did not have it.</summary>
    [Column("not_seen")]
    public int? NotSeen { get; set; }
}

[Table("ins_journal_key")]
internal sealed class JournalKeyRow
{
    [Column("name"), PrimaryKey(1)]
    public string Name { get; set; } = "";

    [Column("value"), PrimaryKey(2)]
    public string Value { get; set; } = "";

    [Column("msgid"), PrimaryKey(3)]
    public string MessageId { get; set; } = "";
}

[Table("ins_journal_event")]
internal sealed class JournalEventRow
{
    [Column("id"), PrimaryKey, Identity]
    public long Id { get; set; }

    [Column("msgid")]
    public string MessageId { get; set; } = "";

    [Column("at")]
    public long At { get; set; }

    [Column("state")]
    public int State { get; set; }

    [Column("who")]
    public string? Who { get; set; }

    [Column("why")]
    public string? Why { get; set; }
}
