using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.Checking;

/// <summary>The rules of one value: kind of JSON, length, digits, date form, code list.</summary>
internal sealed class FieldRules
{
    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyyMM", "yyyyMMdd", "yyyyMMddHHmmss", "yyyyMMddHHmmssSSS", "yyyy", "MM", "HH:mm:ss"];
    private readonly StandardSpec _standard;
    private readonly MockCenterOptions _options;
    private readonly string _lengthUnit;

    static FieldRules() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    internal FieldRules(StandardSpec standard, EditionView edition, MockCenterOptions options)
    {
        _standard = standard;
        _options = options;
        _lengthUnit = edition.LengthUnit;
    }

    /// <summary>Every rule that a value breaks, in words without the value.</summary>
    internal IEnumerable<string> Broken(FieldView field, JsonNode value)
    {
        var kind = value.GetValueKind();
        return field.Type switch
        {
            "array" => kind == JsonValueKind.Array ? [] : ["应为数组"],
            "object" => kind == JsonValueKind.Object ? [] : ["应为对象"],
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False ? [] : ["应为布尔值"],
            "bytes" => IsBytes(value, kind) ? [] : ["应为Base64文本或字节数组"],
            "number" => Number(field, value, kind),
            _ => TextOf(field, value, kind),
        };
    }

    private static bool IsBytes(JsonNode value, JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => Convert.TryFromBase64String(value.GetValue<string>(), new byte[value.GetValue<string>().Length], out _),
        JsonValueKind.Array => value.AsArray().All(b => b is JsonValue && decimal.TryParse(WireJson.Text(b), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && n is >= -128 and <= 255),
        _ => false,
    };

    private IEnumerable<string> Number(FieldView field, JsonNode value, JsonValueKind kind)
    {
        if (kind != JsonValueKind.Number && !(kind == JsonValueKind.String && _options.NumberAsText == Strictness.Allow))
        {
            yield return kind == JsonValueKind.String ? "应为数字，不能是字符串" : "应为数字";
            yield break;
        }

        var text = WireJson.Text(value)!;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            yield return "应为普通十进制数字";
            yield break;
        }

        if (field.Digits is { } digits)
        {
            var point = text.IndexOf('.', StringComparison.Ordinal);
            var integer = decimal.Truncate(Math.Abs(number)).ToString(CultureInfo.InvariantCulture);
            if (integer != "0" && integer.Length > digits.IntegerDigits)
            {
                yield return $"整数位超过{digits.IntegerDigits}位";
            }

            if (point >= 0 && text.Length - point - 1 > digits.Decimals)
            {
                yield return $"小数位超过{digits.Decimals}位";
            }
        }

        // A form printed beside a number is not held to: 3605-3607 print a month beside their page numbers.
        if (!IsInCodeList(field, text))
        {
            yield return "不在码表中";
        }
    }

    private IEnumerable<string> TextOf(FieldView field, JsonNode value, JsonValueKind kind)
    {
        if (kind != JsonValueKind.String && !(kind == JsonValueKind.Number && _options.NumberAsText == Strictness.Allow))
        {
            yield return "应为字符串";
            yield break;
        }

        var text = WireJson.Text(value)!;
        if (text.Length == 0)
        {
            yield break;
        }

        if (field.Type is "date" or "datetime" or "time")
        {
            var forms = TimeForms(field);
            if (!forms.Any(f => ChinaTime.IsReal(text, f.Replace("SSS", "fff", StringComparison.Ordinal))))
            {
                yield return $"应为真实时间，格式{string.Join("或", forms)}";
            }

            yield break;
        }

        if (field.Format is { } form && DateForms.Contains(form) && !ChinaTime.IsReal(text, form.Replace("SSS", "fff", StringComparison.Ordinal)))
        {
            yield return $"应为真实时间，格式{form}";
        }

        if (field.MaxLength is { } max && LengthOf(text) > max)
        {
            yield return $"长度超过{max}";
        }

        if (!IsInCodeList(field, text))
        {
            yield return "不在码表中";
        }
    }

    // Where no form is printed a date may carry a time: nobody says that it may not.
    private static string[] TimeForms(FieldView field)
        => field.Format is { } form && DateForms.Contains(form) ? [form] : field.Type switch
        {
            "date" => ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss"],
            "time" => ["HH:mm:ss"],
            _ => ["yyyy-MM-dd HH:mm:ss"],
        };

    private int LengthOf(string text) => _lengthUnit switch
    {
        "utf8" => Encoding.UTF8.GetByteCount(text),
        "gbk" => Encoding.GetEncoding("GB18030").GetByteCount(text),
        _ => text.EnumerateRunes().Count(),
    };

    private bool IsInCodeList(FieldView field, string code)
    {
        if (_options.CodeLists == Strictness.Allow)
        {
            return true;
        }

        // A list that only clients show may be incomplete: it is evidence, not a rule.
        var published = field.Dictionary is { } name && _standard.Dictionaries.TryGetValue(name, out var list) && list.Source == "published" ? list : null;
        var printed = field.Values is { Count: > 0 } ? field.Values : null;
        return (published is null || published.Values.Count == 0) && printed is null
            || published?.Values.ContainsKey(code) == true
            || printed?.ContainsKey(code) == true;
    }
}
