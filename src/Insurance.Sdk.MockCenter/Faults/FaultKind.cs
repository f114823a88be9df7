using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.MockCenter.Faults;

/// <summary>What goes wrong on demand.</summary>
public enum FaultKind
{
    /// <summary><c>lost-before-booking</c>: the connection closes without an answer, nothing is booked.</summary>
    LostBeforeBooking,

    /// <summary><c>lost-after-booking</c>: booked, then the connection closes without an answer.</summary>
    LostAfterBooking,

    /// <summary><c>delay</c>: booked, the answer waits.</summary>
    Delay,

    /// <summary><c>reset</c>: booked, the connection is reset in the middle of the answer.</summary>
    Reset,

    /// <summary><c>cut</c>: booked, well-formed HTTP whose JSON ends in the middle.</summary>
    Cut,

    /// <summary><c>html502</c>: booked, HTTP 502 with an HTML page.</summary>
    Html502,

    /// <summary><c>gateway-json</c>: turned away by the gateway, nothing is booked.</summary>
    GatewayJson,

    /// <summary><c>empty</c>: booked, HTTP 200 without a body.</summary>
    Empty,

    /// <summary><c>duplicate</c>: the message is processed twice, the first answer is returned.</summary>
    Duplicate,

    /// <summary><c>bad-signature</c>: booked, the answer's signature does not hold; without body protection the gateway says that the caller's signature is wrong and nothing is booked.</summary>
    BadSignature,
}

/// <summary>The spelling of fault kinds.</summary>
public static class FaultNames
{
    private static readonly Dictionary<string, FaultKind> Kinds = new(StringComparer.Ordinal)
    {
        ["lost-before-booking"] = FaultKind.LostBeforeBooking,
        ["lost-after-booking"] = FaultKind.LostAfterBooking,
        ["delay"] = FaultKind.Delay,
        ["reset"] = FaultKind.Reset,
        ["cut"] = FaultKind.Cut,
        ["html502"] = FaultKind.Html502,
        ["gateway-json"] = FaultKind.GatewayJson,
        ["empty"] = FaultKind.Empty,
        ["duplicate"] = FaultKind.Duplicate,
        ["bad-signature"] = FaultKind.BadSignature,
    };

    /// <summary>Every name.</summary>
    public static IReadOnlyCollection<string> All => Kinds.Keys;

    /// <summary>The name of a kind.</summary>
    public static string NameOf(FaultKind kind) => Kinds.First(k => k.Value == kind).Key;

    /// <summary>The kind of a name.</summary>
    public static bool TryParse(string name, out FaultKind kind) => Kinds.TryGetValue(name, out kind);
}
