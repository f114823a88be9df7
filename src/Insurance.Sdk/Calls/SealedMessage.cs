using System;

namespace Insurance.Sdk.Calls;

/// <summary>A message whose bytes are final, and the way to write it again under a new message id.</summary>
internal sealed class SealedMessage
{
    private readonly Func<SealedMessage> _again;

    internal SealedMessage(OutgoingMessage message, string messageId, byte[] bytes, string? contentType, Func<SealedMessage> again)
    {
        ContentType = contentType;
        Message = message;
        MessageId = messageId;
        Bytes = bytes;
        _again = again;
    }

    internal OutgoingMessage Message { get; }

    internal string MessageId { get; }

    /// <summary>The body, as a rule the envelope: exactly what is signed and sent.</summary>
    internal byte[] Bytes { get; }

    /// <summary>Content type of the body; null for the gateway's.</summary>
    internal string? ContentType { get; }

    /// <summary>The same input in a new envelope, for the repeat of a query.</summary>
    internal SealedMessage Again() => _again();
}
