using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Reconciliation.Tests;

/// <summary>One request as its bytes arrived.</summary>
internal sealed record Arrival(string Number, string ContentType, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    internal string Text => new UTF8Encoding(false, true).GetString(Body);

    internal JsonElement Envelope => JsonDocument.Parse(Body).RootElement;

    internal JsonElement Input => Envelope.GetProperty("input");
}

/// <summary>A center made of answers written by hand, and a hospital that calls it.</summary>
internal sealed class ScriptedCenter : HttpMessageHandler, IMessageIdSource
{
    private readonly Dictionary<string, Func<Arrival, int, HttpResponseMessage>> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private int _lastNumber;

    /// <summary>Half past midnight of 3 March in China, still 2 March in UTC.</summary>
    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 16, 30, 0, TimeSpan.Zero));

    internal List<Arrival> Arrived { get; } = new();

    public string Next(string institutionCode) => institutionCode + "20260303003000" + Interlocked.Increment(ref _lastNumber).ToString("0000", CultureInfo.InvariantCulture);

    internal InsuranceClient Open(Action<InsuranceOptions>? adjust = null, ICallJournal? journal = null)
    {
        var options = new InsuranceOptions
        {
            Profile = "guangdong",
            BaseUrl = "http://127.0.0.1:9/center/",
            PaasId = "paas-of-the-tests",
            Token = "token-of-the-tests",
            InstitutionCode = "H00000000001",
            InstitutionName = "测试医院",
            Area = "440800",
        };
        options.Retry.MaxAttempts = 1;
        adjust?.Invoke(options);
        return new InsuranceClient(options, new InsuranceClientParts { TimeProvider = Clock, MessageIds = this, HttpMessageHandler = this, Journal = journal });
    }

    internal ScriptedCenter On(string number, Func<Arrival, int, HttpResponseMessage> answer)
    {
        _answers[number] = answer;
        return this;
    }

    internal ScriptedCenter On(string number, string output) => On(number, (_, _) => Accept(output));

    internal ScriptedCenter File(byte[] bytes) => On("9102", (_, _) => Bytes(bytes));

    internal static HttpResponseMessage Accept(string output)
        => Json("""{"infcode":0,"inf_refmsgid":"440800202603030030000000000001","err_msg":"","output":""" + output + "}");

    internal static HttpResponseMessage Refuse(string text) => Json("""{"infcode":-1,"inf_refmsgid":null,"err_msg":""" + JsonSerializer.Serialize(text) + ""","output":null}""");

    internal static HttpResponseMessage Bytes(byte[] bytes, string contentType = "application/octet-stream")
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    internal IReadOnlyList<Arrival> Of(string number) => Arrived.Where(a => a.Number == number).ToList();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var number = request.RequestUri!.AbsolutePath.Split('/')[^1];
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        var headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        var arrival = new Arrival(number, request.Content.Headers.GetValues("Content-Type").Single(), body, headers);
        Arrived.Add(arrival);
        var count = _counts[number] = _counts.GetValueOrDefault(number) + 1;
        return _answers.TryGetValue(number, out var answer) ? answer(arrival, count) : Refuse("no such transaction here");
    }

    private static HttpResponseMessage Json(string text)
        => new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
}
