using System;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.MockCenter.Envelopes;

/// <summary>The envelope as it came.</summary>
internal sealed class RequestEnvelope
{
    private RequestEnvelope(JsonObject json) => Json = json;

    internal JsonObject Json { get; }

    internal string Number => Text("infno");

    internal string MessageId => Text("msgid");

    internal string Institution => Text("fixmedins_code");

    internal string Area => Text("mdtrtarea_admvs");

    internal string InsuredArea => Text("insuplc_admdvs");

    internal string SignNumber => Text("sign_no");

    internal string Text(string member) => WireJson.Text(Json[member]) ?? "";

    /// <summary>Null where the body is no JSON object.</summary>
    internal static RequestEnvelope? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: WireJson.Strict) is JsonObject json ? new RequestEnvelope(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
