using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Insurance.Sdk.Signing;
using Insurance.Sdk.Tests.Calls;
using Microsoft.Extensions.Configuration;

namespace Insurance.Sdk.Tests.Profiles;

public sealed class InsuranceOptionsTests
{
    private const string Whole = """
        {
          // everything a file can hold
          "profile": "guangdong", "baseUrl": "http://127.0.0.1:5080/ebus/gdyb_inf/poc/hsa/hgs/", "paasId": "P", "token": "T",
          "institutionCode": "H44088200999", "institutionName": "测试医院", "area": "440882", "receiverSystem": "HIS",
          "operator": { "type": "1", "code": "0001", "name": "甲" },
          "protection": { "kind": "sm2-sm4", "clientId": "0123456789abcdef", "privateKey": "K", "platformPublicKey": "Q", "userId": "U", "encoding": "raw" },
          "edition": "guangdong", "gateway": "x-tif", "urlShape": "prefix", "routes": { "42*": "http://127.0.0.1/b/" }, "headers": { "x-a": "b" },
          "hashCase": "upper", "apiName": "n", "apiVersion": "2.0", "accessKey": "A", "secretKey": "S", "timestampUnit": "seconds",
          "contentType": "text/plain;charset=utf-8", "infver": "1.0.0", "signType": "", "timeoutSeconds": 12.5, "clockOffsetSeconds": -3,
          "corrections": "corrections.json", "codeLists": "fail", "batchSize": 50,
          "signIn": { "mode": "automatic", "lifetime": "01:30:00", "mac": "m", "ip": "i" },
          "missingLineResult": "refused", "emptyFields": "omit", "messageIds": { "directory": "d", "sequenceFrom": 1, "sequenceTo": 4999, "blockSize": 8 },
          "retry": { "maxAttempts": 2, "delaySeconds": 0.5, "maxDelaySeconds": 3 },
          "extraEnvelope": { "fixmedins_soft_fcty": "X", "idfi_mode": 1, "recer_admdvs": null },
          "traceCodes": { "strict20": true, "maxLength": 30 },
          "files": { "uploadForm": "multipart", "part": "file", "maxBytes": 1000000 }, "reconciliation": { "refundFlag": "1" },
          "mobilePayment": { "baseUrl": "http://127.0.0.1/pay/", "paths": { "6201": "a/b" }, "transTypes": { "6201": "t" }, "headers": { "x-c": "d" }, "contentType": "text/plain", "appId": "I", "appSecret": "J",
            "privateKey": "L", "platformPublicKey": "M", "userId": "N", "appIdMember": "appCode", "version": "1.0.0", "encType": "sm4", "signType": "sm2", "hexCase": "lower", "scalarsAsText": "firstLevel",
            "timestamp": "milliseconds", "successCode": "200", "unsignedFailures": "unknown", "reversalField": "payAuthNo" },
        }
        """;

