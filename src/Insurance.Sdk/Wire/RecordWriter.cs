using System;
using System.Collections.Generic;
using System.Globalization;

namespace Insurance.Sdk;

/// <summary>Writes a checked record with the spelling, order and value forms of its plan.</summary>
internal sealed class RecordWriter : FieldVisitor
{
    private readonly InputJson _json;
    private readonly bool _sendEmpty;
    private readonly FileUploadForm _bytes;
    private NodePlan _node;
    private FieldCell[] _cells;

    internal RecordWriter(InputJson json, NodePlan root, bool sendEmpty, FileUploadForm bytes = FileUploadForm.Base64)
    {
        _bytes = bytes;
        _json = json;
        _node = root;
        _cells = root.Cells.All;
        _sendEmpty = sendEmpty;
    }

    internal void WriteRoot(StandardRecord record)
    {
        // An edition may give the fields that are printed directly under input a node of their own.
        var wrapper = _node.WireName;
        if (!string.IsNullOrEmpty(wrapper))
        {
            _json.StartObject();
            _json.Name(new MemberName(wrapper!));
            if (_node.IsMany)
            {
                _json.StartArray();
            }
        }

        _json.StartObject();
        WriteFields(record);
        _json.EndObject();
        if (!string.IsNullOrEmpty(wrapper))
        {
            if (_node.IsMany)
            {
                _json.EndArray();
            }

            _json.EndObject();
        }
    }

    internal override void Text(int field, string? value)
    {
        if (value is null)
        {
            WriteEmpty(field);
            return;
        }

        ref readonly var cell = ref _cells[field];
        if (cell.Type == WireType.Number && IsNumber(value))
        {
            _json.Raw(cell.Name, value);
        }
        else
        {
            _json.Text(cell.Name, value);
        }

        foreach (var name in Further(field))
        {
            _json.Text(name, value);
        }
    }

