using System;
using System.Collections.Generic;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Takes a package apart by the platform's answers, and says which packages to ask for next.</summary>
/// <remarks>What is smallest is told by is_smallest, and where that is missing by code_pack_level; never by code_level, whose direction is disputed, and never by pkg_amount.</remarks>
internal sealed class PackageTree
{
    /// <summary>Packages lie in each other a few times at most; more is a circle.</summary>
    private const int DepthLimit = 6;

    private readonly TraceCode _code;
    private readonly TraceCodeParser _parser;
    private readonly List<TraceCode> _smallest = new();
    private readonly List<string> _unresolved = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private List<string> _ask;
    private int _depth;
    private PackageExpansionReason _reason;
    private string _platformText = "";

    internal PackageTree(TraceCode code, TraceCodeParser parser)
    {
        _code = code;
        _parser = parser;
        _ask = new List<string> { code.Text };
        _seen.Add(code.Text);
    }

    /// <summary>Codes to ask for; empty where all is told.</summary>
    internal IReadOnlyList<string> Ask => _ask;

    internal void Take(IReadOnlyList<PackageRelation> answers)
    {
        var asked = _ask;
        _ask = new List<string>();
        _depth++;
        foreach (var code in asked)
        {
            PackageRelation? relation = null;
            foreach (var answer in answers)
            {
                relation = string.Equals(answer.Code, code, StringComparison.Ordinal) ? answer : relation;
            }

            Take(code, relation);
        }
    }

    internal PackageExpansion Result() => new()
    {
        Code = _code,
        Smallest = _smallest,
        Unresolved = _unresolved,
        Reason = _reason != PackageExpansionReason.None ? _reason : _unresolved.Count > 0 ? PackageExpansionReason.Incomplete : PackageExpansionReason.None,
        PlatformText = _platformText,
    };

    private void Take(string code, PackageRelation? relation)
    {
        if (relation is null || relation.Status is "E" or "e" || (relation.ErrorText.Length > 0 && relation.IsSmallest is null && relation.PackLevel is null))
        {
            Open(code, PackageExpansionReason.UnknownCode, relation?.ErrorText ?? "");
            return;
        }

        if (relation.IsSmallest ?? relation.PackLevel == 1)
        {
            Smallest(code);
            return;
        }

        var inside = Inside(code, relation.Packages);
        if (inside.Count == 0 || _depth > DepthLimit)
        {
            Open(code, PackageExpansionReason.NoChildren, "");
            return;
        }

        foreach (var package in inside)
        {
            if (!_seen.Add(package.Code))
            {
                continue;
            }

            if (package.PackLevel == 1)
            {
                Smallest(package.Code);
            }
            else if (!HoldsOthers(package, inside))
            {
                // A larger package of which only the code is known, or one of unknown level.
                _ask.Add(package.Code);
            }
        }
    }

    /// <summary>Packages in a package, at any depth; its own line, its parents and its neighbours are left out.</summary>
    private static List<PackageCode> Inside(string code, IReadOnlyList<PackageCode> packages)
    {
        var holders = new HashSet<string>(StringComparer.Ordinal) { code };
        var inside = new List<PackageCode>();
        for (var found = true; found;)
        {
            found = false;
            foreach (var package in packages)
            {
                if (package.Code.Length > 0 && holders.Contains(package.ParentCode) && holders.Add(package.Code))
                {
                    inside.Add(package);
                    found = true;
                }
            }
        }

        return inside;
    }

    private static bool HoldsOthers(PackageCode package, List<PackageCode> packages)
        => packages.Exists(p => string.Equals(p.ParentCode, package.Code, StringComparison.Ordinal));

    private void Smallest(string code)
    {
        var reading = _parser.Parse(code);
        if (reading.Ok)
        {
            _smallest.Add(reading.Code);
        }
        else
        {
            _unresolved.Add(code);
        }
    }

    private void Open(string code, PackageExpansionReason reason, string text)
    {
        _unresolved.Add(code);
        if (string.Equals(code, _code.Text, StringComparison.Ordinal))
        {
            _reason = reason;
            _platformText = text;
        }
    }
}
