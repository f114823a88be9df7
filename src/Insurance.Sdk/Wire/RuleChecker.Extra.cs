using System.Text.Json;

namespace Insurance.Sdk;

/// <content>Fields without a property: those that only a hospital's corrections know.</content>
internal sealed partial class RuleChecker
{
    /// <summary>Fields that only corrections know live in Extra: they are held against the corrections' rules.</summary>
    private void CheckExtra(ExtraFields extra)
    {
        foreach (var item in extra.Items)
        {
            var field = _node.IndexOf(item.Key);
            if (field < 0)
            {
                continue;
            }

            if (field < _node.TypedCount)
            {
                Add("INS1009", _node[field], "unknown-field", "is set in Extra although it has a property of its own");
                continue;
            }

            using var document = JsonDocument.Parse(item.Value);
            CheckJson(field, document.RootElement);
        }
    }

    private void CheckJson(int field, JsonElement value)
    {
        var plan = _node[field];
        switch (plan.Type, value.ValueKind)
        {
            case (_, JsonValueKind.Null):
                break;
            case (WireType.Number, JsonValueKind.Number) when value.TryGetDecimal(out var number):
                Number(field, number);
                break;
            case (WireType.Rows, JsonValueKind.Array):
                Mark(field, "");
                var row = 0;
                foreach (var element in value.EnumerateArray())
                {
                    WithinJson(plan, row++, element);
                }

                break;
            case (WireType.Node or WireType.Rows, JsonValueKind.Object):
                Mark(field, "");
                WithinJson(plan, -1, value);
                break;
            case (WireType.Date or WireType.DateTime or WireType.Time, JsonValueKind.String):
                Mark(field, value.GetString()!);
                if (!TimeForm.Fits(value.GetString()!, plan.TimeForm))
                {
                    Add("INS1005", plan, "date", "must be a real date of the form " + plan.TimeForm);
                }

                break;
            case (WireType.Flag, JsonValueKind.True or JsonValueKind.False):
            case (WireType.Json or WireType.Bytes, _):
                Mark(field, "");
                break;
            case (WireType.Text, JsonValueKind.String):
                Text(field, value.GetString());
                break;
            default:
                Mark(field, "");
                Add("INS1008", plan, "type", "must be " + WordFor(plan.Type));
                break;
        }
    }

    private void WithinJson(FieldPlan plan, int row, JsonElement value)
    {
        if (plan.Child is null || value.ValueKind != JsonValueKind.Object)
        {
            Add("INS1008", plan, "type", "must be " + WordFor(plan.Type));
            return;
        }

        var record = new UntypedRecord();
        foreach (var member in value.EnumerateObject())
        {
            record.Extra.Keep(member.Name, member.Value.GetRawText());
        }

        Within(plan, row, record);
    }
}
