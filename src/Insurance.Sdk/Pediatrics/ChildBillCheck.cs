using System;
using System.Collections.Generic;
using System.Globalization;

namespace Insurance.Sdk.Pediatrics;

/// <summary>One run over a bill: decisions first, then each line by itself, then lines against each other.</summary>
internal sealed class ChildBillCheck
{
    private const decimal Fen = 0.01m;

    private readonly ChildPriceDesk _desk;
    private readonly ChildPatient _patient;
    private readonly Func<string, ChildPriceRecord?>? _earlier;
    private readonly List<ChildBillLine> _lines = new();
    private readonly Dictionary<string, ChildBillLine> _bySerial = new(StringComparer.Ordinal);
    private readonly List<ValidationError> _findings = new();

    internal ChildBillCheck(ChildPriceDesk desk, ChildPatient patient, IEnumerable<ChildCharge> charges, Func<string, ChildPriceRecord?>? earlier)
    {
        (_desk, _patient, _earlier) = (desk, patient, earlier);
        foreach (var charge in charges)
        {
            var line = new ChildBillLine(charge ?? throw new ArgumentException("A charge is null.", nameof(charges)));
            _lines.Add(line);
            if (_bySerial.TryGetValue(charge.Serial, out _))
            {
                Add("INS5220", charge, "feedetl_sn", "comes twice; a serial names one line of a visit");
                continue;
            }

            _bySerial[charge.Serial] = line;
        }
    }

    internal ChildBillReview Run()
    {
        foreach (var line in _lines)
        {
            if (!line.Charge.IsRefund)
            {
                Decide(line);
            }
        }

        foreach (var line in _lines)
        {
            if (line.Charge.IsRefund)
            {
                Repeat(line);
            }
        }

        if (_patient.BirthDatesDiffer && _lines.Exists(l => l.Record.Decision.Rule is not null))
        {
            _findings.Add(new ValidationError("INS5221", "patient.brdy", "brdy", "child-price", "brdy 出生日期: the center and the hospital know different days; the center's counts", isWarning: true));
        }

        new ChildAddOnMatch(_lines, (number, charge, field, message) => Add(number, charge, field, message)).Run();
        return new ChildBillReview(_lines.ConvertAll(l => l.Record), _findings);
    }

    private void Decide(ChildBillLine line)
    {
        var charge = line.Charge;
        if (_patient.BirthDate is { } birth && ChildAge.IsAfter(birth, charge.FeeTime))
        {
            Add("INS5212", charge, "brdy", "the birth date 出生日期 lies after the fee");
            line.Record = _desk.Record(_patient, charge, new ChildPriceDecision(ChildStatus.Unknown, ChildReason.BirthDateAfterFee, _desk.Rules.Find(charge.NationalCode, charge.FeeTime)));
            return;
        }

        line.Record = _desk.Record(_patient, charge, _desk.Decide(_patient, charge));
        CheckStatus(line);
        CheckPrice(line);
    }

    private void CheckStatus(ChildBillLine line)
    {
        var (charge, decision) = (line.Charge, line.Record.Decision);
        switch (decision.Status)
        {
            case ChildStatus.Unknown:
                Add("INS5211", charge, "brdy", "the item has a child's price and nobody knows the birth date 出生日期: ask 1101 or the family, nothing is assumed");
                break;
            case ChildStatus.NotChild when decision.IsAddOn:
                Add("INS5202", charge, "med_list_codg", "the add-on for children is charged and the patient is no child: " + decision);
                break;
            case ChildStatus.Child when charge.HisFlag == ChildFlag.NotChild:
                Add("INS5215", charge, "child-flag", "the HIS says no child, and the patient is one: " + decision);
                break;
        }

        if (charge.HisFlag == ChildFlag.Child && decision.Status is (ChildStatus.NotChild or ChildStatus.NotApplicable))
        {
            Add("INS5201", charge, "child-flag", "the HIS says child, and the fee has no child's price: " + decision);
        }
    }

    private void CheckPrice(ChildBillLine line)
    {
        var (charge, record) = (line.Charge, line.Record);
        if (record.Decision.Rule is not { } rule)
        {
            return;
        }

        if (record.WirePrice > charge.PriceCap)
        {
            Add("INS5209", charge, "pric", "is above the cap of the item; 1318 has no caps for children, ask the bureau whether this one holds", isWarning: true);
        }

        if (record.Decision.IsAddOn || record.Decision.Reason == ChildReason.NotAServiceItem)
        {
            return;
        }

        var isAddOnRule = rule.Surcharge.Kind == ChildSurchargeKind.AddOnItem;
        var isPriceWay = record.Transmission.Way is ChildPriceWay.PriceIncluded or ChildPriceWay.PriceNet;
        if (record.Decision.Status == ChildStatus.Child && (isPriceWay ? isAddOnRule : record.Transmission.Way == ChildPriceWay.SeparateItem && !isAddOnRule))
        {
            Add("INS5216", charge, "med_list_codg", "rule " + rule.Id + " (" + rule.Surcharge + ") cannot be sent as " + record.Transmission.Way + ", which the region wants");
            return;
        }

        if (charge.BasePrice is { } basePrice)
        {
            CheckAgainstBase(line, rule, basePrice + charge.SpecialSurcharge, rule.Surcharge.PriceOf(basePrice) + charge.SpecialSurcharge);
        }
        else if (record.Decision.Status == ChildStatus.Child && record.Transmission.Way == ChildPriceWay.PriceNet)
        {
            Add("INS5219", charge, "pric", "the price without the child's surcharge must be known: the region wants it so");
        }
    }

