using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;

namespace Insurance.Sdk.Cli.Tests;

public class CryptoCommandTests
{
    private const string PrivateKey = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
    private const string PublicKey =
        "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";

    private const string Published = "9aA7BkjSxGMO6sUT4buBoVlE2jgn1bdBQ6x+rO7nILOxtqop3yEv2HYxgrwNQhyhu5A4/R9/QtSEC2nEhbvBqg==";

    [Fact]
    public async Task Sm3_prints_the_published_hash()
    {
        var run = await CliRun.Of("abc", "sm3", "--in", "-");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0\n", run.Out);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task A_published_signature_verifies()
    {
        var run = await CliRun.Of("message digest", "sm2", "verify", "--public", PublicKey, "--signature", Published);

        Assert.Equal((0, "", ""), (run.ExitCode, run.Out, run.Error));
    }

    [Theory]
    [InlineData("raw")]
    [InlineData("der")]
    public async Task What_sign_prints_verify_takes(string encoding)
    {
        var signed = await CliRun.Of("测试", "sm2", "sign", "--key", PrivateKey, "--id", "", "--encoding", encoding);
        var verified = await CliRun.Of("测试", "sm2", "verify", "--public", PublicKey, "--id", "", "--encoding", encoding, "--signature", signed.Line);

        Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
        var other = encoding == "raw" ? "der" : "raw";
        verified = await CliRun.Of("测试", "sm2", "verify", "--public", PublicKey, "--id", "", "--encoding", other, "--signature", signed.Line);
        Assert.Equal(0, verified.ExitCode);
        Assert.Contains("instead of", verified.Error);
    }

    [Fact]
    public async Task A_wrong_signature_ends_with_6_and_the_reason()
    {
        var run = await CliRun.Of("message digest!", "sm2", "verify", "--public", PublicKey, "--signature", Published);
        Assert.Equal(6, run.ExitCode);
        Assert.Equal("", run.Out);
        Assert.Contains("does not belong", run.Error);

        run = await CliRun.Of("message digest", "sm2", "verify", "--public", PublicKey, "--id", "other", "--signature", Published, "--json");
        Assert.Equal(6, run.ExitCode);
        Assert.Equal("OtherUserId", JsonDocument.Parse(run.Out).RootElement.GetProperty("problem").GetString());
        Assert.Contains("1234567812345678", run.Error);

        run = await CliRun.Of("message digest", "sm2", "verify", "--public", PublicKey[66..] + PublicKey[2..66], "--signature", Published);
        Assert.Equal(6, run.ExitCode);
        Assert.Contains("swapped", run.Error);
    }

    [Theory]
    [InlineData("hex")]
    [InlineData("base64")]
    public async Task A_generated_pair_signs_and_verifies(string format)
    {
        var pair = JsonDocument.Parse((await CliRun.Of("", "sm2", "keygen", "--format", format, "--json")).Out).RootElement;
        var signed = await CliRun.Of("x", "sm2", "sign", "--key", pair.GetProperty("private").GetString()!, "--json");
        var signature = JsonDocument.Parse(signed.Out).RootElement.GetProperty("signature").GetString()!;

        Assert.Equal(0, (await CliRun.Of("x", "sm2", "verify", "--public", pair.GetProperty("public").GetString()!, "--signature", signature)).ExitCode);
    }

    [Fact]
    public async Task Keygen_prints_two_lines_for_programs_and_a_warning_for_people()
    {
        var run = await CliRun.Of("", "sm2", "keygen");

        Assert.Matches("^private=[0-9A-F]{64}\npublic=04[0-9A-F]{128}\n$", run.Out);
        Assert.Contains("secret", run.Error);
    }

    [Fact]
    public async Task Keys_may_come_from_the_environment()
    {
        var environment = new Dictionary<string, string> { ["INSURANCE_SM2_KEY"] = PrivateKey, ["INSURANCE_SM4_KEY"] = "SDKTESTCLIENT001" };

        Assert.Equal(0, (await CliRun.Of([1], environment, "sm2", "sign")).ExitCode);
        Assert.Equal(0, (await CliRun.Of([1], environment, "sm4", "encrypt")).ExitCode);
        Assert.Equal(1, (await CliRun.Of([1], [], "sm2", "sign")).ExitCode);
        Assert.Equal(1, (await CliRun.Of([1], [], "sm4", "encrypt")).ExitCode);
    }

    [Theory]
    [InlineData("hex")]
    [InlineData("base64")]
    public async Task Sm4_gives_the_exact_bytes_back(string format)
    {
        byte[] plain = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        const string Key = "0123456789abcdeffedcba9876543210";

        var encrypted = await CliRun.Of(plain, [], "sm4", "encrypt", "--key", Key, "--format", format);
        var decrypted = await CliRun.Of(encrypted.Out, "sm4", "decrypt", "--key", Key);

        Assert.Equal(0, decrypted.ExitCode);
        Assert.Equal(plain, decrypted.OutBytes);
    }

    [Fact]
    public async Task Sm4_prints_upper_case_hex_by_default()
        => Assert.Equal(
            "681EDF34D206965E86B3E94F536E4246",
            (await CliRun.Of(Convert.FromHexString("0123456789abcdeffedcba9876543210"), [], "sm4", "encrypt", "--key", "0123456789abcdeffedcba9876543210")).Line[..32]);

    [Fact]
    public async Task Sm4_with_another_key_or_a_bad_text_says_why()
    {
        var encrypted = await CliRun.Of("{\"data\":1}", "sm4", "encrypt", "--key", "SDKTESTCLIENT001");
        var run = await CliRun.Of(encrypted.Out, "sm4", "decrypt", "--key", "SDKTESTCLIENT002");
        Assert.Equal(6, run.ExitCode);
        Assert.Contains("padding", run.Error);

        Assert.Equal(5, (await CliRun.Of("?", "sm4", "decrypt", "--key", "SDKTESTCLIENT001")).ExitCode);
        Assert.Equal(1, (await CliRun.Of("00", "sm4", "decrypt", "--key", "short")).ExitCode);
    }

    [Theory]
    [InlineData("sm2", "sign", "--key", "not-a-key-text!")]
    [InlineData("sm2", "sign", "--key", PrivateKey, "--encoding", "asn1")]
    [InlineData("sm2", "verify", "--public", PublicKey)]
    [InlineData("sm3", "--in", "/no/such/file")]
    [InlineData("sm9")]
    public async Task Wrong_usage_ends_with_1_and_shows_no_key(params string[] args)
    {
        var run = await CliRun.Of("", args);

        Assert.Equal(1, run.ExitCode);
        Assert.NotEqual("", run.Error);
        Assert.DoesNotContain("not-a-key-text", run.Error);
        Assert.DoesNotContain(PrivateKey, run.Error);
    }

    [Fact]
    public async Task Help_goes_to_the_output()
    {
        var run = await CliRun.Of("", "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("sm2", run.Out);
    }
}
