using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Insurance.Sdk.Recovery.Tests;

/// <summary>A center on loopback for processes of their own: settlements by message id, visits by number, and a count of everything that takes back.</summary>
internal sealed class CountingCenter : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, bool> _settled = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _visits = new(StringComparer.Ordinal);

    private CountingCenter()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/settlements", () => string.Join('\n', _settled.Keys));
        _app.MapPost("/{code}", HandleAsync);
    }

    /// <summary>Every accepted reversal: omsgid, or mdtrt_id of a withdrawal.</summary>
    internal ConcurrentBag<string> TakenBack { get; } = [];

    /// <summary>Settlements that came a second time.</summary>
    internal ConcurrentBag<string> Settlements { get; } = [];

    internal string Address => _app.Urls.First() + "/";

    internal IEnumerable<string> Standing => _settled.Keys.Concat(_visits.Keys);

    internal static async Task<CountingCenter> StartAsync()
    {
        var center = new CountingCenter();
        await center._app.StartAsync();
        return center;
    }

    internal void Settle(string messageId) => _settled[messageId] = true;

    internal void Register(string number) => _visits[number] = true;

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context, string code)
    {
        var input = (await JsonNode.ParseAsync(context.Request.Body))!["input"]!["data"]!;
        var answer = code switch
        {
            "5201" => ScriptedCenter.Accepted("{\"mdtrtinfo\":[" + string.Join(',', _visits.Keys.Select(v => "{\"mdtrt_id\":\"M" + v + "\",\"ipt_otp_no\":\"" + v + "\"}")) + "]}"),
            "2202" => Take(_visits, input["mdtrt_id"]!.GetValue<string>()[1..]),
            "2601" => Take(_settled, input["omsgid"]!.GetValue<string>()),
            "90502" => ScriptedCenter.Accepted("{\"setlinfo\":[]}"),
            _ => Unexpected(code),
        };
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer, Encoding.UTF8);
    }

    private string Take(ConcurrentDictionary<string, bool> from, string key)
    {
        TakenBack.Add(key);
        return from.TryRemove(key, out _) ? ScriptedCenter.Accepted("{}") : ScriptedCenter.Refused("不存在");
    }

    private string Unexpected(string code)
    {
        Settlements.Add(code);
        return ScriptedCenter.Refused("unexpected");
    }
}
