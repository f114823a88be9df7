using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Pediatrics;
using Insurance.Sdk.Storage.Catalogues;
using Insurance.Sdk.Storage.Pediatrics;

namespace Insurance.Sdk.Catalogues.Tests;

/// <summary>Mappings, fee lines and decisions about children with a center at the other end.</summary>
public sealed class MappingScenarioTests : IDisposable
{
    private const string Upload3301 = """{ "transactions": { "3301": { "nodes": { "input": { "data": { "name": "catalogcompin" } } } }, "3302": { "nodes": { "input": { "": { "name": "catalogcompin", "cardinality": "one" } } } } } }""";
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData("data")]
    [InlineData("catalog")]
    [InlineData("catalogcompin")]
    [InlineData("purcinfo")]
    public async Task A_change_goes_under_the_node_that_the_hospitals_center_wants(string node)
    {
        await using var bench = await CenterBench.StartAsync(_desk, CenterBench.NodeOf3302(node));
        await MappedAsync(bench, "A", "2026-01-01");
        Assert.Equal(MappingChangeStep.Done, (await bench.Runner(_desk).RunAsync(await _desk.Mappings.ChangeAsync(Pairs.Of("B", "2026-03-01"), Desk.Author))).Step);
        Assert.Equal(["3301", "1317", "3302", "3301", "1317"], bench.Center.Messages.Snapshot().Select(m => m.Code));
    }

    [Fact]
    public async Task The_node_of_3301_is_the_hospitals_as_well()
    {
        await using var bench = await CenterBench.StartAsync(_desk, Upload3301);
        await MappedAsync(bench, "A", "2026-01-01");
    }

    [Fact]
    public async Task A_center_with_another_node_of_3301_refuses_and_the_change_says_that_the_item_has_no_code_there()
    {
        await using var bench = await CenterBench.StartAsync(_desk, CenterBench.NodeOf3302("catalogcompin"), Upload3301);
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01"), Desk.Author);
        var change = await bench.Runner(_desk).RunAsync(await _desk.Mappings.PlanUploadAsync("ITEM1", "201", Pairs.Day("2026-01-01"), Desk.Author));
        Assert.Equal((MappingChangeStep.OldCancelled, MappingChangeStop.UploadRefused), (change.Step, change.Stop));
        Assert.Contains("fees of the item cannot be uploaded", change.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_node_of_3302_is_not_set_nothing_is_sent_and_the_change_stands_where_it_was()
    {
        await using var bench = await CenterBench.StartAsync(_desk, null, CenterBench.NodeOf3302("data"));
        await MappedAsync(bench, "A", "2026-01-01");
        var change = await _desk.Mappings.ChangeAsync(Pairs.Of("B", "2026-03-01"), Desk.Author);
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => bench.Runner(_desk).RunAsync(change));
        Assert.Contains("3302", error.Message, StringComparison.Ordinal);
        Assert.Equal((MappingChangeStep.Planned, 0), ((await _desk.Mappings.ListOpenAsync()).Single().Step, bench.Center.Messages.Snapshot().Count(m => m.Code == "3302")));
        Assert.Equal([MappingState.Confirmed, MappingState.New], (await _desk.Mappings.ListAllAsync()).Select(p => p.State));
    }

    [Fact]
    public async Task Fees_of_the_past_go_up_before_the_change_and_each_with_the_code_of_its_day()
    {
        await using var bench = await CenterBench.StartAsync(_desk, CenterBench.NodeOf3302("data"));
        bench.Options.Catalogues.CheckFeeLines = true;
        await MappedAsync(bench, "OLD", "2026-01-01");
        List<FeeCharge> unsettled = [Charge("1", "2026-02-27 22:00:00"), Charge("2", "2026-02-28 23:59:59")];
        var change = await _desk.Mappings.ChangeAsync(Pairs.Of("NEW", "2026-03-01"), Desk.Author);
        var runner = bench.Runner(_desk, o => o.CountUnsettledFees = (pair, _) => Task.FromResult(unsettled.Count(c => pair.Interval.Contains(c.FeeTime))));

        // Fees with the old code are not up yet: the change stops, and says so, before anything is sent.
        var warnings = new MappingWarnings(_desk.Mappings, _desk.Catalogues) { CountUnsettledFees = (_, _) => Task.FromResult(unsettled.Count) };
        Assert.Equal(MappingWarningKind.UnsettledFees, Assert.Single(await warnings.FindAsync(Pairs.Day("2026-03-01"))).Kind);
        Assert.Equal((MappingChangeStep.Planned, MappingChangeStop.UnsettledFees), ((await runner.RunAsync(change)) is var c ? (c.Step, c.Stop) : default));
        Assert.DoesNotContain(bench.Center.Messages.Snapshot(), m => m.Code == "3302");

        // They go up with the old code, although the day of the new one has come.
        Assert.Equal(["OLD", "OLD"], await UploadAsync(bench, unsettled));
        unsettled.Clear();
        Assert.Equal(MappingChangeStep.Done, (await runner.ResumeAsync()).Single().Step);
        Assert.Equal(["NEW"], await UploadAsync(bench, [Charge("3", "2026-03-01 00:00:00")]));

        // Too late: 3302 took the whole pair, and the center refuses what comes now. That is why the change waited.
        var late = await Assert.ThrowsAsync<RefusedException>(() => UploadAsync(bench, [Charge("4", "2026-02-28 10:00:00")]));
        Assert.Contains("费用发生日没有有效的目录对照", late.CenterText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pairs_of_the_center_are_read_page_by_page_held_against_the_hospitals_and_taken_over()
    {
        await using var bench = await CenterBench.StartAsync(_desk, CenterBench.NodeOf3302("data"));
        var center = new ClientMappingCenter(bench.Client, CenterBench.Hospital);
        for (var i = 0; i < 230; i++)
        {
            await center.UploadAsync(Pairs.Of("C" + i, "2026-01-01", i % 2 == 0 ? null : "2026-12-31", item: "I" + i.ToString("D3", System.Globalization.CultureInfo.InvariantCulture)));
        }

        await center.CancelAsync(Pairs.Of("C5", "2026-01-01", item: "I005"));
        var adoption = await _desk.Mappings.AdoptAsync(await _desk.Mappings.CompareAsync(center, Desk.Author), Desk.Author);
        Assert.Equal((229, 0), (adoption.Taken.Count, adoption.Refused.Count));
        Assert.True(adoption.Taken.Single(p => p.HospitalItem == "I000").Interval.IsOpen);
        Assert.Equal(Pairs.Day("2026-12-31"), adoption.Taken.Single(p => p.HospitalItem == "I001").Interval.LastDay);
        Assert.All(await _desk.Mappings.CompareAsync(center, Desk.Author), c => Assert.Equal(MappingStanding.Same, c.Standing));

        // Somebody at another desk takes one back and ends another one.
        await center.CancelAsync(Pairs.Of("C7", "2026-01-01", item: "I007"));
        await bench.Client.Mapping.EndMappingAsync(new EndMappingRequest { Catalog = { FixmedinsHilistId = "I008", FixmedinsHilistName = "示例项目", ListType = "201", MedListCodg = "C8", Enddate = Pairs.Day("2026-06-30") } });
        var compared = (await _desk.Mappings.CompareAsync(center, Desk.Author)).Where(c => c.Standing != MappingStanding.Same).ToList();
        Assert.Equal([("I007", MappingStanding.NotValidThere), ("I008", MappingStanding.OtherDays)], compared.Select(c => (c.Here!.HospitalItem, c.Standing)));
    }

    [Fact]
    public async Task A_center_that_reviews_pairs_tells_their_audit_state()
    {
        await using var bench = await CenterBench.StartAsync(_desk, CenterBench.NodeOf3302("data"));
        bench.Options.Catalogues.ConfirmAtOnce = false;
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01"), Desk.Author);
        await bench.Runner(_desk).RunAsync(await _desk.Mappings.PlanUploadAsync("ITEM1", "201", Pairs.Day("2026-01-01"), Desk.Author));
        Assert.Equal(["0"], await AuditsAsync(bench));
        bench.Center.Ledger.ReviewMappings(CenterBench.Hospital);
        Assert.Equal(["1"], await AuditsAsync(bench));
    }

    [Fact]
    public async Task A_refund_of_another_day_repeats_the_decision_that_was_kept_though_the_birthday_has_passed()
    {
        await using var bench = await CenterBench.StartAsync(_desk, null);
        await _desk.Mappings.SetAsync(Pairs.Of("CODE", "2026-01-01", state: MappingState.Confirmed), Desk.Author);
        var rules = new ChildPriceRules([new ChildPriceRule { Id = "R1", Item = "CODE", Interval = new EffectiveInterval(Pairs.Day("2026-01-01")), Boundary = AgeBoundary.BeforeSixthBirthday, Surcharge = ChildSurcharge.Rate(0.2m), Source = "invented" }]);
        var flag = ChildPriceTransmission.FlagField("memo", "child", "grown-up", omitWhenNotApplicable: true);
        var desk = new ChildPriceDesk(rules, new ChildPriceTransmissions([new RegionalTransmission { Region = "000000", Interval = new EffectiveInterval(Pairs.Day("2026-01-01")), Transmission = flag, Source = "invented" }]), "000000");
        var patient = ChildPatient.Born(Pairs.Day("2020-03-15"));
        var records = new ChildPriceRecordStore(_desk.Database);

        // The day before the birthday.
        var review = await ReviewedAsync(Charge("1", "2026-03-14 23:00:00"), null);
        await records.KeepAsync("V1", review.Records);
        Assert.Equal("child", review.Find("1")!.WireValue);

        // Two months later another program takes it back.
        _desk.Clock.Advance(TimeSpan.FromDays(60));
        using var database = _desk.Open();
        var kept = await new ChildPriceRecordStore(database).LoadAsync("V1");
        var refund = await ReviewedAsync(Charge("2", "2026-05-10 09:00:00", quantity: -1, original: "1", originalTime: "2026-03-14 23:00:00"), kept);
        Assert.Empty(refund.Findings);
        Assert.Equal(("child", ChildStatus.Child, "1"), (refund.Find("2")!.WireValue, refund.Find("2")!.Decision.Status, refund.Find("2")!.OriginalSerial));
        await records.KeepAsync("V1", refund.Records);

        // The audit: every decision with its rule, and no birth date.
        var audit = await records.ListAsync(Pairs.Day("2026-03-01"), Pairs.Day("2026-12-31"));
        Assert.Equal(["1", "2"], audit.Select(k => k.Record.Serial));
        Assert.All(audit, k => Assert.Contains("before the sixth birthday (rule R1)", k.Record.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("2020-03-15", string.Concat(audit.Select(k => k.Record.ToJson(withBirthDate: true))), StringComparison.Ordinal);

        async Task<ChildBillReview> ReviewedAsync(FeeCharge charge, IReadOnlyDictionary<string, ChildPriceRecord>? earlier)
        {
            var line = new FeeLineBuilder(new FeeLineTables { Mappings = await _desk.Mappings.LoadIndexAsync() }, new FeeLineOptions()).Inpatient(Visit(), charge);
            var found = desk.Review(patient, [ChildCharge.From(line)], earlier is null ? null : s => earlier.GetValueOrDefault(s));
            var request = new UploadInpatientFeesRequest { Feedetail = { line.Row! } };
            found.ApplyTo(request);
            await bench.Client.Inpatient.UploadInpatientFeesAsync(request);
            Assert.Equal("child", line.Row!.Memo);
            return found;
        }
    }

    [Fact]
    public async Task Of_a_line_that_was_decided_twice_the_last_decision_counts_and_both_stay()
    {
        var desk = new ChildPriceDesk(new ChildPriceRules([]), new ChildPriceTransmissions([new RegionalTransmission { Region = "000000", Interval = new EffectiveInterval(Pairs.Day("2026-01-01")), Transmission = ChildPriceTransmission.SeparateItem, Source = "invented" }]), "000000");
        var records = new ChildPriceRecordStore(_desk.Database, withBirthDates: true);
        foreach (var code in new[] { "A", "B" })
        {
            var charge = new ChildCharge { Serial = "1", NationalCode = code, ListType = "201", Quantity = 1, Price = 5, FeeTime = Pairs.Day("2026-02-01"), DoctorCode = "D" };
            await records.KeepAsync("V1", desk.Review(ChildPatient.Born(Pairs.Day("2021-02-03")), [charge]).Records);
        }

        Assert.Equal(["A", "B"], (await records.ListAsync("V1")).Select(k => k.Record.NationalCode));
        Assert.Equal("B", (await records.LoadAsync("V1"))["1"].NationalCode);
        Assert.Empty(await records.ListAsync("V2"));
        Assert.Contains("2021-02-03", (await records.ListAsync("V1"))[0].Record.ToJson(withBirthDate: true), StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => records.KeepAsync("", []));
    }

    private static FeeVisit Visit() => new() { VisitId = "440800000001", PersonNumber = "P0000001", InsuredArea = "000000", BatchNumber = "B0001", MedType = "2101" };

    private static FeeCharge Charge(string serial, string time, decimal quantity = 1, string? original = null, string? originalTime = null) => new()
    {
        Serial = serial,
        HospitalItem = "ITEM1",
        ListType = "201",
        Quantity = quantity,
        Price = 60,
        Amount = 60 * quantity,
        FeeTime = Pairs.Day(time),
        OriginalSerial = original,
        OriginalFeeTime = originalTime is null ? null : Pairs.Day(originalTime),
        DepartmentCode = "K01",
        DepartmentName = "科",
        DoctorCode = "D0001",
        DoctorName = "医师甲",
        ApprovalFlag = "1",
    };

    /// <summary>Uploads charges (2204) as the builder makes them, and gives the codes that went out.</summary>
    private async Task<string[]> UploadAsync(CenterBench bench, IReadOnlyList<FeeCharge> charges)
    {
        var lines = new FeeLineBuilder(new FeeLineTables { Mappings = await _desk.Mappings.LoadIndexAsync() }, new FeeLineOptions()).Outpatient(Visit(), charges);
        Assert.All(lines, l => Assert.True(l.IsReady));
        await bench.Client.Outpatient.UploadOutpatientFeesAsync(new UploadOutpatientFeesRequest { Feedetail = lines.Select(l => l.Row!).ToList() });
        return lines.Select(l => l.Row!.MedListCodg!).ToArray();
    }

    private async Task MappedAsync(CenterBench bench, string code, string from)
    {
        await _desk.Mappings.SetAsync(Pairs.Of(code, from), Desk.Author);
        Assert.Equal(MappingChangeStep.Done, (await bench.Runner(_desk).RunAsync(await _desk.Mappings.PlanUploadAsync("ITEM1", "201", Pairs.Day(from), Desk.Author))).Step);
    }

    private static async Task<IEnumerable<string?>> AuditsAsync(CenterBench bench)
        => (await bench.Client.Mapping.QueryMappingAuditsAsync(new QueryMappingAuditsRequest { Catalog = { ListType = "201", Begnrow = 1 } })).Result.Catalogmatchinfo.Select(r => r.ChkStas);
}
