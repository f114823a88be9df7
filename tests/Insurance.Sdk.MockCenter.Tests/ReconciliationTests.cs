using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter.Reconciliation;

namespace Insurance.Sdk.MockCenter.Tests;

public class ReconciliationTests
{
    private static readonly string Hospital = RawCaller.Institution;

    [Fact]
    public async Task Totals_balance_by_insurance_clearing_type_office_and_day()
    {
        using var bench = new InProcessBench();
        await bench.SettledAsync("O1", "1", 100m);
        await bench.SettledAsync("O2", "0", 50m);
        bench.Clock.Advance(TimeSpan.FromDays(1));
        await bench.SettledAsync("O3", "0", 7m);
        await BalancedAsync(bench, Totals(150m, 105m, 30m, 2));
        await BalancedAsync(bench, Totals(157m, 109.9m, 30m, 3, until: "2026-03-02"));
        await BalancedAsync(bench, Totals(0, 0, 0, 0, insurance: "390"));
        await BalancedAsync(bench, Totals(0, 0, 0, 0, clearing: "21"));
        await BalancedAsync(bench, Totals(0, 0, 0, 0, office: "990002"));
        foreach (var wrong in new[] { Totals(150.01m, 105m, 30m, 2), Totals(150m, 104m, 30m, 2), Totals(150m, 105m, 0m, 2), Totals(150m, 105m, 30m, 3) })
        {
            var info = (await bench.AcceptAsync("3201", wrong))!["stmtinfo"]!;
            Assert.Equal("1", info["stmt_rslt"]!.GetValue<string>());
            Assert.Equal("不平，中心：2笔，医疗费总额150.00，基金支付105.00，个人账户30.00", info["stmt_rslt_dscr"]!.GetValue<string>());
        }

        bench.Options.Reconciliation.CompareAccount = false;
        await BalancedAsync(bench, Totals(150m, 105m, 0m, 2));
    }

    [Fact]
    public async Task A_refund_counts_beside_its_settlement_and_a_reversal_takes_it_out()
    {
        using var bench = new InProcessBench();
        var (visit, settlement, _) = await bench.SettledAsync("O1", "0", 100m);
        await bench.AcceptAsync("2208", Outpatient.CancelSettlement(settlement, visit));
        foreach (var (meaning, without, with) in new[]
        {
            (RefundFlag.Separate, Totals(100m, 70m, 0m, 1, flag: "0"), Totals(-100m, -70m, 0m, 1, flag: "1")),
            (RefundFlag.Included, Totals(100m, 70m, 0m, 1, flag: "0"), Totals(0m, 0m, 0m, 2, flag: "1")),
            (RefundFlag.WithoutPairs, Totals(0m, 0m, 0m, 0, flag: "0"), Totals(0m, 0m, 0m, 2, flag: "1")),
            (RefundFlag.Together, Totals(0m, 0m, 0m, 2, flag: "0"), Totals(0m, 0m, 0m, 2, flag: "1")),
        })
        {
            bench.Options.Reconciliation.TotalsFlag = meaning;
            await BalancedAsync(bench, without);
            await BalancedAsync(bench, with);
            await BalancedAsync(bench, Totals(0m, 0m, 0m, 2, flag: null));
        }

        var (_, _, message) = await bench.SettledAsync("O2", "0", 30m);
        await bench.AcceptAsync("2601", Outpatient.Reverse(message, "2207"));
        await BalancedAsync(bench, Totals(0m, 0m, 0m, 2, flag: "1"));
    }

    [Fact]
    public async Task A_result_can_have_one_column_more_where_the_flag_is_0()
    {
        using var bench = new InProcessBench(o => o.Reconciliation.ShiftedColumns = true);
        var (visit, settlement, _) = await bench.SettledAsync("O1", "0", 10m);
        await bench.AcceptAsync("2208", Outpatient.CancelSettlement(settlement, visit));
        var rows = await DetailsAsync(bench, await UploadAsync(bench, "base64", ""));
        Assert.Equal([11, 10], rows.Select(r => r.Split('\t').Length));
        Assert.Equal(["null", "医药机构无此结算记录"], rows[0].Split('\t')[6..8]);
    }

