using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.Tests;

public class ConcurrencyTests
{
    [Fact]
    public async Task Many_callers_at_once_book_every_document_once()
    {
        await using var bench = await Bench.StartAsync();
        string[] hospitals = ["H00000000000", "H00000000009"];
        const int Documents = 60, Repeats = 3;
        var calls = hospitals.SelectMany(h => Enumerable.Range(0, Documents * Repeats).Select(i =>
            bench.Caller.CallAsync("3505A", Invented.Sales(Invented.Sale($"S{i % Documents}", 1, traceCodes: [$"T{i % Documents}"])), institution: h)));
        var answers = await Task.WhenAll(calls);
        Assert.Equal(Documents * hospitals.Length, answers.Count(a => a["output"]!["selinfoErrDetail"]![0]!["retRslt"]!.ToString() == "1"));
        foreach (var hospital in hospitals)
        {
            var booked = bench.Center.Ledger.Documents().Where(d => d.Institution == hospital).ToList();
            Assert.Equal(Documents, booked.Select(d => d.Keys["fixmedins_bchno"]).Distinct().Count());
            Assert.Equal(Enumerable.Range(1, Documents).Select(n => (long)n), booked.Select(d => d.Serial));
            Assert.Equal(-Documents, bench.Center.Ledger.Stock(hospital, "ITEM1"));
        }
    }

    [Fact]
    public async Task Returns_at_once_never_exceed_the_sale()
    {
        await using var bench = await Bench.StartAsync();
        await LedgerTests.AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("S1", 5)));
        var number = bench.Center.Ledger.Documents()[0].Number;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => bench.Caller.CallAsync("3506", Invented.One("selinfo", Invented.SaleReturn($"R{i}", 1, number)))));
        Assert.Equal(5, answers.Count(a => a["infcode"]!.GetValue<int>() == 0));
        Assert.Equal(0, bench.Center.Ledger.Stock(RawCaller.Institution, "ITEM1"));
    }
}
