using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Pediatrics;

/// <summary>Pairs the items of children with their add-on items: same day, quantity and doctor first, then as near as can be.</summary>
/// <remarks>Counts what is left after refunds of the same bill: an add-on whose item was refunded stands alone.</remarks>
internal sealed class ChildAddOnMatch
{
    private readonly Action<string, ChildCharge, string, string> _add;
    private readonly List<ChildBillLine> _lines;

    internal ChildAddOnMatch(List<ChildBillLine> lines, Action<string, ChildCharge, string, string> add) => (_lines, _add) = (lines, add);

    internal void Run()
    {
        var standing = _lines.Where(l => !l.Charge.IsRefund && l.Net > 0 && l.Record.Decision is { Status: ChildStatus.Child, Rule.Surcharge.Kind: ChildSurchargeKind.AddOnItem }).ToList();
        foreach (var group in standing.GroupBy(l => l.Record.Decision.Rule!.Surcharge.AddOnCode!, StringComparer.Ordinal))
        {
            Match(group.Where(l => !l.Record.Decision.IsAddOn).ToList(), group.Where(l => l.Record.Decision.IsAddOn).ToList());
        }
    }

    private void Match(List<ChildBillLine> items, List<ChildBillLine> addOns)
    {
        var matched = new List<ChildBillLine>();
        Exactly(items, addOns, matched);
        foreach (var addOn in addOns.ToList())
        {
            if (Nearest(items, addOn) is not { } item)
            {
                break;
            }

            Compare(item, addOn);
            matched.Add(item);
            items.Remove(item);
            addOns.Remove(addOn);
        }

        foreach (var item in items.Where(i => i.Record.Transmission.Way is not (ChildPriceWay.PriceIncluded or ChildPriceWay.PriceNet)))
        {
            _add("INS5203", item.Charge, "med_list_codg", "the patient is a child and the add-on " + item.Record.Decision.Rule!.Surcharge.AddOnCode + " is not charged");
        }

        foreach (var addOn in addOns)
        {
            var isSecond = matched.Exists(i => Day(i) == Day(addOn));
            _add(isSecond ? "INS5208" : "INS5204", addOn.Charge, "med_list_codg", isSecond ? "the add-on is charged twice for one item" : "the add-on is charged without its item");
        }

        foreach (var item in matched.Where(i => i.HasSurchargeInPrice))
        {
            _add("INS5208", item.Charge, "pric", "the price of the item holds a surcharge, and its add-on is charged as well");
        }
    }

    private static void Exactly(List<ChildBillLine> items, List<ChildBillLine> addOns, List<ChildBillLine> matched)
    {
        var waiting = new Dictionary<(DateTime, decimal, string), Queue<ChildBillLine>>();
        foreach (var addOn in addOns)
        {
            var key = (Day(addOn), addOn.Net, addOn.Charge.DoctorCode);
            if (!waiting.TryGetValue(key, out var queue))
            {
                waiting.Add(key, queue = new Queue<ChildBillLine>());
            }

            queue.Enqueue(addOn);
        }

        var taken = new HashSet<ChildBillLine>();
        foreach (var item in items)
        {
            if (waiting.TryGetValue((Day(item), item.Net, item.Charge.DoctorCode), out var queue) && queue.Count > 0)
            {
                taken.Add(queue.Dequeue());
                taken.Add(item);
                matched.Add(item);
            }
        }

        items.RemoveAll(taken.Contains);
        addOns.RemoveAll(taken.Contains);
    }

    private static ChildBillLine? Nearest(List<ChildBillLine> items, ChildBillLine addOn)
    {
        ChildBillLine? best = null;
        var most = -1;
        foreach (var item in items)
        {
            var alike = (Day(item) == Day(addOn) ? 4 : 0) + (item.Charge.DoctorCode == addOn.Charge.DoctorCode ? 2 : 0) + (item.Net == addOn.Net ? 1 : 0);
            if (alike > most)
            {
                (best, most) = (item, alike);
            }
        }

        return best;
    }

    private void Compare(ChildBillLine item, ChildBillLine addOn)
    {
        if (Day(item) != Day(addOn))
        {
            _add("INS5205", addOn.Charge, "fee_ocur_time", "the add-on is of another day than its item " + item.Charge.Serial);
        }

        if (item.Net != addOn.Net)
        {
            _add("INS5206", addOn.Charge, "cnt", "the add-on has another quantity than its item " + item.Charge.Serial);
        }

        if (item.Charge.DoctorCode != addOn.Charge.DoctorCode)
        {
            _add("INS5207", addOn.Charge, "bilg_dr_codg", "the add-on is of another doctor than its item " + item.Charge.Serial);
        }
    }

    private static DateTime Day(ChildBillLine line) => line.Charge.FeeTime.Value.Date;
}
