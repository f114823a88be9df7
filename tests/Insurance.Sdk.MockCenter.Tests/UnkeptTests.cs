using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.Tests;

/// <summary>A message whose line cannot be written to the ledger file is not booked: everything that it changed is taken back.</summary>
public sealed class UnkeptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Whatever_cannot_be_kept_is_taken_back()
    {
        string visit = "", stay = "", settlement = "", purchase = "", purchaseVisit = "", filing = "", message = "";
        var steps = new List<(string Number, Func<JsonNode> Input, Action<JsonNode?, string>? Then)>
        {
            ("2201", () => Outpatient.Register("O1"), (o, _) => visit = o!["data"]!["mdtrt_id"]!.GetValue<string>()),
            ("2203", () => Outpatient.Inform(visit), null),
            ("2203", () => Outpatient.Inform(visit, diagnoses: [Outpatient.Diagnosis(1, "J00", valid: "0"), Outpatient.Diagnosis(2, "I10")]), null),
            ("2204", () => Outpatient.Fees(Outpatient.Fee(visit, 1, 60m), Outpatient.Fee(visit, 2, 40m), Outpatient.Fee(visit, 3, 5m, "B2")), null),
            ("2205", () => Outpatient.CancelFees(visit, "B2"), null),
            ("2207", () => Outpatient.Settle(visit, 100m, account: "1"), (o, _) => settlement = o!["setlinfo"]!["setl_id"]!.GetValue<string>()),
            ("2208", () => Outpatient.CancelSettlement(settlement, visit), (_, m) => message = m),
            ("2601", () => Outpatient.Reverse(message, "2208"), null),
            ("2208", () => Outpatient.CancelSettlement(settlement, visit), null),
            ("2207", () => Outpatient.Settle(visit, 100m, account: "1"), (_, m) => message = m),
            ("2601", () => Outpatient.Reverse(message, "2207"), null),
            ("2202", () => Outpatient.CancelVisit(visit, "O1"), null),
            ("2102", PharmacyTests.Purchase30, (o, m) => (purchase, purchaseVisit, message) = (o!["setlinfo"]!["setl_id"]!.GetValue<string>(), o["setlinfo"]!["mdtrt_id"]!.GetValue<string>(), m)),
            ("2601", () => Outpatient.Reverse(message, "2102"), null),
            ("2102", PharmacyTests.Purchase30, (o, _) => (purchase, purchaseVisit) = (o!["setlinfo"]!["setl_id"]!.GetValue<string>(), o["setlinfo"]!["mdtrt_id"]!.GetValue<string>())),
            ("2103", () => Outpatient.CancelSettlement(purchase, purchaseVisit), (_, m) => message = m),
            ("2601", () => Outpatient.Reverse(message, "2103"), null),
            ("2401", () => Stay.Admit(), (o, _) => stay = o!["result"]!["mdtrt_id"]!.GetValue<string>()),
            ("2301", () => Stay.Fees(Stay.Fee(stay, 1, 30m, 3), Stay.Fee(stay, 2, 10m)), null),
            ("2302", () => Stay.Delete(stay, "2"), null),
            ("2403", () => Stay.Change(stay, Stay.Diagnosis(2, "I10")), null),
            ("2402", () => Stay.Discharge(stay), null),
            ("2405", () => Stay.Named(stay), null),
            ("2402", () => Stay.Discharge(stay), null),
            ("2304", () => Stay.Settle(stay, 30m), (o, _) => settlement = o!["setlinfo"]!["setl_id"]!.GetValue<string>()),
            ("2305", () => Outpatient.CancelSettlement(settlement, stay), null),
            ("2503", FilingTests.Chronic, (o, _) => filing = o!["result"]!["trt_dcla_detl_sn"]!.GetValue<string>()),
            ("2504", () => FilingTests.Cancel(filing), null),
        };

        var path = Path.Combine(_folder, "ledger.jsonl");
        using var bench = new InProcessBench(o => o.LedgerFile = path);
        foreach (var (number, input, then) in steps)
        {
            await FailsAsync(path, number, input());
            var output = await bench.AcceptAsync(number, input());
            then?.Invoke(output, bench.LastMessageId);
        }
    }

    private async Task FailsAsync(string path, string number, JsonNode input)
    {
        var copy = Path.Combine(_folder, "copy.jsonl");
        await using (var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        await using (var to = File.Create(copy))
        {
            await from.CopyToAsync(to);
        }

        using var bench = new InProcessBench(o => o.LedgerFile = copy);
        bench.Center.Ledger.Dispose(); // From here on nothing can be written.
        var before = await StateAsync(bench);
        JsonNode? answer = null;
        var failure = await Record.ExceptionAsync(async () => answer = await bench.CallAsync(number, input));
        Assert.True(failure is ObjectDisposedException, number + " " + answer?["err_msg"]);
        Assert.Equal(before, await StateAsync(bench));
    }

    private static async Task<string> StateAsync(InProcessBench bench)
    {
        var queries = new JsonArray(
            await bench.AcceptAsync("1101", Outpatient.Identify("01", "EC0001")),
            await bench.AcceptAsync("5301", new JsonObject { ["data"] = new JsonObject { ["psn_no"] = Outpatient.Employee } }),
            await bench.AcceptAsync("5303", new JsonObject { ["data"] = new JsonObject { ["begntime"] = "2026-03-01 00:00:00", ["endtime"] = "2026-03-31 00:00:00" } }));
        foreach (var visit in bench.Center.Ledger.Visits().Where(v => !v.IsUndone))
        {
            queries.Add(await bench.AcceptAsync("5202", Stay.Named(visit.Id)));
            queries.Add(await bench.AcceptAsync("5201", new JsonObject { ["data"] = new JsonObject { ["psn_no"] = Outpatient.Employee, ["begntime"] = "2026-03-01 00:00:00", ["endtime"] = "2026-03-31 00:00:00", ["med_type"] = visit.MedType is "" ? "11" : visit.MedType } }));
        }

        return queries.ToJsonString() + JsonSerializer.Serialize(bench.Center.Ledger.Visits()) + JsonSerializer.Serialize(bench.Center.Ledger.Settlements())
            + await bench.Http.GetStringAsync(MockCenterHandler.BaseUri + "_center/ledger");
    }
}
