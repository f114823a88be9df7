using System;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk.Calls;

/// <summary>Step 3, seal: protects the input once, draws the message id, writes the bytes as the channel has them.</summary>
internal sealed class SealStep
{
    private readonly ClientSettings _settings;
    private readonly CallChannels _channels;
    private readonly IMessageIdSource _messageIds;
    private readonly CallEvents _events;

    internal SealStep(ClientSettings settings, CallChannels channels, IMessageIdSource messageIds, CallEvents events)
    {
        _settings = settings;
        _channels = channels;
        _messageIds = messageIds;
        _events = events;
    }

    internal SealedMessage Seal(OutgoingMessage message, string signNo)
    {
        // The check refused what has no channel.
        var channel = _channels.Of(message.Operation, message.Number) ?? _channels.Center;
        try
        {
            return Write(message, channel, channel.Seal(message, signNo));
        }
        catch (Exception e) when (e is not (InsuranceException or OutOfMemoryException))
        {
            throw NotMade(e);
        }
    }

    /// <summary>A protected input under a new message id.</summary>
    internal SealedMessage Seal(OutgoingMessage message, ICallChannel channel, IMessageWriter writer)
    {
        try
        {
            return Write(message, channel, writer);
        }
        catch (Exception e) when (e is not (InsuranceException or OutOfMemoryException))
        {
            throw NotMade(e);
        }
    }

    private static NotProcessedException NotMade(Exception e) => new("The message could not be made (" + e.GetType().Name + "); nothing was sent", e);

    private SealedMessage Write(OutgoingMessage message, ICallChannel channel, IMessageWriter writer)
    {
        var messageId = message.Options?.MessageId ?? _messageIds.Next(_settings.InstitutionCode);
        var body = writer.Write(messageId);
        _events.Listening?.Raise(new CallSealed(message.Number, messageId, body.Bytes.Length));
        return new SealedMessage(message, channel, messageId, body, this, writer);
    }
}
