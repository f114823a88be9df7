using LinqToDB;
using LinqToDB.Mapping;

namespace Insurance.Sdk.Storage.TraceCodes;

/// <summary>A row of ins_trace_upload.</summary>
[Table(QueueTables.Upload)]
internal sealed class QueueRow
{
    [Column("id"), PrimaryKey, Identity]
    public long Id { get; set; }

    [Column("serial")]
    public string Serial { get; set; } = "";

    [Column("kind")]
    public int Kind { get; set; }

    [Column("order_key")]
    public string OrderKey { get; set; } = "";

    [Column("depends_on")]
    public string? DependsOn { get; set; }

    [Column("row_json")]
    public string RowJson { get; set; } = "";

    [Column("code_count")]
    public int CodeCount { get; set; }

    [Column("item")]
    public string Item { get; set; } = "";

    [Column("item_name")]
    public string ItemName { get; set; } = "";

    [Column("quantity", DataType = DataType.Decimal, Precision = 20, Scale = 4)]
    public decimal Quantity { get; set; }

    [Column("day")]
    public string Day { get; set; } = "";

    [Column("insured_area")]
    public string? InsuredArea { get; set; }

    [Column("operator_type")]
    public string? OperatorType { get; set; }

    [Column("operator_code")]
    public string? OperatorCode { get; set; }

    [Column("operator_name")]
    public string? OperatorName { get; set; }

    [Column("state")]
    public int State { get; set; }

    [Column("is_open")]
    public int IsOpen { get; set; }

    [Column("reason_kind")]
    public int ReasonKind { get; set; }

    [Column("reason")]
    public string? Reason { get; set; }

    [Column("attempts")]
    public int Attempts { get; set; }

    [Column("asked")]
    public int Asked { get; set; }

    [Column("is_linked")]
    public int IsLinked { get; set; }

    [Column("is_refused")]
    public int IsRefused { get; set; }

    [Column("next_at")]
    public long NextAt { get; set; }

    [Column("settles_at")]
    public long? SettlesAt { get; set; }

    [Column("lease")]
    public string? Lease { get; set; }

    [Column("lease_until")]
    public long? LeaseUntil { get; set; }

    [Column("message_id")]
    public string? MessageId { get; set; }

    [Column("center_reference")]
    public string? CenterReference { get; set; }

    [Column("queued_at")]
    public long QueuedAt { get; set; }

    [Column("sent_at")]
    public long? SentAt { get; set; }

    [Column("changed_at")]
    public long ChangedAt { get; set; }

    [Column("decided_by")]
    public string? DecidedBy { get; set; }
}
