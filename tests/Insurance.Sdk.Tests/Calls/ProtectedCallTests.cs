using System;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Tests.Calls;

/// <summary>A whole call with sealed input and signed output.</summary>
public sealed class ProtectedCallTests : IDisposable
{
    private const string ClientId = "client-id-16-chr";

    private readonly Sm2PrivateKey _hospitalKey = Sm2PrivateKey.Generate();
    private readonly Sm2PrivateKey _centerKey = Sm2PrivateKey.Generate();
    private readonly string _directory = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, true);
        }
    }

    [Fact]
    public async Task Input_and_output_are_sealed_and_opened_with_the_keys_of_the_settings()
    {
        var hospital = Hospital();
        hospital.Center.Then(async (request, _) =>
        {
            await hospital.Center.TakeAsync(request);
            return Answer("""{"setl_id":"S9"}""", tamper: false);
        });
        using var client = new InsuranceClient(hospital.Options, new InsuranceClientParts { HttpMessageHandler = hospital.Center, Codec = hospital.Codec });

        var answer = await client.CallAsync(FakeOperations.Command, new FakeRequest { Name = "甲" }, null, default);

        var sent = hospital.Center.Received[0];
        var opened = Center().Open(new SealedOutput(
            Encoding.UTF8.GetBytes(sent.GetProperty("input").GetRawText()),
            sent.GetProperty("cainfo").GetString(),
            sent.GetProperty("signtype").GetString(),
            sent.GetProperty("enc_type").GetString()));
        Assert.Equal("""{"data":{"name":"甲"}}""", Encoding.UTF8.GetString(opened.ToArray()));
        Assert.Equal("S9", answer.SetlId);
        Assert.Equal(30, answer.Receipt.MessageId.Length);
    }

    [Fact]
    public async Task A_tampered_answer_of_a_command_is_unknown()
    {
        var hospital = Hospital();
        hospital.Center.Then(async (request, _) =>
        {
            await hospital.Center.TakeAsync(request);
            return Answer("""{"setl_id":"S9"}""", tamper: true);
        });
        using var client = new InsuranceClient(hospital.Options, new InsuranceClientParts { HttpMessageHandler = hospital.Center, Codec = hospital.Codec });

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => client.CallAsync(FakeOperations.Command, new FakeRequest(), null, default));
    }

    private TestHospital Hospital()
    {
        var hospital = new TestHospital();
        hospital.Options.MessageIds.Directory = _directory;
        hospital.Options.Protection = new ProtectionOptions
        {
            Kind = "sm2-sm4", ClientId = ClientId, PrivateKey = _hospitalKey.ToHex(), PlatformPublicKey = _centerKey.PublicKey.ToHex(),
        };
        return hospital;
    }

    private SmBodyProtection Center() => new(ClientId, _centerKey, _hospitalKey.PublicKey);

    private HttpResponseMessage Answer(string output, bool tamper)
    {
        var sealedOutput = Center().Seal(Encoding.UTF8.GetBytes(output));
        var signed = tamper ? Center().Seal(Encoding.UTF8.GetBytes("{}")) : sealedOutput;
        return new HttpResponseMessage
        {
            Content = new StringContent(
                "{\"infcode\":0,\"cainfo\":" + JsonSerializer.Serialize(signed.Cainfo) + ",\"signtype\":\"SM2\",\"enctype\":\"SM4\",\"output\":"
                + Encoding.UTF8.GetString(sealedOutput.Input.ToArray()) + "}"),
        };
    }
}
