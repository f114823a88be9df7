using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;
using Insurance.Sdk.TraceCodes.Tests.Dispensing;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Insurance.Sdk.TraceCodes.Tests.Scenarios;

/// <summary>The five rows of the hospital's plan (ZSMCJ003 base, 3501A stock-in, 3502A stock-return, 3505A dispensing, 3506A return; outpatient and inpatient) and both flows, at a center
/// that fails, read back with 3512 and 3513.</summary>
public sealed class InterfaceRowTests
{
    [Theory]
    [InlineData("")]
    [InlineData("lost-after-booking")]
    [InlineData("lost-before-booking")]
    [InlineData("html502")]
    [InlineData("cut")]
    public async Task A_day_from_dock_to_patient_and_back_leaves_equal_books(string fault)
    {
        await using var day = await PharmacyDay.StartAsync();
        if (fault.Length > 0)
        {
            foreach (var code in new[] { "3501A", "3502A", "3505A", "3506A", "3508", "3509", "3511", "3512", "3513" })
            {
                day.Center.Faults.Add(fault + "@" + code);
            }
        }

        await PlayAsync(day);
    }

    [Theory]
    [EveryDatabase]
    public async Task Random_faults_on_every_product_leave_equal_books(DatabaseKind kind)
    {
        var random = new Random((int)kind + 11);
        await using var day = await PharmacyDay.StartAsync(kind);
        var kinds = new[] { "lost-after-booking", "lost-before-booking", "html502", "cut", "reset", "empty", "gateway-json" };
        var codes = new[] { "3501A", "3502A", "3505A", "3506A", "3508", "3509", "3511", "3512", "3513" };
        for (var i = 0; i < 30; i++)
        {
            day.Center.Faults.Add($"{kinds[random.Next(kinds.Length)]}@{codes[random.Next(codes.Length)]}");
        }

        await PlayAsync(day);
    }

    private static async Task PlayAsync(PharmacyDay day)
    {
        var codes = await BaseFromCenterAsync(day.World.Test.Database);
        var expected = new List<string>();
        await StockInAsync(day, codes, expected);
        // The queue works while the windows do.
        await day.Queue.RunOnceAsync();
        await DispenseAndReturnAsync(day, codes, expected);
        await DischargeMedicineAsync(day, codes, expected);
        await StockReturnAsync(day, codes, expected);
        await day.RunOutAsync();

        expected.Sort(StringComparer.Ordinal);
        Assert.Equal(expected, day.Booked());
        Assert.Empty(await day.Queue.QuarantinedAsync());
        // The return names the center's own number of its sale.
        Assert.All(day.Center.Ledger.Documents().Where(d => d.Code == "3506A"), d => Assert.NotNull(d.PairedWith));
        await ReadBackAsync(day, expected);
    }

