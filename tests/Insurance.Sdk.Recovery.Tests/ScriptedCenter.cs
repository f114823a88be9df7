using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Recovery.Tests;

/// <summary>A center that says what a test has written for it, in raw JSON as the tables print it; what was not written for is an error of the test.</summary>
internal sealed class ScriptedCenter : HttpMessageHandler
{
    private readonly Dictionary<string, Queue<Func<JsonNode, string?>>> _next = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<JsonNode, string?>> _always = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>What came: number, msgid and input.</summary>
    internal List<(string Code, string MessageId, JsonNode Input, string Area)> Calls { get; } = [];

    /// <summary>Nobody answers at all, and nothing arrives.</summary>
    internal bool IsAway { get; set; }

    internal IEnumerable<JsonNode> Inputs(string code) => Calls.Where(c => c.Code == code).Select(c => c.Input);

    internal int Count(string code) => Calls.Count(c => c.Code == code);

    /// <summary>The next call of the number is accepted with this output.</summary>
    internal ScriptedCenter Next(string code, string output) => Next(code, _ => Accepted(output));

    internal ScriptedCenter Next(string code, Func<JsonNode, string?> answer)
    {
        if (!_next.TryGetValue(code, out var queue))
        {
            _next[code] = queue = new Queue<Func<JsonNode, string?>>();
        }

        queue.Enqueue(answer);
        return this;
    }

    /// <summary>Every call of the number is accepted with this output, unless something else is next.</summary>
    internal ScriptedCenter Always(string code, string output)
    {
        _always[code] = _ => Accepted(output);
        return this;
    }

    internal ScriptedCenter Always(string code, Func<JsonNode, string?> answer)
    {
        _always[code] = answer;
        return this;
    }

    /// <summary>The next call of the number arrives, and its answer is lost.</summary>
    internal ScriptedCenter Lose(string code) => Next(code, _ => null);

    internal ScriptedCenter Refuse(string code, string text) => Next(code, _ => Refused(text));

    internal static string Accepted(string output) => "{\"infcode\":0,\"inf_refmsgid\":\"R1\",\"err_msg\":\"\",\"output\":" + output + "}";

    internal static string Refused(string text) => "{\"infcode\":-1,\"err_msg\":\"" + text + "\"}";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsAway)
        {
            throw new HttpRequestException("no route");
        }

        var envelope = JsonNode.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken))!;
        var code = envelope["infno"]!.GetValue<string>();
        Func<JsonNode, string?> answer;
        lock (_gate)
        {
            Calls.Add((code, envelope["msgid"]!.GetValue<string>(), envelope["input"]!, envelope["insuplc_admdvs"]!.GetValue<string>()));
            answer = _next.TryGetValue(code, out var queue) && queue.Count > 0 ? queue.Dequeue()
                : _always.GetValueOrDefault(code) ?? throw new InvalidOperationException("The test has nothing to say to " + code);
        }

        return answer(envelope["input"]!) is { } body
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") }
            : throw new HttpRequestException("the connection was closed");
    }
}
