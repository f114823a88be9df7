using System;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;
using Insurance.Sdk.Storage.TraceCodes;
using Insurance.Sdk.Storage.TraceCodes.Desks;
using Insurance.Sdk.TraceCodes.Tests.Queue;
using LinqToDB;
using LinqToDB.Data;

namespace Insurance.Sdk.TraceCodes.Tests.Report;

public sealed class TraceReportTests
{
    private static readonly ChinaTime Day = new(2026, 3, 1);

    [Theory]
    [EveryDatabase]
    public async Task The_report_of_a_day_counts_what_the_desks_noted_and_what_the_queue_sent(DatabaseKind kind)
    {
        await using var world = await QueueWorld.StartAsync(kind, c => c.StrictStock = true);
        var queue = world.Queue();
        await queue.EnqueueAsync([QueueLines.Count("C1"), QueueLines.Sale("S1", count: 2, codes: [QueueLines.Code(1), QueueLines.Code(2)]), QueueLines.Sale("S2", 2, codes: QueueLines.Code(3))]);
        await queue.RunOnceAsync();
        await queue.EnqueueAsync([QueueLines.Sale("S3", 3, codes: QueueLines.Code(4))]);
        await NeedsAsync(
            world.Database.Database,
            new NeedRow { Session = "a", Line = "1", Day = "2026-03-01", Item = "D001", Name = "示例药品1", PacksNeeded = 30_000, PacksCollected = 20_000, UnitsNeeded = 50_000, UnitsCollected = 50_000, MissingReason = "damaged" },
            new NeedRow { Session = "a", Line = "2", Day = "2026-03-01", Item = "D002", Name = "示例药品2", PacksNeeded = 10_000, PacksCollected = 10_000, Channel = TraceChannel.Settlement },
            new NeedRow { Session = "a", Line = "3", Day = "2026-03-01", Item = "D009", Name = "饮片", ExemptReason = "herbal" },
            new NeedRow { Session = "b", Line = "1", Day = "2026-03-02", Item = "D001", Name = "示例药品1", PacksNeeded = 10_000 });

        var report = await new TraceReports(world.Database.Database).OfDayAsync(Day);
        Assert.Equal(["D001", "D002", "D003", "D009"], report.Drugs.Select(d => d.Item).Order(StringComparer.Ordinal));
        Assert.Equal("D001", report.Drugs[0].Item);
        var first = report.Drugs[0];
        Assert.Equal((4L, 3L, 0.75m, 1L, 2L, 0L), (first.Needed, first.Collected, first.CollectionRate, first.MissingLines, first.Sent, first.Refused));
        Assert.Equal((1L, 1L), (report.Drugs.Single(d => d.Item == "D002").BySettlement, report.Drugs.Single(d => d.Item == "D002").Refused));
        Assert.Equal((1L, null), (report.Drugs.Single(d => d.Item == "D009").ExemptLines, report.Drugs.Single(d => d.Item == "D009").CollectionRate));
        Assert.Equal((5L, 4L, 0.8m, 2L, 1L, 1L), (report.Total.Needed, report.Total.Collected, report.Total.CollectionRate, report.Total.Sent, report.Total.Refused, report.Total.Waiting));
        Assert.Equal((1L, 1L, 1L), (report.Uploads.Single(u => u.Kind == TraceUploadKind.Sale).Accepted, report.Uploads.Single(u => u.Kind == TraceUploadKind.Sale).Waiting, report.Uploads.Single(u => u.Kind == TraceUploadKind.Sale).Quarantined));
    }

    [Fact]
    public async Task A_day_without_anything_is_an_empty_report()
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite);
        var report = await new TraceReports(test.Database).OfDayAsync(Day);
        Assert.Empty(report.Drugs);
        Assert.Null(report.Total.CollectionRate);
        Assert.DoesNotContain("<svg", report.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("total", report.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_escapes_what_people_typed_and_loads_nothing()
    {
        var page = Report("<script>alert(1)</script>&\"").ToHtml();
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Contains("采集率<b>75.0%</b>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_is_aligned_and_keeps_control_characters_out()
    {
        var text = Report("阿莫西林\u001b[2J胶囊").ToText();
        Assert.DoesNotContain('\u001b', text);
        var rows = text.Split('\n').Skip(1).Take(3).ToList();
        Assert.Single(rows.Select(r => r.Sum(c => c >= 0x1100 ? 2 : 1)).Distinct());
    }

    [Fact]
    public void The_json_has_the_totals_and_the_drugs()
    {
        using var json = JsonDocument.Parse(Report("示例").ToJson());
        Assert.Equal("2026-03-01", json.RootElement.GetProperty("day").GetString());
        Assert.Equal(0.75m, json.RootElement.GetProperty("total").GetProperty("collectionRate").GetDecimal());
        Assert.Equal("示例", json.RootElement.GetProperty("drugs")[0].GetProperty("name").GetString());
    }

    private static TraceDayReport Report(string name)
        => new("2026-03-01", Day, [new TraceDrugDay { Item = "D001", Name = name, Needed = 4, Collected = 3, Sent = 2 }], [new TraceUploadDay { Kind = TraceUploadKind.Sale, Accepted = 2 }]);

    private static Task NeedsAsync(InsuranceDatabase database, params NeedRow[] rows)
        => database.WriteAsync(DeskTables.Part, (db, c) => db.BulkCopyAsync(new BulkCopyOptions { BulkCopyType = BulkCopyType.MultipleRows }, rows, c), default);
}
