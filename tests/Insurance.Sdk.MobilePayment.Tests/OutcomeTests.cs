using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.MobilePayment.Tests;

/// <summary>Answers of the platform end in the same four outcomes as the center's, and the journal has them.</summary>
public sealed class OutcomeTests
{
    [Fact]
    public async Task An_accepted_order_is_typed_and_recorded_with_its_keys()
    {
        using var hospital = new ContractHospital().Answers("6202.answer");
        using var client = hospital.Open();

        var answer = await client.MobilePayment.CreateMobileOrderAsync(ContractHospital.Order());

        var data = answer.Data;
        Assert.Equal(("ORD0000000001", "1", 100.00m, 10.50m, 20.00m, 69.50m), (data.PayOrdId, data.OrdStas, data.FeeSumamt, data.OwnPayAmt, data.PsnAcctPay, data.FundPay));
        Assert.Contains("preSetl", data.ExtData, StringComparison.Ordinal);
        Assert.Equal(("0", "成功"), (answer.Receipt.CenterCode, answer.Receipt.CenterText));
        Assert.Equal(["6202 intended [payOrdId, ORD0000000001],[orgBizSer, B0001],[mdtrt_id, V0001]", "Accepted"], hospital.Recorded);
    }

    [Fact]
    public async Task Money_that_comes_as_text_is_the_same_money()
    {
        using var hospital = new ContractHospital().Answers("6202.answer.texts");
        using var client = hospital.Open();

        var data = (await client.MobilePayment.CreateMobileOrderAsync(ContractHospital.Order())).Data;

        Assert.Equal((100m, 10.5m, 20m, 69.5m), (data.FeeSumamt, data.OwnPayAmt, data.PsnAcctPay, data.FundPay));
    }

    [Fact]
    public async Task An_order_that_is_under_way_has_a_state_and_no_money()
    {
        using var hospital = new ContractHospital().Answers("6301.answer.under-way");
        using var client = hospital.Open();

        var data = (await client.MobilePayment.GetMobileOrderResultAsync(ContractHospital.Question())).Data;

        Assert.Equal(("2", null, null), (data.OrdStas, data.FeeSumamt, data.RevsToken));
        Assert.Empty(hospital.Recorded);
    }

    [Theory]
    [InlineData("any.refused")]
    public async Task A_signed_refusal_is_a_refusal(string fixture)
    {
        using var hospital = new ContractHospital().Answers(fixture);
        using var client = hospital.Open();

        var e = await Assert.ThrowsAsync<RefusedException>(() => CallAsync(client, "6202"));

        Assert.Equal(("-1", "费用明细校验失败"), (e.CenterCode, e.CenterText));
        Assert.Equal("Refused", hospital.Recorded[^1]);
    }

    [Theory]
    [InlineData("6203.answer.fail", "6203")]
    [InlineData("6401.answer.false", "6401")]
    public async Task A_refusal_inside_a_successful_answer_is_a_refusal(string fixture, string number)
    {
        using var hospital = new ContractHospital().Answers(fixture);
        using var client = hospital.Open();

        await Assert.ThrowsAsync<RefusedException>(() => CallAsync(client, number));

        Assert.Equal("Refused", hospital.Recorded[^1]);
    }

    [Theory]
    [InlineData("6203.answer.exp", "6203")]
    [InlineData("6203.answer.unheard-of", "6203")]
    [InlineData("6401.answer.silent", "6401")]
    [InlineData("6202.answer.other-order", "6202")]
    [InlineData("6202.answer.no-state", "6202")]
    [InlineData("6203.answer.succ", "6201")]
    [InlineData("any.contradiction", "6202")]
    [InlineData("any.no-verdict", "6202")]
    public async Task What_decides_nothing_leaves_a_command_in_doubt(string fixture, string number)
    {
        using var hospital = new ContractHospital().Answers(fixture);
        using var client = hospital.Open();

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync(client, number));

