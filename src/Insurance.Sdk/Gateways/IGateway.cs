using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Gateways;

/// <summary>Where and with which headers one attempt of a call goes out.</summary>
/// <remarks>Called anew for every attempt: timestamp, nonce and signature are never reused.</remarks>
public interface IGateway
{
    /// <summary>Address and headers of one attempt.</summary>
    /// <param name="code">Transaction number as it is sent (infno).</param>
    /// <param name="body">The exact bytes that will be sent.</param>
    GatewayAttempt Prepare(string code, ReadOnlyMemory<byte> body);
}

/// <summary>Address, headers and content type of one attempt.</summary>
public sealed class GatewayAttempt
{
    /// <summary>Creates an attempt.</summary>
    public GatewayAttempt(Uri address, IReadOnlyList<KeyValuePair<string, string>> headers, string contentType = "application/json")
    {
        Address = address;
        Headers = headers;
        ContentType = contentType;
    }

    /// <summary>Where the request is posted.</summary>
    public Uri Address { get; }

    /// <summary>Headers to add, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>Content type of the body.</summary>
    public string ContentType { get; }
}
