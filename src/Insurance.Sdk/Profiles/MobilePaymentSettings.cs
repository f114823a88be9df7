using System;
using System.Collections.Generic;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk;

/// <summary>Puts the settings <c>mobilePayment</c> into options.</summary>
internal static class MobilePaymentSettings
{
    private static readonly Dictionary<string, Action<MobilePaymentOptions, SettingNode>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["baseUrl"] = (o, n) => o.BaseUrl = SettingsReader.Text(n),
        ["paths"] = (o, n) => SettingsReader.ReadPairs(n, o.Paths, "number, path at the platform"),
        ["transTypes"] = (o, n) => SettingsReader.ReadPairs(n, o.TransTypes, "number, transType"),
        ["headers"] = (o, n) => SettingsReader.ReadPairs(n, o.Headers, "name, value"),
        ["contentType"] = (o, n) => o.ContentType = SettingsReader.Text(n),
        ["appId"] = (o, n) => o.AppId = SettingsReader.Text(n),
        ["appSecret"] = (o, n) => o.AppSecret = SettingsReader.Text(n),
        ["privateKey"] = (o, n) => o.PrivateKey = SettingsReader.Text(n),
        ["platformPublicKey"] = (o, n) => o.PlatformPublicKey = SettingsReader.Text(n),
        ["userId"] = (o, n) => o.UserId = SettingsReader.Text(n),
        ["appIdMember"] = (o, n) => o.AppIdMember = SettingsReader.Text(n),
        ["version"] = (o, n) => o.Version = SettingsReader.Text(n),
        ["encType"] = (o, n) => o.EncType = SettingsReader.Text(n),
        ["signType"] = (o, n) => o.SignType = SettingsReader.Text(n),
        ["hexCase"] = (o, n) => o.HexCase = SettingsReader.Choice(n, ("upper", HexCase.Upper), ("lower", HexCase.Lower)),
        ["scalarsAsText"] = (o, n) => o.ScalarsAsText = SettingsReader.Choice(n, ("everywhere", ScalarText.Everywhere), ("firstLevel", ScalarText.FirstLevel), ("nowhere", ScalarText.Nowhere)),
        ["timestamp"] = (o, n) => o.Timestamp = SettingsReader.Choice(n, ("digits14", TimestampForm.Digits14), ("milliseconds", TimestampForm.Milliseconds), ("seconds", TimestampForm.Seconds)),
        ["successCode"] = (o, n) => o.SuccessCode = SettingsReader.Text(n),
        ["unsignedFailures"] = (o, n) => o.UnsignedFailures = SettingsReader.Choice(n, ("refused", UnsignedFailureRule.Refused), ("unknown", UnsignedFailureRule.Unknown)),
        ["reversalField"] = (o, n) => o.ReversalField = SettingsReader.Text(n),
    };

    internal static void Read(SettingNode node, MobilePaymentOptions options) => SettingsReader.ReadMembers(node, options, Known);
}
