using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Simulation.Engine;

namespace Insurance.Sdk.Simulation.World;

/// <summary>The way between programs and center: what is on it goes on its way even when the program that sent it dies.</summary>
internal sealed class Network
{
    private static readonly NetworkFault[] Faults = Enum.GetValues<NetworkFault>();

    private readonly Loop _loop;
    private readonly HttpMessageInvoker _center;
    private readonly double _faultRate;
    private bool _isHealed;

    internal Network(Loop loop, HttpMessageInvoker center, double faultRate, Wire wire)
    {
        Wire = wire;
        _loop = loop;
        _center = center;
        _faultRate = faultRate;
    }

    /// <summary>What left the hospital.</summary>
    internal Wire Wire { get; }

    /// <summary>Messages that met a fault.</summary>
    internal int FaultCount { get; private set; }

    /// <summary>Messages under way.</summary>
    internal int UnderWay { get; private set; }

    /// <summary>From now on nothing goes wrong.</summary>
    internal void Heal() => _isHealed = true;

    /// <summary>The network card of one life of a program.</summary>
    internal HttpMessageHandler CardOf(Machine machine) => new Card(this, machine);

    private async Task<HttpResponseMessage> SendAsync(Machine machine, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var life = machine.Life;
        var fault = !_isHealed && _loop.Chance(_faultRate) ? Faults[_loop.Random.Next(1, Faults.Length)] : NetworkFault.None;
        var number = request.RequestUri!.Segments[^1];
        if (fault != NetworkFault.None)
        {
            FaultCount++;
            _loop.Note(machine.Name + " " + number + " meets " + fault);
        }

        if (fault == NetworkFault.NoConnection)
        {
            await _loop.PauseAsync(machine, "connect").ConfigureAwait(false);
            throw new HttpRequestException(HttpRequestError.ConnectionError, "no connection");
        }

        var body = await request.Content!.ReadAsByteArrayAsync(CancellationToken.None).ConfigureAwait(false);
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        Wire.Leaves(number, body, fault is NetworkFault.TwiceFirstAnswer or NetworkFault.TwiceSecondAnswer or NetworkFault.Late);
        UnderWay++;
        _loop.Post(null, "deliver " + number, () => Deliver(request, body, fault, (reply, failure) =>
        {
            // The program that asked may be dead: then nobody hears it.
            if (machine.Life != life)
            {
                return;
            }

            _ = failure is null ? answer.TrySetResult(reply!) : answer.TrySetException(failure);
        }), fault == NetworkFault.Late ? TimeSpan.FromMinutes(10) : Latency());
        await using var registration = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken)).ConfigureAwait(false);
        return await answer.Task.ConfigureAwait(false);
    }

    private void Deliver(HttpRequestMessage request, byte[] body, NetworkFault fault, Action<HttpResponseMessage?, Exception?> back)
    {
        UnderWay--;
        switch (fault)
        {
            case NetworkFault.LostBefore:
                back(null, Reset());
                return;
            case NetworkFault.SilentBefore:
                return;
        }

        var reply = Work(request, body);
        switch (fault)
        {
            case NetworkFault.TwiceSecondAnswer:
                reply = Work(request, body);
                break;
            case NetworkFault.TwiceFirstAnswer:
                // Close behind the first one: a copy that came minutes later would be stopped by its nonce.
                Work(request, body);
                break;
        }

        var (answer, failure) = fault switch
        {
            NetworkFault.LostAfter => ((HttpResponseMessage?)null, (Exception?)Reset()),
            NetworkFault.SilentAfter => (null, null),
            NetworkFault.CutAnswer => (Page(HttpStatusCode.OK, Half(reply), "application/json"), null),
            NetworkFault.BadGateway => (Page(HttpStatusCode.BadGateway, "<html><body>502 Bad Gateway</body></html>"u8.ToArray(), "text/html"), null),
            NetworkFault.Empty => (Page(HttpStatusCode.OK, [], "application/json"), null),
            _ => (reply, null),
        };
        if (answer is null && failure is null)
        {
            return;
        }

        _loop.Post(null, "answer", () => back(answer, failure), fault == NetworkFault.LateAnswer ? TimeSpan.FromMinutes(10) : Latency());
    }

    private HttpResponseMessage Work(HttpRequestMessage request, byte[] body)
    {
        using var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new ByteArrayContent(body) };
        foreach (var header in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        var task = _center.SendAsync(copy, CancellationToken.None);
        return task.IsCompletedSuccessfully ? task.Result : throw new InvalidOperationException("The center in the process must answer at once.", task.Exception);
    }

    private static byte[] Half(HttpResponseMessage reply)
    {
        using var stream = reply.Content.ReadAsStream();
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray()[..(int)(all.Length / 2)];
    }

    private static HttpResponseMessage Page(HttpStatusCode status, byte[] body, string type)
    {
        var page = new HttpResponseMessage(status) { Content = new ByteArrayContent(body) };
        page.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return page;
    }

    private static HttpRequestException Reset() => new(HttpRequestError.Unknown, "connection reset", new IOException("connection reset"));

    private TimeSpan Latency() => TimeSpan.FromMilliseconds(_loop.Random.Next(1, 400));

    private sealed class Card(Network network, Machine machine) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => network.SendAsync(machine, request, cancellationToken);
    }
}
