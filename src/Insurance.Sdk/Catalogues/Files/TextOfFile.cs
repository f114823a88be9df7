using System;
using System.IO;
using System.IO.Compression;
using System.IO.Hashing;
using System.Linq;

namespace Insurance.Sdk.Catalogues;

/// <summary>The text inside a catalogue file: the one entry of an archive, or the file itself.</summary>
internal sealed class TextOfFile : IDisposable
{
    private readonly Stream _file;
    private readonly ZipArchive? _archive;
    private readonly CountingStream? _entry;
    private readonly uint? _promised;

    private TextOfFile(Stream file, ZipArchive? archive, ZipArchiveEntry? entry)
    {
        _file = file;
        _archive = archive;
        _promised = entry is null ? null : ZipChecksum.Promised(file, archive!.Entries.IndexOf(entry));
        _entry = entry is null ? null : new CountingStream(entry.Open());
        Length = entry?.Length ?? file.Length;
    }

    internal Stream Stream => _entry ?? _file;

    internal long? Length { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="file">A seekable stream, closed with the text.</param>
    /// <param name="preferred">Name of the text where an archive may hold others beside it; null where it may not.</param>
    internal static TextOfFile Open(Stream file, string? preferred = null)
    {
        if (!file.CanSeek)
        {
            throw new ArgumentException("The stream of a catalogue file must be seekable.", nameof(file));
        }

        var head = new byte[4];
        var read = 0;
        while (read < 4 && file.Read(head, read, 4 - read) is > 0 and var more)
        {
            read += more;
        }

        file.Position = 0;
        if (read < 2 || head[0] != 'P' || head[1] != 'K')
        {
            return new TextOfFile(file, null, null);
        }

        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(file, ZipArchiveMode.Read);
            var entries = archive.Entries.Where(e => !e.FullName.EndsWith("/", StringComparison.Ordinal)).ToList();
            if (preferred is not null && entries.Count > 1)
            {
                entries.RemoveAll(e => !string.Equals(e.Name, preferred, StringComparison.OrdinalIgnoreCase));
            }

            if (entries.Count != 1)
            {
                throw new CatalogueFileException(CatalogueFileFault.WrongContent, "The archive holds " + entries.Count + " files; one text is expected");
            }

            return new TextOfFile(file, archive, entries[0]);
        }
        catch (InvalidDataException e)
        {
            throw new CatalogueFileException(CatalogueFileFault.BrokenArchive, "The archive is broken or was cut off: its directory at the end is missing or damaged. Fetch it again", e);
        }
        catch
        {
            archive?.Dispose();
            throw;
        }
    }

    /// <summary>An archive says how long its text is and what its checksum: a text that is none such is not whole, whatever the decompressor thinks.</summary>
    internal void CheckWhole()
    {
        if (_entry is not null && _entry.Count != Length)
        {
            throw new CatalogueFileException(CatalogueFileFault.Truncated, "The text has " + _entry.Count + " bytes; the archive promises " + Length);
        }

        if (_entry is not null && _promised is { } promised && _entry.Checksum != promised)
        {
            throw Damaged(null);
        }
    }

    /// <summary>What is wrong with a text may be the fault of its archive: reads on to the end and compares. Nothing more can be read then.</summary>
    /// <returns>The error of the archive; null where it is whole.</returns>
    internal CatalogueFileException? Damage(CatalogueFileException met)
    {
        try
        {
            for (var rest = new byte[64 * 1024]; _entry?.Read(rest, 0, rest.Length) > 0;)
            {
            }

            CheckWhole();
            return null;
        }
        catch (Exception e) when (e is CatalogueFileException or InvalidDataException or IOException)
        {
            return Damaged(met);
        }
    }

    private static CatalogueFileException Damaged(Exception? met)
        => new(CatalogueFileFault.BrokenArchive, "The archive is damaged: its text has another checksum than the archive promises. Fetch it again", met);

    public void Dispose()
    {
        _entry?.Dispose();
        _archive?.Dispose();
        _file.Dispose();
    }

    private sealed class CountingStream : Stream
    {
        private readonly Stream _inner;
        private readonly Crc32 _checksum = new();

        internal CountingStream(Stream inner) => _inner = inner;

        internal long Count { get; private set; }

        internal uint Checksum => _checksum.GetCurrentHashAsUInt32();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Count; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = _inner.Read(buffer, offset, count);
            Count += read;
            _checksum.Append(buffer.AsSpan(offset, read));
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
