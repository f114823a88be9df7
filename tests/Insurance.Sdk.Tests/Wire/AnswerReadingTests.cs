using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Insurance.Sdk.Tests.Wire;

public class AnswerReadingTests
{
    [Theory]
    [InlineData("""{"setlinfo":{"setl_id":"12345678901234567890123","medfee_sumamt":3300.00}}""", "")]
    [InlineData("""{"setlinfo":{"setl_id":12345678901234567890123,"medfee_sumamt":"3300.00"}}""", "INS2101,INS2102")]
    [InlineData("""{"setlinfo":[{"setl_id":"12345678901234567890123","medfee_sumamt":3300}]}""", "INS2104")]
    [InlineData("""{"setlInfo":{"setlId":"12345678901234567890123","medfeeSumamt":3300}}""", "")]
    [InlineData("""{"SETLINFO":{"SETL_ID":"12345678901234567890123","MEDFEE_SUMAMT":3300}}""", "")]
    [InlineData("""{"setl_id":"12345678901234567890123","medfee_sumamt":3300}""", "INS2109")]
    [InlineData("\"{\\\"setlinfo\\\":{\\\"setl_id\\\":\\\"12345678901234567890123\\\",\\\"medfee_sumamt\\\":3300}}\"", "INS2110")]
    public void A_settlement_is_read_in_every_shape(string output, string deviations)
    {
        var (answer, found) = Codec.Guangdong.Read(Operations.SettleOutpatient, output);
        if (deviations != "INS2109")
        {
            Assert.Equal("12345678901234567890123", answer.Setlinfo.SetlId);
            Assert.Equal(3300m, answer.Setlinfo.MedfeeSumamt);
        }

        Assert.Equal(deviations, string.Join(",", found.Select(d => d.Number).Distinct().OrderBy(n => n)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"\"")]
    [InlineData("\"null\"")]
    [InlineData("[]")]
    [InlineData("""{"setlinfo":null}""")]
    [InlineData("""{"setlinfo":""}""")]
    [InlineData("""{"setlinfo":"null"}""")]
    [InlineData("""{"setlinfo":{"setl_id":null,"psn_no":"","setl_time":"null","medfee_sumamt":""}}""")]
    public void Empty_is_empty_in_every_shape(string output)
    {
        var (answer, _) = Codec.Guangdong.Read(Operations.SettleOutpatient, output);
        Assert.Null(answer.Setlinfo.SetlId);
        Assert.Null(answer.Setlinfo.MedfeeSumamt);
        Assert.Null(answer.Setlinfo.SetlTime);
        Assert.Empty(answer.Setldetail);
    }

    [Theory]
    [InlineData("\"2026-03-01 09:30:00\"")]
    [InlineData("\"20260301093000\"")]
    [InlineData("\"20260301093000000\"")]
    [InlineData("1772328600")]
    [InlineData("1772328600000")]
    [InlineData("\"1772328600000\"")]
    [InlineData("\"2026-03-01T09:30:00+08:00\"")]
    [InlineData("\"2026-03-01T01:30:00Z\"")]
    [InlineData("\"2026-03-0109:30:00\"")]
    [InlineData("\"2026/03/01 09:30:00\"")]
    public void A_time_is_read_in_every_form(string value)
    {
        var (answer, _) = Codec.Guangdong.Read(Operations.SettleOutpatient, $$$"""{"setlinfo":{"setl_time":{{{value}}}}}""");
        Assert.Equal(new ChinaTime(2026, 3, 1, 9, 30, 0), answer.Setlinfo.SetlTime);
    }

    [Fact]
    public void An_unreadable_value_is_kept_and_told()
    {
        var (answer, deviations) = Codec.Guangdong.Read(Operations.SettleOutpatient, """{"setlinfo":{"medfee_sumamt":"about three","setl_time":"32nd","psn_name":{"a":1}}}""");
        Assert.Null(answer.Setlinfo.MedfeeSumamt);
        Assert.Equal("about three", answer.Setlinfo.Extra.GetText("medfee_sumamt"));
        Assert.Equal("32nd", answer.Setlinfo.Extra.GetText("setl_time"));
        Assert.Equal(2, deviations.Count(d => d.Number == "INS2103"));
        Assert.Equal("""{"a":1}""", answer.Setlinfo.PsnName);
    }

    [Fact]
    public void Unknown_fields_and_nodes_are_kept()
    {
        var (answer, deviations) = Codec.Guangdong.Read(Operations.SettleOutpatient, """{"setlinfo":{"new_fund_pay":12.30},"newNode":[{"a":1}]}""");
        Assert.Equal("12.30", answer.Setlinfo.Extra.GetJson("newFundPay"));
        Assert.Equal("""[{"a":1}]""", answer.Extra.GetJson("newnode"));
        Assert.Equal(2, deviations.Count(d => d.Number == "INS2109"));
    }

    [Fact]
    public void The_printed_slip_of_2208_is_read_under_both_names_and_a_difference_is_told()
    {
        Assert.Equal(5m, Codec.Guangdong.Read(Operations.CancelOutpatientSettlement, """{"setlinfo":{"psn_cash_pay":5}}""").Answer.Setlinfo.PdnCashPay);
        Assert.Equal(5m, Codec.Guangdong.Read(Operations.CancelOutpatientSettlement, """{"setlinfo":{"pdn_cash_pay":5}}""").Answer.Setlinfo.PdnCashPay);
        var (answer, deviations) = Codec.Guangdong.Read(Operations.CancelOutpatientSettlement, """{"setlinfo":{"psn_cash_pay":6,"pdn_cash_pay":5}}""");
        Assert.Equal(5m, answer.Setlinfo.PdnCashPay);
        Assert.Contains(deviations, d => d.Number == "INS2107");
        Assert.Contains("6", answer.Setlinfo.Extra.GetText("pdn_cash_pay#again"));
    }

    [Theory]
    [InlineData("""[{"fixmedinsCode":"H1","drugTracCodg":"81000010000000000001"},{"drugTracCodg":"81000010000000000002"}]""", 2)]
    [InlineData("""{"output":[{"drug_trac_codg":"81000010000000000001"}]}""", 1)]
    [InlineData("""{"output":{"drugTracCodg":"81000010000000000001"}}""", 1)]
    [InlineData("""{"drugTracCodg":"81000010000000000001","medListCodg":"X"}""", 1)]
    [InlineData("null", 0)]
    [InlineData("\"null\"", 0)]
    public void Trace_code_rows_are_found_wherever_they_stand(string output, int rows)
    {
        var (answer, _) = Codec.Guangdong.Read(Operations.QuerySoldTraceCodes, output);
        Assert.Equal(rows, answer.Output.Count);
        if (rows > 0)
        {
            Assert.Equal("81000010000000000001", answer.Output[0].DrugTracCodg);
        }
    }

    [Fact]
    public void Several_rows_where_one_is_declared_are_not_lost()
    {
        var (answer, deviations) = Codec.Guangdong.Read(Operations.SettleOutpatient, """{"setlinfo":[{"setl_id":"1"},{"setl_id":"2"}]}""");
        Assert.Equal("1", answer.Setlinfo.SetlId);
        Assert.Contains(deviations, d => d.Number == "INS2105");
        Assert.Contains("\"2\"", answer.Extra.GetJson("setlinfo#rows"));
    }

    [Fact]
    public void Java_bytes_printed_as_signed_numbers_are_read()
    {
        var deviations = new List<Deviation>();
        var request = (UploadFileRequest)Codec.Guangdong.ReadInput(Operations.UploadFile, Encoding.UTF8.GetBytes("""{"fsUploadIn":{"in":[80,75,-1,127],"filename":"a.zip","fixmedins_code":"H44088200999"}}"""), deviations);
        Assert.Equal(new byte[] { 80, 75, 255, 127 }, request.FsUploadIn.In);
    }

    [Fact]
    public void The_raw_rows_of_a_later_chunk_are_added()
    {
        var (first, _) = Codec.Guangdong.Read(Operations.QuerySoldTraceCodes, """[{"drugTracCodg":"1"}]""");
        var (later, _) = Codec.Guangdong.Read(Operations.QuerySoldTraceCodes, """[{"drugTracCodg":"2"}]""");
        Codec.Guangdong.Merge(Operations.QuerySoldTraceCodes, first, later);
        Assert.Equal(new[] { "1", "2" }, first.Output.ConvertAll(o => o.DrugTracCodg));
    }

    [Theory]
    [InlineData("\"9999-12-31T23:59:59Z\"")]
    [InlineData("\"9999-12-31 23:59:59\"")]
    [InlineData("\"9999-12-31\"")]
    public void The_end_of_the_calendar_is_no_trouble(string value)
    {
        var (answer, deviations) = Codec.Guangdong.Read(Operations.QuerySoldTraceCodes, $$"""[{"updtTime":{{value}},"drugTracCodg":"1"},{"drugTracCodg":"2"}]""");
        Assert.Equal(2, answer.Output.Count);
        Assert.DoesNotContain(deviations, d => d.Number == "INS2115");
    }
}
