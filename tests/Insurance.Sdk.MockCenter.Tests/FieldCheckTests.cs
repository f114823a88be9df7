using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.Tests;

public class FieldCheckTests
{
    [Fact]
    public async Task Every_transaction_takes_the_smallest_message_of_the_spec()
    {
        var standard = StandardSpec.Current;
        var refused = new List<string>();
        foreach (var name in standard.Editions)
        {
            await using var bench = await Bench.StartAsync(o => { o.Edition = name; o.Gateway = MockGateway.None; o.RepeatedBatchNumber = RepeatedBatchNumber.Double; });
            foreach (var transaction in standard.Edition(name).Transactions.Where(t => t.HasTable && t.Availability != Availability.No && !t.Spec.IsInbound))
            {
                var answer = await bench.Caller.CallAsync(transaction.Number, SampleMessage.Input(transaction, standard));
                // What the ledger refuses needs something booked before: its fields were right.
                if (answer["infcode"]!.GetValue<int>() != 0 && bench.Center.Messages.Snapshot()[^1].AnsweredFrom != "ledger")
                {
                    refused.Add($"{name} {transaction.Number}: {answer["err_msg"]}");
                }
            }
        }

        Assert.True(refused.Count == 0, string.Join("\n", refused));
    }

    [Theory]
    [InlineData("fixmedins_bchno", null, "fixmedins_bchno 定点医药机构批次流水号：不能为空")]
    [InlineData("fixmedins_bchno", "\"\"", "fixmedins_bchno 定点医药机构批次流水号：不能为空")]
    [InlineData("fixmedins_bchno", "null", "fixmedins_bchno 定点医药机构批次流水号：不能为空")]
    [InlineData("memo", "null", "memo 备注：不能为null")]
    [InlineData("fixmedins_bchno", "\"1234567890123456789012345678901\"", "长度超过30")]
    [InlineData("fixmedins_bchno", "12", "fixmedins_bchno 定点医药机构批次流水号：应为字符串")]
    [InlineData("sel_retn_cnt", "\"1\"", "sel_retn_cnt 销售/退货数量：应为数字，不能是字符串")]
    [InlineData("sel_retn_cnt", "1234567890123", "整数位超过12位")]
    [InlineData("sel_retn_cnt", "1.00001", "小数位超过4位")]
    [InlineData("sel_retn_cnt", "1e3", "应为普通十进制数字")]
    [InlineData("manu_date", "\"2026-02-30\"", "manu_date 生产日期：应为真实时间，格式yyyy-MM-dd")]
    [InlineData("manu_date", "\"20260201\"", "应为真实时间")]
    [InlineData("sel_retn_time", "\"2026-03-01\"", "应为真实时间，格式yyyy-MM-dd HH:mm:ss")]
    [InlineData("rx_flag", "\"7\"", "rx_flag 处方药标志：不在码表中")]
    [InlineData("trdn_flag", "\"2\"", "trdn_flag 拆零标志：不在码表中")]
    [InlineData("no_such_field", "\"1\"", "no_such_field：接口中没有此字段")]
    [InlineData("relTime", "\"1\"", "relTime：接口中没有此字段")]
    [InlineData("drugtracinfo", "{\"drug_trac_codg\":\"1\"}", "drugtracinfo：应为数组")]
    [InlineData("drugtracinfo", "[\"1\"]", "drugtracinfo第1行：应为对象")]
    [InlineData("hi_feesetl_type", "\"1\"", "setl_id 结算ID：不能为空")]
    [InlineData("MDTRT_SETL_TYPE", "\"1\"", "setl_id 结算ID：不能为空")]
    public async Task A_broken_rule_is_refused_with_row_code_and_name(string field, string? json, string expected)
    {
        await using var bench = await Bench.StartAsync();
        var broken = Invented.Sale("B2", 1);
        broken.Remove(field);
        if (json is not null)
        {
            broken[field] = JsonNode.Parse(json);
        }

        var answer = await bench.Caller.CallAsync("3505A", Invented.Sales(Invented.Sale("B1", 1), broken));
        EnvelopeTests.AssertRefused(expected, answer);
        Assert.Contains("第2行", answer["err_msg"]!.GetValue<string>());
        Assert.DoesNotContain("第1行 " + field, answer["err_msg"]!.GetValue<string>());
        Assert.Empty(bench.Center.Ledger.Documents());
    }

