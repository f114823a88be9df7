using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;
using MiniExcelLibs;

namespace Insurance.Sdk.TraceCodes.Tests.CodeBase;

public sealed class SupplierTraceTests
{
    private const string Csv =
        "发票号,追溯码,院内编码,批号,生产日期,有效期至,包装级别\r\n" +
        "FP1,81000010000000000001,YP0001,LOT1,2026-01-05,2027/12/31,1\r\n" +
        "FP1, 81000010000000000002 ,YP0001,LOT1,20260105,20271231,小包装\r\n" +
        "FP1,81000010000000000100,YP0001,LOT1,,,大包装\r\n" +
        "FP1,81000010000000000001,YP0001,LOT1,,,\r\n" +
        "FP1,8100001,YP0001,,,,\r\n" +
        "FP1,81000010000000000003,YP0001,,2027-12-31,2026-01-05,\r\n" +
        "FP1,81000010000000000004,YP0001,,yesterday,,\r\n" +
        ",81000010000000000005,YP0001,,,,\r\n" +
        "FP1,81000010000000000006,YP0001,,,,0\r\n";

    [Fact]
    public void Every_row_of_a_suppliers_file_is_checked()
    {
        var reading = Read(Csv);

        Assert.Equal(3, reading.Rows.Count);
        var row = reading.Rows[0];
        Assert.Equal(("FP1", "81000010000000000001", "YP0001", "LOT1", 1), (row.Invoice, row.Code.Text, row.HospitalItemCode, row.Lot, row.Level));
        Assert.Equal((new ChinaTime(2026, 1, 5), new ChinaTime(2027, 12, 31)), (row.Made!.Value, row.Expires!.Value));
        Assert.True(reading.Rows[2].IsCarton);
        Assert.Equal(
            new[] { (5, "row 2 already"), (6, "20 digits"), (7, "before made"), (8, "made"), (9, "invoice"), (10, "level") },
            reading.BadRows.Zip(new[] { "row 2 already", "20 digits", "before made", "made", "invoice", "level" }, (b, part) => (b.Row, b.Reason.Contains(part, StringComparison.Ordinal) ? part : b.Reason)));
    }

    [Fact]
    public void The_invoice_that_is_imported_stands_for_rows_without_one_and_refuses_others()
    {
        var reading = Read("追溯码,发票号\n81000010000000000001,\n81000010000000000002,FP2\n", "FP1");

        Assert.Equal("FP1", Assert.Single(reading.Rows).Invoice);
        Assert.Equal(3, Assert.Single(reading.BadRows).Row);
    }

    [Theory]
    [EveryDatabase]
    public async Task An_import_can_be_repeated_and_a_code_under_two_invoices_is_told(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var store = new SupplierTraceStore(test.Database);
        var rows = Read(Csv).Rows;

        var first = await store.ImportAsync(rows);
        var again = await store.ImportAsync(rows);
        var other = await store.ImportAsync(Read("追溯码\n81000010000000000001\n", "FP2").Rows);

        Assert.Equal((3, 0, 0, 3, 1), (first.Added, first.Known, again.Added, again.Known, other.Added));
        Assert.Empty(again.Clashes);
        var clash = Assert.Single(other.Clashes);
        Assert.Equal("81000010000000000001", clash.Code);
        Assert.Equal(new[] { "FP1", "FP2" }, clash.Invoices);
        var kept = await store.OfInvoiceAsync("FP1");
        Assert.Equal(rows.Select(r => (r.Code, r.Lot, r.Made, r.Expires, r.Level)), kept.Select(r => (r.Code, r.Lot, r.Made, r.Expires, r.Level)));
        Assert.Equal(2, (await store.OfCodeAsync(rows[0].Code)).Count);
        Assert.Empty(await store.OfInvoiceAsync("FP9"));
    }

    [Fact]
    public void A_suppliers_workbook_is_read_with_its_dates_and_numbers()
    {
        using var stream = new MemoryStream();
        stream.SaveAs(new[]
        {
            new { 追溯码 = (object)"81000010000000000001", 批号 = (object)20260105, 生产日期 = (DateTime?)new DateTime(2026, 1, 5), 有效期至 = (object)"2027-12-31", 包装级别 = (object)1 },
            new { 追溯码 = (object)81000010000000000002d, 批号 = (object)"LOT1", 生产日期 = (DateTime?)null, 有效期至 = (object)"", 包装级别 = (object)"大包装" },
        });
        stream.Position = 0;

        var reading = TraceCodeFile.Read(stream, TableFormat.Xlsx, "FP1");

        Assert.Equal(3, Assert.Single(reading.BadRows).Row);
        var row = Assert.Single(reading.Rows);
        Assert.Equal(("FP1", "81000010000000000001", "20260105", 1), (row.Invoice, row.Code.Text, row.Lot, row.Level));
        Assert.Equal((new ChinaTime(2026, 1, 5), new ChinaTime(2027, 12, 31)), (row.Made!.Value, row.Expires!.Value));
    }

    private static FileReading<SupplierTraceRow> Read(string csv, string invoice = "")
        => TraceCodeFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)), TableFormat.Csv, invoice);
}
