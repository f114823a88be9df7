using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.TraceCodes;

/// <summary>One line for the center: what a counter, a ward or the warehouse did with packs of one drug batch. Made by the factory methods from the typed row.</summary>
/// <remarks><see cref="RowJson"/> holds the row as it will be sent, personal data included: the database that keeps it needs the protection of patient data.</remarks>
public sealed record TraceUpload
{
    private TraceUpload()
    {
    }

    /// <summary>What the line is to the center.</summary>
    public TraceUploadKind Kind { get; private init; }

    /// <summary>fixmedins_bchno 定点医药机构批次流水号: the line's own number, unique in the queue, up to 30 characters. The center is asked by it.</summary>
    public string Serial { get; private init; } = "";

    /// <summary>The drug batch, up to 100 characters: lines of one batch go up in the order in which they were queued. Hospital item and lot by default.</summary>
    public string Order { get; init; } = "";

    /// <summary>Serial of the line that must be accepted first: the sale that a return takes back. Null where there is none.</summary>
    public string? DependsOn { get; init; }

    /// <summary>fixmedins_hilist_id 定点医药机构目录编号: the hospital's own item.</summary>
    public string Item { get; private init; } = "";

    /// <summary>fixmedins_hilist_name 定点医药机构目录名称.</summary>
    public string ItemName { get; private init; } = "";

    /// <summary>Quantity in the smallest priced unit, as the row says it.</summary>
    public decimal Quantity { get; private init; }

    /// <summary>Day of the business in China, yyyy-MM-dd. The center is asked for this day.</summary>
    public string Day { get; private init; } = "";

    /// <summary>True for a return whose row has no medins_prod_sel_no: the queue asks for the center's number of the sale before it sends.</summary>
    public bool AsksForSaleNumber => Kind == TraceUploadKind.SaleReturn && !string.IsNullOrEmpty(DependsOn) && !HasSaleNumber;

    /// <summary>Trace codes of the line, in order.</summary>
    public IReadOnlyList<string> TraceCodes { get; private init; } = Array.Empty<string>();

    /// <summary>insuplc_admdvs 参保地医保区划 of the patient for the call, six digits; null sends "".</summary>
    public string? InsuredArea { get; init; }

    /// <summary>Who makes the call; null takes the operator of the settings.</summary>
    public Operator? Operator { get; init; }

    /// <summary>The way on which the codes go to the center; a line of <see cref="TraceChannel.Settlement"/> is refused by the queue.</summary>
    public TraceChannel Channel { get; init; }

    /// <summary>The row as JSON text, in the spelling of the printed tables. It may hold personal data: never log it.</summary>
    public string RowJson { get; private init; } = "";

    private bool HasSaleNumber { get; init; }

    /// <summary>A sale (3505A 商品销售A), dispensed to a patient.</summary>
    /// <param name="row">The row, with its own fixmedins_bchno.</param>
    /// <param name="insuredArea">insuplc_admdvs of the patient.</param>
    /// <param name="operator">Who makes the call.</param>
    /// <exception cref="ValidationException">A field by which the queue finds the line again is missing or too long.</exception>
    public static TraceUpload Sale(UploadSalesBatchSelinfoDetail row, string? insuredArea = null, Operator? @operator = null)
    {
        _ = row ?? throw new ArgumentNullException(nameof(row));
        return Make(TraceUploadKind.Sale, row, row.FixmedinsBchno, row.FixmedinsHilistId, row.FixmedinsHilistName, row.ManuLotnum, row.SelRetnCnt, row.SelRetnTime, "sel_retn_time",
            row.Drugtracinfo.Select(c => c.DrugTracCodg)) with
        { InsuredArea = insuredArea, Operator = @operator };
    }

    /// <summary>A return of a sale (3506A 商品销售退货A). Where <paramref name="saleSerial"/> is given and medins_prod_sel_no is not, the queue waits for the sale, asks the center for its number and puts it in.</summary>
    /// <param name="row">The row, with a fixmedins_bchno of its own.</param>
    /// <param name="saleSerial">Serial of the queued sale; null for a sale that never went through this queue.</param>
    /// <param name="insuredArea">insuplc_admdvs of the patient.</param>
    /// <param name="operator">Who makes the call.</param>
    /// <exception cref="ValidationException">A field by which the queue finds the line again is missing or too long.</exception>
    public static TraceUpload SaleReturn(UploadSaleReturnsBatchSelinfoDetail row, string? saleSerial, string? insuredArea = null, Operator? @operator = null)
    {
        _ = row ?? throw new ArgumentNullException(nameof(row));
        return Make(TraceUploadKind.SaleReturn, row, row.FixmedinsBchno, row.FixmedinsHilistId, row.FixmedinsHilistName, row.ManuLotnum, row.SelRetnCnt, row.SelRetnTime, "sel_retn_time",
            row.Drugtracinfo.Select(c => c.DrugTracCodg)) with
        { DependsOn = saleSerial, InsuredArea = insuredArea, Operator = @operator };
    }

