using System;
using System.Text;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Tests.Signing;

public class BodyProtectionTests
{
    private const string ClientId = "SDKTESTCLIENT001";
    private static readonly Sm2PrivateKey Center = Sm2PrivateKey.Generate();
    private static readonly Sm2PrivateKey Hospital = Sm2PrivateKey.Generate();
    private static readonly byte[] Output = "{\"result\":{\"psn_name\":\"测试\"}}"u8.ToArray();

    private readonly SmBodyProtection protection = new(ClientId, Hospital, Center.PublicKey);

    [Fact]
    public void The_center_can_open_what_the_hospital_sealed()
    {
        var input = "{\"data\":{\"psn_no\":\"00000000000000000001\",\"memo\":\"<&+'\"}}"u8.ToArray();
        var sealedInput = protection.Seal(input);
        var center = new SmBodyProtection(ClientId, Center, Hospital.PublicKey);

        var opened = center.Open(new SealedOutput(sealedInput.Input, sealedInput.Cainfo, sealedInput.SignType, sealedInput.EncType));

        Assert.Equal(input, opened.ToArray());
    }

    [Fact]
    public void An_answer_is_decrypted_and_verified()
        => Assert.Equal(Output, protection.Open(Answer(Encrypted(), Signature(ClientId))).ToArray());

    [Fact]
    public void A_plain_but_signed_answer_is_taken()
        => Assert.Equal(Output, protection.Open(Answer(Output, Signature(ClientId))).ToArray());

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void An_answer_without_output_has_nothing_to_protect(string output)
        => Assert.Equal(output, Encoding.UTF8.GetString(protection.Open(Answer(Encoding.UTF8.GetBytes(output), null)).Span));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    public void An_unsigned_answer_is_refused(string? cainfo)
    {
        Assert.Contains("must be signed", Assert.Throws<SignatureException>(() => protection.Open(Answer(Encrypted(), cainfo))).Message);
        Assert.Contains("must be signed", Assert.Throws<SignatureException>(() => protection.Open(Answer(Output, cainfo))).Message);
    }

    [Fact]
    public void A_wrong_signature_is_refused_with_its_reason()
    {
        var error = Assert.Throws<SignatureException>(() => protection.Open(Answer(Encrypted(), Signature(Sm2UserId.Default))));
        Assert.Contains("the default 1234567812345678", error.Message);

        error = Assert.Throws<SignatureException>(() => protection.Open(Answer("{\"result\":null}"u8.ToArray(), Signature(ClientId))));
        Assert.Contains("does not belong to this text", error.Message);
        Assert.DoesNotContain("result", error.Message);
    }

    [Theory]
    [InlineData("\"不是密文\"", "no Base64")]
    [InlineData("\"AAAA\"", "16-byte blocks")]
    [InlineData("<html>", "no JSON value")]
    public void An_unreadable_output_is_refused_with_its_reason(string output, string reason)
        => Assert.Contains(reason, Assert.Throws<SignatureException>(() => protection.Open(Answer(Encoding.UTF8.GetBytes(output), Signature(ClientId)))).Message);

    [Fact]
    public void No_protection_changes_nothing()
    {
        var none = BodyProtections.Create(new ProtectionOptions());

        Assert.Equal(Output, none.Seal(Output).Input.ToArray());
        Assert.Null(none.Seal(Output).Cainfo);
        Assert.Equal(Output, none.Open(Answer(Output, null)).ToArray());
    }

    [Fact]
    public void Settings_make_the_protection_and_der_is_sent_where_it_is_wanted()
    {
        var made = BodyProtections.Create(Options());
        Assert.Equal(Output, made.Open(Answer(Encrypted(), Signature(ClientId))).ToArray());

        var der = Convert.FromBase64String(made.Seal(Output).Cainfo!);
        Assert.Equal(0x30, der[0]);
        Assert.True(new Sm2Verifier(Hospital.PublicKey, ClientId).Verify(Output, Sm2Signature.FromDer(der)).IsValid);
    }

    [Theory]
    [InlineData("protection.kind", "kind")]
    [InlineData("protection.clientId", "client")]
    [InlineData("protection.privateKey", "private")]
    [InlineData("protection.platformPublicKey", "public")]
    [InlineData("protection.encoding", "encoding")]
    public void A_wrong_setting_is_named_and_never_shown(string setting, string what)
    {
        var options = Options();
        switch (what)
        {
            case "kind": options.Kind = "sm9"; break;
            case "client": options.ClientId = "too-short"; break;
            case "private": options.PrivateKey = Hospital.ToHex() + "77"; break;
            case "public": options.PlatformPublicKey = null; break;
            default: options.Encoding = "DER!"; break;
        }

        var error = Assert.Throws<ConfigurationException>(() => BodyProtections.Create(options));

        Assert.Equal(setting, error.Setting);
        Assert.DoesNotContain(Hospital.ToHex(), error.ToString());
    }

    private static ProtectionOptions Options() => new()
    {
        Kind = "sm2-sm4",
        ClientId = ClientId,
        PrivateKey = Hospital.ToBase64(),
        PlatformPublicKey = Center.PublicKey.ToBase64(),
        Encoding = "der",
    };

    private static SealedOutput Answer(byte[] output, string? cainfo) => new(output, cainfo, "SM2", "SM4");

    private static byte[] Encrypted()
        => Encoding.ASCII.GetBytes("\"" + Convert.ToBase64String(Sm4.Encrypt(Encoding.ASCII.GetBytes(ClientId), Output)) + "\"");

    private static string Signature(string userId) => Convert.ToBase64String(new Sm2Signer(Center, userId).Sign(Output));
}
