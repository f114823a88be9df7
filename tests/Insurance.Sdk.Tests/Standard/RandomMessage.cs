using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.Tests.Standard;

/// <summary>Random valid inputs made from the Spec's tables alone: the client's codec has no part in them.</summary>
internal sealed class RandomMessage
{
    private readonly Random _random;
    private readonly StandardSpec _standard = StandardSpec.Current;

    internal RandomMessage(int seed)
    {
        _random = new Random(seed);
    }

    internal JsonObject Input(TransactionView transaction)
    {
        var result = new JsonObject();
        foreach (var node in transaction.Input.Where(n => n.Parent is null))
        {
            if (node.Presence != Presence.Yes && _random.Next(2) == 0)
            {
                continue;
            }

            if (node.WireName!.Length == 0)
            {
                foreach (var (key, value) in Row(node).ToList())
                {
                    result[key] = value!.DeepClone();
                }
            }
            else if (Value(node) is { } value)
            {
                result[node.WireName] = value;
            }
        }

        return result;
    }

    private JsonNode? Value(NodeView node)
    {
        if (node.IsMany)
        {
            return new JsonArray(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => (JsonNode)Row(node)).ToArray());
        }

        return Row(node) is { Count: > 0 } row ? row : node.Parent is null && node.Presence == Presence.Yes ? new JsonObject() : null;
    }

    private JsonObject Row(NodeView node)
    {
        var row = new JsonObject();
        // Every condition is met by setting every conditional field; what no condition touches is set at random.
        foreach (var field in node.Fields)
        {
            var needed = field.Required == true || field.RequiredWhen is not null;
            if (!needed && _random.Next(2) == 0)
            {
                continue;
            }

            var child = field.ChildNode is null ? null : node.Children.First(c => c.Id == field.ChildNode);
            if ((child is null ? Scalar(field) : Value(child)) is { } value)
            {
                row[field.WriteAs] = value;
                foreach (var key in field.AlsoWrite)
                {
                    row[key] = value.DeepClone();
                }
            }
        }

        return row;
    }

    private JsonNode Scalar(FieldView field)
    {
        var codes = field.Values?.Select(v => v.Key).ToList();
        if (codes is not { Count: > 0 } && field.Dictionary is { } name && _standard.Dictionaries.TryGetValue(name, out var list))
        {
            codes = list.Values.Keys.ToList();
        }

        var code = codes is { Count: > 0 } ? codes[_random.Next(codes.Count)] : null;
        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddSeconds(_random.Next(30_000_000));
        return field.Type switch
        {
            "number" when code is not null && decimal.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            "number" => JsonValue.Create(Number(field)),
            "date" or "datetime" => JsonValue.Create(time.ToString(Form(field), CultureInfo.InvariantCulture))!,
            "time" => JsonValue.Create(time.ToString("HH:mm:ss", CultureInfo.InvariantCulture))!,
            "boolean" => JsonValue.Create(_random.Next(2) == 0),
            "bytes" => JsonValue.Create(Convert.ToBase64String(new byte[] { 1, 2, (byte)_random.Next(256) }))!,
            "array" => new JsonArray(1, "二"),
            "object" => new JsonObject { ["甲"] = 1 },
            _ => code ?? Text(field, time),
        };
    }

    private decimal Number(FieldView field)
    {
        var (digits, decimals) = field.Digits ?? (9, 2);
        var whole = digits == 0 ? 0 : _random.NextInt64((long)Math.Pow(10, Math.Min(digits, 15)));
        if (FieldCode.Normal(field.Code).EndsWith("sn", StringComparison.Ordinal))
        {
            return whole;
        }

        return decimals == 0 ? whole : whole + (_random.Next((int)Math.Pow(10, Math.Min(decimals, 6))) / (decimal)Math.Pow(10, Math.Min(decimals, 6)));
    }

    private string Text(FieldView field, DateTime time)
    {
        if (field.Format is "yyyy-MM-dd" or "yyyy-MM-dd HH:mm:ss" or "yyyyMM" or "yyyyMMdd" or "yyyyMMddHHmmss" or "yyyyMMddHHmmssSSS")
        {
            return time.ToString(Form(field), CultureInfo.InvariantCulture);
        }

        const string Letters = "ABCxyz019 -_/<>&\"'\\+中文药品溯源码𠮷é";
        var length = Math.Min(field.MaxLength ?? 20, 40);
        var text = "";
        for (var i = _random.Next(1, length + 1); i > 0; i--)
        {
            var at = _random.Next(Letters.Length);
            text += char.IsHighSurrogate(Letters[at]) ? "𠮷" : char.IsLowSurrogate(Letters[at]) ? "吉" : Letters[at];
        }

        // The words null and "" mean nothing is there: not a value that could come back.
        return text.Trim().Length == 0 ? "1" : text;
    }

    private static string Form(FieldView field) => field.Format switch
    {
        "yyyy-MM-dd" or "yyyy-MM-dd HH:mm:ss" or "yyyyMM" or "yyyyMMdd" or "yyyyMMddHHmmss" => field.Format,
        "yyyyMMddHHmmssSSS" => "yyyyMMddHHmmssfff",
        _ => field.Type == "date" ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss",
    };
}
