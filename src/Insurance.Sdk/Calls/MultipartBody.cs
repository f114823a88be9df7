using System;
using System.Text;

namespace Insurance.Sdk.Calls;

/// <summary>A file that leaves beside the envelope.</summary>
/// <param name="Part">Name of its part.</param>
/// <param name="FileName">Its file name.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record OutgoingFile(string Part, string FileName, ReadOnlyMemory<byte> Content);

/// <summary>The body of a file upload as multipart/form-data: the envelope as text part jsonStr, the file as a binary part.</summary>
/// <remarks>Written as a whole, because the bytes that the gateway signs are the bytes that are sent.</remarks>
internal static class MultipartBody
{
    private const string Line = "\r\n";

    internal static (byte[] Body, string ContentType) Write(byte[] envelope, OutgoingFile file, string messageId)
    {
        var boundary = BoundaryFor(envelope, file.Content.Span, messageId);
        var head = Encoding.ASCII.GetBytes("--" + boundary + Line
            + "Content-Disposition: form-data; name=\"jsonStr\"" + Line
            + "Content-Type: text/plain; charset=UTF-8" + Line + Line);
        var between = Encoding.UTF8.GetBytes(Line + "--" + boundary + Line
            + "Content-Disposition: form-data; name=\"" + file.Part + "\"; filename=\"" + Quoted(file.FileName) + "\"" + Line
            + "Content-Type: application/octet-stream" + Line + Line);
        var foot = Encoding.ASCII.GetBytes(Line + "--" + boundary + "--" + Line);

        var body = new byte[head.Length + envelope.Length + between.Length + file.Content.Length + foot.Length];
        var place = 0;
        Add(head);
        Add(envelope);
        Add(between);
        Add(file.Content.Span);
        Add(foot);
        return (body, "multipart/form-data; boundary=" + boundary);

        void Add(ReadOnlySpan<byte> part)
        {
            part.CopyTo(body.AsSpan(place));
            place += part.Length;
        }
    }

    /// <summary>A line that occurs nowhere inside.</summary>
    private static string BoundaryFor(ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> file, string messageId)
    {
        var letters = new StringBuilder("----Insurance");
        foreach (var c in messageId)
        {
            if (c is (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'))
            {
                letters.Append(c);
            }
        }

        var boundary = letters.ToString();
        for (var more = 'A'; ; more++)
        {
            var bytes = Encoding.ASCII.GetBytes(boundary);
            if (envelope.IndexOf(bytes) < 0 && file.IndexOf(bytes) < 0)
            {
                return boundary;
            }

            boundary = letters.ToString() + more;
        }
    }

    private static string Quoted(string name) => name.Replace("\"", "%22").Replace("\r", "").Replace("\n", "");
}
