using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>Append-only JSON lines. A line counts once its newline is there: a torn last line was never answered, so it is cut off.</summary>
internal sealed class LedgerFile : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _stream;

    internal LedgerFile(string path)
    {
        _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
    }

    /// <summary>The entries of earlier runs. Leaves the file ready to be appended to.</summary>
    /// <exception cref="InvalidDataException">A line before the last is broken; the message names it.</exception>
    internal List<LedgerEntry> Replay()
    {
        var bytes = new byte[_stream.Length];
        _stream.ReadExactly(bytes);
        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        _stream.SetLength(end);
        _stream.Position = end;
        var entries = new List<LedgerEntry>();
        var lines = Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < lines.Length; i++)
        {
            try
            {
                entries.Add(LedgerEntry.FromLine(lines[i]));
            }
            catch (Exception e) when (e is JsonException or NullReferenceException or FormatException or InvalidOperationException)
            {
                throw new InvalidDataException($"The ledger file is broken in line {i + 1}.", e);
            }
        }

        return entries;
    }

    internal void Append(LedgerEntry entry)
    {
        var line = Encoding.UTF8.GetBytes(entry.ToLine() + "\n");
        lock (_gate)
        {
            // Flushed before the answer leaves: what was answered survives a killed process.
            _stream.Write(line);
            _stream.Flush();
        }
    }

    internal void Clear()
    {
        lock (_gate)
        {
            _stream.SetLength(0);
            _stream.Flush();
        }
    }

    public void Dispose() => _stream.Dispose();
}
