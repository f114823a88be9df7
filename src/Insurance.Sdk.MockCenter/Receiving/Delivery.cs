using System;
using System.Text;

namespace Insurance.Sdk.MockCenter.Receiving;

/// <summary>What goes back to a caller, whatever carries it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The body as it should arrive.</param>
/// <param name="ContentType">Content-Type.</param>
internal sealed record Delivery(int Status, byte[] Body, string ContentType = Delivery.Json)
{
    internal const string Json = "application/json; charset=utf-8";

    /// <summary>How the connection ends.</summary>
    internal DeliveryEnd End { get; init; }

    /// <summary>How long it waits, by the center's clock.</summary>
    internal TimeSpan? Wait { get; init; }

    internal static Delivery Text(int status, string body, string contentType = Json) => new(status, Encoding.UTF8.GetBytes(body), contentType);

    internal static Delivery Nothing => new(0, []) { End = DeliveryEnd.Dropped };
}

/// <summary>How a connection ends.</summary>
internal enum DeliveryEnd
{
    /// <summary>After a whole answer.</summary>
    Whole,

    /// <summary>Before an answer.</summary>
    Dropped,

    /// <summary>With a reset after half of the body.</summary>
    Reset,
}