    [Theory]
    [InlineData("fixmedins_bchno", "\"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十\"")]
    [InlineData("sel_retn_cnt", "123456789012.1234")]
    [InlineData("memo", "\"\"")]
    [InlineData("mdtrt_setl_type", "\"2\"")]
    [InlineData("mdtrtSetlType", "\"2\"")]
    [InlineData("hi_feesetl_type", "\"0\"")]
    [InlineData("drugtracinfo", "[]")]
    [InlineData("expy_end", "\"2028-02-29\"")]
    public async Task What_the_table_allows_is_taken(string field, string json)
    {
        await using var bench = await Bench.StartAsync();
        var line = Invented.Sale("B1", 1);
        line[field] = JsonNode.Parse(json);
        var answer = await bench.Caller.CallAsync("3505A", Invented.Sales(line));
        Assert.Equal("", answer["err_msg"]!.GetValue<string>());
        Assert.Equal(0, answer["infcode"]!.GetValue<int>());
    }

    [Fact]
    public async Task All_errors_come_at_once_and_no_value_is_echoed()
    {
        await using var bench = await Bench.StartAsync();
        var line = Invented.Sale("B1", 1);
        line["psn_name"] = new string('某', 60);
        line["certno"] = new string('7', 60);
        line["rx_flag"] = "secret-value";
        line.Remove("rtal_docno");
        var text = (await bench.Caller.CallAsync("3505A", Invented.Sales(line)))["err_msg"]!.GetValue<string>();
        Assert.Equal(5, text.Split('；').Length); // rx_flag is too long and unknown
        Assert.DoesNotContain("某", text);
        Assert.DoesNotContain("777", text);
        Assert.DoesNotContain("secret", text);
        Assert.DoesNotContain("某", (await bench.Caller.AdminAsync(System.Net.Http.HttpMethod.Get, "messages")).ToJsonString());
    }

    [Fact]
    public async Task A_misspelt_key_is_told_the_right_one()
    {
        await using var bench = await Bench.StartAsync();
        var line = Invented.Sale("B1", 1);
        line["selRetnCnt"] = 1;
        EnvelopeTests.AssertRefused("selRetnCnt：键名应为sel_retn_cnt", await bench.Caller.CallAsync("3505A", Invented.Sales(line)));
    }

    [Fact]
    public async Task Two_spellings_of_one_field_must_say_the_same()
    {
        await using var bench = await Bench.StartAsync();
        var line = Invented.Purchase("B1", 1);
        line["prodentpName"] = "另一药厂";
        EnvelopeTests.AssertRefused("prdr_name、prodentpName的值不一致", await bench.Caller.CallAsync("3503", Invented.One("purcinfo", line)));
    }

    [Fact]
    public async Task A_missing_or_misshapen_node_is_refused_by_name()
    {
        await using var bench = await Bench.StartAsync();
        EnvelopeTests.AssertRefused("selinfoDetail：缺少节点", await bench.Caller.CallAsync("3505A", new JsonObject()));
        EnvelopeTests.AssertRefused("selinfoDetail：应为数组", await bench.Caller.CallAsync("3505A", Invented.One("selinfoDetail", Invented.Sale("B1", 1))));
        EnvelopeTests.AssertRefused("selinfoDetail：至少要有一行", await bench.Caller.CallAsync("3505A", Invented.Sales()));
        EnvelopeTests.AssertRefused("selinfo：应为对象", await bench.Caller.CallAsync("3505", new JsonObject { ["selinfo"] = new JsonArray(Invented.Sale("B1", 1)) }));
        EnvelopeTests.AssertRefused("input：应为对象", await bench.Caller.CallAsync("3505", "text"));
        EnvelopeTests.AssertRefused("selinfoDetail：接口中没有此字段", await bench.Caller.CallAsync("3505", new JsonObject { ["selinfo"] = Invented.Sale("B1", 1), ["selinfoDetail"] = new JsonArray() }));
    }

