using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter.Gateways;

/// <summary>x-tif headers: who, when, a nonce, and SHA-256 over timestamp + token + nonce + timestamp. The body is not covered.</summary>
internal sealed class TifGatewayCheck : IGatewayCheck
{
    private readonly MockCenterOptions _options;
    private readonly NonceMemory _nonces;

    internal TifGatewayCheck(MockCenterOptions options)
    {
        _options = options;
        _nonces = new NonceMemory(options.TimeProvider, TimeSpan.FromMinutes(options.NonceMinutes));
    }

    public string? Refuse(Func<string, string> header, string? number)
    {
        string paasId = header("x-tif-paasid"), timestamp = header("x-tif-timestamp");
        string nonce = header("x-tif-nonce"), signature = header("x-tif-signature");
        foreach (var (name, value) in new[] { ("x-tif-paasid", paasId), ("x-tif-timestamp", timestamp), ("x-tif-nonce", nonce), ("x-tif-signature", signature) })
        {
            if (value.Length == 0)
            {
                return "缺少请求头" + name;
            }
        }

        if (!string.Equals(paasId, _options.PaasId, StringComparison.Ordinal))
        {
            return "x-tif-paasid不存在";
        }

        if (timestamp.Length != 10 || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return "x-tif-timestamp应为10位秒数";
        }

        if (Math.Abs(_options.TimeProvider.GetUtcNow().ToUnixTimeSeconds() - seconds) > _options.ClockSkewSeconds)
        {
            return "x-tif-timestamp已过期";
        }

        if (!IsSignature(signature, timestamp, nonce))
        {
            return "x-tif-signature不正确";
        }

        // Only a nonce that was signed counts, so that a stranger cannot use up the caller's nonces.
        return _nonces.TryTake(nonce) ? null : "x-tif-nonce重复使用";
    }

    public (int Status, string Body) Answer(string reason) => Refusal(_options.GatewayRefusalStatus ?? 500, reason);

    internal static (int Status, string Body) Refusal(int status, string reason)
        => (status, new JsonObject { ["code"] = 400001, ["msg"] = "鉴权失败：" + reason }.ToJsonString(WireJson.Options));

    private bool IsSignature(string signature, string timestamp, string nonce)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(timestamp + _options.Token + nonce + timestamp));
        var given = Encoding.UTF8.GetBytes(_options.HeaderHashCase == HeaderHashCase.Ignore ? signature.ToUpperInvariant() : signature);
        var expected = _options.HeaderHashCase == HeaderHashCase.Lower ? Convert.ToHexStringLower(hash) : Convert.ToHexString(hash);
        return CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(expected));
    }
}
