using System;

namespace Insurance.Sdk.Visits;

/// <summary>What goes with a call of a visit: area and message id are the visit's own.</summary>
internal static class VisitCalls
{
    internal static CallOptions Of(VisitDocument visit, string messageId, CallOptions? call)
    {
        if (call?.MessageId is not null)
        {
            throw new ArgumentException("A visit notes the message id before it sends, and draws it itself: CallOptions.MessageId must be null", nameof(call));
        }

        if (call?.InsuredArea is { Length: > 0 } area && area != visit.InsuredArea)
        {
            throw new ArgumentException("CallOptions.InsuredArea is another one than the visit's; leave it null, the visit sends its own", nameof(call));
        }

        var options = Copy(call);
        options.InsuredArea = visit.InsuredArea;
        options.MessageId = messageId;
        return options;
    }

    internal static CallOptions Copy(CallOptions? call)
    {
        var options = new CallOptions { Operator = call?.Operator, Timeout = call?.Timeout, SignNo = call?.SignNo };
        if (call is not null)
        {
            foreach (var member in call.ExtraEnvelope.Items)
            {
                options.ExtraEnvelope.Keep(member.Key, member.Value);
            }
        }

        return options;
    }
}
