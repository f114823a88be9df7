using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Insurance.Sdk.Calls;

namespace Insurance.Sdk.Tests.Calls;

public sealed class AnswerReaderTests
{
    [Theory]
    [InlineData("0", null)]
    [InlineData("\"0\"", null)]
    [InlineData("\" 0 \"", "INS2010")]
    [InlineData("0.0", "INS2010")]
    [InlineData("\"0.00\"", "INS2010")]
    [InlineData("-0", null)]
    [InlineData("0e5", "INS2010")]
    public void Zero_in_any_form_is_accepted(string code, string? deviation)
    {
        var answer = Read("{\"infcode\":" + code + ",\"output\":{\"a\":1}}");

        Assert.Equal(CallOutcome.Accepted, answer.Outcome);
        Assert.Equal(deviation, answer.Deviations.SingleOrDefault()?.Number);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("\"-1\"")]
    [InlineData("1")]
    [InlineData("-1.0")]
    [InlineData("1e-400")]
    [InlineData("99999999999999999999999999999999")]
    public void Any_other_number_is_a_refusal(string code)
        => Assert.Equal(CallOutcome.Refused, Read("{\"infcode\":" + code + ",\"err_msg\":\"余额不足\",\"inf_refmsgid\":\"\",\"output\":null}").Outcome);

    [Theory]
    [InlineData("""{"infcode":null,"output":{"a":1}}""")]
    [InlineData("""{"infcode":"","output":{"a":1}}""")]
    [InlineData("""{"output":{"a":1}}""")]
    [InlineData("""{"infcode":{"x":0},"output":{"a":1}}""")]
    [InlineData("""{"infcode":true,"output":{"a":1}}""")]
    [InlineData("""{"infcode":"成功","output":{"a":1}}""")]
    [InlineData("""{"infcode":0,"infcode":-1,"output":{"a":1}}""")]
    [InlineData("""{"infcode":-1,"infcode":0,"output":{"a":1}}""")]
    [InlineData("""{"infcode":1,"err_msg":"","output":{"a":1}}""")]
    [InlineData("""[{"infcode":0}]""")]
    [InlineData("0")]
    [InlineData("null")]
    [InlineData("\"0\"")]
    [InlineData("{}")]
    [InlineData("OK")]
    [InlineData("   ")]
    [InlineData("\0\0\0")]
    [InlineData("<html>x</html>")]
    [InlineData("""{"infcode":0,"output":{"a":1}}}""")]
    [InlineData("""{"infcode":0,"output":{"a":1}}{"infcode":-1}""")]
    [InlineData("""{"infcode":-1,"err_msg":"x","output":nul""")]
    [InlineData("""{"code":0,"message":"ok"}""")]
    [InlineData("""{"code":200,"message":"ok","data":{"a":1}}""")]
    [InlineData("""{"code":502,"message":"Bad Gateway"}""")]
    [InlineData("""{"code":-1,"type":"error","message":"系统异常","data":null}""")]
    public void What_proves_nothing_is_unknown(string body)
    {
        Assert.Equal(CallOutcome.Unknown, Read(body).Outcome);
        Assert.Equal(CallOutcome.Unknown, Read(body, status: 500).Outcome);
    }

