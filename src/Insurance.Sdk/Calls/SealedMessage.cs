namespace Insurance.Sdk.Calls;

/// <summary>A message whose bytes are final, and the way to write it again under a new message id.</summary>
internal sealed class SealedMessage
{
    private readonly SealStep _seal;
    private readonly IMessageWriter _writer;

    internal SealedMessage(OutgoingMessage message, ICallChannel channel, string messageId, SealedBody body, SealStep seal, IMessageWriter writer)
    {
        ContentType = body.ContentType;
        Message = message;
        Channel = channel;
        MessageId = messageId;
        Bytes = body.Bytes;
        _seal = seal;
        _writer = writer;
    }

    internal OutgoingMessage Message { get; }

    /// <summary>The channel it was sealed for.</summary>
    internal ICallChannel Channel { get; }

    internal string MessageId { get; }

    /// <summary>The body, as a rule the envelope: exactly what is signed and sent.</summary>
    internal byte[] Bytes { get; }

    /// <summary>Content type of the body; null for the gateway's.</summary>
    internal string? ContentType { get; }

    /// <summary>The same input in a new envelope, for the repeat of a query.</summary>
    internal SealedMessage Again() => _seal.Seal(Message, Channel, _writer);
}
