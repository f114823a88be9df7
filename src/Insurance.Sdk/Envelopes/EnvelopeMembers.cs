using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Insurance.Sdk.Envelopes;

/// <summary>How far a body can be read as a JSON object.</summary>
internal enum EnvelopeShape
{
    /// <summary>A whole object.</summary>
    Object,

    /// <summary>Whole JSON of another kind.</summary>
    OtherJson,

    /// <summary>Cut, broken or too deeply nested.</summary>
    Broken,
}

/// <summary>The members that an answer's envelope, an older wrapper or a gateway's answer may have, in the order in which they are printed.</summary>
internal enum EnvelopeMember
{
    /// <summary>infcode.</summary>
    StatusCode,

    /// <summary>inf_refmsgid.</summary>
    CenterReference,

    /// <summary>refmsg_time.</summary>
    ReceivedTime,

    /// <summary>respond_time.</summary>
    RespondedTime,

    /// <summary>err_msg.</summary>
    ErrorText,

    /// <summary>output.</summary>
    Output,

    /// <summary>warn_msg.</summary>
    WarningText,

    /// <summary>cainfo.</summary>
    Cainfo,

    /// <summary>signtype.</summary>
    SignType,

    /// <summary>enc_type.</summary>
    EncType,

    /// <summary>code.</summary>
    GatewayCode,

    /// <summary>type.</summary>
    GatewayType,

    /// <summary>message.</summary>
    GatewayMessage,

    /// <summary>msg.</summary>
    ShortMessage,

    /// <summary>data.</summary>
    Data,
}

/// <summary>The members of an answer's envelope as exact bytes, found in any spelling and order.</summary>
internal sealed class EnvelopeMembers
{
    internal static readonly byte[] Null = { (byte)'n', (byte)'u', (byte)'l', (byte)'l' };

    private static readonly string[] Known =
    {
        "infcode", "inf_refmsgid", "refmsg_time", "respond_time", "err_msg", "output", "warn_msg", "cainfo", "signtype", "enc_type",
        "code", "type", "message", "msg", "data",
    };

    private static readonly byte[][] KnownInUtf8 = Array.ConvertAll(Known, System.Text.Encoding.UTF8.GetBytes);

    /// <summary>Where the members' values stand in the text; a length of 0 for a member that did not come.</summary>
    private readonly (int From, int Length)[] _places = new (int, int)[Known.Length];

    private ReadOnlyMemory<byte> _json;

    /// <summary>True where infcode came twice and the two disagree.</summary>
    internal bool CodesDiffer { get; private set; }

    /// <summary>The member's JSON value; null where it is absent or JSON null.</summary>
    internal ReadOnlyMemory<byte>? this[EnvelopeMember member]
        => Value((int)member) is { Length: > 0 } value && !value.Span.SequenceEqual(Null) ? value : (ReadOnlyMemory<byte>?)null;

    /// <summary>The member's printed spelling.</summary>
    internal static string NameOf(EnvelopeMember member) => Known[(int)member];

    /// <param name="body">The text.</param>
    /// <param name="deviations">Receives what was odd.</param>
    /// <param name="members">The members, as far as the text could be read.</param>
    /// <param name="inPassing">Reads the output on the way; null where that is not wanted.</param>
    internal static EnvelopeShape Read(ReadOnlyMemory<byte> body, List<Deviation> deviations, out EnvelopeMembers members, OutputInPassing? inPassing = null)
    {
        members = new EnvelopeMembers();
        var start = 0;
        var span = body.Span;
        while (start < span.Length && IsPadding(span[start]))
        {
            start++;
        }

        var json = body.Slice(start);
        try
        {
            var reader = new Utf8JsonReader(json.Span);
            if (!reader.Read())
            {
                return EnvelopeShape.Broken;
            }

            var isObject = reader.TokenType == JsonTokenType.StartObject;
            if (isObject)
            {
                members.ReadObject(json, ref reader, deviations, inPassing);
            }
            else
            {
                reader.Skip();
            }

            if (!OnlyPadding(json.Span.Slice((int)reader.BytesConsumed)))
            {
                return EnvelopeShape.Broken;
            }

            if (span.IndexOf((byte)0) >= 0)
            {
                deviations.Add(EnvelopeDeviations.Trailer());
            }

            return isObject ? EnvelopeShape.Object : EnvelopeShape.OtherJson;
        }
        catch (JsonException)
        {
            return EnvelopeShape.Broken;
        }
    }

    private ReadOnlyMemory<byte> Value(int place) => _json.Slice(_places[place].From, _places[place].Length);

    private void ReadObject(ReadOnlyMemory<byte> json, ref Utf8JsonReader reader, List<Deviation> deviations, OutputInPassing? inPassing)
    {
        _json = json;
        var next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // As a rule a member is spelled as printed, and needs no text of its own.
            var known = PlaceOf(ref reader, next);
            next = known + 1;
            var name = known >= 0 ? Known[known] : JsonTexts.Read(ref reader, out _);
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            if (inPassing is null || name != "output" || !inPassing.TryRead(json, ref reader))
            {
                reader.Skip();
            }

            Keep(known >= 0 ? known : PlaceOf(name), name, (from, (int)reader.BytesConsumed - from), deviations);
        }
    }

    /// <param name="reader">Stands on the member's name.</param>
    /// <param name="likely">The member that is looked at first: the one that is printed behind the last one.</param>
    private static int PlaceOf(ref Utf8JsonReader reader, int likely)
    {
        // Escapes may hold half a surrogate pair, which cannot be compared.
        for (var i = 0; i < KnownInUtf8.Length && !reader.ValueIsEscaped; i++)
        {
            var place = (likely + i) % KnownInUtf8.Length;
            if (reader.ValueTextEquals(KnownInUtf8[place]))
            {
                return place;
            }
        }

        return -1;
    }

    private static int PlaceOf(string name)
    {
        for (var i = 0; i < Known.Length; i++)
        {
            if (FieldName.Same(Known[i], name))
            {
                return i;
            }
        }

        return -1;
    }

    private void Keep(int place, string name, (int From, int Length) value, List<Deviation> deviations)
    {
        if (place < 0)
        {
            return;
        }

        // enctype and enc_type are both at home in the field.
        var known = Known[place];
        if (known != name && !(known == "enc_type" && name == "enctype"))
        {
            deviations.Add(EnvelopeDeviations.Spelling(known));
        }

        if (_places[place].Length > 0)
        {
            deviations.Add(EnvelopeDeviations.Twice(known));
            CodesDiffer |= known == "infcode" && !Value(place).Span.SequenceEqual(_json.Span.Slice(value.From, value.Length));
        }

        _places[place] = value;
    }

    private static bool OnlyPadding(ReadOnlySpan<byte> rest)
    {
        foreach (var b in rest)
        {
            if (!IsPadding(b))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPadding(byte b) => b is 0 or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
