using System.Text.Json;

namespace Insurance.Sdk.MobilePayment;

/// <summary>Fields of plain data in any spelling: 6302 writes ownpayAmt where 6202 writes ownPayAmt.</summary>
internal static class DataFields
{
    /// <summary>Text of a field, a number or a boolean as written; "" where it is absent, null or no scalar.</summary>
    internal static string Text(JsonElement data, string code)
    {
        if (data.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        foreach (var member in data.EnumerateObject())
        {
            if (FieldName.Same(member.Name, code))
            {
                return member.Value.ValueKind switch
                {
                    JsonValueKind.String => member.Value.GetString()!.Trim(),
                    JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => member.Value.GetRawText(),
                    _ => "",
                };
            }
        }

        return "";
    }
}
