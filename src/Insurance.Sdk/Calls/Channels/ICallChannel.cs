using System.Collections.Generic;
using Insurance.Sdk.Gateways;

namespace Insurance.Sdk.Calls;

/// <summary>How messages of one kind are sealed, where they go, and how their answers are opened and judged. The way of a call is the same for all channels.</summary>
internal interface ICallChannel
{
    /// <summary>True where the envelope carries sign_no 交易签到流水号.</summary>
    bool CarriesSignNo { get; }

    /// <summary>Adds what this channel cannot send; nothing was sealed yet.</summary>
    void Check(string number, CallOptions? options, List<ValidationError> findings);

    /// <summary>Protects the input once; what comes back writes the bytes of one message under its id, anew for every message.</summary>
    IMessageWriter Seal(OutgoingMessage message, string signNo);

    /// <summary>Address and headers of one attempt.</summary>
    GatewayAttempt Prepare(string number, byte[] bytes);

    /// <summary>Opens and judges what came; never throws for a body.</summary>
    JudgedAnswer Open(OutgoingMessage message, HttpReply reply);
}

/// <summary>A protected input that can be written as a message, again and again.</summary>
internal interface IMessageWriter
{
    /// <summary>The body of one message.</summary>
    SealedBody Write(string messageId);
}

/// <summary>The body of a message as it is sent.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="ContentType">Content type; null for the gateway's.</param>
internal readonly record struct SealedBody(byte[] Bytes, string? ContentType = null);
