using System;
using System.Collections.Generic;
using System.Text;
using Insurance.Sdk.Signing;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Insurance.Sdk.TraceCodes;

/// <summary>The signature of Taobao's open platform: names and values without anything between them, by name, ordinal; hexadecimal, upper case.</summary>
internal static class TopSignature
{
    /// <summary>Signs parameters. <c>sign</c> itself and empty values are left out.</summary>
    internal static string Of(IEnumerable<KeyValuePair<string, string>> parameters, string secret, TraceSignMethod method)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            if (parameter.Key != "sign" && parameter.Value.Length > 0)
            {
                sorted[parameter.Key] = parameter.Value;
            }
        }

        var text = new StringBuilder();
        foreach (var parameter in sorted)
        {
            text.Append(parameter.Key).Append(parameter.Value);
        }

        return HexText.Upper(method switch
        {
            TraceSignMethod.Md5 => Md5(secret + text + secret),
            TraceSignMethod.Hmac => Hmac(new MD5Digest(), text.ToString(), secret),
            _ => Hmac(new Sha256Digest(), text.ToString(), secret),
        });
    }

    /// <summary>The method's name on the wire.</summary>
    internal static string NameOf(TraceSignMethod method) => method switch
    {
        TraceSignMethod.Md5 => "md5",
        TraceSignMethod.Hmac => "hmac",
        _ => "hmac-sha256",
    };

    /// <summary>MD5 is the platform's choice; the framework's own is barred on machines under FIPS rules.</summary>
    private static byte[] Md5(string text)
    {
        var digest = new MD5Digest();
        var bytes = Encoding.UTF8.GetBytes(text);
        digest.BlockUpdate(bytes, 0, bytes.Length);
        var result = new byte[digest.GetDigestSize()];
        digest.DoFinal(result, 0);
        return result;
    }

    private static byte[] Hmac(IDigest digest, string text, string secret)
    {
        var mac = new HMac(digest);
        mac.Init(new KeyParameter(Encoding.UTF8.GetBytes(secret)));
        var bytes = Encoding.UTF8.GetBytes(text);
        mac.BlockUpdate(bytes, 0, bytes.Length);
        var result = new byte[mac.GetMacSize()];
        mac.DoFinal(result, 0);
        return result;
    }
}
