using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.MockCenter.Faults;
using Insurance.Sdk.Storage.Catalogues;

namespace Insurance.Sdk.Catalogues.Tests;

/// <summary>Catalogues and mappings with a center at the other end.</summary>
public sealed class CenterScenarioTests : IAsyncLifetime
{
    private const string Hospital = "H00000000000";
    private const string Corrections = """{ "transactions": { "3302": { "nodes": { "input": { "": { "name": "data", "cardinality": "one" } } } } } }""";
    private readonly Desk _desk = new();
    private MockCenterServer _center = null!;
    private MockCenterOptions _options = null!;
    private InsuranceClient _client = null!;

    public async Task InitializeAsync()
    {
        // The sources disagree on the node of 3302: a hospital writes its center's answer into the corrections file.
        _options = new MockCenterOptions { TimeProvider = _desk.Clock, ClockSkewSeconds = 1_000_000, Corrections = JsonNode.Parse(Corrections)!.AsObject() };
        var corrections = Path.Combine(_desk.Folder, "corrections.json");
        await File.WriteAllTextAsync(corrections, Corrections);
        _options.AnsweredFromSpec.Add("2204"); // Mappings are looked at here, not visits.
        _center = await MockCenterServer.StartAsync(_options);
        var settings = new InsuranceOptions
        {
            Profile = "guangdong",
            BaseUrl = _center.BaseUri + "ebus/test/hsa/hgs/",
            PaasId = "mock-account",
            Token = "mock-token",
            InstitutionCode = Hospital,
            InstitutionName = "示例医院",
            Area = "000000",
            Operator = new Operator { Code = "op1", Name = "示例" },
        };
        settings.Corrections = corrections;
        settings.MessageIds.Directory = Path.Combine(_desk.Folder, "ids");
        settings.Retry.MaxAttempts = 1;

        // The clock of the tests runs ahead while a call is under way.
        settings.Timeout = TimeSpan.FromDays(1);
        _client = new InsuranceClient(settings, new InsuranceClientParts { TimeProvider = _desk.Clock });
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _center.DisposeAsync();
        _desk.Dispose();
    }

