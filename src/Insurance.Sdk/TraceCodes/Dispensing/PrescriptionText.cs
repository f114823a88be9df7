using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk.TraceCodes;

/// <summary>A prescription as stored text. Decimals are texts: no reader may turn them into binary fractions.</summary>
internal static class PrescriptionText
{
    internal static string Write(PrescriptionDocument document)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, WireJson.Writer))
        {
            json.WriteStartObject();
            json.WriteString("number", document.Number);
            json.WriteBoolean("insured", document.IsInsured);
            json.WriteString("settlement", document.SettlementId);
            json.WriteString("visit", document.VisitId);
            json.WriteString("ownVisit", document.OwnVisitNumber);
            json.WriteString("filler", document.FillerCode);
            if (document.InsuredArea is { } area)
            {
                json.WriteString("area", area);
            }

            if (document.Operator is { } operator1)
            {
                DeskText.Write(json, "operator", operator1);
            }

            json.WriteStartArray("lines");
            foreach (var line in document.Lines)
            {
                Write(json, line);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static PrescriptionDocument Read(string text)
    {
        using var parsed = JsonDocument.Parse(text);
        var root = parsed.RootElement;
        var lines = new List<DispensingLine>();
        foreach (var line in root.GetProperty("lines").EnumerateArray())
        {
            lines.Add(Line(line, lines.Count + 1));
        }

        return new PrescriptionDocument
        {
            Number = DeskText.Text(root, "number"),
            IsInsured = root.GetProperty("insured").GetBoolean(),
            SettlementId = DeskText.Text(root, "settlement"),
            VisitId = DeskText.Text(root, "visit"),
            OwnVisitNumber = DeskText.Text(root, "ownVisit"),
            FillerCode = DeskText.Text(root, "filler"),
            InsuredArea = root.TryGetProperty("area", out var area) ? area.GetString() : null,
            Operator = DeskText.Operator(root, "operator"),
            Lines = lines,
        };
    }

    private static void Write(Utf8JsonWriter json, DispensingLine line)
    {
        json.WriteStartObject();
        json.WriteString("id", line.Id);
        json.WriteString("item", line.Item);
        json.WriteString("national", line.NationalItem);
        json.WriteString("name", line.Name);
        json.WriteString("quantity", DeskText.Number(line.Quantity));
        json.WriteString("packSize", DeskText.Number(line.PackSize));
        json.WriteString("fee", line.FeeDetailSerial);
        json.WriteBoolean("selfPaid", line.IsSelfPaid);
        json.WriteNumber("channel", (int)line.Channel);
        json.WriteNumber("source", (int)line.Source);
        json.WriteNumber("split", (int)line.SplitMode);
        json.WriteString("exempt", line.ExemptReason);
        json.WriteString("row", line.Row);
        json.WriteEndObject();
    }

    private static DispensingLine Line(JsonElement line, int place) => new()
    {
        Place = place,
        Id = DeskText.Text(line, "id"),
        Item = DeskText.Text(line, "item"),
        NationalItem = DeskText.Text(line, "national"),
        Name = DeskText.Text(line, "name"),
        Quantity = DeskText.Number(line, "quantity"),
        PackSize = DeskText.Number(line, "packSize"),
        FeeDetailSerial = DeskText.Text(line, "fee"),
        IsSelfPaid = line.GetProperty("selfPaid").GetBoolean(),
        Channel = (TraceChannel)line.GetProperty("channel").GetInt32(),
        Source = (CodeSource)line.GetProperty("source").GetInt32(),
        SplitMode = (SplitMode)line.GetProperty("split").GetInt32(),
        ExemptReason = DeskText.Text(line, "exempt"),
        Row = DeskText.Text(line, "row"),
    };
}
