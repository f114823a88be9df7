using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter.Gateways;

/// <summary>CSB headers: HMAC-SHA1 over the header pairs sorted by key. The body is not covered and no nonce exists.</summary>
internal sealed class CsbGatewayCheck : IGatewayCheck
{
    private readonly MockCenterOptions _options;

    internal CsbGatewayCheck(MockCenterOptions options) => _options = options;

    public string? Refuse(Func<string, string> header, string? number)
    {
        string name = header("_api_name"), version = header("_api_version"), timestamp = header("_api_timestamp");
        string accessKey = header("_api_access_key"), signature = header("_api_signature");
        foreach (var (named, value) in new[] { ("_api_name", name), ("_api_version", version), ("_api_timestamp", timestamp), ("_api_access_key", accessKey), ("_api_signature", signature) })
        {
            if (value.Length == 0)
            {
                return "缺少请求头" + named;
            }
        }

        if (!string.Equals(accessKey, _options.PaasId, StringComparison.Ordinal))
        {
            return "_api_access_key不存在";
        }

        if (timestamp.Length is not (10 or 13) || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var time))
        {
            return "_api_timestamp应为13位毫秒数";
        }

        var milliseconds = timestamp.Length == 10 ? time * 1000 : time;
        if (Math.Abs(_options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds() - milliseconds) > _options.ClockSkewSeconds * 1000L)
        {
            return "_api_timestamp已过期";
        }

        return IsSignature(signature, $"_api_access_key={accessKey}&_api_name={name}&_api_timestamp={timestamp}&_api_version={version}")
            ? null
            : "_api_signature不正确";
    }

    public (int Status, string Body) Answer(string reason)
        => (_options.GatewayRefusalStatus ?? 200, new JsonObject { ["code"] = 401, ["message"] = "认证失败：" + reason }.ToJsonString(WireJson.Options));

    private bool IsSignature(string signature, string text)
    {
#pragma warning disable CA5350 // The gateway's rule is HMAC-SHA1; nothing stronger would be accepted.
        var expected = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(_options.Token), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(expected));
    }
}