        Assert.Equal("Unknown", hospital.Recorded[^1]);
    }

    [Theory]
    [InlineData("""{"code":"-1","message":"订单不存在","success":false}""", 200, "Refused")]
    [InlineData("""{"code":"5001","message":"余额不足"}""", 200, "Refused")]
    [InlineData("""{"success":false,"message":"参数错误"}""", 200, "Refused")]
    [InlineData("""{"code":"0","message":"成功","success":true}""", 200, "Unknown")]
    [InlineData("""{"code":"0","success":true,"data":{"payOrdId":"ORD0000000001","ordStas":"6"}}""", 200, "Unknown")]
    [InlineData("""{"code":500,"message":"系统异常","success":false}""", 200, "Unknown")]
    [InlineData("""{"code":"-1","message":"系统异常","success":false}""", 500, "Unknown")]
    [InlineData("""{"code":"-1","message":"超时","success":false}""", 504, "Unknown")]
    [InlineData("""{"code":"408","message":"超时","success":false}""", 200, "Unknown")]
    [InlineData("""{"code":"401","message":"未授权","success":false}""", 401, "NotProcessed")]
    [InlineData("""{"code":403,"message":"禁止"}""", 200, "NotProcessed")]
    [InlineData("""{"timestamp":"2026-03-01","status":404,"error":"Not Found","path":"/pay"}""", 404, "NotProcessed")]
    [InlineData("""{"timestamp":"2026-03-01","status":500,"error":"Internal Server Error"}""", 500, "Unknown")]
    [InlineData("<html><body>502 Bad Gateway</body></html>", 502, "Unknown")]
    [InlineData("<html><body>404</body></html>", 404, "NotProcessed")]
    [InlineData("", 200, "Unknown")]
    [InlineData("""{"code":"0","message":"成功","succ""", 200, "Unknown")]
    [InlineData("""[{"code":"0"}]""", 200, "Unknown")]
    [InlineData("""{"code":"0","code":"-1","success":false}""", 200, "Unknown")]
    public async Task What_nobody_signed_proves_a_refusal_at_most(string body, int status, string outcome)
    {
        using var hospital = new ContractHospital().Says(body, status);
        using var client = hospital.Open();

        var e = await Record.ExceptionAsync(() => CallAsync(client, "6202"));

        Assert.Equal(outcome, e switch { RefusedException => "Refused", NotProcessedException => "NotProcessed", OutcomeUnknownException => "Unknown", _ => e?.ToString() });
        Assert.Equal(outcome, hospital.Recorded[^1]);
        Assert.Single(hospital.Received);
    }

    [Fact]
    public async Task A_hospital_that_trusts_no_unsigned_word_keeps_its_commands_in_doubt()
    {
        using var hospital = new ContractHospital().Says("""{"code":"-1","message":"订单不存在","success":false}""");
        var options = ContractHospital.Options();
        options.MobilePayment.UnsignedFailures = UnsignedFailureRule.Unknown;
        using var client = hospital.Open(options);

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync(client, "6202"));
    }

    [Theory]
    [InlineData("signData", "AAAA")]
    [InlineData("signData", "vtQdMDozc42dOoruLck3MblPqBVTPAHJCQeCmHF6+HH5oIbF4+NYfWnV5dkOfFFK5ufXfwuOmQl0kAG1si75Zg==")]
    [InlineData("encData", "00")]
    [InlineData("timestamp", "20260301093006")]
    [InlineData("code", "00")]
    public async Task A_forged_answer_decides_nothing(string member, string value)
    {
        using var hospital = new ContractHospital();
        var forged = System.Text.Json.Nodes.JsonNode.Parse(ContractHospital.Fixture("6202.answer.texts.json"))!.AsObject();
        forged[member] = value;
        hospital.Says(forged.ToJsonString());
        using var client = hospital.Open();

        var e = await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync(client, "6202"));

        Assert.IsType<SignatureException>(e.InnerException);
        Assert.Equal("Unknown", hospital.Recorded[^1]);
    }

    [Fact]
    public async Task A_failure_with_a_signature_that_does_not_fit_is_no_refusal()
    {
        using var hospital = new ContractHospital();
        var forged = System.Text.Json.Nodes.JsonNode.Parse(ContractHospital.Fixture("any.refused.json"))!.AsObject();
        forged["message"] = "another text";
        hospital.Says(forged.ToJsonString());
        using var client = hospital.Open();

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync(client, "6202"));
    }

    [Fact]
    public async Task Another_platforms_key_opens_nothing()
    {
        using var hospital = new ContractHospital().Answers("6202.answer");
        var options = ContractHospital.Options();
        options.MobilePayment.PlatformPublicKey = Sm2PrivateKey.Generate().PublicKey.ToBase64();
        using var client = hospital.Open(options);

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync(client, "6202"));
    }

    [Fact]
    public async Task A_lost_answer_names_6301_as_the_question()
    {
        using var hospital = new ContractHospital();
        using var client = hospital.Open();

        var e = await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync(client, "6202"));

        Assert.Equal("6301", Assert.Single(e.ConfirmedBy).Code);
        Assert.Equal(["6203", "6401"], e.UndoneBy.Select(u => u.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_question_is_repeated_and_a_command_never()
    {
        var options = ContractHospital.Options();
        options.Retry.MaxAttempts = 3;
        options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.Zero;
        using var asked = new ContractHospital().Says("", 502).Says("", 502).Answers("6301.answer");
        using var commanded = new ContractHospital().Says("", 502).Answers("6202.answer");
        using var first = asked.Open(options);
        using var second = commanded.Open(options);

        Assert.Equal("RT0001", (await first.MobilePayment.GetMobileOrderResultAsync(ContractHospital.Question())).Data.RevsToken);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync(second, "6202"));

        Assert.Equal(3, asked.Received.Count);
        Assert.Single(commanded.Received);
    }

    internal static Task CallAsync(InsuranceClient client, string number) => number switch
    {
        "6201" => client.MobilePayment.UploadMobileFeesAsync(MobileWorld.Fees("M0001", "V0001"), null, CancellationToken.None),
        "6202" => client.MobilePayment.CreateMobileOrderAsync(ContractHospital.Order()),
        "6203" => client.MobilePayment.RefundMobileOrderAsync(ContractHospital.Refund()),
        "6301" => client.MobilePayment.GetMobileOrderResultAsync(ContractHospital.Question()),
        _ => client.MobilePayment.CancelMobileFeesAsync(ContractHospital.Revocation()),
    };
}
