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
    private const string Hospital = CenterBench.Hospital;
    private readonly Desk _desk = new();
    private CenterBench _bench = null!;

    private MockCenterServer Center => _bench.Center;

    private MockCenterOptions Options => _bench.Options;

    private InsuranceClient Client => _bench.Client;

    public async Task InitializeAsync() => _bench = await CenterBench.StartAsync(_desk, CenterBench.NodeOf3302("data"));

    public async Task DisposeAsync()
    {
        await _bench.DisposeAsync();
        _desk.Dispose();
    }

    [Fact]
    public async Task Renew_the_mapping_mechanism_with_start_and_end_dates_and_import_of_the_newest_catalogues()
    {
        // The first load, and the mapping as it has been.
        Options.Catalogues.CheckFeeLines = true;
        Options.Catalogues.Add("1305", new MockCatalogueRelease("F001_20210101_A", 0, 300));
        Assert.Equal([300L], (await DownloadAsync("1305")).Imports.Select(i => i.Added));
        var (oldCode, newCode) = (MockCatalogues.CodeOf("1305", 10), MockCatalogues.CodeOf("1305", 305));
        await _desk.Mappings.SetAsync(Pairs.Of(oldCode, "2026-01-01"), Desk.Author);
        var first = await Runner().RunAsync(await _desk.Mappings.PlanUploadAsync("ITEM1", "201", Pairs.Day("2026-01-01"), Desk.Author));
        Assert.Equal(MappingChangeStep.Done, first.Step);

        // A new version ends the code and brings another one.
        Options.Catalogues.Add("1305", new MockCatalogueRelease("F001_20260301_A", 10, 1) { EndsEvery = 10, To = new DateOnly(2026, 3, 14) });
        Options.Catalogues.Add("1305", new MockCatalogueRelease("F001_20260302_A", 300, 10) { From = new DateOnly(2026, 3, 15) });
        var second = await DownloadAsync("1305");
        Assert.Equal([(0L, 1L), (10L, 0L)], second.Imports.Select(i => (i.Added, i.Ended)));
        Assert.Equal("F001_20260302_A", second.Version.Text);
        var warning = Assert.Single(await new MappingWarnings(_desk.Mappings, _desk.Catalogues).FindAsync(Pairs.Day("2026-03-20")));
        Assert.Equal(MappingWarningKind.NationalCodeEnded, warning.Kind);

        // The item gets its new code from the day on which the old one is over: until then the center keeps the old pair.
        var waiting = await Runner().RunAsync(await _desk.Mappings.ChangeAsync(Pairs.Of(newCode, "2026-03-15"), Desk.Author));
        Assert.Equal((MappingChangeStep.Planned, MappingChangeStop.TooEarly), (waiting.Step, waiting.Stop));
        Assert.Null(await RefusalAsync(oldCode, "2026-03-14 08:00:00"));
        _desk.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 14, 16, 0, 0, TimeSpan.Zero));
        var change = Assert.Single(await Runner().ResumeAsync());
        Assert.Equal((MappingChangeStep.Done, MappingChangeStop.None), (change.Step, change.Stop));
        var index = await _desk.Mappings.LoadIndexAsync();
        Assert.Equal(oldCode, index.Resolve("ITEM1", "201", new ChinaTime(2026, 3, 14, 23, 59, 59)).Code);
        Assert.Equal(newCode, index.Resolve("ITEM1", "201", new ChinaTime(2026, 3, 15)).Code);
        Assert.Empty(await new MappingWarnings(_desk.Mappings, _desk.Catalogues).FindAsync(Pairs.Day("2026-03-20")));
        Assert.Equal(["3301", "1317", "3302", "3301", "1317"], Center.Messages.Snapshot().Select(m => m.Code).Where(c => c is "3301" or "3302" or "1317"));

        // Fees are taken with the code of their day, and refused with the other one.
        Assert.Null(await RefusalAsync(newCode, "2026-03-15 08:00:00"));
        Assert.Contains("费用发生日", await RefusalAsync(newCode, "2026-03-14 08:00:00"), StringComparison.Ordinal);
        Assert.Contains("费用发生日", await RefusalAsync(oldCode, "2026-03-15 08:00:00"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_file_catalogue_of_the_center_is_imported_and_the_second_run_finds_nothing_newer()
    {
        Options.Catalogues.AddAll(120);
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
        Options.Catalogues.OldColumns = true;
        Options.Catalogues.Add("1301", new MockCatalogueRelease("F001_20210101_A", 0, 50));
        Assert.Equal((50L, 92), (await DownloadAsync("1301")).Imports.Select(i => (i.Added, i.ColumnCount)).Single());
    }

    [Fact]
    public async Task A_file_that_is_not_ready_is_asked_for_again_and_the_next_run_goes_on_with_it()
    {
        Options.Catalogues.RefusalsBeforeReady = 3;
        Options.Catalogues.Add("1305", new MockCatalogueRelease("F001_20210101_A", 0, 5));
        Assert.Equal(CatalogueDownloadEnd.NotReady, (await DownloadAsync("1305", fetchAttempts: 2)).End);
        Assert.True((await _desk.Catalogues.GetStatusAsync()).Single().HasPendingFile);
        var second = await DownloadAsync("1305", fetchAttempts: 5);
        Assert.Equal((CatalogueDownloadEnd.UpToDate, 5L), (second.End, second.Imports.Single().Added));
        Assert.Equal(2, Center.Messages.Snapshot().Count(m => m.Code == "1305"));
        Assert.False((await _desk.Catalogues.GetStatusAsync()).Single().HasPendingFile);
    }

    [Fact]
    public async Task A_file_that_a_killed_program_had_fetched_is_not_fetched_again()
    {
        Options.Catalogues.Add("1305", new MockCatalogueRelease("F001_20210101_A", 0, 20));
        var dying = new CatalogueDownloader(new ClientCatalogueSource(Client), new DyingStore(_desk.Catalogues), FilesHere());
        await Assert.ThrowsAsync<InvalidOperationException>(() => dying.RunAsync("1305"));
        Assert.Single(Directory.GetFiles(Path.Combine(_desk.Folder, "files")));
        Assert.Equal(20, (await DownloadAsync("1305")).Imports.Single().Added);
        Assert.Equal((2, 1), (Center.Messages.Snapshot().Count(m => m.Code == "1305"), Center.Messages.Snapshot().Count(m => m.Code == "9102")));
        Assert.Empty(Directory.GetFiles(Path.Combine(_desk.Folder, "files")));
    }

    [Fact]
    public async Task A_file_that_is_no_catalogue_is_thrown_away_and_the_next_run_asks_for_it_again()
    {
        Options.Catalogues.Add("1305", new MockCatalogueRelease("F001_20210101_A", 0, 20));
        Directory.CreateDirectory(Path.Combine(_desk.Folder, "files"));
        var dying = new CatalogueDownloader(new ClientCatalogueSource(Client), new DyingStore(_desk.Catalogues), FilesHere());
        await Assert.ThrowsAsync<InvalidOperationException>(() => dying.RunAsync("1305"));
        await File.WriteAllTextAsync(Directory.GetFiles(Path.Combine(_desk.Folder, "files")).Single(), "saved by another program\n");
        await Assert.ThrowsAsync<CatalogueFileException>(() => DownloadAsync("1305"));
        Assert.Equal(20, (await DownloadAsync("1305")).Imports.Single().Added);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_goes_on_with_the_file_that_was_asked_for()
    {
        Options.Catalogues.RefusalsBeforeReady = 1;
        Options.Catalogues.Add("1305", new MockCatalogueRelease("F001_20210101_A", 0, 5));
        await DownloadAsync("1305", fetchAttempts: 1);
        var early = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var options = FilesHere();
        options.TimeProvider = early;
        Assert.Equal(5, (await new CatalogueDownloader(new ClientCatalogueSource(Client), _desk.Catalogues, options).RunAsync("1305")).Imports.Single().Added);
    }

    [Fact]
    public async Task A_file_whose_deadline_has_passed_is_asked_for_anew()
    {
        Options.Catalogues.RefusalsBeforeReady = 2;
        Options.Catalogues.Add("1305", new MockCatalogueRelease("F001_20210101_A", 0, 5));
        await DownloadAsync("1305", fetchAttempts: 1);
        _desk.Clock.Advance(TimeSpan.FromDays(3));
        Options.Catalogues.RefusalsBeforeReady = 0;
        Assert.Equal(5, (await DownloadAsync("1305")).Imports.Single().Added);
        Assert.Equal(3, Center.Messages.Snapshot().Count(m => m.Code == "1305"));
    }

    [Theory]
    [InlineData(FaultKind.Cut)]
    [InlineData(FaultKind.Html502)]
    [InlineData(FaultKind.Empty)]
    [InlineData(FaultKind.Reset)]
    public async Task A_file_that_breaks_on_its_way_is_fetched_again(FaultKind kind)
    {
        Options.Catalogues.Add("1305", new MockCatalogueRelease("F001_20210101_A", 0, 500));
        Center.Faults.Add(Fault.Parse(FaultNames.NameOf(kind) + "@9102:2"));
        Assert.Equal(500, (await DownloadAsync("1305")).Imports.Single().Added);
    }

    [Fact]
    public async Task A_run_that_is_stopped_goes_on_with_the_version_it_had_reached()
    {
        foreach (var version in Enumerable.Range(1, 5))
        {
            Options.Catalogues.Add("1305", new MockCatalogueRelease("F001_" + (version * 5) + "_A", version * 10, 10));
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
        Options.Catalogues.Add("1305", new MockCatalogueRelease("F001_1_A", 0, 5));
        Options.Catalogues.Add("1305", new MockCatalogueRelease("F001_2_A", 5, 5));
        var options = new CatalogueDownloadOptions { TimeProvider = _desk.Clock, Folder = _desk.Folder, StartVersions = { ["1305"] = "F001_1_A" } };
        var result = await new CatalogueDownloader(new ClientCatalogueSource(Client), _desk.Catalogues, options).RunAsync("1305");
        Assert.Equal("F001_2_A", result.Imports.Single().FileVersion.Text);
    }

    [Fact]
    public async Task Item_insurance_item_cap_and_ratio_are_chained_by_day()
    {
        Options.Catalogues.Rows["1316"] = Enumerable.Range(0, 250).Select(i => Row(("med_list_codg", "N" + i), ("hilist_code", "H" + i), ("list_type", "201"), ("insu_admdvs", "000000"))).ToList();
        Options.Catalogues.Rows["1318"] = [Row(("hilist_code", "H7"), ("hilist_lmtpric_type", "2"), ("insu_admdvs", "000000"), ("hilist_pric_uplmt_amt", "12.5"))];
        Options.Catalogues.Rows["1319"] = [Row(("hilist_code", "H7"), ("selfpay_prop_psn_type", "310"), ("selfpay_prop_type", "10"), ("insu_admdvs", "000000"), ("selfpay_prop", "0.1"))];
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
    public async Task Every_paged_query_of_the_center_is_read_to_its_last_page_and_the_second_run_finds_nothing_new()
    {
        foreach (var number in PagedCatalogueDownloader.Numbers.Where(n => n != "1317"))
        {
            Options.Catalogues.Rows[number] = Enumerable.Range(0, 205).Select(i => Row(("med_list_codg", "N" + i), ("hilist_code", "H" + i), ("rid", number + "-" + i))).ToList();
        }

        for (var i = 0; i < 105; i++)
        {
            var pair = Pairs.Of("N" + i, "2026-01-01", item: "ITEM" + i);
            await _desk.Mappings.SetAsync(pair, Desk.Author);
            await new ClientMappingCenter(Client, Hospital).UploadAsync(pair);
        }

        foreach (var number in PagedCatalogueDownloader.Numbers)
        {
            var (rows, pages) = number == "1317" ? (105, 2) : (205, 3);
            Assert.Equal((number, rows), (number, await Paged().RunAsync(number)));
            Assert.Equal(pages, Center.Messages.Snapshot().Count(m => m.Code == number));
            Assert.Equal((number, 0), (number, await Paged().RunAsync(number)));
            Assert.Equal(rows, (await _desk.Catalogues.ListRowsAsync(number)).Count);
        }
    }

    [Fact]
    public async Task The_generated_catalogues_have_the_chain_to_cap_and_ratio_for_a_line_of_fees()
    {
        Options.Catalogues.AddAll(30);
        foreach (var (number, rows) in new[] { ("1304", 30), ("1312", 30), ("1316", 30), ("1318", 90), ("1319", 60) })
        {
            Assert.Equal((number, rows), (number, await Paged().RunAsync(number)));
        }

        await DownloadAsync("1305");
        var code = MockCatalogues.CodeOf("1305", 7);
        await _desk.Mappings.SetAsync(Pairs.Of(code, "2026-01-01", state: MappingState.Confirmed), Desk.Author);
        var tables = new FeeLineTables
        {
            Mappings = await _desk.Mappings.LoadIndexAsync(),
            NationalItems = new NationalItemTable(await _desk.Catalogues.LoadNationalItemsAsync("1305", "201", [code])),
            InsuranceItems = await _desk.Catalogues.LoadInsuranceItemsAsync(),
            PriceCaps = await _desk.Catalogues.LoadPriceCapsAsync(),
            SelfPayRatios = await _desk.Catalogues.LoadSelfPayRatiosAsync(),
        };
        var visit = new FeeVisit { VisitId = "V1", PersonNumber = "P1", InsuredArea = "000000", BatchNumber = "B1", MedType = "2101", SelfPayPersonType = "310" };
        var line = new FeeLineBuilder(tables, new FeeLineOptions { PriceCapLimitType = "2" }).Inpatient(visit, new FeeCharge
        {
            Serial = "1", HospitalItem = "ITEM1", ListType = "201", Quantity = 1, Price = 100, Amount = 100, FeeTime = new ChinaTime(2026, 3, 1, 9, 0, 0),
            DepartmentCode = "K01", DepartmentName = "示例科", DoctorCode = "D01", DoctorName = "医师甲",
        });
        Assert.Empty(line.Findings);
        Assert.Equal((code, 120m, 0.1m), (line.Row!.MedListCodg, line.Cap!.Amount, line.SelfPay!.Ratio));
    }

    [Fact]
    public async Task A_changed_row_of_a_query_is_a_new_state_and_a_stopped_query_goes_on_with_its_page()
    {
        var rows = Enumerable.Range(0, 250).Select(i => Row(("med_list_codg", "N" + i), ("hilist_code", "H" + i), ("list_type", "201"), ("insu_admdvs", "000000"))).ToList();
        Options.Catalogues.Rows["1316"] = rows;
        Center.Faults.Add(Fault.Parse("html502@1316:1"));
        await Assert.ThrowsAnyAsync<InsuranceException>(() => Paged().RunAsync("1316"));
        Assert.Equal(1, (await _desk.Catalogues.GetMarkAsync("1316")).NextPage);
        await Paged().RunAsync("1316");
        rows[3]["hilist_code"] = "H-other";
        rows[3]["updt_time"] = "2026-02-01 00:00:00";
        Assert.Equal(1, await Paged().RunAsync("1316"));
        Assert.Equal("H-other", (await _desk.Catalogues.LoadInsuranceItemsAsync()).Find("N3", "201", "000000", Pairs.Day("2026-03-01"))!.HilistCode);
    }

    [Fact]
    public async Task A_value_that_a_dictionary_has_no_more_is_history()
    {
        var source = new OneDictionary { Rows = [new CenterQueryRow("0|101", "101", "{}"), new CenterQueryRow("0|102", "102", "{}")] };
        var paged = new PagedCatalogueDownloader(source, _desk.Catalogues, new CatalogueDownloadOptions { TimeProvider = _desk.Clock });
        Assert.Equal(2, await paged.RunDictionaryAsync("list_type", "000000"));
        source.Rows = [new CenterQueryRow("0|101", "101", "{}"), new CenterQueryRow("0|106", "106", "{}")];
        Assert.Equal(2, await paged.RunDictionaryAsync("list_type", "000000"));
        Assert.Equal(0, await paged.RunDictionaryAsync("list_type", "000000"));
        Assert.Equal(["101", "106"], (await _desk.Catalogues.ListRowsAsync("1901:list_type")).Select(r => r.Code));
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
        Center.Faults.Add(Fault.Parse("lost-after-booking@3301:1"));
        var change = await Runner().RunAsync(plan);
        Assert.Equal(MappingChangeStop.InDoubt, change.Stop);
        _desk.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(MappingChangeStep.Done, (await Runner().ResumeAsync()).Single().Step);
        Assert.Equal(1, Center.Messages.Snapshot().Count(m => m.Code == "3301"));
    }

    [Fact]
    public async Task A_center_that_reviews_pairs_confirms_them_later()
    {
        Options.Catalogues.ConfirmAtOnce = false;
        await _desk.Mappings.SetAsync(Pairs.Of("N1", "2026-01-01"), Desk.Author);
        var change = await Runner().RunAsync(await _desk.Mappings.PlanUploadAsync("ITEM1", "201", Pairs.Day("2026-01-01"), Desk.Author));
        Assert.Equal(MappingChangeStop.NotConfirmedYet, change.Stop);
        Center.Ledger.ReviewMappings(Hospital);
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

    /// <summary>The downloader's waits pass at once, and the desk's clock with them.</summary>
    private CatalogueDownloadOptions FilesHere(int fetchAttempts = 8) => new() { TimeProvider = new PassingClock(_desk.Clock), Folder = Path.Combine(_desk.Folder, "files"), FetchAttempts = fetchAttempts };

    private CatalogueDownloader Downloader(int fetchAttempts = 8) => new(new ClientCatalogueSource(Client), _desk.Catalogues, FilesHere(fetchAttempts));

    private Task<CatalogueDownloadResult> DownloadAsync(string number, int fetchAttempts = 8) => Downloader(fetchAttempts).RunAsync(number);

    private PagedCatalogueDownloader Paged() => new(new ClientCatalogueSource(Client), _desk.Catalogues, new CatalogueDownloadOptions { TimeProvider = _desk.Clock });

    private MappingChangeRunner Runner() => _bench.Runner(_desk);

    private async Task<string?> RefusalAsync(string code, string time)
    {
        var request = JsonNode.Parse(await SampleAsync("2204"))!.AsObject();
        foreach (var line in request.Select(n => n.Value).OfType<JsonArray>().SelectMany(a => a).OfType<JsonObject>())
        {
            (line["med_list_codg"], line["medins_list_codg"], line["fee_ocur_time"]) = (code, "ITEM1", time);
        }

        try
        {
            await Client.InvokeAsync("2204", request.ToJsonString(), skipCheck: true);
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

    /// <summary>A program that is gone between fetching and importing.</summary>
    private sealed class DyingStore(CatalogueStore inner) : ICatalogueStore
    {
        public Task<CatalogueImportReport> ImportAsync(string catalogue, string path, CatalogueFileOptions? options = null, IProgress<CatalogueProgress>? progress = null, CancellationToken cancellationToken = default)
            => throw new InvalidOperationException("killed");

        public Task<CatalogueVersion> GetVersionAsync(string catalogue, CancellationToken cancellationToken = default) => inner.GetVersionAsync(catalogue, cancellationToken);

        public Task<CatalogueFileNotice?> GetPendingAsync(string catalogue, CancellationToken cancellationToken = default) => inner.GetPendingAsync(catalogue, cancellationToken);

        public Task SetPendingAsync(string catalogue, CatalogueFileNotice? notice, CancellationToken cancellationToken = default) => inner.SetPendingAsync(catalogue, notice, cancellationToken);
    }

    private sealed class OneDictionary : ICatalogueSource
    {
        internal IReadOnlyList<CenterQueryRow> Rows { get; set; } = [];

        public Task<CatalogueFileNotice> AskAsync(string catalogue, string version, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task FetchAsync(CatalogueFileNotice notice, string path, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<string> QueryAsync(string number, string inputJson, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<CenterQueryRow>> QueryDictionaryAsync(string type, string area, ChinaTime day, CancellationToken cancellationToken = default) => Task.FromResult(Rows);
    }
}
