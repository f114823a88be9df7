using System;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>What goes to the platform: its own host and path, its own envelope, and the bytes of the published vectors.</summary>
public sealed class ChannelTests
{
    // spec: vectors.json, mobilepay-envelope-2-nested.
    private const string VectorData = """
        {"orgCodg":"H44088200001","psnNo":"44000000000000000001","feeType":"01","feeSumamt":"12.30","feedetailList":[{"medListCodg":"XA01","cnt":2,"memo":""},{"medListCodg":"XA02","cnt":1}],"diseinfoList":[],"acctUsedFlag":true,"extData":{"z":1,"B":"x","a":null}}
        """;

    private const string VectorText = """
        appId=43AF047BBA47FC8A1AE8EFB232BDBBCB&data={"acctUsedFlag":"true","extData":{"B":"x","z":"1"},"feeSumamt":"12.30","feeType":"01","feedetailList":[{"cnt":"2","medListCodg":"XA01"},{"cnt":"1","medListCodg":"XA02"}],"orgCodg":"H44088200001","psnNo":"44000000000000000001"}&encType=SM4&signType=SM2&timestamp=1700000000000&version=2.0.1&key=4117E877F5FA0A0188891283E4B617D5
        """;

    private const string VectorEncData = "6FE1116C0C7539F9CC135FDAF61C7B8831242E0550B008C494EB2D9C2B2DA4944F905EADEEDEB1D95967AE8BCADA9C8DF4C77CE13EBFE53AF4F87906A0251AF5B94431C07A18800481A6E17B0E540C791114BEE2A8A1502C40F409035C703A08F394A0539CCBFA8C062963B9D29CA5BE56AC7B511D9F3F73F73077657DA379A060751C5176D9252137B1EF0694D0E2FC2B5F9F52DBDC9AEB45E4D5E295412B1F564B4C589DFA7E4D0FC6C2DD3D86C3B393BD759085DCF00F82CEF2E93396D13C1C33EDBF42AEFE9281D2C48E18DD7104D578D14D247E96198F8FD757911B31EA4EB398B65A23EC70C0F785A7FA22EE7A";

