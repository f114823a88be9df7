using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.Cli.Answers;

/// <summary>A result row of an answer (retRslt 返回结果, msgRslt 错误原因): without the request it is known by its keys only.</summary>
/// <param name="State">1 accepted, 0 refused, anything else unknown; a row without a value is accepted.</param>
/// <param name="Reason">msgRslt; null where none came.</param>
/// <param name="Keys">What names the line: business keys and other values that are not about a person.</param>
internal sealed record AnswerLine(LineState State, string? Reason, IReadOnlyList<KeyValuePair<string, string>> Keys)
{
    private static readonly string[] Verdict = ["retrslt", "msgrslt", "memo"];

    /// <summary>Every object of the output that has a retRslt, in whatever node it stands.</summary>
    /// <param name="output">An output that was parsed.</param>
    /// <param name="operation">The transaction.</param>
    internal static List<AnswerLine> In(JsonElement output, Operation operation)
    {
        var lines = new List<AnswerLine>();
        Collect(output, operation, lines);
        return lines;
    }

    private static void Collect(JsonElement element, Operation operation, List<AnswerLine> lines)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Collect(item, operation, lines);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            var members = element.EnumerateObject().Select(m => (Name: NameOf(m), m.Value)).ToList();
            if (members.Any(m => FieldName.Normal(m.Name) == Verdict[0]))
            {
                lines.Add(Line(members, operation));
                return;
            }

            foreach (var (_, value) in members)
            {
                Collect(value, operation, lines);
            }
        }
    }

    private static AnswerLine Line(List<(string Name, JsonElement Value)> members, Operation operation)
    {
        string? verdict = null, reason = null;
        var keys = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in members)
        {
            if (TextOf(value) is not { Length: > 0 } text)
            {
                continue;
            }

            switch (FieldName.Normal(name))
            {
                case "retrslt":
                    verdict = text.Trim();
                    break;
                case "msgrslt":
                    reason = text;
                    break;
                case var normal when !Verdict.Contains(normal) && IsKey(name, operation):
                    keys.Add(new(name, text));
                    break;
            }
        }

        return new AnswerLine(verdict switch { null or "1" => LineState.Accepted, "0" => LineState.Refused, _ => LineState.Unknown }, reason, keys);
    }

    private static bool IsKey(string name, Operation operation)
        => operation.BusinessKey.Any(k => FieldName.Same(k, name)) || StandardSpec.Current.Sensitivity(name) is not ("identity" or "contact" or "secret");

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonTexts(value),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>Half a surrogate pair cannot be told as text.</summary>
    private static string? JsonTexts(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