    [Fact]
    public async Task Renew_the_mapping_mechanism_with_start_and_end_dates_and_import_of_the_newest_catalogues()
    {
        // The first load, and the mapping as it has been.
        _options.Catalogues.CheckFeeLines = true;
        _options.Catalogues.Add("1305", new MockCatalogueRelease("F001_20210101_A", 0, 300));
        Assert.Equal([300L], (await DownloadAsync("1305")).Imports.Select(i => i.Added));
        var (oldCode, newCode) = (MockCatalogues.CodeOf("1305", 10), MockCatalogues.CodeOf("1305", 305));
        await _desk.Mappings.SetAsync(Pairs.Of(oldCode, "2026-01-01"), Desk.Author);
        var first = await Runner().RunAsync(await _desk.Mappings.PlanUploadAsync("ITEM1", "201", Pairs.Day("2026-01-01"), Desk.Author));
        Assert.Equal(MappingChangeStep.Done, first.Step);

        // A new version ends the code and brings another one.
        _options.Catalogues.Add("1305", new MockCatalogueRelease("F001_20260301_A", 10, 1) { EndsEvery = 10, To = new DateOnly(2026, 3, 14) });
        _options.Catalogues.Add("1305", new MockCatalogueRelease("F001_20260302_A", 300, 10) { From = new DateOnly(2026, 3, 15) });
        var second = await DownloadAsync("1305");
        Assert.Equal([(0L, 1L), (10L, 0L)], second.Imports.Select(i => (i.Added, i.Ended)));
        Assert.Equal("F001_20260302_A", second.Version.Text);
        var warning = Assert.Single(await new MappingWarnings(_desk.Mappings, _desk.Catalogues).FindAsync(Pairs.Day("2026-03-20")));
        Assert.Equal(MappingWarningKind.NationalCodeEnded, warning.Kind);

        // The item gets its new code from the day on which the old one is over.
        var change = await Runner().RunAsync(await _desk.Mappings.ChangeAsync(Pairs.Of(newCode, "2026-03-15"), Desk.Author));
        Assert.Equal((MappingChangeStep.Done, MappingChangeStop.None), (change.Step, change.Stop));
        var index = await _desk.Mappings.LoadIndexAsync();
        Assert.Equal(oldCode, index.Resolve("ITEM1", "201", new ChinaTime(2026, 3, 14, 23, 59, 59)).Code);
        Assert.Equal(newCode, index.Resolve("ITEM1", "201", new ChinaTime(2026, 3, 15)).Code);
        Assert.Empty(await new MappingWarnings(_desk.Mappings, _desk.Catalogues).FindAsync(Pairs.Day("2026-03-20")));
        Assert.Equal(["3301", "1317", "3302", "3301", "1317"], _center.Messages.Snapshot().Select(m => m.Code).Where(c => c is "3301" or "3302" or "1317"));

        // Fees are taken with the code of their day, and refused with the other one.
        Assert.Null(await RefusalAsync(newCode, "2026-03-15 08:00:00"));
        Assert.Contains("费用发生日", await RefusalAsync(newCode, "2026-03-14 08:00:00"), StringComparison.Ordinal);
        Assert.Contains("费用发生日", await RefusalAsync(oldCode, "2026-03-15 08:00:00"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_file_catalogue_of_the_center_is_imported_and_the_second_run_finds_nothing_newer()
    {
        _options.Catalogues.AddAll(120);
        foreach (var number in MockCatalogues.FileNumbers)
        {
            var result = await DownloadAsync(number);
            Assert.Equal([(120L, 0L), (0L, 0L)], result.Imports.Select(i => (i.Added, i.Skipped)));
            // Some files have no column with a name: there the later release says the same again.
            Assert.Equal((10L, 2L), (result.Imports[1].Changed + result.Imports[1].Repeated, result.Imports[1].Ended));
            Assert.Empty((await DownloadAsync(number)).Imports);
        }
    }

    [Fact]
    public async Task Older_editions_files_are_read_too()
    {
        _options.Catalogues.OldColumns = true;
        _options.Catalogues.Add("1301", new MockCatalogueRelease("F001_20210101_A", 0, 50));
        Assert.Equal((50L, 92), (await DownloadAsync("1301")).Imports.Select(i => (i.Added, i.ColumnCount)).Single());
    }

    [Fact]
    public async Task A_file_that_is_not_ready_is_asked_for_again_and_the_next_run_goes_on_with_it()
    {
        _options.Catalogues.RefusalsBeforeReady = 3;
        _options.Catalogues.Add("1305", new MockCatalogueRelease("F001_20210101_A", 0, 5));
        Assert.Equal(CatalogueDownloadEnd.NotReady, (await DownloadAsync("1305", fetchAttempts: 2)).End);
        Assert.True((await _desk.Catalogues.GetStatusAsync()).Single().HasPendingFile);
        var second = await DownloadAsync("1305", fetchAttempts: 5);
        Assert.Equal((CatalogueDownloadEnd.UpToDate, 5L), (second.End, second.Imports.Single().Added));
        Assert.Equal(2, _center.Messages.Snapshot().Count(m => m.Code == "1305"));
        Assert.False((await _desk.Catalogues.GetStatusAsync()).Single().HasPendingFile);
    }

    [Fact]
    public async Task A_file_whose_deadline_has_passed_is_asked_for_anew()
    {
        _options.Catalogues.RefusalsBeforeReady = 2;
        _options.Catalogues.Add("1305", new MockCatalogueRelease("F001_20210101_A", 0, 5));
        await DownloadAsync("1305", fetchAttempts: 1);
        _desk.Clock.Advance(TimeSpan.FromDays(3));
        _options.Catalogues.RefusalsBeforeReady = 0;
        Assert.Equal(5, (await DownloadAsync("1305")).Imports.Single().Added);
        Assert.Equal(3, _center.Messages.Snapshot().Count(m => m.Code == "1305"));
    }

    [Theory]
    [InlineData(FaultKind.Cut)]
    [InlineData(FaultKind.Html502)]
    [InlineData(FaultKind.Empty)]
    [InlineData(FaultKind.Reset)]
    public async Task A_file_that_breaks_on_its_way_is_fetched_again(FaultKind kind)
    {
        _options.Catalogues.Add("1305", new MockCatalogueRelease("F001_20210101_A", 0, 500));
        _center.Faults.Add(Fault.Parse(FaultNames.NameOf(kind) + "@9102:2"));
        Assert.Equal(500, (await DownloadAsync("1305")).Imports.Single().Added);
    }

    [Fact]
    public async Task A_run_that_is_stopped_goes_on_with_the_version_it_had_reached()
    {
        foreach (var version in Enumerable.Range(1, 5))
        {
            _options.Catalogues.Add("1305", new MockCatalogueRelease("F001_" + (version * 5) + "_A", version * 10, 10));
        }

        using var stop = new CancellationTokenSource();
        var imported = 0;
        var progress = new Told(_ =>
        {
            if (++imported == 3)
            {
                stop.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Downloader().RunAsync("1305", progress, stop.Token));
        var reached = await _desk.Catalogues.GetVersionAsync("1305");
        Assert.Equal("F001_10_A", reached.Text);
        var rest = await DownloadAsync("1305");
        Assert.Equal(["F001_15_A", "F001_20_A", "F001_25_A"], rest.Imports.Select(i => i.FileVersion.Text));
        Assert.Equal(50, (await _desk.Catalogues.GetStatusAsync()).Single().Codes);
    }

    [Fact]
    public async Task The_start_version_can_be_set_for_each_catalogue()
    {
        _options.Catalogues.Add("1305", new MockCatalogueRelease("F001_1_A", 0, 5));
        _options.Catalogues.Add("1305", new MockCatalogueRelease("F001_2_A", 5, 5));
        var options = new CatalogueDownloadOptions { TimeProvider = _desk.Clock, Folder = _desk.Folder, StartVersions = { ["1305"] = "F001_1_A" } };
        var result = await new CatalogueDownloader(new ClientCatalogueSource(_client), _desk.Catalogues, options).RunAsync("1305");
        Assert.Equal("F001_2_A", result.Imports.Single().FileVersion.Text);
    }

    [Fact]
    public async Task Item_insurance_item_cap_and_ratio_are_chained_by_day()
    {
        _options.Catalogues.Rows["1316"] = Enumerable.Range(0, 250).Select(i => Row(("med_list_codg", "N" + i), ("hilist_code", "H" + i), ("list_type", "201"), ("insu_admdvs", "000000"))).ToList();
        _options.Catalogues.Rows["1318"] = [Row(("hilist_code", "H7"), ("hilist_lmtpric_type", "2"), ("insu_admdvs", "000000"), ("hilist_pric_uplmt_amt", "12.5"))];
        _options.Catalogues.Rows["1319"] = [Row(("hilist_code", "H7"), ("selfpay_prop_psn_type", "310"), ("selfpay_prop_type", "10"), ("insu_admdvs", "000000"), ("selfpay_prop", "0.1"))];
        var paged = Paged();
        Assert.Equal(250, await paged.RunAsync("1316"));
        Assert.Equal((1, 1), (await paged.RunAsync("1318"), await paged.RunAsync("1319")));
        Assert.Equal(0, await paged.RunAsync("1316"));
        await _desk.Mappings.SetAsync(Pairs.Of("N7", "2026-01-01"), Desk.Author);

        var at = new ChinaTime(2026, 3, 1, 9, 0, 0);
        var code = (await _desk.Mappings.LoadIndexAsync()).Resolve("ITEM1", "201", at).Code!;
        var item = (await _desk.Catalogues.LoadInsuranceItemsAsync()).Find(code, "201", "000000", at)!;
        Assert.Equal("H7", item.HilistCode);
        Assert.Equal(12.5m, (await _desk.Catalogues.LoadPriceCapsAsync()).Find(item.HilistCode, "000000", "2", at)!.Amount);
        Assert.Equal(0.1m, (await _desk.Catalogues.LoadSelfPayRatiosAsync()).Find(item.HilistCode, "000000", "310", "10", at)!.Ratio);
        Assert.Null((await _desk.Catalogues.LoadPriceCapsAsync()).Find(item.HilistCode, "000000", "2", new ChinaTime(2020, 1, 1)));
    }

    [Fact]
    public async Task A_changed_row_of_a_query_is_a_new_state_and_a_stopped_query_goes_on_with_its_page()
    {
        var rows = Enumerable.Range(0, 250).Select(i => Row(("med_list_codg", "N" + i), ("hilist_code", "H" + i), ("list_type", "201"), ("insu_admdvs", "000000"))).ToList();
        _options.Catalogues.Rows["1316"] = rows;
        _center.Faults.Add(Fault.Parse("html502@1316:1"));
        await Assert.ThrowsAnyAsync<InsuranceException>(() => Paged().RunAsync("1316"));
        Assert.Equal(1, (await _desk.Catalogues.GetMarkAsync("1316")).NextPage);
        await Paged().RunAsync("1316");
        rows[3]["hilist_code"] = "H-other";
        rows[3]["updt_time"] = "2026-02-01 00:00:00";
        Assert.Equal(1, await Paged().RunAsync("1316"));
        Assert.Equal("H-other", (await _desk.Catalogues.LoadInsuranceItemsAsync()).Find("N3", "201", "000000", Pairs.Day("2026-03-01"))!.HilistCode);
    }

    [Fact]
    public async Task Dictionaries_come_from_the_center()
    {
        Assert.True(await Paged().RunDictionaryAsync("vali_flag", "000000") > 0);
        Assert.Equal(["0", "1"], (await _desk.Catalogues.ListRowsAsync("1901:vali_flag")).Select(r => r.Code).Order());
    }

    [Fact]
    public async Task A_lost_answer_of_3301_is_found_by_1317_and_nothing_is_sent_twice()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("N1", "2026-01-01"), Desk.Author);
        var plan = await _desk.Mappings.PlanUploadAsync("ITEM1", "201", Pairs.Day("2026-01-01"), Desk.Author);
        _center.Faults.Add(Fault.Parse("lost-after-booking@3301:1"));
        var change = await Runner().RunAsync(plan);
        Assert.Equal(MappingChangeStop.InDoubt, change.Stop);
        _desk.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(MappingChangeStep.Done, (await Runner().ResumeAsync()).Single().Step);
        Assert.Equal(1, _center.Messages.Snapshot().Count(m => m.Code == "3301"));
    }

    [Fact]
    public async Task A_center_that_reviews_pairs_confirms_them_later()
    {
        _options.Catalogues.ConfirmAtOnce = false;
        await _desk.Mappings.SetAsync(Pairs.Of("N1", "2026-01-01"), Desk.Author);
        var change = await Runner().RunAsync(await _desk.Mappings.PlanUploadAsync("ITEM1", "201", Pairs.Day("2026-01-01"), Desk.Author));
        Assert.Equal(MappingChangeStop.NotConfirmedYet, change.Stop);
        _center.Ledger.ReviewMappings(Hospital);
        Assert.Equal(MappingChangeStep.Done, (await Runner().ResumeAsync()).Single().Step);
    }

    private static JsonObject Row(params (string Code, string Value)[] fields)
    {
        var row = new JsonObject
        {
            ["begndate"] = "2021-01-01",
            ["vali_flag"] = "1",
            ["rid"] = "R" + fields[0].Value + fields[1].Value,
            ["updt_time"] = "2026-01-01 00:00:00",
            ["crte_time"] = "2026-01-01 00:00:00",
        };
        foreach (var (code, value) in fields)
        {
            row[code] = value;
        }

        return row;
    }

    private CatalogueDownloader Downloader(int fetchAttempts = 8) => new(
        new ClientCatalogueSource(_client),
        _desk.Catalogues,
        new CatalogueDownloadOptions { TimeProvider = _desk.Clock, Folder = Path.Combine(_desk.Folder, "files"), FetchAttempts = fetchAttempts });

    /// <summary>Waits pass as fast as the test can turn the clock.</summary>
    private async Task<CatalogueDownloadResult> DownloadAsync(string number, int fetchAttempts = 8)
    {
        var running = Downloader(fetchAttempts).RunAsync(number);
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(5));
            _desk.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        return await running;
    }

    private PagedCatalogueDownloader Paged() => new(new ClientCatalogueSource(_client), _desk.Catalogues, new CatalogueDownloadOptions { TimeProvider = _desk.Clock });

    private MappingChangeRunner Runner() => new(new ClientMappingCenter(_client, Hospital), _desk.Mappings, new MappingChangeOptions { TimeProvider = _desk.Clock });

    private async Task<string?> RefusalAsync(string code, string time)
    {
        var request = JsonNode.Parse(await SampleAsync("2204"))!.AsObject();
        foreach (var line in request.Select(n => n.Value).OfType<JsonArray>().SelectMany(a => a).OfType<JsonObject>())
        {
            (line["med_list_codg"], line["medins_list_codg"], line["fee_ocur_time"]) = (code, "ITEM1", time);
        }

        try
        {
            await _client.InvokeAsync("2204", request.ToJsonString(), skipCheck: true);
            return null;
        }
        catch (RefusedException e)
        {
            return e.CenterText;
        }
    }

    private static Task<string> SampleAsync(string number)
    {
        var standard = Spec.StandardSpec.Current;
        var view = standard.Edition("guangdong").Transactions.Single(t => t.Number == number);
        return Task.FromResult(Spec.SampleMessage.Input(view, standard).ToJsonString());
    }

    private sealed class Told(Action<CatalogueProgress> tell) : IProgress<CatalogueProgress>
    {
        public void Report(CatalogueProgress value) => tell(value);
    }
}
