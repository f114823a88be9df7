using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace Insurance.Sdk;

/// <summary>Finds the result rows of an answer (retRslt 返回结果, msgRslt 错误原因) and joins them to the request's lines.</summary>
/// <remarks>Shapes met: one result object, a list of failed lines, a list of all lines, the request's rows echoed, no output at all.</remarks>
internal sealed class LineJoiner
{
    private static readonly string[] NoKeys = { "retrslt", "msgrslt", "memo" };
    private readonly TransactionPlan _plan;
    private readonly bool _missingIsRefusal;
    private readonly List<Deviation> _deviations;

    internal LineJoiner(TransactionPlan plan, bool missingIsRefusal, List<Deviation> deviations)
    {
        _plan = plan;
        _missingIsRefusal = missingIsRefusal;
        _deviations = deviations;
    }

    internal IReadOnlyList<LineResult> Join(StandardRequest request, StandardAnswer answer, int offset, string messageId)
    {
        var found = RowCollector.ResultsOf(answer, _plan.Output);
        var results = new LineResult[request.LineCount];
        if (found.Count > 0)
        {
            var lines = RowCollector.RowsOf(request, _plan.Input);
            foreach (var result in found)
            {
                Place(result, lines, results, offset, messageId);
            }
        }

        for (var i = 0; i < results.Length; i++)
        {
            results[i] ??= new LineResult(offset + i, LineState.Accepted, null, messageId);
        }

        return results;
    }

    /// <summary>The verdict on a request that is no list: its explicit results taken together, of which a refusal counts most.</summary>
    internal IReadOnlyList<LineResult> Verdict(StandardAnswer answer, string messageId)
    {
        LineResult? verdict = null;
        foreach (var result in RowCollector.ResultsOf(answer, _plan.Output))
        {
            if (result.TryGetValue("retrslt", out var said) && verdict is not { State: LineState.Refused })
            {
                result.TryGetValue("msgrslt", out var reason);
                var state = StateOf(said, reason);
                verdict = verdict is null || state != LineState.Accepted ? new LineResult(0, state, reason, messageId) : verdict;
            }
        }

        return verdict is null ? Array.Empty<LineResult>() : new[] { verdict };
    }

    private void Place(Dictionary<string, string> result, List<Dictionary<string, string>> lines, LineResult?[] results, int offset, string messageId)
    {
        result.TryGetValue("retrslt", out var verdict);
        result.TryGetValue("msgrslt", out var reason);
        var state = StateOf(verdict, reason);
        var keyed = false;
        var first = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            var match = Match(result, lines[i], ref keyed);
            if (match && results[i] is null)
            {
                results[i] = new LineResult(offset + i, state, reason, messageId);
                return;
            }

            first = match && first < 0 ? i : first;
        }

        if (!keyed)
        {
            // A result without keys speaks of the whole call.
            for (var i = 0; i < lines.Count; i++)
            {
                results[i] = new LineResult(offset + i, state, reason, messageId);
            }
        }
        else if (first >= 0)
        {
            if (state == LineState.Refused)
            {
                results[first] = new LineResult(offset + first, state, reason, messageId);
            }
        }
        else
        {
            _deviations.Add(new Deviation("INS2116", "output", "a result row fits no line of the request"));
        }
    }

    private LineState StateOf(string? verdict, string? reason)
    {
        switch (verdict)
        {
            case "1":
                return LineState.Accepted;
            case "0":
                return LineState.Refused;
            case null:
                return _missingIsRefusal ? LineState.Refused : LineState.Accepted;
            default:
                _deviations.Add(new Deviation("INS2117", "output.retRslt", "a result that is neither 0 nor 1; the line counts as unknown"));
                return LineState.Unknown;
        }
    }

    private static bool Match(Dictionary<string, string> result, Dictionary<string, string> line, ref bool keyed)
    {
        var any = false;
        foreach (var pair in result)
        {
            if (Array.IndexOf(NoKeys, pair.Key) >= 0 || !line.TryGetValue(pair.Key, out var own))
            {
                continue;
            }

            keyed = true;
            any = true;
            if (!FieldText.SameValue(own, pair.Value))
            {
                return false;
            }
        }

        return any;
    }
}

