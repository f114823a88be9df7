using Insurance.Sdk.TraceCodes;
using LinqToDB;
using LinqToDB.Mapping;

namespace Insurance.Sdk.Storage.TraceCodes.Desks;

/// <summary>Units in ten-thousandths, as the tables hold them.</summary>
internal static class StoredUnits
{
    private const decimal Scale = 10_000m;

    internal static long Of(decimal units) => (long)(units * Scale);

    internal static decimal Back(long stored) => stored / Scale;
}

[Table("ins_trace_code")]
internal sealed class CodeRow
{
    [Column("code"), PrimaryKey] public string Code { get; set; } = "";
    [Column("item")] public string Item { get; set; } = "";
    [Column("state", DataType = DataType.Int32)] public TraceCodeState State { get; set; }
    [Column("came_back")] public int CameBack { get; set; }
    [Column("held_by")] public string HeldBy { get; set; } = "";
    [Column("serial")] public string Serial { get; set; } = "";
    [Column("channel", DataType = DataType.Int32)] public TraceChannel Channel { get; set; }
    [Column("lot")] public string Lot { get; set; } = "";
    [Column("made")] public string Made { get; set; } = "";
    [Column("expires")] public string Expires { get; set; } = "";
    [Column("invoice")] public string Invoice { get; set; } = "";
    [Column("changed_at")] public long ChangedAt { get; set; }

    internal CodeRecord ToRecord() => new(Code)
    {
        Item = Item, State = State, CameBack = CameBack != 0, HeldBy = HeldBy, Serial = Serial, Channel = Channel, Lot = Lot, Made = Made, Expires = Expires, Invoice = Invoice, ChangedAt = ChangedAt,
    };
}

[Table("ins_opened_pack")]
internal sealed class OpenedPackRow
{
    [Column("code"), PrimaryKey] public string Code { get; set; } = "";
    [Column("item")] public string Item { get; set; } = "";
    [Column("size")] public long Size { get; set; }
    [Column("units_left")] public long Left { get; set; }
    [Column("state_before", DataType = DataType.Int32)] public TraceCodeState Before { get; set; }

    internal OpenedPack ToRecord() => new(Code, Item, StoredUnits.Back(Size), StoredUnits.Back(Left), Before);
}

[Table("ins_trace_move")]
internal sealed class MoveRow
{
    [Column("id"), PrimaryKey, Identity] public long Id { get; set; }
    [Column("code")] public string Code { get; set; } = "";
    [Column("state_from", DataType = DataType.Int32)] public TraceCodeState From { get; set; }
    [Column("state_to", DataType = DataType.Int32)] public TraceCodeState To { get; set; }
    [Column("serial")] public string Serial { get; set; } = "";
    [Column("units")] public long Units { get; set; }
    [Column("who")] public string Who { get; set; } = "";
    [Column("moved_at")] public long At { get; set; }
}

[Table("ins_trace_session")]
internal sealed class SessionRow
{
    [Column("id"), PrimaryKey] public string Id { get; set; } = "";
    [Column("kind", DataType = DataType.Int32)] public DeskKind Kind { get; set; }
    [Column("number")] public string Number { get; set; } = "";
    [Column("open_key")] public string OpenKey { get; set; } = "";
    [Column("document")] public string Document { get; set; } = "";
    [Column("state", DataType = DataType.Int32)] public DeskState State { get; set; }
    [Column("version")] public long Version { get; set; }
    [Column("opened_at")] public long OpenedAt { get; set; }
    [Column("closed_at")] public long ClosedAt { get; set; }
    [Column("closed_by")] public string ClosedBy { get; set; } = "";
    [Column("reason")] public string Reason { get; set; } = "";
    [Column("settlement", DataType = DataType.Int32)] public SettlementState Settlement { get; set; }

    internal SessionRecord ToRecord() => new(Id, Kind, Number, Document)
    {
        State = State, Version = Version, OpenedAt = OpenedAt, ClosedAt = ClosedAt, ClosedBy = ClosedBy, Reason = Reason, Settlement = Settlement,
    };
}

