using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;
using Insurance.Sdk.Storage.Tests;
using Insurance.Sdk.Storage.Visits;
using LinqToDB.Data;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>The durable store on every database.</summary>
public sealed class StoreTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 0, 30, 5, TimeSpan.FromHours(8));

    [Theory]
    [EveryDatabase]
    public async Task A_visit_comes_back_as_it_was_kept(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var store = new DatabaseVisitStore(test.Database);
        var record = Record("A", "OP1") with { CenterVisitId = "M1", State = VisitState.Charged, PendingMessageId = "MSG1", PendingSince = Now };

        Assert.True(await store.AddAsync(record));

        foreach (var found in new[] { await store.FindAsync("A"), (await store.FindByNumberAsync(VisitKind.Outpatient, "OP1")).Single(), await store.FindByCenterIdAsync("M1"), (await store.ListPendingAsync(Now, 10)).Single() })
        {
            Assert.Equal(record with { Document = default }, found! with { Document = default });
            Assert.Equal("{\"a\":\"文\"}", Encoding.UTF8.GetString(found.Document.Span));
        }

        Assert.Null(await store.FindAsync("B"));
        Assert.Empty(await store.FindByNumberAsync(VisitKind.Inpatient, "OP1"));
        Assert.Empty(await store.FindByNumberAsync(VisitKind.Outpatient, "op1"));
        Assert.Null(await store.FindByCenterIdAsync(""));
        Assert.Empty(await store.ListPendingAsync(Now.AddMilliseconds(-1), 10));
    }

    [Theory]
    [EveryDatabase]
    public async Task A_number_is_held_by_one_visit_until_it_gives_it_up(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var store = new DatabaseVisitStore(test.Database);
        Assert.True(await store.AddAsync(Record("A", "IP1", VisitKind.Inpatient)));
        Assert.False(await store.AddAsync(Record("B", "IP1", VisitKind.Inpatient)));
        Assert.True(await store.AddAsync(Record("C", "IP1")));

        Assert.True(await store.SaveAsync(Record("A", "IP1", VisitKind.Inpatient) with { HoldsNumber = false, Version = 2 }, 1, []));
        Assert.True(await store.AddAsync(Record("B", "IP1", VisitKind.Inpatient) with { OpenedAt = Now.AddMinutes(1) }));

        Assert.Equal([("B", true), ("A", false)], (await store.FindByNumberAsync(VisitKind.Inpatient, "IP1")).Select(v => (v.Id, v.HoldsNumber)));
    }

    [Theory]
    [EveryDatabase]
    public async Task Of_two_that_know_the_same_version_one_writes(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var store = new DatabaseVisitStore(test.Database);
        await store.AddAsync(Record("A", "OP1"));

        var won = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => store.SaveAsync(
            Record("A", "OP1") with { Version = 2, PendingMessageId = "MSG" + i },
            1,
            [new VisitLineChange(VisitLineChangeKind.Add) { Lines = [new VisitLine("1", "B1", 10.25m, "MSG" + i)] }]))));

        Assert.Single(won, w => w);
        var record = (await store.FindAsync("A"))!;
        Assert.Equal(2, record.Version);
        Assert.Equal(record.PendingMessageId, Assert.Single(await store.LinesAsync("A", null)).MessageId);
        Assert.False(await store.SaveAsync(Record("A", "OP1") with { Version = 2 }, 1, []));
    }

    [Theory]
    [EveryDatabase]
    public async Task Many_that_add_the_same_number_at_once_leave_one_visit(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var store = new DatabaseVisitStore(test.Database);
        await store.PrepareAsync();

        var added = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => store.AddAsync(Record("A" + i, "OP1")))));

        Assert.Single(added, a => a);
        Assert.Single(await store.FindByNumberAsync(VisitKind.Outpatient, "OP1"));
    }

    [Theory]
    [EveryDatabase]
    public async Task Lines_arrive_are_settled_deleted_and_forgotten(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var store = new DatabaseVisitStore(test.Database);
        await store.AddAsync(Record("A", "OP1"));
        await store.AddAsync(Record("Z", "OP2"));
        var version = 1L;
        async Task Do(params VisitLineChange[] changes) => Assert.True(await store.SaveAsync(Record("A", "OP1") with { Version = version + 1 }, version++, changes));
        await Do(Add("M1", "B1", ("1", 10.25m), ("2", -0.5m)), Add("M2", "B2", ("3", 7m)));
        await store.SaveAsync(Record("Z", "OP2") with { Version = 2 }, 1, [Add("M1", "B1", ("1", 99m)), new(VisitLineChangeKind.Arrive) { MessageId = "M1" }]);
        Assert.Equal(["1 10.25 -", "2 -0.5 -", "3 7 -"], await PictureAsync(store));

        await Do(new VisitLineChange(VisitLineChangeKind.Arrive) { MessageId = "M1" });
        Assert.Equal(["1 10.25 +", "2 -0.5 +", "3 7 -"], await PictureAsync(store));
        await Do(new VisitLineChange(VisitLineChangeKind.Settle) { MessageId = "S1", BatchNumber = "B1" }, new VisitLineChange(VisitLineChangeKind.Forget) { MessageId = "M1" }, new VisitLineChange(VisitLineChangeKind.Forget) { MessageId = "M2" });
        Assert.Equal(["1 10.25 + S1", "2 -0.5 + S1"], await PictureAsync(store));
        await Do(Add("M3", "B3", ("4", 1m), ("5", 2m), ("6", 3m)), new VisitLineChange(VisitLineChangeKind.Arrive) { MessageId = "M3" });
        await Do(new VisitLineChange(VisitLineChangeKind.Delete) { Serials = ["1", "4"], Except = ["S1"] });
        Assert.Equal(["1 10.25 + S1", "2 -0.5 + S1", "5 2 +", "6 3 +"], await PictureAsync(store));
        await Do(new VisitLineChange(VisitLineChangeKind.Settle) { MessageId = "S2", Except = ["S1"] });
        Assert.Equal(["1 10.25 + S1", "2 -0.5 + S1", "5 2 + S2", "6 3 + S2"], await PictureAsync(store));
        await Do(new VisitLineChange(VisitLineChangeKind.Delete) { BatchNumber = "B1", Except = ["S2"] });
        await Do(new VisitLineChange(VisitLineChangeKind.Delete) { Except = ["S2"] });
        Assert.Equal(["5 2 + S2", "6 3 + S2"], await PictureAsync(store));
        Assert.Equal(["6"], (await store.LinesAsync("A", ["6", "77"])).Select(l => l.Serial));
        Assert.Equal(99m, Assert.Single(await store.LinesAsync("Z", null)).Amount);
    }

    [Theory]
    [EveryDatabase]
    public async Task Old_visits_go_with_their_lines_and_those_that_wait_stay(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var store = new DatabaseVisitStore(test.Database);
        await store.AddAsync(Record("A", "OP1"));
        await store.AddAsync(Record("B", "OP2") with { PendingMessageId = "MSG1", PendingSince = Now });
        await store.AddAsync(Record("C", "OP3") with { ChangedAt = Now.AddDays(1) });
        await store.SaveAsync(Record("A", "OP1") with { Version = 2 }, 1, [Add("M1", "B1", ("1", 1m))]);

        Assert.Equal(1, await store.RemoveUnchangedAsync(Now.AddHours(1)));

        Assert.Null(await store.FindAsync("A"));
        Assert.Empty(await store.LinesAsync("A", null));
        Assert.NotNull(await store.FindAsync("B"));
        Assert.NotNull(await store.FindAsync("C"));
    }

    [Fact]
    public async Task Thousands_of_lines_go_in_and_are_found()
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite);
        var store = new DatabaseVisitStore(test.Database);
        await store.AddAsync(Record("A", "IP1", VisitKind.Inpatient));
        var lines = Enumerable.Range(0, 3000).Select(i => (i.ToString("00000", System.Globalization.CultureInfo.InvariantCulture), 0.01m * i)).ToArray();

        await store.SaveAsync(Record("A", "IP1", VisitKind.Inpatient) with { Version = 2 }, 1, [Add("M1", "", lines), new(VisitLineChangeKind.Arrive) { MessageId = "M1" }]);

        Assert.Equal(1200, (await store.LinesAsync("A", lines.Take(1200).Select(l => l.Item1).ToList())).Count);
        Assert.Equal(lines.Sum(l => l.Item2), (await store.LinesAsync("A", null)).Sum(l => l.Amount));
    }

    [Theory]
    [EveryDatabase]
    public async Task A_protected_store_shows_neither_number_nor_person_and_still_finds_them(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var store = new DatabaseVisitStore(test.Database, new VisitStoreOptions { Protection = new Sm4PersonalDataProtection(Encoding.ASCII.GetBytes("a key of the tests alone")) });
        await store.AddAsync(Record("A", "OP1234567"));

        var columns = await test.Database.ReadAsync(VisitTables.Part, (db, c) => db.QueryToListAsync<VisitRow>("SELECT * FROM ins_visit", c), CancellationToken.None);
        Assert.DoesNotContain("OP1234567", columns[0].Number + columns[0].NumberKey + Encoding.Latin1.GetString(columns[0].Document), StringComparison.Ordinal);
        var found = (await store.FindByNumberAsync(VisitKind.Outpatient, "OP1234567")).Single();
        Assert.Equal(("OP1234567", "{\"a\":\"文\"}"), (found.Number, Encoding.UTF8.GetString(found.Document.Span)));
        Assert.False(await store.AddAsync(Record("B", "OP1234567")));

        var open = await Assert.ThrowsAsync<ConfigurationException>(() => new DatabaseVisitStore(test.Database).FindAsync("A"));
        Assert.Equal("visits.protection", open.Setting);
    }

    /// <summary>The visit relies on it: whoever intends a message id first keeps it from leaving.</summary>
    [Theory]
    [EveryDatabase]
    public async Task The_journal_takes_a_message_id_once(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var journal = new CallJournal(test.Database);
        var intent = new JournalIntent("MSG1", "2207", "2207", "H00000000001", "440900", "0001", Now, "", [], "{}"u8.ToArray());
        await journal.IntendAsync(intent, CancellationToken.None);
        await journal.ConcludeAsync(new JournalOutcome("MSG1", JournalState.NotProcessed, Now, null, null, "closed before it was sent", [], default));

        await Assert.ThrowsAnyAsync<Exception>(() => journal.IntendAsync(intent, CancellationToken.None));

        Assert.Equal(JournalState.NotProcessed, (await journal.FindAsync("MSG1"))!.State);
    }

    [Fact]
    public void A_document_comes_back_as_it_was_written()
    {
        var amounts = new SettlementAmounts(new Dictionary<string, decimal> { ["medfee_sumamt"] = 30.10m, ["acct_pay"] = -0.01m });
        var trial = new TrialNote { MessageId = "T1", IsInterim = true, Amounts = amounts, ClearingType = "11", ClearingOffice = "440800" };
        var visit = new VisitDocument
        {
            Kind = VisitKind.Inpatient, Stage = VisitStage.Discharged, PersonNumber = "P1", InsuranceType = "310", PersonType = "1101", InsuredArea = "440900", CredentialType = "02", CenterVisitId = "S1", MedType = "21",
            Begin = new ChinaTime(2026, 3, 1, 9, 0, 0), End = new ChinaTime(2026, 3, 2), ToConfirm = ["M1", "M2"],
            Unsettled = [new FeeBatch { Number = "B1", Lines = 2, Total = 30.10m, Trial = trial }],
            Settlements =
            [
                new VisitSettlement
                {
                    MessageId = "M3", SettlementId = "X1", BatchNumber = "B0", IsInterim = true, Lines = 3, Total = 1.5m, Amounts = amounts, Agreed = trial, SettledAt = new ChinaTime(2026, 3, 1, 12, 0, 0), ClearingType = "21",
                    ClearingOffice = "440800", Fate = SettlementFate.Refunded, RefundMessageId = "M4", RefundSettlementId = "X2",
                },
            ],
            Pending = new PendingStep
            {
                MessageId = "M5", Step = VisitStep.DeleteCharges, Code = "2302", OperationKey = "2302", At = Now, Limit = TimeSpan.FromSeconds(90), OperatorCode = "0001", BatchNumber = "B1", SettlementMessageId = "M3", IsInterim = true, Lines = 2,
                Total = -5.5m, Serials = ["1", "2"], MedType = "21", Begin = new ChinaTime(2026, 3, 1), End = new ChinaTime(2026, 3, 2, 0, 10, 0),
            },
            History = [new VisitEvent(Now, VisitStep.Register, "2401", "M0", "班长", "done")],
        };

        var bytes = VisitDocumentJson.Write(visit);

        Assert.Equal(bytes, VisitDocumentJson.Write(VisitDocumentJson.Read(bytes)));
        Assert.Equal(visit with { Unsettled = [], Settlements = [], Pending = null, ToConfirm = [], History = [] }, VisitDocumentJson.Read(bytes) with { Unsettled = [], Settlements = [], Pending = null, ToConfirm = [], History = [] });
        var read = VisitDocumentJson.Read(bytes);
        Assert.Equal(visit.Pending with { Serials = [] }, read.Pending! with { Serials = [] });
        Assert.Equal(["1", "2"], read.Pending.Serials);
        Assert.Equal((-0.01m, null, SettlementFate.Refunded, "X2"), (read.Settlements[0].Amounts.Account, read.Settlements[0].Amounts.Cash, read.Settlements[0].Fate, read.Settlements[0].RefundSettlementId));
        Assert.Equal(visit.History[0], read.History[0]);
    }

    [Theory]
    [InlineData("{\"v\":2}")]
    [InlineData("{\"v\":1}")]
    [InlineData("{}")]
    [InlineData("no json")]
    public void A_document_of_a_newer_version_or_a_damaged_one_is_an_error(string text)
        => Assert.Throws<System.IO.InvalidDataException>(() => VisitDocumentJson.Read(Encoding.UTF8.GetBytes(text)));

    private static VisitLineChange Add(string messageId, string batch, params (string Serial, decimal Amount)[] lines)
        => new(VisitLineChangeKind.Add) { Lines = lines.Select(l => new VisitLine(l.Serial, batch, l.Amount, messageId)).ToList() };

    private static async Task<List<string>> PictureAsync(DatabaseVisitStore store)
        => (await store.LinesAsync("A", null)).OrderBy(l => l.Serial, StringComparer.Ordinal)
            .Select(l => (l.Serial + " " + l.Amount.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture) + " " + (l.IsAtCenter ? "+" : "-") + " " + l.SettledBy).TrimEnd()).ToList();

    private static VisitRecord Record(string id, string number, VisitKind kind = VisitKind.Outpatient) => new()
    {
        Id = id, Kind = kind, Number = number, OpenedAt = Now, ChangedAt = Now, Document = Encoding.UTF8.GetBytes("{\"a\":\"文\"}"),
    };
}
