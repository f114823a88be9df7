using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;
using Insurance.Sdk.Storage.TraceCodes;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.TraceCodes.Tests.Dispensing;

/// <summary>An invented pharmacy: two drugs, a database, desks, and a clock that stands still.</summary>
internal sealed class DeskWorld : IDisposable
{
    internal const decimal PackSize = 24;

    internal DeskWorld(DatabaseKind kind = DatabaseKind.Sqlite)
    {
        Test = TestDatabase.Open(kind, Clock);
        Store = new DatabaseDeskStore(Test.Database);
    }

    /// <summary>2026-03-02 10:00 in China.</summary>
    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero));

    internal TestDatabase Test { get; }

    internal DatabaseDeskStore Store { get; }

    internal TraceCodeLedger Ledger => new(Store);

    internal static FourCodeBase Base { get; } = FourCodeBase.From(new[]
    {
        new FourCodeRow { Prefix = "8100001", HospitalItemCode = "D1", NationalItemCode = "XA01", Name = "示例药品1" },
        new FourCodeRow { Prefix = "8100002", HospitalItemCode = "D2", NationalItemCode = "XA02", Name = "示例药品2" },
        new FourCodeRow { Prefix = "8100003", HospitalItemCode = "D1", Name = "示例药品1" },
        new FourCodeRow { Prefix = "8100003", HospitalItemCode = "D2", Name = "示例药品2" },
        new FourCodeRow { Prefix = "8100009", HospitalItemCode = "D9", Name = "示例药品9" },
    });

    /// <summary>The code of a pack of drug 1 or 2.</summary>
    internal static string Code(int drug, int pack) => "810000" + drug + pack.ToString("D13");

    internal DispensingDesk Desk(Action<DispensingPolicy>? change = null, TraceDeskStore? store = null, TraceCodeRules? rules = null, InsuranceClient? client = null, TraceUploadQueue? queue = null)
    {
        var policy = new DispensingPolicy();
        change?.Invoke(policy);
        return new DispensingDesk(store ?? Store, () => Base, queue, policy, rules, client);
    }

    internal static Prescription Bill(string number, params PrescriptionLine[] lines)
    {
        var bill = new Prescription { Number = number, VisitId = "V-" + number };
        foreach (var line in lines)
        {
            bill.Lines.Add(line);
        }

        return bill;
    }

    internal static Prescription Insured(string number, params PrescriptionLine[] lines)
    {
        var bill = Bill(number, lines);
        bill.IsInsured = true;
        bill.SettlementId = "S-" + number;
        bill.OwnVisitNumber = "OWN-" + number;
        return bill;
    }

    internal static PrescriptionLine Line(string id, int drug, decimal quantity, decimal packSize = PackSize) => new()
    {
        Id = id,
        Quantity = quantity,
        PackSize = packSize,
        FeeDetailSerial = "F" + id,
        Row = new UploadSalesBatchSelinfoDetail
        {
            MedListCodg = "XA0" + drug,
            FixmedinsHilistId = "D" + drug,
            FixmedinsHilistName = "示例药品" + drug,
            PrscDrName = "医师甲",
            PrscDrNo = "DR01",
            PharName = "药师乙",
            PharNo = "PH01",
            PharPracCertNo = "Y0001",
            HiFeesetlType = "1",
            PsnName = "患者丙",
            ManuLotnum = "L1",
            ManuDate = new ChinaTime(2025, 1, 1),
            ExpyEnd = new ChinaTime(2028, 1, 1),
            RxFlag = "1",
            FinlTrnsPric = 0.5m,
            Rxno = "RX1",
            RtalDocno = "R1",
            DrugProdBarc = "6900000000014",
            SelRetnOpterName = "药师乙",
        },
    };

    internal Task StockAsync(int drug, int from, int count, string lot = "L1", ChinaTime? expires = null) => Ledger.AddStockAsync(Enumerable.Range(from, count).Select(i => new StockedPack
    {
        Code = TraceCodeParser.Default.Parse(Code(drug, i)).Code,
        Item = "D" + drug,
        Lot = lot,
        Made = new ChinaTime(2025, 1, 1),
        Expires = expires ?? new ChinaTime(2028, 1, 1),
        Invoice = "INV1",
    }));

    /// <summary>Dispenses whole packs and, with the last code, units.</summary>
    internal async Task<DispensingResult> DispenseAsync(string number, decimal quantity, params int[] packs)
    {
        var session = await Desk().OpenAsync(Bill(number, Line("1", 1, quantity)));
        foreach (var pack in packs)
        {
            Assert.True((await session.ScanAsync(Code(1, pack))).IsTaken);
        }

        var result = await session.ConfirmAsync("药师乙");
        Assert.Equal(ConfirmOutcome.Confirmed, result.Outcome);
        return result;
    }

    internal async Task<TraceCodeState?> StateAsync(string code) => (await Ledger.FindAsync(code))?.State;

    /// <summary>Lines of the upload queue, in their order.</summary>
    internal async Task<List<(string Serial, TraceUploadKind Kind, string? DependsOn)>> QueuedAsync()
        => (await Test.Database.ReadAsync(QueueTables.Part, (db, c) => db.GetTable<QueueRow>().OrderBy(r => r.Id).ToListAsync(c), default))
            .Select(r => (r.Serial, (TraceUploadKind)r.Kind, r.DependsOn)).ToList();

    internal Task<int> CountAsync(string table) => Test.Database.ReadAsync(QueueTables.Part, (db, c) => db.ExecuteAsync<int>("SELECT COUNT(*) FROM " + table, c), default);

    public void Dispose() => Test.Dispose();
}
