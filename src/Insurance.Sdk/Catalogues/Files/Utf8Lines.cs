using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace Insurance.Sdk.Catalogues;

/// <summary>Lines of a UTF-8 text, one at a time, in memory that does not grow with the text.</summary>
internal sealed class Utf8Lines
{
    private const int FirstBuffer = 128 * 1024;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private static readonly UTF8Encoding Lenient = new(false, throwOnInvalidBytes: false);

    private readonly Stream _stream;
    private readonly int _maxLine;
    private readonly UTF8Encoding _encoding;
    private byte[] _buffer = new byte[FirstBuffer];
    private int _start;
    private int _end;
    private bool _isOver;
    private bool _isBegun;

    /// <summary>Reads a text.</summary>
    /// <param name="stream">The text.</param>
    /// <param name="maxLine">Longest line in bytes.</param>
    /// <param name="lenient">True replaces bytes that are no UTF-8 instead of refusing them.</param>
    internal Utf8Lines(Stream stream, int maxLine, bool lenient = false)
    {
        _encoding = lenient ? Lenient : Strict;
        _stream = stream;
        _maxLine = maxLine;
    }

    /// <summary>Bytes of the text that were read as lines.</summary>
    internal long Position { get; private set; }

    /// <summary>Lines that were read, empty ones included.</summary>
    internal long LineNumber { get; private set; }

    /// <summary>The next line without its end (LF or CRLF); null after the last one.</summary>
    internal string? Next()
    {
        if (!_isBegun)
        {
            Begin();
        }

        var scanned = 0;
        while (true)
        {
            var feed = Array.IndexOf(_buffer, (byte)'\n', _start + scanned, _end - _start - scanned);
            if (feed >= 0)
            {
                return Take(feed - _start, 1);
            }

            scanned = _end - _start;
            if (scanned > _maxLine)
            {
                throw new CatalogueFileException(CatalogueFileFault.RowTooLong, "Row " + Number(LineNumber + 1) + " is longer than " + Number(_maxLine) + " bytes; the limit is MaxRowBytes")
                {
                    RowNumber = LineNumber + 1,
                    ByteOffset = Position,
                };
            }

            if (_isOver)
            {
                return scanned == 0 ? null : Take(scanned, 0);
            }

            Fill();
        }
    }

    private void Begin()
    {
        _isBegun = true;
        while (_end < 3 && !_isOver)
        {
            Fill();
        }

        if (_end >= 3 && _buffer[0] == 0xEF && _buffer[1] == 0xBB && _buffer[2] == 0xBF)
        {
            _start = 3;
            Position = 3;
        }
        else if (_end >= 2 && ((_buffer[0] == 0xFF && _buffer[1] == 0xFE) || (_buffer[0] == 0xFE && _buffer[1] == 0xFF)))
        {
            throw NotUtf8(0, "the text begins with the mark of UTF-16");
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _isOver = read == 0;
        _end += read;
    }

    private string Take(int length, int feed)
    {
        var whole = length;
        if (length > 0 && _buffer[_start + length - 1] == '\r')
        {
            length--;
        }

        string line;
        try
        {
            line = _encoding.GetString(_buffer, _start, length);
        }
        catch (DecoderFallbackException e)
        {
            LineNumber++;
            throw NotUtf8(Position + Math.Max(0, e.Index), "row " + Number(LineNumber) + " holds bytes that are no UTF-8");
        }

        _start += whole + feed;
        Position += whole + feed;
        LineNumber++;
        return line;
    }

    private CatalogueFileException NotUtf8(long offset, string why) => new(
        CatalogueFileFault.WrongEncoding,
        "The file is not UTF-8: at byte " + Number(offset) + " " + why + ". Catalogue files are UTF-8; GBK or UTF-16 means that it was saved anew by another program")
    {
        RowNumber = Math.Max(1, LineNumber),
        ByteOffset = offset,
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
