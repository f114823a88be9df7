using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Ledger;
using Insurance.Sdk.MockCenter.Persons;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>1101: who somebody is, by any certificate; 2001: whether the benefits of an insurance are open.</summary>
internal static class PersonHandlers
{
    internal static HandlerAnswer Identify(CenterCall call)
    {
        var row = call.Row;
        var person = row.IsEmpty("mdtrt_cert_no") && !row.IsEmpty("certno")
            ? call.Options.Persons.FindByCertificate("02", row.Text("certno"), call.Now)
            : call.Options.Persons.FindByCertificate(row.Text("mdtrt_cert_type"), row.Text("mdtrt_cert_no"), call.Now);
        if (person is null)
        {
            return HandlerAnswer.Refused("mdtrt_cert_no 就诊凭证编号：查询不到参保人员");
        }

        if (Contradiction(row, person) is { } contradiction)
        {
            return HandlerAnswer.Refused(contradiction);
        }

        return new HandlerAnswer(OutputWriter.Compose(
            call.Transaction,
            ("baseinfo", [Values(person, call.Now)]),
            ("insuinfo", person.Insurances.Select(i => Values(call, person, i))),
            ("idetinfo", person.Identities.Select(i => new Dictionary<string, JsonNode?>(StringComparer.Ordinal) { ["psnidettype"] = i, ["begntime"] = person.BirthDate + " 00:00:00" }))));
    }

    internal static HandlerAnswer CheckBenefits(CenterCall call)
    {
        var row = call.Row;
        if (call.Options.Persons.Find(row.Text("psn_no")) is not { } person)
        {
            return HandlerAnswer.Refused("psn_no 人员编号：查询不到参保人员");
        }

        if (person.Insurances.FirstOrDefault(i => i.Type == row.Text("insutype")) is not { } insurance)
        {
            return HandlerAnswer.Refused("insutype 险种类型：没有此险种的参保信息");
        }

        return new HandlerAnswer(OutputWriter.Compose(call.Transaction, ("trtinfo", [new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["psnno"] = person.Number,
            ["trtchktype"] = "01",
            ["fundpaytype"] = SettlementAnswers.PoolOf(insurance.Type).Code,
            ["trtenjymntflag"] = insurance.State == "1" ? "1" : "0",
            ["begndate"] = insurance.Since,
            ["trtchkrslt"] = insurance.State == "1" ? "" : "参保状态不正常",
        }])));
    }

    /// <summary>baseinfo, and the same fields in every answer that names the person.</summary>
    internal static Dictionary<string, JsonNode?> Values(MockPerson person, DateTimeOffset now) => new(StringComparer.Ordinal)
    {
        ["psnno"] = person.Number,
        ["psncerttype"] = person.CertificateType,
        ["certno"] = person.CertificateNumber,
        ["psnname"] = person.Name,
        ["gend"] = person.Gender,
        ["naty"] = person.Ethnicity,
        ["brdy"] = person.BirthDate,
        ["age"] = person.Age(now),
    };

    /// <summary>What a message says of a person against what the center knows; null where they agree.</summary>
    internal static string? Contradiction(Checking.CheckedRow row, MockPerson person)
    {
        if (row.Text("mdtrt_cert_type") == "03" && person.CardSerial.Length > 0 && !row.IsEmpty("card_sn") && row.Text("card_sn") != person.CardSerial)
        {
            return "card_sn 卡识别码：与卡不一致";
        }

        if (!row.IsEmpty("psn_name") && row.Text("psn_name") != person.Name)
        {
            return "psn_name 人员姓名：与参保信息不一致";
        }

        return !row.IsEmpty("certno") && row.Text("certno") != "99" && row.Text("certno") != person.CertificateNumber ? "certno 证件号码：与参保信息不一致" : null;
    }

    private static Dictionary<string, JsonNode?> Values(CenterCall call, MockPerson person, MockInsurance insurance) => new(StringComparer.Ordinal)
    {
        ["balc"] = call.Ledger.Visits.BalanceOf(person, insurance),
        ["insutype"] = insurance.Type,
        ["psntype"] = insurance.PersonType,
        ["psninsustas"] = insurance.State,
        ["psninsudate"] = insurance.Since,
        ["cvlservflag"] = insurance.IsCivilServant ? "1" : "0",
        ["insuplcadmdvs"] = insurance.Area,
        ["empname"] = insurance.Employer,
    };
}
