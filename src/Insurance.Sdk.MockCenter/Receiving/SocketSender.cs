using System;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Insurance.Sdk.MockCenter.Receiving;

/// <summary>Carries a delivery over a real connection.</summary>
internal static class SocketSender
{
    internal static async Task SendAsync(HttpContext context, Delivery delivery, TimeProvider clock)
    {
        if (delivery.Wait is { } wait)
        {
            await Task.Delay(wait, clock, context.RequestAborted).ConfigureAwait(false);
        }

        switch (delivery.End)
        {
            case DeliveryEnd.Dropped:
                context.Abort();
                break;
            case DeliveryEnd.Reset:
                await SendPartAsync(context, delivery, delivery.Body.AsMemory(0, delivery.Body.Length / 2)).ConfigureAwait(false);
                Reset(context);
                break;
            default:
                await SendPartAsync(context, delivery, delivery.Body).ConfigureAwait(false);
                break;
        }
    }

    private static async Task SendPartAsync(HttpContext context, Delivery delivery, ReadOnlyMemory<byte> part)
    {
        context.Response.StatusCode = delivery.Status;
        context.Response.ContentType = delivery.ContentType;
        context.Response.ContentLength = delivery.Body.Length;
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
