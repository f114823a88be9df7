using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Tests.Calls;

/// <summary>A handler that plays center, gateway and network, one step per request; the last step stays.</summary>
internal sealed class FakeCenter : HttpMessageHandler
{
    internal delegate Task<HttpResponseMessage> Step(HttpRequestMessage request, CancellationToken token);

    private readonly Queue<Step> _steps = new();
    private Step? _last;

    internal List<JsonElement> Received { get; } = new();

    internal List<string> Bodies { get; } = new();

    internal List<HttpRequestMessage> Requests { get; } = new();

    internal int Count => Requests.Count;

    internal FakeCenter Then(Step step)
    {
        _steps.Enqueue(step);
        return this;
    }

    internal FakeCenter Answers(string body, int status = 200, string contentType = "application/json")
        => Answers(Encoding.UTF8.GetBytes(body), status, contentType);

    internal FakeCenter Answers(byte[] body, int status = 200, string contentType = "application/json")
        => Then(async (request, _) =>
        {
            await TakeAsync(request);
            var content = new ByteArrayContent(body);
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            return new HttpResponseMessage((HttpStatusCode)status) { Content = content };
        });

    internal FakeCenter RefusesConnection() => Then((_, _) => throw new HttpRequestException("Connection refused"));

    internal FakeCenter BreaksAfterSending()
        => Then(async (request, _) =>
        {
            await TakeAsync(request);
            throw new HttpRequestException("The response ended prematurely", new IOException("reset"));
        });

    internal FakeCenter HangsBeforeSending(Action reached)
        => Then(async (_, token) =>
        {
            reached();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            throw new InvalidOperationException();
        });

    internal FakeCenter HangsAfterSending(Action reached)
        => Then(async (request, token) =>
        {
            await TakeAsync(request);
            reached();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            throw new InvalidOperationException();
        });

    internal FakeCenter AnswersWith(Stream body)
        => Then(async (request, _) =>
        {
            await TakeAsync(request);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) };
        });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Step step;
        lock (_steps)
        {
            Requests.Add(request);
            if (_steps.Count > 0)
            {
                _last = _steps.Dequeue();
            }

            step = _last!;
        }

        return step(request, cancellationToken);
    }

    internal async Task TakeAsync(HttpRequestMessage request)
    {
        var bytes = new MemoryStream();
        await request.Content!.CopyToAsync(bytes);
        lock (_steps)
        {
            Bodies.Add(Encoding.UTF8.GetString(bytes.ToArray()));
            Received.Add(JsonDocument.Parse(bytes.ToArray()).RootElement);
        }
    }
}

/// <summary>A body whose transfer breaks off after its bytes, or waits for ever.</summary>
internal sealed class BrokenStream : MemoryStream
{
    private readonly Action? _reached;

    internal BrokenStream(string text, Action? hangs = null)
        : base(Encoding.UTF8.GetBytes(text))
    {
        _reached = hangs;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await base.ReadAsync(buffer, cancellationToken);
        if (read > 0)
        {
            return read;
        }

        if (_reached is null)
        {
            throw new IOException("connection reset");
        }

        _reached();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return 0;
    }
}
