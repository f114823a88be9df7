using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>
/// Stock per item and lot (manu_lotnum), worked out from the standing documents in order. A count sets the stock of its
/// lot, or of the whole item where it names no lot; documents without a lot (3502, 3504) stand under the lot "".
/// </summary>
internal sealed class StockView
{
    private static readonly HashSet<string> In = new(StringComparer.Ordinal) { "101", "103", "106", "108", "110" };
    private static readonly HashSet<string> Out = new(StringComparer.Ordinal) { "102", "104", "105", "107", "109", "111" };
    private readonly DocumentBook _documents;

    internal StockView(DocumentBook documents) => _documents = documents;

    /// <summary>+1 in, -1 out, 0 for a kind of change that is not in the list.</summary>
    internal static int Sign(string family, string changeType) => family switch
    {
        "purchase" or "sale-return" => 1,
        "sale" or "purchase-return" => -1,
        "stock-change" => In.Contains(changeType) ? 1 : Out.Contains(changeType) ? -1 : 0,
        _ => 0,
    };

    /// <summary>Stock by lot; documents in <paramref name="except"/> are passed over.</summary>
    internal Dictionary<string, decimal> OfItem(string item, IReadOnlySet<long>? except = null)
    {
        var lots = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var document in _documents.ByItem(item).Where(d => except?.Contains(d.Serial) != true))
        {
            var lot = document.Text("manu_lotnum");
            var quantity = document.Quantity ?? 0;
            if (document.Family == "count")
            {
                if (lot.Length == 0)
                {
                    lots.Clear();
                }

                lots[lot] = quantity;
            }
            else
            {
                lots[lot] = lots.GetValueOrDefault(lot) + (Sign(document.Family, document.Text("inv_chg_type")) * quantity);
            }
        }

        return lots;
    }

    /// <summary>Whether so much can go out: the item has it, and the lot with what stands under no lot has it.</summary>
    internal bool Has(string item, string lot, decimal quantity, IReadOnlySet<long> except)
    {
        var lots = OfItem(item, except);
        return lots.Values.Sum() >= quantity
            && (lot.Length == 0 || lots.GetValueOrDefault(lot) + Math.Max(0, lots.GetValueOrDefault("")) >= quantity);
    }
}