    [Theory]
    [InlineData("signed")]
    [InlineData("base64")]
    [InlineData("form")]
    public async Task Details_name_every_row_that_differs(string transport)
    {
        using var bench = new InProcessBench();
        var person = Outpatient.Employee;
        var equal = await bench.SettledAsync("O1", "0", 10m);
        var other = await bench.SettledAsync("O2", "0", 20m);
        var lost = await bench.SettledAsync("O3", "1", 30m);
        var refunded = await bench.SettledAsync("O4", "0", 40m);
        await bench.AcceptAsync("2208", Outpatient.CancelSettlement(refunded.Settlement, refunded.Visit));
        var refund = bench.LastMessageId;

        var number = await UploadAsync(bench, transport, string.Join('\n',
            $"{equal.Settlement}\t{equal.Visit}\t{person}\t10.00\t7.00\t0.00\t0",
            $"{other.Settlement}\t{other.Visit}\t{person}\t20.00\t13.00\t0.00\t0",
            $"SETL-GONE\tVISIT\t{person}\t5.00\t3.50\tnull\t0",
            $"{refunded.Settlement}\t{refunded.Visit}\t{person}\t40\t28\t0\t0",
            $"{refunded.Settlement}\t{refunded.Visit}\t{person}\t-40\t-28\t0\t1"));
        var rows = await DetailsAsync(bench, number);
        Assert.Equal(
            [
                $"{person}\t{equal.Visit}\t{equal.Settlement}\t{equal.MessageId}\t0\t0\tnull\t10.00\t7.00\t0.00",
                $"{person}\t{other.Visit}\t{other.Settlement}\t{other.MessageId}\t1\t0\t金额不一致\t20.00\t14.00\t0.00",
                $"{person}\tVISIT\tSETL-GONE\tnull\t1\t0\t中心无此结算记录\tnull\tnull\tnull",
                $"{person}\t{refunded.Visit}\t{refunded.Settlement}\t{refunded.MessageId}\t0\t0\tnull\t40.00\t28.00\t0.00",
                $"{person}\t{refunded.Visit}\t{bench.Center.Ledger.Settlement(Hospital, refunded.Settlement)!.RefundedBy}\t{refund}\t0\t1\tnull\t-40.00\t-28.00\t0.00",
                $"{person}\tnull\tnull\t{lost.MessageId}\t1\t0\t医药机构无此结算记录\t30.00\t21.00\t9.00",
            ],
            rows);
    }

    [Fact]
    public async Task The_result_can_have_ids_leave_out_what_agrees_and_take_its_time()
    {
        using var bench = new InProcessBench(o =>
        {
            o.Reconciliation.IdsOfCenterRows = true;
            o.Reconciliation.AgreeingRows = false;
            o.Reconciliation.RefusalsBeforeReady = 2;
        });
        var equal = await bench.SettledAsync("O1", "0", 10m);
        var lost = await bench.SettledAsync("O2", "0", 30m);
        var number = await UploadAsync(bench, "base64", $"{equal.Settlement}\t{equal.Visit}\t{Outpatient.Employee}\t10\t7\t0\t0\t\r\n");
        var info = (await bench.AcceptAsync("3202", Details(number)))!["fileinfo"]!;
        await bench.RefuseAsync("请稍后再试", "9102", Download(info));
        await bench.RefuseAsync("请稍后再试", "9102", Download(info));
        Assert.Equal([$"{Outpatient.Employee}\t{lost.Visit}\t{lost.Settlement}\t{lost.MessageId}\t1\t0\t医药机构无此结算记录\t30.00\t21.00\t0.00"], await FetchAsync(bench, info));
    }

    [Theory]
    [InlineData("1\t2\t3", "第1行 应为7列")]
    [InlineData("1\t2\t3\t1,5\t0\t0\t0", "第1行 金额格式不正确")]
    public async Task A_file_that_cannot_be_read_is_refused(string text, string reason)
    {
        using var bench = new InProcessBench();
        await bench.RefuseAsync(reason, "3202", Details(await UploadAsync(bench, "base64", text)));
        var number = (await bench.AcceptAsync("9101", Upload(Convert.ToBase64String(Encoding.UTF8.GetBytes("no zip")))))!["file_qury_no"]!.GetValue<string>();
        await bench.RefuseAsync("不是ZIP文件", "3202", Details(number));
        await bench.RefuseAsync("文件不存在", "3202", Details("fsi/up/0"));
    }