[Table("ins_trace_scan")]
internal sealed class ScanRow
{
    [Column("session"), PrimaryKey(0)] public string Session { get; set; } = "";
    [Column("number"), PrimaryKey(1)] public long Number { get; set; }
    [Column("kind", DataType = DataType.Int32)] public DeskKind Kind { get; set; }
    [Column("code")] public string Code { get; set; } = "";
    [Column("line")] public string Line { get; set; } = "";
    [Column("split")] public int Split { get; set; }
    [Column("units")] public long Units { get; set; }
    [Column("lot")] public string Lot { get; set; } = "";
    [Column("made")] public string Made { get; set; } = "";
    [Column("expires")] public string Expires { get; set; } = "";
    [Column("origin", DataType = DataType.Int32)] public ScanOrigin Origin { get; set; }
    [Column("live")] public int Live { get; set; }
    [Column("scanned_at")] public long At { get; set; }

    internal ScanRecord ToRecord() => new(Session, Number, Code, Line, Split != 0, StoredUnits.Back(Units)) { Lot = Lot, Made = Made, Expires = Expires, Origin = Origin, At = At };
}

[Table("ins_trace_sale")]
internal sealed class SaleRow
{
    [Column("serial"), PrimaryKey] public string Serial { get; set; } = "";
    [Column("session")] public string Session { get; set; } = "";
    [Column("number")] public string Number { get; set; } = "";
    [Column("visit")] public string Visit { get; set; } = "";
    [Column("line")] public string Line { get; set; } = "";
    [Column("item")] public string Item { get; set; } = "";
    [Column("split")] public int Split { get; set; }
    [Column("units")] public long Units { get; set; }
    [Column("pack_size")] public long PackSize { get; set; }
    [Column("returned")] public long Returned { get; set; }
    [Column("channel", DataType = DataType.Int32)] public TraceChannel Channel { get; set; }
    [Column("settlement")] public string Settlement { get; set; } = "";
    [Column("body")] public string Body { get; set; } = "";
    [Column("sold_at")] public long At { get; set; }

    internal SaleRecord ToRecord() => new(Serial, Session, Number, Visit, Line, Item, Split != 0, StoredUnits.Back(Units), StoredUnits.Back(PackSize), Body)
    {
        Returned = StoredUnits.Back(Returned), Channel = Channel, Settlement = Settlement, At = At,
    };
}

[Table("ins_trace_sold_code")]
internal sealed class SoldCodeRow
{
    [Column("code"), PrimaryKey(0)] public string Code { get; set; } = "";
    [Column("serial"), PrimaryKey(1)] public string Serial { get; set; } = "";
    [Column("units")] public long Units { get; set; }
}

[Table("ins_trace_need")]
internal sealed class NeedRow
{
    [Column("session"), PrimaryKey(0)] public string Session { get; set; } = "";
    [Column("line"), PrimaryKey(1)] public string Line { get; set; } = "";
    [Column("day")] public string Day { get; set; } = "";
    [Column("item")] public string Item { get; set; } = "";
    [Column("name")] public string Name { get; set; } = "";
    [Column("packs_needed")] public long PacksNeeded { get; set; }
    [Column("packs_collected")] public long PacksCollected { get; set; }
    [Column("units_needed")] public long UnitsNeeded { get; set; }
    [Column("units_collected")] public long UnitsCollected { get; set; }
    [Column("exempt_reason")] public string ExemptReason { get; set; } = "";
    [Column("missing_reason")] public string MissingReason { get; set; } = "";
    [Column("channel", DataType = DataType.Int32)] public TraceChannel Channel { get; set; }
    [Column("noted_at")] public long At { get; set; }
}

[Table("ins_trace_recall")]
internal sealed class RecallRow
{
    [Column("item"), PrimaryKey(0)] public string Item { get; set; } = "";
    [Column("lot"), PrimaryKey(1)] public string Lot { get; set; } = "";
    [Column("reason")] public string Reason { get; set; } = "";
    [Column("set_at")] public long At { get; set; }
}

[Table("ins_trace_virtual")]
internal sealed class VirtualRow
{
    [Column("session"), PrimaryKey(0)] public string Session { get; set; } = "";
    [Column("line"), PrimaryKey(1)] public string Line { get; set; } = "";
    [Column("split"), PrimaryKey(2)] public int Split { get; set; }
    [Column("serial")] public string Serial { get; set; } = "";
    [Column("state", DataType = DataType.Int32)] public VirtualState State { get; set; }
    [Column("code")] public string Code { get; set; } = "";
    [Column("message_id")] public string MessageId { get; set; } = "";
    [Column("asked_at")] public long At { get; set; }
}
