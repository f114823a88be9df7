using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Catalogues;

/// <summary>The center's side of a mapping. Methods throw what <see cref="InsuranceClient"/> throws.</summary>
public interface IMappingCenter
{
    /// <summary>3302 目录对照撤销: takes the whole pair back; it has no date.</summary>
    Task CancelAsync(ItemMapping pair, CancellationToken cancellationToken = default);

    /// <summary>3301 目录对照上传: brings the pair in.</summary>
    Task UploadAsync(ItemMapping pair, CancellationToken cancellationToken = default);

    /// <summary>1317 医药机构目录匹配信息查询: every row the center has for the item and list type, valid or not.</summary>
    Task<IReadOnlyList<CenterPair>> ReadAsync(string hospitalItem, string listType, CancellationToken cancellationToken = default);

    /// <summary>1317: every row the center has for the hospital, valid or not, page by page.</summary>
    Task<IReadOnlyList<CenterMapping>> ReadAllAsync(CancellationToken cancellationToken = default);
}

/// <summary>A pair as 1317 reads it back, with the item it belongs to.</summary>
/// <param name="HospitalItem">medins_list_codg.</param>
/// <param name="ListType">list_type.</param>
/// <param name="Name">medins_list_name; null where the center sent none.</param>
/// <param name="Pair">Code, days, validity.</param>
public sealed record CenterMapping(string HospitalItem, string ListType, string? Name, CenterPair Pair);

/// <summary>A pair as 1317 reads it back.</summary>
/// <param name="NationalCode">med_list_codg.</param>
/// <param name="From">begndate; null where the center sent none.</param>
/// <param name="LastDay">enddate; null where it is open.</param>
/// <param name="IsValid">vali_flag is not 0.</param>
public sealed record CenterPair(string NationalCode, ChinaTime? From, ChinaTime? LastDay, bool IsValid);
