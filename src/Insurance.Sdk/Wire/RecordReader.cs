using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using static Insurance.Sdk.TokenText;

namespace Insurance.Sdk;

/// <summary>Reads what a center sends, whatever form the value has; every oddity becomes a deviation, none an exception.</summary>
/// <remarks>
/// Numbers: INS2101 number as text, 2102 text as number, 2103 unreadable value kept in Extra, 2104 one row where many were declared, 2105 many rows where one was declared,
/// 2106 field given twice, 2107 two spellings that differ, 2108 the text "null", 2109 unknown field kept, 2110 JSON inside a text, 2111 a row that is no object, 2112 fields beside their node.
/// </remarks>
internal sealed partial class RecordReader
{
    private readonly List<Deviation> _deviations;
    private readonly List<(string Name, int Row)> _path = new();
    private NodePlan _node;
    private StandardRecord? _record;

    internal RecordReader(NodePlan root, string side, List<Deviation> deviations)
    {
        _node = root;
        _deviations = deviations;
        _path.Add((side, -1));
    }

    /// <summary>Reads the object the reader stands on.</summary>
    internal void ReadRoot(StandardRecord record, ref Utf8JsonReader json) => ReadObject(_node, record, ref json);

    internal void Node<T>(ref Utf8JsonReader json, int field, T target)
        where T : StandardRecord
    {
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject:
                Within(field, -1, target, ref json);
                break;
            case JsonTokenType.StartArray:
                NodeFromArray(ref json, field, target);
                break;
            case JsonTokenType.String when InnerJson(ref json, field) is { } inner:
                var reader = new Utf8JsonReader(inner, ReaderOptions);
                reader.Read();
                Node(ref reader, field, target);
                break;
            case JsonTokenType.String when Blank(StringOf(ref json), field):
            case JsonTokenType.Null:
                break;
            default:
                Unreadable(ref json, field, "an object");
                break;
        }
    }

    internal void Rows<T>(ref Utf8JsonReader json, int field, List<T> rows, Func<T> make)
        where T : StandardRecord
    {
        switch (json.TokenType)
        {
            case JsonTokenType.StartArray:
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    if (json.TokenType == JsonTokenType.StartObject)
                    {
                        var row = make();
                        rows.Add(row);
                        Within(field, rows.Count - 1, row, ref json);
                    }
                    else if (json.TokenType == JsonTokenType.StartArray)
                    {
                        Deviate("INS2111", field, "a row came as an array of its own; its rows are taken in");
                        Rows(ref json, field, rows, make);
                    }
                    else if (json.TokenType != JsonTokenType.Null)
                    {
                        Deviate("INS2111", field, "a row that is no object is kept in Extra");
                        _record!.Extra.Keep(_node[field].Code + "#" + rows.Count.ToString(CultureInfo.InvariantCulture), RawJson(ref json));
                    }
                }

                break;
            case JsonTokenType.StartObject:
                if (_node[field] is { WriteAs.Length: > 0, Child.IsMany: true })
                {
                    Deviate("INS2104", field, "one row came as an object, not as an array");
                }

                var only = make();
                rows.Add(only);
                Within(field, 0, only, ref json);
                break;
            case JsonTokenType.String when InnerJson(ref json, field) is { } inner:
                var reader = new Utf8JsonReader(inner, ReaderOptions);
                reader.Read();
                Rows(ref reader, field, rows, make);
                break;
            case JsonTokenType.String when Blank(StringOf(ref json), field):
            case JsonTokenType.Null:
                break;
            default:
                Unreadable(ref json, field, "rows");
                break;
        }
    }

    internal static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 256, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private void Within(int field, int row, StandardRecord record, ref Utf8JsonReader json)
    {
        var plan = _node[field];
        _path.Add((plan.Code, row));
        ReadObject(plan.Child!, record, ref json);
        _path.RemoveAt(_path.Count - 1);
    }

    private void ReadObject(NodePlan node, StandardRecord record, ref Utf8JsonReader json)
    {
        var (outerNode, outerRecord) = (_node, _record);
        (_node, _record) = (node, record);
        Span<ulong> seen = stackalloc ulong[8];
        var place = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var field = node.Find(ref json, place++);
            if (field < 0 || field >= node.TypedCount)
            {
                ReadUnknown(field, ref json);
                continue;
            }

            var bit = 1UL << (field & 63);
            if ((seen[(field >> 6) & 7] & bit) != 0)
            {
                ReadAgain(field, ref json);
                continue;
            }

            seen[(field >> 6) & 7] |= bit;
            json.Read();
            record.ReadField(field, ref json, this);
        }

        (_node, _record) = (outerNode, outerRecord);
    }

    private void ReadUnknown(int field, ref Utf8JsonReader json)
    {
        var name = StringOf(ref json);
        if (field < 0 && _path.Count == 1 && IsRootWrapper(name))
        {
            ReadWrapped(name, ref json);
            return;
        }

        if (field < 0 && InlinedNode(name) is { } holder)
        {
            ReadBesideNode(holder, name, ref json);
            return;
        }

        json.Read();
        var raw = RawJson(ref json);
        _record!.Extra.Keep(name, raw);
        if (field < 0)
        {
            _deviations.Add(new Deviation("INS2109", PathOf(name), "a field that the standard does not have is kept in Extra"));
        }
    }

    /// <summary>The same field a second time, perhaps in another spelling: the later value counts, a differing earlier one is money lost, so it is told.</summary>
    private void ReadAgain(int field, ref Utf8JsonReader json)
    {
        var name = StringOf(ref json);
        json.Read();
        var plan = _node[field];
        if (plan.Child is not null)
        {
            Deviate("INS2106", field, "the node came twice; its rows are taken together");
            _record!.ReadField(field, ref json, this);
            return;
        }

        var copy = json;
        var raw = RawJson(ref json);
        var before = FieldText.Of(_record!, field);
        var after = raw.Length > 1 && raw[0] == '"' ? Envelopes.JsonTexts.Of(Encoding.UTF8.GetBytes(raw), out _) : raw;
        if (FieldText.SameValue(before, after))
        {
            if (Array.Exists(plan.AlsoWrite, k => FieldName.Same(k.Text, name)))
            {
                return; // The edition itself sends the field under several spellings.
            }

            Deviate("INS2106", field, "the field came twice with the same value");
        }
        else if (FieldName.Same(name, plan.Code))
        {
            Deviate("INS2107", field, "the field came twice with values that differ; the one under the standard's own spelling counts, the other is kept in Extra");
            _record!.Extra.Keep(plan.Code + "#again", JsonSerializer.Serialize(before ?? "", WireJson.Strings.String));
            _record.ReadField(field, ref copy, this);
        }
        else
        {
            Deviate("INS2107", field, "the field came twice with values that differ; the first counts, the other is kept in Extra");
            _record!.Extra.Keep(name + "#again", raw);
        }
    }

    private bool IsRootWrapper(string name)
        => (!string.IsNullOrEmpty(_node.WireName) && FieldName.Same(name, _node.WireName!)) || _node.AlsoSeen.Exists(a => a.Length > 0 && FieldName.Same(name, a));

    /// <summary>The fields of the root, inside a node that an edition names.</summary>
    private void ReadWrapped(string name, ref Utf8JsonReader json)
    {
        json.Read();
        var isArray = json.TokenType == JsonTokenType.StartArray;
        if (isArray)
        {
            json.Read();
        }

        if (json.TokenType == JsonTokenType.StartObject)
        {
            _path.Add((name, -1));
            ReadObject(_node, _record!, ref json);
            _path.RemoveAt(_path.Count - 1);
        }
        else if (!isArray)
        {
            _record!.Extra.Keep(name, RawJson(ref json));
            return;
        }

        while (isArray && json.TokenType != JsonTokenType.EndArray && json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            _deviations.Add(new Deviation("INS2105", PathOf(name), "several rows came where the standard has one; the first is read"));
            json.Skip();
        }
    }

    private int? InlinedNode(string name)
    {
        for (var i = 0; i < _node.Fields.Count; i++)
        {
            var child = _node.Fields[i].Child;
            if (child is not null && i < _node.TypedCount && (_node.Fields[i].WriteAs.Length == 0 || IsOnlyNode(i)) && child.Names.Find(Encoding.UTF8.GetBytes(name)) is >= 0 and var inner && inner < child.TypedCount)
            {
                return i;
            }
        }

        return null;
    }

    private bool IsOnlyNode(int field)
    {
        if (_path.Count != 1)
        {
            return false;
        }

        for (var i = 0; i < _node.Fields.Count; i++)
        {
            if (i != field && _node.Fields[i].Child is { } other && other.Presence == FieldPresence.Yes)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Fields that stand directly under output although the table has a node for them.</summary>
    private void ReadBesideNode(int holder, string name, ref Utf8JsonReader json)
    {
        var plan = _node.Fields[holder];
        if (plan.WriteAs.Length > 0)
        {
            _deviations.Add(new Deviation("INS2112", PathOf(name), "the field stands beside its node " + plan.Code + "; it is read into it"));
        }

        json.Read();
        var raw = RawJson(ref json);
        var wrapped = Encoding.UTF8.GetBytes("{" + JsonSerializer.Serialize(name, WireJson.Strings.String) + ":" + raw + "}");
        if (FieldText.FirstRow(_record!, holder) is { } target)
        {
            var inner = new Utf8JsonReader(wrapped, ReaderOptions);
            inner.Read();
            Within(holder, -1, target, ref inner);
            return;
        }

        var reader = new Utf8JsonReader(wrapped, ReaderOptions);
        reader.Read();
        _record!.ReadField(holder, ref reader, this);
    }

    private void NodeFromArray<T>(ref Utf8JsonReader json, int field, T target)
        where T : StandardRecord
    {
        var copy = json;
        var raw = RawJson(ref copy);
        var count = 0;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject && count++ == 0)
            {
                Within(field, -1, target, ref json);
            }
            else
            {
                json.Skip();
            }
        }

        if (count == 1)
        {
            Deviate("INS2104", field, "the one row came as an array");
        }
        else if (count > 1)
        {
            Deviate("INS2105", field, "several rows came where the standard has one; the first is read, all are kept in Extra");
            _record!.Extra.Keep(_node[field].Code + "#rows", raw);
        }
    }

    private byte[]? InnerJson(ref Utf8JsonReader json, int field)
    {
        var text = StringOf(ref json).Trim();
        if (text.Length < 2 || (text[0] != '{' && text[0] != '['))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }

        Deviate("INS2110", field, "the value came as JSON inside a text");
        return Encoding.UTF8.GetBytes(text);
    }

    private bool Blank(string text, int field)
    {
        if (text.Length == 0)
        {
            return true;
        }

        if (text.Length == 4 && text.Equals("null", StringComparison.OrdinalIgnoreCase))
        {
            Deviate("INS2108", field, "the text null came for an empty value");
            return true;
        }

        return false;
    }

    private void Unreadable(ref Utf8JsonReader json, int field, string wanted)
    {
        Deviate("INS2103", field, "the value cannot be read as " + wanted + "; it is kept in Extra");
        _record!.Extra.Keep(_node[field].Code, RawJson(ref json));
    }

    private void Deviate(string number, int field, string message) => _deviations.Add(new Deviation(number, PathOf(_node[field].Code), message));

    private string PathOf(string last)
    {
        var path = new StringBuilder();
        foreach (var (name, row) in _path)
        {
            path.Append(name);
            if (row >= 0)
            {
                path.Append('[').Append(row.ToString(CultureInfo.InvariantCulture)).Append(']');
            }

            path.Append('.');
        }

        return path.Append(last).ToString();
    }
}
