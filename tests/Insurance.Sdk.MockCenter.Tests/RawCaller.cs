using System;
using System.Globalization;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.Tests;

/// <summary>A hospital program without an SDK: HttpClient, hand-made headers, hand-made envelope.</summary>
internal sealed class RawCaller : IDisposable
{
    internal const string Institution = "H00000000000";
    private static int _sequence;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly MockCenterServer _center;
    private readonly MockCenterOptions _options;

    internal RawCaller(MockCenterServer center, MockCenterOptions options, string prefix = "ebus/test/hsa/hgs/")
    {
        _center = center;
        _options = options;
        Prefix = prefix;
    }

    internal string Prefix { get; }

    internal long Now => _options.TimeProvider.GetUtcNow().ToUnixTimeSeconds();

    internal static string NextMessageId(string institution = Institution)
        => institution + "20260301093000" + (Interlocked.Increment(ref _sequence) % 10000).ToString("D4", CultureInfo.InvariantCulture);

    internal static JsonObject Envelope(string number, JsonNode? input, string? messageId = null, string institution = Institution) => new()
    {
        ["infno"] = number,
        ["msgid"] = messageId ?? NextMessageId(institution),
        ["mdtrtarea_admvs"] = "000000",
        ["insuplc_admdvs"] = "000000",
        ["recer_sys_code"] = "HIS",
        ["dev_no"] = "",
        ["dev_safe_info"] = "",
        ["cainfo"] = "",
        ["signtype"] = "SM3",
        ["infver"] = "V1.0",
        ["opter_type"] = "1",
        ["opter"] = "op1",
        ["opter_name"] = "示例",
        ["inf_time"] = "2026-03-01 09:30:00",
        ["fixmedins_code"] = institution,
        ["fixmedins_name"] = "示例医院",
        ["sign_no"] = "",
        ["input"] = input,
    };

    internal HttpRequestMessage Request(string number, string body, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _center.BaseUri + Prefix + number) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        string timestamp = Now.ToString(CultureInfo.InvariantCulture), nonce = Guid.NewGuid().ToString("N");
        Tif(request, _options.PaasId, timestamp, nonce, Sign(timestamp, _options.Token, nonce));
        change?.Invoke(request);
        return request;
    }

    internal static void Tif(HttpRequestMessage request, string paasId, string timestamp, string nonce, string signature)
    {
        foreach (var (name, value) in new[] { ("x-tif-paasid", paasId), ("x-tif-timestamp", timestamp), ("x-tif-nonce", nonce), ("x-tif-signature", signature) })
        {
            request.Headers.Remove(name);
            request.Headers.Add(name, value);
        }
    }

    internal static string Sign(string timestamp, string token, string nonce)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(timestamp + token + nonce + timestamp)));

    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request);

    /// <summary>Sends an input and reads the answer's envelope.</summary>
    internal async Task<JsonObject> CallAsync(string number, JsonNode? input, string? messageId = null, string institution = Institution)
        => await PostAsync(number, Envelope(number, input, messageId, institution).ToJsonString());

    internal async Task<JsonObject> PostAsync(string number, string body)
    {
        using var answer = await _http.SendAsync(Request(number, body));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }

    internal async Task<JsonObject> AdminAsync(HttpMethod method, string page, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, _center.BaseUri + "_center/" + page);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        using var answer = await _http.SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>A center and its caller for one test.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private Bench(MockCenterServer center, MockCenterOptions options)
    {
        Center = center;
        Options = options;
        Caller = new RawCaller(center, options);
    }

    internal MockCenterServer Center { get; }

    internal MockCenterOptions Options { get; }

    internal RawCaller Caller { get; }

    internal static async Task<Bench> StartAsync(Action<MockCenterOptions>? configure = null)
    {
        var options = new MockCenterOptions();
        configure?.Invoke(options);
        return new Bench(await MockCenterServer.StartAsync(options), options);
    }

    public async ValueTask DisposeAsync()
    {
        Caller.Dispose();
        await Center.DisposeAsync();
    }
}
