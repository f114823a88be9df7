using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk.Cli.Linting;

/// <summary>
/// Holds JSON against the names and kinds of value of a plan. The client's reader takes what a center may send in any form;
/// what goes out as raw JSON must have exactly the form of the edition.
/// </summary>
internal sealed class InputShape
{
    private readonly string _edition;
    private readonly List<ValidationError> _findings = new();
    private NodePlan _root;

    private InputShape(NodePlan root, string edition)
    {
        _root = root;
        _edition = edition;
    }

    /// <summary>Every difference. Paths are those of the rules, rows counted from 0.</summary>
    internal static List<ValidationError> Check(NodePlan root, string edition, JsonElement input)
    {
        var shape = new InputShape(root, edition);
        if (string.IsNullOrEmpty(root.WireName))
        {
            shape.Members(root, input, "input");
        }
        else
        {
            shape.Wrapper(root, input);
        }

        return shape._findings;
    }

    /// <summary>An edition may give the fields directly under input a node of their own.</summary>
    private void Wrapper(NodePlan root, JsonElement input)
    {
        var path = "input." + root.WireName;
        foreach (var member in input.EnumerateObject())
        {
            var name = NameOf(member);
            if (name != root.WireName)
            {
                Add("INS1009", "input." + Shown(name), Shown(name), "unknown-field", "the edition " + _edition + " has every field inside the node " + root.WireName);
                continue;
            }

            var value = member.Value;
            if (root.IsMany)
            {
                if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1)
                {
                    value = value[0];
                }
                else
                {
                    Add("INS1007", path, name, "rows", "an array with one row is wanted");
                }
            }

            if (value.ValueKind == JsonValueKind.Object)
            {
                Members(root, value, path);
            }
            else if (!root.IsMany)
            {
                Add("INS1008", path, name, "type", "an object is wanted");
            }
        }
    }

    private void Members(NodePlan node, JsonElement json, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            var name = NameOf(member);
            var at = path + "." + Shown(name);
            if (!names.Add(name))
            {
                Add("INS1915", at, Shown(name), "duplicate", "the name comes more than once in one object");
            }

            if (Find(node, name) is { } field)
            {
                Spelling(field, name, at);
                Value(field, member.Value, path + "." + Written(field), Written(field));
            }
            else
            {
                Unknown(node, name, at);
            }
        }
    }

    private static FieldPlan? Find(NodePlan node, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (node.Names.Find(bytes) is >= 0 and var own)
        {
            return node.Fields[own];
        }

        foreach (var inlined in node.Fields.Where(f => f.Child is not null && f.WriteAs.Length == 0))
        {
            if (inlined.Child!.Names.Find(bytes) is >= 0 and var inner)
            {
                return inlined.Child.Fields[inner];
            }
        }

        return null;
    }

    private void Spelling(FieldPlan field, string name, string path)
    {
        if (name == field.WriteAs || field.AlsoWrite.Any(a => a.Text == name))
        {
            return;
        }

        // A spelling that a source has seen may be right at this center; one that only differs in case or underscores is a slip.
        var seen = field.AcceptAs.Contains(name) || field.Child?.AlsoSeen.Contains(name) == true;
        Add("INS1009", path, Shown(name), "unknown-field", "the edition " + _edition + " spells it " + Written(field), isWarning: seen);
    }

    private void Unknown(NodePlan node, string name, string path)
    {
        var home = name.Length == 0 ? null : HomeOf(_root, name);
        var known = NamesOf(node).ToList();
        var hint = home is not null ? "it belongs into the node " + home
            : known.Count > 0 ? "the nearest is " + NearestName.Of(name, known)
            : "nothing is known here";
        Add("INS1009", path, Shown(name), "unknown-field", "the edition " + _edition + " has no such field here; " + hint);
    }

    private static IEnumerable<string> NamesOf(NodePlan node)
        => node.Fields.Where(f => f.Presence is not (FieldPresence.No or FieldPresence.Elsewhere))
            .SelectMany(f => f.WriteAs.Length > 0 ? [f.WriteAs] : f.Child is null ? [] : NamesOf(f.Child));

    private static string? HomeOf(NodePlan node, string name)
    {
        foreach (var field in node.Fields)
        {
            if (field.Child is not { } child)
            {
                continue;
            }

            if (field.WriteAs.Length > 0 && child.Fields.Exists(f => f.WriteAs == name))
            {
                return field.WriteAs;
            }

            if (HomeOf(child, name) is { } deeper)
            {
                return deeper;
            }
        }

        return null;
    }

    private void Value(FieldPlan field, JsonElement value, string path, string name)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            Add("INS1008", path, name, "type", Words(field) + "null goes out as null; leave the field out", isWarning: true);
        }
        else if (field.Child is { } child)
        {
            Node(field, child, value, path, name);
        }
        else if (Wanted(field, value) is { } wanted)
        {
            var isDate = value.ValueKind == JsonValueKind.String && field.Type is WireType.Date or WireType.DateTime or WireType.Time;
            Add(isDate ? "INS1005" : "INS1008", path, name, isDate ? "date" : "type", Words(field) + (isDate ? "" : "is " + Came(value) + "; ") + wanted);
        }
    }

    private void Node(FieldPlan field, NodePlan child, JsonElement value, string path, string name)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            if (!child.IsMany)
            {
                Add("INS1007", path, name, "rows", Words(field) + "is an array; one object is wanted");
            }

            var row = 0;
            foreach (var element in value.EnumerateArray())
            {
                var at = child.IsMany ? path + "[" + row.ToString(CultureInfo.InvariantCulture) + "]" : path;
                row++;
                if (element.ValueKind == JsonValueKind.Object)
                {
                    Members(child, element, at);
                }
                else
                {
                    Add("INS1007", at, name, "rows", Words(field) + "a row must be an object");
                }
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            if (child.IsMany)
            {
                Add("INS1007", path, name, "rows", Words(field) + "is one object; an array of rows is wanted, also for one row");
            }

            Members(child, value, child.IsMany ? path + "[0]" : path);
        }
        else
        {
            Add("INS1007", path, name, "rows", Words(field) + "is " + Came(value) + "; " + (child.IsMany ? "an array of rows is wanted" : "an object is wanted"));
        }
    }

    /// <summary>What is wanted instead; null where the value has the right kind.</summary>
    private static string? Wanted(FieldPlan field, JsonElement value) => field.Type switch
    {
        WireType.Number => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out _) ? null : "a number is wanted, without quotes",
        WireType.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "true or false is wanted, without quotes",
        WireType.Bytes => value.ValueKind == JsonValueKind.Array || (value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out _)) ? null : "Base64 text is wanted",
        WireType.Rows => value.ValueKind == JsonValueKind.Array ? null : "an array is wanted",
        WireType.Node => value.ValueKind == JsonValueKind.Object ? null : "an object is wanted",
        WireType.Json => null,
        WireType.Date or WireType.DateTime or WireType.Time => FitsTime(field, value) ? null : "must be a real date of the form " + TimeForm.Of(field),
        _ => value.ValueKind == JsonValueKind.String ? null : "a text is wanted, in quotes",
    };

    private static bool FitsTime(FieldPlan field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        var text = TextOf(value);

        // Where no form is printed a date may carry a time: nobody says that it may not.
        return text.Length == 0 || TimeForm.Fits(text, TimeForm.Of(field))
            || (field.Type == WireType.Date && field.Format is null && TimeForm.Fits(text, "yyyy-MM-dd HH:mm:ss"));
    }

    private static string Came(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Array => "an array",
        _ => "an object",
    };

    private static string TextOf(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }

    /// <summary>A name with half a surrogate pair cannot be read as text; it is none that the standard has.</summary>
    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>A key that is no field name may be data: a name, a number of a person.</summary>
    private static string Shown(string name)
        => name.Length is > 0 and <= 50 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') && char.IsAsciiLetter(name[0]) ? name : "?";

    private static string Written(FieldPlan field) => field.WriteAs.Length > 0 ? field.WriteAs : field.Code;

    private static string Words(FieldPlan field) => field.Code == field.ChineseName ? field.Code + ": " : field.Code + " " + field.ChineseName + ": ";

    private void Add(string number, string path, string field, string rule, string message, bool isWarning = false)
        => _findings.Add(new ValidationError(number, path, field, rule, message, isWarning));
}
