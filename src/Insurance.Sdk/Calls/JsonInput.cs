using System;
using System.IO;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk.Calls;

/// <summary>Writes the input of a call that is made by number.</summary>
internal static class JsonInput
{
    /// <summary>An object with one node.</summary>
    internal static string Of(string node, Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject(node);
            members(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
