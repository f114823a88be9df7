using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.Tests;

/// <summary>Catalogues, mappings and the check of fee lines, seen by a program without an SDK.</summary>
public class CatalogueTests
{
    [Fact]
    public async Task A_catalogue_is_offered_version_by_version_and_its_file_is_an_archive_with_one_text()
    {
        await using var bench = await Bench.StartAsync(o =>
        {
            o.Catalogues.Add("1305", new MockCatalogueRelease("F001_9_A", 0, 3));
            o.Catalogues.Add("1305", new MockCatalogueRelease("F001_10_A", 3, 2));
        });
        var first = (await bench.Caller.CallAsync("1305", Ask("0")))["output"]!;
        Assert.Equal("3", first["data_cnt"]!.ToString());
        var rows = await FetchAsync(bench, first);
        Assert.Equal(3, rows.Length);
        Assert.All(rows, r => Assert.Equal(19, r.Split('\t').Length));
        Assert.Equal("F001_9_A", rows[0].Split('\t')[14]);
        Assert.Contains("CST", rows[0].Split('\t')[11], StringComparison.Ordinal);
        Assert.Equal("2", (await bench.Caller.CallAsync("1305", Ask("F001_9_A")))["output"]!["data_cnt"]!.ToString());
        var none = (await bench.Caller.CallAsync("1305", Ask("F001_10_A")))["output"]!;
        Assert.Null(none["file_qury_no"]);
    }

    [Fact]
    public async Task A_file_that_is_not_ready_or_not_known_is_refused_with_an_envelope()
    {
        await using var bench = await Bench.StartAsync(o =>
        {
            o.Catalogues.RefusalsBeforeReady = 1;
            o.Catalogues.Add("1301", new MockCatalogueRelease("V1", 0, 1));
        });
        var offer = (await bench.Caller.CallAsync("1301", Ask("0")))["output"]!;
        Assert.Equal(-1, (await bench.Caller.CallAsync("9102", Fetch(offer)))["infcode"]!.GetValue<int>());
        Assert.Single(await FetchAsync(bench, offer));
        offer["file_qury_no"] = "fsi/plc/none";
        Assert.Equal(-1, (await bench.Caller.CallAsync("9102", Fetch(offer)))["infcode"]!.GetValue<int>());
    }