    /// <param name="line">A line whose price without surcharges is known.</param>
    /// <param name="rule">Its rule.</param>
    /// <param name="plain">What a grown-up pays.</param>
    /// <param name="child">What a child pays in one price.</param>
    private void CheckAgainstBase(ChildBillLine line, ChildPriceRule rule, decimal plain, decimal child)
    {
        var (charge, record) = (line.Charge, line.Record);
        if (record.Decision.Status != ChildStatus.Child)
        {
            if (child != plain && Near(charge.Price, child))
            {
                Add("INS5202", charge, "pric", "the price holds the child's surcharge: " + record.Decision);
            }

            return;
        }

        if (rule.Surcharge.Kind == ChildSurchargeKind.AddOnItem)
        {
            line.HasSurchargeInPrice = charge.Price - plain >= Fen;
            return;
        }

        if (Near(charge.Price, child) || (record.Transmission.Way != ChildPriceWay.PriceIncluded && Near(charge.Price, plain)))
        {
            return;
        }

        if (Near(charge.Price, child + child - plain))
        {
            Add("INS5208", charge, "pric", "the price holds the child's surcharge twice");
        }
        else
        {
            Add("INS5217", charge, "pric", "is not the child's price: " + rule.Surcharge + " on the price without surcharge gives " + child.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void Repeat(ChildBillLine line)
    {
        var charge = line.Charge;
        var original = Original(charge, out var inBill);
        if (original is null)
        {
            line.Record = _desk.Record(_patient, charge, new ChildPriceDecision(ChildStatus.Unknown, ChildReason.OriginalUnknown, _desk.Rules.Find(charge.NationalCode, charge.FeeTime)));
            Add("INS5214", charge, "init_feedetl_sn", "a refund repeats the decision of its original, and the original is not known");
            return;
        }

        line.Record = ChildPriceRecord.OfRefund(charge, original);
        if (charge.Quantity >= 0)
        {
            Add("INS5210", charge, "cnt", "names an original, and the quantity is not below zero");
        }

        if (original.NationalCode != charge.NationalCode)
        {
            Add("INS5210", charge, "med_list_codg", "the refund's item is not its original's");
        }

        if (original.HisPrice != charge.Price)
        {
            Add("INS5210", charge, "pric", "the refund's price is not its original's");
        }

        if (charge.HisFlag != ChildFlag.Blank && charge.HisFlag == ChildFlag.Child != (original.Decision.Status == ChildStatus.Child))
        {
            Add("INS5210", charge, "child-flag", "the HIS says otherwise of the refund than was decided of its original");
        }

        if (inBill is not null)
        {
            inBill.Refunded += charge.Quantity;
            if (inBill.Net < 0)
            {
                Add("INS5210", charge, "cnt", "more is refunded than was charged");
            }
        }
    }

    private ChildPriceRecord? Original(ChildCharge refund, out ChildBillLine? inBill)
    {
        inBill = null;
        if (string.IsNullOrWhiteSpace(refund.OriginalSerial))
        {
            return null;
        }

        if (_bySerial.TryGetValue(refund.OriginalSerial!, out var line) && !line.Charge.IsRefund)
        {
            inBill = line;
            return line.Record;
        }

        return _earlier?.Invoke(refund.OriginalSerial!);
    }

    private static bool Near(decimal a, decimal b) => Math.Abs(a - b) < Fen;

    private void Add(string number, ChildCharge charge, string field, string message, bool isWarning = false)
        => _findings.Add(new ValidationError(number, "charge[" + charge.Serial + "]." + field, field, "child-price", field + ": " + message, isWarning));
}

/// <summary>A charge on its way through the checks.</summary>
internal sealed class ChildBillLine
{
    internal ChildBillLine(ChildCharge charge) => Charge = charge;

    internal ChildCharge Charge { get; }

    internal ChildPriceRecord Record { get; set; } = null!;

    /// <summary>What refunds of the same bill take back; below zero.</summary>
    internal decimal Refunded { get; set; }

    /// <summary>What is left after refunds of the same bill.</summary>
    internal decimal Net => Charge.Quantity + Refunded;

    /// <summary>True where the price of the item already holds a surcharge that its add-on is for.</summary>
    internal bool HasSurchargeInPrice { get; set; }
}
