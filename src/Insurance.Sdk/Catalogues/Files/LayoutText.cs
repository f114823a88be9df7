using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Insurance.Sdk.Catalogues;

/// <summary>Reads a layout file: three head lines and one line for each column.</summary>
internal static class LayoutText
{
    private static readonly Dictionary<string, CatalogueRole> RoleNames = new(StringComparer.Ordinal)
    {
        ["code"] = CatalogueRole.Code, ["other"] = CatalogueRole.OtherCode, ["name"] = CatalogueRole.Name, ["alias"] = CatalogueRole.Alias,
        ["spec"] = CatalogueRole.Specification, ["approval"] = CatalogueRole.ApprovalNumber, ["barcode"] = CatalogueRole.Barcode,
        ["begin"] = CatalogueRole.Begin, ["end"] = CatalogueRole.End, ["effective"] = CatalogueRole.Effective, ["expiry"] = CatalogueRole.Expiry,
        ["valid"] = CatalogueRole.ValidFlag, ["record"] = CatalogueRole.Record, ["version"] = CatalogueRole.Version, ["updated"] = CatalogueRole.Updated,
    };

    internal static CatalogueLayout Read(string code)
    {
        var name = "Insurance.Sdk.Layouts." + code + ".txt";
        using var stream = typeof(LayoutText).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException("The data file " + name + " is missing from the assembly");
        using var reader = new StreamReader(stream);
        return Parse(code, reader.ReadToEnd());
    }

    internal static CatalogueLayout Parse(string code, string text)
    {
        var title = "";
        var confirmed = false;
        var counts = new List<int>();
        var roles = new int[RoleNames.Count];
        var parts = new List<int>();
        var columns = new List<CatalogueColumn>();
        foreach (var line in text.Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0))
        {
            var words = line.Split(' ');
            switch (words[0])
            {
                case "#":
                    title = title.Length == 0 && words.Length == 3 && words[1] == code ? words[2] : title;
                    break;
                case "confidence":
                    confirmed = words[1] == "confirmed";
                    break;
                case "counts":
                    counts.AddRange(words.Skip(1).Select(Number));
                    break;
                case "roles":
                    foreach (var role in words.Skip(1).Select(w => w.Split('=')))
                    {
                        if (role[0] == "part")
                        {
                            parts.AddRange(role[1].Split(',').Select(Number));
                        }
                        else
                        {
                            roles[(int)RoleNames[role[0]]] = Number(role[1]);
                        }
                    }

                    break;
                default:
                    columns.Add(Column(line.Split('|')));
                    break;
            }
        }

        return new CatalogueLayout(code, title, confirmed, counts, roles, parts, columns);
    }

    private static CatalogueColumn Column(string[] cells) => new(
        Number(cells[0]), cells[1], cells[2], cells[3] == "time",
        cells[4] switch { "seen" => ColumnCertainty.Seen, "label" => ColumnCertainty.SameLabel, _ => ColumnCertainty.Suggested });

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