    [Theory]
    [InlineData("""{"code":401,"message":"认证失败"}""", 200)]
    [InlineData("""{"code":401,"message":"认证失败"}""", 401)]
    [InlineData("""{"code":"401","message":"认证失败","data":null}""", 200)]
    [InlineData("""{"code":400001,"msg":"鉴权失败"}""", 500)]
    [InlineData("""{"code":400001,"msg":"鉴权失败"}""", 200)]
    [InlineData("<html>Not Found</html>", 404)]
    [InlineData("", 401)]
    [InlineData("Forbidden", 403)]
    public void A_rejection_by_the_gateway_is_not_processed(string body, int status)
        => Assert.Equal(CallOutcome.NotProcessed, Read(body, status).Outcome);

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(200)]
    public void A_page_of_a_proxy_proves_nothing(int status)
        => Assert.Equal(CallOutcome.Unknown, Read("<html><head><title>Gateway Time-out</title></head></html>", status).Outcome);

    [Fact]
    public void A_cut_envelope_behind_401_is_still_the_centers_and_unknown()
        => Assert.Equal(CallOutcome.Unknown, Read("""{"infcode":0,"outp""", 401).Outcome);

    [Theory]
    [InlineData(0, CallOutcome.Accepted)]
    [InlineData(-1, CallOutcome.Refused)]
    public void A_whole_envelope_counts_whatever_the_status_says(int code, CallOutcome expected)
    {
        var answer = Read("{\"infcode\":" + code + ",\"err_msg\":\"\",\"output\":null}", 500);

        Assert.Equal(expected, answer.Outcome);
        Assert.Equal("INS2012", answer.Deviations.Single().Number);
    }

    [Theory]
    [InlineData("成功")]
    [InlineData("交易成功！")]
    [InlineData("success")]
    [InlineData("OK")]
    [InlineData("null")]
    [InlineData("")]
    public void A_word_of_success_is_no_error(string word)
    {
        var answer = Read("{\"infcode\":0,\"err_msg\":\"" + word + "\",\"output\":null}");

        Assert.Equal(CallOutcome.Accepted, answer.Outcome);
        Assert.Empty(answer.Deviations);
    }

    [Theory]
    [InlineData("操作未成功")]
    [InlineData("部分成功")]
    [InlineData("MBS-系统异常")]
    public void Zero_with_an_error_text_and_no_output_proves_nothing(string text)
    {
        foreach (var output in new[] { "null", "\"\"", "\"null\"", "{}", "[ ]" })
        {
            var answer = Read("{\"infcode\":0,\"err_msg\":\"" + text + "\",\"output\":" + output + "}");

            Assert.Equal(CallOutcome.Unknown, answer.Outcome);
            Assert.Contains(answer.Deviations, d => d.Number == "INS2014");
        }
    }

    [Fact]
    public void Zero_with_an_error_text_and_output_is_accepted_and_marked()
    {
        var answer = Read("""{"infcode":0,"err_msg":"部分数据未返回","output":{"a":1}}""");

        Assert.Equal(CallOutcome.Accepted, answer.Outcome);
        Assert.Equal("INS2013", answer.Deviations.Single().Number);
    }

    [Theory]
    [InlineData("{\"a\":1}", "{\"a\":1}", null)]
    [InlineData("[{\"a\":1}]", "[{\"a\":1}]", null)]
    [InlineData("null", "null", null)]
    [InlineData("\"\"", "null", "INS2016")]
    [InlineData("\"null\"", "null", "INS2016")]
    [InlineData("\"{\\\"a\\\":\\\"医保\\\"}\"", "{\"a\":\"医保\"}", "INS2017")]
    [InlineData("\"text\"", "\"text\"", "INS2018")]
    [InlineData("7", "7", "INS2018")]
    public void Output_of_every_shape_is_read(string output, string expected, string? deviation)
    {
        var answer = Read("{\"infcode\":0,\"output\":" + output + "}");

        Assert.Equal(CallOutcome.Accepted, answer.Outcome);
        Assert.Equal(expected, Encoding.UTF8.GetString(answer.Output.ToArray()));
        Assert.Equal(deviation, answer.Deviations.SingleOrDefault()?.Number);
    }

    [Fact]
    public void An_absent_output_is_none()
        => Assert.Equal("null", Encoding.UTF8.GetString(Read("""{"infcode":0}""").Output.ToArray()));

    [Fact]
    public void The_older_wrapper_is_unwrapped()
    {
        var answer = Read("""{"code":0,"type":"success","message":"成功","data":{"infcode":"0","inf_refmsgid":"R","err_msg":null,"output":{"a":1}}}""");

        Assert.Equal(CallOutcome.Accepted, answer.Outcome);
        Assert.Equal("R", answer.CenterReference);
        Assert.Contains(answer.Deviations, d => d.Number == "INS2006");
    }

    [Fact]
    public void A_wrapper_that_contradicts_its_envelope_proves_nothing()
        => Assert.Equal(CallOutcome.Unknown, Read("""{"code":-1,"type":"error","message":"x","data":{"infcode":0,"output":{"a":1}}}""").Outcome);

    [Fact]
    public void A_refusal_inside_a_wrapper_is_a_refusal()
        => Assert.Equal(CallOutcome.Refused, Read("""{"code":0,"type":"success","message":"","data":{"infcode":-1,"err_msg":"x","output":null}}""").Outcome);

    [Fact]
    public void Members_are_found_in_any_spelling()
    {
        var answer = Read("""{"INFCODE":0,"infRefmsgid":"R","warnMsg":"W","refmsgTime":"20260302003005123","respond_time":"20260302003006","Output":{"a":1}}""");

        Assert.Equal(CallOutcome.Accepted, answer.Outcome);
        Assert.Equal(("R", "W", "20260302003005123", "20260302003006"), (answer.CenterReference, answer.WarningText, answer.ReceivedTime, answer.RespondedTime));
        Assert.Equal(5, answer.Deviations.Count(d => d.Number == "INS2007"));
    }

    [Fact]
    public void Of_members_that_come_twice_the_last_counts()
    {
        var answer = Read("""{"infcode":0,"infcode":0,"output":{"a":1},"output":{"a":2}}""");

        Assert.Equal(CallOutcome.Accepted, answer.Outcome);
        Assert.Equal("""{"a":2}""", Encoding.UTF8.GetString(answer.Output.ToArray()));
        Assert.Equal(2, answer.Deviations.Count(d => d.Number == "INS2008"));
    }

    [Fact]
    public void Byte_order_mark_nul_signs_and_text_in_text_are_passed_over()
    {
        var good = """{"infcode":0,"output":{"a":1}}""";

        Assert.Equal(CallOutcome.Accepted, Read("\uFEFF" + good).Outcome);
        Assert.Contains(Read("\r\n" + good + "\0\0\n").Deviations, d => d.Number == "INS2004");
        Assert.Contains(Read(System.Text.Json.JsonSerializer.Serialize(good)).Deviations, d => d.Number == "INS2005");
    }

    [Theory]
    [InlineData("gbk", "application/json;charset=GBK")]
    [InlineData("utf-16", "application/json; charset=utf-16")]
    [InlineData("utf-8", "text/html; charset=ISO-8859-1")]
    [InlineData("utf-8", "application/json;charset=\"UTF-8\"")]
    [InlineData("utf-8", "application/json;charset=nonsense")]
    public void The_text_is_read_in_its_charset(string actual, string contentType)
    {
        var encoding = actual == "gbk" ? CodePagesEncodingProvider.Instance.GetEncoding("gbk")! : Encoding.GetEncoding(actual);

        var answer = AnswerReader.Read(FakeOperations.Query, 200, contentType, encoding.GetBytes("""{"infcode":-1,"err_msg":"医保余额不足","output":null}"""));

        Assert.Equal("医保余额不足", answer.CenterText);
    }

    [Fact]
    public void Gbk_that_is_valid_utf8_by_chance_is_still_gbk()
    {
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("gbk")!;
        var text = gbk.GetString(new byte[] { 0xC4, 0xA3 });

        Assert.Equal(text, AnswerReader.Read(null, 200, "text/plain;charset=gbk", gbk.GetBytes("{\"infcode\":-1,\"err_msg\":\"" + text + "\"}")).CenterText);
    }

    [Fact]
    public void Broken_utf8_and_half_signs_are_replaced_not_thrown()
    {
        var broken = Encoding.UTF8.GetBytes("""{"infcode":-1,"err_msg":"a#b","output":null}""");
        broken[Array.IndexOf(broken, (byte)'#')] = 0xFF;

        Assert.Equal("a\uFFFDb", AnswerReader.Read(null, 200, null, broken).CenterText);
        Assert.Equal("x\uFFFD医\ny", Read("""{"infcode":-1,"err_msg":"x\ud800\u533b\ny","output":null}""").CenterText);
        Assert.Equal(CallOutcome.Accepted, Read("""{"infcode":0,"\udc00":1,"output":{"a":1}}""").Outcome);
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip", null)]
    [InlineData("deflate", "deflate")]
    [InlineData("zlib", "deflate")]
    public void Compression_is_taken_off_with_and_without_a_header(string form, string? header)
    {
        var body = Compress(Encoding.UTF8.GetBytes("""{"infcode":0,"output":{"a":1}}"""), form);

        var answer = AnswerReader.Read(FakeOperations.Command, 200, "application/json", body, contentEncoding: header);

        Assert.Equal(CallOutcome.Accepted, answer.Outcome);
        Assert.Equal(header is null ? "INS2001" : null, answer.Deviations.SingleOrDefault()?.Number);
    }

    [Fact]
    public void A_compressed_body_that_is_cut_is_unknown()
    {
        var body = Compress(Encoding.UTF8.GetBytes("""{"infcode":0,"output":{"a":"一二三四五六七八九十abcdefghijklmnopqrstuvwxyz"}}"""), "gzip");

        Assert.Equal(CallOutcome.Unknown, AnswerReader.Read(FakeOperations.Command, 200, null, body.AsMemory(0, body.Length / 2)).Outcome);
    }

    [Fact]
    public void A_file_is_bytes_and_an_error_in_its_place_is_a_refusal()
    {
        var zip = Zip();

        Assert.Equal(zip, AnswerReader.Read(FakeOperations.Download, 200, "application/json", zip).File.ToArray());
        Assert.Equal(CallOutcome.Refused, AnswerReader.Read(FakeOperations.Download, 200, "application/octet-stream", Encoding.UTF8.GetBytes(TestHospital.Refused)).Outcome);
        Assert.Equal(CallOutcome.Unknown, AnswerReader.Read(FakeOperations.Download, 200, null, zip.AsMemory(0, zip.Length - 1)).Outcome);
        Assert.Equal(CallOutcome.Unknown, AnswerReader.Read(FakeOperations.Download, 200, null, zip, complete: false).Outcome);
        Assert.Equal(CallOutcome.Unknown, AnswerReader.Read(FakeOperations.Command, 200, null, zip).Outcome);
        Assert.Equal(CallOutcome.Unknown, AnswerReader.Read(FakeOperations.Download, 500, null, zip).Outcome);
    }

    [Fact]
    public void A_text_file_is_a_file_only_where_a_file_was_asked_for()
    {
        var text = Encoding.UTF8.GetBytes("1\t2\t3");

        Assert.Equal(text, AnswerReader.Read(FakeOperations.Download, 200, "application/octet-stream", text).File.ToArray());
        Assert.Equal(CallOutcome.Unknown, AnswerReader.Read(FakeOperations.Query, 200, "application/octet-stream", text).Outcome);
    }

    [Fact]
    public void Fifty_megabytes_and_deep_nesting_are_read_or_given_up_without_a_crash()
    {
        var large = new string('a', 50 * 1024 * 1024);
        var deep = new string('[', 200_000);

        Assert.Equal(CallOutcome.Accepted, Read("{\"infcode\":0,\"output\":{\"a\":\"" + large + "\"}}").Outcome);
        Assert.Equal(CallOutcome.Unknown, Read("{\"infcode\":0,\"output\":" + deep + new string(']', 200_000) + "}").Outcome);
        Assert.Equal(CallOutcome.Unknown, Read(deep).Outcome);
    }

    internal static JudgedAnswer Read(string body, int status = 200)
        => AnswerReader.Read(FakeOperations.Command, status, "application/json", Encoding.UTF8.GetBytes(body));

    internal static byte[] Zip()
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, true))
        {
            using var entry = archive.CreateEntry("a.txt").Open();
            entry.WriteByte(1);
        }

        return buffer.ToArray();
    }

    private static byte[] Compress(byte[] plain, string form)
    {
        using var buffer = new MemoryStream();
        using (Stream stream = form switch
        {
            "gzip" => new GZipStream(buffer, CompressionMode.Compress, true),
            "zlib" => new ZLibStream(buffer, CompressionMode.Compress, true),
            _ => new DeflateStream(buffer, CompressionMode.Compress, true),
        })
        {
            stream.Write(plain);
        }

        return buffer.ToArray();
    }
}
