using System.Text;

namespace Insurance.Sdk;

/// <summary>A member's name as it stands in a message: encoded once, with the comma before and the colon behind it.</summary>
internal sealed class MemberName
{
    internal MemberName(string text)
    {
        Text = text;
        Bytes = Encoding.UTF8.GetBytes(",\"" + WireJson.Encoder.Encode(text) + "\":");
    }

    internal string Text { get; }

    internal byte[] Bytes { get; }
}
