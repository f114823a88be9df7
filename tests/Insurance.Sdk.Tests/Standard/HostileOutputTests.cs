using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Spec;
using Insurance.Sdk.Tests.Wire;

namespace Insurance.Sdk.Tests.Standard;

/// <summary>Outputs that no table allows, for every transaction: they are read as far as they go, and nothing throws.</summary>
public class HostileOutputTests
{
    private static readonly string[] Strange =
    {
        "null", "\"\"", "\"null\"", "0", "-1.5e400", "1e-30", "12345678901234567890123456789012345678901234567890", "true", "[]", "{}", "[[]]", "[null,1,\"x\",{}]",
        "\"2026-13-45\"", "\"\\ud800\"", "\"{\\\"a\\\":1}\"", "\"[{\\\"a\\\":1}]\"", "{\"a\":{\"b\":[1,2,{\"c\":null}]}}", "\"9999-99-99 99:99:99\"", "99999999999999",
    };

    public static IEnumerable<object[]> Keys => StandardSpec.Current.Transactions.Select(t => new object[] { t.Key });

    [Theory]
    [MemberData(nameof(Keys))]
    public void Any_json_in_place_of_any_value_is_read_without_an_exception(string key)
    {
        var standard = StandardSpec.Current;
        var spec = standard.Transactions.Single(t => t.Key == key);
        var operation = Operations.All.Single(o => o.Key == key);
        var view = standard.Edition("guangdong").View(spec);
        var random = new Random(20260301 + key.Length);
        var codec = Codec.Guangdong;
        for (var run = 0; run < 60; run++)
        {
            var output = Twist(SampleMessage.Output(view, standard).ToJsonString(), random);
            var deviations = new List<Deviation>();
            var answer = codec.ReadOutput(operation, Encoding.UTF8.GetBytes(output), deviations);
            var request = operation.NewRequest();
            codec.ReadLines(operation, request, answer, 0, "M", deviations);
            var judged = AnswerReader.Read(operation, 200, "application/json", Encoding.UTF8.GetBytes("{\"infcode\":0,\"output\":" + output + "}"));
            Assert.True(Enum.IsDefined(judged.Outcome));
        }
    }

    /// <summary>Replaces, doubles or renames members of the text at random places.</summary>
    private static string Twist(string json, Random random)
    {
        var values = Values(Encoding.UTF8.GetBytes(json));
        if (values.Count == 0)
        {
            return Strange[random.Next(Strange.Length)];
        }

        var bytes = Encoding.UTF8.GetBytes(json);
        var (from, length) = values[random.Next(values.Count)];
        var before = Encoding.UTF8.GetString(bytes, 0, from);
        var after = Encoding.UTF8.GetString(bytes, from + length, bytes.Length - from - length);
        var strange = Strange[random.Next(Strange.Length)];
        return random.Next(3) switch
        {
            0 => before + strange + after,
            1 => before + strange + (before.TrimEnd().EndsWith(':') ? ",\"unknown_" + random.Next(9) + "\":" + strange : "") + after,
            _ => before.Replace("_", random.Next(2) == 0 ? "" : "__", StringComparison.Ordinal) + strange + after.ToUpperInvariant().Replace("\\U", "\\u", StringComparison.Ordinal).Replace("NULL", "null", StringComparison.Ordinal).Replace("TRUE", "true", StringComparison.Ordinal),
        };
    }

    private static List<(int From, int Length)> Values(byte[] json)
    {
        var result = new List<(int, int)>();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                continue;
            }

            var from = (int)reader.TokenStartIndex;
            var copy = reader;
            copy.Skip();
            result.Add((from, (int)copy.BytesConsumed - from));
        }

        return result;
    }
}