    [Fact]
    public async Task A_node_whose_name_is_undecided_is_taken_under_any_name_that_was_seen()
    {
        var standard = StandardSpec.Current;
        var undecided = standard.Edition("guangdong").Transactions.Where(t => t.Input.Count(n => n.Parent is null) == 1 && t.Input.Any(n => n.WireName is null && n.AlsoSeen.Count > 1)).ToList();
        Assert.NotEmpty(undecided);
        await using var bench = await Bench.StartAsync();
        foreach (var transaction in undecided)
        {
            var node = transaction.Input.Single(n => n.Parent is null);
            var sample = SampleMessage.Input(transaction, standard);
            var row = (node.AlsoSeen[0].Length == 0 ? sample : sample[node.AlsoSeen[0]])!.DeepClone();
            foreach (var name in node.AlsoSeen)
            {
                var answer = await bench.Caller.CallAsync(transaction.Number, name.Length == 0 ? Bare(row) : new JsonObject { [name] = row.DeepClone() });

                // A pair that was never uploaded cannot be taken back: that the ledger says so means that the node was read.
                Assert.True(answer["infcode"]!.GetValue<int>() == 0 || answer["err_msg"]!.ToString() == "目录对照不存在或已撤销", $"{transaction.Number} {name}: {answer["err_msg"]}");
            }
        }
    }

    [Fact]
    public async Task Of_several_keys_of_a_search_one_must_be_given()
    {
        await using var bench = await Bench.StartAsync(o => o.Edition = "hunan");
        var data = new JsonObject { ["fixmedins_code"] = RawCaller.Institution, ["begndate"] = "2026-03-01", ["enddate"] = "2026-03-01" };
        EnvelopeTests.AssertRefused("medins_list_codg、fixmedins_bchno：至少填写一项", await bench.Caller.CallAsync("3508", new JsonObject { ["data"] = data.DeepClone() }));
        data["fixmedins_bchno"] = "B1";
        Assert.Equal(0, (await bench.Caller.CallAsync("3508", new JsonObject { ["data"] = data }))["infcode"]!.GetValue<int>());
    }

    [Fact]
    public async Task Options_let_pass_what_is_unknown_of_the_real_center()
    {
        await using var bench = await Bench.StartAsync(o => o.CodeLists = o.NumberAsText = o.UnknownFields = o.NullValues = Strictness.Allow);
        var line = Invented.Sale("B1", 1);
        line["rx_flag"] = 2;
        line["sel_retn_cnt"] = "1.5";
        line["no_such_field"] = "1";
        line["memo"] = null;
        Assert.Equal("", (await bench.Caller.CallAsync("3505A", Invented.Sales(line)))["err_msg"]!.GetValue<string>());
        Assert.Equal(1.5m, Assert.Single(bench.Center.Ledger.Documents()).Quantity);
    }

    [Fact]
    public async Task Lengths_count_what_the_edition_says()
    {
        var corrections = new JsonObject { ["values"] = new JsonObject { ["lengthUnit"] = "utf8" } };
        await using var bench = await Bench.StartAsync(o => o.Corrections = corrections);
        EnvelopeTests.AssertRefused("长度超过30", await bench.Caller.CallAsync("3505A", Invented.Sales(Invented.Sale("一二三四五六七八九十一", 1))));
    }

    [Fact]
    public async Task A_transaction_without_a_handler_is_checked_and_answered_from_the_spec()
    {
        await using var bench = await Bench.StartAsync(o => o.AnsweredFromSpec.Add("2201"));
        EnvelopeTests.AssertRefused("psn_no", await bench.Caller.CallAsync("2201", new JsonObject { ["data"] = new JsonObject() }));
        var transaction = StandardSpec.Current.Edition("guangdong").Find("2201")!;
        var answer = await bench.Caller.CallAsync("2201", SampleMessage.Input(transaction, StandardSpec.Current));
        Assert.NotNull(answer["output"]!["data"]!["mdtrt_id"]);
        Assert.Equal(["check", "spec"], bench.Center.Messages.Snapshot().Select(m => m.AnsweredFrom));
    }

    private static JsonNode Bare(JsonNode row) => row is JsonArray list ? list[0]!.DeepClone() : row.DeepClone();
}
