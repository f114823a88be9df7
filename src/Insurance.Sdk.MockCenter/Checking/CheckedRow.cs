using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.Checking;

/// <summary>A row as it was read: values under the table's own codes, whatever the spelling on the wire.</summary>
internal sealed class CheckedRow
{
    private readonly Dictionary<string, JsonNode?> _values = new(StringComparer.Ordinal);

    internal CheckedRow(NodeView node) => Node = node;

    internal NodeView Node { get; }

    internal List<CheckedRow> Children { get; } = new();

    internal void Set(string code, JsonNode? value) => _values[NormalCode.Of(code)] = value;

    internal JsonNode? Get(string code) => _values.GetValueOrDefault(NormalCode.Of(code));

    internal bool Has(string code) => _values.ContainsKey(NormalCode.Of(code));

    /// <summary>Text of a value; "" where there is none.</summary>
    internal string Text(string code) => WireJson.Text(Get(code)) ?? "";

    internal decimal? Number(string code)
        => decimal.TryParse(Text(code), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>True where nothing was said: absent, null, "" or an empty list.</summary>
    internal bool IsEmpty(string code) => Get(code) switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        JsonObject => false,
        var value => WireJson.Text(value)!.Length == 0,
    };

    internal IEnumerable<CheckedRow> Rows(string nodeId) => Children.Where(c => c.Node.Id == nodeId);

    /// <summary>The values of the row itself under the table's codes, without child nodes.</summary>
    internal JsonObject Line()
    {
        var line = new JsonObject();
        foreach (var field in Node.Fields.Where(f => f.ChildNode is null && Has(f.Code)))
        {
            line[field.Code] = Get(field.Code)?.DeepClone();
        }

        return line;
    }
}

/// <summary>What the check of one input found.</summary>
/// <param name="Errors">Refusals, each with row, field code, Chinese name and rule; never a value.</param>
/// <param name="Warnings">Fields that the published table demands and the edition leaves undecided.</param>
/// <param name="Roots">The rows that were read.</param>
internal sealed record CheckedInput(List<string> Errors, List<string> Warnings, List<CheckedRow> Roots);