/// <summary>Takes the rows of a record out as text by field name (without case and underscores).</summary>
internal sealed class RowCollector : FieldVisitor
{
    private readonly List<Dictionary<string, string>> _rows = new();
    private readonly bool _resultsOnly;
    private NodePlan _node;
    private Dictionary<string, string>? _row;

    private RowCollector(NodePlan root, bool resultsOnly)
    {
        _node = root;
        _resultsOnly = resultsOnly;
    }

    /// <summary>Rows of the request's only list.</summary>
    internal static List<Dictionary<string, string>> RowsOf(StandardRecord request, NodePlan root)
    {
        var collector = new RowCollector(root, resultsOnly: false);
        request.Visit(collector);
        return collector._rows;
    }

    /// <summary>Rows of every node whose table has retRslt, and the root itself where it has it.</summary>
    internal static List<Dictionary<string, string>> ResultsOf(StandardAnswer answer, NodePlan root)
    {
        var collector = new RowCollector(root, resultsOnly: true);
        if (root.PlaceOf("retRslt") >= 0)
        {
            collector.Collect(root, answer);
            collector._rows.RemoveAll(r => r.Count == 0);
        }
        else
        {
            answer.Visit(collector);
        }

        foreach (var item in answer.ExtraOrNull?.Items ?? Array.Empty<KeyValuePair<string, string>>())
        {
            collector.CollectJson(item.Value);
        }

        return collector._rows;
    }

    internal override void Text(int field, string? value) => Take(field, value);

    internal override void Number(int field, decimal? value) => Take(field, value?.ToString(CultureInfo.InvariantCulture));

    internal override void Time(int field, ChinaTime? value) => Take(field, value?.ToString());

    internal override void Flag(int field, bool? value) => Take(field, value is { } flag ? flag ? "1" : "0" : null);

    internal override void Bytes(int field, byte[]? value)
    {
    }

    internal override void Json(int field, string? value)
    {
    }

    internal override void Node(int field, StandardRecord? value)
    {
        if (_row is null && value is not null && IsWanted(field) && HasValue.Of(value))
        {
            Collect(_node.Fields[field].Child!, value);
        }
    }

    internal override void Rows(int field, IReadOnlyList<StandardRecord>? value)
    {
        if (_row is not null || value is null || !IsWanted(field))
        {
            return;
        }

        foreach (var row in value)
        {
            Collect(_node.Fields[field].Child!, row);
        }
    }

    private bool IsWanted(int field) => _node.Fields[field].Child is { } child && (!_resultsOnly || child.PlaceOf("retRslt") >= 0);

    private void Collect(NodePlan node, StandardRecord record)
    {
        var outer = (_node, _row);
        (_node, _row) = (node, new Dictionary<string, string>(StringComparer.Ordinal));
        record.Visit(this);
        foreach (var item in record.ExtraOrNull?.Items ?? Array.Empty<KeyValuePair<string, string>>())
        {
            if (record.Extra.GetText(item.Key) is { Length: > 0 } text)
            {
                _row[FieldName.Normal(item.Key)] = text;
            }
        }

        _rows.Add(_row);
        (_node, _row) = outer;
    }

    /// <summary>Result rows under a node that the edition does not know.</summary>
    private void CollectJson(string json)
    {
        if (json.Length == 0 || json[0] is not ('{' or '['))
        {
            return;
        }

        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256, AllowTrailingCommas = true });
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            CollectElement(document.RootElement);
            return;
        }

        foreach (var element in document.RootElement.EnumerateArray())
        {
            CollectElement(element);
        }
    }

    private void CollectElement(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var text = member.Value.ValueKind switch { JsonValueKind.String => member.Value.GetString()!, JsonValueKind.Number => member.Value.GetRawText(), _ => "" };
            if (text.Length > 0)
            {
                row[FieldName.Normal(member.Name)] = text;
            }
        }

        if (row.ContainsKey("retrslt"))
        {
            _rows.Add(row);
        }
    }

    private void Take(int field, string? value)
    {
        if (_row is not null && !string.IsNullOrEmpty(value))
        {
            _row[FieldName.Normal(_node.Fields[field].Code)] = value!;
        }
    }
}
