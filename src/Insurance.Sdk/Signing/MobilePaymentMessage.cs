using System;

namespace Insurance.Sdk.Signing;

/// <summary>An opened message of 医保移动支付: a request of the platform, or its answer.</summary>
public sealed class MobilePaymentMessage
{
    internal MobilePaymentMessage(ReadOnlyMemory<byte> data, bool isVerified, string remark)
    {
        Data = data;
        IsVerified = isVerified;
        Remark = remark;
    }

    /// <summary>The plain data as JSON (UTF-8); empty where the message has none, or is a failure that could not be verified.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>True where the platform's signature fits. False only for a failure answer without a valid signature: it tells that the call failed, but proves nothing.</summary>
    public bool IsVerified { get; }

    /// <summary>What was unusual about the message, or why a failure answer could not be verified; "" where nothing was.</summary>
    public string Remark { get; }

    /// <summary>code of an answer; "" where there is none.</summary>
    public string Code { get; internal set; } = "";

    /// <summary>message of an answer. Free text that may quote names or numbers.</summary>
    public string Text { get; internal set; } = "";

    /// <summary>success of an answer; null where there is none.</summary>
    public bool? Success { get; internal set; }

    /// <summary>True where the answer says that the call failed: success is false, or code is not 0.</summary>
    public bool IsFailure => Success == false || (Code.Length > 0 && Code != "0");

    /// <summary>appId or appCode; "" where there is none.</summary>
    public string AppId { get; internal set; } = "";

    /// <summary>transType, such as ec.query; "" where there is none.</summary>
    public string TransType { get; internal set; } = "";

    /// <summary>timestamp as it came.</summary>
    public string Timestamp { get; internal set; } = "";

    /// <summary>version as it came.</summary>
    public string Version { get; internal set; } = "";
}
