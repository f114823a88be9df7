using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.TraceCodes.Tests.CodeBase;

public sealed class CodeBaseStoreTests
{
    [Theory]
    [EveryDatabase]
    public async Task What_was_imported_is_loaded_with_its_version(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind, new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 16, 30, 5, TimeSpan.Zero)));
        var store = new CodeBaseStore(test.Database);

        var fill = await store.ImportAsync([Row("8100001", "YP0001", name: "测试片", pack: 10.5m), Row("8100002", "YP0002")], FourCodeSource.File, "base.csv");
        var loaded = await store.LoadAsync();

        Assert.Equal((1, FourCodeSource.File, "base.csv", 2, 2, 0, 0), (fill.Version, fill.Source, fill.Origin, fill.Rows, fill.Added, fill.Changed, fill.Removed));
        Assert.Equal("2026-03-02 00:30:05", fill.Started.ToString());
        var item = Assert.Single(loaded.FindByPrefix("8100001"));
        Assert.Equal(("YP0001", "测试片", 10.5m, 1, 1), (item.HospitalItemCode, item.Name, item.PackSize, item.Version, loaded.Version));
    }

    [Theory]
    [EveryDatabase]
    public async Task The_same_rows_again_change_nothing(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var store = new CodeBaseStore(test.Database);
        FourCodeRow[] rows = [Row("8100001", "YP0001", pack: 10m), Row("8100001", "YP0002"), new FourCodeRow { WholeCode = "MF-1", HospitalItemCode = "YP3" }, new FourCodeRow { Barcode = "6900000000014", HospitalItemCode = "YP4" }];
        await store.ImportAsync(rows, FourCodeSource.File, "base.csv");

        var again = await store.ImportAsync(rows.Concat(rows), FourCodeSource.File, "base.csv", isComplete: true);

        Assert.Equal((2, 4, 0, 0, 0), (again.Version, again.Rows, again.Added, again.Changed, again.Removed));
        Assert.Equal(4, (await store.LoadAsync()).Count);
        Assert.All((await store.LoadAsync()).All, i => Assert.Equal(1, i.Version));
    }

    [Theory]
    [EveryDatabase]
    public async Task A_later_file_completes_rows_and_never_empties_a_field(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var store = new CodeBaseStore(test.Database);
        await store.ImportAsync([Row("8100001", "YP0001", name: "测试片")], FourCodeSource.File, "1");

        var fill = await store.ImportAsync([Row("8100001", "YP0001", pack: 24m)], FourCodeSource.File, "2");

        var item = Assert.Single((await store.LoadAsync()).All);
        Assert.Equal((0, 1), (fill.Added, fill.Changed));
        Assert.Equal(("测试片", 24m, 2), (item.Name, item.PackSize, item.Version));
    }

    [Theory]
    [EveryDatabase]
    public async Task A_complete_fill_takes_away_what_its_source_has_no_more_and_leaves_other_sources_alone(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var store = new CodeBaseStore(test.Database);
        await store.ImportAsync([Row("8100001", "YP0001"), Row("8100002", "YP0002")], FourCodeSource.File, "1");
        await store.ImportAsync([Row("8100003", "YP0003")], FourCodeSource.Center, "ZSMCJ003");

        var fill = await store.ImportAsync([Row("8100002", "YP0002")], FourCodeSource.File, "2", isComplete: true);

        Assert.Equal((0, 0, 1), (fill.Added, fill.Changed, fill.Removed));
        Assert.Equal(new[] { "8100002", "8100003" }, (await store.LoadAsync()).All.Select(i => i.Prefix));
        var back = await store.ImportAsync([Row("8100001", "YP0001")], FourCodeSource.File, "3");
        Assert.Equal((1, 3), (back.Added, (await store.LoadAsync()).Count));
    }

    [Theory]
    [EveryDatabase]
    public async Task What_is_learned_stands_behind_what_was_imported_and_never_changes_it(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var store = new CodeBaseStore(test.Database);
        await store.ImportAsync([new FourCodeRow { Prefix = "8100001", NationalItemCode = "XTEST1", Name = "imported" }], FourCodeSource.File, "1");

        var fill = await store.LearnFromAsync(
            [
                Sold("81000010000000000001", "YP0001", "XTEST1"),
                Sold("81000010000000000002", "YP0001", "XTEST1"),
                Sold("81000020000000000001", "YP0002", "XTEST2"),
            ]);

        Assert.Equal((2, 0, 0), (fill.Added, fill.Changed, fill.Conflicts));
        var hits = (await store.LoadAsync()).FindByPrefix("8100001");
        Assert.Equal(new[] { ("imported", FourCodeSource.File, ""), ("learned name", FourCodeSource.Learned, "YP0001") }, hits.Select(h => (h.Name, h.Source, h.HospitalItemCode)));
        Assert.Empty(await store.ConflictsAsync());
    }

    [Theory]
    [EveryDatabase]
    public async Task A_learned_link_that_contradicts_is_kept_apart_and_shown(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var store = new CodeBaseStore(test.Database);
        await store.ImportAsync([new FourCodeRow { Prefix = "8100001", NationalItemCode = "XTEST1", HospitalItemCode = "YP0001" }], FourCodeSource.File, "1");

        var fill = await store.LearnFromAsync([Sold("81000010000000000001", "YP0009", "XTEST9")]);

        var conflict = Assert.Single(await store.ConflictsAsync());
        Assert.Equal(1, fill.Conflicts);
        Assert.Equal(("YP0009", "YP0001"), (conflict.Learned.HospitalItemCode, Assert.Single(conflict.Imported).HospitalItemCode));
        Assert.Equal("YP0001", Assert.Single((await store.LoadAsync()).FindByPrefix("8100001")).HospitalItemCode);
    }

    [Theory]
    [EveryDatabase]
    public async Task A_conflict_ends_when_an_import_says_the_same(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var store = new CodeBaseStore(test.Database);
        await store.LearnFromAsync([Sold("81000010000000000001", "YP0009", "XTEST9")]);

        await store.ImportAsync([Row("8100001", "YP0001", national: "XTEST1")], FourCodeSource.File, "1");
        Assert.Single(await store.ConflictsAsync());
        await store.ImportAsync([Row("8100001", "YP0009", national: "XTEST9")], FourCodeSource.File, "2");

        Assert.Empty(await store.ConflictsAsync());
        Assert.All((await store.LoadAsync()).FindByPrefix("8100001"), i => Assert.Equal(FourCodeSource.File, i.Source));
    }

    [Fact]
    public async Task Codes_of_which_nothing_can_be_learned_are_counted()
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite);
        var store = new CodeBaseStore(test.Database);

        var fill = await store.LearnFromAsync(new QueryReceivedTraceCodesAnswerOutput[]
        {
            new() { DrugTracCodg = "MF-1", MedinsListCodg = "YP1" },
            new() { DrugTracCodg = "81000010000000000001" },
            new() { DrugTracCodg = "81000010000000000001", MedinsListCodg = "YP1", ValiFlag = "0" },
            new() { DrugTracCodg = "010690000000001421SN1", MedinsListCodg = "YP1", ValiFlag = "1" },
        });

        Assert.Equal((1, 3), (fill.Added, fill.BadRows));
        Assert.Equal("YP1", Assert.Single((await store.LoadAsync()).FindByBarcode("6900000000014")).HospitalItemCode);
    }

    [Theory]
    [EveryDatabase]
    public async Task A_fill_that_fails_leaves_nothing_behind(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var store = new CodeBaseStore(test.Database);
        using var stop = new CancellationTokenSource();
        var rows = Enumerable.Range(0, 5000).Select(i => Row((8100000 + i).ToString(), "YP" + i)).ToList();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ImportAsync(rows, FourCodeSource.File, "1", progress: new Now(p =>
        {
            if (p.Rows >= 2000)
            {
                stop.Cancel();
            }
        }), cancellationToken: stop.Token));

        Assert.Equal(0, (await store.LoadAsync()).Count);
        Assert.Empty(await store.FillsAsync());
    }

    [Fact]
    public async Task Progress_is_told_up_to_the_last_row()
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite);
        var store = new CodeBaseStore(test.Database);
        var told = new List<CodeBaseProgress>();

        await store.ImportAsync(Enumerable.Range(0, 5000).Select(i => Row((8100000 + i).ToString(), "YP" + i)), FourCodeSource.File, "1", progress: new Now(told.Add));

        Assert.Equal(new[] { 2000, 4000, 5000 }, told.Select(p => p.Rows));
        Assert.All(told, p => Assert.Equal(5000, p.Total));
        Assert.Equal(5000, (await store.LoadAsync()).PrefixCount);
    }

    [Fact]
    public void A_wrong_row_is_refused_by_field_and_rule()
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite);

        Assert.Contains("prefix", Assert.Throws<ArgumentException>(() => new CodeBaseStore(test.Database).Import([Row("123", "YP1")], FourCodeSource.File, "1")).Message, StringComparison.Ordinal);
    }

    private static QuerySoldTraceCodesAnswerOutput Sold(string code, string item, string national)
        => new() { DrugTracCodg = code, MedinsListCodg = item, MedListCodg = national, MedinsListName = "learned name" };

    private static FourCodeRow Row(string prefix, string item, string national = "", string name = "", decimal? pack = null)
        => new() { Prefix = prefix, HospitalItemCode = item, NationalItemCode = national, Name = name, PackSize = pack };

    /// <summary>Progress without a thread of its own.</summary>
    private sealed class Now(Action<CodeBaseProgress> take) : IProgress<CodeBaseProgress>
    {
        public void Report(CodeBaseProgress value) => take(value);
    }
}
