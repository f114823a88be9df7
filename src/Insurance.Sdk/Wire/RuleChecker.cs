using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk;

/// <summary>Holds a request against the rules of its plan and collects every error.</summary>
/// <remarks>
/// INS1001 required, 1002 conditionally required, 1003 length, 1004 decimals, 1005 date form, 1006 code list, 1007 rows, 1008 type, 1009 field not in the edition,
/// 1010 setting undecided, 1011 not available, 1012 characters that JSON or the center cannot carry.
/// </remarks>
internal sealed partial class RuleChecker : FieldVisitor
{
    private const char LastWhiteSpace = '\u3000';

    private readonly EditionRules _rules;
    private readonly bool _codeListsFail;
    private readonly List<ValidationError> _errors = new();
    private readonly List<(string Name, int Row)> _path = new();
    private readonly bool _countsCharacters;
    private Func<string, string?>? _ask;
    private NodePlan _node;
    private FieldCell[] _cells = Array.Empty<FieldCell>();
    private FieldSet _set;

    /// <summary>Values that conditions look at, in the order of their fields; null as long as there are none.</summary>
    private string?[]? _asked;

    internal RuleChecker(EditionRules rules, bool codeListsFail, NodePlan root)
    {
        _rules = rules;
        _codeListsFail = codeListsFail;
        _node = root;
        _countsCharacters = rules.LengthUnit == "characters";
        if (!string.IsNullOrEmpty(root.WireName))
        {
            _path.Add((root.WireName!, -1));
        }
    }

    internal List<ValidationError> Check(StandardRecord record)
    {
        CheckRecord(_node, record);
        return _errors;
    }

    internal override void Text(int field, string? value)
    {
        if (value is null)
        {
            return;
        }

        ref readonly var cell = ref _cells[field];
        if (cell.IsText && _countsCharacters && value.Length > 0 && value.Length <= cell.MaxLength && value[0] is (> ' ' and <= '~') or > LastWhiteSpace && TextMeasure.IsPlain(value) && (!cell.IsListed || _node[field].Lists(value)))
        {
            Mark(field, value);
            return;
        }

        var plan = _node[field];
        if (!string.IsNullOrWhiteSpace(value))
        {
            Mark(field, value);
            CheckText(plan, value);
        }
        else if (plan.Required && plan.Presence == FieldPresence.Yes)
        {
            return;
        }

        CheckPresence(plan);
    }

    internal override void Number(int field, decimal? value)
    {
        if (value is not { } number)
        {
            return;
        }

        var plan = _node[field];
        Mark(field, _cells[field].AskedAt >= 0 ? number.ToString("0.############################", CultureInfo.InvariantCulture) : "");
        CheckPresence(plan);
        CheckNumber(plan, number);
        if (plan.Dictionary is not null || plan.Values is not null)
        {
            CheckCode(plan, number.ToString("0.############################", CultureInfo.InvariantCulture));
        }
    }

    internal override void Time(int field, ChinaTime? value)
    {
        if (value is null)
        {
            return;
        }

        ref readonly var cell = ref _cells[field];
        Mark(field, cell.AskedAt >= 0 ? value.Value.ToString() : "");
        if (!cell.IsSent)
        {
            CheckPresence(_node[field]);
        }
    }

    internal override void Flag(int field, bool? value)
    {
        if (value is { } flag)
        {
            Mark(field, flag ? "1" : "0");
            CheckPresence(_node[field]);
        }
    }

    internal override void Bytes(int field, byte[]? value)
    {
        if (value is not null)
        {
            Mark(field, "");
            CheckPresence(_node[field]);
        }
    }

    internal override void Json(int field, string? value)
    {
        if (value is null)
        {
            return;
        }

        Mark(field, "");
        CheckPresence(_node[field]);
        try
        {
            using var document = JsonDocument.Parse(value);
        }
        catch (JsonException)
        {
            Add("INS1008", _node[field], "type", "must be a JSON value");
        }
    }

    internal override void Node(int field, StandardRecord? value)
    {
        var plan = _node[field];
        var demanded = plan.Child is { Parent: null } && plan.Presence == FieldPresence.Yes && DemandsFields(plan.Child);
        if (value is null ? !demanded : !demanded && !HasValue.Of(value))
        {
            return;
        }

        Mark(field, "");
        CheckPresence(plan);
        if (value is null)
        {
            Add("INS1001", plan, "required", "the node must be given");
            return;
        }

        Within(plan, -1, value);
    }

