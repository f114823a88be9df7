using System;
using System.Collections.Generic;
using System.Globalization;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Puts texts from files and answers into rows.</summary>
public static class FourCodeRowFields
{
    private static readonly Dictionary<string, Action<FourCodeRow, string>> Setters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["prefix"] = SetPrefix,
        ["wholeCode"] = (r, t) => r.WholeCode = t,
        ["hospitalItemCode"] = (r, t) => r.HospitalItemCode = t,
        ["nationalItemCode"] = (r, t) => r.NationalItemCode = t,
        ["barcode"] = (r, t) => r.Barcode = t,
        ["standardDrugCode"] = (r, t) => r.StandardDrugCode = t,
        ["name"] = (r, t) => r.Name = t,
        ["packSize"] = SetPackSize,
    };

    /// <summary>Names of all fields.</summary>
    public static IReadOnlyCollection<string> Names => Setters.Keys;

    /// <summary>Sets a field. A code of 20 digits as prefix gives its first seven.</summary>
    /// <param name="row">The row.</param>
    /// <param name="field">One of <see cref="Names"/>.</param>
    /// <param name="text">The value; blanks around it are taken off.</param>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    /// <exception cref="FormatException">The value has not the form of the field; the text names field and rule.</exception>
    public static void Set(FourCodeRow row, string field, string text)
    {
        _ = row ?? throw new ArgumentNullException(nameof(row));
        if (!Setters.TryGetValue(field ?? throw new ArgumentNullException(nameof(field)), out var set))
        {
            throw new ArgumentException("No field " + field, nameof(field));
        }

        text = (text ?? "").Trim();
        if (text.Length > 0)
        {
            set(row, text);
        }
    }

    private static void SetPrefix(FourCodeRow row, string text)
        => row.Prefix = TraceCodeParser.TryParsePrefix(text.AsSpan(), out _) ? text.Substring(0, 7) : text;

    private static void SetPackSize(FourCodeRow row, string text)
        => row.PackSize = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var size)
            ? size
            : throw new FormatException("packSize is no number");
}
