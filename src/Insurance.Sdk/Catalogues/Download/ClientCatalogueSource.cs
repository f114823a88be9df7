using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;

namespace Insurance.Sdk.Catalogues;

/// <summary>The center's side of a download over <see cref="InsuranceClient"/>.</summary>
public sealed class ClientCatalogueSource : ICatalogueSource
{
    private readonly InsuranceClient _client;

    /// <summary>Creates it.</summary>
    public ClientCatalogueSource(InsuranceClient client) => _client = client ?? throw new ArgumentNullException(nameof(client));

    /// <summary>fixmedins_code of 9102 for catalogue files: the fixed text plc nationally, the hospital's own code in Guangzhou.</summary>
    public string FileOwner { get; set; } = "plc";

    /// <summary>What every call does otherwise than the settings say, such as a longer time-out for large files.</summary>
    public CallOptions? Call { get; set; }

    /// <inheritdoc />
    public async Task<CatalogueFileNotice> AskAsync(string catalogue, string version, CancellationToken cancellationToken = default)
    {
        // Not checked: versions come from the center itself, and some are longer than the 20 characters of its own table.
        var answer = await _client.InvokeAsync(catalogue, JsonInput.Of("data", w => w.WriteString("ver", version)), Call, skipCheck: true, cancellationToken).ConfigureAwait(false);
        using var json = JsonDocument.Parse(answer.OutputJson);
        var output = Notice(json.RootElement);
        return new CatalogueFileNotice(
            TolerantJson.Text(output, "file_qury_no") ?? "",
            TolerantJson.Text(output, "filename") ?? "",
            TolerantJson.Time(output, "dld_end_time"),
            (long?)(TolerantJson.Number(output, "data_cnt") ?? TolerantJson.Number(output, "data_cn")),
            version);
    }

    /// <inheritdoc />
    public async Task FetchAsync(CatalogueFileNotice notice, string path, CancellationToken cancellationToken = default)
    {
        _ = notice ?? throw new ArgumentNullException(nameof(notice));
        var bytes = await CenterFile.FetchAsync(_client, notice.QueryNumber, notice.FileName, FileOwner, Call, cancellationToken).ConfigureAwait(false);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
#if NET
        await file.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
#else
        var copy = bytes.ToArray();
        await file.WriteAsync(copy, 0, copy.Length, cancellationToken).ConfigureAwait(false);
#endif
    }

    /// <inheritdoc />
    public async Task<string> QueryAsync(string number, string inputJson, CancellationToken cancellationToken = default)
        => (await _client.InvokeAsync(number, inputJson, Call, skipCheck: false, cancellationToken).ConfigureAwait(false)).OutputJson;

    /// <inheritdoc />
    public async Task<IReadOnlyList<CenterQueryRow>> QueryDictionaryAsync(string type, string area, ChinaTime day, CancellationToken cancellationToken = default)
    {
        var request = new QueryDictionaryRequest { Data = { Type = type, ParentValue = "0", Admdvs = area, Date = day, ValiFlag = "1" } };
        var answer = await _client.Catalogue.QueryDictionaryAsync(request, Call, cancellationToken).ConfigureAwait(false);
        if (answer.List.Count == 0 && answer.Fileinfo.FileQuryNo is { Length: > 0 })
        {
            throw new NotSupportedException("The center answers 1901 with a file in place of rows; fetch it with 9102");
        }

        var rows = new List<CenterQueryRow>();
        foreach (var row in answer.List)
        {
            var json = JsonInput.Of("row", w =>
            {
                w.WriteString("type", row.Type);
                w.WriteString("label", row.Label);
                w.WriteString("value", row.Value);
                w.WriteString("parentValue", row.ParentValue);
                w.WriteString("valiFlag", row.ValiFlag);
            });
            rows.Add(new CenterQueryRow((row.ParentValue ?? "") + "|" + row.Value, row.Value ?? "", json));
        }

        return rows;
    }

    /// <summary>The fields stand directly under output, or under a node of some name.</summary>
    private static JsonElement Notice(JsonElement output)
    {
        if (output.ValueKind != JsonValueKind.Object || TolerantJson.Find(output, "file_qury_no") is not null)
        {
            return output;
        }

        foreach (var member in output.EnumerateObject())
        {
            if (TolerantJson.Find(member.Value, "file_qury_no") is not null)
            {
                return member.Value;
            }
        }

        return output;
    }
}
