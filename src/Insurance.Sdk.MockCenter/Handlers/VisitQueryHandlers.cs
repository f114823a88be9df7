using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Insurance.Sdk.MockCenter.Checking;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>5201-5206, 5303, 90502: visits, diagnoses, settlements and lines are read back, of the own institution only.</summary>
internal static class VisitQueryHandlers
{
    /// <summary>Visits of a person that began in a time. One without 2203 has no med_type yet and is found under any: what a real center does is not published.</summary>
    internal static HandlerAnswer Visits(CenterCall call)
    {
        var query = call.Row;
        var visits = call.Ledger.Visits.ByPerson(query.Text("psn_no")).Where(v => !v.IsUndone
            && IsWithin(Begin(v), query.Text("begntime"), query.Text("endtime"))
            && (v.MedType.Length == 0 || v.MedType == query.Text("med_type"))
            && (query.IsEmpty("mdtrt_id") || v.Id == query.Text("mdtrt_id")));
        return new HandlerAnswer(OutputWriter.Compose(call.Transaction, ("mdtrtinfo", visits.Select(v => Values(call, v, query.Text("med_type"))))));
    }

    internal static HandlerAnswer Diagnoses(CenterCall call)
    {
        if (Named(call, out var visit) is { } broken)
        {
            return HandlerAnswer.Refused(broken);
        }

        return new HandlerAnswer(OutputWriter.Compose(call.Transaction, ("diseinfo", visit.Diagnoses.Values.Select((d, i) =>
        {
            var values = d.ToDictionary(p => NormalCode.Of(p.Key), p => p.Value, StringComparer.Ordinal);
            values["diaginfoid"] = visit.Id + "D" + (i + 1);
            values["mdtrtid"] = visit.Id;
            values["psnno"] = visit.Person;
            values.TryAdd("inoutdiagtype", "1");
            values.TryAdd("maindiagflag", i == 0 ? "1" : "0");
            return values;
        }))));
    }

    internal static HandlerAnswer Settlement(CenterCall call)
    {
        if (Settled(call, out var settlement) is { } broken)
        {
            return HandlerAnswer.Refused(broken);
        }

        return new HandlerAnswer(SettlementAnswers.Of(call, settlement!));
    }

    internal static HandlerAnswer Fees(CenterCall call)
    {
        // Guangdong leaves open whether setl_id must be there: without one, every standing line of the visit.
        if (call.Row.IsEmpty("setl_id"))
        {
            return Named(call, out var visit) is { } unknown ? HandlerAnswer.Refused(unknown) : Rows(call, visit.Standing, null);
        }

        return Settled(call, out var settlement) is { } broken ? HandlerAnswer.Refused(broken) : Rows(call, settlement!.Lines, settlement.Id);
    }

    internal static HandlerAnswer ChronicMedicines(CenterCall call)
    {
        var query = call.Row;
        var lines = call.Ledger.Visits.ByPerson(query.Text("psn_no")).Where(v => v is { IsUndone: false, MedType: "14" }).SelectMany(v => v.Standing)
            .Where(l => IsWithin(l.Text("fee_ocur_time"), query.Text("begntime"), query.Text("endtime")));
        return new HandlerAnswer(OutputWriter.Compose(call.Transaction, ("feedetail", lines.Select(l => LineValues(call, l)))));
    }

    internal static HandlerAnswer Sums(CenterCall call)
    {
        var rows = call.Ledger.Visits.Settlements.Where(s => s.Counts && s.Visit.Person == call.Row.Text("psn_no"))
            .GroupBy(s => (s.Visit.InsuranceType, Month: s.Time[..4] + s.Time[5..7]))
            .Where(g => call.Row.IsEmpty("cum_ym") || g.Key.Month == call.Row.Text("cum_ym"))
            .SelectMany(g => call.Options.Money.Sums.Select(sum => new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
            {
                ["insutype"] = g.Key.InsuranceType,
                ["year"] = g.Key.Month[..4],
                ["cumym"] = g.Key.Month,
                ["cumtypecode"] = sum.Key,
                ["cum"] = g.Sum(s => sum.Value(s.Amounts)),
            }));
        return new HandlerAnswer(OutputWriter.Compose(call.Transaction, ("cuminfo", rows)));
    }

    internal static HandlerAnswer CurrentStays(CenterCall call)
    {
        var query = call.Row;
        var stays = (query.IsEmpty("psn_no") ? call.Ledger.Visits.Visits : call.Ledger.Visits.ByPerson(query.Text("psn_no")))
            .Where(v => v is { Kind: VisitKind.Inpatient, IsUndone: false, Discharge: null } && IsWithin(Begin(v), query.Text("begntime"), query.Text("endtime")));
        return new HandlerAnswer(OutputWriter.Compose(call.Transaction, ("data", stays.Select(v => Values(call, v, v.MedType)))));
    }

