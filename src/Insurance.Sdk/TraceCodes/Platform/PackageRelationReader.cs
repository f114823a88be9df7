using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace Insurance.Sdk.TraceCodes;

/// <summary>Reads package relations in every form the platform is known to send: lists with and without the name of their type, one row as an object.</summary>
internal static class PackageRelationReader
{
    internal static List<PackageRelation> Read(JsonElement result)
    {
        var relations = new List<PackageRelation>();
        foreach (var row in List(result, "model_list", "code_relation_dto"))
        {
            relations.Add(new PackageRelation
            {
                Code = Text(row, "code"),
                ParentCode = Text(row, "parent_code"),
                IsSmallest = Text(row, "is_smallest").ToUpperInvariant() switch { "Y" or "TRUE" or "1" => true, "N" or "FALSE" or "0" => false, _ => null },
                PackLevel = Whole(row, "code_pack_level"),
                DisplayLevel = Text(row, "code_level"),
                Status = Text(row, "status"),
                ErrorText = Text(row, "error_code_content"),
                BoxAmount = decimal.TryParse(Text(row, "box_amount"), NumberStyles.Number, CultureInfo.InvariantCulture, out var boxes) ? boxes : null,
                Packages = List(row, "code_relation_list", "code_info").ConvertAll(Package),
                Lots = List(row, "produce_info_list", "produce_info_dto").ConvertAll(Lot),
                Drugs = Drugs(row),
                Json = row.GetRawText(),
            });
        }

        return relations;
    }

    /// <summary>Text of a member, whatever kind of value it is; "" where it is absent or null.</summary>
    internal static string Text(JsonElement row, string name)
    {
        if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(name, out var value))
        {
            return "";
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() ?? "",
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => "",
        };
    }

    private static PackageCode Package(JsonElement row) => new()
    {
        Code = Text(row, "code"),
        ParentCode = Text(row, "parent_code"),
        PackLevel = Whole(row, "code_pack_level"),
        DisplayLevel = Text(row, "code_level"),
        Status = Text(row, "status"),
    };

    private static PackageLot Lot(JsonElement row) => new()
    {
        Lot = First(row, "produce_batch_no", "batch_no"),
        Made = First(row, "produce_date_str", "produce_date"),
        Expires = Text(row, "expire_date"),
        PackageAmount = Text(row, "pkg_amount"),
    };

    private static List<PackageDrug> Drugs(JsonElement row)
    {
        foreach (var name in new[] { "base_infos_dto", "base_infos_d_t_o" })
        {
            if (row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var holder))
            {
                return List(holder, "base_info_list", "base_info_dto").ConvertAll(drug => new PackageDrug
                {
                    Name = Text(drug, "physic_name"),
                    PackageSpec = Text(drug, "pkg_spec"),
                    PreparationSpec = Text(drug, "prepn_spec"),
                    PreparationType = Text(drug, "prepn_type"),
                    PackageRatio = Text(drug, "pkg_ratio"),
                    ApprovalNumber = Text(drug, "approve_no"),
                    ProductCode = Text(drug, "product_code"),
                });
            }
        }

        return new List<PackageDrug>();
    }

    private static List<JsonElement> List(JsonElement row, string name, string wrapper)
    {
        var items = new List<JsonElement>();
        if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(name, out var list))
        {
            return items;
        }

        if (list.ValueKind == JsonValueKind.Object)
        {
            // Wrapped by the name of the type; an object without that name is the only row.
            list = list.TryGetProperty(wrapper, out var inner) ? inner : list;
        }

        if (list.ValueKind == JsonValueKind.Object)
        {
            items.Add(list);
        }
        else if (list.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Object)
                {
                    items.Add(item);
                }
            }
        }

        // An empty wrapper is no row.
        items.RemoveAll(i => !i.EnumerateObject().MoveNext());
        return items;
    }

    private static string First(JsonElement row, string name, string otherwise) => Text(row, name) is { Length: > 0 } text ? text : Text(row, otherwise);

    private static int? Whole(JsonElement row, string name)
        => int.TryParse(Text(row, name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
