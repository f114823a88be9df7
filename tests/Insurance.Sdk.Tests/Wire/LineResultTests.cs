using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Tests.Wire;

public class LineResultTests
{
    private static readonly UploadSalesBatchRequest ThreeLines = new() { SelinfoDetail = { Codec.SaleLine("B1", "Y1"), Codec.SaleLine("B2", "Y2"), Codec.SaleLine("B3", "Y3") } };

    private static (string States, List<LineResult> Lines, List<Deviation> Deviations) Join(string output, bool missingIsRefusal = false)
    {
        var codec = Codec.Of("guangdong", settings: new CodecSettings { MissingLineResultIsRefusal = missingIsRefusal });
        var (answer, deviations) = codec.Read(Operations.UploadSalesBatch, output);
        var lines = codec.ReadLines(Operations.UploadSalesBatch, ThreeLines, answer, 10, "M1", deviations).ToList();
        Assert.Equal(new[] { 10, 11, 12 }, lines.ConvertAll(l => l.Index));
        return (string.Concat(lines.Select(l => l.State.ToString()[0])), lines, deviations);
    }

    [Theory]
    [InlineData("null", "AAA")]
    [InlineData("""{"result":{"retRslt":"1"}}""", "AAA")]
    [InlineData("""{"result":{"retRslt":"0","msgRslt":"不行"}}""", "RRR")]
    [InlineData("""{"selinfoErrDetail":[{"fixmedins_bchno":"B2","fixmedins_hilist_id":"Y2","retRslt":"0","msgRslt":"库存不足"}]}""", "ARA")]
    [InlineData("""{"selinfoErrDetail":{"fixmedinsBchno":"B2","retRslt":0}}""", "ARA")]
    [InlineData("""{"selinfoErrDetail":[{"fixmedins_bchno":"B3","retRslt":"0"},{"fixmedins_bchno":"B1","retRslt":"1"},{"fixmedins_bchno":"B2","retRslt":"0"}]}""", "ARR")]
    [InlineData("""{"selinfoDetail":[{"fixmedins_bchno":"B1"},{"fixmedins_bchno":"B2"},{"fixmedins_bchno":"B3"}]}""", "AAA")]
    [InlineData("""{"selinfoErrDetail":[{"fixmedins_bchno":"B2","retRslt":"9"}]}""", "AUA")]
    [InlineData("""{"someOtherNode":[{"fixmedins_bchno":"B2","retRslt":"0","msgRslt":"x"}]}""", "ARA")]
    public void Every_shape_of_line_results_finds_its_lines(string output, string states) => Assert.Equal(states, Join(output).States);

    [Fact]
    public void The_reason_stays_with_its_line()
    {
        var (_, lines, _) = Join("""{"selinfoErrDetail":[{"fixmedins_bchno":"B2","fixmedins_hilist_id":"Y2","retRslt":"0","msgRslt":"库存不足"}]}""");
        Assert.Equal("库存不足", lines[1].Reason);
        Assert.Equal("M1", lines[1].MessageId);
    }

    [Fact]
    public void A_result_row_without_a_verdict_follows_the_profile()
    {
        const string Output = """{"selinfoErrDetail":[{"fixmedins_bchno":"B2"}]}""";
        Assert.Equal("AAA", Join(Output).States);
        Assert.Equal("ARA", Join(Output, missingIsRefusal: true).States);
    }

    [Fact]
    public void A_reason_without_a_verdict_is_no_success()
    {
        var (states, lines, deviations) = Join("""{"selinfoErrDetail":[{"fixmedins_bchno":"B2","msgRslt":"库存不足"}]}""");
        Assert.Equal("AUA", states);
        Assert.Equal("库存不足", lines[1].Reason);
        Assert.Contains(deviations, d => d.Number == "INS2119");
    }

    [Theory]
    [InlineData("""{"selinfoErrDetail":[{"fixmedins_bchno":"B2","psn_name":"患*","fixmedins_hilist_name":"阿莫西林胶囊 ","retRslt":"0"}]}""", "ARA")]
    [InlineData("""{"selinfoErrDetail":[{"fixmedins_bchno":" B2 ","retRslt":"0"}]}""", "ARA")]
    [InlineData("""{"result":{"retRslt":"1"},"selinfoErrDetail":[{"fixmedins_bchno":"B2","retRslt":"0"}]}""", "ARA")]
    [InlineData("""{"selinfoErrDetail":[{"retRslt":"1"},{"retRslt":"0"},{"retRslt":"1"}]}""", "ARA")]
    [InlineData("""{"selinfoErrDetail":[{"retRslt":"0"},{"retRslt":"1"}]}""", "RRR")]
    [InlineData("""{"selinfoErrDetail":[{"fixmedins_bchno":"B9","retRslt":"0"},{"fixmedins_bchno":"B1","retRslt":"1"}]}""", "AUU")]
    [InlineData("""{"selinfoErrDetail":[{"fixmedins_bchno":"B2","retRslt":"0"},{"fixmedins_bchno":"B2","retRslt":"1"}]}""", "ARA")]
    [InlineData("""{"errList":"[{\"fixmedins_bchno\":\"B2\",\"retRslt\":\"0\"}]"}""", "ARA")]
    [InlineData("""{"data":{"invinfoErrDetail":[{"fixmedins_bchno":"B2","retRslt":"0"}]}}""", "ARA")]
    [InlineData("""{"selinfoErrDetail":[{"fixmedins_bchno":"B2","retRslt":"0","foo":"\ud800"}]}""", "ARA")]
    [InlineData("""{"selinfoErrDetail":[{"fixmedins_bchno":"B1","fixmedins_bchno":"\ud800","retRslt":"0"},{"fixmedins_bchno":"B2","retRslt":"0"}]}""", "URU")]
    public void A_refusal_is_never_lost(string output, string states) => Assert.Equal(states, Join(output).States);

    [Fact]
    public void Serials_are_texts_and_012_is_not_12()
    {
        var request = new UploadSalesBatchRequest { SelinfoDetail = { Codec.SaleLine("012"), Codec.SaleLine("12") } };
        var (answer, deviations) = Codec.Guangdong.Read(Operations.UploadSalesBatch, """{"selinfoErrDetail":[{"fixmedins_bchno":"12","retRslt":"0"}]}""");
        Assert.Equal(new[] { LineState.Accepted, LineState.Refused }, Codec.Guangdong.ReadLines(Operations.UploadSalesBatch, request, answer, 0, "M", deviations).Select(l => l.State));
    }

    [Fact]
    public void A_result_row_for_nobody_is_told()
        => Assert.Contains(Join("""{"selinfoErrDetail":[{"fixmedins_bchno":"B9","retRslt":"0"}]}""").Deviations, d => d.Number == "INS2116");

    [Fact]
    public void Two_lines_with_the_same_key_get_their_results_in_order()
    {
        var request = new UploadSalesBatchRequest { SelinfoDetail = { Codec.SaleLine("B1", "Y1"), Codec.SaleLine("B1", "Y1") } };
        var (answer, deviations) = Codec.Guangdong.Read(Operations.UploadSalesBatch, """{"selinfoErrDetail":[{"fixmedins_bchno":"B1","retRslt":"1"},{"fixmedins_bchno":"B1","retRslt":"0"}]}""");
        var lines = Codec.Guangdong.ReadLines(Operations.UploadSalesBatch, request, answer, 0, "M", deviations);
        Assert.Equal(new[] { LineState.Accepted, LineState.Refused }, lines.Select(l => l.State));
    }
}
