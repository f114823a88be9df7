using System;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Pediatrics;

/// <summary>What a decision and its checks need to know of a charge.</summary>
public sealed class ChildCharge
{
    /// <summary>feedetl_sn.</summary>
    public required string Serial { get; init; }

    /// <summary>med_list_codg at the time of the fee.</summary>
    public required string NationalCode { get; init; }

    /// <summary>list_type of the item.</summary>
    public required string ListType { get; init; }

    /// <summary>cnt; below zero on a refund.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>pric as the HIS charged it, with every surcharge that is in it.</summary>
    public required decimal Price { get; init; }

    /// <summary>fee_ocur_time, China time.</summary>
    public required ChinaTime FeeTime { get; init; }

    /// <summary>bilg_dr_codg.</summary>
    public required string DoctorCode { get; init; }

    /// <summary>Price of one unit without the child's and the special surcharge; null where the HIS does not know it. Needed for <see cref="ChildPriceWay.PriceNet"/>.</summary>
    public decimal? BasePrice { get; init; }

    /// <summary>Special-clinic surcharge of one unit that is in the price; 0 where there is none.</summary>
    public decimal SpecialSurcharge { get; init; }

    /// <summary>init_feedetl_sn of a refund; null where it is none.</summary>
    public string? OriginalSerial { get; init; }

    /// <summary>What the HIS itself says about the charge.</summary>
    public ChildFlag HisFlag { get; init; }

    /// <summary>Price cap of the item; null where not known.</summary>
    public decimal? PriceCap { get; init; }

    /// <summary>Takes what a fee line knows.</summary>
    /// <param name="line">A line with a code.</param>
    /// <param name="hisFlag">What the HIS says about the charge.</param>
    /// <param name="basePrice">See <see cref="BasePrice"/>.</param>
    /// <param name="specialSurcharge">See <see cref="SpecialSurcharge"/>.</param>
    /// <exception cref="ArgumentException">The line has no national code.</exception>
    public static ChildCharge From<TRow>(FeeLine<TRow> line, ChildFlag hisFlag = ChildFlag.Blank, decimal? basePrice = null, decimal specialSurcharge = 0)
        where TRow : StandardRecord
    {
        var charge = (line ?? throw new ArgumentNullException(nameof(line))).Charge;
        return new ChildCharge
        {
            Serial = charge.Serial,
            NationalCode = line.Mapping.Code ?? throw new ArgumentException("The line " + charge.Serial + " has no national code: " + line.Mapping + ".", nameof(line)),
            ListType = charge.ListType,
            Quantity = charge.Quantity,
            Price = charge.Price,
            FeeTime = charge.FeeTime,
            DoctorCode = charge.DoctorCode,
            OriginalSerial = charge.OriginalSerial,
            PriceCap = line.Cap?.Amount,
            HisFlag = hisFlag,
            BasePrice = basePrice,
            SpecialSurcharge = specialSurcharge,
        };
    }

    internal bool IsRefund => Quantity < 0 || !string.IsNullOrWhiteSpace(OriginalSerial);
}