    internal override void Rows(int field, IReadOnlyList<StandardRecord>? value)
    {
        var plan = _node[field];
        if (value is null || value.Count == 0)
        {
            if (plan.Child is { Parent: null } && plan.Presence == FieldPresence.Yes && IsOnlyRootNode(plan))
            {
                Mark(field, "");
                Add("INS1007", plan, "rows", "at least one row must be given");
            }

            return;
        }

        Mark(field, "");
        CheckPresence(plan);
        if (plan.Child is { IsMany: false } && value.Count > 1)
        {
            Add("INS1007", plan, "rows", "the edition " + _rules.Name + " takes one row here");
        }

        for (var i = 0; i < value.Count; i++)
        {
            if (value[i] is { } row)
            {
                Within(plan, i, row);
            }
            else
            {
                Add("INS1007", plan, "rows", "row " + i.ToString(CultureInfo.InvariantCulture) + " is null");
            }
        }
    }

    private static bool DemandsFields(NodePlan node) => node.Fields.Exists(f => f.Required && f.Presence == FieldPresence.Yes);

    private bool IsOnlyRootNode(FieldPlan plan) => !_node.Fields.Exists(f => f != plan && f.Presence == FieldPresence.Yes);

    private void Within(FieldPlan plan, int row, StandardRecord record)
    {
        if (plan.WriteAs.Length > 0)
        {
            _path.Add((plan.WriteAs, row));
        }

        CheckRecord(plan.Child!, record);
        if (plan.WriteAs.Length > 0)
        {
            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void CheckRecord(NodePlan node, StandardRecord record)
    {
        var outer = (_node, _cells, _set, _asked);
        (_node, _cells, _set, _asked) = (node, node.Cells.All, new FieldSet(node.Fields.Count), null);
        record.Visit(this);
        if (record.ExtraOrNull is { Count: > 0 } extra)
        {
            CheckExtra(extra);
        }

        for (var i = node.Cells.Watched.NextBeside(_set, 0); i >= 0; i = node.Cells.Watched.NextBeside(_set, i + 1))
        {
            CheckMissing(node[i]);
        }

        (_node, _cells, _set, _asked) = outer;
    }

    private void CheckMissing(FieldPlan plan)
    {
        if (plan.Required)
        {
            Add("INS1001", plan, "required", "must be given");
        }
        else if (plan.WarnIfMissing)
        {
            Add("INS1001", plan, "required", "the printed table demands it; this edition's sources disagree", isWarning: true);
        }
        else if (plan.Condition is { } condition)
        {
            CheckCondition(plan, condition);
        }
    }

    private void CheckCondition(FieldPlan plan, FieldCondition condition)
    {
        switch (condition.Kind)
        {
            case ConditionKind.AnyOf:
                if (condition.Values.Length > 0 && FieldName.Same(condition.Values[FirstPresent(condition.Values)], plan.Code) && !Array.Exists(condition.Values, IsSet))
                {
                    Add("INS1002", plan, "condition", "one of " + string.Join(", ", condition.Values) + " must be given");
                }

                break;
            case ConditionKind.Equals when Array.IndexOf(condition.Values, Asked(condition.Field)) >= 0:
                Add("INS1002", plan, "condition", "must be given when " + condition.Field + " is " + string.Join(" or ", condition.Values));
                break;
            case ConditionKind.Empty when !IsSet(condition.Field):
                Add("INS1002", plan, "condition", "must be given when " + condition.Field + " is empty");
                break;
            case ConditionKind.NotEmpty when IsSet(condition.Field):
                Add("INS1002", plan, "condition", "must be given when " + condition.Field + " is given");
                break;
            case ConditionKind.Named when NamedCondition.Holds(condition.Words, _ask ??= Asked) == true:
                Add("INS1002", plan, "condition", "must be given for " + condition.Words);
                break;
        }
    }

    /// <summary>The group's error is told once, at its first field that this edition has.</summary>
    private int FirstPresent(string[] codes)
    {
        for (var i = 0; i < codes.Length; i++)
        {
            if (_node.PlaceOf(codes[i]) is >= 0 and var field && _node[field].Presence == FieldPresence.Yes)
            {
                return i;
            }
        }

        return 0;
    }

    private bool IsSet(string code) => _node.PlaceOf(code) is >= 0 and var field && _set.Has(field);

    private string? Asked(string code) => _node.PlaceOf(code) is >= 0 and var field && _cells[field].AskedAt is >= 0 and var place ? _asked?[place] : null;

    private void Mark(int field, string value)
    {
        _set.Add(field);
        if (_cells[field].AskedAt is >= 0 and var place)
        {
            (_asked ??= new string?[_node.Cells.AskedCount])[place] = value;
        }
    }

    private void CheckPresence(FieldPlan plan)
    {
        if (plan.Presence == FieldPresence.Elsewhere)
        {
            Add("INS1009", plan, "unknown-field", "the edition " + _rules.Name + " has no such field; a line in the corrections file (extra) can add it");
        }
        else if (plan.Presence == FieldPresence.No)
        {
            Add("INS1009", plan, "unknown-field", "the edition " + _rules.Name + " never sends it");
        }
    }

    private void CheckText(FieldPlan plan, string value)
    {
        var unit = _rules.LengthUnit;
        if (!TextMeasure.TryLength(value, unit, out var length))
        {
            Add("INS1012", plan, "characters", "holds characters that cannot be sent (half a surrogate pair, or NUL)");
            return;
        }

        if (plan.Type == WireType.Number)
        {
            CheckDigits(plan, value);
        }
        else if (plan.MaxLength > 0 && length > plan.MaxLength && !IsListed(plan, value))
        {
            Add("INS1003", plan, "length", "has " + length.ToString(CultureInfo.InvariantCulture) + " " + TextMeasure.Words(unit) + ", at most " + plan.Length + " are allowed");
        }

        if (TimeForm.OfText(plan) is { } form && !TimeForm.Fits(value, form))
        {
            Add("INS1005", plan, "date", "must be a real date of the form " + plan.Format);
        }

        if (plan.Dictionary is not null || plan.Values is not null)
        {
            CheckCode(plan, value);
        }
    }

    /// <summary>Some printed lists hold codes that are longer than the printed length of the field: the list counts.</summary>
    private static bool IsListed(FieldPlan plan, string value)
        => plan.Values is { } printed ? Array.IndexOf(printed, value) >= 0 : plan.Dictionary is { } name && CodeLists.Meaning(name, value) is not null;

    private void CheckDigits(FieldPlan plan, string value)
    {
        foreach (var c in value)
        {
            if (c is < '0' or > '9')
            {
                Add("INS1008", plan, "type", "must hold digits only");
                return;
            }
        }

        if (value.Length > 1 && value[0] == '0')
        {
            Add("INS1008", plan, "type", "is a number and must not begin with 0");
        }
        else if (plan.IntegerDigits > 0 && value.Length > plan.IntegerDigits)
        {
            Add("INS1003", plan, "length", "has " + value.Length.ToString(CultureInfo.InvariantCulture) + " digits, at most " + plan.Length + " are allowed");
        }
    }

    private void CheckNumber(FieldPlan plan, decimal number)
    {
        if (plan.Holds(number))
        {
            return;
        }

        var (digits, decimals) = TextMeasure.Digits(number);
        if (plan.IntegerDigits > 0 && digits > plan.IntegerDigits)
        {
            Add("INS1004", plan, "decimals", "has " + digits.ToString(CultureInfo.InvariantCulture) + " integer digits, at most " + plan.IntegerDigits.ToString(CultureInfo.InvariantCulture) + " are allowed (" + plan.Length + ")");
        }

        if (plan.Decimals >= 0 && decimals > plan.Decimals)
        {
            Add("INS1004", plan, "decimals", "has " + decimals.ToString(CultureInfo.InvariantCulture) + " decimals, at most " + plan.Decimals.ToString(CultureInfo.InvariantCulture) + " are allowed (" + plan.Length + ")");
        }
    }

    private void CheckCode(FieldPlan plan, string value)
    {
        var printed = plan.Values;
        if (!plan.Lists(value))
        {
            Add("INS1006", plan, "code", printed is not null
                ? "is not one of the printed codes " + string.Join(", ", printed)
                : "is not in the code list " + plan.Dictionary, isWarning: !_codeListsFail);
        }
    }

    private static string WordFor(WireType type) => type switch
    {
        WireType.Number => "a number",
        WireType.Rows => "an array of rows",
        WireType.Node => "an object",
        WireType.Flag => "true or false",
        WireType.Date or WireType.DateTime or WireType.Time => "a date text",
        _ => "a text",
    };

    private void Add(string number, FieldPlan plan, string rule, string message, bool isWarning = false)
    {
        var name = plan.WriteAs.Length > 0 ? plan.WriteAs : plan.Code;
        var path = new StringBuilder("input.");
        foreach (var (node, row) in _path)
        {
            path.Append(node);
            if (row >= 0)
            {
                path.Append('[').Append(row.ToString(CultureInfo.InvariantCulture)).Append(']');
            }

            path.Append('.');
        }

        _errors.Add(new ValidationError(number, path.Append(name).ToString(), name, rule,
            (name == plan.ChineseName ? name : name + " " + plan.ChineseName) + ": " + message, isWarning));
    }
}

/// <summary>A record without typed fields: everything is in <see cref="StandardRecord.Extra"/>.</summary>
internal sealed class UntypedRecord : StandardRecord
{
    internal override void Visit(FieldVisitor visitor)
    {
    }

    internal override void ReadField(int field, ref Utf8JsonReader json, RecordReader reader) => json.Skip();
}
