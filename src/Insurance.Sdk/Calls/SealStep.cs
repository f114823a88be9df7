using System;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Calls;

/// <summary>Step 3, seal: protects the input once, draws the message id, writes the envelope.</summary>
internal sealed class SealStep
{
    private readonly ClientSettings _settings;
    private readonly IBodyProtection _protection;
    private readonly IMessageIdSource _messageIds;
    private readonly TimeProvider _time;
    private readonly CallEvents _events;

    internal SealStep(ClientSettings settings, IBodyProtection protection, IMessageIdSource messageIds, TimeProvider time, CallEvents events)
    {
        _settings = settings;
        _protection = protection;
        _messageIds = messageIds;
        _time = time;
        _events = events;
    }

    internal SealedMessage Seal(OutgoingMessage message, string signNo)
    {
        try
        {
            return Write(message, signNo, _protection.Seal(message.Input));
        }
        catch (Exception e) when (e is not (InsuranceException or OutOfMemoryException))
        {
            throw new NotProcessedException("The message could not be made (" + e.GetType().Name + "); nothing was sent", e);
        }
    }

    private SealedMessage Write(OutgoingMessage message, string signNo, SealedInput input)
    {
        var messageId = message.Options?.MessageId ?? _messageIds.Next(_settings.InstitutionCode);
        var envelope = new RequestEnvelope(_settings, message.Number, message.Options);
        var bytes = envelope.Write(messageId, signNo, ChinaClock.Stamp(_time, _settings.ClockOffset), input);
        _events.Raise(new CallSealed(message.Number, messageId, bytes.Length));
        string? contentType = null;
        if (message.File is { } file)
        {
            (bytes, contentType) = MultipartBody.Write(bytes, file, messageId);
        }

        return new SealedMessage(message, messageId, bytes, contentType, () => Write(message, signNo, input));
    }
}
