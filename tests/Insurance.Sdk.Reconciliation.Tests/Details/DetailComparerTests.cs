using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Reconciliation.Tests.Details;

/// <summary>9101, 3202 and 9102 on the wire.</summary>
public sealed class DetailComparerTests
{
    private const string Uploaded = """{"file_qury_no":"fsi/plc/0123456789abcdef0123456789abcd","filename":"x.zip","fixmedins_code":"H00000000001"}""";
    private const string Compared = """{"fileinfo":{"file_qury_no":"fsi/plc/fedcba9876543210fedcba987654","filename":"result.zip","dld_endtime":"2026-03-10 00:00:00"}}""";
    private const string Result = "P000001\tV000001\tS000001\tM1\t0\t0\tnull\t100.00\t60.00\t10.00\nP000009\tnull\tnull\tM9\t1\t0\tnull\t5.00\t5.00\t0.00\n";

    private static readonly DetailScope Scope = new("440800", "11", Invented.Day, Invented.Day);

    private static ScriptedCenter Center() => new ScriptedCenter().On("9101", Uploaded).On("3202", Compared).File(Invented.Zip(Result));

    private static async Task<DetailComparison> CompareAsync(ScriptedCenter center, Action<InsuranceOptions>? adjust = null)
    {
        using var client = center.Open(adjust);
        return await new DetailComparer(client, time: center.Clock).CompareAsync(Scope, new[] { Invented.Settlement(1), Invented.RefundOf(Invented.Settlement(1), 2) });
    }

    [Fact]
    public async Task Guangdong_the_file_goes_as_signed_byte_values_inside_the_envelope()
    {
        var center = Center();

        await CompareAsync(center);

        var arrival = Assert.Single(center.Of("9101"));
        Assert.Equal("application/json", arrival.ContentType);
        var node = arrival.Input.GetProperty("fsUploadIn");
        Assert.Equal(new[] { "in", "filename", "fixmedins_code" }, node.EnumerateObject().Select(m => m.Name));
        Assert.Equal("20260303003000.zip", node.GetProperty("filename").GetString());
        Assert.Equal("H00000000001", node.GetProperty("fixmedins_code").GetString());
        var values = node.GetProperty("in").EnumerateArray().Select(v => v.GetInt32()).ToList();
        Assert.All(values, v => Assert.InRange(v, -128, 127));
        Assert.Contains(values, v => v < 0);
        var (name, text) = Invented.Unzip(values.Select(v => unchecked((byte)v)).ToArray());
        Assert.Equal("20260303003000.txt", name);
        Assert.Equal("S000001\tV000001\tP000001\t100.00\t60.00\t10.00\t0\nS000002\tV000001\tP000001\t-100.00\t-60.00\t-10.00\t1", text);
    }

    [Fact]
    public async Task As_multipart_the_envelope_is_the_part_jsonStr_and_the_bytes_are_a_part_of_their_own()
    {
        var center = Center();

        await CompareAsync(center, o => o.Files.UploadForm = "multipart");

        var arrival = Assert.Single(center.Of("9101"));
        var parts = Parts(arrival);
        Assert.Equal(2, parts.Count);
        Assert.Equal("Content-Disposition: form-data; name=\"jsonStr\"\r\nContent-Type: text/plain; charset=UTF-8", parts[0].Head);
        Assert.Equal("Content-Disposition: form-data; name=\"file\"; filename=\"20260303003000.zip\"\r\nContent-Type: application/octet-stream", parts[1].Head);
        using var envelope = JsonDocument.Parse(parts[0].Body);
        Assert.Equal("9101", envelope.RootElement.GetProperty("infno").GetString());
        Assert.Equal("""{"fsUploadIn":{"filename":"20260303003000.zip","fixmedins_code":"H00000000001"}}""", envelope.RootElement.GetProperty("input").GetRawText());
        Assert.StartsWith("S000001\t", Invented.Unzip(parts[1].Body).Text, StringComparison.Ordinal);

        // The gateway sees an upload as it sees every other call.
        Assert.Equal(center.Of("3202")[0].Headers.Keys.Order(), arrival.Headers.Keys.Order());
        Assert.Equal("paas-of-the-tests", arrival.Headers["x-tif-paasid"]);
    }

