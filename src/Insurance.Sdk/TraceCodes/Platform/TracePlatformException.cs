using System;

namespace Insurance.Sdk.TraceCodes;

/// <summary>码上放心 answered with an error. Its text holds the platform's codes and words; secret and session are never in it.</summary>
public sealed class TracePlatformException : InsuranceException
{
    internal TracePlatformException(string errorCode, string errorText, string subCode, string subText, string requestId)
        : base("码上放心 answered error " + errorCode + " " + errorText + (subCode.Length + subText.Length > 0 ? " (" + (subCode + " " + subText).Trim() + ")" : ""))
    {
        ErrorCode = errorCode;
        ErrorText = errorText;
        SubCode = subCode;
        SubText = subText;
        RequestId = requestId;
    }

    /// <summary>code of error_response, or msg_code of a result without success.</summary>
    public string ErrorCode { get; }

    /// <summary>msg of error_response, or msg_info of a result without success.</summary>
    public string ErrorText { get; }

    /// <summary>sub_code; "" where there is none.</summary>
    public string SubCode { get; }

    /// <summary>sub_msg; "" where there is none.</summary>
    public string SubText { get; }

    /// <summary>request_id, for questions to the platform; "" where there is none.</summary>
    public string RequestId { get; }

    /// <summary>True where the platform said that the app key calls too often (App Call Limited).</summary>
    public bool IsCallLimit => ErrorText.AsSpan().Contains("App Call Limited".AsSpan(), StringComparison.OrdinalIgnoreCase);
}
