using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Insurance.Sdk.Tests.Calls;

public sealed class DependencyInjectionTests
{
    [Fact]
    public async Task Several_hospitals_live_side_by_side()
    {
        var first = new TestHospital();
        var second = new TestHospital();
        first.Center.Answers(TestHospital.Accepted);
        second.Center.Answers(TestHospital.Accepted);
        var services = new ServiceCollection();
        Add(services, "first", first, "H00000000001");
        Add(services, "second", second, "H00000000002");
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredKeyedService<InsuranceClient>("first").InvokeAsync("2207", "{}");
        await provider.GetRequiredKeyedService<InsuranceClient>("second").InvokeAsync("2207", "{}");

        Assert.Equal("H00000000001", first.Center.Received.Single().GetProperty("fixmedins_code").GetString());
        Assert.Equal("H00000000002", second.Center.Received.Single().GetProperty("fixmedins_code").GetString());
        Assert.Same(provider.GetRequiredKeyedService<InsuranceClient>("first"), provider.GetRequiredKeyedService<InsuranceClient>("first"));
    }

    [Fact]
    public async Task Everything_that_is_logged_is_free_of_secrets_even_at_trace_level()
    {
        var hospital = new TestHospital();
        hospital.Center.Answers(TestHospital.Refused);
        var lines = new List<string>();
        var services = new ServiceCollection();
        services.AddLogging(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(new ListProvider(lines)));
        Add(services, null, hospital, "H00000000001");
        await using var provider = services.BuildServiceProvider();

        await Assert.ThrowsAsync<RefusedException>(() => provider.GetRequiredService<InsuranceClient>().InvokeAsync("2207", """{"data":{"name":"李四"}}"""));

        var signature = hospital.Center.Requests[0].Headers.GetValues("x-tif-signature").Single();
        Assert.Contains(lines, l => l.Contains("2207 H0000000000120260302003005", StringComparison.Ordinal) && l.Contains("Refused", StringComparison.Ordinal));
        foreach (var secret in new[] { TestHospital.Token, "paas-of-the-test", signature, "李四", "张三", "收费员甲" })
        {
            Assert.DoesNotContain(lines, l => l.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_client_comes_from_a_section_of_the_configuration()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Insurance:profile"] = "guangdong",
            ["Insurance:baseUrl"] = "http://127.0.0.1:5080/x/",
            ["Insurance:paasId"] = "p",
            ["Insurance:token"] = "t",
            ["Insurance:institutionCode"] = "H00000000001",
            ["Insurance:institutionName"] = "测试医院",
            ["Insurance:area"] = "44088",
        }).Build();
        var services = new ServiceCollection();
        services.AddInsuranceClient(configuration.GetSection("Insurance"));
        using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<ConfigurationException>(() => provider.GetRequiredService<InsuranceClient>());

        Assert.Equal("area", error.Setting);
    }

    [Fact]
    public async Task Registered_listeners_hear_the_events()
    {
        var hospital = new TestHospital();
        hospital.Center.Answers(TestHospital.Accepted);
        var services = new ServiceCollection();
        services.AddSingleton<ICallListener>(hospital);
        Add(services, null, hospital, "H00000000001");
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<InsuranceClient>().InvokeAsync("2207", "{}");

        Assert.Equal(5, hospital.Events.Count);
    }

    private static void Add(IServiceCollection services, string? name, TestHospital hospital, string institution)
        => InsuranceServiceCollectionExtensions.Add(
                services,
                name,
                () =>
                {
                    var options = TestHospital.BasicOptions();
                    options.InstitutionCode = institution;
                    return options;
                },
                parts =>
                {
                    parts.Codec = hospital.Codec;
                    parts.MessageIds = hospital;
                    parts.TimeProvider = hospital.Time;
                })
            .ConfigurePrimaryHttpMessageHandler(() => hospital.Center);

    private sealed class ListProvider : ILoggerProvider, ILogger
    {
        private readonly List<string> _lines;

        internal ListProvider(List<string> lines)
        {
            _lines = lines;
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Log(LogLevel.Trace, default, state, null, static (s, _) => s.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
            {
                _lines.Add(formatter(state, exception));
            }
        }
    }
}
