using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Gateways;

namespace Insurance.Sdk.Calls;

/// <summary>What came back over HTTP, or why nothing did.</summary>
internal sealed class HttpReply
{
    internal int Status { get; init; }

    internal string? ContentType { get; init; }

    internal string? ContentEncoding { get; init; }

    internal byte[] Body { get; init; } = Array.Empty<byte>();

    /// <summary>False where the transfer of the body broke off.</summary>
    internal bool Complete { get; init; } = true;

    /// <summary>What ended the exchange without an answer; null where one came.</summary>
    internal Exception? Failure { get; init; }

    /// <summary>False where it is certain that no byte of the message left.</summary>
    internal bool Begun { get; init; } = true;
}

/// <summary>One request and its answer over HTTP, in new objects each time.</summary>
internal sealed class HttpExchange
{
    private const int StartSize = 4096;
    private const int ReadSize = 1024;

    private readonly Func<HttpMessageInvoker> _client;

    /// <summary>Creates it.</summary>
    /// <param name="client">A client that the caller has made, or a plain invoker: then the limit of the call is the only one.</param>
    internal HttpExchange(Func<HttpMessageInvoker> client)
    {
        _client = client;
    }

    internal async ValueTask<HttpReply> SendAsync(GatewayAttempt attempt, byte[] body, string? contentType, CancellationToken cancellationToken)
    {
        using var content = new OneWayContent(body, contentType ?? attempt.ContentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, attempt.Address) { Content = content };

#if !NET
        // Waiting for "100 Continue" costs time at every gateway and helps at none; .NET Framework does it by default.
        request.Headers.ExpectContinue = false;
#endif
        foreach (var header in attempt.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value))
            {
                throw new ConfigurationException("gateway", "header " + header.Key + " cannot be sent");
            }
        }

        HttpResponseMessage response;
        try
        {
            var client = _client();
            response = await (client is HttpClient given
                ? given.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                : client.SendAsync(request, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever failed: closing the body tells for certain whether anything had begun to leave.
            return new HttpReply { Failure = e, Begun = !content.Close() };
        }

        using (response)
        {
            return await ReadAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask<HttpReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var bytes = new PooledBytes(StartSize);
        var complete = true;
        try
        {
#if !NET
            // Old frameworks do not pass the token on to a read that is under way; taking the connection away does.
            using var stop = cancellationToken.Register(static r => ((HttpResponseMessage)r!).Dispose(), response);
#endif
            if (response.Content is { } content)
            {
                complete = await CopyAsync(content, bytes, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return new HttpReply { Status = (int)response.StatusCode, Failure = e };
            }

            complete = false;
        }

        return new HttpReply
        {
            Status = (int)response.StatusCode,
            ContentType = Header(response, "Content-Type"),
            ContentEncoding = Header(response, "Content-Encoding"),
            Body = bytes.Span.Length == 0 ? Array.Empty<byte>() : bytes.ToArray(),
            Complete = complete,
        };
    }

    private static async ValueTask<bool> CopyAsync(HttpContent content, PooledBytes target, CancellationToken cancellationToken)
    {
#if NET
        var source = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#else
        var source = await content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
        int read;
        while ((read = await ReadAsync(source, target, cancellationToken).ConfigureAwait(false)) > 0)
        {
            target.Advance(read);
            if (target.Length > AnswerBody.Limit)
            {
                return false;
            }
        }

        // Old frameworks end a broken transfer without a word.
        return content.Headers.ContentLength is not { } announced || target.Length >= announced;
    }

#if NET
    private static ValueTask<int> ReadAsync(Stream source, PooledBytes target, CancellationToken cancellationToken)
        => source.ReadAsync(target.GetMemory(ReadSize), cancellationToken);
#else
    private static Task<int> ReadAsync(Stream source, PooledBytes target, CancellationToken cancellationToken)
    {
        var free = target.GetFree(ReadSize);
        return source.ReadAsync(free.Array!, free.Offset, free.Count, cancellationToken);
    }
#endif

    private static string? Header(HttpResponseMessage response, string name)
#if NET
        => response.Content.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
#else
        => response.Content is { } content && content.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;
#endif
}
