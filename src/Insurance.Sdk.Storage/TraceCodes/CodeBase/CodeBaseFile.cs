using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage.TraceCodes;
using Insurance.Sdk.TraceCodes;
using MiniExcelLibs;
using MiniExcelLibs.Csv;

namespace Insurance.Sdk.Storage;

/// <summary>Rows of the four-code base in files: CSV, XLSX or JSON with Chinese or English column names.</summary>
public static class CodeBaseFile
{
    /// <summary>Column names of an export; every one of them is read again.</summary>
    private static readonly (string Field, string Title)[] Titles =
    {
        ("prefix", "药品标识码"), ("wholeCode", "完整追溯码"), ("hospitalItemCode", "院内编码"), ("nationalItemCode", "医疗目录编码"),
        ("barcode", "商品条码"), ("standardDrugCode", "药品本位码"), ("name", "名称"), ("packSize", "包装数量"),
    };

    private static readonly Dictionary<string, string> Columns = ColumnsOf(
        ("prefix", "prefix,drugPrefix,drugIdentificationCode,traceCode,drug_trac_codg,药品标识码,标识码,追溯码,药品追溯码,追溯码前七位,追溯码前7位"),
        ("wholeCode", "wholeCode,完整追溯码,整码"),
        ("hospitalItemCode", "hospitalItemCode,itemCode,medins_list_codg,fixmedins_hilist_id,院内编码,院内码,医院编码,项目编码,药品编码,医药机构目录编码,定点医药机构目录编号"),
        ("nationalItemCode", "nationalItemCode,med_list_codg,医疗目录编码,国家医保编码,医保编码,国家编码,医保目录编码"),
        ("barcode", "barcode,gtin,ean,商品条码,条码,条形码,商品条形码,69码"),
        ("standardDrugCode", "standardDrugCode,drugstdcode,std_code,药品本位码,本位码"),
        ("name", "name,itemName,名称,药品名称,商品名称,通用名,通用名称,品名"),
        ("packSize", "packSize,包装数量,包装规格数量,转换比"));

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its path; the form follows from .csv, .xlsx or .json.</param>
    /// <exception cref="FormatException">The file is not of its form, or has no known column.</exception>
    public static FileReading<FourCodeRow> Read(string file)
    {
        var format = TableFormats.Of(file ?? throw new ArgumentNullException(nameof(file)));
        using var stream = File.OpenRead(file);
        return Read(stream, format);
    }

    /// <summary>Reads a stream to its end. A whole trace code in the column of the prefix gives its first seven digits.</summary>
    /// <param name="stream">The file; for a workbook it must be able to seek.</param>
    /// <param name="format">Its form.</param>
    /// <exception cref="FormatException">The file is not of its form, or has no known column.</exception>
    public static FileReading<FourCodeRow> Read(Stream stream, TableFormat format)
    {
        var rows = new List<FourCodeRow>();
        var bad = new List<BadRow>();
        foreach (var line in TableFile.Read(stream ?? throw new ArgumentNullException(nameof(stream)), format, Columns))
        {
            var wrong = line.Wrong;
            var row = new FourCodeRow();
            try
            {
                foreach (var value in wrong is null ? line.Values : new Dictionary<string, string>())
                {
                    FourCodeRowFields.Set(row, value.Key, value.Value);
                }
            }
            catch (FormatException e)
            {
                wrong = e.Message;
            }

            if ((wrong ?? row.Check()) is { } reason)
            {
                bad.Add(new BadRow(line.Number, reason));
            }
            else
            {
                rows.Add(row);
            }
        }

        return new FileReading<FourCodeRow> { Rows = rows, BadRows = bad };
    }

    /// <summary>Reads a file and puts its good rows into the store.</summary>
    /// <param name="store">Where the rows go.</param>
    /// <param name="file">Path of the file.</param>
    /// <param name="isComplete">True where the file is everything: earlier rows of files that are not in it are taken away.</param>
    /// <param name="progress">Told after every 2000 rows.</param>
    /// <param name="cancellationToken">Ends the fill; nothing of it stays.</param>
    /// <returns>The fill, and the bad rows.</returns>
    public static async Task<(CodeBaseFill Fill, IReadOnlyList<BadRow> BadRows)> ImportAsync(
        CodeBaseStore store, string file, bool isComplete = false, IProgress<CodeBaseProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        _ = store ?? throw new ArgumentNullException(nameof(store));
        var reading = Read(file);
        var fill = await store.ImportAsync(reading.Rows, FourCodeSource.File, Path.GetFileName(file), isComplete, reading.BadRows.Count, progress, cancellationToken).ConfigureAwait(false);
        return (fill, reading.BadRows);
    }

    /// <summary>Writes a base into a CSV (UTF-8 with mark, so that spreadsheets read it) or a workbook. Codes are texts in both.</summary>
    /// <param name="rows">The base.</param>
    /// <param name="stream">Where it goes.</param>
    /// <param name="format">CSV or XLSX.</param>
    /// <exception cref="ArgumentException">The form is JSON.</exception>
    public static void Export(FourCodeBase rows, Stream stream, TableFormat format)
    {
        _ = rows ?? throw new ArgumentNullException(nameof(rows));
        var lines = rows.All.Select(i => i.ToRow()).Select(Line);
        switch (format)
        {
            case TableFormat.Xlsx:
                stream.SaveAs(lines, printHeader: true, excelType: ExcelType.XLSX);
                break;
            case TableFormat.Csv:
                stream.SaveAs(lines, printHeader: true, excelType: ExcelType.CSV, configuration: new CsvConfiguration { StreamWriterFunc = s => new StreamWriter(s, new UTF8Encoding(true)) });
                break;
            default:
                throw new ArgumentException("The base is exported as CSV or XLSX", nameof(format));
        }
    }

    internal static Dictionary<string, string> ColumnsOf(params (string Field, string Names)[] columns)
        => columns.SelectMany(c => c.Names.Split(',').Select(n => (Name: TableFile.Plain(n), c.Field)))
            .GroupBy(c => c.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Field, StringComparer.Ordinal);

    private static Dictionary<string, object?> Line(FourCodeRow row)
    {
        var line = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (field, title) in Titles)
        {
            line[title] = field switch
            {
                "prefix" => row.Prefix,
                "wholeCode" => row.WholeCode,
                "hospitalItemCode" => row.HospitalItemCode,
                "nationalItemCode" => row.NationalItemCode,
                "barcode" => row.Barcode,
                "standardDrugCode" => row.StandardDrugCode,
                "name" => row.Name,
                _ => row.PackSize?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
            };
        }

        return line;
    }
}
