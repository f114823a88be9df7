using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Catalogues;

/// <summary>The center's side of a mapping over <see cref="InsuranceClient"/>. Names of nodes are the edition's, or the corrections file's.</summary>
public sealed class ClientMappingCenter : IMappingCenter
{
    private const int PageSize = 100;
    private static readonly ChinaTime LongAgo = new(2000, 1, 1);

    private readonly InsuranceClient _client;
    private readonly string _institution;

    /// <summary>Creates it.</summary>
    /// <param name="client">The client.</param>
    /// <param name="institutionCode">fixmedins_code of the hospital: 3302 and 1317 name it in their input.</param>
    public ClientMappingCenter(InsuranceClient client, string institutionCode)
    {
        _client = client ?? throw new ArgumentNullException(nameof(client));
        _institution = string.IsNullOrWhiteSpace(institutionCode) ? throw new ArgumentException("The institution code is needed.", nameof(institutionCode)) : institutionCode;
    }

    /// <summary>enddate of a pair without an end. 3301 demands a day; centers are sent a far one. Which one is not public.</summary>
    public ChinaTime OpenEnd { get; set; } = new(2099, 12, 31);

    /// <summary>Fills further fields of 3301 (aprvno, spec, pric and so on), which some regions demand; null leaves them out.</summary>
    public Action<ItemMapping, UploadMappingsData>? Fill { get; set; }

    /// <summary>What every call does otherwise than the settings say.</summary>
    public CallOptions? Call { get; set; }

    /// <inheritdoc />
    public async Task CancelAsync(ItemMapping pair, CancellationToken cancellationToken = default)
    {
        _ = pair ?? throw new ArgumentNullException(nameof(pair));
        var request = new CancelMappingRequest
        {
            FixmedinsCode = _institution,
            FixmedinsHilistId = pair.HospitalItem,
            ListType = pair.ListType,
            MedListCodg = pair.NationalCode,
        };
        await _client.Mapping.CancelMappingAsync(request, Call, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task UploadAsync(ItemMapping pair, CancellationToken cancellationToken = default)
    {
        _ = pair ?? throw new ArgumentNullException(nameof(pair));
        var row = new UploadMappingsData
        {
            FixmedinsHilistId = pair.HospitalItem,
            FixmedinsHilistName = pair.HospitalItemName ?? pair.HospitalItem,
            ListType = pair.ListType,
            MedListCodg = pair.NationalCode,
            Begndate = pair.Interval.From,
            Enddate = pair.Interval.LastDay ?? OpenEnd,
        };
        Fill?.Invoke(pair, row);
        var answer = await _client.Mapping.UploadMappingsAsync(new UploadMappingsRequest { Data = { row } }, Call, cancellationToken).ConfigureAwait(false);
        if (answer.Receipt.RefusedLines.Count > 0)
        {
            throw new RefusedException(answer.Receipt.CenterCode ?? "", answer.Receipt.RefusedLines[0].Reason ?? "");
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<CenterPair>> ReadAsync(string hospitalItem, string listType, CancellationToken cancellationToken = default)
    {
        var rows = await QueryAsync(hospitalItem, listType, cancellationToken).ConfigureAwait(false);

        // Some centers do not narrow the answer to what was asked for.
        return rows.Where(r => r.HospitalItem == hospitalItem && r.ListType == listType).Select(r => r.Pair).ToList();
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<CenterMapping>> ReadAllAsync(CancellationToken cancellationToken = default)
        => await QueryAsync(null, null, cancellationToken).ConfigureAwait(false);

    private async Task<List<CenterMapping>> QueryAsync(string? hospitalItem, string? listType, CancellationToken cancellationToken)
    {
        var rows = new List<CenterMapping>();
        for (var page = 1; ; page++)
        {
            var request = new QueryInstitutionItemMatchesRequest
            {
                Data =
                {
                    FixmedinsCode = _institution,
                    MedinsListCodg = hospitalItem,
                    ListType = listType,
                    UpdtTime = LongAgo,
                    PageNum = page,
                    PageSize = PageSize,
                },
            };
            var answer = await _client.Mapping.QueryInstitutionItemMatchesAsync(request, Call, cancellationToken).ConfigureAwait(false);
            foreach (var row in answer.Data)
            {
                if (row is { MedinsListCodg: { Length: > 0 } item, ListType: { Length: > 0 } type, MedListCodg: { Length: > 0 } code } && (row.FixmedinsCode ?? _institution) == _institution)
                {
                    rows.Add(new CenterMapping(item, type, row.MedinsListName, new CenterPair(code, row.Begndate, OpenOr(row.Enddate), row.ValiFlag != "0")));
                }
            }

            if (answer.Data.Count == 0 || page >= (answer.Pages ?? 1) || string.Equals(answer.LastPage, "true", StringComparison.OrdinalIgnoreCase))
            {
                return rows;
            }
        }
    }

    /// <summary>The far day that 3301 sent reads back as no end.</summary>
    private ChinaTime? OpenOr(ChinaTime? day) => day is { } last && last.Value.Date >= OpenEnd.Value.Date ? null : day;
}
