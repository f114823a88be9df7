using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Recovery;

/// <summary>Where a value comes from, in the notation of the behavior data: $x, $header.x, $kept.x, $books.x, $sum(x), $day(x), $dayStart(x), $dayEnd(x), or a text.</summary>
/// <param name="Room">"" for the lost request itself, otherwise header, kept, books or answer.</param>
/// <param name="Name">Field, or the text itself.</param>
/// <param name="Function">"" or sum, day, dayStart, dayEnd.</param>
/// <param name="IsText">True where the notation is a plain text.</param>
internal readonly record struct Source(string Room, string Name, string Function, bool IsText)
{
    private static readonly string[] Rooms = { "header", "kept", "books", "answer" };
    private static readonly string[] Functions = { "sum", "day", "dayStart", "dayEnd" };

    internal static Source Parse(string notation)
    {
        if (notation.Length < 2 || notation[0] != '$')
        {
            return new Source("", notation, "", true);
        }

        var (name, function) = (notation.Substring(1), "");
        if (name.EndsWith(")", StringComparison.Ordinal) && name.IndexOf('(') is > 0 and var open)
        {
            (function, name) = (name.Substring(0, open), name.Substring(open + 1, name.Length - open - 2));
            if (Array.IndexOf(Functions, function) < 0)
            {
                throw new FormatException("The behavior data know no function " + function + ": " + notation);
            }
        }

        var dot = name.IndexOf('.');
        var room = dot > 0 ? name.Substring(0, dot) : "";
        if (room.Length > 0 && Array.IndexOf(Rooms, room) < 0)
        {
            throw new FormatException("The behavior data know no source " + room + ": " + notation);
        }

        return new Source(room, dot > 0 ? name.Substring(dot + 1) : name, function, false);
    }

    /// <summary>field=source pairs separated by "; ".</summary>
    internal static List<KeyValuePair<string, Source>> Pairs(string text)
    {
        var pairs = new List<KeyValuePair<string, Source>>();
        foreach (var pair in text.Split(new[] { "; " }, StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=');
            pairs.Add(new KeyValuePair<string, Source>(pair.Substring(0, at), Parse(pair.Substring(at + 1))));
        }

        return pairs;
    }
}