    /// <summary>3512 shows what came in, 3513 what was sold; what they show completes the base.</summary>
    private static async Task ReadBackAsync(PharmacyDay day, List<string> expected)
    {
        day.Center.Faults.Clear();
        var (from, to) = (ChinaTime.Now(day.World.Clock), ChinaTime.Now(day.World.Clock));
        var store = new CodeBaseStore(day.World.Test.Database);
        var received = new List<QueryReceivedTraceCodesAnswerOutput>();
        var sold = new List<QuerySoldTraceCodesAnswerOutput>();
        foreach (var item in new[] { "D1", "D2" })
        {
            received.AddRange((await day.Client.Inventory.QueryReceivedTraceCodesAsync(new QueryReceivedTraceCodesRequest { Data = { FixmedinsCode = "H44088200999", MedinsListCodg = item, Begndate = from, Enddate = to } })).Output);
            sold.AddRange((await day.Client.Inventory.QuerySoldTraceCodesAsync(new QuerySoldTraceCodesRequest { Data = { FixmedinsCode = "H44088200999", MedinsListCodg = item, Begndate = from, Enddate = to } })).Output);
        }

        Assert.Equal(Pairs(expected.Where(e => e.StartsWith("3505A", StringComparison.Ordinal))), sold.Select(r => r.FixmedinsBchno + " " + r.DrugTracCodg).Order(StringComparer.Ordinal));
        // The pack that went back to the supplier came in by its count.
        Assert.Equal(
            Pairs(expected.Where(e => e.StartsWith("3501A", StringComparison.Ordinal) || (e.StartsWith("3502A", StringComparison.Ordinal) && !e.EndsWith(" 24 " + DeskWorld.Code(1, 5), StringComparison.Ordinal)))),
            received.Select(r => r.FixmedinsBchno + " " + r.DrugTracCodg).Order(StringComparer.Ordinal));
        await store.LearnFromAsync(received);
        await store.LearnFromAsync(sold);
        Assert.Equal(["D1", "D2"], (await store.LoadAsync()).All.Select(i => i.HospitalItemCode).Where(i => i.Length > 0).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(await store.ConflictsAsync());
    }

    /// <summary>Serial and code of every code in rows of the book.</summary>
    private static List<string> Pairs(IEnumerable<string> rows)
        => rows.Select(r => r.Split(' ')).SelectMany(r => r[3].Split(',').Select(code => r[1] + " " + code)).Order(StringComparer.Ordinal).ToList();

    [Fact]
    public async Task A_row_that_the_standard_refuses_is_told_when_the_bill_is_opened()
    {
        await using var day = await PharmacyDay.StartAsync();
        var line = DeskWorld.Line("1", 1, 28);
        line.Row.PharName = null;
        line.Row.RxFlag = "maybe";
        var e = await Assert.ThrowsAsync<ValidationException>(() => day.Dispensing(DeskWorld.Base).OpenAsync(DeskWorld.Bill("P1", line)));
        Assert.Contains(e.Errors, x => x.Field == "phar_name");
        await day.World.Store.PrepareAsync();
        Assert.Equal(0, await day.World.CountAsync("ins_trace_session"));
    }

    [Fact]
    public async Task A_line_without_a_lot_takes_that_of_its_packs_and_a_pack_without_one_is_refused_at_the_scan()
    {
        await using var day = await PharmacyDay.StartAsync();
        await day.World.StockAsync(1, 1, 1, lot: "L7");
        var line = DeskWorld.Line("1", 1, 24);
        (line.Row.ManuLotnum, line.Row.ManuDate, line.Row.ExpyEnd) = (null, null, null);
        var session = await day.Dispensing(DeskWorld.Base).OpenAsync(DeskWorld.Bill("P1", line));
        var answer = await session.ScanAsync(DeskWorld.Code(1, 2));
        Assert.Equal(ScanRefusal.LotUnknown, answer.Reason);
        Assert.Contains("manu_date", answer.Text, StringComparison.Ordinal);
        Assert.True((await session.ScanAsync(DeskWorld.Code(1, 1))).IsTaken);
        Assert.Equal("L7", (await session.ConfirmAsync()).Rows.Single().Row.ManuLotnum);
        await day.RunOutAsync();
        Assert.Single(day.Booked());
    }

    [Fact]
    public async Task A_line_that_may_stay_without_packs_must_bring_its_lot()
    {
        await using var day = await PharmacyDay.StartAsync();
        var line = DeskWorld.Line("1", 1, 24);
        (line.Row.ManuLotnum, line.Row.ManuDate) = (null, null);
        var e = await Assert.ThrowsAsync<ValidationException>(() => day.Dispensing(DeskWorld.Base, p => p.Incomplete = StrictnessRule.Allow).OpenAsync(DeskWorld.Bill("P1", line)));
        Assert.Equal(["manu_date", "manu_lotnum"], e.Errors.Select(x => x.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_code_that_the_centers_query_has_no_room_for_is_taken_with_a_warning()
    {
        await using var day = await PharmacyDay.StartAsync();
        using var elsewhere = new DeskWorld();
        var desk = elsewhere.Desk(p => { p.CenterCheck = new CenterCodeCheck(day.Client, "H44088200999"); p.UnknownCodes = UnknownCodeRule.Collect; });
        var session = await desk.OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 24)));
        var answer = await session.ScanAsync("(01)06900000000014(10)LOT-2026-A(21)SERIAL-000000001");
        Assert.True(answer.IsTaken, answer.ToString());
        Assert.NotEqual("", answer.Warning);
    }

    [Fact]
    public async Task A_pack_that_another_program_sold_is_found_by_asking_the_center()
    {
        await using var day = await PharmacyDay.StartAsync();
        var first = await day.Dispensing(DeskWorld.Base).OpenAsync(DeskWorld.Bill("P1", DeskWorld.Line("1", 1, 24)));
        await first.ScanAsync(DeskWorld.Code(1, 1));
        await first.ConfirmAsync();
        await day.RunOutAsync();

        using var elsewhere = new DeskWorld();
        var desk = elsewhere.Desk(p => p.CenterCheck = new CenterCodeCheck(day.Client, "H44088200999"));
        var session = await desk.OpenAsync(DeskWorld.Bill("P2", DeskWorld.Line("1", 1, 24)));
        Assert.Equal(ScanRefusal.SoldAtCenter, (await session.ScanAsync(DeskWorld.Code(1, 1))).Reason);
        Assert.True((await session.ScanAsync(DeskWorld.Code(1, 2))).IsTaken);
        await day.Center.DisposeAsync();
        Assert.NotEqual("", (await (await desk.OpenAsync(DeskWorld.Bill("P3", DeskWorld.Line("1", 1, 24)))).ScanAsync(DeskWorld.Code(1, 3))).Warning);
    }

    /// <summary>ZSMCJ003 四码查询. Its fields are not public; these are invented, as the settings would describe them.</summary>
    private static async Task<FourCodeBase> BaseFromCenterAsync(InsuranceDatabase database)
    {
        using var center = WireMockServer.Start();
        center.Given(Request.Create().UsingPost()).RespondWith(Response.Create().WithBody(
            """{"infcode":0,"err_msg":"","output":{"result":{"rows":[{"idCode":"8100001","listCode":"XA01"},{"idCode":"8100002","listCode":"XA02"}]}}}"""));
        var options = new InsuranceOptions
        {
            Profile = "guangdong", BaseUrl = "http://127.0.0.1:" + center.Port + "/", PaasId = "mock-account", Token = "mock-token", InstitutionCode = "H44088200999", InstitutionName = "示例医院", Area = "440882",
            Operator = new Operator { Code = "0001", Name = "操作员甲" },
        };
        options.MessageIds.Directory = System.IO.Directory.CreateTempSubdirectory("ids").FullName;
        using var client = new InsuranceClient(options) { SignNo = "QD1" };
        var query = new FourCodeQuery(client, new FourCodeQueryOptions
        {
            Input = """{ "data": { "pageNum": "{page}", "pageSize": "{pageSize}" } }""",
            Rows = "result.rows",
            PageSize = 100,
            Fields = { ["prefix"] = "idCode", ["nationalItemCode"] = "listCode" },
        });
        var store = new CodeBaseStore(database);
        await new ZsmcjFill(store, query).RunAsync();
        return await store.LoadAsync();
    }

    private static async Task StockInAsync(PharmacyDay day, FourCodeBase codes, List<string> expected)
    {
        var count = await day.Warehouse(codes).OpenAsync(Bill("W1", StockBillKind.FirstCount, null, Line("1", 1, 4), Line("2", 2, 2)));
        var rows = Enumerable.Range(1, 4).Select(i => Supplier(1, i)).Concat(Enumerable.Range(1, 2).Select(i => Supplier(2, i)));
        Assert.Equal(6, (await count.AddSupplierRowsAsync(rows)).Taken);
        var counted = await count.ConfirmAsync("库管");
        expected.AddRange(counted.Counts.Select(c => "3501A " + c.FixmedinsBchno + " " + c.InvCnt!.Value.ToString("0.####") + " " + string.Join(",", c.Drugtracinfo.Select(x => x.DrugTracCodg))));
        expected.AddRange(counted.Changes.Select(Text));

        var bought = await day.Warehouse(codes).OpenAsync(Bill("W2", StockBillKind.StockIn, null, Line("1", 1, 2)));
        Assert.True((await bought.ScanAsync(DeskWorld.Code(1, 5))).IsTaken);
        Assert.True((await bought.ScanAsync(DeskWorld.Code(1, 6))).IsTaken);
        expected.AddRange((await bought.ConfirmAsync("库管")).Counts.Select(c => "3501A " + c.FixmedinsBchno + " 48 " + string.Join(",", c.Drugtracinfo.Select(x => x.DrugTracCodg))));
    }

    private static async Task DispenseAndReturnAsync(PharmacyDay day, FourCodeBase codes, List<string> expected)
    {
        var desk = day.Dispensing(codes, p => p.RequireStockIn = true);
        var insured = await desk.OpenAsync(DeskWorld.Insured("P1", DeskWorld.Line("1", 1, 52), DeskWorld.Line("2", 2, 24)));
        foreach (var code in new[] { DeskWorld.Code(1, 1), DeskWorld.Code(1, 2), DeskWorld.Code(2, 1), DeskWorld.Code(1, 3) })
        {
            Assert.True((await insured.ScanAsync(code)).IsTaken);
        }

        var selfPaid = await desk.OpenAsync(DeskWorld.Bill("P2", DeskWorld.Line("1", 1, 6)));
        Assert.True((await selfPaid.ScanAsync(DeskWorld.Code(1, 3))).IsTaken);
        foreach (var session in new[] { insured, selfPaid })
        {
            expected.AddRange((await session.ConfirmAsync("药师乙")).Rows.Select(r => "3505A " + r.Serial + " " + r.Units.ToString("0.####") + " " + string.Join(",", r.Codes)));
        }

        var back = await day.Returns().OpenAsync(new ReturnBill { Number = "T1", DispensedOn = "P1", OperatorName = "药师乙" });
        Assert.True((await back.ScanAsync(DeskWorld.Code(1, 2))).IsTaken);
        Assert.True((await back.ScanAsync(DeskWorld.Code(1, 3), 2)).IsTaken);
        expected.AddRange((await back.ConfirmAsync("药师乙")).Rows.Select(r => "3506A " + r.Serial + " " + r.Units.ToString("0.####") + " " + string.Join(",", r.Codes)));
    }

    /// <summary>An inpatient goes home with medicine, insured, and brings a pack back to the ward: it is found by the visit.</summary>
    private static async Task DischargeMedicineAsync(PharmacyDay day, FourCodeBase codes, List<string> expected)
    {
        var prescription = DeskWorld.Insured("CY1", DeskWorld.Line("1", 1, 24), DeskWorld.Line("2", 2, 24));
        prescription.VisitId = "ZY0001";
        var session = await day.Dispensing(codes, p => p.RequireStockIn = true).OpenAsync(prescription);
        foreach (var code in new[] { DeskWorld.Code(1, 4), DeskWorld.Code(2, 2) })
        {
            Assert.True((await session.ScanAsync(code)).IsTaken);
        }

        expected.AddRange((await session.ConfirmAsync("药师乙")).Rows.Select(r => "3505A " + r.Serial + " " + r.Units.ToString("0.####") + " " + string.Join(",", r.Codes)));
        var back = await day.Returns().OpenAsync(new ReturnBill { Number = "T2", DispensedOn = "ZY0001", OperatorName = "护士甲", ReturnedPacks = ReturnedPackRule.BackToStock });
        Assert.Equal(ScanRefusal.OtherBill, (await back.ScanAsync(DeskWorld.Code(1, 1))).Reason);
        Assert.True((await back.ScanAsync(DeskWorld.Code(2, 2))).IsTaken);
        var result = await back.ConfirmAsync("护士甲");
        Assert.Equal("ZY0001", result.Rows.Single().Row.MdtrtSn);
        expected.AddRange(result.Rows.Select(r => "3506A " + r.Serial + " " + r.Units.ToString("0.####") + " " + string.Join(",", r.Codes)));
        Assert.Equal(TraceCodeState.InStock, await day.World.StateAsync(DeskWorld.Code(2, 2)));
    }

    private static async Task StockReturnAsync(PharmacyDay day, FourCodeBase codes, List<string> expected)
    {
        var bill = await day.Warehouse(codes).OpenAsync(Bill("W3", StockBillKind.StockChange, StockChangeReason.ReturnToSupplier, Line("1", 1, 1)));
        Assert.True((await bill.ScanAsync(DeskWorld.Code(1, 5))).IsTaken);
        expected.AddRange((await bill.ConfirmAsync("库管")).Changes.Select(Text));
    }

    private static string Text(UploadStockChangesBatchInvinfoDetail change)
        => "3502A " + change.FixmedinsBchno + " " + change.Cnt!.Value.ToString("0.####") + " " + string.Join(",", change.Drugtracinfo.Select(x => x.DrugTracCodg));

    private static SupplierTraceRow Supplier(int drug, int pack)
        => new() { Invoice = "INV-W1", Code = TraceCodeParser.Default.Parse(DeskWorld.Code(drug, pack)).Code, Lot = "L1" };

    private static StockBill Bill(string number, StockBillKind kind, StockChangeReason? reason, params StockLine[] lines)
    {
        var bill = new StockBill { Number = number, Invoice = "INV-" + number, Kind = kind, Reason = reason, OperatorName = "库管" };
        foreach (var line in lines)
        {
            bill.Lines.Add(line);
        }

        return bill;
    }

    private static StockLine Line(string id, int drug, int packs) => new()
    {
        Id = id, Item = "D" + drug, NationalItem = "XA0" + drug, Name = "示例药品" + drug, PrescriptionFlag = "1", Price = 0.5m, Lot = "L1",
        Made = new ChinaTime(2025, 1, 1), Expires = new ChinaTime(2028, 1, 1), Packs = packs, PackSize = 24,
    };
}
