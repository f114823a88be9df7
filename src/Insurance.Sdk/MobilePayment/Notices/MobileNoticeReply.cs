using System;

namespace Insurance.Sdk.MobilePayment;

/// <summary>What became of a notice.</summary>
public enum MobileNoticeResult
{
    /// <summary>It was taken in and is durable.</summary>
    Taken,

    /// <summary>It had been taken in before; the same answer goes out again.</summary>
    Repeated,

    /// <summary>It is no message of this channel: unreadable, unsigned, or its signature does not fit.</summary>
    NotGenuine,

    /// <summary>It is genuine, but no order of this hospital has its numbers, or they belong to two.</summary>
    UnknownOrder,

    /// <summary>It could not be stored; the platform has to send it again.</summary>
    NotStored,
}

/// <summary>The answer to a notice: send status, content type and body as they are.</summary>
public sealed class MobileNoticeReply
{
    internal MobileNoticeReply(MobileNoticeResult result, int statusCode, byte[] body)
    {
        Result = result;
        StatusCode = statusCode;
        Body = body;
    }

    /// <summary>What became of the notice.</summary>
    public MobileNoticeResult Result { get; }

    /// <summary>HTTP status: 200, 400, 401 or 500.</summary>
    public int StatusCode { get; }

    /// <summary>Content-Type of the body.</summary>
    public string ContentType => "application/json;charset=utf-8";

    /// <summary>The body, UTF-8: sealed wherever the notice was genuine.</summary>
    public byte[] Body { get; }

    /// <summary>6302 or 6204; "" where it could not be told.</summary>
    public string Code { get; internal init; } = "";

    /// <summary>The order after the notice; null where it has none.</summary>
    public MobileOrder? Order { get; internal init; }

    /// <summary>What was wrong, for the hospital's log; "" where nothing was. No personal data.</summary>
    public string Problem { get; internal init; } = "";

    /// <summary>The failure behind <see cref="MobileNoticeResult.NotStored"/>; null otherwise.</summary>
    public Exception? Failure { get; internal init; }
}
