using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Insurance.Sdk.Tests.Calls;

/// <summary>Everything a record holds, as text: two records are alike where their texts are.</summary>
internal sealed class RecordText : FieldVisitor
{
    private readonly StringBuilder _text = new();

    internal static string Of(StandardRecord record)
    {
        var text = new RecordText();
        text.Record(record);
        return text._text.ToString();
    }

    internal override void Text(int field, string? value) => Put(field, value);

    internal override void Number(int field, decimal? value) => Put(field, value?.ToString(CultureInfo.InvariantCulture));

    internal override void Time(int field, ChinaTime? value) => Put(field, value?.ToString());

    internal override void Flag(int field, bool? value) => Put(field, value?.ToString());

    internal override void Bytes(int field, byte[]? value) => Put(field, value is null ? null : Convert.ToHexString(value));

    internal override void Json(int field, string? value) => Put(field, value);

    internal override void Node(int field, StandardRecord? value)
    {
        _text.Append(field).Append(':');
        if (value is not null)
        {
            Record(value);
        }
    }

    internal override void Rows(int field, IReadOnlyList<StandardRecord>? value)
    {
        _text.Append(field).Append(":[");
        foreach (var row in value ?? [])
        {
            Record(row);
        }

        _text.Append(']');
    }

    private void Record(StandardRecord record)
    {
        _text.Append('{');
        record.Visit(this);
        foreach (var item in record.ExtraOrNull?.Items ?? [])
        {
            _text.Append(item.Key).Append('=').Append(item.Value).Append('\n');
        }

        _text.Append('}');
    }

    private void Put(int field, string? value) => _text.Append(field).Append(value is null ? ":unset" : ":" + value).Append('\n');
}