    [Fact]
    public async Task A_file_belongs_to_its_institution()
    {
        using var bench = new InProcessBench();
        var number = await UploadAsync(bench, "base64", "");
        await bench.RefuseAsync("文件不存在", "3202", Details(number), institution: "H00000000002");
        var info = (await bench.AcceptAsync("3202", Details(number)))!["fileinfo"]!;
        await bench.RefuseAsync("文件不存在", "9102", Download(info), institution: "H00000000002");
        Assert.Empty(await FetchAsync(bench, info));
    }

    [Fact]
    public async Task A_form_comes_over_http_as_well()
    {
        await using var bench = await Bench.StartAsync();
        using var request = bench.Caller.Request("9101", "");
        request.Content = Form(RawCaller.Envelope("9101", Upload(null)).ToJsonString(), Zip(""), "file");
        using var answer = await bench.Caller.SendAsync(request);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("", json["err_msg"]!.GetValue<string>());
        Assert.StartsWith("fsi/up/", json["output"]!["file_qury_no"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_settlement_and_its_lines_are_read_back()
    {
        using var bench = new InProcessBench();
        var (visit, settlement, _) = await bench.SettledAsync("O1", "1", 60m, 40m);
        JsonObject Query() => Outpatient.CancelSettlement(settlement, visit);
        var info = (await bench.AcceptAsync("5203", Query()))!["setlinfo"]!;
        Assert.Equal((100m, 30m, "0"), (info["medfee_sumamt"]!.GetValue<decimal>(), info["psn_pay"]!.GetValue<decimal>(), info["refd_setl_flag"]!.GetValue<string>()));
        Assert.Equal([60m, 40m], (await bench.AcceptAsync("5204", Query()))!.AsArray().Select(l => l!["det_item_fee_sumamt"]!.GetValue<decimal>()));
        await bench.AcceptAsync("2208", Query());
        Assert.Equal("1", (await bench.AcceptAsync("5203", Query()))!["setlinfo"]!["refd_setl_flag"]!.GetValue<string>());
        await bench.RefuseAsync("结算记录不存在", "5203", Outpatient.CancelSettlement("1", visit));
    }

    [Fact]
    public async Task The_settlements_of_a_day_come_page_by_page()
    {
        using var bench = new InProcessBench(o => o.Reconciliation.PageSize = 2);
        for (var i = 0; i < 3; i++)
        {
            await bench.SettledAsync("O" + i, "0", 10m);
        }

        JsonObject Page(int page, string day = "2026-03-01") => new() { ["data"] = new JsonObject { ["setl_time"] = day + " 00:00:00", ["insutype"] = "310", ["clr_type"] = "11", ["med_type"] = "11", ["pageNum"] = page } };
        var first = (await bench.AcceptAsync("90502", Page(1)))!;
        Assert.Equal(("3", "2"), (first["totalRow"]!.GetValue<string>(), first["totalPage"]!.GetValue<string>()));
        var all = first["setlinfo"]!.AsArray().Concat((await bench.AcceptAsync("90502", Page(2)))!["setlinfo"]!.AsArray());
        Assert.Equal(bench.Center.Ledger.Settlements().Select(s => (s.VisitId, s.Id)), all.Select(r => (r!["mdtrt_id"]!.GetValue<string>(), r["setl_id"]!.GetValue<string>())));
        Assert.Empty((await bench.AcceptAsync("90502", Page(1, "2026-03-02")))!["setlinfo"]!.AsArray());
    }

    [Fact]
    public async Task Sums_are_listed_under_codes_that_a_test_gives()
    {
        using var bench = new InProcessBench();
        await bench.SettledAsync("O1", "0", 10m);
        JsonObject Query() => new() { ["data"] = new JsonObject { ["psn_no"] = Outpatient.Employee } };
        Assert.Empty((await bench.AcceptAsync("5206", Query()))!["cuminfo"]!.AsArray());
        bench.Options.Money.Sums["S1"] = a => a.Fund;
        var row = Assert.Single((await bench.AcceptAsync("5206", Query()))!["cuminfo"]!.AsArray())!;
        Assert.Equal(("S1", 7m, "202603"), (row["cum_type_code"]!.GetValue<string>(), row["cum"]!.GetValue<decimal>(), row["cum_ym"]!.GetValue<string>()));
    }

    internal static JsonObject Totals(decimal total, decimal fund, decimal account, int count, string insurance = "310", string clearing = "11", string office = "990001", string until = "2026-03-01", string? flag = "0")
    {
        var data = new JsonObject
        {
            ["insutype"] = insurance,
            ["clr_type"] = clearing,
            ["setl_optins"] = office,
            ["stmt_begndate"] = "2026-03-01",
            ["stmt_enddate"] = until,
            ["medfee_sumamt"] = total,
            ["fund_pay_sumamt"] = fund,
            ["acct_pay"] = account,
            ["fixmedins_setl_cnt"] = count,
        };
        if (flag is not null)
        {
            data["REFD_SETL_FLAG"] = flag;
        }

        return new JsonObject { ["data"] = data };
    }

    internal static async Task<List<string>> DetailsAsync(InProcessBench bench, string number)
        => await FetchAsync(bench, (await bench.AcceptAsync("3202", Details(number)))!["fileinfo"]!);

    internal static async Task<string> UploadAsync(InProcessBench bench, string transport, string text)
    {
        var zip = Zip(text);
        if (transport != "form")
        {
            JsonNode bytes = transport == "signed" ? new JsonArray(zip.Select(b => (JsonNode)(int)(sbyte)b).ToArray()) : Convert.ToBase64String(zip);
            return (await bench.AcceptAsync("9101", Upload(bytes)))!["file_qury_no"]!.GetValue<string>();
        }

        using var request = bench.Request("9101", Upload(null));
        request.Content = Form(await request.Content!.ReadAsStringAsync(), zip, "file");
        using var answer = await bench.Http.SendAsync(request);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("", json["err_msg"]!.GetValue<string>());
        return json["output"]!["file_qury_no"]!.GetValue<string>();
    }

    private static async Task BalancedAsync(InProcessBench bench, JsonObject totals)
        => Assert.Equal("平", (await bench.AcceptAsync("3201", totals))!["stmtinfo"]!["stmt_rslt_dscr"]!.GetValue<string>());

    private static MultipartFormDataContent Form(string envelope, byte[] file, string name)
    {
        var bytes = new ByteArrayContent(file);
        bytes.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return new MultipartFormDataContent { { new StringContent(envelope, Encoding.UTF8), "jsonStr" }, { bytes, name, "detail.zip" } };
    }

    private static JsonObject Upload(JsonNode? bytes)
    {
        var node = new JsonObject { ["filename"] = "detail.zip", ["fixmedins_code"] = Hospital };
        if (bytes is not null)
        {
            node["in"] = bytes;
        }

        return new JsonObject { ["fsUploadIn"] = node };
    }

    private static JsonObject Details(string number) => new()
    {
        ["data"] = new JsonObject
        {
            ["setl_optins"] = "990001",
            ["clr_type"] = "11",
            ["file_qury_no"] = number,
            ["stmt_begndate"] = "2026-03-01",
            ["stmt_enddate"] = "2026-03-01",
            ["medfee_sumamt"] = 0,
            ["fund_pay_sumamt"] = 0,
            ["cash_payamt"] = 0,
            ["fixmedins_setl_cnt"] = 0,
            ["REFD_SETL_FLAG"] = "1",
        },
    };

    private static JsonObject Download(JsonNode info) => new()
    {
        ["fsDownloadIn"] = new JsonObject { ["file_qury_no"] = info["file_qury_no"]!.GetValue<string>(), ["filename"] = info["filename"]!.GetValue<string>(), ["fixmedins_code"] = "plc" },
    };

    private static async Task<List<string>> FetchAsync(InProcessBench bench, JsonNode info)
    {
        using var request = bench.Request("9102", Download(info));
        using var answer = await bench.Http.SendAsync(request);
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        var entry = Assert.Single(archive.Entries);
        Assert.Equal("result.txt", entry.FullName);
        using var reader = new StreamReader(entry.Open());
        var text = await reader.ReadToEndAsync();
        Assert.DoesNotContain('\r', text);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
    }

    private static byte[] Zip(string text)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        using (var writer = archive.CreateEntry("detail.txt").Open())
        {
            writer.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
