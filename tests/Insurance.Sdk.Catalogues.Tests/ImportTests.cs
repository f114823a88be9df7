using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage.Catalogues;

namespace Insurance.Sdk.Catalogues.Tests;

public sealed class ImportTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        var file = _desk.Text(new ServiceRow("A1"), new ServiceRow("A2"));
        var first = await _desk.Catalogues.ImportAsync("1305", file);
        var second = await _desk.Catalogues.ImportAsync("1305", file);
        Assert.Equal((2, 0), (first.Added, first.Unchanged));
        Assert.True(second.ChangedNothing);
        Assert.Equal(2, second.Unchanged);
        Assert.Equal(2, (await _desk.Catalogues.GetStatusAsync()).Single().Rows);
    }

    [Fact]
    public async Task Added_changed_ended_brought_back_and_repeated_are_told_apart()
    {
        await ImportAsync(new ServiceRow("CHANGED"), new ServiceRow("FLAGGED"), new ServiceRow("DATED"), new ServiceRow("BACK") { Valid = "0" }, new ServiceRow("SAME"));
        var report = await ImportAsync(
            new ServiceRow("NEW", "F001_2_A"),
            new ServiceRow("CHANGED", "F001_2_A") { Name = "新名称" },
            new ServiceRow("FLAGGED", "F001_2_A") { Valid = "0" },
            new ServiceRow("DATED", "F001_2_A") { End = "2025-12-31" },
            new ServiceRow("BACK", "F001_2_A"),
            new ServiceRow("SAME", "F001_2_A") { Record = "R2" });
        Assert.Equal((1, 1, 2, 1, 1), (report.Added, report.Changed, report.Ended, report.BroughtBack, report.Repeated));
        Assert.Equal("F001_1_A", report.VersionBefore.Text);
        Assert.Equal("F001_2_A", report.Version.Text);
    }

    [Fact]
    public async Task An_end_in_the_future_is_a_change_and_no_end()
    {
        await ImportAsync(new ServiceRow("A1"));
        var report = await ImportAsync(new ServiceRow("A1", "F001_2_A") { End = "2026-03-02" });
        Assert.Equal((1, 0), (report.Changed, report.Ended));
    }

    [Fact]
    public async Task The_greatest_version_is_by_number_and_an_older_file_later_does_not_turn_it_back()
    {
        await ImportAsync(new ServiceRow("A1", "F001_10_A") { Name = "十" });
        var older = await ImportAsync(new ServiceRow("A1", "F001_9_A") { Name = "九" });
        Assert.Equal(1, older.Older);
        Assert.Equal("F001_10_A", (await _desk.Catalogues.GetVersionAsync("1305")).Text);
        Assert.Equal("十", (await _desk.Catalogues.FindAsync("1305", "A1", Pairs.Day("2026-01-01"))).Row![CatalogueRole.Name]);
        Assert.Equal([("F001_9_A", "F001_10_A"), ("F001_10_A", null)], (await _desk.Catalogues.GetVersionsAsync("1305", "A1")).Select(v => (v.First.Text, v.ReplacedBy?.Text)));
    }

    [Fact]
    public async Task The_same_version_with_other_content_is_left_out_told_and_the_first_stays()
    {
        await ImportAsync(new ServiceRow("A1") { Name = "先" });
        var report = await ImportAsync(new ServiceRow("A1") { Name = "后" }, new ServiceRow("A2"));
        Assert.Equal((1, 1), (report.Skipped, report.Added));
        Assert.Equal(SkipReason.SameVersionDiffers, report.SkippedRows.Single().Reason);
        Assert.Equal("先", (await _desk.Catalogues.GetVersionsAsync("1305", "A1")).Single().Row[CatalogueRole.Name]);
    }

    [Fact]
    public async Task A_code_twice_in_one_version_with_two_records_keeps_both_and_the_day_decides()
    {
        await ImportAsync(
            new ServiceRow("A1") { Record = "R1", Begin = "2021-01-01", End = "2023-12-31", Name = "早" },
            new ServiceRow("A1") { Record = "R2", Begin = "2024-01-01", Name = "晚" });
        Assert.Equal("早", (await _desk.Catalogues.FindAsync("1305", "A1", Pairs.Day("2023-12-31"))).Row![CatalogueRole.Name]);
        Assert.Equal("晚", (await _desk.Catalogues.FindAsync("1305", "A1", Pairs.Day("2024-01-01"))).Row![CatalogueRole.Name]);
    }

    [Theory]
    [InlineData("2020-12-31", CatalogueReason.BeginsLater)]
    [InlineData("2021-01-01", CatalogueReason.Valid)]
    [InlineData("2024-12-31", CatalogueReason.Valid)]
    [InlineData("2025-01-01", CatalogueReason.Ended)]
    public async Task A_day_is_judged_at_both_ends(string day, CatalogueReason reason)
    {
        await ImportAsync(new ServiceRow("A1") { End = "Tue Dec 31 00:00:00 CST 2024" });
        Assert.Equal(reason, (await _desk.Catalogues.FindAsync("1305", "A1", Pairs.Day(day))).Reason);
        Assert.Equal(CatalogueReason.NotKnown, (await _desk.Catalogues.FindAsync("1305", "A9", Pairs.Day(day))).Reason);
    }

    [Theory]
    [InlineData("null", CatalogueReason.Withdrawn)]
    [InlineData("Thu Dec 31 00:00:00 CST 2099", CatalogueReason.Withdrawn)]
    [InlineData("9999-12-31", CatalogueReason.Withdrawn)]
    [InlineData("2026-12-31", CatalogueReason.Valid)]
    [InlineData("2025-12-31", CatalogueReason.Ended)]
    public async Task A_code_that_was_taken_back_is_not_valid_because_its_last_day_is_the_far_one(string end, CatalogueReason reason)
    {
        await ImportAsync(new ServiceRow("A1"));
        Assert.Equal(1, (await ImportAsync(new ServiceRow("A1", "F001_2_A") { Valid = "0", End = end })).Ended);
        var today = Pairs.Day("2026-03-01");
        Assert.Equal(reason, (await _desk.Catalogues.FindAsync("1305", "A1", today)).Reason);
        var national = new NationalItemTable(await _desk.Catalogues.LoadNationalItemsAsync("1305", "201", ["A1"]));
        Assert.Equal(reason == CatalogueReason.Valid, national.Find("A1", "201", today) is not null);

        // Whoever has mapped the code is told of it.
        await _desk.Mappings.SetAsync(Pairs.Of("A1", "2026-01-01"), Desk.Author);
        var warnings = await new MappingWarnings(_desk.Mappings, _desk.Catalogues).FindAsync(today);
        Assert.Equal(reason == CatalogueReason.Valid ? 0 : 1, warnings.Count);
        Assert.Equal(reason == CatalogueReason.Withdrawn ? null : reason == CatalogueReason.Ended ? Pairs.Day("2025-12-31") : (ChinaTime?)null, (warnings.Count == 0 ? null : warnings[0].Since));
    }

    [Fact]
    public async Task A_version_that_begins_later_does_not_change_the_days_before_it()
    {
        await ImportAsync(new ServiceRow("A1") { Name = "旧" });
        await ImportAsync(new ServiceRow("A1", "F001_2_A") { Name = "新", Begin = "2026-02-01" });
        Assert.Equal("旧", (await _desk.Catalogues.FindAsync("1305", "A1", Pairs.Day("2026-01-31"))).Row![CatalogueRole.Name]);
        Assert.Equal("新", (await _desk.Catalogues.FindAsync("1305", "A1", Pairs.Day("2026-02-01"))).Row![CatalogueRole.Name]);
        var items = new NationalItemTable(await _desk.Catalogues.LoadNationalItemsAsync("1305", "201", ["A1"]));
        Assert.Equal("旧", items.Find("A1", "201", Pairs.Day("2026-01-31"))!.Name);
        Assert.Equal("新", items.Find("A1", "201", Pairs.Day("2026-02-01"))!.Name);
    }

    [Fact]
    public async Task A_file_that_breaks_in_the_middle_leaves_nothing_behind()
    {
        await ImportAsync(new ServiceRow("A1"));
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 200).Select(i => new ServiceRow("B" + i, "F001_2_A") + "\n"))).Concat(new byte[] { 0xFF, (byte)'\n' }).ToArray();
        await Assert.ThrowsAsync<CatalogueFileException>(() => _desk.Catalogues.ImportAsync("1305", _desk.Bytes(bytes)));
        Assert.Equal("F001_1_A", (await _desk.Catalogues.GetVersionAsync("1305")).Text);
        Assert.Empty(await _desk.Catalogues.GetVersionsAsync("1305", "B0"));
    }

    [Fact]
    public async Task An_import_that_is_stopped_leaves_nothing_behind_and_the_next_one_takes_all()
    {
        var file = _desk.Text(Enumerable.Range(0, 12_000).Select(i => (string)new ServiceRow("A" + i)).ToArray());
        using var stop = new CancellationTokenSource();
        var progress = new Told(p => stop.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _desk.Catalogues.ImportAsync("1305", file, progress: progress, cancellationToken: stop.Token));
        Assert.Empty(await _desk.Catalogues.GetVersionsAsync("1305", "A0"));
        Assert.Equal(12_000, (await _desk.Catalogues.ImportAsync("1305", file)).Added);
    }

    [Fact]
    public async Task Progress_ends_with_the_whole_file()
    {
        var told = new List<CatalogueProgress>();
        var file = _desk.Text(Enumerable.Range(0, 6000).Select(i => (string)new ServiceRow("A" + i)).ToArray());
        await _desk.Catalogues.ImportAsync("1305", file, progress: new Told(told.Add));
        Assert.Equal((6000, new FileInfo(file).Length), (told[^1].Rows, told[^1].Bytes));
        Assert.Equal(5000, told[0].Rows);
    }

    [Fact]
    public async Task Two_versions_side_by_side_name_the_columns_that_differ()
    {
        await ImportAsync(new ServiceRow("CHANGED"), new ServiceRow("GONE"), new ServiceRow("SAME"));
        await ImportAsync(
            new ServiceRow("CHANGED", "F001_2_A") { Name = "新名称" }, new ServiceRow("GONE", "F001_2_A") { Valid = "0" }, new ServiceRow("SAME", "F001_2_A"), new ServiceRow("NEW", "F001_2_A"));
        await ImportAsync(new ServiceRow("CHANGED", "F001_3_A") { Name = "更新" });
        var diff = await _desk.Catalogues.DiffAsync("1305", new CatalogueVersion("F001_1_A"), new CatalogueVersion("F001_2_A"), new HashSet<string> { "GONE" }, limit: 1);
        Assert.Equal((1, 1, 1, 0), (diff.Added, diff.Changed, diff.Ended, diff.BroughtBack));
        Assert.True(diff.IsCut);
        Assert.Equal(["CHANGED", "GONE"], diff.Changes.Select(c => c.Code));
        var column = diff.Changes[0].Columns.Single();
        Assert.Equal(("servitem_name", "示例项目", "新名称"), (column.Column!.Code, column.Before, column.After));
        await Assert.ThrowsAsync<ArgumentException>(() => _desk.Catalogues.DiffAsync("1305", new CatalogueVersion("F001_2_A"), new CatalogueVersion("F001_2_A")));
    }

    [Fact]
    public async Task What_a_code_was_agrees_with_a_naive_reading_of_all_versions_over_random_histories()
    {
        var random = new Random(20260301);
        for (var history = 0; history < 60; history++)
        {
            using var desk = new Desk();
            var rows = Enumerable.Range(1, random.Next(1, 6)).Select(v =>
            {
                var from = new DateTime(2024, 1, 1).AddDays(random.Next(0, 60));
                var to = random.Next(3) == 0 ? (DateTime?)null : from.AddDays(random.Next(0, 40));
                return (Version: v, From: from, To: to, Valid: random.Next(5) != 0);
            }).ToList();
            foreach (var row in rows.OrderBy(_ => random.Next()))
            {
                await desk.Catalogues.ImportAsync("1305", desk.Text(new ServiceRow("A1", "F001_" + row.Version + "_A")
                {
                    Begin = row.From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                    End = row.To?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "null",
                    Valid = row.Valid ? "1" : "0",
                }));
            }

            for (var day = new DateTime(2023, 12, 25); day < new DateTime(2024, 4, 20); day = day.AddDays(3))
            {
                var begun = rows.Where(r => r.From <= day).OrderBy(r => r.Version).LastOrDefault();
                var expected = begun.Version == 0 ? CatalogueReason.BeginsLater
                    : begun.To is { } to ? (day <= to ? CatalogueReason.Valid : CatalogueReason.Ended)
                    : begun.Valid ? CatalogueReason.Valid : CatalogueReason.Withdrawn;
                Assert.Equal(expected, (await desk.Catalogues.FindAsync("1305", "A1", day)).Reason);
            }
        }
    }

    [Fact]
    public async Task Days_of_national_codes_in_memory_agree_with_what_the_store_says_over_random_histories()
    {
        var random = new Random(20260302);
        for (var history = 0; history < 60; history++)
        {
            using var desk = new Desk();
            for (var version = 1; version <= random.Next(1, 5); version++)
            {
                // Now and then one version has two rows of a code.
                var rows = Enumerable.Range(0, random.Next(1, 3)).Select(r =>
                {
                    var from = new DateTime(2024, 1, 1).AddDays(random.Next(0, 50));
                    return (string)new ServiceRow("A1", "F001_" + version + "_A")
                    {
                        Record = "R" + r,
                        Name = "V" + version + "R" + r,
                        Begin = Day(from),
                        End = random.Next(3) == 0 ? "null" : Day(from.AddDays(random.Next(0, 40))),
                        Valid = random.Next(4) == 0 ? "0" : "1",
                    };
                });
                await desk.Catalogues.ImportAsync("1305", desk.Text(rows.ToArray()));
            }

            var table = new NationalItemTable(await desk.Catalogues.LoadNationalItemsAsync("1305", "201", ["A1"]));
            for (var day = new DateTime(2023, 12, 30); day < new DateTime(2024, 4, 10); day = day.AddDays(1))
            {
                var stored = await desk.Catalogues.FindAsync("1305", "A1", day);
                Assert.True((stored.Reason == CatalogueReason.Valid) == table.Find("A1", "201", day) is not null, $"history {history}, {Day(day)}: {stored.Reason}");
            }
        }

        static string Day(DateTime day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_changes_neither_versions_nor_what_a_day_was()
    {
        await ImportAsync(new ServiceRow("A1") { Name = "一" });
        using var database = Insurance.Sdk.Storage.InsuranceDatabase.Sqlite(Path.Combine(_desk.Folder, "store.db"), new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2019, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        var report = await new CatalogueStore(database).ImportAsync("1305", _desk.Text(new ServiceRow("A1", "F001_2_A") { Name = "二", Begin = "2026-02-01" }));
        Assert.Equal(("F001_1_A", "F001_2_A", 1L), (report.VersionBefore.Text, report.Version.Text, report.Changed));
        Assert.Equal("二", (await _desk.Catalogues.FindAsync("1305", "A1", Pairs.Day("2026-02-01"))).Row![CatalogueRole.Name]);
        Assert.Equal("一", (await _desk.Catalogues.FindAsync("1305", "A1", Pairs.Day("2026-01-31"))).Row![CatalogueRole.Name]);
        Assert.Equal(["F001_1_A", "F001_2_A"], (await _desk.Catalogues.ListVersionsAsync("1305")).Select(v => v.Version.Text));
    }

    [Fact]
    public async Task A_version_that_is_not_held_is_no_side_of_a_difference()
    {
        await ImportAsync(new ServiceRow("A1"));
        await ImportAsync(new ServiceRow("A1", "F001_2_A"));
        var error = await Assert.ThrowsAsync<ArgumentException>(() => _desk.Catalogues.DiffAsync("1305", new CatalogueVersion("F001_1_A"), new CatalogueVersion("F001_3_A")));
        Assert.Contains("F001_1_A, F001_2_A", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await _desk.Catalogues.DiffAsync("1305", default, new CatalogueVersion("F001_1_A"))).Added);
    }

    [Fact]
    public async Task A_code_with_parts_is_valid_while_one_of_them_is()
    {
        await _desk.Catalogues.ImportAsync("1321", _desk.Text(Part("0131", "null", "2024-12-31"), Part("0131", "01", "null"), Part("0132", "01", "2024-12-31")));
        Assert.Equal(CatalogueReason.Valid, (await _desk.Catalogues.FindAsync("1321", "0131", Pairs.Day("2026-01-01"))).Reason);
        Assert.Equal(CatalogueReason.Ended, (await _desk.Catalogues.FindAsync("1321", "0132", Pairs.Day("2026-01-01"))).Reason);

        static string Part(string code, string addOn, string last)
        {
            var cells = Enumerable.Repeat("null", 34).ToArray();
            (cells[2], cells[4], cells[13], cells[20], cells[22], cells[23]) = (code, addOn, "1", "V1", "2021-01-01", last);
            return string.Join('\t', cells);
        }
    }

    [Fact]
    public async Task A_code_that_one_file_has_again_and_again_is_known_again_whatever_the_size_of_the_file()
    {
        var rows = Enumerable.Range(0, 20_000).Select(i => (string)new ServiceRow("A" + (i % 12_000), "F001_" + (i < 12_000 ? 1 : 2) + "_A") { Name = i < 12_000 ? "先" : "后" });
        var report = await _desk.Catalogues.ImportAsync("1305", _desk.Text(rows.ToArray()));
        Assert.Equal((12_000, 8_000, 0), (report.Added, report.Changed, report.Skipped));
    }

    [Fact]
    public void A_thread_with_a_user_interface_may_wait_for_an_import()
    {
        var file = _desk.Text(new ServiceRow("A1"));
        CatalogueImportReport? report = null;
        ItemMapping? pair = null;
        var thread = new Thread(() =>
        {
            // Nobody pumps this context: a continuation that came back to it would never run.
            SynchronizationContext.SetSynchronizationContext(new Stuck());
            report = _desk.Catalogues.Import("1305", file);
            _desk.Mappings.Set(Pairs.Of("A1", "2026-01-01"), Desk.Author);
            pair = _desk.Mappings.ListAll().Single();
        });
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromMinutes(2)));
        Assert.Equal((1L, "A1"), (report!.Added, pair!.NationalCode));
    }

    [Fact]
    public async Task Suggestions_agree_exactly_and_nothing_is_mapped()
    {
        await _desk.Catalogues.ImportAsync("1306", _desk.Text(Consumable("C1", "udi-1", "注册1", "导管", "5F"), Consumable("C2", "udi-2", "注册2", "导管", "6F")));
        var found = await _desk.Catalogues.SuggestAsync("1306", [
            new UnmappedItem { HospitalItem = "I1", Barcode = "UDI-1" },
            new UnmappedItem { HospitalItem = "I2", Name = "导 管", Specification = "６F" },
            new UnmappedItem { HospitalItem = "I3", Name = "导管" },
            new UnmappedItem { HospitalItem = "I4", ApprovalNumber = "注册2" }]);
        Assert.Equal(
            [("I1", "C1", SuggestionReason.Barcode), ("I4", "C2", SuggestionReason.ApprovalNumber), ("I2", "C2", SuggestionReason.NameAndSpecification)],
            found.Select(s => (s.Item.HospitalItem, s.Code, s.Reason)));
        Assert.Empty(await _desk.Mappings.ListAllAsync());
    }

    private static string Consumable(string code, string udi, string approval, string name, string spec)
    {
        var cells = Enumerable.Repeat("null", 71).ToArray();
        (cells[0], cells[1], cells[2], cells[9], cells[50], cells[67], cells[68], cells[69]) = (code, name, udi, spec, approval, "1", "R", "V1");
        return string.Join('\t', cells);
    }

    private Task<CatalogueImportReport> ImportAsync(params ServiceRow[] rows) => _desk.Catalogues.ImportAsync("1305", _desk.Text(rows.Select(r => (string)r).ToArray()));

    private sealed class Stuck : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }

    /// <summary>Told on the importing thread.</summary>
    private sealed class Told(Action<CatalogueProgress> tell) : IProgress<CatalogueProgress>
    {
        public void Report(CatalogueProgress value) => tell(value);
    }
}
