using System;
using System.Collections.Generic;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk;

/// <summary>Puts the settings <c>traceCodes</c> into options.</summary>
internal static class TraceCodeSettings
{
    private static readonly Dictionary<string, Action<TracePlatformCodeQueryOptions, SettingNode>> CodeQuery = new(StringComparer.OrdinalIgnoreCase)
    {
        ["method"] = (o, n) => o.Method = SettingsReader.Text(n),
        ["parameters"] = (o, n) => SettingsReader.ReadPairs(n, o.Parameters, "parameter, its value"),
        ["rows"] = (o, n) => o.Rows = SettingsReader.Text(n),
        ["fields"] = (o, n) => SettingsReader.ReadPairs(n, o.Fields, "member of the row, name at the platform"),
        ["codesPerCall"] = (o, n) => o.CodesPerCall = SettingsReader.Integer(n),
    };

    private static readonly Dictionary<string, Action<TracePlatformOptions, SettingNode>> Platform = new(StringComparer.OrdinalIgnoreCase)
    {
        ["address"] = (o, n) => o.Address = SettingsReader.Text(n),
        ["appKey"] = (o, n) => o.AppKey = SettingsReader.Text(n),
        ["appSecret"] = (o, n) => o.AppSecret = SettingsReader.Text(n),
        ["session"] = (o, n) => o.Session = SettingsReader.Text(n),
        ["refEntId"] = (o, n) => o.RefEntId = SettingsReader.Text(n),
        ["targetRefEntId"] = (o, n) => o.TargetRefEntId = SettingsReader.Text(n),
        ["signMethod"] = (o, n) => o.SignMethod = SettingsReader.Choice(n, ("md5", TraceSignMethod.Md5), ("hmac", TraceSignMethod.Hmac), ("hmac-sha256", TraceSignMethod.HmacSha256)),
        ["spacingSeconds"] = (o, n) => o.Spacing = SettingsReader.Seconds(n),
        ["timeoutSeconds"] = (o, n) => o.Timeout = SettingsReader.Seconds(n),
        ["maxAttempts"] = (o, n) => o.MaxAttempts = SettingsReader.Integer(n),
        ["simplify"] = (o, n) => o.Simplify = Flag(n),
        ["codeQuery"] = (o, n) => SettingsReader.ReadMembers(n, o.CodeQuery, CodeQuery),
    };

    private static readonly Dictionary<string, Action<FourCodeQueryOptions, SettingNode>> FourCodeQuery = new(StringComparer.OrdinalIgnoreCase)
    {
        ["number"] = (o, n) => o.Number = SettingsReader.Text(n),
        ["input"] = (o, n) => o.Input = n.Members.Count > 0 && n.Json is { } json ? json : SettingsReader.Text(n),
        ["rows"] = (o, n) => o.Rows = SettingsReader.Text(n),
        ["fields"] = (o, n) => SettingsReader.ReadPairs(n, o.Fields, "member of the row, name at the center"),
        ["paged"] = (o, n) => o.IsPaged = Flag(n),
        ["firstPage"] = (o, n) => o.FirstPage = SettingsReader.Integer(n),
        ["pageSize"] = (o, n) => o.PageSize = SettingsReader.Integer(n),
    };

    private static readonly Dictionary<string, Action<TraceCodeOptions, SettingNode>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["strict20"] = (o, n) => o.Strict20 = Flag(n),
        ["maxLength"] = (o, n) => o.MaxLength = SettingsReader.Integer(n),
        ["allowedKinds"] = ReadKinds,
        ["fillerCode"] = (o, n) => o.FillerCode = SettingsReader.Text(n),
        ["manufacturerCodes"] = (o, n) => SettingsReader.Texts(n, o.ManufacturerCodes),
        ["virtualCodes"] = (o, n) => SettingsReader.Texts(n, o.VirtualCodes),
        ["urlParameters"] = (o, n) => SettingsReader.Texts(n, o.UrlParameters),
        ["gs1Form"] = (o, n) => o.Gs1Form = SettingsReader.Choice(n, ("element-string", Gs1CodeForm.ElementString), ("gtin-serial", Gs1CodeForm.GtinAndSerial)),
        ["platform"] = (o, n) => SettingsReader.ReadMembers(n, o.Platform, Platform),
        ["fourCodeQuery"] = (o, n) => SettingsReader.ReadMembers(n, o.FourCodeQuery, FourCodeQuery),
    };

    internal static void Read(SettingNode node, TraceCodeOptions options) => SettingsReader.ReadMembers(node, options, Known);

    private static void ReadKinds(TraceCodeOptions options, SettingNode node)
    {
        SettingsReader.Texts(node, new List<string>());
        foreach (var member in node.Members)
        {
            options.AllowedKinds.Add(SettingsReader.Choice(
                member.Value,
                ("platform", TraceCodeKind.Platform),
                ("gs1", TraceCodeKind.Gs1),
                ("manufacturer", TraceCodeKind.Manufacturer),
                ("virtual", TraceCodeKind.Virtual),
                ("filler", TraceCodeKind.Filler)));
        }
    }

    private static bool Flag(SettingNode node) => SettingsReader.Choice(node, ("true", true), ("false", false));
}
