using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.MockCenter.Persons;
using Insurance.Sdk.MockCenter.Visits;
using Insurance.Sdk.Recovery;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Visits.Tests.Scenarios;

/// <summary>A hospital with the real journal and store at a mock center that keeps books and demands its order.</summary>
internal sealed class MockHospital : IMessageIdSource, IDisposable
{
    internal const string Institution = "H00000000001";

    private readonly InsuranceDatabase _database;
    private int _lastNumber;

    internal MockHospital(VisitDeskOptions? options = null, Action<MockCenterOptions>? center = null)
    {
        var centerOptions = new MockCenterOptions { TimeProvider = Time };
        center?.Invoke(centerOptions);
        Center = new MockCenterHandler(centerOptions);
        _database = InsuranceDatabase.Sqlite(":memory:", Time);
        Journal = new CallJournal(_database);
        Store = new DatabaseVisitStore(_database);
        Options = options ?? new VisitDeskOptions();
        Client = new InsuranceClient(
            new InsuranceOptions
            {
                Profile = "guangdong", BaseUrl = MockCenterHandler.BaseUri + "ebus/test/hsa/hgs/", PaasId = "mock-account", Token = "mock-token", InstitutionCode = Institution, InstitutionName = "测试医院", Area = "990001",
            },
            new InsuranceClientParts { HttpMessageHandler = Center.Another(), TimeProvider = Time, MessageIds = this, Journal = Journal });
        Outpatients = new OutpatientDesk(Client, Store, Journal, Options);
        Inpatients = new InpatientDesk(Client, Store, Journal, Options);
        Recovery = new RecoveryDesk(Client);
    }

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(8))) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(10) };

    internal MockCenterHandler Center { get; }

    internal CallJournal Journal { get; }

    internal DatabaseVisitStore Store { get; }

    internal VisitDeskOptions Options { get; }

    internal InsuranceClient Client { get; }

    internal OutpatientDesk Outpatients { get; }

    internal InpatientDesk Inpatients { get; }

    internal RecoveryDesk Recovery { get; }

    internal static MockPerson Employee { get; } = MockPersons.Invented(1);

    internal static HospitalPatient Patient { get; } = new() { Name = Employee.Name, CertificateNumber = Employee.CertificateNumber };

    internal static VisitCredential Card { get; } = VisitCredential.SocialSecurityCard(Employee.CardNumber, Employee.CardSerial);

    /// <summary>Why the center refused what it refused; for a test that fails.</summary>
    internal string Refusals => string.Join("; ", Center.Messages.Snapshot().Where(m => m.Reason is not null).Select(m => m.Code + " " + m.Reason));

    /// <summary>Settlements of the center that stand.</summary>
    internal IReadOnlyList<MockSettlement> Standing => Center.Ledger.Settlements(Institution).Where(s => s.Stands).ToList();

    public string Next(string institutionCode)
        => institutionCode + Time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture)
            + System.Threading.Interlocked.Increment(ref _lastNumber).ToString("0000", System.Globalization.CultureInfo.InvariantCulture);

    internal async Task<VisitOpening> OpeningAsync(string number, string insuranceType = "310")
    {
        var person = await Outpatients.IdentifyAsync(Card, Patient);
        return new VisitOpening { Number = number, Person = person, Insurance = person.Insurances.Single(i => i.InsuranceType == insuranceType), Patient = Patient, Credential = Card };
    }

    internal async Task<OutpatientVisit> ChargedAsync(string number = "OP1")
    {
        var visit = await Outpatients.RegisterAsync(await OpeningAsync(number), Bench.Registration());
        await visit.InformAsync(Bench.Information());
        await visit.ChargeAsync("B1", Bench.Lines(2));
        return visit;
    }

    internal static TrialOrder Trial(string? batch = null, bool isInterim = false) => new() { Patient = Patient, Credential = Card, AccountUse = "1", BatchNumber = batch, IsInterim = isInterim };

    internal static SettlementOrder Order(SettlementTrial trial) => new() { Agreed = trial, Patient = Patient, Credential = Card };

    internal async Task<SettlementResult> SettleAsync(OutpatientVisit visit) => await visit.SettleAsync(Order(await visit.TrialAsync(Trial())));

    internal async Task<SettlementResult> SettleAsync(InpatientStay stay, bool isInterim = false) => await stay.SettleAsync(Order(await stay.TrialAsync(Trial(isInterim: isInterim))));

    public void Dispose()
    {
        Client.Dispose();
        Center.Dispose();
        _database.Dispose();
    }
}
