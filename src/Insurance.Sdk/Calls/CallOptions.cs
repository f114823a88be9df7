using System;

namespace Insurance.Sdk;

/// <summary>What one call does otherwise than the settings say.</summary>
public sealed class CallOptions
{
    /// <summary>insuplc_admdvs 参保地医保区划 of the patient, six digits, from 1101. It belongs to the patient, never to the installation:
    /// null sends "", which the center takes for its own area.</summary>
    public string? InsuredArea { get; set; }

    /// <summary>Who makes the call; null takes the operator of the settings.</summary>
    public Operator? Operator { get; set; }

    /// <summary>msgid to send under, 1 to 30 characters; null takes a new one. Repeats of a query keep it. Not possible where the request goes out in more than one chunk.</summary>
    public string? MessageId { get; set; }

    /// <summary>Limit of one message with all its repeats; null takes the setting timeoutSeconds. A request in chunks has the limit per chunk.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>sign_no 交易签到流水号 to send; null takes the client's, or the automatic sign-in's.</summary>
    public string? SignNo { get; set; }

    /// <summary>Envelope members of this call beside the standard ones, or in place of optional ones (dev_no, signtype …). They go before the settings' extraEnvelope.</summary>
    public ExtraFields ExtraEnvelope { get; } = new();
}
