using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter.MobilePayment;

namespace Insurance.Sdk.MockCenter.Tests;

/// <summary>The payment platform, spoken to without the SDK: messages that others sealed.</summary>
public sealed class MobilePaymentTests
{
    // The published vector mobilepay-envelope-2-nested, sealed and signed with OpenSSL's help; its data are no message of 6201.
    private const string AppId = "43AF047BBA47FC8A1AE8EFB232BDBBCB";
    private const string AppSecret = "4117E877F5FA0A0188891283E4B617D5";
    private const string HospitalKey = "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
    private const string PlatformKey = "110E7973206F68C19EE5F7328C036F26911C8C73B4E4F36AE3291097F8984FFC";
    private const string EncData = "6FE1116C0C7539F9CC135FDAF61C7B8831242E0550B008C494EB2D9C2B2DA4944F905EADEEDEB1D95967AE8BCADA9C8DF4C77CE13EBFE53AF4F87906A0251AF5B94431C07A18800481A6E17B0E540C791114BEE2A8A1502C40F409035C703A08F394A0539CCBFA8C062963B9D29CA5BE56AC7B511D9F3F73F73077657DA379A060751C5176D9252137B1EF0694D0E2FC2B5F9F52DBDC9AEB45E4D5E295412B1F564B4C589DFA7E4D0FC6C2DD3D86C3B393BD759085DCF00F82CEF2E93396D13C1C33EDBF42AEFE9281D2C48E18DD7104D578D14D247E96198F8FD757911B31EA4EB398B65A23EC70C0F785A7FA22EE7A";
    private const string SignedByDefaultId = "CYL1oVWMd+CZ9tCEHqcw96pxsP2PipUFAhWrTyE6BPi8AjEFEukNdPVHo66AUWd1CmZUm9JCs5sS9SokaSPGxw==";
    private const string SignedBySecretAsId = "JWsyneZbQj8XcA5+PLob2TghXRMQU0X8QLhKCS+dIlwrQdSRIG1MaG2gt2dGxkylsFp+wrpmzBsq1JwVvpONDA==";

    [Fact]
    public async Task The_published_message_is_opened_and_its_fields_are_checked()
    {
        await using var center = await StartAsync();

        var answer = await PostAsync(center, Message(SignedByDefaultId));

        Assert.Equal("-1", Text(answer, "code"));
        Assert.Contains("medOrgOrd 医疗机构订单号：不能为空", Text(answer, "message"), StringComparison.Ordinal);
        Assert.DoesNotContain("验签", Text(answer, "message"), StringComparison.Ordinal);
        Assert.False(answer.ContainsKey("signData"));
    }

    [Fact]
    public async Task The_user_id_is_a_setting_of_the_channel()
    {
        await using var center = await StartAsync(p => p.UserId = AppSecret);

        Assert.DoesNotContain("验签", Text(await PostAsync(center, Message(SignedBySecretAsId)), "message"), StringComparison.Ordinal);
        Assert.Equal("signData：验签失败", Text(await PostAsync(center, Message(SignedByDefaultId)), "message"));
    }

    [Theory]
    [InlineData("signData", "AAAA", "signData：验签失败")]
    [InlineData("timestamp", "1700000000001", "signData：验签失败")]
    [InlineData("encData", "00FF", "encData：报文解密失败")]
    [InlineData("appId", "SOMEBODY-ELSE-0001", "appId：渠道不存在")]
    public async Task A_message_that_was_changed_is_refused(string member, string value, string reason)
    {
        await using var center = await StartAsync();
        var message = Message(SignedByDefaultId);
        message[member] = value;

        Assert.Equal(reason, Text(await PostAsync(center, message), "message"));
        Assert.Empty(center.MobileOrders.All);
    }

    [Fact]
    public async Task Refusals_are_signed_where_the_platform_does_so()
    {
        await using var center = await StartAsync(p => p.SignRefusals = true);

        Assert.True((await PostAsync(center, Message(SignedByDefaultId))).ContainsKey("signData"));
    }

    [Fact]
    public async Task Paths_are_the_platforms_own_and_other_paths_stay_the_centers()
    {
        await using var center = await StartAsync(p => p.Paths["6201"] = "/org/local/hos/uld");

        Assert.Equal("-1", Text(await PostAsync(center, Message(SignedByDefaultId), "org/local/hos/uld"), "code"));
        using var client = new HttpClient();
        using var elsewhere = await client.PostAsync(center.BaseUri + "mobile/6201", new StringContent("{}"));
        Assert.Equal(HttpStatusCode.InternalServerError, elsewhere.StatusCode);
    }

