using System;
using System.Collections.Generic;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Journal;
using Insurance.Sdk.MobilePayment;

namespace Insurance.Sdk.Calls;

/// <summary>What rooms that prepare calls (the upload queue) need of a client beside calling it.</summary>
internal sealed class ClientInside
{
    private readonly ClientSettings _settings;
    private readonly ICodec _codec;
    private readonly IMessageIdSource _messageIds;
    private readonly CallChannels _channels;
    private readonly CheckStep _check;

    internal ClientInside(ClientSettings settings, ICodec codec, IMessageIdSource messageIds, CallChannels channels, CheckStep check, TimeProvider time, ICallJournal? journal)
    {
        _channels = channels;
        _check = check;
        Time = time;
        Journal = journal;
        _settings = settings;
        _codec = codec;
        _messageIds = messageIds;
    }

    /// <summary>The client's clock.</summary>
    internal TimeProvider Time { get; }

    /// <summary>Where the client records its commands; null where it does not.</summary>
    internal ICallJournal? Journal { get; }

    internal ICodec Codec => _codec;

    /// <summary>The payment platform's channel; null where the settings do not describe it.</summary>
    internal MobilePaymentChannel? Mobile => _channels.Mobile;

    internal string InstitutionCode => _settings.InstitutionCode;

    internal TimeSpan Timeout => _settings.Timeout;

    internal int BatchSize => _settings.BatchSize;

    /// <summary>A message id for <see cref="CallOptions.MessageId"/>, so that it can be written down before the call.</summary>
    internal string NextMessageId() => _messageIds.Next(_settings.InstitutionCode);

    /// <summary>True where the edition says that it does not have the transaction.</summary>
    internal bool Lacks(Operation operation)
    {
        foreach (var finding in _codec.Check(operation, operation.NewRequest()))
        {
            if (finding.Number == "INS1011")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Every broken rule of a request and of the envelope members of its call; warnings are marked. Nothing is sent.</summary>
    internal List<ValidationError> Check(Operation operation, StandardRequest request, CallOptions options)
    {
        var findings = new List<ValidationError>(_codec.Check(operation, request));
        new RequestEnvelope(_settings, _codec.NumberOf(operation), options).Check(findings);
        return findings;
    }

    /// <summary>Step 1 of a call before anything is written down for it: throws what the call would throw.</summary>
    internal void Demand(Operation operation, StandardRequest request, CallOptions options)
        => _check.Check(_codec.NumberOf(operation), operation, request, options, 1);
}
