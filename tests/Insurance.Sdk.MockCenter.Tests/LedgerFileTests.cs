using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.MockCenter.Tests;

public sealed class LedgerFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".jsonl");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task A_ledger_is_the_same_after_a_restart()
    {
        string before, signNumber;
        await using (var bench = await StartAsync())
        {
            await LedgerTests.AcceptAsync(bench, "3505A", Invented.Sales(Invented.Sale("S1", 2.5m, traceCodes: ["T1"]), Invented.Sale("S2", 1), Invented.Sale("S2", 1)));
            await LedgerTests.AcceptAsync(bench, "3506", Invented.One("selinfo", Invented.SaleReturn("S1", 1)));
            await LedgerTests.AcceptAsync(bench, "3507", Invented.Deletion("S2", "4"));
            signNumber = (await LedgerTests.AcceptAsync(bench, "9001", GatewayTests.SignIn()))["output"]!["signinoutb"]!["sign_no"]!.ToString();
            before = (await bench.Caller.AdminAsync(System.Net.Http.HttpMethod.Get, "ledger")).ToJsonString();
        }

        await using var again = await StartAsync(o => o.DemandSignIn = true);
        Assert.Equal(before, (await again.Caller.AdminAsync(System.Net.Http.HttpMethod.Get, "ledger")).ToJsonString());
        var envelope = RawCaller.Envelope("3506", Invented.One("selinfo", Invented.SaleReturn("S1", 2)));
        envelope["sign_no"] = signNumber;
        EnvelopeTests.AssertRefused("批次流水号重复", await again.Caller.PostAsync("3506", envelope.ToJsonString()));
        Assert.Equal(-1.5m, again.Center.Ledger.Stock(RawCaller.Institution, "ITEM1"));
    }

    [Fact]
    public async Task A_torn_last_line_is_dropped_wherever_it_was_torn()
    {
        await using (var bench = await StartAsync())
        {
            await LedgerTests.AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("S1", 1)));
            await LedgerTests.AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("S2", 1)));
        }

        var whole = await File.ReadAllBytesAsync(_path);
        var first = Array.IndexOf(whole, (byte)'\n') + 1;
        foreach (var kept in new[] { first, first + 1, (first + whole.Length) / 2, whole.Length - 1 })
        {
            await File.WriteAllBytesAsync(_path, whole[..kept]);
            await using (var bench = await StartAsync())
            {
                Assert.Equal("S1", Assert.Single(bench.Center.Ledger.Documents()).Keys["fixmedins_bchno"]);
                await LedgerTests.AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("S3", 1)));
            }

            await using var again = await StartAsync();
            Assert.Equal(["S1", "S3"], again.Center.Ledger.Documents().Select(d => d.Keys["fixmedins_bchno"]));
        }
    }

    [Fact]
    public async Task A_broken_line_in_the_middle_stops_the_start()
    {
        await using (var bench = await StartAsync())
        {
            await LedgerTests.AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("S1", 1)));
        }

        await File.WriteAllTextAsync(_path, "{\n" + await File.ReadAllTextAsync(_path));
        Assert.Contains("line 1", (await Assert.ThrowsAsync<InvalidDataException>(() => StartAsync())).Message);
        File.Delete(_path);
    }

    [Fact]
    public async Task What_was_answered_is_in_the_file_before_the_center_stops()
    {
        await using var bench = await StartAsync();
        await LedgerTests.AcceptAsync(bench, "3505", Invented.One("selinfo", Invented.Sale("S1", 1)));
        await using var copy = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(copy);
        Assert.Contains("\"S1\"", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_msgid_that_booked_is_known_after_a_restart()
    {
        var id = RawCaller.NextMessageId();
        await using (var bench = await StartAsync())
        {
            await bench.Caller.CallAsync("3505", Invented.One("selinfo", Invented.Sale("S1", 1)), id);
        }

        await using var again = await StartAsync(o => o.DuplicateMessageId = Strictness.Refuse);
        EnvelopeTests.AssertRefused("msgid", await again.Caller.CallAsync("3505", Invented.One("selinfo", Invented.Sale("S2", 1)), id));
    }

    [Fact]
    public async Task A_refused_message_leaves_the_file_as_it_was()
    {
        await using var bench = await StartAsync(o => o.LineAnswers = LineAnswers.None);
        EnvelopeTests.AssertRefused("重复", await bench.Caller.CallAsync("3505A", Invented.Sales(Invented.Sale("S1", 1), Invented.Sale("S1", 1))));
        Assert.Equal(0, new FileInfo(_path).Length);
    }

    private Task<Bench> StartAsync(Action<MockCenterOptions>? configure = null) => Bench.StartAsync(o =>
    {
        o.LedgerFile = _path;
        configure?.Invoke(o);
    });
}
