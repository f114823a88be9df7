using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Insurance.Sdk.Reconciliation.Tests.Details;

/// <summary>The uploaded file, byte for byte: the center compares by position.</summary>
public sealed class DetailFileWriterTests
{
    private static string TextOf(IEnumerable<SettlementRecord> books, ReconciliationOptions? options = null)
    {
        using var stream = new MemoryStream();
        DetailFileWriter.WriteText(books, stream, options);
        return new UTF8Encoding(false, true).GetString(stream.ToArray());
    }

    [Fact]
    public void Rows_have_the_printed_columns_separated_by_TAB_and_LF_and_nothing_behind_the_last_row()
    {
        var first = Invented.Settlement(1);
        var text = TextOf(new[] { first, Invented.RefundOf(first, 2) });

        Assert.Equal("S000001\tV000001\tP000001\t100.00\t60.00\t10.00\t0\nS000002\tV000001\tP000001\t-100.00\t-60.00\t-10.00\t1", text);
    }

    [Theory]
    [InlineData("0", "0.00")]
    [InlineData("-0.0", "0.00")]
    [InlineData("0.1", "0.10")]
    [InlineData("12345678901234.56", "12345678901234.56")]
    [InlineData("7", "7.00")]
    [InlineData("1.500", "1.50")]
    public void Money_always_has_two_decimals_and_no_separator(string amount, string expected)
    {
        var value = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);

        var text = TextOf(new[] { Invented.Settlement(1, value, value, value) });

        Assert.Equal("S000001\tV000001\tP000001\t" + expected + "\t" + expected + "\t" + expected + "\t0", text);
    }

    [Fact]
    public void What_a_place_wants_otherwise_is_an_option()
    {
        var options = new ReconciliationOptions { NewLineAtEnd = true, ExtensionColumn = true, ZeroAccount = true, NoRefundFlag = "000", RefundFlag = "001", FundAmount = r => r.FundAmount + 1m };

        var text = TextOf(new[] { Invented.Settlement(1), Invented.RefundOf(Invented.Settlement(1), 2) }, options);

        Assert.Equal("S000001\tV000001\tP000001\t100.00\t61.00\t0.00\t000\tnull\nS000002\tV000001\tP000001\t-100.00\t-59.00\t0.00\t001\tnull\n", text);
    }

    [Fact]
    public void No_record_is_an_empty_text_even_with_a_line_feed_at_the_end()
        => Assert.Equal("", TextOf(Array.Empty<SettlementRecord>(), new ReconciliationOptions { NewLineAtEnd = true }));

    [Fact]
    public void The_archive_holds_one_text_of_the_name_without_a_byte_order_mark()
    {
        using var stream = new MemoryStream();

        var totals = DetailFileWriter.Write(new[] { Invented.Settlement(1), Invented.Settlement(2, 50.55m, 0m, 50.55m) }, stream, "a.txt");

        var (name, text) = Invented.Unzip(stream.ToArray());
        Assert.Equal("a.txt", name);
        Assert.StartsWith("S000001\t", text, StringComparison.Ordinal);
        Assert.Equal(new DetailTotals(2, 150.55m, 60m, 60.55m, 30m), totals);
    }

    [Fact]
    public void The_same_records_give_the_same_bytes()
    {
        static byte[] Bytes()
        {
            using var stream = new MemoryStream();
            DetailFileWriter.Write(new[] { Invented.Settlement(1) }, stream);
            return stream.ToArray();
        }

        Assert.Equal(Bytes(), Bytes());
    }

    [Fact]
    public void Every_record_that_cannot_be_sent_is_named_by_row_and_field_and_no_person_is()
    {
        var books = new[]
        {
            Invented.Settlement(1),
            Invented.Settlement(2) with { SettlementId = "" },
            Invented.Settlement(3) with { PersonNumber = "P1\t2" },
            Invented.Settlement(4) with { TotalAmount = 0.001m },
            Invented.Settlement(5) with { IsRefund = true },
        };
        using var stream = new MemoryStream();

        var error = Assert.Throws<ValidationException>(() => DetailFileWriter.WriteText(books, stream));

        Assert.Equal(
            new[] { "INS1920 file[1].setl_id", "INS1921 file[2].psn_no", "INS1922 file[3].medfee_sumamt", "INS1923 file[4].medfee_sumamt" },
            error.Errors.Select(e => e.Number + " " + e.Path));
        Assert.DoesNotContain("P0000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_longer_than_the_buffer_still_arrives_whole()
    {
        var longId = new string('7', 100_000);

        var text = TextOf(new[] { Invented.Settlement(1), Invented.Settlement(2) with { SettlementId = longId }, Invented.Settlement(3) });

        Assert.Equal(new[] { "S000001", longId, "S000003" }, text.Split('\n').Select(r => r.Split('\t')[0]));
    }
}
