using System;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Insurance.Sdk.Pediatrics;

/// <summary>Puts a flag into a row of 2204 or 2301: a text field that has no meaning of its own, or a field that only corrections know.</summary>
internal static class FeeRowField
{
    private static readonly string[] Carriers = { "memo", "comb_no", "exp_content", "unchk_flag", "unchk_memo" };
    private static readonly Lazy<NodePlan> Outpatient = new(() => NodeOf(Operations.UploadOutpatientFees));
    private static readonly Lazy<NodePlan> Inpatient = new(() => NodeOf(Operations.UploadInpatientFees));

    /// <summary>chld_medc_flag 儿童用药标志 is an attribute of a medicine that the center computes; sent as a price flag it is a false statement.</summary>
    internal static void RefuseMedicineFlag(string setting, string name)
    {
        if (FieldName.Same(name, "chld_medc_flag") || FieldName.Same(name, "chld_medc"))
        {
            throw new ConfigurationException(setting, "must not be " + name + ": 儿童用药标志 says that a medicine is for children, the center sets it, and it is no price flag");
        }
    }

    /// <summary>Refuses fields that say something else.</summary>
    internal static void RefuseField(string setting, string name, bool isObject)
    {
        if (IsKnown(name) && (isObject || !IsCarrier(name)))
        {
            throw new ConfigurationException(setting, isObject
                ? name + " is a text of 2204 and 2301, no object; use the way extensionJson for JSON inside a text"
                : name + " has a meaning of its own in 2204 and 2301; a flag goes into " + string.Join(", ", Carriers) + " or a field of the corrections file");
        }
    }

    /// <summary>Writes the flag; null takes nothing out and writes nothing.</summary>
    /// <exception cref="ValidationException">The row already says something else in that place.</exception>
    internal static void Write(StandardRecord row, string serial, ChildPriceTransmission transmission, string? value)
    {
        if (value is null)
        {
            return;
        }

        var names = transmission.Field.Split('.');
        if (transmission.Way == ChildPriceWay.ExtensionJson)
        {
            var text = GetText(row, transmission.Field);
            SetText(row, transmission.Field, With(text, new[] { transmission.Key }, 0, value, serial, transmission));
        }
        else if (names.Length > 1)
        {
            row.Extra.SetJson(names[0], With(row.Extra.GetJson(names[0]), names, 1, value, serial, transmission));
        }
        else
        {
            Same(GetText(row, names[0]), value, serial, transmission);
            SetText(row, names[0], value);
        }
    }

