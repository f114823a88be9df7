using System;
using System.Globalization;

namespace Insurance.Sdk.Catalogues;

/// <summary>What a row needs so that it can be kept by code, version and day.</summary>
internal static class RowRules
{
#if NET
    private static readonly System.Buffers.SearchValues<char> ControlCharacters = System.Buffers.SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\a\b\n\v\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

#endif
    internal static (SkipReason Reason, string Detail)? Broken(CatalogueRow row)
    {
        var layout = row.Layout;
        if (HasControlCharacter(row.Text))
        {
            return (SkipReason.ControlCharacter, "a control character in the row");
        }

        if (row[CatalogueRole.Code] is null)
        {
            return (SkipReason.NoCode, Column(layout.PositionOf(CatalogueRole.Code)) + " is empty");
        }

        if (row[CatalogueRole.Version] is null)
        {
            return (SkipReason.NoVersion, Column(layout.PositionOf(CatalogueRole.Version)) + " is empty");
        }

        if (row.BadDay() is { } role)
        {
            return (SkipReason.BadDate, Column(layout.PositionOf(role)) + " is no date");
        }

        return row.ValidFrom is { } from && row.ValidTo is { } to && to.Value.Date < from.Value.Date
            ? (SkipReason.EndBeforeBegin, "validity ends before it begins")
            : null;
    }

    /// <summary>Databases and JSON do not take them, and no catalogue text has a use for them.</summary>
    private static bool HasControlCharacter(string text)
    {
#if NET
        return text.AsSpan().IndexOfAny(ControlCharacters) >= 0;
#else
        foreach (var c in text)
        {
            if (c < ' ' && c != '\t')
            {
                return true;
            }
        }

        return false;
#endif
    }

    private static string Column(int position) => "column " + position.ToString(CultureInfo.InvariantCulture);
}
