using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Insurance.Sdk.Tests.Calls;

/// <summary>Secrets and personal data never reach a log, an event or an exception's text, whatever happens.</summary>
public sealed class SecrecyTests
{
    private const string Person = "张三";
    private const string Identity = "000000199001011234";

    [Theory]
    [InlineData("""{"infcode":-1,"err_msg":"张三 000000199001011234 余额不足"}""")]
    [InlineData("""{"infcode":"张三 000000199001011234","err_msg":"x"}""")]
    [InlineData("""{"infcode":0,"err_msg":"张三 000000199001011234","output":null}""")]
    [InlineData("""{"infcode":0,"output":{"setl_id":"000000199001011234","name":"张三"}}""")]
    [InlineData("""{"code":401,"message":"张三 000000199001011234"}""")]
    [InlineData("""{"code":"张三 000000199001011234","message":"x"}""")]
    [InlineData("""{"张三":"000000199001011234","infcode""")]
    [InlineData("<html>张三 000000199001011234</html>")]
    public async Task Whatever_the_center_says_stays_out_of_logs_and_texts(string body)
    {
        var hospital = new TestHospital();
        var logger = new ListLogger();
        var listener = new LoggingCallListener(logger, "first");
        hospital.OnEvent = listener.On;
        hospital.Center.Answers(body);
        var texts = new List<string>();

        foreach (var operation in new[] { FakeOperations.Query, FakeOperations.Command })
        {
            try
            {
                var answer = await hospital.Open().CallAsync(operation, new FakeRequest { Name = Person, Lines = new() { Identity } }, new CallOptions { Operator = new Operator { Code = "9", Name = Person } }, default);
                texts.AddRange(answer.Receipt.Deviations.Select(d => d.ToString()));
            }
            catch (InsuranceException e)
            {
                texts.Add(e.ToString());
                texts.AddRange(e.Deviations.Select(d => d.ToString()));
            }
        }

        texts.AddRange(logger.Lines);
        Assert.NotEmpty(logger.Lines);
        foreach (var text in texts)
        {
            foreach (var secret in new[] { Person, Identity, TestHospital.Token, "收费员甲" })
            {
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Settings_and_operators_show_no_secret()
    {
        var options = TestHospital.BasicOptions();
        options.SecretKey = options.AccessKey = TestHospital.Token;

        Assert.DoesNotContain(TestHospital.Token, options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("收费员甲", options.Operator!.ToString(), StringComparison.Ordinal);
    }

    private sealed class ListLogger : ILogger
    {
        internal List<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Lines.Add(formatter(state, exception));
    }
}
