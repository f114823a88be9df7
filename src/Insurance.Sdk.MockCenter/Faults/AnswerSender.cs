using System;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Insurance.Sdk.MockCenter.Faults;

/// <summary>Sends an answer, or spoils it on its way.</summary>
internal static class AnswerSender
{
    private const string Json = "application/json; charset=utf-8";
    private const string HtmlPage = "<html>\n<head><title>502 Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1></body>\n</html>\n";

    internal static async Task SendAsync(HttpContext context, int status, string body, string contentType = Json)
        => await SendPartAsync(context, status, Encoding.UTF8.GetBytes(body), null, contentType).ConfigureAwait(false);

    /// <summary>Sends the answer of a message that was worked, as the fault has it.</summary>
    internal static Task SendAsync(HttpContext context, string body, Fault? fault, MockCenterOptions options)
        => SendAsync(context, Encoding.UTF8.GetBytes(body), Json, fault, options);

    /// <summary>The same for bytes of any kind.</summary>
    internal static async Task SendAsync(HttpContext context, byte[] bytes, string contentType, Fault? fault, MockCenterOptions options)
    {
        switch (fault?.Kind)
        {
            case FaultKind.LostAfterBooking:
                context.Abort();
                break;
            case FaultKind.Delay:
                await Task.Delay(fault.Wait ?? options.DefaultDelay, options.TimeProvider, context.RequestAborted).ConfigureAwait(false);
                await SendPartAsync(context, 200, bytes, null, contentType).ConfigureAwait(false);
                break;
            case FaultKind.Reset:
                await SendPartAsync(context, 200, bytes.AsMemory(0, bytes.Length / 2), bytes.Length, contentType).ConfigureAwait(false);
                Reset(context);
                break;
            case FaultKind.Cut:
                await SendPartAsync(context, 200, bytes.AsMemory(0, bytes.Length / 2), null, contentType).ConfigureAwait(false);
                break;
            case FaultKind.Html502:
                await SendAsync(context, 502, HtmlPage, "text/html").ConfigureAwait(false);
                break;
            case FaultKind.Empty:
                await SendPartAsync(context, 200, default, null).ConfigureAwait(false);
                break;
            default:
                await SendPartAsync(context, 200, bytes, null, contentType).ConfigureAwait(false);
                break;
        }
    }

    private static async Task SendPartAsync(HttpContext context, int status, ReadOnlyMemory<byte> part, long? promised, string contentType = Json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = promised ?? part.Length;
        await context.Response.Body.WriteAsync(part, CancellationToken.None).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    // Linger 0 makes the system send RST in place of an orderly end.
    private static void Reset(HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.LingerState = new LingerOption(true, 0);
        }

        context.Abort();
    }
}
