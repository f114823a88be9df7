using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading;

namespace Insurance.Sdk.MockCenter.Envelopes;

/// <summary>Makes the answer's envelope.</summary>
internal sealed class AnswerEnvelope
{
    private readonly MockCenterOptions _options;
    private long _sequence;

    internal AnswerEnvelope(MockCenterOptions options) => _options = options;

    internal JsonObject Accepted(string area, DateTimeOffset received, JsonNode? output)
    {
        var answer = Start(0, received);
        answer["inf_refmsgid"] = (area.Length == 6 ? area : "000000") + ChinaTime.Compact(received)
            + Interlocked.Increment(ref _sequence).ToString("D10", CultureInfo.InvariantCulture);
        answer["err_msg"] = "";
        answer["output"] = output;
        return answer;
    }

    /// <summary>A refusal carries no reference number: the center did not take the message.</summary>
    internal JsonObject Refused(DateTimeOffset received, IEnumerable<string> errors)
    {
        var answer = Start(-1, received);
        answer["inf_refmsgid"] = null;
        answer["err_msg"] = string.Join("；", errors);
        answer["output"] = null;
        return answer;
    }

    private JsonObject Start(int code, DateTimeOffset received) => new()
    {
        ["infcode"] = _options.InfcodeAsText ? code.ToString(CultureInfo.InvariantCulture) : code,
        ["inf_refmsgid"] = null,
        ["refmsg_time"] = ChinaTime.Milliseconds(received),
        ["respond_time"] = ChinaTime.Milliseconds(_options.TimeProvider.ChinaNow()),
        ["err_msg"] = "",
        ["warn_msg"] = "",
        ["cainfo"] = "",
        ["signtype"] = "",
    };
}
