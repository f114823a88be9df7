using System.IO;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk.TraceCodes;

/// <summary>A return bill as its session keeps it.</summary>
internal sealed record ReturnDocument(string Number, string DispensedOn, string OperatorName, ReturnedPackRule Rule, string? Memo, string? InsuredArea, Operator? Operator)
{
    /// <exception cref="ValidationException">Something is wrong.</exception>
    internal static ReturnDocument Accept(ReturnBill bill)
    {
        var input = new DeskInput();
        input.Text("bill.number", "number", bill.Number, 50);
        input.Text("bill.dispensedOn", "dispensedOn", bill.DispensedOn, 50, isRequired: false);
        input.Text("bill.operatorName", "sel_retn_opter_name", bill.OperatorName, 50);
        input.Text("bill.memo", "memo", bill.Memo ?? "", 500, isRequired: false);
        input.ThrowIfAny();
        return new ReturnDocument(bill.Number, bill.DispensedOn, bill.OperatorName, bill.ReturnedPacks, bill.Memo, bill.InsuredArea, bill.Operator);
    }

    internal string Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, WireJson.Writer))
        {
            json.WriteStartObject();
            json.WriteString("number", Number);
            json.WriteString("dispensedOn", DispensedOn);
            json.WriteString("operatorName", OperatorName);
            json.WriteNumber("rule", (int)Rule);
            if (Memo is not null)
            {
                json.WriteString("memo", Memo);
            }

            if (InsuredArea is not null)
            {
                json.WriteString("area", InsuredArea);
            }

            if (Operator is not null)
            {
                DeskText.Write(json, "operator", Operator);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static ReturnDocument Read(string text)
    {
        using var parsed = JsonDocument.Parse(text);
        var root = parsed.RootElement;
        return new ReturnDocument(
            DeskText.Text(root, "number"),
            DeskText.Text(root, "dispensedOn"),
            DeskText.Text(root, "operatorName"),
            (ReturnedPackRule)root.GetProperty("rule").GetInt32(),
            root.TryGetProperty("memo", out var memo) ? memo.GetString() : null,
            root.TryGetProperty("area", out var area) ? area.GetString() : null,
            DeskText.Operator(root, "operator"));
    }
}
