using System;
using System.IO;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Insurance.Sdk.MockCenter.Receiving;

/// <summary>multipart/form-data: the text part jsonStr holds the envelope, the binary part file (one client: in) the file.</summary>
internal static class FormBody
{
    /// <summary>The envelope and the file; any other body is the envelope. A form without jsonStr has an empty envelope.</summary>
    internal static (byte[] Envelope, byte[]? File) Open(string contentType, byte[] body)
    {
        if (!contentType.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || !MediaTypeHeaderValue.TryParse(contentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary)
        {
            return (body, null);
        }

        byte[] envelope = [];
        byte[]? file = null;
        try
        {
            var reader = new MultipartReader(boundary.ToString(), new MemoryStream(body)) { BodyLengthLimit = null };
            // Everything is in memory: the reader never waits.
            while (reader.ReadNextSectionAsync().GetAwaiter().GetResult() is { } section)
            {
                var name = section.GetContentDispositionHeader()?.Name.Value?.Trim('"');
                using var content = new MemoryStream();
                section.Body.CopyTo(content);
                if (name == "jsonStr")
                {
                    envelope = content.ToArray();
                }
                else if (name is "file" or "in")
                {
                    file = content.ToArray();
                }
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // A form that ends in the middle holds no message.
            return ([], null);
        }

        return (envelope, file);
    }
}
