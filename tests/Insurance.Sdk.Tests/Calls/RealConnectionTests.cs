using System;
using System.IO;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace Insurance.Sdk.Tests.Calls;

/// <summary>The default HTTP handler against real sockets of this machine: what it takes for sent, and what not.</summary>
public sealed class RealConnectionTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TestHospital _hospital = new();

    public RealConnectionTests()
    {
        _listener.Start();
        _hospital.Options.BaseUrl = "http://" + _listener.LocalEndpoint + "/hgs/";
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_port_where_nobody_listens_is_not_processed()
    {
        _listener.Stop();

        await Assert.ThrowsAsync<NotProcessedException>(CallAsync);
    }

    [Fact]
    public async Task A_host_without_address_is_not_processed()
    {
        _hospital.Options.BaseUrl = "http://no-such-host.invalid/hgs/";

        await Assert.ThrowsAsync<NotProcessedException>(CallAsync);
    }

    [Fact]
    public async Task A_failed_tls_handshake_is_not_processed()
    {
        _hospital.Options.BaseUrl = "https://" + _listener.LocalEndpoint + "/hgs/";
        var server = ServeAsync(async stream => await stream.WriteAsync(Encoding.ASCII.GetBytes("no tls here\r\n\r\n")), readRequest: false);

        await Assert.ThrowsAsync<NotProcessedException>(CallAsync);
        await server;
    }

    [Fact]
    public async Task A_server_that_closes_after_reading_leaves_the_outcome_unknown()
    {
        var server = ServeAsync(_ => Task.CompletedTask);

        await Assert.ThrowsAsync<OutcomeUnknownException>(CallAsync);
        await server;
    }

    [Fact]
    public async Task A_server_that_closes_inside_the_body_leaves_the_outcome_unknown_and_the_text_kept()
    {
        var server = ServeAsync(stream => WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"infcode\":0,"));

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(CallAsync);

        Assert.Equal("{\"infcode\":0,", error.RawText);
        await server;
    }

    [Fact]
    public async Task A_client_that_is_closed_meanwhile_still_gives_the_answer_to_a_call_under_way_and_sends_nothing_more()
    {
        var client = _hospital.Open(p => p.HttpMessageHandler = null);
        var server = ServeAsync(stream =>
        {
            // The request is there: the call is under way.
            client.Dispose();
            return WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: " + TestHospital.Accepted.Length + "\r\n\r\n" + TestHospital.Accepted);
        });

        var answer = await client.CallAsync(FakeOperations.Command, new FakeRequest(), null, default);

        Assert.Equal("R1", answer.Receipt.CenterReference);
        await server;
        await Assert.ThrowsAsync<NotProcessedException>(() => client.CallAsync(FakeOperations.Command, new FakeRequest(), null, default));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_a_command()
    {
        var server = ServeAsync(stream => WriteAsync(stream, "HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere/\r\nContent-Length: 0\r\n\r\n"));

        await Assert.ThrowsAsync<NotProcessedException>(CallAsync);
        await server;
    }

    [Fact]
    public async Task A_compressed_answer_is_read()
    {
        using var zipped = new MemoryStream();
        await using (var gzip = new GZipStream(zipped, CompressionMode.Compress, true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(TestHospital.Accepted));
        }

        var server = ServeAsync(async stream =>
        {
            await WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + zipped.Length + "\r\n\r\n");
            await stream.WriteAsync(zipped.ToArray());
        });

        Assert.Equal("S1", (await CallAsync()).SetlId);
        await server;
    }

    private async Task<FakeAnswer> CallAsync()
    {
        using var client = _hospital.Open(p => p.HttpMessageHandler = null);
        return await client.CallAsync(FakeOperations.Command, new FakeRequest(), null, default);
    }

    private static Task WriteAsync(Stream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();

    private async Task ServeAsync(Func<NetworkStream, Task> answer, bool readRequest = true)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        if (readRequest)
        {
            await ReadRequestAsync(stream);
        }

        await answer(stream);
    }

    /// <summary>Reads head and body: a connection closed over unread bytes would be reset instead of ended.</summary>
    private static async Task ReadRequestAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        var text = head.ToString();
        var place = text.IndexOf("Content-Length:", StringComparison.OrdinalIgnoreCase) + 15;
        await stream.ReadExactlyAsync(new byte[int.Parse(text.AsSpan(place, text.IndexOf('\r', place) - place))]);
    }
}
