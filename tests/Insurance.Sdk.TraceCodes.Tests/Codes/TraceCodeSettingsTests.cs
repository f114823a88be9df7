using System;
using System.Collections.Generic;
using System.Text;
using Insurance.Sdk.TraceCodes;
using Microsoft.Extensions.Configuration;

namespace Insurance.Sdk.TraceCodes.Tests.Codes;

public sealed class TraceCodeSettingsTests
{
    private const string Whole = """
        {
          "traceCodes": {
            "strict20": false, "maxLength": 50, "allowedKinds": ["platform", "gs1"], "fillerCode": "99999999999999999999",
            "manufacturerCodes": ["MF-[0-9]{8}", "X.*"], "virtualCodes": ["XN.*"], "urlParameters": ["code", "c"], "gs1Form": "gtin-serial",
            "platform": { "address": "http://127.0.0.1/router/rest", "appKey": "K", "appSecret": "S", "session": "N", "refEntId": "R", "targetRefEntId": "T",
                          "signMethod": "hmac-sha256", "spacingSeconds": 0.33, "timeoutSeconds": 5, "maxAttempts": 2, "simplify": true,
                          "codeQuery": { "method": "m", "parameters": { "codes": "{codes}" }, "rows": "result.list", "fields": { "prefix": "a" }, "codesPerCall": 7 } },
            "fourCodeQuery": { "number": "ZSMCJ003", "input": { "data": { "page": "{page}" } }, "rows": "rows", "fields": { "prefix": "a", "nationalItemCode": "b" },
                               "paged": true, "firstPage": 0, "pageSize": 500 }
          }
        }
        """;

    [Fact]
    public void Every_setting_of_trace_codes_is_read_from_the_file()
    {
        var o = SettingsFile.Parse(Encoding.UTF8.GetBytes(Whole), _ => null).TraceCodes;

        Assert.Equal((false, 50, "99999999999999999999", Gs1CodeForm.GtinAndSerial), (o.Strict20, o.MaxLength, o.FillerCode, o.Gs1Form));
        Assert.Equal([TraceCodeKind.Platform, TraceCodeKind.Gs1], o.AllowedKinds);
        Assert.Equal(["MF-[0-9]{8}", "X.*"], o.ManufacturerCodes);
        Assert.Equal(["XN.*"], o.VirtualCodes);
        Assert.Equal(["code", "c"], o.UrlParameters);
        var p = o.Platform;
        Assert.Equal(("http://127.0.0.1/router/rest", "K", "S", "N", "R", "T"), (p.Address, p.AppKey, p.AppSecret, p.Session, p.RefEntId, p.TargetRefEntId));
        Assert.Equal((TraceSignMethod.HmacSha256, 0.33, 5.0, 2, true), (p.SignMethod, p.Spacing.TotalSeconds, p.Timeout.TotalSeconds, p.MaxAttempts, p.Simplify));
        Assert.Equal(("m", "{codes}", "result.list", "a", 7), (p.CodeQuery.Method, p.CodeQuery.Parameters["codes"], p.CodeQuery.Rows, p.CodeQuery.Fields["prefix"], p.CodeQuery.CodesPerCall));
        var q = o.FourCodeQuery;
        Assert.Equal(("ZSMCJ003", "rows", true, 0, 500, "a", "b"), (q.Number, q.Rows, q.IsPaged, q.FirstPage, q.PageSize, q.Fields["prefix"], q.Fields["nationalItemCode"]));
        Assert.Contains("\"{page}\"", q.Input, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_section_reads_lists_the_same()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["TraceCodes:Strict20"] = "True",
            ["TraceCodes:ManufacturerCodes:0"] = "A.*",
            ["TraceCodes:ManufacturerCodes:1"] = "B.*",
            ["TraceCodes:AllowedKinds:0"] = "Manufacturer",
            ["TraceCodes:FourCodeQuery:Input"] = "{\"page\":\"{page}\"}",
        }).Build();

        var o = InsuranceOptions.From(configuration).TraceCodes;

        Assert.True(o.Strict20);
        Assert.Equal(["A.*", "B.*"], o.ManufacturerCodes);
        Assert.Equal([TraceCodeKind.Manufacturer], o.AllowedKinds);
        Assert.Equal("{\"page\":\"{page}\"}", o.FourCodeQuery.Input);
    }

    [Fact]
    public void Secrets_of_the_environment_win()
    {
        var o = SettingsFile.Parse(Encoding.UTF8.GetBytes(Whole), name => name.StartsWith("INSURANCE_TRACEPLATFORM_", StringComparison.Ordinal) ? name : null).TraceCodes.Platform;

        Assert.Equal(
            ("INSURANCE_TRACEPLATFORM_APPKEY", "INSURANCE_TRACEPLATFORM_APPSECRET", "INSURANCE_TRACEPLATFORM_SESSION", "INSURANCE_TRACEPLATFORM_REFENTID"),
            (o.AppKey, o.AppSecret, o.Session, o.RefEntId));
    }

    [Theory]
    [InlineData("""{"traceCodes":{"strict21":true}}""", "traceCodes.strict21")]
    [InlineData("""{"traceCodes":{"strict20":"maybe"}}""", "traceCodes.strict20")]
    [InlineData("""{"traceCodes":{"manufacturerCodes":"A.*"}}""", "traceCodes.manufacturerCodes")]
    [InlineData("""{"traceCodes":{"manufacturerCodes":[["A"]]}}""", "traceCodes.manufacturerCodes.0")]
    [InlineData("""{"traceCodes":{"allowedKinds":["69"]}}""", "traceCodes.allowedKinds.0")]
    [InlineData("""{"traceCodes":{"platform":{"signMethod":"sha1"}}}""", "traceCodes.platform.signMethod")]
    [InlineData("""{"traceCodes":{"fourCodeQuery":{"pages":true}}}""", "traceCodes.fourCodeQuery.pages")]
    [InlineData("""{"traceCodes":{"platform":{"codeQuery":{"field":{}}}}}""", "traceCodes.platform.codeQuery.field")]
    public void A_wrong_setting_is_named(string json, string setting)
        => Assert.Equal(setting, Assert.Throws<ConfigurationException>(() => SettingsFile.Parse(Encoding.UTF8.GetBytes(json), _ => null)).Setting);
}
