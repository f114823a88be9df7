using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.MockCenter.Ledger;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>2407, 5301, 5302, 5304, 90101, 90103: standing filings are read back, most of them without the key that a cancel needs.</summary>
internal static class FilingQueryHandlers
{
    internal static HandlerAnswer Chronic(CenterCall call) => List(call, "feedetail", ["2503"], _ => true);

    internal static HandlerAnswer Designated(CenterCall call)
        => List(call, "psnfixmedin", ["2505"], f => f.Text("biz_appy_type") == call.Row.Text("biz_appy_type"));

    internal static HandlerAnswer Referrals(CenterCall call) => List(call, "refmedin", ["2501", "2501A"], f => IsWithin(f.Text("refl_date"), call.Row));

    internal static Func<CenterCall, HandlerAnswer> Registered(string filedBy) => call => List(call, "result", [filedBy], _ => true, withKey: true);

    internal static HandlerAnswer Attributes(CenterCall call)
    {
        var query = call.Row;
        var (page, size) = ((int)(query.Number("page_num") ?? 1), (int)(query.Number("page_size") ?? 1));
        if (page < 1 || size < 1)
        {
            return HandlerAnswer.Refused("page_num、page_size：从1开始");
        }

        string[] paging = ["page_num", "page_size", "fixmedins_code", "fixmedins_name"];
        var rows = call.Ledger.Filings.Standing("2406").Select(f => Values(call, f, "ipt_psn_sp_flag_detl_id"))
            .Where(v => query.Node.Fields.Where(f => !query.IsEmpty(f.Code) && !paging.Contains(f.Code)).All(f => (WireJson.Text(v.GetValueOrDefault(NormalCode.Of(f.Code))) ?? "") == query.Text(f.Code)));
        return new HandlerAnswer(OutputWriter.Compose(call.Transaction, ("IptPsnSpFlagReg", rows.Skip((page - 1) * size).Take(size))));
    }

    /// <summary>Days of a query; the last one counts to its end. The forms sort as time does.</summary>
    internal static bool IsWithin(string day, CheckedRow query) => (query.IsEmpty("begntime") || string.CompareOrdinal(day, 0, query.Text("begntime"), 0, 10) >= 0)
        && (query.IsEmpty("endtime") || string.CompareOrdinal(day, 0, query.Text("endtime"), 0, 10) <= 0);

    private static HandlerAnswer List(CenterCall call, string node, string[] filedBy, Func<Filing, bool> fits, bool withKey = false)
    {
        var person = call.Row.Text("psn_no");
        var rows = call.Ledger.Filings.Standing(filedBy).Where(f => (person.Length == 0 || f.Person == person) && fits(f));
        return new HandlerAnswer(OutputWriter.Compose(call.Transaction, (node, rows.Select(f => Values(call, f, withKey ? "trt_dcla_detl_sn" : null)))));
    }

    private static Dictionary<string, JsonNode?> Values(CenterCall call, Filing filing, string? key)
    {
        var person = call.Options.Persons.Find(filing.Person);
        var values = person is null ? new Dictionary<string, JsonNode?>(StringComparer.Ordinal) : PersonHandlers.Values(person, call.Now);
        values["fixmedinscode"] = filing.Document.Institution;
        values["fixmedinsname"] = call.Envelope.Text("fixmedins_name");
        values["insutype"] = person?.Insurances.Select(i => i.Type).FirstOrDefault();
        values["dclasouc"] = "01";
        values["hospagrereflflag"] = "1";
        foreach (var (code, value) in filing.Fields)
        {
            values[NormalCode.Of(code)] = value;
        }

        values["valiflag"] = "1";
        values["dcladate"] = values["opttime"] = ChinaTime.Seconds(filing.Document.BookedAt);
        values.TryAdd("begndate", filing.Text("refl_date") is { Length: > 0 } day ? day : ChinaTime.Seconds(filing.Document.BookedAt)[..10]);
        if (key is not null)
        {
            values[NormalCode.Of(key)] = filing.Id;
        }

        return values;
    }
}
