using System;
using System.Collections.Generic;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Envelopes;

/// <summary>The envelope of one message: its members are written once, the sealed input is spliced in unchanged.</summary>
internal sealed class RequestEnvelope
{
    /// <summary>Members that tie the message to its record and its address: nobody else may set them.</summary>
    private static readonly string[] Owned = { "infno", "msgid", "inf_time", "fixmedins_code", "input" };

    private readonly ClientSettings _settings;
    private readonly string _number;
    private readonly CallOptions? _options;
    private readonly Operator _operator;

    internal RequestEnvelope(ClientSettings settings, string number, CallOptions? options)
    {
        _settings = settings;
        _number = number;
        _options = options;
        _operator = options?.Operator ?? settings.Operator;
    }

    internal static bool IsOwned(string member)
    {
        foreach (var owned in Owned)
        {
            if (FieldName.Same(owned, member))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Broken rules of the members that a call can set. Lengths that real centers do not hold to (infno 4, fixmedins_name 20, input 40000) are not checked.</summary>
    internal void Check(List<ValidationError> errors)
    {
        Length(errors, "opter_type", "经办人类别", _operator.Type, 1, 3);
        Length(errors, "opter", "经办人", _operator.Code, 1, 30);
        Length(errors, "opter_name", "经办人姓名", _operator.Name, 1, 50);
        Length(errors, "sign_no", "交易签到流水号", _options?.SignNo ?? "", 0, 30);
        if (_options?.InsuredArea is { Length: > 0 } area && !ClientSettings.IsArea(area))
        {
            errors.Add(new ValidationError("INS1901", "insuplc_admdvs", "insuplc_admdvs", "length", "参保地医保区划 must be six digits"));
        }

        if (_options?.MessageId is { } id && (id.Length is 0 or > 30 || !IsPrintable(id)))
        {
            errors.Add(new ValidationError("INS1902", "msgid", "msgid", "length", "发送方报文ID must have 1 to 30 letters or digits"));
        }

        if (_options is not null)
        {
            foreach (var member in _options.ExtraEnvelope.Items)
            {
                if (IsOwned(member.Key))
                {
                    errors.Add(new ValidationError("INS1903", member.Key, member.Key, "unknown-field", "is written by the client and cannot be an extra envelope member"));
                }
            }
        }
    }

    /// <summary>The bytes that are sent.</summary>
    internal byte[] Write(string messageId, string signNo, string time, SealedInput input)
    {
        // What a call or a setting gives for an optional member replaces the default in place; JSON null leaves the member out.
        var extra = Extra();
        using var buffer = new PooledBytes(2048);
        var json = new InputJson(buffer);
        json.StartObject();
        json.Text(Names.Infno, _number);
        json.Text(Names.Msgid, messageId);
        Member(json, extra, Names.MdtrtareaAdmvs, _settings.Area);
        Member(json, extra, Names.InsuplcAdmdvs, _options?.InsuredArea ?? "");
        Member(json, extra, Names.RecerSysCode, _settings.ReceiverSystem);
        if (_settings.ReceiverArea is { } receiver)
        {
            Member(json, extra, Names.RecerAdmdvs, receiver);
        }

        Member(json, extra, Names.DevNo, "");
        Member(json, extra, Names.DevSafeInfo, "");
        Sealed(json, extra, Names.Cainfo, input.Cainfo, "");
        Sealed(json, extra, Names.Signtype, input.SignType, _settings.SignType);
        if (input.EncType is { } encType)
        {
            Sealed(json, extra, Names.EncType, encType, "");
        }

        Member(json, extra, Names.Infver, _settings.Infver);
        Member(json, extra, Names.OpterType, _operator.Type);
        Member(json, extra, Names.Opter, _operator.Code);
        Member(json, extra, Names.OpterName, _operator.Name);
        json.Text(Names.InfTime, time);
        json.Text(Names.FixmedinsCode, _settings.InstitutionCode);
        Member(json, extra, Names.FixmedinsName, _settings.InstitutionName);
        Member(json, extra, Names.SignNo, signNo);
        json.Name(Names.Input);
        var head = buffer.Length;
        json.Skip();
        foreach (var member in extra)
        {
            if (member.Value != "null")
            {
                json.Raw(new MemberName(member.Key), member.Value);
            }
        }

        json.EndObject();
        return Spliced(buffer.Span, head, input.Input.Span);
    }

    /// <summary>The members with the input in its place: long inputs are copied once.</summary>
    private static byte[] Spliced(ReadOnlySpan<byte> members, int at, ReadOnlySpan<byte> input)
    {
        if (input.Length == 0)
        {
            throw new ArgumentException("The sealed input is empty.", nameof(input));
        }

#if NET
        var message = GC.AllocateUninitializedArray<byte>(checked(members.Length + input.Length));
#else
        var message = new byte[checked(members.Length + input.Length)];
#endif
        members.Slice(0, at).CopyTo(message);
        input.CopyTo(message.AsSpan(at));
        members.Slice(at).CopyTo(message.AsSpan(at + input.Length));
        return message;
    }

    private List<KeyValuePair<string, string>> Extra()
    {
        var extra = new List<KeyValuePair<string, string>>();
        if (_options is not null)
        {
            extra.AddRange(_options.ExtraEnvelope.Items);
        }

        foreach (var member in _settings.ExtraEnvelope)
        {
            if (!extra.Exists(m => m.Key == member.Key))
            {
                extra.Add(member);
            }
        }

        return extra;
    }

    private static void Member(InputJson json, List<KeyValuePair<string, string>> extra, MemberName name, string value)
    {
        if (extra.Count == 0)
        {
            json.Text(name, value);
        }
        else
        {
            MemberOrGiven(json, extra, name, value);
        }
    }

    private static void MemberOrGiven(InputJson json, List<KeyValuePair<string, string>> extra, MemberName name, string value)
    {
        var place = extra.FindIndex(m => m.Key == name.Text);
        if (place < 0)
        {
            json.Text(name, value);
            return;
        }

        var given = extra[place].Value;
        extra.RemoveAt(place);
        if (given != "null")
        {
            json.Raw(name, given);
        }
    }

    /// <summary>What the body protection says about itself wins over everything: it describes the very bytes of input.</summary>
    private static void Sealed(InputJson json, List<KeyValuePair<string, string>> extra, MemberName name, string? sealedValue, string value)
    {
        if (sealedValue is null)
        {
            Member(json, extra, name, value);
            return;
        }

        extra.RemoveAll(m => m.Key == name.Text);
        json.Text(name, sealedValue);
    }

    private static void Length(List<ValidationError> errors, string field, string chinese, string? value, int from, int to)
    {
        if (value is null || value.Length < from || value.Length > to)
        {
            var number = value is null || value.Length < from ? "INS1904" : "INS1905";
            var rule = number == "INS1904" ? "required" : "length";
            errors.Add(new ValidationError(number, field, field, rule, chinese + " must have " + from + " to " + to + " characters"));
        }
    }

    private static bool IsPrintable(string text)
    {
        foreach (var c in text)
        {
            if (c is <= ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The members' names, encoded once.</summary>
    private static class Names
    {
        internal static readonly MemberName Infno = new("infno");
        internal static readonly MemberName Msgid = new("msgid");
        internal static readonly MemberName MdtrtareaAdmvs = new("mdtrtarea_admvs");
        internal static readonly MemberName InsuplcAdmdvs = new("insuplc_admdvs");
        internal static readonly MemberName RecerSysCode = new("recer_sys_code");
        internal static readonly MemberName RecerAdmdvs = new("recer_admdvs");
        internal static readonly MemberName DevNo = new("dev_no");
        internal static readonly MemberName DevSafeInfo = new("dev_safe_info");
        internal static readonly MemberName Cainfo = new("cainfo");
        internal static readonly MemberName Signtype = new("signtype");
        internal static readonly MemberName EncType = new("enc_type");
        internal static readonly MemberName Infver = new("infver");
        internal static readonly MemberName OpterType = new("opter_type");
        internal static readonly MemberName Opter = new("opter");
        internal static readonly MemberName OpterName = new("opter_name");
        internal static readonly MemberName InfTime = new("inf_time");
        internal static readonly MemberName FixmedinsCode = new("fixmedins_code");
        internal static readonly MemberName FixmedinsName = new("fixmedins_name");
        internal static readonly MemberName SignNo = new("sign_no");
        internal static readonly MemberName Input = new("input");
    }
}
