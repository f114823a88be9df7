using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net.Http;
using System.Threading;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Tests.Calls;

/// <summary>A hospital's client over a fake center, with its own clock and message ids.</summary>
internal sealed class TestHospital : IMessageIdSource, ICallListener
{
    internal const string Token = "token-of-the-test-0123456789";
    internal const string Accepted = """{"infcode":0,"inf_refmsgid":"R1","err_msg":"","output":{"setl_id":"S1"}}""";
    internal const string Refused = """{"infcode":-1,"inf_refmsgid":null,"err_msg":"张三 余额不足","output":null}""";

    private int _number;

    internal FakeCenter Center { get; } = new();

    internal FakeCodec Codec { get; } = new();

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 16, 30, 5, TimeSpan.Zero));

    internal List<CallEvent> Events { get; } = new();

    internal Action<CallEvent>? OnEvent { get; set; }

    internal IBodyProtection? Protection { get; set; }

    internal InsuranceOptions Options { get; } = BasicOptions();

    internal static InsuranceOptions BasicOptions()
    {
        var options = new InsuranceOptions
        {
            Profile = "guangdong",
            BaseUrl = "http://127.0.0.1:5080/ebus/gdyb_inf/poc/hsa/hgs/",
            PaasId = "paas-of-the-test",
            Token = Token,
            InstitutionCode = "H00000000001",
            InstitutionName = "测试医院",
            Area = "440882",
            Operator = new Operator { Code = "0001", Name = "收费员甲" },
        };
        options.Retry.Delay = TimeSpan.Zero;
        options.Retry.MaxDelay = TimeSpan.Zero;
        return options;
    }

    internal InsuranceClient Open(Action<InsuranceClientParts>? adjust = null)
    {
        var parts = new InsuranceClientParts
        {
            HttpMessageHandler = Center,
            TimeProvider = Time,
            MessageIds = this,
            Listener = this,
            Codec = Codec,
            Protection = Protection,
        };
        adjust?.Invoke(parts);
        return new InsuranceClient(Options, parts);
    }

    public string Next(string institutionCode)
        => institutionCode + "20260302003005" + Interlocked.Increment(ref _number).ToString("0000", CultureInfo.InvariantCulture);

    public void On(CallEvent callEvent)
    {
        lock (Events)
        {
            Events.Add(callEvent);
        }

        OnEvent?.Invoke(callEvent);
    }
}
