using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Benchmarks;

/// <summary>SM2 with SM3 on one thread against <c>openssl speed sm2</c> of the same machine.</summary>
internal static class Sm2Benchmark
{
    /// <summary>Signatures and verifications per second, ours and OpenSSL's; null where openssl is not there.</summary>
    internal static (double Sign, double Verify, double OpenSslSign, double OpenSslVerify)? Run()
    {
        var key = Sm2PrivateKey.Generate();
        var signer = new Sm2Signer(key, "1234567812345678");
        var verifier = new Sm2Verifier(key.PublicKey, "1234567812345678");
        var message = Encoding.UTF8.GetBytes(new string('x', 32));
        var signature = signer.Sign(message);
        var before = OpenSsl();
        var sign = 1 / SideBySide.Time(() => signer.Sign(message));
        var verify = 1 / SideBySide.Time(() =>
        {
            if (!verifier.Verify(message, signature).IsValid)
            {
                throw new InvalidOperationException("The signature does not verify.");
            }
        });
        var after = OpenSsl();
        return before is { } b && after is { } a ? (sign, verify, (b.Sign + a.Sign) / 2, (b.Verify + a.Verify) / 2) : null;
    }

    private static (double Sign, double Verify)? OpenSsl()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("openssl", "speed -seconds 2 sm2") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            var line = output.Split('\n').LastOrDefault(l => l.Contains("CurveSM2", StringComparison.Ordinal));
            var numbers = line is null ? Array.Empty<double>() : Regex.Matches(line, @"[0-9]+\.[0-9]+(?!\d*s)").Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture)).ToArray();
            return numbers.Length >= 2 ? (numbers[^2], numbers[^1]) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
