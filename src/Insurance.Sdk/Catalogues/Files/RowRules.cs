using System;
using System.Globalization;

namespace Insurance.Sdk.Catalogues;

/// <summary>What a row needs so that it can be kept by code, version and day.</summary>
internal static class RowRules
{
    private static readonly CatalogueRole[] Days = { CatalogueRole.Begin, CatalogueRole.End, CatalogueRole.Effective, CatalogueRole.Expiry };

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

        foreach (var role in Days)
        {
            if (row[role] is { } text && !CatalogueTime.TryParse(text, out _))
            {
                return (SkipReason.BadDate, Column(layout.PositionOf(role)) + " is no date");
            }
        }

        return row.ValidFrom is { } from && row.ValidTo is { } to && to.Value.Date < from.Value.Date
            ? (SkipReason.EndBeforeBegin, "validity ends before it begins")
            : null;
    }

    /// <summary>Databases and JSON do not take them, and no catalogue text has a use for them.</summary>
    private static bool HasControlCharacter(string text)
    {
        foreach (var c in text)
        {
            if (c < ' ' && c != '\t')
            {
                return true;
            }
        }

        return false;
    }

    private static string Column(int position) => "column " + position.ToString(CultureInfo.InvariantCulture);
}
