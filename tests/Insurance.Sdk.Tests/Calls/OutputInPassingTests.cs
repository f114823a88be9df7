using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Signing;
using Insurance.Sdk.Tests.Standard;
using Insurance.Sdk.Tests.Wire;

namespace Insurance.Sdk.Tests.Calls;

/// <summary>Reading the output on the way through the envelope gives what reading it afterwards gives: outcome, answer, deviations.</summary>
public sealed class OutputInPassingTests
{
    private static readonly (string Name, Operation Operation, string Text)[] Answers = Directory
        .GetFiles(Path.Combine(Repository.Root, "tests", "Insurance.Sdk.ContractTests", "Contracts"), "*.answer.*.json")
        .Order(StringComparer.Ordinal)
        .Select(f => (Path.GetFileName(f), Codec.Guangdong.Find(Path.GetFileName(f).Split('.')[0]) ?? Operations.UploadSalesBatch, File.ReadAllText(f).Trim()))
        .ToArray();

    /// <summary>Values that centers send in place of others, and some that nobody should.</summary>
    private static readonly string[] OddValues =
    {
        "null", "\"\"", "\"null\"", "5", "-1.50", "true", "{}", "[]", "[[1,[2]],3]", "[{\"a\":1},{\"a\":2}]", "[{\"retRslt\":\"0\"},5]", "{\"retRslt\":\"1\"}",
        "\"{\\\"retRslt\\\":\\\"0\\\"}\"", "\"[1,2]\"", "\"20260301\"", "1767225600000", "\"\\ud800\"", "\"\\u4e00\"", "{\"output\":{}}",
    };

    private static readonly string[] OddNames =
    {
        "output", "OUTPUT", "data", "infcode", "selinfoDetail", "selinfoErrDetail", "result", "retRslt", "ret_rslt", "msgRslt", "fixmedins_bchno", "FixmedinsBchno", "expy_end", "unheard_of", "\\u006futput", "",
    };

    [Fact]
    public void Every_answer_of_the_contracts_is_read_in_one_pass_as_in_two()
    {
        Assert.NotEmpty(Answers);
        foreach (var (name, operation, text) in Answers)
        {
            var body = Encoding.UTF8.GetBytes(text);
            var isUsual = AnswerReader.Read(operation, 200, "application/json", body).Outcome == CallOutcome.Accepted && JsonNode.Parse(text)!["output"] is JsonObject;

            Assert.True(AssertSame(operation, body, name) == isUsual, name);
        }
    }

