using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Recovery;

/// <summary>How the answer of a confirming query is read: decide of the behavior data.</summary>
internal sealed class DecisionRule
{
    private static readonly ConcurrentDictionary<string, DecisionRule> Known = new(StringComparer.Ordinal);

    /// <summary>settlement, refund, reversed: decided by the file of 3202; "" for an ordinary query.</summary>
    internal string Comparison { get; private init; } = "";

    internal string? Each { get; private init; }

    internal Conditions When { get; private init; } = Conditions.None;

    internal Conditions Skip { get; private init; } = Conditions.None;

    internal Conditions Key { get; private init; } = Conditions.None;

    internal Conditions? Yes { get; private init; }

    internal bool IsSame { get; private init; }

    internal Conditions? No { get; private init; }

    internal string Row { get; private init; } = "yes";

    internal string None { get; private init; } = "open";

    internal bool Also { get; private init; }

    internal string? New { get; private init; }

    internal string? Near { get; private init; }

    internal string? Alone { get; private init; }

    internal IReadOnlyDictionary<string, string[]> Otherwise { get; private init; } = new Dictionary<string, string[]>();

    /// <summary>False where the query only gives a hint to a person.</summary>
    internal bool Decides => Row != "hint";

    internal static DecisionRule Of(ConfirmingQuery query) => Known.GetOrAdd(query.Rule, Parse);

    private static DecisionRule Parse(string json)
    {
        if (json.Length == 0)
        {
            return new DecisionRule { Row = "hint" };
        }

        using var document = JsonDocument.Parse(json);
        var rule = document.RootElement;
        string? Text(string name) => rule.TryGetProperty(name, out var value) ? value.GetString() : null;
        var same = rule.TryGetProperty("yes", out var yes) && yes.ValueKind == JsonValueKind.String;
        return new DecisionRule
        {
            Comparison = Text("comparison") ?? "",
            Each = Text("each"),
            When = Conditions.Read(rule, "when") ?? Conditions.None,
            Skip = Conditions.Read(rule, "skip") ?? Conditions.None,
            Key = Conditions.Read(rule, "key") ?? Conditions.None,
            Yes = same ? null : Conditions.Read(rule, "yes"),
            IsSame = same,
            No = Conditions.Read(rule, "no"),
            Row = Text("row") ?? "yes",
            None = Text("none") ?? "open",
            Also = rule.TryGetProperty("also", out var also) && also.ValueKind == JsonValueKind.True,
            New = Text("new"),
            Near = Text("near"),
            Alone = Text("alone"),
            Otherwise = rule.TryGetProperty("otherwise", out var otherwise)
                ? otherwise.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.EnumerateArray().Select(v => v.GetString() ?? "").ToArray(), StringComparer.Ordinal)
                : new Dictionary<string, string[]>(),
        };
    }
}

/// <summary>Fields and the values wanted of them; all must hold.</summary>
internal sealed class Conditions
{
    internal static readonly Conditions None = new(Array.Empty<KeyValuePair<string, string>>());

    private readonly IReadOnlyList<KeyValuePair<string, string>> _wanted;

    private Conditions(IReadOnlyList<KeyValuePair<string, string>> wanted)
    {
        _wanted = wanted;
    }

    internal bool IsEmpty => _wanted.Count == 0;

    /// <summary>Fields that a record must have itself to be meant.</summary>
    internal IEnumerable<string> NeededFields => _wanted.Where(w => w.Value[0] is not ('~' or '-')).Select(w => w.Key);

    /// <summary>All sources that the conditions name.</summary>
    internal IEnumerable<Source> Sources => _wanted.SelectMany(w => w.Value.TrimStart('~', '!').Split('|')).Where(v => v is not ("*" or "-")).Select(Source.Parse);

    internal static Conditions? Read(JsonElement rule, string name)
        => rule.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? new Conditions(value.EnumerateObject().Select(p => new KeyValuePair<string, string>(p.Name, p.Value.GetString()!)).ToList())
            : null;

    /// <summary>The wanted values, worked out for one line; null where one of them is not known.</summary>
    internal async Task<Wanted?> WorkOutAsync(Facts facts, CancellationToken cancellationToken)
    {
        var fields = new List<WantedField>();
        foreach (var pair in _wanted)
        {
            var text = pair.Value;
            var (tolerant, not) = (text[0] == '~', text[0] == '!');
            text = tolerant || not ? text.Substring(1) : text;
            var values = new List<string>();
            if (text is not ("*" or "-"))
            {
                foreach (var one in text.Split('|'))
                {
                    if (await facts.ValueAsync(Source.Parse(one), cancellationToken).ConfigureAwait(false) is { } value)
                    {
                        values.Add(value);
                    }
                    else if (!tolerant)
                    {
                        return null;
                    }
                }
            }

            fields.Add(new WantedField(pair.Key, values, tolerant, not, text == "*", text == "-"));
        }

        return new Wanted(fields);
    }
}

internal sealed record WantedField(string Code, IReadOnlyList<string> Values, bool IsTolerant, bool IsNot, bool IsAny, bool IsNothing);

/// <summary>Conditions with their values.</summary>
internal sealed class Wanted
{
    private readonly IReadOnlyList<WantedField> _fields;

    internal Wanted(IReadOnlyList<WantedField> fields)
    {
        _fields = fields;
    }

    /// <summary>True where the record itself fulfils all.</summary>
    internal bool HoldsFor(RecordTree record) => _fields.All(f => Holds(f, record.Own(f.Code)));

    /// <summary>True where a request does, wherever in it the field stands.</summary>
    internal bool HoldsNear(RecordTree record) => _fields.All(f => Holds(f, record.Near(f.Code)));

    private static bool Holds(WantedField field, string? value)
    {
        if (field.IsAny || field.IsNothing)
        {
            return value is null == field.IsNothing;
        }

        if (value is null)
        {
            return field.IsTolerant || field.IsNot;
        }

        return (field.IsTolerant && field.Values.Count == 0) || field.Values.Any(v => Same(v, value)) != field.IsNot;
    }

    /// <summary>Equal as text; amounts and times also where they are written otherwise; where one of two times has no time of day, equal by day. Numbers of records are texts: 007 is not 7.</summary>
    internal static bool Same(string a, string b)
    {
        if (string.Equals(a, b, StringComparison.Ordinal))
        {
            return true;
        }

        if ((a.IndexOf('.') >= 0 || b.IndexOf('.') >= 0)
            && decimal.TryParse(a, NumberStyles.Number, CultureInfo.InvariantCulture, out var m) && decimal.TryParse(b, NumberStyles.Number, CultureInfo.InvariantCulture, out var n))
        {
            return m == n;
        }

        return (a.IndexOf('-') > 0 || b.IndexOf('-') > 0) && ChinaTime.TryParse(a, out var x) && ChinaTime.TryParse(b, out var y)
            && (x == y || ((IsDay(a) || IsDay(b)) && x.Value.Date == y.Value.Date));
    }

    private static bool IsDay(string text) => text.Length is 8 or 10 || text.EndsWith(" 00:00:00", StringComparison.Ordinal);
}