    /// <summary>Settlements of a day, page by page; what is not said is not compared.</summary>
    internal static HandlerAnswer SettlementLines(CenterCall call)
    {
        var query = call.Row;
        var size = call.Options.Reconciliation.PageSize;
        bool Fits(string code, string value) => query.IsEmpty(code) || query.Text(code) == value;
        var all = call.Ledger.Visits.Settlements.Where(s => s.Counts
            && (query.IsEmpty("setl_time") || string.CompareOrdinal(s.Time, 0, query.Text("setl_time"), 0, 10) == 0)
            && Fits("insutype", s.Visit.InsuranceType) && Fits("clr_type", s.ClearingType) && Fits("med_type", s.Visit.MedType)).ToList();
        var page = (int)(query.Number("pageNum") ?? 1);
        if (page < 1)
        {
            return HandlerAnswer.Refused("pageNum 页码：从1开始");
        }

        var shown = all.Skip((page - 1) * size).Take(size).ToList();
        var output = OutputWriter.Compose(
            call.Transaction,
            ("setlinfo", shown.Select((s, i) =>
            {
                var values = SettlementAnswers.Values(call, s);
                values["seqno"] = ((page - 1) * size) + i + 1;
                values["clrflag"] = values["medinsstmtflag"] = "0";
                return values;
            })),
            ("setldetail", shown.SelectMany(s => SettlementAnswers.Details(s.Visit, s.Amounts).Select(d =>
            {
                d["setlid"] = s.Id;
                d["mdtrtid"] = s.Visit.Id;
                return d;
            }))));
        output["totalRow"] = all.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        output["totalPage"] = Math.Max(1, (all.Count + size - 1) / size).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new HandlerAnswer(output);
    }

    private static HandlerAnswer Rows(CenterCall call, IEnumerable<FeeLine> lines, string? settlement)
        => new(OutputWriter.Compose(call.Transaction, (call.Transaction.Output.First(n => n.Parent is null).Id, lines.Select(l =>
        {
            var values = LineValues(call, l);
            values["setlid"] = settlement ?? l.SettledBy?.Id;
            return values;
        }))));

    private static Dictionary<string, JsonNode?> LineValues(CenterCall call, FeeLine line)
    {
        var values = FeeLines.Values(line);
        values["mdtrtid"] = line.Visit.Id;
        values["psnno"] = line.Visit.Person;
        values["medtype"] = line.Visit.MedType;
        values["rxdrordno"] = values.GetValueOrDefault("rxno") ?? values.GetValueOrDefault("drordno");
        values["hilistcode"] = values.GetValueOrDefault("medlistcodg");
        values["hilistname"] = values["spec"] = values["dosformname"] = "示例";
        values["medinslistname"] = values.GetValueOrDefault("medinslistname") ?? "示例";
        values["listtype"] = "101";
        values["fixmedinscode"] = line.Document.Institution;
        values["fixmedinsname"] = call.Envelope.Text("fixmedins_name");
        values["opttime"] = ChinaTime.Seconds(line.Document.BookedAt);
        return values;
    }

    private static Dictionary<string, JsonNode?> Values(CenterCall call, Visit visit, string medType)
    {
        var values = visit.Facts.ToDictionary(f => NormalCode.Of(f.Key), f => f.Value, StringComparer.Ordinal);
        var person = call.Options.Persons.Find(visit.Person);
        var insurance = person?.Insurance(visit.InsuranceType, visit.Area);
        foreach (var (code, value) in person is null ? [] : PersonHandlers.Values(person, call.Now))
        {
            values[code] = value;
        }

        values["mdtrtid"] = visit.Id;
        values["psnno"] = visit.Person;
        values["insutype"] = visit.InsuranceType;
        values["psntype"] = insurance?.PersonType;
        values["cvlservflag"] = insurance?.IsCivilServant == true ? "1" : "0";
        values["insuoptins"] = visit.Area;
        values["empname"] = insurance?.Employer;
        values["medtype"] = visit.MedType.Length > 0 ? visit.MedType : medType;
        values["iptotpno"] = visit.Number;
        values["begndate"] = Begin(visit)[..10];
        values["inhospstas"] = visit is { Kind: VisitKind.Inpatient, Discharge: null } ? "1" : "0";
        values.TryAdd("endtime", visit.Kind == VisitKind.Inpatient ? null : Begin(visit));
        values["chfpdrname"] = values.GetValueOrDefault("chfpdrname") ?? values.GetValueOrDefault("drname");
        values["opttime"] = ChinaTime.Seconds(visit.Document.BookedAt);
        values["outflag"] = visit.Area.Length >= 4 && call.Envelope.Area.Length >= 4 && visit.Area[..4] == call.Envelope.Area[..4] ? "0" : "1";
        return values;
    }

    private static string Begin(Visit visit) => visit.Fact("begntime") is { Length: >= 10 } time ? time : ChinaTime.Seconds(visit.Document.BookedAt);

    // Times are compared as text: the forms sort as time does. A day without a time counts to its end.
    private static bool IsWithin(string time, string from, string until)
        => string.CompareOrdinal(time, 0, from, 0, Math.Min(time.Length, from.Length)) >= 0 && string.CompareOrdinal(time, 0, until, 0, Math.Min(time.Length, until.Length)) <= 0;

    private static string? Named(CenterCall call, out Visit visit)
    {
        visit = call.Ledger.Visits.Visit(call.Row.Text("mdtrt_id"))!;
        return visit is null || visit.IsUndone ? "mdtrt_id 就诊ID：就诊记录不存在" : visit.Person != call.Row.Text("psn_no") ? "psn_no 人员编号：与就诊记录不一致" : null;
    }

    // A reversed settlement is out of the books.
    private static string? Settled(CenterCall call, out Settlement? settlement)
    {
        var row = call.Row;
        settlement = call.Ledger.Visits.Settlement(row.Text("setl_id"));
        return settlement is null || !settlement.Counts || settlement.Visit.Id != row.Text("mdtrt_id") || settlement.Visit.Person != row.Text("psn_no") ? "setl_id 结算ID：结算记录不存在" : null;
    }
}
