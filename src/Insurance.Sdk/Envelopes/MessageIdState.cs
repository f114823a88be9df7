using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.Envelopes;

/// <summary>
/// The last number given out for one institution, in two files with a checksum each. A number is given out only after both were
/// written, so either of them alone is never behind what was given out: a torn write of one is harmless.
/// </summary>
internal sealed class MessageIdState
{
    // The lock is held for two small writes; whoever holds it longer hangs.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private const string Mark = "insurance-msgid-1 ";

    private readonly string directory;
    private readonly string institutionCode;
    private readonly string file;

    internal MessageIdState(string directory, string institutionCode)
    {
        this.directory = directory;
        this.institutionCode = institutionCode;
        file = Path.Combine(directory, institutionCode + ".msgid");
    }

    /// <summary>Reads the last number (null on the very first use), and writes the one that takes its place.</summary>
    internal void Change(Func<long?, long> change, bool evenIfDamaged = false)
    {
        try
        {
            Directory.CreateDirectory(directory);
            using var locked = Open(file, FileShare.None);
            using var copy = Open(file + ".copy", FileShare.Read);
            var last = Newest(Read(locked), Read(copy), locked.Length + copy.Length == 0 || evenIfDamaged);
            var record = Record(change(last));
            Write(copy, record);
            Write(locked, record);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ConfigurationException("messageIds.directory", "the state of message ids cannot be read or written: " + e.GetType().Name + " at " + file);
        }
    }

    private static FileStream Open(string path, FileShare share)
    {
        var wait = default(SpinWait);
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share);
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
            {
                if (waited.Elapsed > LongestWait)
                {
                    throw new NotProcessedException("The state of message ids is held by another process, or cannot be opened; nothing was sent. File: " + path, e);
                }
            }

            // Backs off by itself, first with the processor and then with the scheduler.
            wait.SpinOnce();
        }
    }

    private long? Newest(long? one, long? other, bool canStartAnew)
    {
        if (one is null && other is null && !canStartAnew)
        {
            throw new ConfigurationException(
                "messageIds.directory",
                "both copies of the state of message ids are damaged (" + file + " and .copy): the last id is not known, and going on could repeat ids. "
                + "Find the newest id of this institution in the journal or at the center and give it to MessageIdSource.ContinueAfter");
        }

        return one is null ? other : other is null ? one : Math.Max(one.Value, other.Value);
    }

    private byte[] Record(long number)
    {
        var text = Mark + number.ToString("D18", CultureInfo.InvariantCulture) + " ";
        return Encoding.ASCII.GetBytes(text + Checksum(text) + "\n");
    }

    /// <summary>Covers the institution's code as well: the file of another one is no state of this one.</summary>
    private string Checksum(string text)
        => HexText.Lower(Sm3.Hash(Encoding.ASCII.GetBytes(institutionCode + " " + text))).Substring(0, 16);

    private long? Read(FileStream stream)
    {
        var bytes = new byte[128];
        var length = 0;
        for (int read; length < bytes.Length && (read = stream.Read(bytes, length, bytes.Length - length)) > 0; length += read)
        {
        }

        var text = Encoding.ASCII.GetString(bytes, 0, length);
        return text.Length == Mark.Length + 36
            && text.StartsWith(Mark, StringComparison.Ordinal)
            && text[text.Length - 1] == '\n'
            && text.Substring(text.Length - 17, 16) == Checksum(text.Substring(0, text.Length - 17))
                ? MessageId.Digits(text, Mark.Length, 18)
                : null;
    }

    private static void Write(FileStream stream, byte[] record)
    {
        stream.Position = 0;
        stream.Write(record, 0, record.Length);
        stream.SetLength(record.Length);
        stream.Flush(flushToDisk: true);
    }
}
