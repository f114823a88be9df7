using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.Checking;

/// <summary>Checks an input against the tables of the Spec and reads its rows. Shares nothing with the client.</summary>
internal sealed class SpecChecker
{
    private readonly FieldRules _rules;
    private readonly MockCenterOptions _options;

    internal SpecChecker(StandardSpec standard, EditionView edition, MockCenterOptions options)
    {
        _rules = new FieldRules(standard, edition, options);
        _options = options;
    }

    /// <summary>All errors at once.</summary>
    internal CheckedInput Check(TransactionView transaction, JsonNode? input)
    {
        var result = new CheckedInput(new(), new(), new());
        var roots = transaction.Input.Where(n => n.Parent is null || transaction.Input.All(p => p.Id != n.Parent)).ToList();
        if (roots.Count == 0)
        {
            return result;
        }

        if (input is not JsonObject message)
        {
            result.Errors.Add("input：应为对象");
            return result;
        }

        ReadRoots(roots, message, result);
        foreach (var (row, where) in Walk(result.Roots, ""))
        {
            CheckDemanded(row, where, result);
        }

        return result;
    }

    private static IEnumerable<(CheckedRow Row, string Where)> Walk(IEnumerable<CheckedRow> rows, string above)
    {
        foreach (var group in rows.GroupBy(r => r.Node))
        {
            var number = 0;
            foreach (var row in group)
            {
                var where = Where(above, row.Node, group.Key.IsMany ? ++number : null);
                yield return (row, where);
                foreach (var below in Walk(row.Children, where))
                {
                    yield return below;
                }
            }
        }
    }

    private static string Where(string above, NodeView node, int? number)
        => number is null ? above : above.Length == 0 ? $"第{number}行 " : $"{above}{node.WireName ?? node.Id}第{number}行 ";

    private void ReadRoots(List<NodeView> roots, JsonObject message, CheckedInput result)
    {
        List<NodeView>? inline = null;
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in roots)
        {
            var names = NodeShape.Of(node).Names;
            known.UnionWith(names);
            if (names.FirstOrDefault(n => n.Length > 0 && message.ContainsKey(n)) is { } key)
            {
                ReadNode(node, message[key], key, "", result.Roots, result);
            }
            else if (names.Contains(""))
            {
                (inline ??= new()).Add(node);
            }
            else if (IsDemanded(node, roots))
            {
                result.Errors.Add($"{names[0]}：缺少节点");
            }
        }

        known.Remove("");
        if (inline is null)
        {
            RefuseUnknown(message, known, null, roots.SelectMany(n => NodeShape.Of(n).Names), "", result);
            return;
        }

