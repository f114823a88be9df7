using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Insurance.Sdk.Storage.TraceCodes;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Storage;

/// <summary>Trace codes that a supplier delivered with an invoice, in a file: CSV, XLSX or JSON with Chinese or English column names.</summary>
public static class TraceCodeFile
{
    private static readonly Dictionary<string, string> Columns = CodeBaseFile.ColumnsOf(
        ("code", "code,traceCode,drug_trac_codg,追溯码,药品追溯码,电子监管码"),
        ("invoice", "invoice,invoiceNo,deliveryNote,发票号,发票号码,随货单号,随货同行单号,单据号"),
        ("hospitalItemCode", "hospitalItemCode,itemCode,item,medins_list_codg,fixmedins_hilist_id,院内编码,院内码,项目编码,药品编码,医药机构目录编码"),
        ("barcode", "barcode,gtin,ean,商品条码,条码,条形码,69码"),
        ("lot", "lot,batch,manu_lotnum,批号,生产批号"),
        ("made", "made,manufactured,manu_date,生产日期"),
        ("expires", "expires,expiry,expy_end,有效期,有效期至,有效期止,失效日期"),
        ("level", "level,packLevel,code_pack_level,包装级别,码级别,包装层级"));

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its path; the form follows from .csv, .xlsx or .json.</param>
    /// <param name="invoice">Number of the invoice for rows that name none; a row that names another one is bad. "" where every row must name its own.</param>
    /// <param name="parser">Which codes are taken; null takes all that need no rule.</param>
    /// <exception cref="FormatException">The file is not of its form, or has no known column.</exception>
    public static FileReading<SupplierTraceRow> Read(string file, string invoice = "", TraceCodeParser? parser = null)
    {
        var format = TableFormats.Of(file ?? throw new ArgumentNullException(nameof(file)));
        using var stream = File.OpenRead(file);
        return Read(stream, format, invoice, parser);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The file; for a workbook it must be able to seek.</param>
    /// <param name="format">Its form.</param>
    /// <param name="invoice">Number of the invoice for rows that name none.</param>
    /// <param name="parser">Which codes are taken; null takes all that need no rule.</param>
    /// <exception cref="FormatException">The file is not of its form, or has no known column.</exception>
    public static FileReading<SupplierTraceRow> Read(Stream stream, TableFormat format, string invoice = "", TraceCodeParser? parser = null)
    {
        var rows = new List<SupplierTraceRow>();
        var bad = new List<BadRow>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in TableFile.Read(stream ?? throw new ArgumentNullException(nameof(stream)), format, Columns))
        {
            var row = new SupplierTraceRow();
            if ((line.Wrong ?? Row(line, invoice ?? "", parser ?? TraceCodeParser.Default, out row)) is { } wrong)
            {
                bad.Add(new BadRow(line.Number, wrong));
            }
            else if (seen.TryGetValue(row.Code.Text, out var first))
            {
                bad.Add(new BadRow(line.Number, "code: stands in row " + first.ToString(CultureInfo.InvariantCulture) + " already"));
            }
            else
            {
                seen.Add(row.Code.Text, line.Number);
                rows.Add(row);
            }
        }

        return new FileReading<SupplierTraceRow> { Rows = rows, BadRows = bad };
    }

    /// <summary>What is wrong with a row; null where nothing is.</summary>
    private static string? Row(TableRow line, string invoice, TraceCodeParser parser, out SupplierTraceRow row)
    {
        row = new SupplierTraceRow();
        var reading = parser.Parse(line["code"]);
        if (!reading.Ok)
        {
            return "code (追溯码): " + reading.ReasonText;
        }

        if (reading.Code.Kind == TraceCodeKind.Filler)
        {
            return "code (追溯码): the filler names no pack";
        }

        var named = line["invoice"].Length > 0 ? line["invoice"] : invoice;
        if (named.Length is 0 or > 100)
        {
            return named.Length == 0 ? "invoice (发票号) is missing" : "invoice is longer than 100 characters";
        }

        if (invoice.Length > 0 && !string.Equals(named, invoice, StringComparison.Ordinal))
        {
            return "invoice (发票号) is not the one that is imported";
        }

        if (Date(line["made"], out var made) is false)
        {
            return "made (生产日期) is no date";
        }

        if (Date(line["expires"], out var expires) is false)
        {
            return "expires (有效期至) is no date";
        }

        if (made is not null && expires is not null && expires.Value < made.Value)
        {
            return "expires (有效期至) lies before made (生产日期)";
        }

        if (Level(line["level"], out var level) is false)
        {
            return "level (包装级别) must be 1 (smallest package) or more, or one of 小包装, 中包装, 大包装";
        }

        if (line["hospitalItemCode"].Length > 150 || line["barcode"].Length > 30 || line["lot"].Length > 100)
        {
            return "hospitalItemCode, barcode or lot is longer than 150, 30 or 100 characters";
        }

        row = new SupplierTraceRow
        {
            Invoice = named,
            Code = reading.Code,
            HospitalItemCode = line["hospitalItemCode"],
            Barcode = line["barcode"],
            Lot = line["lot"],
            Made = made,
            Expires = expires,
            Level = level,
        };
        return null;
    }

    private static bool Date(string text, out ChinaTime? date)
    {
        date = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (!ChinaTime.TryParse(text, out var time))
        {
            return false;
        }

        date = new ChinaTime(time.Value.Date);
        return true;
    }

    private static bool Level(string text, out int? level)
    {
        level = text switch
        {
            "小包装" or "最小包装" or "小" => 1,
            "中包装" or "中" => 2,
            "大包装" or "箱" or "大" => 3,
            _ => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 9 ? number : null,
        };
        return level is not null || text.Length == 0;
    }
}
