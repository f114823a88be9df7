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

    internal Terminal(Stream input, Stream output, TextWriter error, TimeProvider time, Func<string, string?> environment, bool isInteractive = false)
    {
        this.input = input;
        this.output = output;
        this.error = error;
        Time = time;
        this.environment = environment;
        IsInteractive = isInteractive;
    }

    internal TimeProvider Time { get; }

    /// <summary>True where the error output is a console that somebody looks at, not a file or another program.</summary>
    internal bool IsInteractive { get; }

    /// <summary>A variable of the environment; null where it is not set or empty.</summary>
    internal string? Variable(string name) => environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>All bytes of a file, or of the standard input for <c>-</c>.</summary>
    internal async Task<byte[]> ReadAsync(string fileOrDash, CancellationToken cancellationToken)
    {
        if (fileOrDash != "-")
        {
            if (fileOrDash.Length == 0 || fileOrDash.Contains('\0', StringComparison.Ordinal))
            {
                throw new CommandException(ExitCode.Usage, "the name of a file is missing");
            }

            return await File.ReadAllBytesAsync(fileOrDash, cancellationToken).ConfigureAwait(false);
        }

        using var buffer = new MemoryStream();
        await input.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        return buffer.ToArray();
    }

    /// <summary>JSON of a file or the standard input as UTF-8 without byte-order mark; a redirection in an older PowerShell writes UTF-16.</summary>
    internal async Task<ReadOnlyMemory<byte>> ReadJsonAsync(string fileOrDash, CancellationToken cancellationToken)
    {
        var bytes = await ReadAsync(fileOrDash, cancellationToken).ConfigureAwait(false);
        return bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => bytes.AsMemory(3),
            [0xFF, 0xFE, ..] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2)),
            _ => bytes,
        };
    }

    /// <summary>Settings of a configuration file, with the secrets of the environment over them.</summary>
    internal async Task<InsuranceOptions> ReadSettingsAsync(string file, CancellationToken cancellationToken)
        => SettingsFile.Parse(await ReadJsonAsync(file, cancellationToken).ConfigureAwait(false), environment);

    internal async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        => await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);

    internal Task WriteLineAsync(string text, CancellationToken cancellationToken)
        => WriteAsync(Encoding.UTF8.GetBytes(text + "\n"), cancellationToken);

    /// <summary>Writes one JSON object and a line feed.</summary>
    internal Task WriteJsonAsync(Action<Utf8JsonWriter> members, CancellationToken cancellationToken)
        => WriteJsonValueAsync(Object(members), cancellationToken);

    /// <summary>Writes one JSON value and a line feed.</summary>
    internal async Task WriteJsonValueAsync(Action<Utf8JsonWriter> value, CancellationToken cancellationToken)
    {
        using var buffer = JsonOf(value);
        buffer.WriteByte((byte)'\n');
        await WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One JSON object in a line of the error output, for a program that wants more than the exit code.</summary>
    internal Task TellJsonAsync(Action<Utf8JsonWriter> members)
    {
        using var buffer = JsonOf(Object(members));
        return TellAsync(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <summary>Text for people.</summary>
    internal Task TellAsync(string text) => error.WriteLineAsync(text);

    /// <summary>Writes over the line that was written last, in an interactive console.</summary>
    internal void Overwrite(string text) => error.Write("\r" + text.PadRight(78));

    private static Action<Utf8JsonWriter> Object(Action<Utf8JsonWriter> members) => writer =>
    {
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
    };

    private static MemoryStream JsonOf(Action<Utf8JsonWriter> value)
    {
        var buffer = new MemoryStream();
        using var writer = new Utf8JsonWriter(buffer, Json);
        value(writer);
        return buffer;
    }
}
