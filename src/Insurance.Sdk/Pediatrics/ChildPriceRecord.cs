using System.IO;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk.Pediatrics;

/// <summary>Why a line went out as it did: kept for audits, and repeated by refunds.</summary>
public sealed class ChildPriceRecord
{
    internal ChildPriceRecord(ChildCharge charge, ChildPatient patient, string region, ChildPriceDecision decision, ChildPriceTransmission transmission)
    {
        Serial = charge.Serial;
        OriginalSerial = charge.OriginalSerial;
        NationalCode = charge.NationalCode;
        FeeTime = charge.FeeTime;
        Region = region;
        Decision = decision;
        Transmission = transmission;
        BirthDateSource = patient.Source;
        BirthDate = patient.BirthDate;
        HisPrice = charge.Price;
        WirePrice = WirePriceOf(charge, decision, transmission);
    }

    /// <summary>feedetl_sn.</summary>
    public string Serial { get; }

    /// <summary>init_feedetl_sn of a refund; null where it is none.</summary>
    public string? OriginalSerial { get; }

    /// <summary>med_list_codg.</summary>
    public string NationalCode { get; }

    /// <summary>Time of the fee.</summary>
    public ChinaTime FeeTime { get; }

    /// <summary>Area whose way of sending was taken.</summary>
    public string Region { get; }

    /// <summary>The decision with its rule; of a refund, the one of its original.</summary>
    public ChildPriceDecision Decision { get; }

    /// <summary>The way that was taken; of a refund, the one of its original.</summary>
    public ChildPriceTransmission Transmission { get; }

    /// <summary>Where the birth date came from.</summary>
    public BirthDateSource BirthDateSource { get; }

    /// <summary>pric as the HIS charged it.</summary>
    public decimal HisPrice { get; }

    /// <summary>pric as it goes out: the HIS's price, less the child's surcharge for <see cref="ChildPriceWay.PriceNet"/>.</summary>
    public decimal WirePrice { get; }

    /// <summary>Field and key of the flag; "" where there is none.</summary>
    public string WirePlace => Transmission.Place;

    /// <summary>Value of the flag; null where none is sent.</summary>
    public string? WireValue => Transmission.WireValueOf(Decision.Status);

    internal ChinaTime? BirthDate { get; }

    /// <summary>One line without anything personal.</summary>
    public override string ToString() => "line " + Serial + ": " + Decision.Status + ", " + Decision + "; birth date from " + BirthDateSource + "; " + Transmission + (WireValue is { } value ? " = " + value : "");

    /// <summary>One JSON object for the audit store.</summary>
    /// <param name="withBirthDate">True writes the birth date as well: personal data, for a store that may hold it.</param>
    public string ToJson(bool withBirthDate = false)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Writer))
        {
            Write(writer, withBirthDate);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private void Write(Utf8JsonWriter writer, bool withBirthDate)
    {
        writer.WriteStartObject();
        writer.WriteString("serial", Serial);
        writer.WriteString("originalSerial", OriginalSerial);
        writer.WriteString("item", NationalCode);
        writer.WriteString("feeTime", FeeTime.ToString());
        writer.WriteString("region", Region);
        writer.WriteString("decision", Decision.Status.ToString());
        writer.WriteString("why", Decision.Reason.ToString());
        writer.WriteString("reason", Decision.ToString());
        writer.WriteString("rule", Decision.Rule?.Id);
        writer.WriteString("ruleSource", Decision.Rule?.Source);
        writer.WriteString("boundary", Decision.Rule?.Boundary.ToString());
        writer.WriteString("leapDay", Decision.Rule?.LeapDay.ToString());
        writer.WriteBoolean("isAddOn", Decision.IsAddOn);
        writer.WriteString("birthDateSource", BirthDateSource.ToString());
        if (withBirthDate)
        {
            writer.WriteString("birthDate", BirthDate?.ToString("yyyy-MM-dd"));
        }

        writer.WriteString("way", Transmission.Way.ToString());
        writer.WriteString("wirePlace", WirePlace);
        writer.WriteString("wireValue", WireValue);
        writer.WriteNumber("hisPrice", HisPrice);
        writer.WriteNumber("wirePrice", WirePrice);
        writer.WriteEndObject();
    }

    private static decimal WirePriceOf(ChildCharge charge, ChildPriceDecision decision, ChildPriceTransmission transmission)
    {
        if (transmission.Way != ChildPriceWay.PriceNet || decision.Status != ChildStatus.Child || decision.IsAddOn || charge.BasePrice is not { } basePrice)
        {
            return charge.Price;
        }

        return basePrice + charge.SpecialSurcharge;
    }
}