    [Theory]
    [InlineData("in")]
    [InlineData("file")]
    public async Task The_name_of_the_part_is_a_setting(string part)
    {
        var center = Center();

        await CompareAsync(center, o =>
        {
            o.Files.UploadForm = "multipart";
            o.Files.Part = part;
        });

        Assert.Contains("name=\"" + part + "\"", Parts(Assert.Single(center.Of("9101")))[1].Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_Base64_the_file_is_a_text()
    {
        var center = Center();

        await CompareAsync(center, o => o.Files.UploadForm = "base64");

        var bytes = Convert.FromBase64String(Assert.Single(center.Of("9101")).Input.GetProperty("fsUploadIn").GetProperty("in").GetString()!);
        Assert.StartsWith("S000001\t", Invented.Unzip(bytes).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guangdong_3202_is_spelled_in_its_way_with_the_sums_of_the_file_and_the_query_number_as_it_came()
    {
        var center = Center();

        await CompareAsync(center);

        Assert.Equal(
            """{"data":{"setl_optins":"440800","file_qury_no":"fsi/plc/0123456789abcdef0123456789abcd","stmt_begndate":"2026-03-02","stmt_enddate":"2026-03-02","medfee_sumamt":0,"fund_pay_sumamt":0,"cash_payamt":0,"fixmedins_setl_cnt":2,"clr_type":"11","REFD_SETL_FLAG":"1"}}""",
            Assert.Single(center.Of("3202")).Input.GetRawText());
    }

    [Fact]
    public async Task Hunan_3202_has_both_flags_and_the_printed_spelling()
    {
        var center = Center();

        await CompareAsync(center, o =>
        {
            o.Edition = "hunan";
            o.Reconciliation.DetailRefundFlag = "0";
            o.Reconciliation.CashAmount = CashAmount.AccountAndCash;
        });

        var data = Assert.Single(center.Of("3202")).Input.GetProperty("data");
        Assert.Equal("0", data.GetProperty("refd_setl_flag").GetString());
        Assert.Equal("0", data.GetProperty("fixmedins_refd_setl_flag").GetString());
    }

    [Theory]
    [InlineData(CashAmount.Cash, "30")]
    [InlineData(CashAmount.AccountAndCash, "40")]
    [InlineData(CashAmount.Account, "10")]
    public async Task Which_amount_is_the_cash_of_3202_is_a_setting(CashAmount amount, string expected)
    {
        var center = Center();
        using var client = center.Open(o => o.Reconciliation.CashAmount = amount);

        await new DetailComparer(client).CompareAsync(Scope, new[] { Invented.Settlement(1) });

        Assert.Equal(expected, Assert.Single(center.Of("3202")).Input.GetProperty("data").GetProperty("cash_payamt").GetRawText());
    }

    [Fact]
    public async Task A_place_that_wants_times_in_the_days_gets_the_first_and_the_last_second()
    {
        var center = Center();
        var corrections = System.IO.Path.GetTempFileName();
        await System.IO.File.WriteAllTextAsync(corrections, """
            { "edition": "guangdong", "corrects": "test", "transactions": { "3202": { "fields": {
              "input.data.stmt_begndate": { "format": "yyyy-MM-dd HH:mm:ss", "type": "datetime" }, "input.data.stmt_enddate": { "format": "yyyy-MM-dd HH:mm:ss", "type": "datetime" } } } } }
            """);

        await CompareAsync(center, o => o.Corrections = corrections);
        System.IO.File.Delete(corrections);

        var data = Assert.Single(center.Of("3202")).Input.GetProperty("data");
        Assert.Equal("2026-03-02 00:00:00", data.GetProperty("stmt_begndate").GetString());
        Assert.Equal("2026-03-02 23:59:59", data.GetProperty("stmt_enddate").GetString());
    }

    [Theory]
    [InlineData(null, "H00000000001")]
    [InlineData("plc", "plc")]
    public async Task The_result_is_fetched_under_the_hospitals_code_or_another_owner(string? owner, string expected)
    {
        var center = Center();

        var comparison = await CompareAsync(center, o => o.Reconciliation.ResultOwner = owner);

        Assert.Equal(
            """{"fsDownloadIn":{"file_qury_no":"fsi/plc/fedcba9876543210fedcba987654","filename":"result.zip","fixmedins_code":""" + "\"" + expected + "\"}}",
            Assert.Single(center.Of("9102")).Input.GetRawText());
        Assert.Equal(new[] { "S000001", "" }, comparison.Rows.Select(r => r.SettlementId));
        Assert.Equal("M9", comparison.Rows[1].MessageId);
        Assert.True(comparison.ListsEqualRows);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/octet-stream")]
    [InlineData("text/html")]
    public async Task A_result_that_is_not_ready_is_asked_for_again_with_growing_waits_whatever_the_refusal_calls_itself(string contentType)
    {
        var center = Center();
        center.On("9102", (_, n) => n < 4
            ? ScriptedCenter.Bytes(Encoding.UTF8.GetBytes("""{"infcode":-1,"err_msg":"文件正在生成","output":null}"""), contentType)
            : ScriptedCenter.Bytes(Invented.Zip(Result)));
        using var client = center.Open();
        var clock = new WaitedForClock();

        var run = new DetailComparer(client, time: clock).CompareAsync(Scope, new[] { Invented.Settlement(1) });
        foreach (var seconds in new[] { 5, 10, 20 })
        {
            await clock.WaitsAsync();
            clock.Advance(TimeSpan.FromSeconds(seconds - 1));
            Assert.False(run.IsCompleted);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, (await run).Rows.Count);
        Assert.Equal(4, center.Of("9102").Count);
        Assert.Single(center.Of("9101"));
        Assert.Single(center.Of("3202"));
    }

    [Fact]
    public async Task A_result_that_never_comes_ends_with_what_the_center_says()
    {
        var center = Center().On("9102", (_, _) => ScriptedCenter.Refuse("文件正在生成"));
        var error = await Assert.ThrowsAsync<RefusedException>(() => CompareAsync(center, o =>
        {
            o.Reconciliation.FetchAttempts = 3;
            o.Reconciliation.FirstWait = TimeSpan.Zero;
        }));

        Assert.Equal("9102", error.Code);
        Assert.Equal(3, center.Of("9102").Count);
    }

    [Fact]
    public async Task A_refusal_of_the_upload_or_of_the_comparison_is_the_callers_at_once()
    {
        var upload = Center().On("9101", (_, _) => ScriptedCenter.Refuse("文件过大"));
        Assert.Equal("9101", (await Assert.ThrowsAsync<RefusedException>(() => CompareAsync(upload))).Code);
        Assert.Single(upload.Arrived);

        var compare = Center().On("3202", (_, _) => ScriptedCenter.Refuse("清算类别有误"));
        Assert.Equal("3202", (await Assert.ThrowsAsync<RefusedException>(() => CompareAsync(compare))).Code);
        Assert.Empty(compare.Of("9102"));
    }

    [Fact]
    public async Task An_upload_without_a_number_is_no_upload()
    {
        var error = await Assert.ThrowsAsync<ProtocolException>(() => CompareAsync(Center().On("9101", """{"filename":"x"}""")));

        Assert.Contains("file_qury_no", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_over_the_limit_or_a_record_that_cannot_be_sent_is_refused_before_anything_leaves()
    {
        var center = Center();

        var large = await Assert.ThrowsAsync<ValidationException>(() => CompareAsync(center, o => o.Files.MaxBytes = 20));
        Assert.Equal("INS1912", Assert.Single(large.Errors).Number);

        using var client = center.Open();
        await Assert.ThrowsAsync<ValidationException>(() => new DetailComparer(client).CompareAsync(Scope, new[] { Invented.Settlement(1) with { VisitId = "" } }));
        Assert.Empty(center.Arrived);
    }

    [Fact]
    public async Task Waiting_can_be_ended()
    {
        var center = Center().On("9102", (_, _) => ScriptedCenter.Refuse("文件正在生成"));
        using var client = center.Open();
        using var stop = new CancellationTokenSource();
        var clock = new WaitedForClock();
        var run = new DetailComparer(client, time: clock).CompareAsync(Scope, new[] { Invented.Settlement(1) }, stop.Token);
        await clock.WaitsAsync();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Theory]
    [InlineData("files", "{\"uploadForm\":\"ftp\"}", "files.uploadForm")]
    [InlineData("files", "{\"part\":\"a b\"}", "files.part")]
    [InlineData("reconciliation", "{\"refundFlag\":\"0\"}", "reconciliation.refundFlag")]
    [InlineData("reconciliation", "{\"fetchAttempts\":0}", "reconciliation.fetchAttempts")]
    public void A_wrong_setting_is_named(string node, string json, string setting)
    {
        var path = System.IO.Path.GetTempFileName();
        System.IO.File.WriteAllText(path, """{"profile":"guangdong","baseUrl":"http://127.0.0.1:9/","paasId":"a","token":"b","institutionCode":"H00000000001","institutionName":"测试医院","area":"440800",""" + "\"" + node + "\":" + json + "}");
        var options = InsuranceOptions.Load(path);
        System.IO.File.Delete(path);

        var error = Assert.Throws<ConfigurationException>(() => new InsuranceClient(options));

        Assert.Equal(setting, error.Setting);
    }

    private static List<(string Head, byte[] Body)> Parts(Arrival arrival)
    {
        Assert.StartsWith("multipart/form-data; boundary=", arrival.ContentType, StringComparison.Ordinal);
        var boundary = Encoding.ASCII.GetBytes("--" + arrival.ContentType["multipart/form-data; boundary=".Length..]);
        var parts = new List<(string, byte[])>();
        var rest = arrival.Body.AsSpan();
        Assert.Equal(0, rest.IndexOf(boundary));
        rest = rest[boundary.Length..];
        while (rest.StartsWith("\r\n"u8))
        {
            rest = rest[2..];
            var end = rest.IndexOf(boundary);
            var part = rest[..(end - 2)];
            var head = part.IndexOf("\r\n\r\n"u8);
            parts.Add((Encoding.UTF8.GetString(part[..head]), part[(head + 4)..].ToArray()));
            rest = rest[(end + boundary.Length)..];
        }

        Assert.Equal("--\r\n", Encoding.ASCII.GetString(rest));
        return parts;
    }
}