    internal override void Number(int field, decimal? value)
    {
        if (value is not { } number)
        {
            WriteEmpty(field);
            return;
        }

        ref readonly var cell = ref _cells[field];
        if (cell.Decimals >= 0 && FieldPlan.ScaleOf(number) > cell.Decimals)
        {
            // The check let only zeros pass behind the printed decimals: databases hand them out.
            number = decimal.Round(number, cell.Decimals);
        }

        if (cell.Type == WireType.Text)
        {
            _json.Text(cell.Name, number.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            _json.Number(cell.Name, number);
        }

        foreach (var name in Further(field))
        {
            _json.Number(name, number);
        }
    }

    internal override void Time(int field, ChinaTime? value)
    {
        if (value is not { } time)
        {
            WriteEmpty(field);
            return;
        }

        var plan = _node[field];
        Span<byte> plain = stackalloc byte[19];
        if (PlainTime.TryWrite(time, plan.TimeForm, plain) is > 0 and var length)
        {
            _json.Plain(plan.Name, plain.Slice(0, length));
        }
        else
        {
            _json.Text(plan.Name, TimeForm.Write(time, plan));
        }

        foreach (var name in Further(field))
        {
            _json.Text(name, TimeForm.Write(time, plan));
        }
    }

    internal override void Flag(int field, bool? value)
    {
        if (value is not { } flag)
        {
            WriteEmpty(field);
            return;
        }

        var plan = _node[field];
        if (plan.Type == WireType.Flag)
        {
            _json.Raw(plan.Name, flag ? "true" : "false");
        }
        else
        {
            _json.Text(plan.Name, flag ? "1" : "0");
        }
    }

    internal override void Bytes(int field, byte[]? value)
    {
        // In a multipart message the bytes travel beside the envelope.
        if (value is null || _bytes == FileUploadForm.Multipart)
        {
            return;
        }

        var name = _node[field].Name;
        if (_bytes == FileUploadForm.Base64)
        {
            _json.Base64(name, value);
        }
        else
        {
            _json.SignedBytes(name, value);
        }
    }

    internal override void Json(int field, string? value)
    {
        if (value is not null)
        {
            _json.Raw(_node[field].Name, value);
        }
    }

    internal override void Node(int field, StandardRecord? value)
    {
        var plan = _node[field];
        var isRootNode = plan.Child is { Parent: null } && plan.Presence == FieldPresence.Yes;
        if (value is null || (!isRootNode && !HasValue.Of(value)))
        {
            return;
        }

        if (plan.WriteAs.Length == 0)
        {
            Within(plan.Child!, value);
        }
        else
        {
            _json.Name(plan.Name);
            if (plan.Child!.IsMany)
            {
                _json.StartArray();
            }

            _json.StartObject();
            Within(plan.Child, value);
            _json.EndObject();
            if (plan.Child.IsMany)
            {
                _json.EndArray();
            }
        }
    }

    internal override void Rows(int field, IReadOnlyList<StandardRecord>? value)
    {
        if (value is null || value.Count == 0)
        {
            return;
        }

        var plan = _node[field];
        if (plan.Child is { IsMany: false })
        {
            // The edition knows one row only; more than one was refused by the check.
            Node(field, value[0]);
            return;
        }

        _json.Name(plan.Name);
        _json.StartArray();
        for (var i = 0; i < value.Count; i++)
        {
            _json.StartObject();
            Within(plan.Child!, value[i]);
            _json.EndObject();
        }

        _json.EndArray();
    }

    private void Within(NodePlan node, StandardRecord record)
    {
        var outer = (_node, _cells);
        (_node, _cells) = (node, node.Cells.All);
        WriteFields(record);
        (_node, _cells) = outer;
    }

    private void WriteFields(StandardRecord record)
    {
        record.Visit(this);
        if (record.ExtraOrNull is not { Count: > 0 } extra)
        {
            return;
        }

        foreach (var item in extra.Items)
        {
            _json.Raw(_node.FindField(item.Key)?.Name ?? new MemberName(item.Key), item.Value);
        }
    }

    /// <summary>Other names under which the value is written as well.</summary>
    private MemberName[] Further(int field) => _cells[field].IsWrittenTwice ? _node[field].AlsoWrite : Array.Empty<MemberName>();

    private void WriteEmpty(int field)
    {
        if (!_sendEmpty || _node[field] is not { Presence: FieldPresence.Yes } plan)
        {
            return;
        }

        // Rule of the printed text: an empty number goes out as "0", an empty text as "".
        _json.Text(plan.Name, plan.Type == WireType.Number ? "0" : "");
    }

    private static bool IsNumber(string value)
    {
        if (value.Length == 0 || value.Length > 40 || (value.Length > 1 && value[0] == '0' && value[1] != '.'))
        {
            return false;
        }

        foreach (var c in value)
        {
            if (c is < '0' or > '9')
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Tells whether anything is set in a record.</summary>
internal sealed class HasValue : FieldVisitor
{
    private bool _found;

    internal static bool Of(StandardRecord record)
    {
        var visitor = new HasValue();
        record.Visit(visitor);
        return visitor._found || record.ExtraOrNull is { Count: > 0 };
    }

    internal override void Text(int field, string? value) => _found |= value is not null;

    internal override void Number(int field, decimal? value) => _found |= value is not null;

    internal override void Time(int field, ChinaTime? value) => _found |= value is not null;

    internal override void Flag(int field, bool? value) => _found |= value is not null;

    internal override void Bytes(int field, byte[]? value) => _found |= value is not null;

    internal override void Json(int field, string? value) => _found |= value is not null;

    internal override void Node(int field, StandardRecord? value) => _found |= value is not null && Of(value);

    internal override void Rows(int field, IReadOnlyList<StandardRecord>? value) => _found |= value is { Count: > 0 };
}

/// <summary>The text form of a time, by the field's format.</summary>
internal static class TimeForm
{
    internal static string Write(ChinaTime time, FieldPlan plan) => time.ToString(Of(plan), CultureInfo.InvariantCulture);

    internal static string Of(FieldPlan plan) => plan.Format switch
    {
        "yyyy-MM-dd" or "yyyy-MM-dd HH:mm:ss" or "yyyyMM" or "yyyyMMdd" or "yyyyMMddHHmmss" => plan.Format,
        "yyyyMMddHHmmssSSS" => "yyyyMMddHHmmssfff",
        _ => plan.Type switch { WireType.Date => "yyyy-MM-dd", WireType.Time => "HH:mm:ss", _ => "yyyy-MM-dd HH:mm:ss" },
    };

    /// <summary>The form a text field must have; null where its format is no date form.</summary>
    internal static string? OfText(FieldPlan plan) => plan.Format switch
    {
        "yyyy-MM-dd" or "yyyy-MM-dd HH:mm:ss" or "yyyyMM" or "yyyyMMdd" or "yyyyMMddHHmmss" => plan.Format,
        "yyyyMMddHHmmssSSS" => "yyyyMMddHHmmssfff",
        _ => null,
    };

    internal static bool Fits(string text, string form)
        => DateTime.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