    [Fact]
    public void Every_member_of_the_file_is_read()
    {
        var o = Parse(Whole);

        Assert.Equal(("guangdong", "P", "T", "H44088200999", "440882", "HIS"), (o.Profile, o.PaasId, o.Token, o.InstitutionCode, o.Area, o.ReceiverSystem));
        Assert.Equal(("1", "0001", "甲"), (o.Operator!.Type, o.Operator.Code, o.Operator.Name));
        Assert.Equal(("sm2-sm4", "0123456789abcdef", "K", "Q", "U"), (o.Protection!.Kind, o.Protection.ClientId, o.Protection.PrivateKey, o.Protection.PlatformPublicKey, o.Protection.UserId));
        Assert.Equal(("http://127.0.0.1/b/", "b"), (o.Routes["42*"], o.Headers["X-A"]));
        Assert.Equal(("upper", "n", "2.0", "A", "S", "seconds"), (o.HashCase, o.ApiName, o.ApiVersion, o.AccessKey, o.SecretKey, o.TimestampUnit));
        Assert.Equal(("text/plain;charset=utf-8", "1.0.0", ""), (o.ContentType, o.Infver, o.SignType));
        Assert.Equal((TimeSpan.FromSeconds(12.5), -3, "corrections.json", CodeListRule.Fail, 50), (o.Timeout, o.ClockOffsetSeconds, o.Corrections, o.CodeLists, o.BatchSize));
        Assert.Equal((SignInMode.Automatic, TimeSpan.FromMinutes(90), "m", "i"), (o.SignIn.Mode, o.SignIn.Lifetime, o.SignIn.Mac, o.SignIn.Ip));
        Assert.Equal((MissingLineRule.Refused, EmptyFieldRule.Omit), (o.MissingLineResult, o.EmptyFields));
        Assert.Equal(("d", 1, 4999, 8), (o.MessageIds.Directory, o.MessageIds.SequenceFrom, o.MessageIds.SequenceTo, o.MessageIds.BlockSize));
        Assert.Equal((2, 0.5, 3.0), (o.Retry.MaxAttempts, o.Retry.Delay.TotalSeconds, o.Retry.MaxDelay.TotalSeconds));
        Assert.Equal(("X", "1", "null"), (o.ExtraEnvelope.GetText("fixmedins_soft_fcty"), o.ExtraEnvelope.GetJson("idfi_mode"), o.ExtraEnvelope.GetJson("recer_admdvs")));
    }

    [Fact]
    public void Every_member_of_mobile_payment_is_read()
    {
        var o = Parse(Whole).MobilePayment;

        Assert.Equal(("http://127.0.0.1/pay/", "a/b", "t", "d", "text/plain"), (o.BaseUrl, o.Paths["6201"], o.TransTypes["6201"], o.Headers["X-C"], o.ContentType));
        Assert.Equal(("I", "J", "L", "M", "N"), (o.AppId, o.AppSecret, o.PrivateKey, o.PlatformPublicKey, o.UserId));
        Assert.Equal(("appCode", "1.0.0", "sm4", "sm2", HexCase.Lower, ScalarText.FirstLevel), (o.AppIdMember, o.Version, o.EncType, o.SignType, o.HexCase, o.ScalarsAsText));
        Assert.Equal((TimestampForm.Milliseconds, "200", UnsignedFailureRule.Unknown, "payAuthNo"), (o.Timestamp, o.SuccessCode, o.UnsignedFailures, o.ReversalField));
    }

    [Fact]
    public void The_whole_file_names_every_known_setting()
    {
        using var document = JsonDocument.Parse(Whole, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });

