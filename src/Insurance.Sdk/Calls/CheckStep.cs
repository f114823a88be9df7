using System;
using System.Collections.Generic;
using System.Threading;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk.Calls;

/// <summary>Step 1, check: the whole request and the envelope members of the call; all errors at once, nothing is sent.</summary>
internal sealed class CheckStep
{
    private readonly ICodec _codec;
    private readonly ClientSettings _settings;
    private readonly CallChannels _channels;
    private readonly CallEvents _events;

    internal CheckStep(ICodec codec, ClientSettings settings, CallChannels channels, CallEvents events)
    {
        _codec = codec;
        _settings = settings;
        _channels = channels;
        _events = events;
    }

    /// <summary>Checks a request; gives back the rules that only warn.</summary>
    /// <param name="number">Number as it is sent.</param>
    /// <param name="operation">The transaction; null checks the envelope only.</param>
    /// <param name="request">The request; null checks the envelope only.</param>
    /// <param name="options">The call's options.</param>
    /// <param name="chunks">Messages the request goes out in.</param>
    internal IReadOnlyList<ValidationError> Check(string number, Operation? operation, StandardRequest? request, CallOptions? options, int chunks)
    {
        var findings = new List<ValidationError>();
        if (operation is { IsInbound: true })
        {
            findings.Add(new ValidationError("INS1907", "infno", "infno", "configuration", "the center calls the hospital with this transaction; it cannot be sent"));
        }
        else if (_channels.Of(operation, number) is not { } channel)
        {
            findings.Add(NoChannel(operation!, number));
        }
        else
        {
            channel.Check(number, options, findings);
            if (operation is not null && request is not null)
            {
                findings.AddRange(_codec.Check(operation, request));
            }
        }

        new RequestEnvelope(_settings, number, options).Check(findings);
        if (chunks > 1 && options?.MessageId is not null)
        {
            findings.Add(new ValidationError("INS1906", "msgid", "msgid", "condition", "发送方报文ID cannot be set for a request that goes out in " + chunks + " messages"));
        }

        if (options?.Timeout is { } limit && limit != Timeout.InfiniteTimeSpan && (limit <= TimeSpan.Zero || limit > TimeSpan.FromDays(1)))
        {
            findings.Add(new ValidationError("INS1910", "CallOptions.Timeout", "Timeout", "condition", "must be more than nothing and at most one day"));
        }

        _events.Listening?.Raise(new CallChecked(number, CallEvents.Numbers(findings, warnings: false), CallEvents.Numbers(findings, warnings: true)));
        if (findings.Count > 0)
        {
            ThrowIfBroken(number, findings);
        }

        return findings;
    }

    /// <summary>6201 … 6401 go to the payment platform (own host, own envelope), 6101 to a library at the counter: never to the gateway of 2207 by mistake.</summary>
    private static ValidationError NoChannel(Operation operation, string number)
        => operation.Group == "MobilePayment"
            ? new ValidationError("INS1911", "mobilePayment.baseUrl", "infno", "configuration",
                number + " " + operation.ChineseName + " goes to the payment platform, not to the center's gateway: set its address, paths, account and keys under mobilePayment, or name an address for it under routes if your center takes it in its own envelope")
            : new ValidationError("INS1911", "routes." + number, "infno", "configuration",
                number + " " + operation.ChineseName + " is done by a library at the counter, not by the center's gateway; name an address for it under routes if your center takes it in its own envelope");

    private static void ThrowIfBroken(string number, List<ValidationError> findings)
    {
        var errors = findings.FindAll(f => !f.IsWarning);
        var missing = errors.FindAll(e => e.Rule == "configuration");
        if (missing.Count > 0)
        {
            throw new ConfigurationException(missing[0].Path, string.Join("; ", missing.ConvertAll(m => m == missing[0] ? m.Message : m.Path + ": " + m.Message))) { Code = number };
        }

        if (errors.Count > 0)
        {
            throw new ValidationException(errors) { Code = number };
        }
    }
}