    [Fact]
    public async Task Orders_outlive_a_restart_and_a_reset_forgets_them()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".jsonl");
        try
        {
            await File.WriteAllTextAsync(file, Line());
            await using (var first = await StartAsync(ledger: file))
            {
                first.MobileOrders.Pay("M0001");
            }

            await using var second = await StartAsync(ledger: file);
            var order = second.MobileOrders.Find("ORD1");
            Assert.Equal(("6", 70m), (order.OrdStas, order.Fund));
            Assert.NotEqual("", order.RevsToken);
            second.Reset();
            Assert.Empty(second.MobileOrders.All);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_tester_changes_orders_by_hand_and_sees_no_token()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".jsonl");
        try
        {
            await File.WriteAllTextAsync(file, Line());
            await using var center = await StartAsync(ledger: file);

            var changed = await PostAsync(center, new JsonObject { ["order"] = "M0001", ["ordStas"] = "14" }, "_center/mobile-orders");
            Assert.Equal("14", changed["order"]!["ordStas"]!.GetValue<string>());
            Assert.Equal("14", center.MobileOrders.Find("M0001").OrdStas);
            using var client = new HttpClient();
            var list = await client.GetStringAsync(center.BaseUri + "_center/mobile-orders");
            Assert.Contains("M0001", list, StringComparison.Ordinal);
            Assert.DoesNotContain("TOKEN-OF-THE-TEST", list, StringComparison.Ordinal);
            Assert.Contains("no such order", Text(await PostAsync(center, new JsonObject { ["order"] = "M9" }, "_center/mobile-orders"), "error"), StringComparison.Ordinal);
            Assert.Contains("this machine only", Text(await PostAsync(center, new JsonObject { ["order"] = "M0001", ["notify"] = "6302" }, "_center/mobile-orders"), "error"), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_center_without_a_platform_says_so()
    {
        await using var center = await MockCenterServer.StartAsync(new MockCenterOptions());

        Assert.Throws<InvalidOperationException>(() => center.MobileOrders);
        Assert.Throws<ArgumentException>(() => new MockMobilePayment("SHORT", "s", [], []));
    }

    private static Task<MockCenterServer> StartAsync(Action<MockMobilePayment>? adjust = null, string? ledger = null)
    {
        var platform = new MockMobilePayment(AppId, AppSecret, Convert.FromHexString(HospitalKey), Convert.FromHexString(PlatformKey));
        adjust?.Invoke(platform);
        return MockCenterServer.StartAsync(new MockCenterOptions { MobilePayment = platform, LedgerFile = ledger });
    }

    private static JsonObject Message(string signature) => new()
    {
        ["appId"] = AppId, ["encType"] = "SM4", ["signType"] = "SM2", ["timestamp"] = "1700000000000", ["version"] = "2.0.1", ["encData"] = EncData, ["signData"] = signature,
    };

    private static async Task<JsonObject> PostAsync(MockCenterServer center, JsonObject message, string path = "mobile/6201")
    {
        using var client = new HttpClient();
        using var content = new StringContent(message.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(center.BaseUri + path, content);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }

    private static string Text(JsonObject json, string name) => json[name]!.GetValue<string>();

    private static string Line() => new JsonObject
    {
        ["institution"] = "mobile:" + AppId, ["msgid"] = "m1", ["code"] = "6202", ["at"] = "2026-03-01T09:30:00.0000000+08:00",
        ["events"] = new JsonArray(new JsonObject
        {
            ["event"] = "mobile-order",
            ["order"] = new JsonObject
            {
                ["payOrdId"] = "ORD1", ["payToken"] = "TOKEN-OF-THE-TEST", ["medOrgOrd"] = "M0001", ["ordStas"] = "1", ["total"] = 100, ["fund"] = 70, ["account"] = 20, ["own"] = 10, ["revsToken"] = "",
                ["paidAt"] = "", ["orgCodg"] = "H44088200999", ["idNo"] = "440882190001010000", ["hasSplit"] = true, ["refunds"] = new JsonArray(), ["businessSerials"] = new JsonArray("B1"),
            },
        }),
    }.ToJsonString() + "\n";
}
