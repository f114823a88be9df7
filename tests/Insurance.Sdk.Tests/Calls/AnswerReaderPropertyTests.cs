using System;
using System.Text;
using CsCheck;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Tests.Calls;

/// <summary>Nothing a wire can bring makes reading throw, and no damaged envelope is taken for a proof.</summary>
public sealed class AnswerReaderPropertyTests
{
    private static readonly string[] Good =
    {
        """{"infcode":0,"inf_refmsgid":"R1","refmsg_time":"20260302003005123","err_msg":"成功","output":{"setlinfo":{"setl_id":"1","psn_cash_pay":"1.00"}}}""",
        """{"infcode":"-1","inf_refmsgid":null,"err_msg":"余额\u4e0d足","output":null}""",
        """{"code":0,"type":"success","message":"","data":{"infcode":0,"output":[{"a":1}]}}""",
        """{"code":400001,"msg":"x"}""",
    };

    private static readonly Operation?[] Operations = { null, FakeOperations.Query, FakeOperations.Command, FakeOperations.Download };

    [Fact]
    public void Random_bytes_never_throw()
        => Gen.Select(Gen.Byte.Array[0, 300], Gen.Int[0, 3], Gen.Int[100, 599], Gen.Bool).Sample(
            (bytes, operation, status, complete) => Read(bytes, Operations[operation], status, complete),
            iter: 3000);

    [Fact]
    public void Random_bytes_behind_known_beginnings_never_throw()
    {
        var beginnings = new[] { "{\"infcode\":", "{\"infcode\":0,\"output\":", "PK\u0003\u0004", "\u001f", "<", "\"{", "{\"code\":401,\"", "\uFEFF{" };
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Int[0, beginnings.Length - 1], Gen.Int[0, 3]).Sample(
            (tail, beginning, operation) =>
            {
                var head = Encoding.UTF8.GetBytes(beginnings[beginning]);
                var bytes = new byte[head.Length + tail.Length];
                head.CopyTo(bytes, 0);
                tail.CopyTo(bytes, head.Length);
                Read(bytes, Operations[operation], 200, true);
            },
            iter: 5000);
    }

    [Fact]
    public void Mutated_envelopes_never_throw()
        => Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Select(Gen.Int[0, 400], Gen.Byte).Array[1, 6], Gen.Int[0, 3]).Sample(
            (good, changes, operation) =>
            {
                var bytes = Encoding.UTF8.GetBytes(Good[good]);
                foreach (var (place, value) in changes)
                {
                    bytes[place % bytes.Length] = value;
                }

                Read(bytes, Operations[operation], 200, true);
            },
            iter: 5000);

    [Fact]
    public void An_envelope_cut_at_any_byte_proves_nothing()
    {
        foreach (var good in Good)
        {
            var bytes = Encoding.UTF8.GetBytes(good);
            for (var length = 0; length < bytes.Length; length++)
            {
                var answer = AnswerReader.Read(FakeOperations.Command, 200, "application/json", bytes.AsMemory(0, length));
                Assert.Equal(CallOutcome.Unknown, answer.Outcome);
            }
        }
    }

    [Fact]
    public void An_archive_cut_at_any_byte_is_no_file()
    {
        var zip = AnswerReaderTests.Zip();
        for (var length = 0; length < zip.Length; length++)
        {
            Assert.Equal(CallOutcome.Unknown, AnswerReader.Read(FakeOperations.Download, 200, "application/zip", zip.AsMemory(0, length)).Outcome);
            Assert.Equal(CallOutcome.Unknown, AnswerReader.Read(FakeOperations.Download, 200, "application/octet-stream", zip.AsMemory(0, length)).Outcome);
        }
    }

    private static void Read(byte[] bytes, Operation? operation, int status, bool complete)
    {
        foreach (var type in new[] { null, "application/json;charset=GBK", "text/html;charset=utf-16" })
        {
            var answer = AnswerReader.Read(operation, status, type, bytes, NoProtection.Instance, complete: complete);
            Assert.NotNull(answer.RawText);
            Assert.True(answer.Outcome == CallOutcome.Accepted || answer.Reason.Length > 0);
        }
    }
}
