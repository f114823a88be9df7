using System;

namespace Insurance.Sdk.Catalogues;

/// <summary>One pair of a hospital item and a national code, and the days on which it is the valid one.</summary>
public sealed class ItemMapping
{
    /// <summary>Creates a pair.</summary>
    /// <param name="hospitalItem">The hospital's own item number (fixmedins_hilist_id in 3301, medins_list_codg in fee lines); case counts.</param>
    /// <param name="listType">list_type, such as <see cref="Insurance.Sdk.ListType.ServiceItem"/>; regions use other numbers.</param>
    /// <param name="nationalCode">med_list_codg 医疗目录编码.</param>
    /// <param name="interval">Days on which fees of the item carry the code.</param>
    /// <exception cref="ArgumentException">A text is empty.</exception>
    public ItemMapping(string hospitalItem, string listType, string nationalCode, EffectiveInterval interval)
    {
        HospitalItem = Needed(hospitalItem, nameof(hospitalItem));
        ListType = Needed(listType, nameof(listType));
        NationalCode = Needed(nationalCode, nameof(nationalCode));
        Interval = interval;
    }

    /// <summary>The hospital's own item number.</summary>
    public string HospitalItem { get; }

    /// <summary>list_type 目录类别.</summary>
    public string ListType { get; }

    /// <summary>med_list_codg 医疗目录编码.</summary>
    public string NationalCode { get; }

    /// <summary>Days on which the pair is valid.</summary>
    public EffectiveInterval Interval { get; }

    /// <summary>The hospital's own name of the item (fixmedins_hilist_name); null where not known.</summary>
    public string? HospitalItemName { get; init; }

    /// <summary>What is known of the pair at the center.</summary>
    public MappingState State { get; init; }

    /// <summary>Where the pair comes from, such as "import 2026-03" or "confirmed by the pharmacy"; null where not known.</summary>
    public string? Source { get; init; }

    /// <summary>item (list type) -> code, days.</summary>
    public override string ToString() => HospitalItem + " (list type " + ListType + ") -> " + NationalCode + ", " + Interval;

    private static string Needed(string value, string name)
        => string.IsNullOrWhiteSpace(value) ? throw new ArgumentException("A mapping needs a " + name + ".", name) : value;
}