    /// <summary>The flag that stands in the row; null where there is none, or it cannot be read.</summary>
    internal static string? Read(StandardRecord row, ChildPriceTransmission transmission)
    {
        var names = transmission.Field.Split('.');
        if (transmission.Way == ChildPriceWay.FlagField && names.Length == 1)
        {
            return GetText(row, names[0]) is { Length: > 0 } text ? text : null;
        }

        var path = transmission.Way == ChildPriceWay.ExtensionJson ? new[] { "", transmission.Key } : names;
        try
        {
            var json = transmission.Way == ChildPriceWay.ExtensionJson ? GetText(row, transmission.Field) : row.Extra.GetJson(names[0]);
            var node = string.IsNullOrWhiteSpace(json) ? null : JsonNode.Parse(json!);
            for (var i = 1; i < path.Length && node is not null; i++)
            {
                node = (node as JsonObject)?[path[i]];
            }

            return (node as JsonValue)?.ToString();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>True where the row of a service item carries the medicine's flag.</summary>
    internal static bool HasMedicineFlag(StandardRecord row)
        => row is UploadOutpatientFeesFeedetail { ChldMedcFlag.Length: > 0 } || !string.IsNullOrEmpty(row.ExtraOrNull?.GetText("chld_medc_flag"));

    private static string With(string? json, string[] path, int from, string value, string serial, ChildPriceTransmission transmission)
    {
        JsonObject root;
        try
        {
            root = string.IsNullOrWhiteSpace(json) ? new JsonObject() : JsonNode.Parse(json!) as JsonObject ?? throw Occupied(serial, transmission, "holds no JSON object");
        }
        catch (JsonException)
        {
            throw Occupied(serial, transmission, "holds a text that is no JSON");
        }

        var place = root;
        for (var i = from; i < path.Length - 1; i++)
        {
            if (place[path[i]] is not JsonObject inner)
            {
                if (place[path[i]] is not null)
                {
                    throw Occupied(serial, transmission, "holds something else in its way");
                }

                place[path[i]] = inner = new JsonObject();
            }

            place = inner;
        }

        var key = path[path.Length - 1];
        Same((place[key] as JsonValue)?.ToString(), value, serial, transmission);
        place[key] = value;
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.Writer))
        {
            root.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Same(string? there, string value, string serial, ChildPriceTransmission transmission)
    {
        if (!string.IsNullOrEmpty(there) && there != value)
        {
            throw Occupied(serial, transmission, "already holds another value");
        }
    }

    private static ValidationException Occupied(string serial, ChildPriceTransmission transmission, string problem)
        => new(new[] { new ValidationError("INS5218", "charge[" + serial + "]." + transmission.Place, transmission.Field, "child-price", transmission.Place + ": " + problem + ", so the child flag cannot be written") });

    private static string? GetText(StandardRecord row, string name) => (row, FieldName.Normal(name)) switch
    {
        (UploadOutpatientFeesFeedetail r, "memo") => r.Memo,
        (UploadOutpatientFeesFeedetail r, "combno") => r.CombNo,
        (UploadOutpatientFeesFeedetail r, "expcontent") => r.ExpContent,
        (UploadOutpatientFeesFeedetail r, "unchkflag") => r.UnchkFlag,
        (UploadOutpatientFeesFeedetail r, "unchkmemo") => r.UnchkMemo,
        (UploadInpatientFeesFeedetail r, "memo") => r.Memo,
        (UploadInpatientFeesFeedetail r, "combno") => r.CombNo,
        (UploadInpatientFeesFeedetail r, "expcontent") => r.ExpContent,
        (UploadInpatientFeesFeedetail r, "unchkflag") => r.UnchkFlag,
        (UploadInpatientFeesFeedetail r, "unchkmemo") => r.UnchkMemo,
        _ => row.ExtraOrNull?.GetText(name),
    };

    private static void SetText(StandardRecord row, string name, string value)
    {
        switch (row, FieldName.Normal(name))
        {
            case (UploadOutpatientFeesFeedetail r, "memo"): r.Memo = value; break;
            case (UploadOutpatientFeesFeedetail r, "combno"): r.CombNo = value; break;
            case (UploadOutpatientFeesFeedetail r, "expcontent"): r.ExpContent = value; break;
            case (UploadOutpatientFeesFeedetail r, "unchkflag"): r.UnchkFlag = value; break;
            case (UploadOutpatientFeesFeedetail r, "unchkmemo"): r.UnchkMemo = value; break;
            case (UploadInpatientFeesFeedetail r, "memo"): r.Memo = value; break;
            case (UploadInpatientFeesFeedetail r, "combno"): r.CombNo = value; break;
            case (UploadInpatientFeesFeedetail r, "expcontent"): r.ExpContent = value; break;
            case (UploadInpatientFeesFeedetail r, "unchkflag"): r.UnchkFlag = value; break;
            case (UploadInpatientFeesFeedetail r, "unchkmemo"): r.UnchkMemo = value; break;
            default: row.Extra.Set(name, value); break;
        }
    }

    private static bool IsCarrier(string name) => Array.Exists(Carriers, c => FieldName.Same(c, name));

    private static bool IsKnown(string name) => Outpatient.Value.IndexOf(name) >= 0 || Inpatient.Value.IndexOf(name) >= 0;

    private static NodePlan NodeOf(Operation operation) => TableParser.Parse(operation.Table).Input.Find(n => n.Id == "feedetail")!;
}