        known.UnionWith(inline.SelectMany(n => n.Fields).SelectMany(NodeShape.Spellings));
        foreach (var node in inline)
        {
            result.Roots.Add(ReadRow(node, message, "", result, known));
        }
    }

    // The tables have no mark on nodes. One row, or the only node, must be there when any of its fields must; further lists may be empty.
    private static bool IsDemanded(NodeView node, List<NodeView> roots)
        => node.Presence == Presence.Yes && !node.IsAdded && (!node.IsMany || roots.Count(r => r.Presence == Presence.Yes) == 1)
            && node.Fields.Any(f => f.Required == true && f.Presence == Presence.Yes);

    private void ReadNode(NodeView node, JsonNode? value, string key, string where, List<CheckedRow> rows, CheckedInput result)
    {
        switch (value)
        {
            case JsonArray list when node.IsMany || node.CardinalityAssumed:
                if (list.Count == 0 && node.Parent is null)
                {
                    result.Errors.Add($"{where}{key}：至少要有一行");
                }

                for (var i = 0; i < list.Count; i++)
                {
                    if (list[i] is JsonObject item)
                    {
                        rows.Add(ReadRow(node, item, Where(where, node, node.IsMany ? i + 1 : null), result));
                    }
                    else
                    {
                        result.Errors.Add($"{where}{key}第{i + 1}行：应为对象");
                    }
                }

                break;
            case JsonObject one when !node.IsMany || node.CardinalityAssumed:
                rows.Add(ReadRow(node, one, where, result));
                break;
            default:
                result.Errors.Add($"{where}{key}：{(node.IsMany ? "应为数组" : "应为对象")}");
                break;
        }
    }

    private CheckedRow ReadRow(NodeView node, JsonObject json, string where, CheckedInput result, HashSet<string>? alsoKnown = null)
    {
        var row = new CheckedRow(node);
        var shape = NodeShape.Of(node);
        foreach (var field in shape.Fields)
        {
            ReadField(row, field, json, where, result);
        }

        foreach (var child in shape.LooseChildren)
        {
            if (NodeShape.Of(child).Names.FirstOrDefault(n => n.Length > 0 && json.ContainsKey(n)) is { } key)
            {
                ReadNode(child, json[key], key, where, row.Children, result);
            }
        }

        RefuseUnknown(json, shape.Keys, alsoKnown, node.Fields.Select(f => f.WriteAs), where, result);
        return row;
    }

    private void ReadField(CheckedRow row, NodeShape.FieldShape shape, JsonObject json, string where, CheckedInput result)
    {
        var at = Array.FindIndex(shape.Spellings, json.ContainsKey);
        if (at < 0)
        {
            return;
        }

        var (field, child) = (shape.Field, shape.Child);
        var value = json[shape.Spellings[at]];
        foreach (var key in shape.Spellings.AsSpan(at + 1))
        {
            if (json.TryGetPropertyValue(key, out var other) && !JsonNode.DeepEquals(other, value))
            {
                result.Errors.Add($"{Label(where, field)}：{string.Join("、", shape.Spellings.Where(json.ContainsKey))}的值不一致");
                break;
            }
        }

        row.Set(field.Code, value);
        if (value is null)
        {
            if (_options.NullValues == Strictness.Refuse && field.Required != true)
            {
                result.Errors.Add($"{Label(where, field)}：不能为null");
            }
        }
        else if (child is not null)
        {
            ReadNode(child, value, shape.Spellings[at], where, row.Children, result);
        }
        else
        {
            foreach (var rule in _rules.Broken(field, value))
            {
                result.Errors.Add($"{Label(where, field)}：{rule}");
            }
        }
    }

    private static void CheckDemanded(CheckedRow row, string where, CheckedInput result)
    {
        var shape = NodeShape.Of(row.Node);
        foreach (var group in shape.Groups.Where(g => g.All(row.IsEmpty)))
        {
            result.Errors.Add($"{where}{string.Join("、", group)}：至少填写一项");
        }

        foreach (var field in shape.Demanding)
        {
            if (!row.IsEmpty(field.Code))
            {
                continue;
            }

            if (field.RequiredWhen is { } condition ? Conditions.Holds(condition, row, result.Roots) == true : field.Required == true)
            {
                result.Errors.Add($"{Label(where, field)}：不能为空");
            }
            else if (field.WarnIfMissing)
            {
                result.Warnings.Add($"{Label(where, field)}：公布的表要求必填");
            }
        }
    }

    private void RefuseUnknown(JsonObject json, HashSet<string> known, HashSet<string>? alsoKnown, IEnumerable<string> right, string where, CheckedInput result)
    {
        if (_options.UnknownFields == Strictness.Allow)
        {
            return;
        }

        foreach (var (key, _) in json)
        {
            if (known.Contains(key) || alsoKnown?.Contains(key) == true)
            {
                continue;
            }

            var spelling = right.FirstOrDefault(r => FieldCode.Normal(r) == FieldCode.Normal(key));
            var shown = key.Length > 50 ? key[..50] : key;
            result.Errors.Add(spelling is null ? $"{where}{shown}：接口中没有此字段" : $"{where}{shown}：键名应为{spelling}");
        }
    }

    private static string Label(string where, FieldView field)
        => field.ChineseName == field.WriteAs ? where + field.WriteAs : $"{where}{field.WriteAs} {field.ChineseName}";
}
