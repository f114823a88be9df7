using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

namespace Insurance.Sdk.Cli.Tests;

public sealed class DecodeCommandTests
{
    [Fact]
    public async Task An_accepted_answer_gives_its_output_and_line_results()
    {
        var run = await CliRun.Of(
            """{"infcode":0,"err_msg":"","output":{"selinfoErrDetail":[{"med_list_codg":"XA01","fixmedins_bchno":"B1","retRslt":"0","msgRslt":"重复"},{"med_list_codg":"XA02","fixmedins_bchno":"B2","retRslt":"1"}]}}""",
            "decode", "3505A", "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("accepted", Outcome(run));
        Assert.Equal("0", run.Json.GetProperty("centerCode").GetString());
        Assert.Equal(2, run.Json.GetProperty("output").GetProperty("selinfoErrDetail").GetArrayLength());
        var lines = run.Json.GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal(["refused", "accepted"], lines.Select(l => l.GetProperty("state").GetString()));
        Assert.Equal("重复", lines[0].GetProperty("reason").GetString());
        Assert.Equal("B2", lines[1].GetProperty("keys").GetProperty("fixmedins_bchno").GetString());
        Assert.Empty(run.Json.GetProperty("deviations").EnumerateArray());
    }

    [Fact]
    public async Task The_keys_of_a_line_name_no_person()
    {
        var run = await CliRun.Of(
            """{"infcode":0,"output":{"selinfoDetail":[{"fixmedins_bchno":"B1","psn_name":"示例","certno":"000000190001010000","retRslt":"1"}]}}""", "decode", "3505A", "--json");

        var keys = run.Json.GetProperty("lines")[0].GetProperty("keys");
        Assert.Equal(["fixmedins_bchno"], keys.EnumerateObject().Select(k => k.Name));
    }

    [Fact]
    public async Task Every_oddity_is_a_numbered_deviation()
    {
        var run = await CliRun.Of("""{"infcode":"0.0","output":{"selinfoErrDetail":{"retRslt":1,"colour":"x"}}}""", "decode", "3505A", "--json");

        Assert.Equal("accepted", Outcome(run));
        var deviations = run.Json.GetProperty("deviations").EnumerateArray().ToList();
        Assert.Contains(deviations, d => d.GetProperty("path").GetString() == "output.selinfoErrDetail[0].colour");
        Assert.All(deviations, d => Assert.Matches("^INS2[0-9]{3}$", d.GetProperty("number").GetString()));
    }

    [Fact]
    public async Task A_refusal_and_a_gateways_answer_are_told_apart()
    {
        var refused = await CliRun.Of("""{"infcode":-1,"err_msg":"不存在","output":null}""", "decode", "3505A", "--json");
        Assert.Equal(("refused", "-1"), (Outcome(refused), refused.Json.GetProperty("centerCode").GetString()));
        Assert.Equal("不存在", refused.Json.GetProperty("centerText").GetString());

        var gateway = await CliRun.Of("""{"code":400001,"msg":"鉴权失败"}""", "decode", "3505A", "--status", "500", "--content-type", "application/json", "--json");
        Assert.Equal(("notProcessed", 0), (Outcome(gateway), gateway.ExitCode));
    }

    [Fact]
    public async Task People_get_the_output_on_stdout_and_the_rest_on_stderr()
    {
        var run = await CliRun.Of("""{"infcode":0,"output":{"result":{"retRslt":"0","msgRslt":"重复"}}}""", "decode", "3505A");

        Assert.Equal("""{"result":{"retRslt":"0","msgRslt":"重复"}}""", run.Line);
        Assert.Contains("accepted", run.Error);
        Assert.Contains("line refused", run.Error);
    }

    [Theory]
    [MemberData(nameof(Soups))]
    public async Task Byte_soup_ends_in_an_outcome(string what, byte[] bytes)
    {
        foreach (var code in new[] { "3505A", "9102", "1101" })
        {
            foreach (var more in new string[][] { [], ["--status", "502"], ["--content-type", "application/octet-stream"], ["--content-type", "text/html; charset=gbk"] })
            {
                var run = await CliRun.Of(bytes, [], ["decode", code, "--json", .. more]);

                Assert.True(run.ExitCode == 0, what + ": " + run.Error);
                Assert.Contains(Outcome(run), new[] { "accepted", "refused", "notProcessed", "unknown" });
            }
        }
    }

    public static TheoryData<string, byte[]> Soups()
    {
        var envelope = Encoding.UTF8.GetBytes("""{"infcode":0,"inf_refmsgid":"1","err_msg":"","output":{"result":{"retRslt":"1"}}}""");
        var data = new TheoryData<string, byte[]>
        {
            { "empty", [] },
            { "NULs", new byte[1000] },
            { "10,000 levels", Encoding.ASCII.GetBytes("{\"infcode\":0,\"output\":" + new string('[', 10000) + new string(']', 10000) + "}") },
            { "61 levels", Encoding.ASCII.GetBytes("{\"infcode\":0,\"output\":" + new string('[', 61) + new string(']', 61) + "}") },
            { "invalid UTF-8", [.. "{\"infcode\":0,\"err_msg\":\""u8, 0xFF, 0xC0, 0x80, .. "\",\"output\":{\"a\":\""u8, 0xFE, .. "\"}}"u8] },
            { "cut", envelope[..40] },
            { "gzip", Packed(envelope, s => new GZipStream(s, CompressionMode.Compress)) },
            { "cut gzip", Packed(envelope, s => new GZipStream(s, CompressionMode.Compress))[..20] },
            { "zip", [0x50, 0x4B, 3, 4, 0, 0] },
            { "HTML", Encoding.UTF8.GetBytes("<html><body>502</body></html>") },
            { "half signs", Encoding.ASCII.GetBytes("""{"infcode":"\ud800","err_msg":"\udc00","output":{"\ud800":"\ud800","retRslt":"\udc00"}}""") },
            { "output in a text", Encoding.UTF8.GetBytes("""{"infcode":"0","output":"{\"result\":{\"retRslt\":\"1\"},}"}""") },
            { "odd output", Encoding.UTF8.GetBytes("""{"infcode":"0","output":[1,null,{"retRslt":{"a":1}},[[]]]}""") },
            { "trailing", [.. envelope, 0, 0, (byte)'\n'] },
            { "twice", [.. envelope, .. envelope] },
            { "UTF-16", Encoding.Unicode.GetBytes("\uFEFF" + Encoding.UTF8.GetString(envelope)) },
        };
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var bytes = (byte[])envelope.Clone();
            for (var i = 0; i < seed / 4 + 1; i++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            data.Add("changed " + seed, bytes);
        }

        return data;
    }

    [Fact]
    public async Task Fifty_megabytes_are_read()
    {
        var bytes = new byte[50_000_000];
        Array.Fill(bytes, (byte)'x');
        "{\"infcode\":0,\"output\":{\"a\":\""u8.CopyTo(bytes);
        "\"}}"u8.CopyTo(bytes.AsSpan(bytes.Length - 3));

        var run = await CliRun.Of(bytes, [], "decode", "3505A", "--json");

        Assert.Equal((0, "accepted"), (run.ExitCode, Outcome(run)));
    }

    [Fact]
    public async Task An_unknown_number_or_a_missing_file_ends_with_1()
    {
        Assert.Equal(1, (await CliRun.Of("{}", "decode", "nope", "--json")).ExitCode);
        Assert.Equal(1, (await CliRun.Of("", "decode", "3505A", "--input", Path.Combine(Path.GetTempPath(), "insurance-no-such-file.json"))).ExitCode);
    }

    private static string? Outcome(CliRun run) => run.Json.GetProperty("outcome").GetString();

    private static byte[] Packed(byte[] bytes, Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var stream = pack(packed))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }
}
