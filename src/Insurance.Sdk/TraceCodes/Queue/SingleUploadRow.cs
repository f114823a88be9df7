using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk.TraceCodes;

/// <summary>A stored row as the request of the single editions 3501, 3502, 3505, 3506.</summary>
internal static class SingleUploadRow
{
    private static readonly StandardCodec Base = new(new EditionRules(EditionRules.Base, null));

    internal static (Operation Operation, StandardRequest Request) Request(TraceUploadKind kind, string rowJson)
    {
        var operation = kind switch
        {
            TraceUploadKind.StockCount => (Operation)Operations.UploadInventoryCount,
            TraceUploadKind.StockChange => Operations.UploadStockChange,
            TraceUploadKind.Sale => Operations.UploadSale,
            _ => Operations.UploadSaleReturn,
        };
        var request = Base.ReadInput(operation, Renamed(rowJson, kind is TraceUploadKind.Sale or TraceUploadKind.SaleReturn ? "selinfo" : "invinfo"), new List<Deviation>());

        // What only the list edition has (prsc_dr_no, phar_no) came as unknown fields: this edition has no place for them.
        switch (request)
        {
            case UploadInventoryCountRequest r:
                Clear(r.Invinfo);
                break;
            case UploadStockChangeRequest r:
                Clear(r.Invinfo);
                break;
            case UploadSaleRequest r:
                Clear(r.Selinfo);
                if (r.Selinfo.Drugtracinfo.Count == 1)
                {
                    // The first national edition has a plain field in the line for its one code.
                    r.Selinfo.DrugTracCodg = r.Selinfo.Drugtracinfo[0].DrugTracCodg;
                }

                break;
            case UploadSaleReturnRequest r:
                Clear(r.Selinfo);
                break;
        }

        return (operation, request);
    }

    private static void Clear(StandardRecord record)
    {
        foreach (var key in new List<string>(record.Extra.Keys))
        {
            record.Extra.Remove(key);
        }
    }

    private static byte[] Renamed(string rowJson, string node)
    {
        using var document = JsonDocument.Parse(rowJson);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, WireJson.Writer))
        {
            json.WriteStartObject();
            json.WritePropertyName(node);
            foreach (var list in document.RootElement.EnumerateObject())
            {
                list.Value[0].WriteTo(json);
                break;
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