        Assert.Equal(SettingsReader.Names.Order(StringComparer.Ordinal), document.RootElement.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_configuration_section_reads_the_same()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Profile"] = "hunan",
            ["Operator:Code"] = "7",
            ["Retry:MaxAttempts"] = "5",
            ["Routes:42*"] = "http://127.0.0.1/z/",
            ["ExtraEnvelope:app_id"] = "A1",
        }).Build();

        var o = InsuranceOptions.From(configuration);

        Assert.Equal(("hunan", "7", 5, "http://127.0.0.1/z/", "A1"), (o.Profile, o.Operator!.Code, o.Retry.MaxAttempts, o.Routes["42*"], o.ExtraEnvelope.GetText("app_id")));
    }

    [Theory]
    [InlineData("""{"instituionCode":"x"}""", "instituionCode", "institutionCode")]
    [InlineData("""{"retry":{"maxAttemps":1}}""", "retry.maxAttemps", "maxAttempts")]
    [InlineData("""{"protection":{"privatKey":"x"}}""", "protection.privatKey", "privateKey")]
    [InlineData("""{"mobilePayment":{"path":{}}}""", "mobilePayment.path", "paths")]
    public void An_unknown_member_is_an_error_with_the_nearest_name(string json, string setting, string nearest)
    {
        var error = Assert.Throws<ConfigurationException>(() => Parse(json));

        Assert.Equal(setting, error.Setting);
        Assert.Contains(nearest, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"batchSize":"many"}""", "batchSize")]
    [InlineData("""{"batchSize":1.5}""", "batchSize")]
    [InlineData("""{"timeoutSeconds":-1}""", "timeoutSeconds")]
    [InlineData("""{"codeLists":"maybe"}""", "codeLists")]
    [InlineData("""{"mobilePayment":{"unsignedFailures":"maybe"}}""", "mobilePayment.unsignedFailures")]
    [InlineData("""{"mobilePayment":{"paths":"a"}}""", "mobilePayment.paths")]
    [InlineData("""{"signIn":{"mode":"never"}}""", "signIn.mode")]
    [InlineData("""{"signIn":{"lifetime":"soon"}}""", "signIn.lifetime")]
    [InlineData("""{"operator":"0001"}""", "operator")]
    [InlineData("""{"routes":["a"]}""", "routes")]
    [InlineData("""{"token":{"a":1}}""", "token")]
    [InlineData("""{"token":"a","token":"b"}""", "token")]
    [InlineData("[]", "settings file")]
    [InlineData("{\"token\":\"SECRET", "settings file")]
    public void A_wrong_value_is_an_error_that_names_the_setting(string json, string setting)
    {
        var error = Assert.Throws<ConfigurationException>(() => Parse(json));

        Assert.Equal(setting, error.Setting);
        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("profile", "", "profile")]
    [InlineData("profile", "guangdon", "profile")]
    [InlineData("baseUrl", "", "baseUrl")]
    [InlineData("baseUrl", "ftp://127.0.0.1/", "baseUrl")]
    [InlineData("baseUrl", "http://user:secret@127.0.0.1/", "baseUrl")]
    [InlineData("paasId", "", "paasId")]
    [InlineData("token", "", "token")]
    [InlineData("institutionCode", "H1", "institutionCode")]
    [InlineData("institutionName", "", "institutionName")]
    [InlineData("area", "4408", "area")]
    [InlineData("receiverSystem", "12345678901", "receiverSystem")]
    [InlineData("infver", "", "infver")]
    [InlineData("signType", "12345678901", "signType")]
    [InlineData("gateway", "xtif", "gateway")]
    [InlineData("hashCase", "Upper?", "hashCase")]
    [InlineData("timeoutSeconds", "0", "timeoutSeconds")]
    [InlineData("batchSize", "0", "batchSize")]
    public void A_client_is_not_made_from_a_wrong_setting(string name, string value, string setting)
    {
        var json = JsonSerializer.Serialize(new Dictionary<string, string>(Minimal) { [name] = value });

        var error = Assert.Throws<ConfigurationException>(() => new InsuranceClient(Parse(json), Fakes()));

        Assert.Equal(setting, error.Setting);
        Assert.StartsWith(setting + ": ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"retry":{"maxAttempts":0}}""", "retry.maxAttempts")]
    [InlineData("""{"retry":{"delaySeconds":5,"maxDelaySeconds":1}}""", "retry.maxDelaySeconds")]
    [InlineData("""{"messageIds":{"sequenceFrom":10,"sequenceTo":9}}""", "messageIds.sequenceTo")]
    [InlineData("""{"signIn":{"mode":"automatic"}}""", "signIn.mac")]
    [InlineData("""{"operator":{"code":"","name":"x"}}""", "operator.code")]
    [InlineData("""{"routes":{"42*":"nowhere"}}""", "routes.42*")]
    [InlineData("""{"extraEnvelope":{"MSGID":"x"}}""", "extraEnvelope.MSGID")]
    public void Settings_that_contradict_are_errors_when_the_client_is_made(string json, string setting)
    {
        var options = Parse(json);
        options.Profile = "guangdong";
        options.BaseUrl = Minimal["baseUrl"];
        options.InstitutionCode = Minimal["institutionCode"];
        options.InstitutionName = Minimal["institutionName"];
        options.Area = Minimal["area"];

        Assert.Equal(setting, Assert.Throws<ConfigurationException>(() => new InsuranceClient(options, Fakes())).Setting);
    }

    [Theory]
    [InlineData("hunan", "receiverSystem")]
    [InlineData("jilin", "receiverSystem")]
    [InlineData("inner-mongolia", "receiverSystem")]
    [InlineData("custom", "receiverSystem")]
    public void What_a_place_has_no_witness_for_must_be_configured(string profile, string setting)
    {
        var options = Parse(JsonSerializer.Serialize(new Dictionary<string, string>(Minimal) { ["profile"] = profile }));

        Assert.Equal(setting, Assert.Throws<ConfigurationException>(() => new InsuranceClient(options, Fakes())).Setting);
    }

    [Fact]
    public void A_minimal_file_of_guangdong_is_enough()
    {
        using var client = new InsuranceClient(Parse(JsonSerializer.Serialize(Minimal)), Fakes());
        Assert.Null(client.SignNo);
    }

    [Fact]
    public void Secrets_of_the_environment_win_over_the_file()
    {
        var environment = new Dictionary<string, string>
        {
            ["INSURANCE_TOKEN"] = "env-token",
            ["INSURANCE_PAASID"] = "env-paas",
            ["INSURANCE_PROTECTION_PRIVATEKEY"] = "env-key",
            ["INSURANCE_SECRETKEY"] = "",
            ["INSURANCE_MOBILEPAYMENT_APPSECRET"] = "env-secret",
            ["INSURANCE_MOBILEPAYMENT_PRIVATEKEY"] = "env-sm2",
        };

        var o = SettingsFile.Parse(Encoding.UTF8.GetBytes(Whole), name => environment.GetValueOrDefault(name));

        Assert.Equal(("I", "env-secret", "env-sm2"), (o.MobilePayment.AppId, o.MobilePayment.AppSecret, o.MobilePayment.PrivateKey));
        Assert.Equal(("env-token", "env-paas", "env-key", "S", "0123456789abcdef"), (o.Token, o.PaasId, o.Protection!.PrivateKey, o.SecretKey, o.Protection.ClientId));
    }

    [Fact]
    public void A_file_is_loaded_from_disk_with_or_without_a_byte_order_mark()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, JsonSerializer.Serialize(Minimal), new UTF8Encoding(true));
            Assert.Equal("guangdong", InsuranceOptions.Load(path).Profile);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Equal("settings file", Assert.Throws<ConfigurationException>(() => InsuranceOptions.Load(path)).Setting);
    }

    [Fact]
    public void The_operator_is_the_institution_where_nobody_is_named()
    {
        var settings = ClientSettings.From(Parse(JsonSerializer.Serialize(Minimal)));

        Assert.Equal(("1", "H44088200999", "测试医院"), (settings.Operator.Type, settings.Operator.Code, settings.Operator.Name));
        Assert.Equal(("HIS", "V1.0", "SM3", "guangdong"), (settings.ReceiverSystem, settings.Infver, settings.SignType, settings.Edition));
    }

    private static readonly Dictionary<string, string> Minimal = new()
    {
        ["profile"] = "guangdong",
        ["baseUrl"] = "http://127.0.0.1:5080/ebus/gdyb_inf/poc/hsa/hgs/",
        ["paasId"] = "P",
        ["token"] = "T",
        ["institutionCode"] = "H44088200999",
        ["institutionName"] = "测试医院",
        ["area"] = "440882",
    };

    private static InsuranceClientParts Fakes() => new() { Codec = new FakeCodec(), MessageIds = new TestHospital() };

    private static InsuranceOptions Parse(string json) => SettingsFile.Parse(Encoding.UTF8.GetBytes(json), _ => null);
}
