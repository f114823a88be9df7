using System;
using System.Net;
using System.Net.Http;

namespace Insurance.Sdk.Calls;

/// <summary>The HTTP handler used where the caller brings none.</summary>
internal static class DefaultHttp
{
    internal static HttpMessageHandler CreateHandler(Uri? endpoint)
    {
        RaiseConnectionLimit(endpoint);
#if NET
        return new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,

            // A redirect would send a command a second time.
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
#else
        return new HttpClientHandler
        {
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            AllowAutoRedirect = false,
            UseCookies = false,
        };
#endif
    }

    /// <summary>A client without a limit of its own: the limit of the call decides.</summary>
    internal static HttpClient CreateClient(HttpMessageHandler handler, bool dispose)
        => new(handler, dispose) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };

    /// <summary>.NET Framework allows two connections per host; only our own endpoint is given more.</summary>
    internal static void RaiseConnectionLimit(Uri? endpoint)
    {
#if NET462
        if (endpoint is not null)
        {
            var point = ServicePointManager.FindServicePoint(endpoint);
            point.ConnectionLimit = Math.Max(point.ConnectionLimit, 64);
            point.Expect100Continue = false;
        }
#else
        _ = endpoint;
#endif
    }
}
