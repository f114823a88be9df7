using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;

namespace Insurance.Sdk.Pediatrics;

/// <summary>Why a line went out as it did: kept for audits, and repeated by refunds.</summary>
public sealed class ChildPriceRecord
{
    private ChildPriceRecord()
    {
    }

    /// <summary>feedetl_sn.</summary>
    public string Serial { get; private init; } = "";

    /// <summary>init_feedetl_sn of a refund; null where it is none.</summary>
    public string? OriginalSerial { get; private init; }

    /// <summary>med_list_codg.</summary>
    public string NationalCode { get; private init; } = "";

    /// <summary>Time of the fee.</summary>
    public ChinaTime FeeTime { get; private init; }

    /// <summary>Area whose way of sending was taken.</summary>
    public string Region { get; private init; } = "";

    /// <summary>The decision with its rule; of a refund, the one of its original.</summary>
    public ChildPriceDecision Decision { get; private init; }

    /// <summary>The way that was taken; of a refund, the one of its original.</summary>
    public ChildPriceTransmission Transmission { get; private init; } = ChildPriceTransmission.SeparateItem;

    /// <summary>Where the birth date came from.</summary>
    public BirthDateSource BirthDateSource { get; private init; }

    /// <summary>pric as the HIS charged it.</summary>
    public decimal HisPrice { get; private init; }

    /// <summary>pric as it goes out: the HIS's price, less the child's surcharge for <see cref="ChildPriceWay.PriceNet"/>.</summary>
    public decimal WirePrice { get; private init; }

    /// <summary>Field and key of the flag; "" where there is none.</summary>
    public string WirePlace => Transmission.Place;

    /// <summary>Value of the flag; null where none is sent.</summary>
    public string? WireValue => Transmission.WireValueOf(Decision.Status);

    internal ChinaTime? BirthDate { get; private init; }

    internal static ChildPriceRecord Of(ChildCharge charge, ChildPatient patient, string region, ChildPriceDecision decision, ChildPriceTransmission transmission) => new()
    {
        Serial = charge.Serial,
        OriginalSerial = charge.OriginalSerial,
        NationalCode = charge.NationalCode,
        FeeTime = charge.FeeTime,
        Region = region,
        Decision = decision,
        Transmission = transmission,
        BirthDateSource = patient.Source,
        BirthDate = patient.BirthDate,
        HisPrice = charge.Price,
        WirePrice = WirePriceOf(charge, decision, transmission),
    };

    /// <summary>A refund: everything but its own serial and time is its original's.</summary>
    internal static ChildPriceRecord OfRefund(ChildCharge refund, ChildPriceRecord original) => new()
    {
        Serial = refund.Serial,
        OriginalSerial = original.Serial,
        NationalCode = refund.NationalCode,
        FeeTime = refund.FeeTime,
        Region = original.Region,
        Decision = original.Decision,
        Transmission = original.Transmission,
        BirthDateSource = original.BirthDateSource,
        BirthDate = original.BirthDate,
        HisPrice = refund.Price,
        WirePrice = original.WirePrice,
    };

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

    /// <summary>Reads a record that <see cref="ToJson"/> wrote, so that a refund of another day repeats it.</summary>
    /// <exception cref="ChildPriceRulesException">The text is no such record; all errors are listed.</exception>
    public static ChildPriceRecord Parse(string json)
    {
        var errors = new List<string>();
        ChildPriceRecord? record = null;
        using (var document = StrictJson.Parse(Encoding.UTF8.GetBytes(json ?? throw new ArgumentNullException(nameof(json))), errors))
        {
            if (document is not null)
            {
                record = Read(new StrictJson(document.RootElement, "", errors));
            }
        }

        return errors.Count == 0 ? record! : throw new ChildPriceRulesException(errors);
    }

    private static ChildPriceRecord Read(StrictJson json)
    {
        json.Skip("reason");
        json.Skip("wirePlace");
        json.Skip("wireValue");
        var rule = json.Object("rule") is { } r ? ChildPriceRulesFile.Rule(r, null, LeapDayBirthday.FirstOfMarch) : null;
        var status = json.Word<ChildStatus>("decision");
        var why = json.Word<ChildReason>("why");
        if (rule is null && why is not (ChildReason.NoRule or ChildReason.BirthDateAfterFee or ChildReason.OriginalUnknown) && json.IsSound)
        {
            json.Error("rule", "must be given");
        }

        var record = new ChildPriceRecord
        {
            Serial = json.Text("serial") ?? "",
            OriginalSerial = json.Text("originalSerial", isNeeded: false),
            NationalCode = json.Text("item") ?? "",
            FeeTime = json.Time("feeTime") ?? default,
            Region = json.Text("region") ?? "",
            Decision = new ChildPriceDecision(status, why, rule, json.Flag("isAddOn", otherwise: false)),
            Transmission = (json.Object("transmission", isNeeded: true) is { } t ? ChildPriceRulesFile.Transmission(t) : null) ?? ChildPriceTransmission.SeparateItem,
            BirthDateSource = json.Word<BirthDateSource>("birthDateSource"),
            BirthDate = json.Day("birthDate", isNeeded: false),
            HisPrice = json.Number("hisPrice") ?? 0,
            WirePrice = json.Number("wirePrice") ?? 0,
        };
        json.Done();
        return record;
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
        if (Decision.Rule is { } rule)
        {
            ChildPriceRulesWriter.Write(writer, "rule", rule);
        }

        writer.WriteBoolean("isAddOn", Decision.IsAddOn);
        writer.WriteString("birthDateSource", BirthDateSource.ToString());
        if (withBirthDate)
        {
            writer.WriteString("birthDate", BirthDate?.ToString("yyyy-MM-dd"));
        }

        ChildPriceRulesWriter.Write(writer, "transmission", Transmission);
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
