using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>What 码上放心 knows of a package: its level, what it holds, its lots and drugs (code_relation_dto).</summary>
public sealed class PackageRelation
{
    /// <summary>code: the code that was asked for.</summary>
    public string Code { get; init; } = "";

    /// <summary>parent_code: the package it lies in; "" where there is none.</summary>
    public string ParentCode { get; init; } = "";

    /// <summary>is_smallest: Y or N; null where the platform does not say. A carton may be the smallest package that has a code.</summary>
    public bool? IsSmallest { get; init; }

    /// <summary>code_pack_level: 1 = smallest package, counted upwards; null where the platform does not say.</summary>
    public int? PackLevel { get; init; }

    /// <summary>code_level as it came. Sources disagree whether 1 is the largest or the smallest package: never decide by it.</summary>
    public string DisplayLevel { get; init; } = "";

    /// <summary>status: I checked in, O checked out, A activated, C cancelled, E unknown code.</summary>
    public string Status { get; init; } = "";

    /// <summary>error_code_content; "" where nothing is wrong.</summary>
    public string ErrorText { get; init; } = "";

    /// <summary>box_amount: small boxes inside; null where the platform does not say.</summary>
    public decimal? BoxAmount { get; init; }

    /// <summary>code_relation_list: the packages around the code.</summary>
    public IReadOnlyList<PackageCode> Packages { get; init; } = Array.Empty<PackageCode>();

    /// <summary>produce_info_list: lots.</summary>
    public IReadOnlyList<PackageLot> Lots { get; init; } = Array.Empty<PackageLot>();

    /// <summary>base_infos_dto: drugs.</summary>
    public IReadOnlyList<PackageDrug> Drugs { get; init; } = Array.Empty<PackageDrug>();

    /// <summary>The whole answer about the code as JSON, with what is not read here.</summary>
    public string Json { get; init; } = "";
}

/// <summary>A package in the relations of another one (code_info).</summary>
public sealed class PackageCode
{
    /// <summary>code 追溯码.</summary>
    public string Code { get; init; } = "";

    /// <summary>parent_code 父码; "" where there is none.</summary>
    public string ParentCode { get; init; } = "";

    /// <summary>code_pack_level 码等级: 1 = smallest package; null where the platform does not say.</summary>
    public int? PackLevel { get; init; }

    /// <summary>code_level 展示等级 as it came; see <see cref="PackageRelation.DisplayLevel"/>.</summary>
    public string DisplayLevel { get; init; } = "";

    /// <summary>status; see <see cref="PackageRelation.Status"/>.</summary>
    public string Status { get; init; } = "";
}

/// <summary>A lot (produce_info_dto).</summary>
public sealed class PackageLot
{
    /// <summary>produce_batch_no 生产批号, or batch_no where that is empty.</summary>
    public string Lot { get; init; } = "";

    /// <summary>produce_date or produce_date_str as it came; "" where there is none.</summary>
    public string Made { get; init; } = "";

    /// <summary>expire_date as it came; "" where there is none.</summary>
    public string Expires { get; init; } = "";

    /// <summary>pkg_amount 最小包装数量 as it came. Where only the carton has a code this says 120 for one code: it does not count codes.</summary>
    public string PackageAmount { get; init; } = "";
}

/// <summary>A drug (base_info_dto).</summary>
public sealed class PackageDrug
{
    /// <summary>physic_name 药品通用名称.</summary>
    public string Name { get; init; } = "";

    /// <summary>pkg_spec 包装规格.</summary>
    public string PackageSpec { get; init; } = "";

    /// <summary>prepn_spec 制剂规格.</summary>
    public string PreparationSpec { get; init; } = "";

    /// <summary>prepn_type 制剂类型.</summary>
    public string PreparationType { get; init; } = "";

    /// <summary>pkg_ratio 包装比例, such as 1:5:10.</summary>
    public string PackageRatio { get; init; } = "";

    /// <summary>approve_no 批准文号.</summary>
    public string ApprovalNumber { get; init; } = "";

    /// <summary>product_code 药品编号.</summary>
    public string ProductCode { get; init; } = "";
}
