using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.Tests;

public class EnvelopeTests
{
    [Theory]
    [InlineData("infno")]
    [InlineData("msgid")]
    [InlineData("mdtrtarea_admvs")]
    [InlineData("recer_sys_code")]
    [InlineData("infver")]
    [InlineData("opter_type")]
    [InlineData("opter")]
    [InlineData("opter_name")]
    [InlineData("inf_time")]
    [InlineData("fixmedins_code")]
    [InlineData("fixmedins_name")]
    [InlineData("input")]
    public async Task A_required_member_that_is_missing_is_refused_by_name(string member)
    {
        await using var bench = await Bench.StartAsync();
        var envelope = RawCaller.Envelope("9001", GatewayTests.SignIn());
        envelope.Remove(member);
        AssertRefused(member, await bench.Caller.PostAsync("9001", envelope.ToJsonString()));
    }

    [Theory]
    [InlineData("insuplc_admdvs")]
    [InlineData("dev_no")]
    [InlineData("cainfo")]
    [InlineData("signtype")]
    [InlineData("sign_no")]
    public async Task An_optional_member_may_be_missing_but_not_null(string member)
    {
        await using var bench = await Bench.StartAsync();
        var envelope = RawCaller.Envelope("9001", GatewayTests.SignIn());
        envelope.Remove(member);
        Assert.Equal(0, (await bench.Caller.PostAsync("9001", envelope.ToJsonString()))["infcode"]!.GetValue<int>());
        envelope[member] = null;
        AssertRefused(member, await bench.Caller.PostAsync("9001", envelope.ToJsonString()));
    }

    [Theory]
    [InlineData("opter_type", "4")]
    [InlineData("inf_time", "20260301093000")]
    [InlineData("inf_time", "2026-02-30 09:30:00")]
    [InlineData("infver", "V1.0.0.0")]
    [InlineData("mdtrtarea_admvs", "0000000")]
    [InlineData("infno", "9002")]
    [InlineData("msgid", "H00000000000202603010930001")]
    [InlineData("msgid", "H99999999999202603010930000001")]
    [InlineData("msgid", "H00000000000202613010930000001")]
    [InlineData("msgid", "H0000000000020260301093000000X")]
    public async Task A_member_of_the_wrong_shape_is_refused_by_name(string member, string value)
    {
        await using var bench = await Bench.StartAsync();
        var envelope = RawCaller.Envelope("9001", GatewayTests.SignIn());
        envelope[member] = value;
        AssertRefused(member, await bench.Caller.PostAsync("9001", envelope.ToJsonString()));
    }

    [Fact]
    public async Task A_number_where_text_is_meant_is_refused_unless_tolerated()
    {
        await using var bench = await Bench.StartAsync();
        var envelope = RawCaller.Envelope("9001", GatewayTests.SignIn());
        envelope["opter_type"] = 1;
        AssertRefused("opter_type", await bench.Caller.PostAsync("9001", envelope.ToJsonString()));
        await using var tolerant = await Bench.StartAsync(o => o.NumberAsText = Strictness.Allow);
        Assert.Equal(0, (await tolerant.Caller.PostAsync("9001", envelope.ToJsonString()))["infcode"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_refusal_has_no_reference_number_and_its_code_can_be_text()
    {
        await using var bench = await Bench.StartAsync(o => o.InfcodeAsText = true);
        var answer = await bench.Caller.PostAsync("9001", "{");
        Assert.Equal("-1", answer["infcode"]!.GetValue<string>());
        Assert.Null(answer["inf_refmsgid"]);
        Assert.Null(answer["output"]);
        Assert.Equal("0", (await bench.Caller.CallAsync("9001", GatewayTests.SignIn()))["infcode"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_key_that_stands_twice_is_no_message()
    {
        await using var bench = await Bench.StartAsync();
        var text = RawCaller.Envelope("9001", GatewayTests.SignIn()).ToJsonString();
        AssertRefused("JSON", await bench.Caller.PostAsync("9001", "{\"infno\":\"9001\"," + text[1..]));
    }

    [Fact]
    public async Task An_institution_that_is_not_registered_is_refused()
    {
        await using var bench = await Bench.StartAsync(o => o.InstitutionCodes.Add("H00000000009"));
        AssertRefused("fixmedins_code", await bench.Caller.CallAsync("9001", GatewayTests.SignIn()));
        Assert.Equal(0, (await bench.Caller.CallAsync("9001", GatewayTests.SignIn(), institution: "H00000000009"))["infcode"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_msgid_that_comes_again_is_marked_or_refused()
    {
        await using var bench = await Bench.StartAsync();
        var id = RawCaller.NextMessageId();
        await bench.Caller.CallAsync("9001", GatewayTests.SignIn(), id);
        Assert.Equal(0, (await bench.Caller.CallAsync("9001", GatewayTests.SignIn(), id))["infcode"]!.GetValue<int>());
        Assert.Collection(bench.Center.Messages.Snapshot(), first => Assert.False(first.IsDuplicate), second => Assert.True(second.IsDuplicate));

        await using var strict = await Bench.StartAsync(o => o.DuplicateMessageId = Strictness.Refuse);
        await strict.Caller.CallAsync("9001", GatewayTests.SignIn(), id);
        AssertRefused("msgid", await strict.Caller.CallAsync("9001", GatewayTests.SignIn(), id));
    }

    [Fact]
    public async Task A_known_sign_in_is_demanded_when_the_option_says_so()
    {
        await using var bench = await Bench.StartAsync(o => o.DemandSignIn = true);
        var upload = RawCaller.Envelope("3501", Invented.One("invinfo", Invented.Count("B1", 1)));
        AssertRefused("sign_no", await bench.Caller.PostAsync("3501", upload.ToJsonString()));
        upload["sign_no"] = (await bench.Caller.CallAsync("9001", GatewayTests.SignIn()))["output"]!["signinoutb"]!["sign_no"]!.GetValue<string>();
        Assert.Equal(0, (await bench.Caller.PostAsync("3501", upload.ToJsonString()))["infcode"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("9999", "不存在")]
    [InlineData("ZSMCJ003", "没有此交易的字段表")]
    [InlineData("6302", "医保中心发起")]
    public async Task A_transaction_that_cannot_be_worked_says_why(string number, string reason)
    {
        await using var bench = await Bench.StartAsync();
        AssertRefused(reason, await bench.Caller.CallAsync(number, new JsonObject()));
    }

    [Fact]
    public async Task Corrections_shut_a_transaction_or_give_one_its_table()
    {
        var corrections = JsonNode.Parse("""{"transactions":{"3508":{"available":"no"},"ZSMCJ003":{"extra":{"input":[{"code":"some_id","name":"示例","type":"string","required":true,"present":"yes"}]}}}}""")!.AsObject();
        await using var bench = await Bench.StartAsync(o => o.Corrections = corrections);
        AssertRefused("未开通", await bench.Caller.CallAsync("3508", Invented.Query()));
        AssertRefused("some_id 示例：不能为空", await bench.Caller.CallAsync("ZSMCJ003", new JsonObject { ["some_id"] = "" }));
        Assert.Equal(0, (await bench.Caller.CallAsync("ZSMCJ003", new JsonObject { ["some_id"] = "1" }))["infcode"]!.GetValue<int>());
    }

    internal static void AssertRefused(string expected, JsonObject answer)
    {
        Assert.Equal(-1, answer["infcode"]!.GetValue<int>());
        Assert.Contains(expected, answer["err_msg"]!.GetValue<string>());
    }
}
