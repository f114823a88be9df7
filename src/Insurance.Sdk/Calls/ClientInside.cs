using System;
using System.Collections.Generic;
using System.Text;
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

    internal ClientInside(ClientSettings settings, ICodec codec, IMessageIdSource messageIds, CallChannels channels, CheckStep check, TimeProvider time, CallEvents events, ICallJournal? journal)
    {
        _channels = channels;
        _check = check;
        _settings = settings;
        _codec = codec;
        _messageIds = messageIds;
        Time = time;
        Events = events;
        Journal = journal;
    }

    /// <summary>The client's clock.</summary>
    internal TimeProvider Time { get; }

    internal CallEvents Events { get; }

    /// <summary>Where the client records its commands; null where it does not.</summary>
    internal ICallJournal? Journal { get; }

    internal ICodec Codec => _codec;

    internal string Edition => _settings.Edition;

    internal Reconciliation.ReconciliationOptions Reconciliation => _settings.Reconciliation;

    /// <summary>The payment platform's channel; null where the settings do not describe it.</summary>
    internal MobilePaymentChannel? Mobile => _channels.Mobile;

    internal string InstitutionCode => _settings.InstitutionCode;

    /// <summary>mdtrtarea_admvs 就医地医保区划 of the hospital.</summary>
    internal string Area => _settings.Area;

    internal Operator Operator => _settings.Operator;

    internal TimeSpan Timeout => _settings.Timeout;

    internal int BatchSize => _settings.BatchSize;

    /// <summary>Number under which a meaning goes out here.</summary>
    internal string NumberOf(Operation operation) => _codec.NumberOf(operation);

    /// <summary>The input as this place spells it, unchecked.</summary>
    internal string WriteInput(Operation operation, StandardRequest request)
    {
        using var buffer = new PooledBytes(4096);
        _codec.WriteInput(operation, request, buffer);
        return buffer.ToText();
    }

    /// <summary>Output of a call made by number, as its type.</summary>
    internal TAnswer ReadOutput<TRequest, TAnswer>(Operation<TRequest, TAnswer> operation, string outputJson)
        where TRequest : StandardRequest, new()
        where TAnswer : StandardAnswer, new()
        => (TAnswer)_codec.ReadOutput(operation, Encoding.UTF8.GetBytes(outputJson), new List<Deviation>());

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

    /// <summary>The transaction as the hospital's edition has it.</summary>
    internal TransactionPlan PlanOf(Operation operation) => _codec.PlanOf(operation);

    /// <summary>An output that was kept as JSON.</summary>
    internal StandardAnswer ReadOutput(Operation operation, ReadOnlySpan<byte> json) => _codec.ReadOutput(operation, json, new List<Deviation>());

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
