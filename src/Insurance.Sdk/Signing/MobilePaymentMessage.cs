using System;

namespace Insurance.Sdk.Signing;

/// <summary>An opened message of 医保移动支付: a request of the platform, or its answer.</summary>
public sealed class MobilePaymentMessage
{
    /// <summary>Creates an opened message; for a seal of your own.</summary>
    /// <param name="data">The plain data as JSON (UTF-8); empty for none.</param>
    /// <param name="isVerified">True where the platform's signature fits.</param>
    /// <param name="remark">What was unusual, without personal data.</param>
    public MobilePaymentMessage(ReadOnlyMemory<byte> data, bool isVerified, string remark = "")
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
    public string Code { get; init; } = "";

    /// <summary>message of an answer. Free text that may quote names or numbers.</summary>
    public string Text { get; init; } = "";

    /// <summary>success of an answer; null where there is none.</summary>
    public bool? Success { get; init; }

    /// <summary>True where the answer says that the call failed: success is false, or code is not 0.</summary>
    public bool IsFailure => Success == false || (Code.Length > 0 && Code != "0");

    /// <summary>appId or appCode; "" where there is none.</summary>
    public string AppId { get; init; } = "";

    /// <summary>transType, such as ec.query; "" where there is none.</summary>
    public string TransType { get; init; } = "";

    /// <summary>timestamp as it came.</summary>
    public string Timestamp { get; init; } = "";

    /// <summary>version as it came.</summary>
    public string Version { get; init; } = "";
}
