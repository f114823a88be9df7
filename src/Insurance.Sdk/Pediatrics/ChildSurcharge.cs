using System;
using System.Globalization;

namespace Insurance.Sdk.Pediatrics;

/// <summary>What a child's price adds to an item's price.</summary>
public enum ChildSurchargeKind
{
    /// <summary>A share of the item's price.</summary>
    Rate,

    /// <summary>An amount on top of the item's price.</summary>
    Amount,

    /// <summary>A price of its own instead of the item's price.</summary>
    FixedPrice,

    /// <summary>An item of its own with its own code (儿童加收), billed beside the item.</summary>
    AddOnItem,
}

/// <summary>How much more a child's item costs, or which item says so.</summary>
public sealed class ChildSurcharge
{
    private ChildSurcharge(ChildSurchargeKind kind, decimal value, string? addOn)
    {
        Kind = kind;
        Value = value;
        AddOnCode = addOn;
    }

    /// <summary>Which of the four.</summary>
    public ChildSurchargeKind Kind { get; }

    /// <summary>The rate (0.2 is 20 %), the amount, or the price; 0 for an add-on item.</summary>
    public decimal Value { get; }

    /// <summary>med_list_codg of the add-on item; null for the others.</summary>
    public string? AddOnCode { get; }

    /// <summary>A share of the item's price, 0.2 for 20 %.</summary>
    /// <exception cref="ArgumentException">Not above 0, or above 1: 20 % is 0.2.</exception>
    public static ChildSurcharge Rate(decimal rate)
        => rate is > 0 and <= 1 ? new(ChildSurchargeKind.Rate, rate, null) : throw new ArgumentException("A rate is above 0 and at most 1: 20 % is 0.2.", nameof(rate));

    /// <summary>An amount on top of the price of one unit.</summary>
    /// <exception cref="ArgumentException">Not above 0.</exception>
    public static ChildSurcharge Amount(decimal amount)
        => amount > 0 ? new(ChildSurchargeKind.Amount, amount, null) : throw new ArgumentException("An amount is above 0.", nameof(amount));

    /// <summary>The price of one unit for a child.</summary>
    /// <exception cref="ArgumentException">Not above 0.</exception>
    public static ChildSurcharge FixedPrice(decimal price)
        => price > 0 ? new(ChildSurchargeKind.FixedPrice, price, null) : throw new ArgumentException("A price is above 0.", nameof(price));

    /// <summary>An item of its own.</summary>
    /// <exception cref="ArgumentException">The code is empty.</exception>
    public static ChildSurcharge AddOnItem(string nationalCode)
        => string.IsNullOrWhiteSpace(nationalCode) ? throw new ArgumentException("An add-on item needs its code.", nameof(nationalCode)) : new(ChildSurchargeKind.AddOnItem, 0, nationalCode);

    /// <summary>What one unit costs a child.</summary>
    /// <param name="basePrice">Price of the item without the surcharge.</param>
    /// <param name="decimals">Decimals of the result; halves go up.</param>
    /// <returns>The child's price; the base price itself where an add-on item carries the surcharge.</returns>
    public decimal PriceOf(decimal basePrice, int decimals = 2) => Kind switch
    {
        ChildSurchargeKind.Rate => Math.Round(basePrice * (1 + Value), decimals, MidpointRounding.AwayFromZero),
        ChildSurchargeKind.Amount => basePrice + Value,
        ChildSurchargeKind.FixedPrice => Value,
        _ => basePrice,
    };

    /// <summary>rate 0.2, amount 5, price 30, add-on 0131….</summary>
    public override string ToString() => Kind switch
    {
        ChildSurchargeKind.Rate => "rate " + Value.ToString(CultureInfo.InvariantCulture),
        ChildSurchargeKind.Amount => "amount " + Value.ToString(CultureInfo.InvariantCulture),
        ChildSurchargeKind.FixedPrice => "price " + Value.ToString(CultureInfo.InvariantCulture),
        _ => "add-on " + AddOnCode,
    };
}
