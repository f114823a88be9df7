using System;
using System.Linq;

namespace Insurance.Sdk.Pediatrics;

/// <summary>The ways in which a child's price reaches the center. Which one a region wants is not public for Guangdong.</summary>
public enum ChildPriceWay
{
    /// <summary>The surcharge is an item of its own on a line of its own.</summary>
    SeparateItem,

    /// <summary>The surcharge is in the price of the line.</summary>
    PriceIncluded,

    /// <summary>The surcharge is taken out of the price of the line: the patient pays it outside the claim.</summary>
    PriceNet,

    /// <summary>A field of the line says whether the price is a child's.</summary>
    FlagField,

    /// <summary>A key in a JSON text inside a field of the line says so.</summary>
    ExtensionJson,
}

/// <summary>How one region wants a child's price sent.</summary>
/// <remarks>A flag leaves the price as the HIS charged it.</remarks>
public sealed class ChildPriceTransmission
{
    private ChildPriceTransmission(ChildPriceWay way) => Way = way;

    /// <summary>Which way.</summary>
    public ChildPriceWay Way { get; }

    /// <summary>
    /// Field of the row that carries the flag: a text field such as <c>memo</c>, or one that only the hospital's corrections know; dots lead into an object,
    /// such as <c>ext.child</c>. Of <see cref="ChildPriceWay.ExtensionJson"/> the field that holds the JSON text. "" for the other ways.
    /// </summary>
    public string Field { get; private init; } = "";

    /// <summary>Key inside the JSON text; "" for the other ways.</summary>
    public string Key { get; private init; } = "";

    /// <summary>What a child's line carries.</summary>
    public string ChildValue { get; private init; } = "";

    /// <summary>What the line of a grown-up carries.</summary>
    public string NotChildValue { get; private init; } = "";

    /// <summary>What the line of an item without a child's price carries; null leaves the field out.</summary>
    public string? NotApplicableValue { get; private init; }

    /// <summary>Surcharge as an item of its own.</summary>
    public static ChildPriceTransmission SeparateItem { get; } = new(ChildPriceWay.SeparateItem);

    /// <summary>Surcharge in the price.</summary>
    public static ChildPriceTransmission PriceIncluded { get; } = new(ChildPriceWay.PriceIncluded);

    /// <summary>Surcharge outside the claim.</summary>
    public static ChildPriceTransmission PriceNet { get; } = new(ChildPriceWay.PriceNet);

    /// <summary>A flag in a field of the line.</summary>
    /// <param name="path">See <see cref="Field"/>.</param>
    /// <param name="childValue">Value for a child.</param>
    /// <param name="notChildValue">Value for a grown-up.</param>
    /// <param name="omitWhenNotApplicable">True leaves the field out where the item has no child's price; false writes <paramref name="notApplicableValue"/>.</param>
    /// <param name="notApplicableValue">Value for an item without a child's price; null is the grown-up's.</param>
    /// <exception cref="ConfigurationException">The path cannot carry a flag.</exception>
    public static ChildPriceTransmission FlagField(string path, string childValue, string notChildValue, bool omitWhenNotApplicable, string? notApplicableValue = null)
    {
        var names = (path ?? "").Split('.');
        foreach (var name in names)
        {
            CheckName("childPrice.flagField.path", name);
        }

        FeeRowField.RefuseField("childPrice.flagField.path", names[0], names.Length > 1);
        CheckValues("childPrice.flagField", childValue, notChildValue, omitWhenNotApplicable, notApplicableValue);
        return new(ChildPriceWay.FlagField)
        {
            Field = path!,
            ChildValue = childValue,
            NotChildValue = notChildValue,
            NotApplicableValue = omitWhenNotApplicable ? null : notApplicableValue ?? notChildValue,
        };
    }

    /// <summary>A key in a JSON text inside a field of the line, such as exp_content 字段扩展.</summary>
    /// <param name="field">Field that holds the JSON text; other keys in it stay.</param>
    /// <param name="key">The key.</param>
    /// <param name="childValue">Value for a child.</param>
    /// <param name="notChildValue">Value for a grown-up.</param>
    /// <param name="omitWhenNotApplicable">True leaves the key out where the item has no child's price.</param>
    /// <param name="notApplicableValue">Value for an item without a child's price; null is the grown-up's.</param>
    /// <exception cref="ConfigurationException">The field or the key cannot carry a flag.</exception>
    public static ChildPriceTransmission ExtensionJson(string field, string key, string childValue, string notChildValue, bool omitWhenNotApplicable, string? notApplicableValue = null)
    {
        CheckName("childPrice.extensionJson.field", field);
        CheckName("childPrice.extensionJson.key", key);
        FeeRowField.RefuseField("childPrice.extensionJson.field", field, isObject: false);
        CheckValues("childPrice.extensionJson", childValue, notChildValue, omitWhenNotApplicable, notApplicableValue);
        return new(ChildPriceWay.ExtensionJson)
        {
            Field = field,
            Key = key,
            ChildValue = childValue,
            NotChildValue = notChildValue,
            NotApplicableValue = omitWhenNotApplicable ? null : notApplicableValue ?? notChildValue,
        };
    }

    /// <summary>True where a field or a key says whether the price is a child's.</summary>
    public bool HasFlag => Way is ChildPriceWay.FlagField or ChildPriceWay.ExtensionJson;

    /// <summary>What goes on the wire for a decision; null where nothing does. An unknown birth date sends nothing.</summary>
    public string? WireValueOf(ChildStatus status) => !HasFlag ? null : status switch
    {
        ChildStatus.Child => ChildValue,
        ChildStatus.NotChild => NotChildValue,
        ChildStatus.NotApplicable => NotApplicableValue,
        _ => null,
    };

    /// <summary>Where it stands on the wire, such as <c>memo</c> or <c>exp_content:CHILD</c>; "" where there is no flag.</summary>
    public string Place => Way == ChildPriceWay.ExtensionJson ? Field + ":" + Key : Field;

    /// <inheritdoc />
    public override string ToString() => HasFlag ? Way + " " + Place : Way.ToString();

    private static void CheckName(string setting, string? name)
    {
        if (string.IsNullOrEmpty(name) || !name!.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_'))
        {
            throw new ConfigurationException(setting, "must be a field's name: letters, digits and _" + (setting.EndsWith("path", StringComparison.Ordinal) ? ", with dots between" : ""));
        }

        FeeRowField.RefuseMedicineFlag(setting, name!);
    }

    private static void CheckValues(string setting, string child, string notChild, bool omit, string? notApplicable)
    {
        if (string.IsNullOrWhiteSpace(child))
        {
            throw new ConfigurationException(setting + ".child", "must be given: ask the bureau");
        }

        if (string.IsNullOrWhiteSpace(notChild))
        {
            throw new ConfigurationException(setting + ".notChild", "must be given: ask the bureau");
        }

        if (child == notChild || child == notApplicable)
        {
            throw new ConfigurationException(setting + ".child", "must differ from the other values, or nobody can tell a child's line");
        }

        if (omit && notApplicable is not null)
        {
            throw new ConfigurationException(setting + ".notApplicable", "contradicts omitWhenNotApplicable: one says what to write, the other to write nothing");
        }
    }
}
