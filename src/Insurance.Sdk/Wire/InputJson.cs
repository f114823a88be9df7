using System;
using System.Buffers.Text;
using System.Text;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk;

/// <summary>
/// Writes the JSON of an input straight into the buffer of its message. Names are encoded beforehand and texts are copied; only a text that the
/// framework's encoder wants to change goes through it. Who writes sees to it that what he opens is closed.
/// </summary>
internal sealed class InputJson
{
    private const int LongestNumber = 40;
    private const int LongestSignedByte = 4;

    private readonly PooledBytes _to;
    private bool _isFirst = true;

    internal InputJson(PooledBytes to)
    {
        _to = to;
    }

    internal void StartObject() => Open((byte)'{');

    internal void EndObject() => Close((byte)'}');

    internal void StartArray() => Open((byte)'[');

    internal void EndArray() => Close((byte)']');

    /// <summary>A member whose value is written next.</summary>
    internal void Name(MemberName name)
    {
        Room(name, 0, out var at);
        Done(at);
        _isFirst = true;
    }

    /// <summary>The value of the member that was named last is put there by somebody else.</summary>
    internal void Skip() => _isFirst = false;

    internal void Text(MemberName name, string value)
    {
        var room = Room(name, checked(value.Length * PlainText.BytesOfChar) + 2, out var at);
        room[at++] = (byte)'"';
        if (PlainText.TryCopy(value, room, at, out var length))
        {
            at += length;
            room[at++] = (byte)'"';
            Done(at);
        }
        else
        {
            // What was copied so far stands behind the end of what is written, where nobody would clear it.
            room.AsSpan(at, value.Length * PlainText.BytesOfChar).Clear();
            Plain(name, Encoding.UTF8.GetBytes(WireJson.Encoder.Encode(value)));
        }
    }

    /// <summary>A text that needs no encoding any more.</summary>
    internal void Plain(MemberName name, ReadOnlySpan<byte> value)
    {
        var room = Room(name, value.Length + 2, out var at);
        room[at++] = (byte)'"';
        value.CopyTo(room.AsSpan(at));
        at += value.Length;
        room[at++] = (byte)'"';
        Done(at);
    }

    internal void Number(MemberName name, decimal value)
    {
        var room = Room(name, LongestNumber, out var at);
        Utf8Formatter.TryFormat(value, room.AsSpan(at), out var length);
        Done(at + length);
    }

    /// <summary>A value that is JSON already.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    internal void Raw(MemberName name, string json)
    {
        if (json.Length == 0)
        {
            throw new ArgumentException("An empty text is no JSON value.", nameof(json));
        }

        var room = Room(name, Encoding.UTF8.GetMaxByteCount(json.Length), out var at);
        Done(at + Encoding.UTF8.GetBytes(json, 0, json.Length, room, at));
    }

    internal void Base64(MemberName name, byte[] value)
    {
        var room = Room(name, System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(value.Length) + 2, out var at);
        room[at++] = (byte)'"';
        System.Buffers.Text.Base64.EncodeToUtf8(value, room.AsSpan(at), out _, out var length);
        at += length;
        room[at++] = (byte)'"';
        Done(at);
    }

    /// <summary>The bytes as a list of signed numbers.</summary>
    internal void SignedBytes(MemberName name, byte[] value)
    {
        var room = Room(name, checked(value.Length * (LongestSignedByte + 1)) + 2, out var at);
        room[at++] = (byte)'[';
        for (var i = 0; i < value.Length; i++)
        {
            if (i > 0)
            {
                room[at++] = (byte)',';
            }

            Utf8Formatter.TryFormat(unchecked((sbyte)value[i]), room.AsSpan(at), out var length);
            at += length;
        }

        room[at++] = (byte)']';
        Done(at);
    }

    /// <summary>Puts the name, and gives room for the value that stands behind it.</summary>
    private byte[] Room(MemberName name, int valueLength, out int at)
    {
        // The comma stands before every member but the first.
        var bytes = _isFirst ? name.Bytes.AsSpan(1) : name.Bytes.AsSpan();
        var room = _to.Room(checked(bytes.Length + valueLength), out at);
        bytes.CopyTo(room.AsSpan(at));
        at += bytes.Length;
        return room;
    }

    private void Done(int end)
    {
        _to.End(end);
        _isFirst = false;
    }

    private void Open(byte sign)
    {
        var room = _to.Room(2, out var at);
        if (!_isFirst)
        {
            room[at++] = (byte)',';
        }

        room[at++] = sign;
        Done(at);
        _isFirst = true;
    }

    private void Close(byte sign)
    {
        var room = _to.Room(1, out var at);
        room[at] = sign;
        Done(at + 1);
    }
}
