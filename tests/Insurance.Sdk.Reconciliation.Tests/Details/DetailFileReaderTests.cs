using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Insurance.Sdk.Reconciliation.Tests.Details;

/// <summary>The result file as centers are known, or must be feared, to write it.</summary>
public sealed class DetailFileReaderTests
{
    private const string Plain = "P1\tV1\tS1\tM1\t0\t0\t一致\t100.00\t60.00\t10.00";

    private static List<DetailRow> Read(string text, ResultColumns columns = ResultColumns.Auto) => Read(Encoding.UTF8.GetBytes(text), columns);

    private static List<DetailRow> Read(byte[] bytes, ResultColumns columns = ResultColumns.Auto) => DetailFileReader.Read(new MemoryStream(bytes), columns).ToList();

    private static readonly DetailRow PlainRow = new()
    {
        PersonNumber = "P1",
        VisitId = "V1",
        SettlementId = "S1",
        MessageId = "M1",
        Result = "0",
        Memo = "一致",
        TotalAmount = 100m,
        FundAmount = 60m,
        AccountAmount = 10m,
    };

    [Fact]
    public void A_row_has_the_printed_columns() => Assert.Equal(PlainRow, Assert.Single(Read(Plain)));

    [Theory]
    [InlineData(Plain + "\n")]
    [InlineData(Plain + "\r\n")]
    [InlineData(Plain + "\t")]
    [InlineData(Plain + "\t\r\n\r\n  \r\n")]
    [InlineData(Plain + "\tnull")]
    [InlineData(Plain + "\t{\"a\":1}\t\t")]
    [InlineData("psn_no\tmdtrt_id\tsetl_id\tmsgid\tstmt_rslt\trefd_setl_flag\tmemo\tmedfee_sumamt\tfund_pay_sumamt\tacct_pay\n" + Plain)]
    [InlineData(" P1 \tV1 \tS1\tM1\t0\t0\t一致\t 100.00\t60\t+10.0")]
    [InlineData("\uFEFF" + Plain)]
    public void Ends_of_rows_further_columns_and_blanks_change_nothing(string text) => Assert.Equal(PlainRow, Assert.Single(Read(text)));

    [Fact]
    public void An_archive_may_hold_the_text_under_any_name()
    {
        Assert.Equal(PlainRow, Assert.Single(Read(Invented.Zip(Plain, "20260302.txt"))));
        Assert.Equal(PlainRow, Assert.Single(Read(Invented.Zip(("readme.txt", "x"u8.ToArray()), ("result.txt", Encoding.UTF8.GetBytes(Plain))))));
    }

    [Fact]
    public void The_word_null_nothing_and_missing_columns_are_all_empty()
    {
        var rows = Read("P1\tnull\tNULL\tM1\t1\t1\tnull\tnull\t\tnull\nP1\t\t\tM1\t1");

        Assert.Equal(new DetailRow { PersonNumber = "P1", MessageId = "M1", Result = "1", IsRefund = true }, rows[0]);
        Assert.Equal(new DetailRow { PersonNumber = "P1", MessageId = "M1", Result = "1" }, rows[1]);
    }

    [Fact]
    public void Foshan_a_row_whose_refund_flag_is_0_has_one_column_more_before_memo_one_with_null_has_not()
    {
        var rows = Read("P1\tV1\tS1\tM1\t0\t0\tx\t一致310\t100.00\t60.00\t10.00\nP2\tnull\tnull\tM2\t1\tnull\t中心多310\t50.00\t30.00\t0.00");

        Assert.Equal(PlainRow with { Memo = "一致310" }, rows[0]);
        Assert.Equal(new DetailRow { PersonNumber = "P2", MessageId = "M2", Result = "1", Memo = "中心多310", TotalAmount = 50m, FundAmount = 30m, AccountAmount = 0m }, rows[1]);
    }

    [Fact]
    public void The_shift_is_seen_even_where_memo_itself_is_a_number()
        => Assert.Equal(PlainRow with { Memo = "310" }, Assert.Single(Read("P1\tV1\tS1\tM1\t0\t0\tnull\t310\t100.00\t60.00\t10.00")));

    [Fact]
    public void A_place_whose_rows_never_shift_or_always_do_can_say_so()
    {
        const string Row = "P1\tV1\tS1\tM1\t0\t0\t一致\t100.00\t60.00\t10.00\t5";
        Assert.Equal(PlainRow, Assert.Single(Read(Row, ResultColumns.Printed)));
        Assert.Null(Assert.Single(Read("P1\tV1\tS1\tM1\t0\t0\tx\t一致\tnull\tnull\tnull", ResultColumns.Shifted)).TotalAmount);
        Assert.Equal("一致", Assert.Single(Read("P1\tV1\tS1\tM1\t0\t0\tx\t一致\tnull\tnull\tnull", ResultColumns.Shifted)).Memo);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("000", true)]
    [InlineData("000000", true)]
    [InlineData("1", false)]
    [InlineData("000103", false)]
    [InlineData("", false)]
    public void Only_noughts_mean_equal(string result, bool equal) => Assert.Equal(equal, new DetailRow { Result = result }.IsEqual);

    [Fact]
    public void A_memo_that_is_no_UTF8_costs_the_memo_and_not_the_comparison()
    {
        byte[] bytes = [.. "P1\tV1\tS1\tM1\t0\t0\t"u8, 0xD2, 0xBB, 0xD6, 0xC2, .. "\t100.00\t60.00\t10.00"u8];

        var row = Assert.Single(Read(bytes));

        Assert.Equal(PlainRow, row with { Memo = "一致" });
    }

    [Fact]
    public void No_row_is_no_row()
    {
        Assert.Empty(Read(""));
        Assert.Empty(Read(Invented.Zip("")));
    }

    [Fact]
    public void What_is_no_row_ends_the_reading_with_its_number()
    {
        var error = Assert.Throws<ProtocolException>(() => Read(Plain + "\nsomething else\n"));

        Assert.Contains("Row 2 ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("something", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_archive_is_a_protocol_error()
    {
        var bytes = Invented.Zip(string.Join("\n", Enumerable.Range(0, 2000).Select(i => "P" + i + "\tV\tS" + i + "\tM\t0\t0\t\t1\t1\t1")));
        for (var i = 60; i < 120; i++)
        {
            bytes[i] ^= 0x5A;
        }

        Assert.Throws<ProtocolException>(() => Read(bytes));
        Assert.Throws<ProtocolException>(() => Read(Invented.Zip(("a.txt", []), ("b.txt", []))));
    }

    [Fact]
    public void A_row_does_not_print_the_person() => Assert.DoesNotContain("P1", PlainRow.ToString(), StringComparison.Ordinal);
}
