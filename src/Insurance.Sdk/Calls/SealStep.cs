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
        return Made(() => Write(message, channel, channel.Seal(message, signNo)));
    }

    private SealedMessage Write(OutgoingMessage message, ICallChannel channel, Func<string, SealedBody> write)
    {
        var messageId = message.Options?.MessageId ?? _messageIds.Next(_settings.InstitutionCode);
        var body = write(messageId);
        _events.Raise(new CallSealed(message.Number, messageId, body.Bytes.Length));
        return new SealedMessage(message, channel, messageId, body, () => Made(() => Write(message, channel, write)));
    }

    private static SealedMessage Made(Func<SealedMessage> make)
    {
        try
        {
            return make();
        }
        catch (Exception e) when (e is not (InsuranceException or OutOfMemoryException))
        {
            throw new NotProcessedException("The message could not be made (" + e.GetType().Name + "); nothing was sent", e);
        }
    }
}
