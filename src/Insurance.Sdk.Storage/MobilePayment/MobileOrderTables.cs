using Insurance.Sdk.Storage.Schema;
using LinqToDB;
using LinqToDB.Mapping;

namespace Insurance.Sdk.Storage.MobilePayment;

/// <summary>Tables of mobile-payment orders. open_since and unposted_since are empty where nothing is open: looking for those walks over them alone.</summary>
/// <remarks>pay_key is payOrdId, or the order's own number behind a hyphen until that is known: not every product takes several empty values in a unique column.</remarks>
internal static class MobileOrderTables
{
    internal static readonly SchemaPart Part = new("mobile-orders", new SchemaStep()
        .Create(new Schema.Table("ins_mobile_order")
            .Text("med_org_ord", 40).Text("org_codg", 40).Text("pay_ord_id", 100, optional: true).Text("pay_key", 110).Text("visit_id", 40).Text("charge_batch", 40)
            .Decimal("uploaded_total", 18, 4).Int("standing").Text("ord_stas", 40, optional: true)
            .Decimal("total", 18, 4, optional: true).Decimal("fund", 18, 4, optional: true).Decimal("account", 18, 4, optional: true).Decimal("own", 18, 4, optional: true)
            .Int("insurance_back").Int("pending").Text("pending_msgid", 30, optional: true).Long("pending_since", optional: true).Text("place_msgid", 30, optional: true)
            .Long("authorized_until", optional: true).Text("setl_type", 40, optional: true).Text("trace_time", 40, optional: true).Text("hi_doc_sn", 100, optional: true)
            .Text("hi_rgst_sn", 100, optional: true).Text("thd_pay_type", 40, optional: true).Text("attention", 500, optional: true)
            .Long("posted_at", optional: true).Text("released_by", 100, optional: true).Text("released_why", 300, optional: true)
            .Long("created_at").Long("changed_at").Long("open_since", optional: true).Long("unposted_since", optional: true).Long("version").Int("is_protected").Bytes("secrets")
            .Key("med_org_ord").Unique("ins_mobile_order_pay", "pay_key").IndexOn("ins_mobile_order_visit", "visit_id")
            .IndexOn("ins_mobile_order_open", "open_since").IndexOn("ins_mobile_order_unposted", "unposted_since"))
        .Create(new Schema.Table("ins_mobile_refund")
            .Text("app_refd_sn", 40).Text("med_org_ord", 40).Int("type").Decimal("fund", 18, 4).Decimal("account", 18, 4).Decimal("cash", 18, 4).Int("state").Long("asked_at")
            .Text("msgid", 30, optional: true).Text("ord_stas_before", 40, optional: true).Int("undecided").Text("refd_sn", 100, optional: true).Text("hi_fefd_sn", 100, optional: true)
            .Text("decided_by", 100, optional: true).Text("decided_why", 300, optional: true)
            .Key("app_refd_sn").IndexOn("ins_mobile_refund_order", "med_org_ord"))
        .Create(new Schema.Table("ins_mobile_notice").Text("notice", 64).Text("code", 4).Text("med_org_ord", 40).Long("received_at").Key("notice")
            .IndexOn("ins_mobile_notice_order", "med_org_ord"))
        .Create(new Schema.Table("ins_mobile_event").Counted("id").Text("med_org_ord", 40).Long("at").Text("what", 300).Text("who", 100, optional: true)
            .IndexOn("ins_mobile_event_order", "med_org_ord")));
}

[Table("ins_mobile_order")]
internal sealed class MobileOrderRow
{
    [Column("med_org_ord"), PrimaryKey]
    public string MedOrgOrd { get; set; } = "";

    [Column("org_codg")]
    public string OrgCodg { get; set; } = "";

    [Column("pay_ord_id")]
    public string? PayOrdId { get; set; }

    [Column("pay_key")]
    public string PayKey { get; set; } = "";

    [Column("visit_id")]
    public string VisitId { get; set; } = "";

    [Column("charge_batch")]
    public string ChargeBatch { get; set; } = "";

    [Column("uploaded_total", DataType = DataType.Decimal, Precision = 18, Scale = 4)]
    public decimal UploadedTotal { get; set; }

    [Column("standing")]
    public int Standing { get; set; }

    [Column("ord_stas")]
    public string? OrdStas { get; set; }

    [Column("total", DataType = DataType.Decimal, Precision = 18, Scale = 4)]
    public decimal? Total { get; set; }

