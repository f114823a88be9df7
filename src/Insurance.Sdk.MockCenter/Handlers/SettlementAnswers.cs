using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Money;
using Insurance.Sdk.MockCenter.Visits;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>setlinfo and setldetail of trials, settlements, refunds and queries.</summary>
internal static class SettlementAnswers
{
    internal static JsonNode OfTrial(CenterCall call, Bill bill)
    {
        var values = Values(call, bill.Visit, bill.Amounts, bill.ClearingType, bill.ClearingOffice, call.Row.Line());
        values["setltime"] = call.Time;
        values["medinssetlid"] = call.Envelope.MessageId;
        return OutputWriter.Compose(call.Transaction, ("setlinfo", [values]), ("setldetail", Details(bill.Visit, bill.Amounts)));
    }

    internal static JsonNode Of(CenterCall call, Settlement settlement)
        => OutputWriter.Compose(call.Transaction, ("setlinfo", [Values(call, settlement)]), ("setldetail", Details(settlement.Visit, settlement.Amounts)));

    /// <summary>Everything that an answer says of a settlement.</summary>
    internal static Dictionary<string, JsonNode?> Values(CenterCall call, Settlement settlement)
    {
        var values = Values(call, settlement.Visit, settlement.Amounts, settlement.ClearingType, settlement.ClearingOffice, settlement.Request);
        values["setlid"] = settlement.Id;
        values["setltime"] = values["opttime"] = settlement.Time;
        values["year"] = settlement.Time[..4];
        values["medinssetlid"] = settlement.MessageId;
        values["refdsetlflag"] = settlement.IsRefund || settlement.RefundedBy is not null ? "1" : "0";
        values["invono"] = WireJson.Text(settlement.Request["invono"]);
        return values;
    }

    /// <summary>The fund of an insurance; the last one is what the dictionary calls others.</summary>
    internal static (string Code, string Name) PoolOf(string insuranceType)
    {
        var code = insuranceType switch { "310" => "310100", "340" => "340100", "390" => "390100", "510" => "510100", _ => "999996" };
        return (code, NameOf(code));
    }

    internal static IEnumerable<Dictionary<string, JsonNode?>> Details(Visit visit, Amounts amounts)
    {
        yield return Detail(PoolOf(visit.InsuranceType).Code, amounts.Covered, amounts.Pool);
        if (amounts.CivilServant != 0)
        {
            yield return Detail("320100", amounts.Covered - amounts.Pool, amounts.CivilServant);
        }

        if (amounts.Account != 0)
        {
            yield return Detail("310200", amounts.Person, amounts.Account);
        }
    }

    private static Dictionary<string, JsonNode?> Detail(string fund, decimal covered, decimal paid) => new(StringComparer.Ordinal)
    {
        ["fundpaytype"] = fund,
        ["fundpaytypename"] = NameOf(fund),
        ["inscpscpamt"] = covered,
        ["crtpayblmtamt"] = paid,
        ["fundpayamt"] = paid,
    };

    private static string NameOf(string fund)
        => StandardSpec.Current.Dictionaries.TryGetValue("fund_pay_type", out var funds) && funds.Values.TryGetValue(fund, out var name) ? name : fund;

    private static Dictionary<string, JsonNode?> Values(CenterCall call, Visit visit, Amounts amounts, string clearingType, string clearingOffice, JsonObject request)
    {
        var person = call.Options.Persons.Find(visit.Person);
        var insurance = person?.Insurance(visit.InsuranceType, visit.Area);
        var values = person is null ? new Dictionary<string, JsonNode?>(StringComparer.Ordinal) : PersonHandlers.Values(person, call.Now);
        amounts.Write(values);
        values["mdtrtid"] = visit.Id;
        values["psnno"] = visit.Person;
        values["insutype"] = visit.InsuranceType;
        values["psntype"] = insurance?.PersonType;
        values["cvlservflag"] = insurance?.IsCivilServant == true ? "1" : "0";
        values["empname"] = insurance?.Employer;
        values["insuoptins"] = values["ideadmdvs"] = visit.Area;
        values["medtype"] = visit.MedType;
        values["mdtrtcerttype"] = WireJson.Text(request["mdtrt_cert_type"]);
        values["psnsetlway"] = WireJson.Text(request["psn_setlway"]);
        values["clrtype"] = clearingType;
        values["clrway"] = call.Options.Money.ClearingWay;
        values["clroptins"] = clearingOffice;
        values["payloc"] = "2";
        values["fixmedinscode"] = visit.Document.Institution;
        values["fixmedinsname"] = call.Envelope.Text("fixmedins_name");
        values["begndate"] = DayOf(visit.Fact("begntime"), visit.Document.BookedAt);
        values["enddate"] = DayOf(visit.Fact("endtime"), visit.Document.BookedAt);
        values["disecodg"] = values["diseno"] = visit.Fact("dise_codg");
        values["disename"] = visit.Fact("dise_name");
        return values;
    }

    private static string DayOf(string time, DateTimeOffset absent) => time.Length >= 10 ? time[..10] : absent.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
