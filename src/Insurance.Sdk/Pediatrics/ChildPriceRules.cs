using System;
using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Pediatrics;

/// <summary>The items that have a child's price, by day. Immutable and safe for any number of threads.</summary>
public sealed class ChildPriceRules
{
    private readonly Dictionary<string, ChildPriceRule[]> _byItem = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ChildPriceRule[]> _byAddOn = new(StringComparer.Ordinal);
    private readonly string[] _listTypes;

    /// <summary>Takes rules.</summary>
    /// <param name="rules">Rules in any order.</param>
    /// <param name="serviceListTypes">list_type of service items; 201 unless told otherwise. Items of any other type never have a child's price.</param>
    /// <exception cref="ChildPriceRulesException">Two rules of one item overlap, or an id comes twice; all errors are listed.</exception>
    public ChildPriceRules(IEnumerable<ChildPriceRule> rules, IEnumerable<string>? serviceListTypes = null)
    {
        _listTypes = serviceListTypes?.ToArray() ?? new[] { ListType.ServiceItem };
        All = (rules ?? throw new ArgumentNullException(nameof(rules))).ToList();
        var errors = Contradictions(All);
        if (errors.Count > 0)
        {
            throw new ChildPriceRulesException(errors);
        }

        foreach (var item in All.GroupBy(r => r.Item, StringComparer.Ordinal))
        {
            _byItem.Add(item.Key, item.OrderBy(r => r.Interval.FirstDay).ToArray());
        }

        foreach (var addOn in All.Where(r => r.Surcharge.AddOnCode is not null).GroupBy(r => r.Surcharge.AddOnCode!, StringComparer.Ordinal))
        {
            _byAddOn.Add(addOn.Key, addOn.ToArray());
        }
    }

    /// <summary>All rules as given.</summary>
    public IReadOnlyList<ChildPriceRule> All { get; }

    /// <summary>The rule of an item on the day of a fee; null where it has no child's price.</summary>
    public ChildPriceRule? Find(string nationalCode, ChinaTime feeTime) => nationalCode is null ? throw new ArgumentNullException(nameof(nationalCode))
        : _byItem.TryGetValue(nationalCode, out var rules) ? On(rules, feeTime) : null;

    /// <summary>A rule whose add-on item this is on the day of a fee; null where it is none.</summary>
    public ChildPriceRule? FindByAddOn(string nationalCode, ChinaTime feeTime) => nationalCode is null ? throw new ArgumentNullException(nameof(nationalCode))
        : _byAddOn.TryGetValue(nationalCode, out var rules) ? On(rules, feeTime) : null;

    /// <summary>Decides for one fee.</summary>
    /// <param name="nationalCode">med_list_codg at the time of the fee.</param>
    /// <param name="listType">list_type of the item: drugs and consumables have no child's price.</param>
    /// <param name="patient">Whose fee it is.</param>
    /// <param name="feeTime">fee_ocur_time, China time: the day that counts.</param>
    /// <param name="hasSpecialSurcharge">True where the price holds a special-clinic surcharge.</param>
    /// <exception cref="ArgumentException">The birth date lies after the fee. The text does not hold the date.</exception>
    public ChildPriceDecision Decide(string nationalCode, string listType, ChildPatient patient, ChinaTime feeTime, bool hasSpecialSurcharge = false)
    {
        if ((patient ?? throw new ArgumentNullException(nameof(patient))).BirthDate is { } birth)
        {
            ChildAge.RefuseFuture(birth, feeTime);
        }

        var rule = Find(nationalCode, feeTime);
        if (rule is null)
        {
            return FindByAddOn(nationalCode, feeTime) is { } owner ? ByAge(owner, patient, feeTime, isAddOn: true) : default;
        }

        if (Array.IndexOf(_listTypes, listType) < 0)
        {
            return new ChildPriceDecision(ChildStatus.NotApplicable, ChildReason.NotAServiceItem, rule);
        }

        return hasSpecialSurcharge && !rule.StackWithSpecial
            ? new ChildPriceDecision(ChildStatus.NotApplicable, ChildReason.SpecialSurchargeFirst, rule)
            : ByAge(rule, patient, feeTime, isAddOn: false);
    }

    private static ChildPriceDecision ByAge(ChildPriceRule rule, ChildPatient patient, ChinaTime feeTime, bool isAddOn)
    {
        if (patient.IsNewbornUnderMother)
        {
            return new ChildPriceDecision(ChildStatus.NotChild, ChildReason.NewbornUnderMother, rule, isAddOn);
        }

        if (patient.BirthDate is not { } birth)
        {
            return new ChildPriceDecision(ChildStatus.Unknown, ChildReason.BirthDateUnknown, rule, isAddOn);
        }

        return ChildAge.IsChild(birth, feeTime, rule.Boundary, rule.LeapDay)
            ? new ChildPriceDecision(ChildStatus.Child, ChildReason.BelowBoundary, rule, isAddOn)
            : new ChildPriceDecision(ChildStatus.NotChild, ChildReason.BoundaryReached, rule, isAddOn);
    }

    private static ChildPriceRule? On(ChildPriceRule[] rules, ChinaTime feeTime)
    {
        foreach (var rule in rules)
        {
            if (rule.Interval.Contains(feeTime))
            {
                return rule;
            }
        }

        return null;
    }

    private static List<string> Contradictions(IReadOnlyList<ChildPriceRule> rules)
    {
        var errors = new List<string>();
        foreach (var twice in rules.GroupBy(r => r.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            errors.Add("rules: the id " + twice.Key + " comes " + twice.Count().ToString(System.Globalization.CultureInfo.InvariantCulture) + " times");
        }

        foreach (var item in rules.GroupBy(r => r.Item, StringComparer.Ordinal))
        {
            var ordered = item.OrderBy(r => r.Interval.FirstDay).ToList();
            for (var i = 1; i < ordered.Count; i++)
            {
                if (ordered[i - 1].Interval.Overlaps(ordered[i].Interval))
                {
                    errors.Add("rules: two rules of one item overlap: " + ordered[i - 1] + "; and " + ordered[i]);
                }
            }
        }

        foreach (var rule in rules)
        {
            if (rule.Surcharge.AddOnCode == rule.Item)
            {
                errors.Add("rules: " + rule.Id + " has its own item as its add-on item");
            }
        }

        return errors;
    }
}
