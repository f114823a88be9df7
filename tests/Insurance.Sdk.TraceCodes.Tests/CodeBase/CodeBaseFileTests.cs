using System;
using System.IO;
using System.Linq;
using System.Text;
using Insurance.Sdk.Storage;
using MiniExcelLibs;

namespace Insurance.Sdk.TraceCodes.Tests.CodeBase;

public sealed class CodeBaseFileTests
{
    private const string Csv =
        "药品标识码,院内编码,医疗目录编码,商品条码,药品本位码,药品名称,包装数量,别的\r\n" +
        "8100001,YP0001,XTEST1,6900000000014,86900000000001,\"测试片, 大盒\",24,x\r\n" +
        "81000020000000000001,YP0002,,,,,,\r\n" +
        "123,YP0003,,,,,,\r\n" +
        ",,,,,,,\r\n" +
        "8100004,YP0004,,,,,many,\r\n" +
        "8.1E+19,YP0005,,,,,,\r\n";

    [Fact]
    public void Good_rows_of_a_csv_are_kept_and_every_bad_one_is_told_with_its_row()
    {
        var reading = Read(Encoding.UTF8.GetBytes(Csv));

        Assert.Equal(new[] { ("8100001", "YP0001", "测试片, 大盒"), ("8100002", "YP0002", "") }, reading.Rows.Select(r => (r.Prefix, r.HospitalItemCode, r.Name)));
        Assert.Equal(24m, reading.Rows[0].PackSize);
        Assert.Equal(new[] { 4, 6, 7 }, reading.BadRows.Select(b => b.Row));
        Assert.Contains("prefix", reading.BadRows[0].Reason, StringComparison.Ordinal);
        Assert.Contains("packSize", reading.BadRows[1].Reason, StringComparison.Ordinal);
        Assert.Contains("lost its last digits", reading.BadRows[2].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_csv_of_a_chinese_spreadsheet_is_read_too()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        Assert.Equal("测试片, 大盒", Read(Encoding.GetEncoding("GB18030").GetBytes(Csv)).Rows[0].Name);
        Assert.Equal("测试片, 大盒", Read(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Csv)).ToArray()).Rows[0].Name);
    }

    [Fact]
    public void Columns_may_be_separated_by_tabs_and_named_after_the_standard()
    {
        var reading = Read(Encoding.UTF8.GetBytes("DRUG_TRAC_CODG\tmedins_list_codg\n81000010000000000001\tYP0001\n"));

        Assert.Equal(("8100001", "YP0001"), (reading.Rows.Single().Prefix, reading.Rows.Single().HospitalItemCode));
    }

    [Fact]
    public void A_json_file_is_a_list_of_objects()
    {
        var json = """{"rows":[{"prefix":"8100001","itemCode":"YP0001","packSize":12},{"prefix":"8100002"},5]}""";

        var reading = CodeBaseFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), TableFormat.Json);

        Assert.Equal(12m, Assert.Single(reading.Rows).PackSize);
        Assert.Equal(new[] { 2, 3 }, reading.BadRows.Select(b => b.Row));
    }

    [Fact]
    public void A_workbook_that_made_a_number_of_a_code_is_not_believed()
    {
        using var stream = new MemoryStream();
        stream.SaveAs(new[] { new { 追溯码 = (object)81000010000000000001d, 院内编码 = "YP0001" }, new { 追溯码 = (object)"81000010000000000001", 院内编码 = "YP0001" } });
        stream.Position = 0;

        var reading = CodeBaseFile.Read(stream, TableFormat.Xlsx);

        Assert.Equal("8100001", Assert.Single(reading.Rows).Prefix);
        Assert.Contains("lost its last digits", Assert.Single(reading.BadRows).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Xlsx)]
    public void What_is_exported_is_read_again_unchanged(TableFormat format)
    {
        var rows = FourCodeBase.From(Read(Encoding.UTF8.GetBytes(Csv)).Rows.Append(new FourCodeRow { WholeCode = "MF-1", HospitalItemCode = "007" }));
        using var stream = new MemoryStream();

        CodeBaseFile.Export(rows, stream, format);
        using var again = new MemoryStream(stream.ToArray());
        var reading = CodeBaseFile.Read(again, format);

        Assert.Empty(reading.BadRows);
        Assert.Equal(
            rows.All.Select(i => (i.Prefix, i.WholeCode, i.HospitalItemCode, i.NationalItemCode, i.Barcode, i.StandardDrugCode, i.Name, i.PackSize)),
            reading.Rows.Select(i => (i.Prefix, i.WholeCode, i.HospitalItemCode, i.NationalItemCode, i.Barcode, i.StandardDrugCode, i.Name, i.PackSize)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b\n1,2\n")]
    public void A_file_without_known_columns_is_refused(string text)
        => Assert.Throws<FormatException>(() => Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_file_that_is_no_workbook_is_refused()
        => Assert.Throws<FormatException>(() => CodeBaseFile.Read(new MemoryStream(Encoding.UTF8.GetBytes("no zip")), TableFormat.Xlsx));

    [Fact]
    public void A_name_of_unknown_form_is_refused()
        => Assert.Throws<FormatException>(() => CodeBaseFile.Read("base.doc"));

    private static FileReading<FourCodeRow> Read(byte[] bytes) => CodeBaseFile.Read(new MemoryStream(bytes), TableFormat.Csv);
}