    [Fact]
    public async Task Mappings_are_booked_read_back_and_cancelled_and_survive_a_restart()
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".jsonl");
        try
        {
            await using (var bench = await Bench.StartAsync(o => Corrected(o, file)))
            {
                Assert.Equal(0, Code(await bench.Caller.CallAsync("3301", Pair("A", "2026-01-01", "2026-06-30"))));
                Assert.Equal(0, Code(await bench.Caller.CallAsync("3301", Pair("B", "2026-07-01", "2099-12-31"))));
                Assert.Equal(-1, Code(await bench.Caller.CallAsync("3301", Pair("C", "2026-06-30", "2026-07-01"))));
                Assert.Equal(-1, Code(await bench.Caller.CallAsync("3301", Pair("D", "2030-01-01", "2029-01-01"))));
                Assert.Equal(0, Code(await bench.Caller.CallAsync("3302", Cancel("A"))));
                Assert.Equal(-1, Code(await bench.Caller.CallAsync("3302", Cancel("A"))));
            }

            await using var again = await Bench.StartAsync(o => Corrected(o, file));
            var rows = (await again.Caller.CallAsync("1317", Read()))["output"]!["data"]!.AsArray();
            Assert.Equal([("A", "0"), ("B", "1")], rows.Select(r => (r!["med_list_codg"]!.ToString(), r["vali_flag"]!.ToString())));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_pair_gets_its_last_day_and_an_audit_state_and_both_survive_a_restart()
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".jsonl");
        try
        {
            await using (var bench = await Bench.StartAsync(o => Reviewing(o, file)))
            {
                await bench.Caller.CallAsync("3301", Pair("A", "2026-01-01", "2099-12-31"));
                Assert.Equal(("1", "0"), await AuditAsync(bench));
                Assert.Equal(-1, Code(await bench.Caller.CallAsync("3360", End("B", "2026-06-30"))));
                Assert.Equal(-1, Code(await bench.Caller.CallAsync("3360", End("A", "2025-12-31"))));
                Assert.Equal(0, Code(await bench.Caller.CallAsync("3360", End("A", "2026-06-30"))));
                bench.Center.Ledger.ReviewMappings(RawCaller.Institution);
                Assert.Equal(("1", "1"), await AuditAsync(bench));
            }

            await using var again = await Bench.StartAsync(o => Reviewing(o, file));
            var row = (await again.Caller.CallAsync("1317", Read()))["output"]!["data"]![0]!;
            Assert.Equal(("2026-06-30", "1"), (row["enddate"]!.ToString()[..10], row["vali_flag"]!.ToString()));
            Assert.Equal(0, Code(await again.Caller.CallAsync("3301", Pair("B", "2026-07-01", "2099-12-31"))));
        }
        finally
        {
            File.Delete(file);
        }

        static void Reviewing(MockCenterOptions options, string file)
        {
            Corrected(options, file);
            options.Catalogues.ConfirmAtOnce = false;
        }

        static async Task<(string Total, string State)> AuditAsync(Bench bench)
        {
            var result = (await bench.Caller.CallAsync("5163", new JsonObject { ["catalog"] = new JsonObject { ["fixmedins_hilist_id"] = "ITEM1", ["begnrow"] = 1 } }))["output"]!["result"]!;
            return (result["totlcnt"]!.ToString(), result["catalogmatchinfo"]![0]!["chk_stas"]!.ToString());
        }

        static JsonObject End(string code, string to) => new()
        {
            ["catalog"] = new JsonObject { ["fixmedins_hilist_id"] = "ITEM1", ["fixmedins_hilist_name"] = "示例项目", ["list_type"] = "201", ["med_list_codg"] = code, ["enddate"] = to },
        };
    }

    [Fact]
    public async Task Rows_come_page_by_page()
    {
        await using var bench = await Bench.StartAsync(o => o.Catalogues.Rows["1318"] = Enumerable.Range(0, 5).Select(i => new JsonObject
        {
            ["hilist_code"] = "H" + i, ["hilist_lmtpric_type"] = "2", ["hilist_pric_uplmt_amt"] = 1.5m, ["updt_time"] = "2026-01-0" + (i + 1),
        }).ToList<JsonObject>());
        var page = (await bench.Caller.CallAsync("1318", Page("2000-01-01", 2, 2)))["output"]!;
        Assert.Equal(["H2", "H3"], page["data"]!.AsArray().Select(r => r!["hilist_code"]!.ToString()));
        Assert.Equal(("3", "5", "false"), (page["pages"]!.ToString(), page["recordCounts"]!.ToString(), page["lastPage"]!.ToString()));
        Assert.Equal(2, (await bench.Caller.CallAsync("1318", Page("2026-01-04", 1, 10)))["output"]!["data"]!.AsArray().Count);
    }

    private static void Corrected(MockCenterOptions options, string file)
    {
        options.LedgerFile = file;
        options.Corrections = JsonNode.Parse("""{ "transactions": { "3302": { "nodes": { "input": { "": { "name": "data", "cardinality": "one" } } } } } }""")!.AsObject();
    }

    private static int Code(JsonObject answer) => answer["infcode"]!.GetValue<int>();

    private static JsonObject Ask(string version) => new() { ["data"] = new JsonObject { ["ver"] = version } };

    private static JsonObject Fetch(JsonNode offer) => new()
    {
        ["fsDownloadIn"] = new JsonObject { ["file_qury_no"] = offer["file_qury_no"]!.ToString(), ["filename"] = offer["filename"]!.ToString(), ["fixmedins_code"] = "plc" },
    };

    private static JsonObject Page(string since, int page, int size) => new() { ["data"] = new JsonObject { ["updt_time"] = since, ["page_num"] = page, ["page_size"] = size } };

    private static JsonObject Read() => new()
    {
        ["data"] = new JsonObject { ["medins_list_codg"] = "ITEM1", ["updt_time"] = "2000-01-01", ["page_num"] = 1, ["page_size"] = 100 },
    };

    private static JsonObject Cancel(string code) => new()
    {
        ["data"] = new JsonObject { ["fixmedins_code"] = RawCaller.Institution, ["fixmedins_hilist_id"] = "ITEM1", ["list_type"] = "201", ["med_list_codg"] = code },
    };

    private static JsonObject Pair(string code, string from, string to) => new()
    {
        ["data"] = new JsonArray(new JsonObject
        {
            ["fixmedins_hilist_id"] = "ITEM1", ["fixmedins_hilist_name"] = "示例项目", ["list_type"] = "201", ["med_list_codg"] = code, ["begndate"] = from, ["enddate"] = to,
        }),
    };

    private static async Task<string[]> FetchAsync(Bench bench, JsonNode offer)
    {
        using var request = bench.Caller.Request("9102", RawCaller.Envelope("9102", Fetch(offer)).ToJsonString());
        using var answer = await bench.Caller.SendAsync(request);
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        using var reader = new StreamReader(Assert.Single(archive.Entries).Open(), new UTF8Encoding(false, true));
        return (await reader.ReadToEndAsync()).TrimEnd('\n').Split('\n');
    }
}
