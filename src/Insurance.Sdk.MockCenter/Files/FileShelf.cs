using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;

namespace Insurance.Sdk.MockCenter.Files;

/// <summary>Files that wait to be fetched with 9102, and files that came with 9101. They end with the center: nothing is booked by them.</summary>
internal sealed class FileShelf
{
    private readonly ConcurrentDictionary<string, ShelvedFile> _files = new(StringComparer.Ordinal);
    private long _sequence;

    /// <summary>Offers a file; its bytes are made when they are fetched.</summary>
    /// <param name="folder">Part of the number that tells kinds of files apart.</param>
    /// <param name="owner">Institution that may fetch it; null for all.</param>
    /// <param name="name">File name that a fetch must name.</param>
    /// <param name="refusals">How often a fetch is refused before the file is ready.</param>
    /// <param name="bytes">Makes the bytes.</param>
    /// <returns>file_qury_no.</returns>
    internal string Offer(string folder, string? owner, string name, int refusals, Func<byte[]> bytes)
    {
        var number = $"fsi/{folder}/" + Interlocked.Increment(ref _sequence).ToString("x16", CultureInfo.InvariantCulture);
        _files[number] = new ShelvedFile(owner, name, refusals, bytes);
        return number;
    }

    internal ShelvedFile? Find(string number) => _files.GetValueOrDefault(number);
}

/// <summary>A file on the shelf.</summary>
internal sealed class ShelvedFile(string? owner, string name, int refusals, Func<byte[]> bytes)
{
    private readonly Lazy<byte[]> _bytes = new(bytes);
    private int _refusals = refusals;

    internal string Name => name;

    internal bool IsFor(string institution) => owner is null || owner == institution;

    internal bool IsForAll => owner is null;

    internal bool TakeRefusal() => Volatile.Read(ref _refusals) > 0 && Interlocked.Decrement(ref _refusals) >= 0;

    internal byte[] Bytes => _bytes.Value;
}
