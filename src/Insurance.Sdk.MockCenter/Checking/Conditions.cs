using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.Checking;

/// <summary>Conditions under which a field is demanded, as far as the message itself tells whether they hold.</summary>
internal static class Conditions
{
    /// <summary>True or false where the message tells, null where it does not.</summary>
    internal static bool? Holds(JsonObject condition, CheckedRow row, IReadOnlyList<CheckedRow> roots)
    {
        if (condition.ContainsKey("enforcedOnlyWhen"))
        {
            return null;
        }

        if (WireJson.Text(condition["condition"]) is { } named)
        {
            return named == "insured-settlement" ? IsInsured(row) : null;
        }

        if (WireJson.Text(condition["field"]) is not { } code)
        {
            return null;
        }

        var holder = Holder(code, row, roots);
        if (holder is null)
        {
            return null;
        }

        if (condition["equals"] is { } equals)
        {
            return holder.Text(code) == WireJson.Text(equals);
        }

        if (condition["in"] is JsonArray list)
        {
            return list.Any(v => WireJson.Text(v) == holder.Text(code));
        }

        return condition["empty"] is not null ? holder.IsEmpty(code)
            : condition["notEmpty"] is not null ? !holder.IsEmpty(code)
            : null;
    }

    private static CheckedRow? Holder(string code, CheckedRow row, IReadOnlyList<CheckedRow> roots)
        => Knows(row, code) ? row : roots.FirstOrDefault(r => !r.Node.IsMany && Knows(r, code));

    private static bool Knows(CheckedRow row, string code) => row.Node.Fields.Any(f => FieldCode.Normal(f.Code) == FieldCode.Normal(code));

    private static bool? IsInsured(CheckedRow row)
    {
        if (!row.IsEmpty("mdtrt_setl_type"))
        {
            return row.Text("mdtrt_setl_type") == "1";
        }

        return row.IsEmpty("hi_feesetl_type") ? null : row.Text("hi_feesetl_type") is "1" or "2";
    }
}
