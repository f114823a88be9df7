using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Reconciliation;

/// <summary>Compares a hospital's rows with the center's: psn_no, mdtrt_id, setl_id, msgid, stmt_rslt, refd_setl_flag, memo and the center's three amounts.</summary>
internal static class DetailComparison
{
    internal static List<string?[]> Compare(IReadOnlyList<DetailLine> sent, IReadOnlyList<Settlement> own, MockReconciliation rules)
    {
        // A refund's row may carry the refund's own setl_id or the one of what it takes back.
        var known = new Dictionary<(string Id, bool IsRefund), Settlement>();
        foreach (var settlement in own)
        {
            known[(settlement.Id, settlement.IsRefund)] = settlement;
            if (settlement.RefundOf is { } original)
            {
                known[(original.Id, true)] = settlement;
            }
        }

        var seen = new HashSet<Settlement>();
        var rows = new List<string?[]>(sent.Count);
        foreach (var line in sent)
        {
            if (!known.TryGetValue((line.Settlement, line.IsRefund), out var settlement) || !seen.Add(settlement))
            {
                rows.Add([line.Person, line.Visit, line.Settlement, null, "1", line.IsRefund ? "1" : "0", settlement is null ? "中心无此结算记录" : "重复的记录", null, null, null]);
            }
            else if (Difference(line, settlement) is { } difference)
            {
                rows.Add(Row(settlement, "1", difference, withIds: true));
            }
            else if (rules.AgreeingRows)
            {
                rows.Add(Row(settlement, "0", null, withIds: true));
            }
        }

        rows.AddRange(own.Where(s => !seen.Contains(s)).Select(s => Row(s, "1", "医药机构无此结算记录", rules.IdsOfCenterRows)));
        return rules.ShiftedColumns ? rows.ConvertAll(r => r[5] == "0" ? [.. r[..6], null, .. r[6..]] : r) : rows;
    }

    private static string? Difference(DetailLine line, Settlement settlement)
        => line.Person != settlement.Visit.Person || line.Visit != settlement.Visit.Id ? "人员编号或就诊ID不一致"
            : line.Total != settlement.Amounts.Total || line.Fund != settlement.Amounts.Fund || line.Account != settlement.Amounts.Account ? "金额不一致" : null;

    private static string?[] Row(Settlement settlement, string result, string? memo, bool withIds) =>
    [
        settlement.Visit.Person, withIds ? settlement.Visit.Id : null, withIds ? settlement.Id : null, settlement.MessageId, result, settlement.IsRefund ? "1" : "0", memo,
        Money(settlement.Amounts.Total), Money(settlement.Amounts.Fund), Money(settlement.Amounts.Account),
    ];

    private static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
