using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

/// <summary>Says each step, and ends the process at the one that was asked for.</summary>
internal sealed class Steps
{
    private readonly Dictionary<string, int> _reached = new(StringComparer.Ordinal);
    private readonly string _name;
    private readonly int _time;
    private readonly Lock _gate = new();

    internal Steps(string kill)
    {
        var parts = kill.Split(':');
        _name = parts[0];
        _time = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
    }

    internal void Reach(string step)
    {
        lock (_gate)
        {
            var times = _reached[step] = _reached.GetValueOrDefault(step) + 1;
            Console.Out.WriteLine(step + ":" + times.ToString(CultureInfo.InvariantCulture));
            if (step == _name && times == _time)
            {
                Console.Out.Flush();
                // SIGKILL: nothing of the program runs any more, no finally, no commit.
                Process.GetCurrentProcess().Kill();
                // The signal comes at once; nothing may go on until then.
                using var never = new ManualResetEventSlim();
                never.Wait();
            }
        }
    }
}

/// <summary>Tells before a message leaves and after its answer is there.</summary>
internal sealed class Watched(Steps steps) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var code = request.RequestUri!.Segments.Last();
        steps.Reach("out-" + code);
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        steps.Reach("in-" + code);
        return response;
    }
}