    [Column("fund", DataType = DataType.Decimal, Precision = 18, Scale = 4)]
    public decimal? Fund { get; set; }

    [Column("account", DataType = DataType.Decimal, Precision = 18, Scale = 4)]
    public decimal? Account { get; set; }

    [Column("own", DataType = DataType.Decimal, Precision = 18, Scale = 4)]
    public decimal? Own { get; set; }

    [Column("insurance_back")]
    public int InsuranceBack { get; set; }

    [Column("pending")]
    public int Pending { get; set; }

    [Column("pending_msgid")]
    public string? PendingMessageId { get; set; }

    [Column("pending_since")]
    public long? PendingSince { get; set; }

    [Column("place_msgid")]
    public string? PlaceMessageId { get; set; }

    [Column("authorized_until")]
    public long? AuthorizedUntil { get; set; }

    [Column("setl_type")]
    public string? SetlType { get; set; }

    [Column("trace_time")]
    public string? TraceTime { get; set; }

    [Column("hi_doc_sn")]
    public string? HiDocSn { get; set; }

    [Column("hi_rgst_sn")]
    public string? HiRgstSn { get; set; }

    [Column("thd_pay_type")]
    public string? ThirdPartyPayment { get; set; }

    [Column("attention")]
    public string? Attention { get; set; }

    [Column("posted_at")]
    public long? PostedAt { get; set; }

    [Column("released_by")]
    public string? ReleasedBy { get; set; }

    [Column("released_why")]
    public string? ReleasedWhy { get; set; }

    [Column("created_at")]
    public long CreatedAt { get; set; }

    [Column("changed_at")]
    public long ChangedAt { get; set; }

    /// <summary>When it was changed last, where something is open; null otherwise.</summary>
    [Column("open_since")]
    public long? OpenSince { get; set; }

    /// <summary>When it was changed last, where the hospital's books do not have its money; null otherwise.</summary>
    [Column("unposted_since")]
    public long? UnpostedSince { get; set; }

    [Column("version")]
    public long Version { get; set; }

    [Column("is_protected")]
    public int IsProtected { get; set; }

    [Column("secrets")]
    public byte[] Secrets { get; set; } = [];
}

[Table("ins_mobile_refund")]
internal sealed class MobileRefundRow
{
    [Column("app_refd_sn"), PrimaryKey]
    public string AppRefdSn { get; set; } = "";

    [Column("med_org_ord")]
    public string MedOrgOrd { get; set; } = "";

    [Column("type")]
    public int Type { get; set; }

    [Column("fund", DataType = DataType.Decimal, Precision = 18, Scale = 4)]
    public decimal Fund { get; set; }

    [Column("account", DataType = DataType.Decimal, Precision = 18, Scale = 4)]
    public decimal Account { get; set; }

    [Column("cash", DataType = DataType.Decimal, Precision = 18, Scale = 4)]
    public decimal Cash { get; set; }

    [Column("state")]
    public int State { get; set; }

    [Column("asked_at")]
    public long AskedAt { get; set; }

    [Column("msgid")]
    public string? MessageId { get; set; }

    [Column("ord_stas_before")]
    public string? OrdStasBefore { get; set; }

    [Column("undecided")]
    public int Undecided { get; set; }

    [Column("refd_sn")]
    public string? RefdSn { get; set; }

    [Column("hi_fefd_sn")]
    public string? HiFefdSn { get; set; }

    [Column("decided_by")]
    public string? DecidedBy { get; set; }

    [Column("decided_why")]
    public string? DecidedWhy { get; set; }
}

[Table("ins_mobile_notice")]
internal sealed class MobileNoticeRow
{
    [Column("notice"), PrimaryKey]
    public string Key { get; set; } = "";

    [Column("code")]
    public string Code { get; set; } = "";

    [Column("med_org_ord")]
    public string MedOrgOrd { get; set; } = "";

    [Column("received_at")]
    public long ReceivedAt { get; set; }
}

[Table("ins_mobile_event")]
internal sealed class MobileEventRow
{
    [Column("id"), PrimaryKey, Identity]
    public long Id { get; set; }

    [Column("med_org_ord")]
    public string MedOrgOrd { get; set; } = "";

    [Column("at")]
    public long At { get; set; }

    [Column("what")]
    public string What { get; set; } = "";

    [Column("who")]
    public string? Who { get; set; }
}
