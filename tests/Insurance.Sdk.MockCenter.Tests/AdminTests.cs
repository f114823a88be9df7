using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.Tests;

public class AdminTests
{
    [Fact]
    public async Task The_ledger_shows_every_line_once_with_its_business_keys()
    {
        await using var bench = await Bench.StartAsync();
        var sale = Invented.Sale("S1", 2.5m, traceCodes: ["T1", "T2"]);
        sale["psn_name"] = "某某";
        var id = RawCaller.NextMessageId();
        await bench.Caller.CallAsync("3505A", Invented.Sales(sale, Invented.Sale("S2", 1)), id);
        await LedgerTests.AcceptAsync(bench, "3507", Invented.Deletion("S2", "4"));

        var documents = (await bench.Caller.AdminAsync(HttpMethod.Get, "ledger"))["documents"]!.AsArray();
        Assert.Equal(["booked", "undone"], documents.Select(d => d!["state"]!.ToString()));
        var first = documents[0]!;
        Assert.Equal(("3505A", id), (first["code"]!.ToString(), first["msgid"]!.ToString()));
        Assert.EndsWith("+08:00", first["bookedAt"]!.ToString());
        Assert.Equal("""{"fixmedins_bchno":"S1","rtal_docno":"DOC-S1","med_list_codg":"MED1","fixmedins_hilist_id":"ITEM1"}""", first["keys"]!.ToJsonString());
        Assert.Equal(2.5m, first["quantity"]!.GetValue<decimal>());
        Assert.Equal("""["T1","T2"]""", first["traceCodes"]!.ToJsonString());
        Assert.DoesNotContain("某", documents.ToString());
    }

    [Fact]
    public async Task The_messages_tell_what_became_of_each_call_without_personal_values()
    {
        await using var bench = await Bench.StartAsync();
        using (await bench.Caller.SendAsync(bench.Caller.Request("3505", "{}", r => r.Headers.Clear())))
        {
            var bad = Invented.Sale("S1", 1);
            bad["certno"] = new string('7', 60);
            await bench.Caller.CallAsync("3505", Invented.One("selinfo", bad));
            await bench.Caller.CallAsync("3505", Invented.One("selinfo", Invented.Sale("S1", 1)));
        }

        var messages = (await bench.Caller.AdminAsync(HttpMethod.Get, "messages"))["messages"]!.AsArray();
        Assert.Equal(["gateway-refused/gateway", "refused/check", "accepted/ledger"], messages.Select(m => $"{m!["outcome"]}/{m["answeredFrom"]}"));
        Assert.Contains("certno", messages[1]!["reason"]!.ToString());
        Assert.DoesNotContain("777", messages.ToJsonString());
    }

    [Fact]
    public async Task Faults_are_added_listed_and_dropped_over_http()
    {
        await using var bench = await Bench.StartAsync();
        await bench.Caller.AdminAsync(HttpMethod.Post, "faults", new JsonObject { ["kind"] = "delay", ["code"] = "3505", ["count"] = 2, ["milliseconds"] = 10 });
        var listed = (await bench.Caller.AdminAsync(HttpMethod.Get, "faults"))["faults"]!.AsArray();
        Assert.Equal("""{"kind":"delay","code":"3505","count":2,"milliseconds":10}""", Assert.Single(listed)!.ToJsonString());
        Assert.Empty((await bench.Caller.AdminAsync(HttpMethod.Delete, "faults"))["faults"]!.AsArray());
        Assert.Contains("known:", (await bench.Caller.AdminAsync(HttpMethod.Post, "faults", new JsonObject { ["kind"] = "no", ["code"] = "*" }))["error"]!.ToString());
    }

    [Fact]
    public async Task A_reset_forgets_everything()
    {
        await using var bench = await Bench.StartAsync();
        bench.Center.Faults.Add("cut@3501");
        await LedgerTests.AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("S1", 1)));
        await bench.Caller.AdminAsync(HttpMethod.Post, "reset");
        Assert.Empty(bench.Center.Ledger.Documents());
        Assert.Empty(bench.Center.Messages.Snapshot());
        Assert.Empty(bench.Center.Faults.Snapshot());
        await LedgerTests.AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("S1", 1)));
    }

    [Theory]
    [InlineData("GET", "_center", HttpStatusCode.NotFound)]
    [InlineData("GET", "_center/", HttpStatusCode.NotFound)]
    [InlineData("GET", "_center/nothing", HttpStatusCode.NotFound)]
    [InlineData("POST", "_center/ledger", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "ebus/test/hsa/hgs/3505", HttpStatusCode.NotFound)]
    public async Task Addresses_that_do_not_exist_say_so(string method, string path, HttpStatusCode expected)
    {
        await using var bench = await Bench.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), bench.Center.BaseUri + path);
        using var answer = await bench.Caller.SendAsync(request);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task The_center_listens_on_this_machine_only()
    {
        await using var bench = await Bench.StartAsync();
        Assert.Equal("127.0.0.1", bench.Center.BaseUri.Host);
        Assert.NotEqual(0, bench.Center.BaseUri.Port);
    }
}
