using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk.Reconciliation;

/// <summary>The report for programs. Settlements and messages are named, persons are not.</summary>
internal static class DayReportJson
{
    internal static string Write(DayReport report)
    {
        using var buffer = new PooledBytes(4 * 1024);
        using (var json = new Utf8JsonWriter(buffer, WireJson.Writer))
        {
            json.WriteStartObject();
            json.WriteString("day", report.Day.ToString("yyyy-MM-dd"));
            json.WriteString("madeAt", report.MadeAt.ToString());
            json.WriteBoolean("balanced", report.IsBalanced);
            json.WriteStartArray("totals");
            foreach (var total in report.Totals)
            {
                Total(json, total);
            }

            json.WriteEndArray();
            json.WriteStartArray("differences");
            foreach (var difference in report.Differences)
            {
                One(json, difference);
            }

            json.WriteEndArray();
            json.WriteStartArray("incomplete");
            foreach (var gap in report.Gaps)
            {
                json.WriteStartObject();
                json.WriteString("msgid", gap.MessageId);
                json.WriteString("code", gap.Code);
                json.WriteString("missing", gap.Missing);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("problems");
            foreach (var problem in report.Problems)
            {
                json.WriteStringValue(problem);
            }

            json.WriteEndArray();
            Warnings(json, report.Warnings);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Warnings(Utf8JsonWriter json, IReadOnlyList<DayWarning> warnings)
    {
        json.WriteStartArray("warnings");
        foreach (var warning in warnings)
        {
            json.WriteStartObject();
            json.WriteString("kind", ReconciliationWords.Camel(warning.Kind.ToString()));
            json.WriteBoolean("urgent", warning.IsUrgent);
            json.WriteString("msgid", warning.MessageId);
            json.WriteString("code", warning.Code);
            json.WriteString("scope", warning.Scope?.ToString() ?? "");
            json.WriteNumber("minutes", (long)warning.Age.TotalMinutes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Total(Utf8JsonWriter json, DayTotal total)
    {
        json.WriteStartObject();
        Scope(json, total.Scope);
        json.WriteString("refd_setl_flag", total.RefundFlag);
        json.WriteNumber("fixmedins_setl_cnt", total.Sent.Count);
        json.WriteNumber("medfee_sumamt", total.Sent.Total);
        json.WriteNumber("fund_pay_sumamt", total.Sent.Fund);
        json.WriteNumber("acct_pay", total.Sent.Account);
        json.WriteString("stmt_rslt", total.Result);
        json.WriteBoolean("balanced", total.IsBalanced);
        json.WriteString("problem", total.Problem);
        json.WriteEndObject();
    }

    private static void One(Utf8JsonWriter json, Difference difference)
    {
        json.WriteStartObject();
        json.WriteString("kind", ReconciliationWords.Camel(difference.Kind.ToString()));
        json.WriteString("why", difference.Why);
        json.WriteString("msgid", difference.MessageId);
        json.WriteString("code", difference.Code);
        json.WriteString("setl_id", difference.SettlementId);
        json.WriteString("mdtrt_id", difference.VisitId);
        Scope(json, difference.Scope);
        json.WriteBoolean("refund", difference.IsRefund);
        Amounts(json, "hospital", difference.Hospital?.TotalAmount, difference.Hospital?.FundAmount, difference.Hospital?.AccountAmount, difference.Hospital is not null);
        Amounts(json, "center", difference.Center?.TotalAmount, difference.Center?.FundAmount, difference.Center?.AccountAmount, difference.Center is not null);
        json.WriteString("centerRefund", difference.CenterRefund?.MessageId ?? "");
        json.WriteString("remedy", ReconciliationWords.Camel(difference.Remedy.ToString()));
        json.WriteStartArray("otherRemedies");
        foreach (var other in difference.OtherRemedies)
        {
            json.WriteStringValue(ReconciliationWords.Camel(other.ToString()));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Scope(Utf8JsonWriter json, TotalScope scope)
    {
        json.WriteString("setl_optins", scope.ClearingOffice);
        json.WriteString("clr_type", scope.ClearingType);
        json.WriteString("insutype", scope.InsuranceType);
    }

    private static void Amounts(Utf8JsonWriter json, string name, decimal? total, decimal? fund, decimal? account, bool isThere)
    {
        if (!isThere)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        foreach (var (code, amount) in new[] { ("medfee_sumamt", total), ("fund_pay_sumamt", fund), ("acct_pay", account) })
        {
            if (amount is { } value)
            {
                json.WriteNumber(code, value);
            }
            else
            {
                json.WriteNull(code);
            }
        }

        json.WriteEndObject();
    }
}
