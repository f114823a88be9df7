using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace Insurance.Sdk.Envelopes;

/// <summary>Brings the bytes of an answer to valid UTF-8: decompression, charset, byte order mark. Never throws for what came.</summary>
internal static class AnswerBody
{
    /// <summary>Largest body that is read, before and after decompression: files and long lists stay far below it.</summary>
    internal const int Limit = 256 * 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(false, false);

#if NET
    internal static string TextOf(ReadOnlyMemory<byte> bytes) => Utf8.GetString(bytes.Span);

    internal static string AsciiOf(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes);
#else
    internal static string TextOf(ReadOnlyMemory<byte> bytes) => Utf8.GetString(bytes.ToArray());

    internal static string AsciiOf(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes.ToArray());
#endif

    /// <summary>Takes off compression that the transport left on.</summary>
    /// <param name="body">Bytes as they came.</param>
    /// <param name="contentEncoding">Content-Encoding that is still on; null or "" where none is.</param>
    /// <param name="mayBeFile">A compressed file is left alone unless the header says that the transport compressed it.</param>
    /// <param name="deviations">Receives what was odd.</param>
    /// <param name="complete">Set to false where the compressed bytes end early.</param>
    internal static ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> body, string? contentEncoding, bool mayBeFile, List<Deviation> deviations, ref bool complete)
    {
        var announced = contentEncoding is { Length: > 0 };
        if (announced && !IsGzip(body.Span) && contentEncoding.AsSpan().Contains("deflate".AsSpan(), StringComparison.OrdinalIgnoreCase))
        {
            var inflated = Inflate(body, ref complete);
            if (inflated is { } plain)
            {
                return plain;
            }
        }

        // Gateways and centers sometimes compress one after the other; more than three layers is no answer any more.
        for (var layer = 0; layer < 3 && IsGzip(body.Span); layer++)
        {
            var whole = complete;
            var plain = Unzip(body, s => new GZipStream(s, CompressionMode.Decompress), ref whole);
            if (mayBeFile && !announced && !LooksLikeJson(plain.Span))
            {
                return body;
            }

            if (!announced || layer > 0)
            {
                deviations.Add(EnvelopeDeviations.HiddenCompression());
            }

            complete = whole;
            body = plain;
        }

        return body;
    }

    /// <summary>The text as valid UTF-8 without byte order mark.</summary>
    internal static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> body, string? contentType, List<Deviation> deviations)
    {
        var span = body.Span;
        if (span.Length >= 3 && span[0] == 0xEF && span[1] == 0xBB && span[2] == 0xBF)
        {
            body = body.Slice(3);
            span = body.Span;
        }
        else if (span.Length >= 2 && ((span[0] == 0xFF && span[1] == 0xFE) || (span[0] == 0xFE && span[1] == 0xFF)))
        {
            var wide = span[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
            return Utf8.GetBytes(wide.GetString(body.Slice(2).ToArray()));
        }

        var charset = CharsetOf(contentType);
#if NET
        // The usual answer: nothing more is asked than whether it is UTF-8.
        if ((charset is null || IsUtf8Name(charset)) && System.Text.Unicode.Utf8.IsValid(span))
        {
            return body;
        }

#endif
        var validUtf8 = IsValidUtf8(span, out var ascii, out var pairs);
        if (ascii && !IsWide(charset))
        {
            return body;
        }

        if (charset is null || IsUtf8Name(charset))
        {
            return validUtf8 ? body : Repaired(body, deviations);
        }

        // Servers put a default charset (ISO-8859-1) on answers that are UTF-8: bytes that are valid UTF-8 beat the header.
        // Chinese takes three bytes in UTF-8; pairs of bytes can be GBK that is valid UTF-8 by chance.
        if (validUtf8 && !pairs && !IsWide(charset))
        {
            deviations.Add(EnvelopeDeviations.Charset("the bytes are UTF-8 although the header says otherwise; read as UTF-8"));
            return body;
        }

        if (Find(charset) is { } encoding)
        {
            return Utf8.GetBytes(encoding.GetString(body.ToArray()));
        }

        deviations.Add(EnvelopeDeviations.Charset("the header names an unknown charset; read as UTF-8"));
        return validUtf8 ? body : Repaired(body, deviations);
    }

    internal static bool IsZip(ReadOnlySpan<byte> body)
        => body.Length >= 4 && body[0] == 'P' && body[1] == 'K' && ((body[2] == 3 && body[3] == 4) || (body[2] == 5 && body[3] == 6));

    /// <summary>A ZIP archive ends with its directory's end record; without it the archive was cut.</summary>
    internal static bool IsWholeZip(ReadOnlySpan<byte> body)
    {
        var tail = body.Length > 65557 ? body.Slice(body.Length - 65557) : body;
        var place = tail.LastIndexOf(new byte[] { (byte)'P', (byte)'K', 5, 6 });
        return place >= 0 && tail.Length - place >= 22;
    }

    internal static bool LooksLikeJson(ReadOnlySpan<byte> body) => First(body) is (byte)'{' or (byte)'[' or (byte)'"';

    internal static bool LooksLikeMarkup(ReadOnlySpan<byte> body) => First(body) == (byte)'<';

    /// <summary>First byte that is no blank, no NUL and no byte order mark; 0 where there is none.</summary>
    private static byte First(ReadOnlySpan<byte> body)
    {
        foreach (var b in body)
        {
            if (b is not (0 or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF))
            {
                return b;
            }
        }

        return 0;
    }

    private static bool IsGzip(ReadOnlySpan<byte> body) => body.Length > 2 && body[0] == 0x1F && body[1] == 0x8B && body[2] == 8;

    /// <summary>"deflate" means zlib by its definition and raw deflate by habit.</summary>
    private static ReadOnlyMemory<byte>? Inflate(ReadOnlyMemory<byte> body, ref bool complete)
    {
        if (LooksLikeJson(body.Span))
        {
            return null;
        }

        var span = body.Span;
        var zlib = span.Length > 2 && (span[0] & 0x0F) == 8 && ((span[0] << 8) | span[1]) % 31 == 0;
        var whole = complete;
        var plain = Unzip(zlib ? body.Slice(2) : body, s => new DeflateStream(s, CompressionMode.Decompress), ref whole);
        if (plain.Length == 0)
        {
            return null;
        }

        complete = whole;
        return plain;
    }

    private static ReadOnlyMemory<byte> Unzip(ReadOnlyMemory<byte> body, Func<Stream, Stream> open, ref bool complete)
    {
        using var source = new MemoryStream(body.ToArray());
        using var plain = new MemoryStream();
        try
        {
            using var stream = open(source);
            var buffer = new byte[81920];
            int read;
            while ((read = stream.Read(buffer, 0, buffer.Length)) > 0)
            {
                plain.Write(buffer, 0, read);
                if (plain.Length > Limit)
                {
                    complete = false;
                    break;
                }
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            complete = false;
        }

        return plain.ToArray();
    }

    private static ReadOnlyMemory<byte> Repaired(ReadOnlyMemory<byte> body, List<Deviation> deviations)
    {
        deviations.Add(EnvelopeDeviations.BrokenText());
        return Utf8.GetBytes(TextOf(body));
    }

    private static bool IsValidUtf8(ReadOnlySpan<byte> span, out bool ascii, out bool pairs)
    {
        ascii = true;
        pairs = false;
        var i = 0;
        while (i < span.Length)
        {
            var b = span[i];
            if (b < 0x80)
            {
                i++;
                continue;
            }

            ascii = false;
            var more = b switch { >= 0xC2 and <= 0xDF => 1, >= 0xE0 and <= 0xEF => 2, >= 0xF0 and <= 0xF4 => 3, _ => 0 };
            if (more == 0 || i + more >= span.Length)
            {
                return false;
            }

            pairs |= more == 1;
            var second = span[i + 1];
            var ok = b switch
            {
                0xE0 => second is >= 0xA0 and <= 0xBF,
                0xED => second is >= 0x80 and <= 0x9F,
                0xF0 => second is >= 0x90 and <= 0xBF,
                0xF4 => second is >= 0x80 and <= 0x8F,
                _ => second is >= 0x80 and <= 0xBF,
            };
            for (var k = 2; ok && k <= more; k++)
            {
                ok = span[i + k] is >= 0x80 and <= 0xBF;
            }

            if (!ok)
            {
                return false;
            }

            i += more + 1;
        }

        return true;
    }

    private static string? CharsetOf(string? contentType)
    {
        var place = contentType?.IndexOf("charset=", StringComparison.OrdinalIgnoreCase) ?? -1;
        if (place < 0)
        {
            return null;
        }

        var value = contentType!.Substring(place + 8);
        var end = value.IndexOf(';');
        value = (end >= 0 ? value.Substring(0, end) : value).Trim(' ', '"', '\'');
        return value.Length == 0 ? null : value;
    }

    private static bool IsUtf8Name(string charset)
        => charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    private static bool IsWide(string? charset)
        => charset is not null && (charset.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) || charset.StartsWith("utf-32", StringComparison.OrdinalIgnoreCase));

    private static Encoding? Find(string charset)
    {
        try
        {
#if NET || NETSTANDARD2_0
            // Chinese code pages are not registered by default, and registering them for the whole process is not ours to do.
            return CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
#else
            return Encoding.GetEncoding(charset);
#endif
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
