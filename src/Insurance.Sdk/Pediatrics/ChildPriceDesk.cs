using System;
using System.Collections.Generic;

namespace Insurance.Sdk.Pediatrics;

/// <summary>Decides about child prices of one hospital, checks a bill before it goes out, and puts the decision on the rows of 2204 and 2301.</summary>
/// <remarks>Safe for any number of threads.</remarks>
public sealed class ChildPriceDesk
{
    private readonly ChildPriceTransmissions _transmissions;

    /// <summary>Creates a desk.</summary>
    /// <param name="rules">The region's items.</param>
    /// <param name="transmissions">How the region wants them sent.</param>
    /// <param name="region">mdtrtarea_admvs 就医地医保区划 of the hospital, six digits.</param>
    public ChildPriceDesk(ChildPriceRules rules, ChildPriceTransmissions transmissions, string region)
    {
        Rules = rules ?? throw new ArgumentNullException(nameof(rules));
        _transmissions = transmissions ?? throw new ArgumentNullException(nameof(transmissions));
        Region = region ?? throw new ArgumentNullException(nameof(region));
    }

    /// <summary>The region's items.</summary>
    public ChildPriceRules Rules { get; }

    /// <summary>The hospital's area.</summary>
    public string Region { get; }

    /// <summary>Decides for one charge that is no refund.</summary>
    /// <exception cref="ArgumentException">The birth date lies after the fee, or the charge is a refund.</exception>
    /// <exception cref="ConfigurationException">How the region wants child prices sent is not set: the text says what to ask the bureau.</exception>
    public ChildPriceRecord Explain(ChildPatient patient, ChildCharge charge)
    {
        if ((charge ?? throw new ArgumentNullException(nameof(charge))).IsRefund)
        {
            throw new ArgumentException("A refund repeats the decision of its original: use Review.", nameof(charge));
        }

        return Record(patient, charge, Decide(patient, charge));
    }

    /// <summary>Decides for every charge of a bill and holds the charges against each other.</summary>
    /// <param name="patient">Whose bill it is.</param>
    /// <param name="charges">Charges of one visit, refunds among them.</param>
    /// <param name="earlier">Finds the record of a line that went out before by its serial, for refunds; null where nothing went out before.</param>
    /// <returns>Records of all charges, and what was found.</returns>
    /// <exception cref="ConfigurationException">How the region wants child prices sent is not set: the text says what to ask the bureau.</exception>
    public ChildBillReview Review(ChildPatient patient, IEnumerable<ChildCharge> charges, Func<string, ChildPriceRecord?>? earlier = null)
        => new ChildBillCheck(this, patient ?? throw new ArgumentNullException(nameof(patient)), charges ?? throw new ArgumentNullException(nameof(charges)), earlier).Run();

    /// <summary>Puts a decision on its row of 2204: the flag, and the price where the region wants it without the surcharge.</summary>
    /// <exception cref="ArgumentException">The row is another line's.</exception>
    /// <exception cref="ValidationException">The row cannot carry it, or the decision is unknown; nothing was sent.</exception>
    public static void Apply(UploadOutpatientFeesFeedetail row, ChildPriceRecord record)
    {
        Begin(row, row?.FeedetlSn, row?.MedListCodg, row?.FeeOcurTime, record);
        if (record.Transmission.Way == ChildPriceWay.PriceNet && record.WirePrice != row!.Pric)
        {
            (row.Pric, row.DetItemFeeSumamt) = (record.WirePrice, Sum(record.WirePrice, row.Cnt));
        }

        FeeRowField.Write(row!, record.Serial, record.Transmission, record.WireValue);
    }

    /// <summary>Puts a decision on its row of 2301: the flag, and the price where the region wants it without the surcharge.</summary>
    /// <exception cref="ArgumentException">The row is another line's.</exception>
    /// <exception cref="ValidationException">The row cannot carry it, or the decision is unknown; nothing was sent.</exception>
    public static void Apply(UploadInpatientFeesFeedetail row, ChildPriceRecord record)
    {
        Begin(row, row?.FeedetlSn, row?.MedListCodg, row?.FeeOcurTime, record);
        if (record.Transmission.Way == ChildPriceWay.PriceNet && record.WirePrice != row!.Pric)
        {
            (row.Pric, row.DetItemFeeSumamt) = (record.WirePrice, Sum(record.WirePrice, row.Cnt));
        }

        FeeRowField.Write(row!, record.Serial, record.Transmission, record.WireValue);
    }

    internal ChildPriceDecision Decide(ChildPatient patient, ChildCharge charge)
        => Rules.Decide(charge.NationalCode, charge.ListType, patient, charge.FeeTime, charge.SpecialSurcharge > 0);

    internal ChildPriceRecord Record(ChildPatient patient, ChildCharge charge, ChildPriceDecision decision)
        => ChildPriceRecord.Of(charge, patient, Region, decision, _transmissions.For(Region, charge.FeeTime));

    private static void Begin(StandardRecord? row, string? serial, string? code, ChinaTime? time, ChildPriceRecord record)
    {
        _ = row ?? throw new ArgumentNullException(nameof(row));
        _ = record ?? throw new ArgumentNullException(nameof(record));
        if (serial != record.Serial || code != record.NationalCode || time != record.FeeTime)
        {
            throw new ArgumentException("The decision is of line " + record.Serial + " and does not fit the row: serial, item and time must be the same.", nameof(record));
        }

        if (record.Decision.Status == ChildStatus.Unknown)
        {
            throw Refused("INS5211", "brdy", record, "nothing was decided: " + record.Decision);
        }

        if (record.Decision.Rule is not null && FeeRowField.HasMedicineFlag(row))
        {
            throw Refused("INS5213", "chld_medc_flag", record, "chld_medc_flag 儿童用药标志 is set on an item with a child's price: it says that a medicine is for children and is no price flag");
        }
    }

    private static decimal Sum(decimal price, decimal? quantity) => Math.Round(price * (quantity ?? 0), 2, MidpointRounding.AwayFromZero);

    private static ValidationException Refused(string number, string field, ChildPriceRecord record, string message)
        => new(new[] { new ValidationError(number, "charge[" + record.Serial + "]." + field, field, "child-price", message) });
}
