using System.Globalization;
using System.Text;

namespace Insurance.Sdk.Reconciliation;

/// <summary>The report as lines for a screen.</summary>
internal static class DayReportText
{
    internal static string Write(DayReport report)
    {
        var text = new StringBuilder();
        text.Append("对账 reconciliation ").Append(report.Day.ToString("yyyy-MM-dd")).Append("  ").Append(report.IsBalanced ? "平 balanced" : "不平 NOT balanced").Append('\n');
        foreach (var total in report.Totals)
        {
            text.Append("  ").Append(total.Scope).Append(" refd_setl_flag ").Append(total.RefundFlag).Append(": ").Append(total.Sent.Count).Append(" 笔, ").Append(Money(total.Sent.Total)).Append(", 基金 fund ").Append(Money(total.Sent.Fund))
                .Append(", 账户 account ").Append(Money(total.Sent.Account)).Append("  ").Append(total.Problem.Length > 0 ? total.Problem : total.IsBalanced ? "平 equal" : "不平 not equal (" + total.Result + ")").Append('\n');
        }

        foreach (var difference in report.Differences)
        {
            text.Append("! ").Append(ReconciliationWords.Of(difference.Kind)).Append("  ").Append(difference.Code).Append(difference.IsRefund ? " 退费 refund" : "").Append(" msgid ").Append(difference.MessageId).Append(" setl_id ").Append(difference.SettlementId)
                .Append("\n    ").Append(difference.Why).Append("\n    → ").Append(ReconciliationWords.Of(difference.Remedy)).Append('\n');
        }

        foreach (var gap in report.Gaps)
        {
            text.Append("! 记录不全 incomplete  ").Append(gap.Code).Append(" msgid ").Append(gap.MessageId).Append(": ").Append(gap.Missing).Append('\n');
        }

        foreach (var problem in report.Problems)
        {
            text.Append("! ").Append(problem).Append('\n');
        }

        foreach (var warning in report.Warnings)
        {
            text.Append(warning.IsUrgent ? "* 紧急 urgent  " : "* ").Append(ReconciliationWords.Of(warning.Kind)).Append("  ").Append(warning.Code).Append(' ').Append(warning.Scope?.ToString() ?? warning.MessageId).Append("  ")
                .Append(((long)warning.Age.TotalMinutes).ToString(CultureInfo.InvariantCulture)).Append(" min\n");
        }

        return text.ToString();
    }

    internal static string Money(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
