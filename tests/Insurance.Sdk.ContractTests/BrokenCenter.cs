using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.ContractTests;

/// <summary>A bare socket in place of a center, for what a mock server cannot do: it takes a whole request, then resets the connection or ends in the middle of an answer.</summary>
internal sealed class BrokenCenter : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly byte[] _answer;
    private readonly Task _work;
    private int _requests;

    /// <summary>Sends these bytes after a request; without any the connection is reset.</summary>
    internal BrokenCenter(string answer = "")
    {
        _answer = Encoding.UTF8.GetBytes(answer);
        _listener.Start();
        _work = Task.Run(ServeAsync);
    }

    internal string BaseUrl => "http://127.0.0.1:" + ((IPEndPoint)_listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture) + ContractServer.Prefix;

    /// <summary>Whole requests that arrived.</summary>
    internal int Requests => Volatile.Read(ref _requests);

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _work.GetAwaiter().GetResult();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await _listener.AcceptSocketAsync(_end.Token);
                await TakeRequestAsync(socket);
                Interlocked.Increment(ref _requests);
                if (_answer.Length > 0)
                {
                    await socket.SendAsync(_answer, SocketFlags.None, _end.Token);
                    socket.Shutdown(SocketShutdown.Send);
                }
                else
                {
                    // Closing with no time to linger sends a reset.
                    socket.LingerState = new LingerOption(true, 0);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (SocketException) when (_end.IsCancellationRequested)
        {
        }
    }

    private async Task TakeRequestAsync(Socket socket)
    {
        var request = "";
        var buffer = new byte[65536];
        int end;
        while ((end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0 || request.Length < end + 4 + LengthIn(request))
        {
            var read = await socket.ReceiveAsync(buffer, SocketFlags.None, _end.Token);
            if (read == 0)
            {
                return;
            }

            // One character per byte, so that lengths are those of the bytes.
            request += Encoding.Latin1.GetString(buffer, 0, read);
        }
    }

    private static int LengthIn(string request)
    {
        const string Header = "content-length:";
        var start = request.IndexOf(Header, StringComparison.OrdinalIgnoreCase) + Header.Length;
        return int.Parse(request[start..request.IndexOf('\r', start)].Trim(), CultureInfo.InvariantCulture);
    }
}
