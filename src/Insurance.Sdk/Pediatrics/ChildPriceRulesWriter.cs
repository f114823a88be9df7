using System.Text.Json;

namespace Insurance.Sdk.Pediatrics;

/// <summary>Writes a rule and a way of sending as the rules file has them.</summary>
internal static class ChildPriceRulesWriter
{
    internal static void Write(Utf8JsonWriter writer, string member, ChildPriceRule rule)
    {
        writer.WriteStartObject(member);
        writer.WriteString("id", rule.Id);
        writer.WriteString("item", rule.Item);
        writer.WriteString("from", rule.Interval.From.ToString("yyyy-MM-dd"));
        if (rule.Interval.LastDay is { } last)
        {
            writer.WriteString("to", last.ToString("yyyy-MM-dd"));
        }

        writer.WriteString("boundary", rule.Boundary.ToString());
        writer.WriteString("leapDay", rule.LeapDay.ToString());
        Write(writer, rule.Surcharge);
        writer.WriteBoolean("stackWithSpecial", rule.StackWithSpecial);
        writer.WriteString("source", rule.Source);
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, string member, ChildPriceTransmission transmission)
    {
        writer.WriteStartObject(member);
        writer.WriteString("way", Small(transmission.Way.ToString()));
        if (transmission.HasFlag)
        {
            var isJson = transmission.Way == ChildPriceWay.ExtensionJson;
            writer.WriteString(isJson ? "field" : "path", transmission.Field);
            if (isJson)
            {
                writer.WriteString("key", transmission.Key);
            }

            writer.WriteString("child", transmission.ChildValue);
            writer.WriteString("notChild", transmission.NotChildValue);
            writer.WriteBoolean("omitWhenNotApplicable", transmission.NotApplicableValue is null);
            if (transmission.NotApplicableValue is { } value)
            {
                writer.WriteString("notApplicable", value);
            }
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ChildSurcharge surcharge)
    {
        writer.WriteString("kind", Small(surcharge.Kind.ToString()));
        switch (surcharge.Kind)
        {
            case ChildSurchargeKind.Rate: writer.WriteNumber("rate", surcharge.Value); break;
            case ChildSurchargeKind.Amount: writer.WriteNumber("amount", surcharge.Value); break;
            case ChildSurchargeKind.FixedPrice: writer.WriteNumber("price", surcharge.Value); break;
            default: writer.WriteString("addOn", surcharge.AddOnCode); break;
        }
    }

    private static string Small(string word) => char.ToLowerInvariant(word[0]) + word.Substring(1);
}
