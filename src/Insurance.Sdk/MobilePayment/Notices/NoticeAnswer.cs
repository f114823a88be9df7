using System;
using System.IO;
using System.Text.Json;

namespace Insurance.Sdk.MobilePayment;

/// <summary>The bodies that notices are answered with.</summary>
internal static class NoticeAnswer
{
    /// <summary>Node data of 6302's answer: success is a JSON boolean.</summary>
    internal static byte[] Data(bool success, string message) => Write(json =>
    {
        json.WriteBoolean("success", success);
        json.WriteString("message", message);
    });

    internal static byte[] Plain(string code, bool success, string message) => Write(json =>
    {
        json.WriteString("code", code);
        json.WriteBoolean("success", success);
        json.WriteString("message", message);
    });

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, WireJson.Writer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
