using System;
using System.IO;

namespace Insurance.Sdk.Catalogues;

/// <summary>The CRC-32 of an archive: what its directory promises, and what a text really has. The framework's reader compares neither.</summary>
internal sealed class ZipChecksum
{
    private const int DirectoryEnd = 0x06054B50;
    private const int DirectoryEntry = 0x02014B50;
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private static readonly uint[] Table = Tables();

    private uint _state = uint.MaxValue;

    /// <summary>Checksum of the bytes so far.</summary>
    internal uint Value => ~_state;

    internal void Add(byte[] bytes, int start, int count)
    {
        var (state, table) = (_state, Table);
        for (; count >= 8; start += 8, count -= 8)
        {
            // Eight bytes at once: byte by byte it would cost a tenth of an import.
            var first = state ^ (uint)Int32(bytes, start);
            var second = (uint)Int32(bytes, start + 4);
            state = table[1792 + (first & 0xFF)] ^ table[1536 + ((first >> 8) & 0xFF)] ^ table[1280 + ((first >> 16) & 0xFF)] ^ table[1024 + (first >> 24)]
                ^ table[768 + (second & 0xFF)] ^ table[512 + ((second >> 8) & 0xFF)] ^ table[256 + ((second >> 16) & 0xFF)] ^ table[second >> 24];
        }

        for (; count > 0; start++, count--)
        {
            state = (state >> 8) ^ table[(state ^ bytes[start]) & 0xFF];
        }

        _state = state;
    }

    /// <summary>What the directory promises of an entry; null where it has the form of archives beyond four gigabytes.</summary>
    /// <param name="archive">A whole archive, at any place; it is left at another one.</param>
    /// <param name="entry">Which entry, from 0, in the order of the directory.</param>
    /// <exception cref="InvalidDataException">The directory is damaged.</exception>
    internal static uint? Promised(Stream archive, int entry)
    {
        var tail = Read(archive, Math.Max(0, archive.Length - EndLength - ushort.MaxValue), (int)Math.Min(archive.Length, EndLength + ushort.MaxValue));
        var end = tail.Length - EndLength;
        while (end >= 0 && Int32(tail, end) != DirectoryEnd)
        {
            end--;
        }

        var place = end < 0 ? throw new InvalidDataException("The archive has no directory.") : (uint)Int32(tail, end + 16);
        if (place == uint.MaxValue)
        {
            return null;
        }

        for (long at = place; ; entry--)
        {
            var head = Read(archive, at, EntryLength);
            if (head.Length < EntryLength || Int32(head, 0) != DirectoryEntry)
            {
                throw new InvalidDataException("The archive's directory is damaged.");
            }

            if (entry == 0)
            {
                return (uint)Int32(head, 16);
            }

            at += EntryLength + UInt16(head, 28) + UInt16(head, 30) + UInt16(head, 32);
        }
    }

    private static byte[] Read(Stream stream, long place, int count)
    {
        var bytes = new byte[count];
        var read = 0;
        stream.Position = place;
        while (read < count && stream.Read(bytes, read, count - read) is > 0 and var more)
        {
            read += more;
        }

        Array.Resize(ref bytes, read);
        return bytes;
    }

    private static int Int32(byte[] bytes, int place) => bytes[place] | (bytes[place + 1] << 8) | (bytes[place + 2] << 16) | (bytes[place + 3] << 24);

    private static int UInt16(byte[] bytes, int place) => bytes[place] | (bytes[place + 1] << 8);

    private static uint[] Tables()
    {
        var table = new uint[8 * 256];
        for (uint i = 0; i < table.Length; i++)
        {
            var value = i < 256 ? i : table[i - 256];
            for (var bit = 0; i < 256 && bit < 8; bit++)
            {
                value = (value >> 1) ^ ((value & 1) * 0xEDB88320);
            }

            table[i] = i < 256 ? value : (value >> 8) ^ table[value & 0xFF];
        }

        return table;
    }
}