    [Fact]
    public void A_cut_answer_is_judged_alike()
    {
        foreach (var (name, operation, text) in Answers)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            for (var length = 0; length < bytes.Length; length += 7)
            {
                Assert.False(AssertSame(operation, bytes.AsSpan(0, length).ToArray(), name + " cut at " + length));
            }
        }
    }

    [Fact]
    public void Changed_bytes_are_judged_alike()
        => Gen.Select(Gen.Int[0, Answers.Length - 1], Gen.Select(Gen.Int[0, 20_000], Gen.Char["{}[]\",:0 nult\\-_aA"]).Array[1, 3]).Sample(
            (which, changes) =>
            {
                var (name, operation, text) = Answers[which];
                var bytes = Encoding.UTF8.GetBytes(text);
                foreach (var (place, value) in changes)
                {
                    bytes[place % bytes.Length] = (byte)value;
                }

                AssertSame(operation, bytes, name);
            },
            iter: 5000);

    [Fact]
    public void Odd_members_and_values_are_read_alike()
    {
        var read = 0;
        Gen.Select(
            Gen.Int[0, Answers.Length - 1],
            Gen.Select(Gen.Int[0, 1000], Gen.Int[0, OddNames.Length - 1], Gen.Int[0, OddValues.Length - 1]).Array[0, 3],
            Gen.Select(Gen.Int[0, 1000], Gen.Int[0, OddValues.Length - 1]).Array[0, 2]).Sample(
            (which, members, values) =>
            {
                var (name, operation, text) = Answers[which];
                text = WithOddValues(text, values);
                foreach (var (place, member, value) in members)
                {
                    text = WithMember(text, place, OddNames[member], OddValues[value]);
                }

                if (AssertSame(operation, Encoding.UTF8.GetBytes(text), name + " " + text))
                {
                    System.Threading.Interlocked.Increment(ref read);
                }
            },
            iter: 5000);
        Assert.True(read > 500, "Too few of the answers were read in passing for the comparison to mean something: " + read);
    }

    [Theory]
    [InlineData("""{"infcode":0,"output":{"result":{"retRslt":"1"}},"output":{"result":{"retRslt":"0"}}}""")]
    [InlineData("""{"infcode":0,"OUTPUT":{"result":{"retRslt":"1"}}}""")]
    [InlineData("""{"infcode":0,"output":[{"fixmedins_bchno":"1"}]}""")]
    [InlineData("""{"code":200,"data":{"infcode":0,"output":{"result":{"retRslt":"1"}}}}""")]
    [InlineData("""{"infcode":-1,"err_msg":"库存不足","output":{"result":{"retRslt":"1"}}}""")]
    [InlineData("""{"infcode":0,"output":{"result":{"retRslt":"1"}}""")]
    public void What_is_unusual_is_left_to_the_second_pass(string text)
        => Assert.False(AssertSame(Operations.UploadSalesBatch, Encoding.UTF8.GetBytes(text), text));

    [Fact]
    public void A_protected_output_is_not_read_before_it_was_opened()
    {
        var body = Encoding.UTF8.GetBytes(Answers.First(a => a.Operation.Code == "3505A").Text);

        Assert.NotNull(Read(Operations.UploadSalesBatch, body, NoProtection.Instance).Typed);
        Assert.Null(Read(Operations.UploadSalesBatch, body, new Passing()).Typed);
    }

    [Fact]
    public void A_codec_that_fails_leaves_the_output_to_the_second_pass()
    {
        var body = Encoding.UTF8.GetBytes("""{"infcode":0,"output":{"setl_id":"1"},"err_msg":""}""");

        var answer = AnswerReader.Read(FakeOperations.Query, 200, "application/json", body, null, null, true, new FakeCodec { ThrowsOnRead = true });

        Assert.Equal((CallOutcome.Accepted, """{"setl_id":"1"}"""), (answer.Outcome, Encoding.UTF8.GetString(answer.Output.Span)));
        Assert.Null(answer.Typed);
    }

    /// <summary>Reads in both ways and compares; true where the output was read in passing.</summary>
    private static bool AssertSame(Operation operation, byte[] body, string what)
    {
        var one = Read(operation, body, null);
        var two = AnswerReader.Read(operation, 200, "application/json", body);
        Assert.True(Facts(two) == Facts(one), what);
        Assert.True(two.Output.Span.SequenceEqual(one.Output.Span), what);
        if (one.Typed is not { } typed)
        {
            return false;
        }

        var deviations = new List<Deviation>();
        var answer = Codec.Guangdong.ReadOutput(operation, two.Output.Span, deviations);
        Assert.Equal(deviations.Select(d => d.ToString()), typed.Deviations.Select(d => d.ToString()));
        Assert.Equal(RecordText.Of(answer), RecordText.Of(typed.Answer));
        return true;
    }

    private static JudgedAnswer Read(Operation operation, byte[] body, IBodyProtection? protection)
        => AnswerReader.Read(operation, 200, "application/json", body, protection, null, true, Codec.Guangdong);

    private static string Facts(JudgedAnswer a)
        => string.Join("|", a.Outcome, a.Reason, a.CenterCode, a.CenterText, a.WarningText, a.CenterReference, a.ReceivedTime, a.RespondedTime, a.RawText, string.Join("\n", a.Deviations));

    private static string WithOddValues(string text, (int Place, int Value)[] changes)
    {
        var root = JsonNode.Parse(text)!;
        foreach (var (place, value) in changes)
        {
            var nodes = Below(root).ToList();
            nodes[place % nodes.Count].ReplaceWith(JsonNode.Parse(OddValues[value] == "\"\\ud800\"" ? "\"lone\"" : OddValues[value]));
        }

        return root.ToJsonString();
    }

    private static IEnumerable<JsonNode> Below(JsonNode node)
    {
        var children = node switch { JsonObject o => o.Select(m => m.Value), JsonArray a => a, _ => Enumerable.Empty<JsonNode?>() };
        return children.Where(c => c is not null).SelectMany(c => Below(c!).Prepend(c!));
    }

    /// <summary>The text with one more member at the beginning or the end of one of its objects.</summary>
    private static string WithMember(string text, int place, string name, string value)
    {
        var braces = Enumerable.Range(0, text.Length).Where(i => text[i] is '{' or '}').ToList();
        var at = braces[place % braces.Count];
        var member = "\"" + name + "\":" + value;
        return text[at] == '{' ? text.Insert(at + 1, member + ",") : text.Insert(at, "," + member);
    }

    /// <summary>A protection by somebody else that changes nothing.</summary>
    private sealed class Passing : IBodyProtection
    {
        public SealedInput Seal(ReadOnlyMemory<byte> inputJson) => new(inputJson);

        public ReadOnlyMemory<byte> Open(SealedOutput output) => output.Output;
    }
}
