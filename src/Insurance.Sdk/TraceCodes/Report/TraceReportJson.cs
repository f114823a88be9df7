using System.Text;
using System.Text.Json;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk.TraceCodes;

/// <summary>The report for programs.</summary>
internal static class TraceReportJson
{
    internal static string Write(TraceDayReport report)
    {
        using var buffer = new PooledBytes(4 * 1024);
        using (var json = new Utf8JsonWriter(buffer, WireJson.Writer))
        {
            json.WriteStartObject();
            json.WriteString("day", report.Day);
            json.WriteString("madeAt", report.MadeAt.ToString());
            json.WritePropertyName("total");
            Drug(json, report.Total, isTotal: true);
            json.WriteStartArray("drugs");
            foreach (var drug in report.Drugs)
            {
                Drug(json, drug, isTotal: false);
            }

            json.WriteEndArray();
            json.WriteStartArray("uploads");
            foreach (var upload in report.Uploads)
            {
                json.WriteStartObject();
                json.WriteString("kind", NameOf(upload.Kind));
                json.WriteNumber("accepted", upload.Accepted);
                json.WriteNumber("waiting", upload.Waiting);
                json.WriteNumber("unknown", upload.Unknown);
                json.WriteNumber("quarantined", upload.Quarantined);
                json.WriteNumber("givenUp", upload.GivenUp);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    internal static string NameOf(TraceUploadKind kind) => kind switch
    {
        TraceUploadKind.StockCount => "stockCount",
        TraceUploadKind.StockChange => "stockChange",
        TraceUploadKind.Sale => "sale",
        _ => "saleReturn",
    };

    private static void Drug(Utf8JsonWriter json, TraceDrugDay drug, bool isTotal)
    {
        json.WriteStartObject();
        if (!isTotal)
        {
            json.WriteString("item", drug.Item);
            json.WriteString("name", drug.Name);
        }

        json.WriteNumber("needed", drug.Needed);
        json.WriteNumber("collected", drug.Collected);
        json.WriteNumber("sent", drug.Sent);
        json.WriteNumber("refused", drug.Refused);
        json.WriteNumber("exemptLines", drug.ExemptLines);
        json.WriteNumber("missingLines", drug.MissingLines);
        json.WriteNumber("bySettlement", drug.BySettlement);
        json.WriteNumber("waiting", drug.Waiting);
        json.WriteNumber("unknown", drug.Unknown);
        json.WriteNumber("givenUp", drug.GivenUp);
        if (drug.CollectionRate is { } rate)
        {
            json.WriteNumber("collectionRate", rate);
        }
        else
        {
            json.WriteNull("collectionRate");
        }

        json.WriteEndObject();
    }
}