    /// <summary>A stock count (3501A 商品盘存上传A).</summary>
    /// <param name="row">The row, with its own fixmedins_bchno.</param>
    /// <param name="operator">Who makes the call.</param>
    /// <exception cref="ValidationException">A field by which the queue finds the line again is missing or too long.</exception>
    public static TraceUpload StockCount(UploadInventoryCountsBatchInvinfoDetail row, Operator? @operator = null)
    {
        _ = row ?? throw new ArgumentNullException(nameof(row));
        return Make(TraceUploadKind.StockCount, row, row.FixmedinsBchno, row.FixmedinsHilistId, row.FixmedinsHilistName, row.ManuLotnum, row.InvCnt, row.Invdate, "invdate",
            row.Drugtracinfo.Select(c => c.DrugTracCodg)) with
        { Operator = @operator };
    }

    /// <summary>A stock change (3502A 商品库存变更A): stock-in, return to the supplier, loss. The record has no lot, so it is given beside it.</summary>
    /// <param name="row">The row, with its own fixmedins_bchno.</param>
    /// <param name="lot">生产批号, for the order; "" where the line is of no one lot.</param>
    /// <param name="operator">Who makes the call.</param>
    /// <exception cref="ValidationException">A field by which the queue finds the line again is missing or too long.</exception>
    public static TraceUpload StockChange(UploadStockChangesBatchInvinfoDetail row, string? lot, Operator? @operator = null)
    {
        _ = row ?? throw new ArgumentNullException(nameof(row));
        return Make(TraceUploadKind.StockChange, row, row.FixmedinsBchno, row.FixmedinsHilistId, row.FixmedinsHilistName, lot, row.Cnt, row.InvChgTime, "inv_chg_time",
            row.Drugtracinfo.Select(c => c.DrugTracCodg)) with
        { Operator = @operator };
    }

    /// <summary>The default <see cref="Order"/>: hospital item and lot.</summary>
    public static string OrderOf(string item, string? lot) => item + "|" + lot;

    /// <summary>Kind and serial; the row stays out of logs.</summary>
    public override string ToString() => Kind + " " + Serial;

    private static TraceUpload Make(TraceUploadKind kind, StandardRecord row, string? serial, string? item, string? name, string? lot, decimal? quantity, ChinaTime? time, string timeField, IEnumerable<string?> codes)
    {
        var errors = new List<ValidationError>();
        Text(errors, "fixmedins_bchno", "定点医药机构批次流水号", serial, 30);
        Text(errors, "fixmedins_hilist_id", "定点医药机构目录编号", item, 30);
        Text(errors, "fixmedins_hilist_name", "定点医药机构目录名称", name, 200);
        if (time is null)
        {
            errors.Add(new ValidationError("INS1001", "row." + timeField, timeField, "required", "the time of the business is required: the center is asked for that day"));
        }

        if (lot is { Length: > 60 })
        {
            errors.Add(new ValidationError("INS1003", "row.manu_lotnum", "manu_lotnum", "length", "生产批号 has " + lot.Length + " characters, at most 60 are kept"));
        }

        var texts = codes.Where(c => !string.IsNullOrEmpty(c)).Select(c => c!).ToList();
        if (texts.Count != texts.Distinct(StringComparer.Ordinal).Count())
        {
            errors.Add(new ValidationError("INS1801", "row.drugtracinfo", "drug_trac_codg", "condition", "药品追溯码 stands twice in the line"));
        }

        if (errors.Count > 0)
        {
            throw new ValidationException(errors) { Code = TraceUploadRow.Operation(kind).Code };
        }

        return new TraceUpload
        {
            Kind = kind,
            Serial = serial!,
            Order = OrderOf(item!, lot),
            Item = item!,
            ItemName = name!,
            Quantity = quantity ?? 0,
            Day = time!.Value.ToString("yyyy-MM-dd"),
            TraceCodes = texts,
            RowJson = TraceUploadRow.Write(row),
            HasSaleNumber = row is UploadSaleReturnsBatchSelinfoDetail { MedinsProdSelNo.Length: > 0 },
        };
    }

    private static void Text(List<ValidationError> errors, string field, string name, string? value, int length)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            errors.Add(new ValidationError("INS1001", "row." + field, field, "required", name + " is required"));
        }
        else if (value!.Length > length)
        {
            errors.Add(new ValidationError("INS1003", "row." + field, field, "length", name + " has " + value.Length + " characters, at most " + length + " are allowed"));
        }
    }
}
