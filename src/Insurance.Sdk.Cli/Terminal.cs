using System;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Cli;

/// <summary>What a command may touch: input, output for programs, text for people, clock and environment.</summary>
internal sealed class Terminal
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Stream input;
    private readonly Stream output;
    private readonly TextWriter error;
    private readonly Func<string, string?> environment;

    internal Terminal(Stream input, Stream output, TextWriter error, TimeProvider time, Func<string, string?> environment)
    {
        this.input = input;
        this.output = output;
        this.error = error;
        Time = time;
        this.environment = environment;
    }

    internal TimeProvider Time { get; }

    /// <summary>A variable of the environment; null where it is not set or empty.</summary>
    internal string? Variable(string name) => environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>All bytes of a file, or of the standard input for <c>-</c>.</summary>
    internal async Task<byte[]> ReadAsync(string fileOrDash, CancellationToken cancellationToken)
    {
        if (fileOrDash != "-")
        {
            return await File.ReadAllBytesAsync(fileOrDash, cancellationToken).ConfigureAwait(false);
        }

        using var buffer = new MemoryStream();
        await input.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        return buffer.ToArray();
    }

    /// <summary>JSON of a file or the standard input; the byte-order mark that editors on Windows put before it is dropped.</summary>
    internal async Task<ReadOnlyMemory<byte>> ReadJsonAsync(string fileOrDash, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(fileOrDash, cancellationToken).ConfigureAwait(false);
        return bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsMemory(3) : bytes;
    }

    internal async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        => await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);

    internal Task WriteLineAsync(string text, CancellationToken cancellationToken)
        => WriteAsync(Encoding.UTF8.GetBytes(text + "\n"), cancellationToken);

    /// <summary>Writes one JSON object and a line feed.</summary>
    internal async Task WriteJsonAsync(Action<Utf8JsonWriter> members, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Json))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        await WriteAsync(buffer.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Text for people.</summary>
    internal Task TellAsync(string text) => error.WriteLineAsync(text);
}
