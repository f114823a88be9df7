using System;

namespace Insurance.Sdk.MockCenter.Gateways;

/// <summary>Looks at the headers before the center sees the message.</summary>
internal interface IGatewayCheck
{
    /// <summary>Null when the headers are right, otherwise what is wrong with them.</summary>
    string? Refuse(Func<string, string> header, string? number);

    /// <summary>The gateway's own refusal: never an envelope.</summary>
    (int Status, string Body) Answer(string reason);
}

/// <summary>No gateway stands before the center.</summary>
internal sealed class OpenGateway : IGatewayCheck
{
    public string? Refuse(Func<string, string> header, string? number) => null;

    public (int Status, string Body) Answer(string reason) => TifGatewayCheck.Refusal(500, reason);
}
