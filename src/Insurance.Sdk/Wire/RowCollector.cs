using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk;

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
            collector.CollectJson(item.Value, depth: 2);
        }

        return collector._rows;
    }

    internal override void Text(int field, string? value) => Take(field, value);

    internal override void Number(int field, decimal? value) => Take(field, value?.ToString("0.############################", CultureInfo.InvariantCulture));

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
            if (item.Value.Length > 0 && item.Value[0] is not ('{' or '['))
            {
                Add(_row, item.Key, record.Extra.GetText(item.Key));
            }
        }

        _rows.Add(_row);
        (_node, _row) = outer;
    }

    /// <summary>Result rows under a node that the edition does not know: as rows, as JSON inside a text, or one level further down.</summary>
    private void CollectJson(string json, int depth)
    {
        if (json.Length > 1 && json[0] == '"' && depth > 0)
        {
            var inner = (JsonTexts.Of(Encoding.UTF8.GetBytes(json), out _) ?? "").Trim();
            if (inner.Length > 0 && inner[0] is '{' or '[')
            {
                CollectJson(inner, depth - 1);
            }

            return;
        }

        if (json.Length == 0 || json[0] is not ('{' or '['))
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256, AllowTrailingCommas = true });
            CollectElement(document.RootElement, depth);
        }
        catch (JsonException)
        {
            // A text that only looked like JSON holds no results.
        }
    }

    private void CollectElement(JsonElement element, int depth)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                CollectElement(item, depth);
            }

            return;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            Add(row, member.Name, member.Value.ValueKind == JsonValueKind.String ? JsonTexts.Of(Encoding.UTF8.GetBytes(member.Value.GetRawText()), out _)
                : member.Value.ValueKind == JsonValueKind.Number ? member.Value.GetRawText() : null);
        }

        if (row.ContainsKey("retrslt"))
        {
            _rows.Add(row);
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (depth > 0)
            {
                CollectJson(member.Value.GetRawText(), depth - 1);
            }
        }
    }

    private void Take(int field, string? value)
    {
        if (_row is not null)
        {
            Add(_row, _node.Fields[field].Code, value);
        }
    }

    /// <summary>Keys are compared as trimmed text: 012 is not 12.</summary>
    private static void Add(Dictionary<string, string> row, string name, string? value)
    {
        var text = value?.Trim();
        if (!string.IsNullOrEmpty(text))
        {
            row[FieldName.Normal(name)] = text!;
        }
    }
}
