using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Insurance.Sdk.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Tests.Signing;

public class MobilePaymentSealTests
{
    private const string AppId = "SDKTESTAPPID0001EXTRA";
    private const string AppSecret = "SDKTESTAPPSECRET";
    private static readonly Sm2PrivateKey Hospital = Sm2PrivateKey.Generate();
    private static readonly Sm2PrivateKey Platform = Sm2PrivateKey.Generate();

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 17, 30, 5, TimeSpan.Zero));

    [Fact]
    public void The_platform_opens_the_request_and_the_hospital_its_answer()
    {
        var request = OfHospital().SealRequest("{\"orgCodg\":\"H00000000001\",\"feeSumamt\":12.30,\"memo\":null}"u8.ToArray(), "ec.query");
        var arrived = OfPlatform().OpenRequest(request);
        Assert.Equal("{\"feeSumamt\":\"12.30\",\"orgCodg\":\"H00000000001\"}", Text(arrived.Data));
        Assert.Equal("ec.query", arrived.TransType);
        Assert.Equal("20260302013005", arrived.Timestamp);
        Assert.Equal(AppId, arrived.AppId);
        Assert.Equal("2.0.1", arrived.Version);

        var answer = OfHospital().OpenAnswer(OfPlatform().SealAnswer("{\"payOrdId\":\"ORD1\"}"u8.ToArray()));
        Assert.True(answer.IsVerified);
        Assert.False(answer.IsFailure);
        Assert.True(answer.Success);
        Assert.Equal("0", answer.Code);
        Assert.Equal("", answer.Remark);
        Assert.Equal("{\"payOrdId\":\"ORD1\"}", Text(answer.Data));
    }

    [Fact]
    public void A_call_of_the_platform_is_opened_and_answered_by_the_hospital()
    {
        var call = OfHospital().OpenRequest(OfPlatform().SealRequest("{\"ordStas\":\"6\"}"u8.ToArray()));
        Assert.Equal("{\"ordStas\":\"6\"}", Text(call.Data));

        var answer = OfPlatform().OpenAnswer(OfHospital().SealAnswer(default, "0", "成功"));
        Assert.True(answer.IsVerified);
        Assert.Equal("成功", answer.Text);
        Assert.Equal(0, answer.Data.Length);
    }

    [Theory]
    [InlineData(TimestampForm.Digits14, "20260302013005")]
    [InlineData(TimestampForm.Milliseconds, "1772386205000")]
    [InlineData(TimestampForm.Seconds, "1772386205")]
    public void The_time_stamp_has_the_form_of_the_channel(TimestampForm form, string expected)
    {
        var options = Options(Hospital, Platform);
        options.Timestamp = form;
        Assert.Equal(expected, OfPlatform().OpenRequest(new MobilePaymentSeal(options, time).SealRequest("{}"u8.ToArray())).Timestamp);
    }

    [Fact]
    public void Lower_case_and_the_member_appCode_are_settings()
    {
        var options = Options(Hospital, Platform);
        options.HexCase = HexCase.Lower;
        options.AppIdMember = "appCode";
        using var message = JsonDocument.Parse(new MobilePaymentSeal(options, time).SealRequest("{\"a\":\"1\"}"u8.ToArray()));

        Assert.Equal(AppId, message.RootElement.GetProperty("appCode").GetString());
        Assert.False(message.RootElement.TryGetProperty("appId", out _));
        Assert.Matches("^[0-9a-f]+$", message.RootElement.GetProperty("encData").GetString());
    }

    [Theory]
    [InlineData(ScalarText.Everywhere, "{\"b\":{\"c\":\"2\"},\"n\":\"1.50\",\"t\":\"true\"}")]
    [InlineData(ScalarText.FirstLevel, "{\"b\":{\"c\":2},\"n\":\"1.50\",\"t\":\"true\"}")]
    [InlineData(ScalarText.Nowhere, "{\"b\":{\"c\":2},\"n\":1.50,\"t\":true}")]
    public void Scalars_become_text_as_the_channel_wants_and_any_choice_is_opened(ScalarText scalars, string expected)
    {
        var options = Options(Platform, Hospital);
        options.ScalarsAsText = scalars;
        var sent = new MobilePaymentSeal(options, time).SealAnswer("{\"t\":true,\"n\":1.50,\"b\":{\"c\":2}}"u8.ToArray());

        Assert.Equal(expected, Text(OfHospital().OpenAnswer(sent).Data));
    }

    [Fact]
    public void An_answer_signed_with_numbers_as_they_are_written_is_taken_with_a_remark()
    {
        // The data go as {"n":1}; the text that was signed holds them unquoted too, against this channel's setting.
        var options = Options(Platform, Hospital);
        options.ScalarsAsText = ScalarText.Nowhere;
        var answer = OfHospital().OpenAnswer(new MobilePaymentSeal(options, time).SealAnswer("{\"n\":1}"u8.ToArray()));

        Assert.True(answer.IsVerified);
        Assert.Contains("another writing of numbers", answer.Remark);
    }

    [Fact]
    public void An_answer_without_appId_is_verified_with_the_own_one_too()
    {
        var whole = JsonNode.Parse(OfPlatform().SealAnswer("{\"a\":\"1\"}"u8.ToArray()))!.AsObject();
        whole.Remove("appId");

        var answer = OfHospital().OpenAnswer(Bytes(whole));

        Assert.True(answer.IsVerified);
        Assert.Contains("appId", answer.Remark);
    }

    [Theory]
    [InlineData("{\"code\":\"-1\",\"message\":\"参数错误\",\"success\":false}")]
    [InlineData("{\"code\":-1,\"message\":\"参数错误\"}")]
    [InlineData("{\"message\":\"参数错误\",\"success\":\"false\",\"encData\":\"00\",\"signData\":\"AAAA\"}")]
    public void A_failure_is_told_without_a_signature_but_proves_nothing(string json)
    {
        var answer = OfHospital().OpenAnswer(Encoding.UTF8.GetBytes(json));

        Assert.True(answer.IsFailure);
        Assert.False(answer.IsVerified);
        Assert.Equal("参数错误", answer.Text);
        Assert.Equal(0, answer.Data.Length);
        Assert.Contains("not proved", answer.Remark);
        Assert.Throws<SignatureException>(() => OfHospital().OpenRequest(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void A_byte_order_mark_before_the_answer_does_no_harm()
        => Assert.True(OfHospital().OpenAnswer((byte[])[0xEF, 0xBB, 0xBF, .. OfPlatform().SealAnswer("{\"a\":\"1\"}"u8.ToArray())]).IsVerified);

    [Fact]
    public void A_signed_failure_is_verified()
    {
        var answer = OfHospital().OpenAnswer(OfPlatform().SealAnswer("{\"reason\":\"x\"}"u8.ToArray(), "5001", "余额不足"));

        Assert.True(answer.IsFailure);
        Assert.True(answer.IsVerified);
        Assert.Equal("{\"reason\":\"x\"}", Text(answer.Data));
    }

    [Fact]
    public void A_success_that_is_unsigned_or_changed_is_refused_with_a_reason()
    {
        var whole = JsonNode.Parse(OfPlatform().SealAnswer("{\"a\":\"1\"}"u8.ToArray()))!.AsObject();

        Assert.Contains("not accepted", Refused(answer => answer["timestamp"] = "20260302013006"));
        Assert.Contains("not accepted", Refused(answer => answer["extraMember"] = "1"));
        Assert.Contains("not signed", Refused(answer => answer.Remove("signData")));
        Assert.Contains("neither hex nor Base64", Refused(answer => answer["encData"] = "密文"));
        Assert.Contains("16-byte blocks", Refused(answer => answer["encData"] = "AABB"));
        Assert.Contains("not accepted", Refused(answer => answer.Remove("encData")));

        string Refused(Action<JsonObject> change)
        {
            var copy = whole.DeepClone().AsObject();
            change(copy);
            var error = Assert.Throws<SignatureException>(() => OfHospital().OpenAnswer(Bytes(copy)));
            Assert.DoesNotContain(AppSecret, error.ToString());
            return error.Message;
        }
    }

    [Fact]
    public void The_other_user_id_is_named()
    {
        var options = Options(Platform, Hospital);
        options.UserId = AppSecret;

        var error = Assert.Throws<SignatureException>(() => OfHospital().OpenAnswer(new MobilePaymentSeal(options, time).SealAnswer("{\"a\":\"1\"}"u8.ToArray())));

        Assert.Contains("the appSecret", error.Message);
        Assert.DoesNotContain(AppSecret, error.Message);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("<html>")]
    [InlineData("{\"code\":\"0\",\"code\":\"-1\"}")]
    [InlineData("{\"code\":\"\\ud800\"}")]
    public void What_is_no_message_is_a_protocol_error(string body)
        => Assert.Throws<ProtocolException>(() => OfHospital().OpenAnswer(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    public void Data_that_cannot_be_signed_without_doubt_are_refused(string data)
        => Assert.Throws<FormatException>(() => OfHospital().SealRequest(Encoding.UTF8.GetBytes(data)));

    [Fact]
    public void Numbers_keep_their_digits_and_texts_are_escaped_only_where_json_demands_it()
        => Assert.Equal(
            "data={\"a\":\"12.30\",\"b\":\"1E+2\",\"c\":\"</'&+测\\\"\\\\\\n\\u0001\"}&key=" + AppSecret,
            OfHospital().TextToSign("""{"data":{"c":"<\/'&+\u6d4b\"\\\n\u0001","b":1E+2,"a":12.30}}"""u8.ToArray()));

    [Fact]
    public void Random_data_come_back_in_canonical_form()
        => RandomObject.Sample(
            data =>
            {
                var bytes = Bytes(data);
                var opened = OfPlatform().OpenRequest(OfHospital().SealRequest(bytes));
                var again = OfPlatform().OpenRequest(OfHospital().SealRequest(opened.Data));
                Assert.True(opened.IsVerified);
                Assert.Equal(Text(opened.Data), Text(again.Data));
            },
            iter: 80);

    [Fact]
    public void The_text_to_sign_does_not_depend_on_the_order_of_members()
        => Gen.Select(RandomObject, Gen.Int[0, int.MaxValue]).Sample(
            (data, seed) =>
            {
                var seal = OfHospital();
                var one = new JsonObject { ["version"] = "1", ["data"] = data.DeepClone(), ["appId"] = AppId };
                Assert.Equal(seal.TextToSign(Bytes(one)), seal.TextToSign(Bytes((JsonObject)Shuffled(one, new Random(seed)))));
            },
            iter: 200);

    [Theory]
    [InlineData("mobilePayment.appId", "id")]
    [InlineData("mobilePayment.appSecret", "secret")]
    [InlineData("mobilePayment.privateKey", "private")]
    [InlineData("mobilePayment.platformPublicKey", "public")]
    [InlineData("mobilePayment.appIdMember", "member")]
    public void A_wrong_setting_is_named(string setting, string what)
    {
        var options = Options(Hospital, Platform);
        switch (what)
        {
            case "id": options.AppId = "SHORT"; break;
            case "secret": options.AppSecret = " "; break;
            case "private": options.PrivateKey = "00"; break;
            case "public": options.PlatformPublicKey = Platform.ToHex(); break;
            default: options.AppIdMember = "app"; break;
        }

        Assert.Equal(setting, Assert.Throws<ConfigurationException>(() => new MobilePaymentSeal(options, time)).Setting);
    }

    private static readonly Gen<string> Name = Gen.String[Gen.Char["abAB_测1"], 1, 4];

    private static readonly Gen<JsonNode?> Leaf = Gen.OneOf<JsonNode?>(
        Gen.String[Gen.OneOf(Gen.Char["\"\\/<>&'+\n\u2028测试"], Gen.Char['a', 'z']), 0, 8].Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Decimal[-1000, 1000].Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(value => (JsonNode?)JsonValue.Create(value)),
        Gen.Const(0).Select(_ => (JsonNode?)null));

    private static Gen<JsonObject> RandomObject { get; } = Object(3);

    private static Gen<JsonObject> Object(int depth)
        => Gen.Select(Name, Node(depth)).List[0, 5].Select(members =>
        {
            var result = new JsonObject();
            foreach (var (name, value) in members)
            {
                result[name] = value?.DeepClone();
            }

            return result;
        });

    private static Gen<JsonNode?> Node(int depth)
        => depth == 0
            ? Leaf
            : Gen.OneOf(
                Leaf,
                Object(depth - 1).Select(o => (JsonNode?)o),
                Node(depth - 1).List[0, 3].Select(items => (JsonNode?)new JsonArray(items.Select(item => item?.DeepClone()).ToArray())));

    private static JsonNode Shuffled(JsonNode node, Random random)
    {
        switch (node)
        {
            case JsonObject o:
                var members = o.ToArray();
                random.Shuffle(members);
                var result = new JsonObject();
                foreach (var member in members)
                {
                    result[member.Key] = member.Value is null ? null : Shuffled(member.Value, random);
                }

                return result;
            case JsonArray a:
                return new JsonArray(a.Select(item => item is null ? null : Shuffled(item, random)).ToArray());
            default:
                return node.DeepClone();
        }
    }

    private MobilePaymentSeal OfHospital() => new(Options(Hospital, Platform), time);

    private MobilePaymentSeal OfPlatform() => new(Options(Platform, Hospital), time);

    private static MobilePaymentOptions Options(Sm2PrivateKey own, Sm2PrivateKey other) => new()
    {
        AppId = AppId,
        AppSecret = AppSecret,
        PrivateKey = own.ToBase64(),
        PlatformPublicKey = other.PublicKey.ToBase64(),
    };

    private static byte[] Bytes(JsonNode node)
        => Encoding.UTF8.GetBytes(node.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
