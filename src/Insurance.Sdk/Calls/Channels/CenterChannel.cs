using System;
using System.Collections.Generic;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Gateways;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Calls;

/// <summary>The center's own channel: envelope with infno and msgid, body protection, gateway headers.</summary>
internal sealed class CenterChannel : ICallChannel
{
    private readonly ClientSettings _settings;
    private readonly IBodyProtection _protection;
    private readonly IGateway _gateway;
    private readonly TimeProvider _time;

    internal CenterChannel(ClientSettings settings, IBodyProtection protection, IGateway gateway, TimeProvider time)
    {
        _settings = settings;
        _protection = protection;
        _gateway = gateway;
        _time = time;
    }

    public bool CarriesSignNo => true;

    public void Check(string number, CallOptions? options, List<ValidationError> findings)
    {
        // The envelope's members are checked for every call.
    }

    public IMessageWriter Seal(OutgoingMessage message, string signNo) => new Writer(this, message, signNo, _protection.Seal(message.Input));

    public GatewayAttempt Prepare(string number, byte[] bytes) => _gateway.Prepare(number, bytes);

    public JudgedAnswer Open(OutgoingMessage message, HttpReply reply)
        => AnswerReader.Read(message.Operation, reply.Status, reply.ContentType, reply.Body, _protection, reply.ContentEncoding, reply.Complete, message.Codec);

    private sealed class Writer(CenterChannel channel, OutgoingMessage message, string signNo, SealedInput input) : IMessageWriter
    {
        private readonly RequestEnvelope _envelope = new(channel._settings, message.Number, message.Options);

        public SealedBody Write(string messageId)
        {
            var bytes = _envelope.Write(messageId, signNo, ChinaClock.Stamp(channel._time, channel._settings.ClockOffset), input);
            if (message.File is not { } file)
            {
                return new SealedBody(bytes);
            }

            var (form, contentType) = MultipartBody.Write(bytes, file, messageId);
            return new SealedBody(form, contentType);
        }
    }
}