    [Fact]
    public async Task The_published_message_goes_out_with_the_published_bytes_and_a_signature_over_the_published_text()
    {
        using var hospital = new ContractHospital().Answers("6301.answer");
        hospital.Time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1700000000000));
        var options = ContractHospital.Options();
        options.MobilePayment.Timestamp = TimestampForm.Milliseconds;
        using var client = hospital.Open(options);

        await Assert.ThrowsAsync<ProtocolException>(() => client.InvokeAsync("6301", "{\"data\":" + VectorData + "}", skipCheck: true));

        var (address, body) = Assert.Single(hospital.Received);
        Assert.Equal("http://127.0.0.1:5090/pay/hos/query", address.ToString());
        using var message = JsonDocument.Parse(body);
        Assert.Equal(["appId", "encData", "encType", "signData", "signType", "timestamp", "version"], message.RootElement.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.Equal(VectorEncData, message.RootElement.GetProperty("encData").GetString());
        var key = Sm2PublicKey.Parse("0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13");
        Assert.True(new Sm2Verifier(key).Verify(Encoding.UTF8.GetBytes(VectorText), message.RootElement.GetProperty("signData").GetString()).IsValid);
    }

    [Theory]
    [InlineData("6202", "http://127.0.0.1:5090/pay/hos/order")]
    [InlineData("6203", "http://127.0.0.1:5090/pay/hos/refund")]
    [InlineData("6401", "http://127.0.0.1:5090/pay/hos/revoke")]
    public async Task Every_number_has_the_path_of_its_own_and_no_member_of_the_centers_envelope(string number, string expected)
    {
        using var hospital = new ContractHospital().Answers(number == "6203" ? "6203.answer.succ" : number + ".answer");
        using var client = hospital.Open();

        await OutcomeTests.CallAsync(client, number);

        var (address, body) = Assert.Single(hospital.Received);
        Assert.Equal(expected, address.ToString());
        Assert.DoesNotContain("infno", body, StringComparison.Ordinal);
        Assert.DoesNotContain("msgid", body, StringComparison.Ordinal);
        Assert.DoesNotContain("ORD0000000001", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_platform_opens_what_the_typed_call_wrote_in_the_standards_spelling()
    {
        using var hospital = new ContractHospital().Answers("6202.answer");
        using var client = hospital.Open();

        await client.MobilePayment.CreateMobileOrderAsync(ContractHospital.Order());

        // The platform's end of the channel: the hospital's public key.
        var options = ContractHospital.Options().MobilePayment;
        options.PlatformPublicKey = Sm2PrivateKey.Parse(options.PrivateKey!).PublicKey.ToBase64();
        var opened = new MobilePaymentSeal(options, hospital.Time).OpenRequest(Encoding.UTF8.GetBytes(hospital.Received[0].Body));
        Assert.True(opened.IsVerified);
        Assert.Equal("20260301093005", opened.Timestamp);
        using var data = JsonDocument.Parse(opened.Data);
        Assert.Equal(
            """{"mdtrtId":"V0001","orgBizSer":"B0001","orgCodg":"H44088200999","payAuthNo":"AUTH0001","payOrdId":"ORD0000000001","payToken":"TOKEN0001"}""",
            data.RootElement.GetRawText());
    }

    [Fact]
    public async Task Settings_reach_the_envelope()
    {
        using var hospital = new ContractHospital().Answers("6301.answer");
        var options = ContractHospital.Options();
        options.MobilePayment.EncType = "sm4";
        options.MobilePayment.SignType = "sm2";
        options.MobilePayment.Version = "1.0.0";
        options.MobilePayment.AppIdMember = "appCode";
        options.MobilePayment.Timestamp = TimestampForm.Seconds;
        options.MobilePayment.HexCase = HexCase.Lower;
        options.MobilePayment.TransTypes["6301"] = "hos.query";
        options.MobilePayment.Paths["6301"] = "http://127.0.0.1:5091/elsewhere/6301";
        options.ClockOffsetSeconds = 10;
        using var client = hospital.Open(options);

        await client.MobilePayment.GetMobileOrderResultAsync(ContractHospital.Question());

        var (address, body) = hospital.Received[0];
        using var message = JsonDocument.Parse(body);
        string Of(string name) => message.RootElement.GetProperty(name).GetString()!;
        Assert.Equal("http://127.0.0.1:5091/elsewhere/6301", address.ToString());
        Assert.Equal(("sm4", "sm2", "1.0.0", ContractHospital.AppId, "hos.query"), (Of("encType"), Of("signType"), Of("version"), Of("appCode"), Of("transType")));
        Assert.Equal((hospital.Time.GetUtcNow().ToUnixTimeSeconds() + 10).ToString(System.Globalization.CultureInfo.InvariantCulture), Of("timestamp"));
        Assert.Equal(Of("encData").ToLowerInvariant(), Of("encData"));
    }

    [Fact]
    public async Task A_seal_and_a_gateway_of_ones_own_take_the_place_of_the_settings()
    {
        using var hospital = new ContractHospital().Says("ignored");
        var options = ContractHospital.Options();
        options.MobilePayment.AppId = options.MobilePayment.AppSecret = options.MobilePayment.BaseUrl = null;
        using var client = hospital.Open(options, parts =>
        {
            parts.MobilePaymentSeal = new OwnSeal();
            parts.MobilePaymentGateway = new Gateways.PlainGateway(new Gateways.RouteTable("http://127.0.0.1:5092/{infno}/own"));
        });

        var answer = await client.MobilePayment.GetMobileOrderResultAsync(ContractHospital.Question());

        Assert.Equal("6", answer.Data.OrdStas);
        Assert.Equal("http://127.0.0.1:5092/6301/own", hospital.Received[0].Address.ToString());
        Assert.StartsWith("own:", hospital.Received[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_is_not_made_for_the_platform()
    {
        using var hospital = new ContractHospital().Answers("6301.answer");
        var options = ContractHospital.Options();
        options.SignIn.Mode = SignInMode.Automatic;
        options.SignIn.Mac = "m";
        options.SignIn.Ip = "i";
        using var client = hospital.Open(options);

        await client.MobilePayment.GetMobileOrderResultAsync(ContractHospital.Question());

        Assert.Single(hospital.Received);
    }

    [Fact]
    public void The_blocking_twin_brings_the_same()
    {
        using var hospital = new ContractHospital().Answers("6202.answer");
        using var client = hospital.Open();

        Assert.Equal(69.50m, client.MobilePayment.CreateMobileOrder(ContractHospital.Order()).Data.FundPay);
    }

    /// <summary>A province with an envelope of its own: what it is does not matter here.</summary>
    private sealed class OwnSeal : IMobilePaymentSeal
    {
        public byte[] SealRequest(ReadOnlyMemory<byte> data, string? transType = null) => [.. "own:"u8, .. data.Span];

        public byte[] SealAnswer(ReadOnlyMemory<byte> data, string code = "0", string message = "", bool keepScalars = false) => [.. "own:"u8, .. data.Span];

        // The judge looks for JSON first; this platform answers in its own way, so the whole body is replaced.
        public MobilePaymentMessage OpenAnswer(ReadOnlyMemory<byte> answer)
            => new("{\"ordStas\":\"6\",\"payOrdId\":\"ORD0000000001\"}"u8.ToArray(), true) { Code = "0", Success = true };

        public MobilePaymentMessage OpenRequest(ReadOnlyMemory<byte> request) => throw new NotSupportedException();
    }
}
