using System;
using System.Collections.Generic;
using System.IO;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Pediatrics;

/// <summary>A hospital's child-price rules and the region's way of sending them, as one JSON file; its shape: docs/guides/child-price.md.</summary>
/// <remarks>Read strictly: what is missing, unknown, doubled or of another kind is an error, and all errors come at once.</remarks>
public sealed class ChildPriceRulesFile
{
    private ChildPriceRulesFile(ChildPriceRules rules, ChildPriceTransmissions transmissions)
    {
        Rules = rules;
        Transmissions = transmissions;
    }

    /// <summary>The rules.</summary>
    public ChildPriceRules Rules { get; }

    /// <summary>The ways of sending; none where the file names none.</summary>
    public ChildPriceTransmissions Transmissions { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ChildPriceRulesException">The file breaks its shape; all errors are listed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ChildPriceRulesFile Load(string path) => Parse(File.ReadAllBytes(path));

    /// <summary>Reads the JSON text, UTF-8.</summary>
    /// <exception cref="ChildPriceRulesException">The text breaks its shape; all errors are listed.</exception>
    public static ChildPriceRulesFile Parse(ReadOnlyMemory<byte> json)
    {
        var errors = new List<string>();
        using var document = StrictJson.Parse(json, errors);
        if (document is null)
        {
            throw new ChildPriceRulesException(errors);
        }

        var file = new StrictJson(document.RootElement, "", errors);
        var boundary = file.Word<AgeBoundary>("boundary", isNeeded: false);
        var leapDay = file.Word<LeapDayBirthday>("leapDay", isNeeded: false) ?? LeapDayBirthday.FirstOfMarch;
        var listTypes = file.Texts("serviceListTypes");
        var rules = new List<ChildPriceRule>();
        foreach (var rule in file.Objects("rules", isNeeded: true))
        {
            if (Rule(rule, boundary, leapDay) is { } read)
            {
                rules.Add(read);
            }
        }

        var transmissions = new List<RegionalTransmission>();
        foreach (var transmission in file.Objects("transmissions", isNeeded: false))
        {
            if (Regional(transmission) is { } read)
            {
                transmissions.Add(read);
            }
        }

        file.Done();
        var made = (Rules: Made(() => new ChildPriceRules(rules, listTypes), errors), Transmissions: Made(() => new ChildPriceTransmissions(transmissions), errors));
        return errors.Count == 0 ? new ChildPriceRulesFile(made.Rules!, made.Transmissions!) : throw new ChildPriceRulesException(errors);
    }

    /// <summary>One rule; null where it has an error.</summary>
    internal static ChildPriceRule? Rule(StrictJson json, AgeBoundary? boundary, LeapDayBirthday leapDay)
    {
        var id = json.Text("id");
        var item = json.Text("item");
        var interval = Interval(json);
        var own = json.Word<AgeBoundary>("boundary", isNeeded: false) ?? boundary;
        if (own is null && json.IsSound)
        {
            json.Error("boundary", "must be given here or for the whole file: BeforeSixthBirthday or BeforeSeventhBirthday; both readings are on record, ask the bureau");
        }

        var leap = json.Word<LeapDayBirthday>("leapDay", isNeeded: false) ?? leapDay;
        var surcharge = Surcharge(json);
        var stack = json.Flag("stackWithSpecial", otherwise: false);
        var source = json.Text("source");
        json.Done();
        return json.IsSound
            ? new ChildPriceRule { Id = id!, Item = item!, Interval = interval, Boundary = own!.Value, LeapDay = leap, Surcharge = surcharge!, StackWithSpecial = stack, Source = source! }
            : null;
    }

    /// <summary>One way of sending, without its region; null where it has an error.</summary>
    internal static ChildPriceTransmission? Transmission(StrictJson json)
    {
        var way = json.Word<ChildPriceWay>("way", isNeeded: true);
        var made = way switch
        {
            ChildPriceWay.FlagField or ChildPriceWay.ExtensionJson => Flag(json, way.Value),
            ChildPriceWay.SeparateItem => ChildPriceTransmission.SeparateItem,
            ChildPriceWay.PriceIncluded => ChildPriceTransmission.PriceIncluded,
            ChildPriceWay.PriceNet => ChildPriceTransmission.PriceNet,
            _ => null,
        };
        if (way is not null)
        {
            json.Done();
        }

        return json.IsSound ? made : null;
    }

    private static RegionalTransmission? Regional(StrictJson json)
    {
        var region = json.Text("region");
        var interval = Interval(json);
        var source = json.Text("source");
        var transmission = Transmission(json);
        return json.IsSound ? new RegionalTransmission { Region = region!, Interval = interval, Transmission = transmission!, Source = source! } : null;
    }

    private static ChildPriceTransmission? Flag(StrictJson json, ChildPriceWay way)
    {
        var field = json.Text(way == ChildPriceWay.FlagField ? "path" : "field");
        var key = way == ChildPriceWay.FlagField ? "" : json.Text("key");
        var child = json.Text("child");
        var notChild = json.Text("notChild");
        var omit = json.Flag("omitWhenNotApplicable", otherwise: false);
        var notApplicable = json.Text("notApplicable", isNeeded: false);
        if (json.IsSound && !omit && notApplicable is null)
        {
            json.Error("notApplicable", "must be given, or omitWhenNotApplicable be true: what a line without a child's price carries is not public");
        }

        if (!json.IsSound)
        {
            return null;
        }

        try
        {
            return way == ChildPriceWay.FlagField
                ? ChildPriceTransmission.FlagField(field!, child!, notChild!, omit, notApplicable)
                : ChildPriceTransmission.ExtensionJson(field!, key!, child!, notChild!, omit, notApplicable);
        }
        catch (ConfigurationException e)
        {
            json.Error(e.Setting.Substring(e.Setting.LastIndexOf('.') + 1), e.Message.Substring(e.Setting.Length + 2));
            return null;
        }
    }

    private static EffectiveInterval Interval(StrictJson json)
    {
        var from = json.Day("from");
        var to = json.Day("to", isNeeded: false);
        if (from is { } first && to is { } last && last < first)
        {
            json.Error("to", "lies before from");
            return default;
        }

        return from is { } begin ? new EffectiveInterval(begin, to) : default;
    }

    private static ChildSurcharge? Surcharge(StrictJson json)
    {
        var kind = json.Word<ChildSurchargeKind>("kind", isNeeded: true);
        try
        {
            return kind switch
            {
                ChildSurchargeKind.Rate => json.Number("rate") is { } rate ? ChildSurcharge.Rate(rate) : null,
                ChildSurchargeKind.Amount => json.Number("amount") is { } amount ? ChildSurcharge.Amount(amount) : null,
                ChildSurchargeKind.FixedPrice => json.Number("price") is { } price ? ChildSurcharge.FixedPrice(price) : null,
                ChildSurchargeKind.AddOnItem => json.Text("addOn") is { } code ? ChildSurcharge.AddOnItem(code) : null,
                _ => Nothing(json),
            };
        }
        catch (ArgumentException)
        {
            json.Error(kind switch { ChildSurchargeKind.Rate => "rate", ChildSurchargeKind.Amount => "amount", _ => "price" },
                kind == ChildSurchargeKind.Rate ? "must be above 0 and at most 1: 20 % is 0.2" : "must be above 0");
            return null;
        }
    }

    /// <summary>Without a kind, nothing can be said about the members that belong to one.</summary>
    private static ChildSurcharge? Nothing(StrictJson json)
    {
        foreach (var member in new[] { "rate", "amount", "price", "addOn" })
        {
            json.Skip(member);
        }

        return null;
    }

    private static T? Made<T>(Func<T> make, List<string> errors)
        where T : class
    {
        try
        {
            return make();
        }
        catch (ChildPriceRulesException e)
        {
            errors.AddRange(e.Errors);
            return null;
        }
    }
}
