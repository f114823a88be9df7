using System;

namespace Insurance.Sdk.TraceCodes;

/// <summary>One link between a trace code's prefix (or a whole code, or a barcode) and a drug of the hospital, as it is filled in.</summary>
/// <remarks>Many to many: a prefix may belong to several drugs, a drug may have several prefixes.</remarks>
public sealed class FourCodeRow
{
    /// <summary>药品标识码: the first seven digits of 码上放心 codes; "" where the row has none.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>A whole code, for manufacturers' codes and others without prefix; "" where the row has none.</summary>
    public string WholeCode { get; set; } = "";

    /// <summary>medins_list_codg / fixmedins_hilist_id: the hospital's own item code; "" where unknown.</summary>
    public string HospitalItemCode { get; set; } = "";

    /// <summary>med_list_codg 医疗目录编码: the national item code; "" where unknown.</summary>
    public string NationalItemCode { get; set; } = "";

    /// <summary>商品条码: goods barcode (69…) or GTIN, 8, 12, 13 or 14 digits; "" where unknown.</summary>
    public string Barcode { get; set; } = "";

    /// <summary>药品本位码 (drugstdcode): 14 digits, the first 86; "" where unknown.</summary>
    public string StandardDrugCode { get; set; } = "";

    /// <summary>Name for people; "" where unknown.</summary>
    public string Name { get; set; } = "";

    /// <summary>Smallest units in the pack that carries the code; null where unknown.</summary>
    public decimal? PackSize { get; set; }

    /// <summary>Where the row comes from.</summary>
    public FourCodeSource Source { get; set; }

    /// <summary>Number of the fill that brought or last changed it; 0 for a base that was not stored.</summary>
    public int Version { get; set; }

    /// <summary>Checks the row.</summary>
    /// <returns>What is wrong, naming field and rule; null where nothing is.</returns>
    public string? Check()
    {
        if (Prefix.Length == 0 && WholeCode.Length == 0 && Barcode.Length == 0)
        {
            return "prefix, wholeCode or barcode is needed: without one of them no scan leads to the row";
        }

        if (Prefix.Length > 0 && !TryPrefix(Prefix, out _))
        {
            return "prefix (药品标识码) must be seven digits, the first 8";
        }

        if (HospitalItemCode.Length == 0 && NationalItemCode.Length == 0)
        {
            return "hospitalItemCode or nationalItemCode is needed: the row leads to no drug";
        }

        if (Barcode.Length > 0 && !IsBarcode(Barcode))
        {
            return "barcode (商品条码) must be 8, 12, 13 or 14 digits with a check digit that fits";
        }

        if (PackSize is <= 0m)
        {
            return "packSize must be greater than 0";
        }

        return Long("wholeCode", WholeCode, 100) ?? Long("hospitalItemCode", HospitalItemCode, 150) ?? Long("nationalItemCode", NationalItemCode, 50)
            ?? Long("standardDrugCode", StandardDrugCode, 50) ?? Long("name", Name, 500);
    }

    internal static bool TryPrefix(string text, out int prefix)
    {
        prefix = 0;
        if (text.Length != 7 || text[0] != '8')
        {
            return false;
        }

        foreach (var c in text)
        {
            if (c is < '0' or > '9')
            {
                prefix = 0;
                return false;
            }

            prefix = (prefix * 10) + c - '0';
        }

        return true;
    }

    private static bool IsBarcode(string text) => text.Length is 8 or 12 or 13 or 14 && Gs1CheckDigit.Fits(text);

    private static string? Long(string field, string text, int limit)
        => text.Length > limit ? field + " is longer than " + limit + " characters" : null;
}
