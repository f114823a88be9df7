using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Why a package could not be taken apart.</summary>
public enum PackageExpansionReason
{
    /// <summary>It could; or it is itself the smallest package.</summary>
    None,

    /// <summary>The platform does not know the code, or says that it is wrong.</summary>
    UnknownCode,

    /// <summary>The platform knows the package, and names nothing in it: the inbound bill with this package is not uploaded yet.</summary>
    NoChildren,

    /// <summary>Only a part could be told; the rest is in <see cref="PackageExpansion.Unresolved"/>.</summary>
    Incomplete,
}

/// <summary>The smallest packages in a package.</summary>
public sealed class PackageExpansion
{
    /// <summary>The code that was asked for.</summary>
    public TraceCode Code { get; init; }

    /// <summary>True where every smallest package is known.</summary>
    public bool Ok => Reason == PackageExpansionReason.None;

    /// <summary>Codes of the smallest packages in the platform's order; the code itself where it is the smallest one that has a code.</summary>
    public IReadOnlyList<TraceCode> Smallest { get; init; } = Array.Empty<TraceCode>();

    /// <summary>Packages of which nothing is known; empty where all is.</summary>
    public IReadOnlyList<string> Unresolved { get; init; } = Array.Empty<string>();

    /// <summary>Why not all is known.</summary>
    public PackageExpansionReason Reason { get; init; }

    /// <summary>The platform's own words about the code (error_code_content); "" where it had none.</summary>
    public string PlatformText { get; init; } = "";

    /// <summary>The reason for people, in Chinese; "" where all is known.</summary>
    public string ChineseReasonText => Reason switch
    {
        PackageExpansionReason.None => "",
        PackageExpansionReason.UnknownCode => "码上放心没有该码" + (PlatformText.Length > 0 ? "：" + PlatformText : ""),
        PackageExpansionReason.NoChildren => "该包装的入库单未上传，码上放心查不到其中的小包装；请先上传入库单，或逐盒扫小包装",
        _ => "其中" + Unresolved.Count + "个包装无法拆分，请逐盒扫小包装",
    };

    /// <summary>The reason for people; "" where all is known.</summary>
    public string ReasonText => Reason switch
    {
        PackageExpansionReason.None => "",
        PackageExpansionReason.UnknownCode => "码上放心 does not know the code" + (PlatformText.Length > 0 ? ": " + PlatformText : ""),
        PackageExpansionReason.NoChildren => "the inbound bill with this package is not uploaded yet (入库单未上传): 码上放心 names nothing in it; upload the bill, or scan the smallest packages",
        _ => Unresolved.Count + " package(s) inside could not be taken apart; scan their smallest packages",
    };
}
