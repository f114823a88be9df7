using System;
using System.Globalization;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.MockCenter.Tests;

/// <summary>A center without sockets under a plain HttpClient, with a clock that the test moves.</summary>
internal sealed class InProcessBench : IDisposable
{
    internal InProcessBench(Action<MockCenterOptions>? configure = null)
    {
        Options = new MockCenterOptions { TimeProvider = Clock };
        configure?.Invoke(Options);
        Center = new MockCenterHandler(Options);
        Http = new HttpClient(Center.Another());
    }

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(8)));

    internal MockCenterOptions Options { get; }

    internal MockCenterHandler Center { get; }

    internal HttpClient Http { get; }

    /// <summary>insuplc_admdvs of the envelopes.</summary>
    internal string Area { get; set; } = "990001";

    internal string LastMessageId { get; private set; } = "";

    internal HttpRequestMessage Request(string number, JsonNode? input, string? messageId = null, string institution = RawCaller.Institution)
    {
        LastMessageId = messageId ?? RawCaller.NextMessageId(institution);
        var envelope = RawCaller.Envelope(number, input?.DeepClone(), LastMessageId, institution);
        envelope["insuplc_admdvs"] = Area;
        var request = new HttpRequestMessage(HttpMethod.Post, MockCenterHandler.BaseUri + "ebus/test/hsa/hgs/" + number) { Content = new StringContent(envelope.ToJsonString(), Encoding.UTF8, "application/json") };
        string timestamp = Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), nonce = Guid.NewGuid().ToString("N");
        RawCaller.Tif(request, Options.PaasId, timestamp, nonce, RawCaller.Sign(timestamp, Options.Token, nonce));
        return request;
    }

    internal async Task<JsonObject> CallAsync(string number, JsonNode? input, string? messageId = null, string institution = RawCaller.Institution)
    {
        using var request = Request(number, input, messageId, institution);
        using var answer = await Http.SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }

    /// <summary>The output of a message that must be accepted.</summary>
    internal async Task<JsonNode?> AcceptAsync(string number, JsonNode? input, string? messageId = null, string institution = RawCaller.Institution)
    {
        var answer = await CallAsync(number, input, messageId, institution);
        Assert.Equal("", answer["err_msg"]!.GetValue<string>());
        Assert.Equal(0, answer["infcode"]!.GetValue<int>());
        return answer["output"]?.DeepClone();
    }

    internal async Task RefuseAsync(string text, string number, JsonNode? input, string? messageId = null, string institution = RawCaller.Institution)
        => EnvelopeTests.AssertRefused(text, await CallAsync(number, input, messageId, institution));

    public void Dispose()
    {
        Http.Dispose();
        Center.Dispose();
    }
}
