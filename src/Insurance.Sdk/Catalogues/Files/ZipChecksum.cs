using System;
using System.IO;

namespace Insurance.Sdk.Catalogues;

/// <summary>The CRC-32 that an archive's directory promises of a text. The framework's reader compares it with nothing, and old frameworks do not tell it.</summary>
internal static class ZipChecksum
{
    private const int DirectoryEnd = 0x06054B50;
    private const int DirectoryEntry = 0x02014B50;
    private const int EndLength = 22;
    private const int EntryLength = 46;

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
}
