using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Insurance.Sdk.MockCenter.Envelopes;

/// <summary>Members of the envelope: which must be there, how long they may be, what they look like.</summary>
internal sealed class EnvelopeCheck
{
    // The printed 4 signs of infno and 20 of fixmedins_name are known to be too short in practice.
    private static readonly (string Code, string Name, int Length, bool Required)[] Members =
    [
        ("infno", "交易编号", 10, true), ("msgid", "发送方报文ID", 30, true), ("mdtrtarea_admvs", "就医地医保区划", 6, true),
        ("insuplc_admdvs", "参保地医保区划", 6, false), ("recer_sys_code", "接收方系统代码", 10, true), ("dev_no", "设备编号", 100, false),
        ("dev_safe_info", "设备安全信息", 2000, false), ("cainfo", "数字签名信息", 1024, false), ("signtype", "签名类型", 10, false),
        ("infver", "接口版本号", 6, true), ("opter_type", "经办人类别", 3, true), ("opter", "经办人", 30, true), ("opter_name", "经办人姓名", 50, true),
        ("inf_time", "交易时间", 19, true), ("fixmedins_code", "定点医药机构编号", 12, true), ("fixmedins_name", "定点医药机构名称", 200, true),
        ("sign_no", "交易签到流水号", 30, false),
    ];

    private readonly MockCenterOptions _options;

    internal EnvelopeCheck(MockCenterOptions options) => _options = options;

    /// <summary>Every rule of the envelope that is broken.</summary>
    internal List<string> Errors(RequestEnvelope envelope, string? urlNumber)
    {
        var errors = new List<string>();
        foreach (var (code, name, length, required) in Members)
        {
            var value = envelope.Json[code];
            if (value is null || WireJson.Text(value) is { Length: 0 })
            {
                if (required)
                {
                    errors.Add($"{code} {name}：不能为空");
                }
                else if (value is null && envelope.Json.ContainsKey(code) && _options.NullValues == Strictness.Refuse)
                {
                    errors.Add($"{code} {name}：不能为null");
                }
            }
            else if (value.GetValueKind() != JsonValueKind.String && !(value.GetValueKind() == JsonValueKind.Number && _options.NumberAsText == Strictness.Allow))
            {
                errors.Add($"{code} {name}：应为字符串");
            }
            else if (WireJson.Text(value)!.EnumerateRunes().Count() > length)
            {
                errors.Add($"{code} {name}：长度超过{length}");
            }
        }

        if (envelope.Json["input"] is null)
        {
            errors.Add("input 交易输入：不能为空");
        }

        CheckShapes(envelope, urlNumber, errors);
        return errors;
    }

    private void CheckShapes(RequestEnvelope envelope, string? urlNumber, List<string> errors)
    {
        if (urlNumber is not null && envelope.Number.Length > 0 && !string.Equals(envelope.Number, urlNumber, StringComparison.Ordinal))
        {
            errors.Add("infno 交易编号：与地址中的交易编号不一致");
        }

        if (envelope.Text("inf_time") is { Length: > 0 } time && !ChinaTime.IsReal(time, "yyyy-MM-dd HH:mm:ss"))
        {
            errors.Add("inf_time 交易时间：应为真实时间，格式yyyy-MM-dd HH:mm:ss");
        }

        if (envelope.Text("opter_type") is { Length: > 0 } type && type is not ("1" or "2" or "3"))
        {
            errors.Add("opter_type 经办人类别：不在码表中");
        }

        if (_options.InstitutionCodes.Count > 0 && envelope.Institution.Length > 0 && !_options.InstitutionCodes.Contains(envelope.Institution))
        {
            errors.Add("fixmedins_code 定点医药机构编号：未登记的机构");
        }

        if (_options.MessageIdShape == Strictness.Refuse && envelope.MessageId.Length > 0 && !IsMessageId(envelope.MessageId, envelope.Institution))
        {
            errors.Add("msgid 发送方报文ID：应为定点医药机构编号(12)+时间(14)+顺序号(4)");
        }
    }

    private static bool IsMessageId(string text, string institution)
        => text.Length == 30 && text.StartsWith(institution, StringComparison.Ordinal) && text[12..].All(char.IsAsciiDigit)
            && ChinaTime.IsReal(text[12..26], "yyyyMMddHHmmss");
}
