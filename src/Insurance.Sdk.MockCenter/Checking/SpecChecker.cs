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
        var inline = new List<NodeView>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in roots)
        {
            var names = Names(node).Where(n => n.Length > 0).ToList();
            known.UnionWith(names);
            var key = names.FirstOrDefault(message.ContainsKey);
            if (key is not null)
            {
                ReadNode(node, message[key], key, "", result.Roots, result);
            }
            else if (Names(node).Contains(""))
            {
                inline.Add(node);
            }
            else if (IsDemanded(node, roots))
            {
                result.Errors.Add($"{names[0]}：缺少节点");
            }
        }

        known.UnionWith(inline.SelectMany(n => n.Fields).SelectMany(Spellings));
        foreach (var node in inline)
        {
            result.Roots.Add(ReadRow(node, message, "", result, known));
        }

        if (inline.Count == 0)
        {
            RefuseUnknown(message, known, roots.SelectMany(Names), "", result);
        }
    }

    // The key that is written, and every other key that is known for the node; all of them where the sources disagree.
    private static IEnumerable<string> Names(NodeView node)
        => (node.WireName is null ? node.AlsoSeen.Append(node.Id) : node.AlsoSeen.Prepend(node.WireName)).Distinct(StringComparer.Ordinal);

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
        var known = new HashSet<string>(alsoKnown ?? [], StringComparer.Ordinal);
        foreach (var field in node.Fields.Where(f => f.Presence != Presence.No))
        {
            var child = field.ChildNode is null ? null : node.Children.FirstOrDefault(c => c.Id == field.ChildNode);
            var spellings = child is null ? Spellings(field) : Spellings(field).Concat(Names(child)).Distinct(StringComparer.Ordinal).ToList();
            known.UnionWith(spellings);
            ReadField(row, field, child, spellings.Where(json.ContainsKey).ToList(), json, where, result);
        }

        foreach (var child in node.Children.Where(c => node.Fields.All(f => f.ChildNode != c.Id)))
        {
            var key = Names(child).FirstOrDefault(n => n.Length > 0 && json.ContainsKey(n));
            known.UnionWith(Names(child));
            if (key is not null)
            {
                ReadNode(child, json[key], key, where, row.Children, result);
            }
        }

        RefuseUnknown(json, known, node.Fields.Select(f => f.WriteAs), where, result);
        return row;
    }

    private void ReadField(CheckedRow row, FieldView field, NodeView? child, List<string> keys, JsonObject json, string where, CheckedInput result)
    {
        if (keys.Count == 0)
        {
            return;
        }

        var label = Label(where, field);
        var value = json[keys[0]];
        if (keys.Skip(1).Any(k => !JsonNode.DeepEquals(json[k], value)))
        {
            result.Errors.Add($"{label}：{string.Join("、", keys)}的值不一致");
        }

        row.Set(field.Code, value);
        if (value is null)
        {
            if (_options.NullValues == Strictness.Refuse && field.Required != true)
            {
                result.Errors.Add($"{label}：不能为null");
            }
        }
        else if (child is not null)
        {
            ReadNode(child, value, keys[0], where, row.Children, result);
        }
        else
        {
            result.Errors.AddRange(_rules.Broken(field, value).Select(rule => $"{label}：{rule}"));
        }
    }

    private static void CheckDemanded(CheckedRow row, string where, CheckedInput result)
    {
        var fields = row.Node.Fields.Where(f => f.Presence == Presence.Yes).ToList();
        var groups = fields.Select(f => f.RequiredWhen?["anyOf"]).OfType<JsonArray>()
            .Select(g => string.Join('、', g.Select(WireJson.Text).Order(StringComparer.Ordinal))).Distinct(StringComparer.Ordinal).Select(g => g.Split('、')).ToList();
        foreach (var group in groups.Where(g => g.All(row.IsEmpty)))
        {
            result.Errors.Add($"{where}{string.Join("、", fields.Select(f => f.Code).Where(group.Contains))}：至少填写一项");
        }

        // A field of such a group is never demanded on its own, whatever mark is printed beside it.
        foreach (var field in fields.Where(f => row.IsEmpty(f.Code) && !groups.Any(g => g.Contains(f.Code))))
        {
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

    private void RefuseUnknown(JsonObject json, HashSet<string> known, IEnumerable<string> right, string where, CheckedInput result)
    {
        if (_options.UnknownFields == Strictness.Allow)
        {
            return;
        }

        foreach (var (key, _) in json.Where(p => !known.Contains(p.Key)))
        {
            var spelling = right.FirstOrDefault(r => FieldCode.Normal(r) == FieldCode.Normal(key));
            var shown = key.Length > 50 ? key[..50] : key;
            result.Errors.Add(spelling is null ? $"{where}{shown}：接口中没有此字段" : $"{where}{shown}：键名应为{spelling}");
        }
    }

    private static List<string> Spellings(FieldView field)
        => field.AlsoWrite.Prepend(field.WriteAs).Concat(field.AcceptAs).Append(field.Code).Distinct(StringComparer.Ordinal).ToList();

    private static string Label(string where, FieldView field)
        => field.ChineseName == field.WriteAs ? where + field.WriteAs : $"{where}{field.WriteAs} {field.ChineseName}";
}
