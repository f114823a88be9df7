using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Files;
using Insurance.Sdk.MockCenter.Reconciliation;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>3201 compares totals; 3202 compares the rows of a file that came with 9101 and offers the result to 9102.</summary>
internal sealed class StatementHandlers
{
    private readonly FileShelf _shelf;

    internal StatementHandlers(FileShelf shelf) => _shelf = shelf;

    internal static HandlerAnswer Totals(CenterCall call)
    {
        var row = call.Row;
        var rules = call.Options.Reconciliation;
        var own = StatementScope.Of(row, rules.TotalsFlag).In(call.Ledger.Visits.Settlements).ToList();
        decimal total = own.Sum(s => s.Amounts.Total), fund = own.Sum(s => s.Amounts.Fund), account = own.Sum(s => s.Amounts.Account);
        var isEqual = row.Number("medfee_sumamt") == total && row.Number("fund_pay_sumamt") == fund && row.Number("fixmedins_setl_cnt") == own.Count
            && (!rules.CompareAccount || row.Number("acct_pay") == account);
        return new HandlerAnswer(OutputWriter.One(
            call.Transaction,
            ("setl_optins", row.Text("setl_optins")),
            ("clr_optins", row.Text("setl_optins")),
            ("clr_way", call.Options.Money.ClearingWay),
            ("clr_type", row.Text("clr_type")),
            ("stmt_begndate", row.Text("stmt_begndate")),
            ("stmt_enddate", row.Text("stmt_enddate")),
            ("stmt_rslt", isEqual ? "0" : "1"),
            ("stmt_rslt_dscr", isEqual ? "平" : string.Format(CultureInfo.InvariantCulture, "不平，中心：{0}笔，医疗费总额{1:0.00}，基金支付{2:0.00}，个人账户{3:0.00}", own.Count, total, fund, account))));
    }

    internal HandlerAnswer Details(CenterCall call)
    {
        var row = call.Row;
        var file = _shelf.Find(row.Text("file_qury_no"));
        if (file is null || file.IsForAll || !file.IsFor(call.Ledger.Code))
        {
            return HandlerAnswer.Refused("file_qury_no 文件查询号：文件不存在");
        }

        if (DetailFile.Read(file.Bytes, out var lines) is { } wrong)
        {
            return HandlerAnswer.Refused("file_qury_no 文件查询号：对账文件 " + wrong);
        }

        var rules = call.Options.Reconciliation;
        var own = StatementScope.Of(row, rules.DetailsFlag).In(call.Ledger.Visits.Settlements).ToList();
        var rows = DetailComparison.Compare(lines, own, rules);
        var number = _shelf.Offer("re", call.Ledger.Code, "result.zip", rules.RefusalsBeforeReady, () => DetailFile.Write("result.txt", rows));
        return new HandlerAnswer(OutputWriter.Compose(call.Transaction, ("fileinfo", [new Dictionary<string, JsonNode?>(System.StringComparer.Ordinal)
        {
            ["filequryno"] = number,
            ["filename"] = "result.zip",
            ["dldendtime"] = ChinaTime.Seconds(call.Now.AddDays(1)),
            ["fixmedinscode"] = call.Ledger.Code,
        }])));
    }
}
