using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Journal;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.MockCenter.Persons;
using Insurance.Sdk.MockCenter.Visits;
using Insurance.Sdk.Recovery;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;
using Insurance.Sdk.Storage.Visits;
using Insurance.Sdk.Visits;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Reconciliation.Tests.Scenarios;

/// <summary>A hospital with the real journal and visit desk at a mock center that keeps books. Everything is invented.</summary>
internal sealed class MockHospital : IMessageIdSource, IDisposable
{
    internal const string Institution = "H00000000001";

    private readonly InsuranceDatabase _database;
    private int _lastNumber;

    internal MockHospital(Action<MockCenterOptions>? center = null, Action<InsuranceOptions>? settings = null, Func<HttpMessageHandler, HttpMessageHandler>? network = null)
    {
        var centerOptions = new MockCenterOptions { TimeProvider = Time };
        center?.Invoke(centerOptions);
        Center = new MockCenterHandler(centerOptions);
        _database = InsuranceDatabase.Sqlite(":memory:", Time);
        Journal = new CallJournal(_database);
        var options = new InsuranceOptions
        {
            Profile = "guangdong", BaseUrl = MockCenterHandler.BaseUri + "ebus/test/hsa/hgs/", PaasId = "mock-account", Token = "mock-token", InstitutionCode = Institution, InstitutionName = "测试医院", Area = "990001",
        };
        options.Retry.MaxAttempts = 1;
        settings?.Invoke(options);
        var handler = network?.Invoke(Center.Another()) ?? Center.Another();
        Client = new InsuranceClient(options, new InsuranceClientParts { HttpMessageHandler = handler, TimeProvider = Time, MessageIds = this, Journal = Journal });
        Outpatients = new OutpatientDesk(Client, new DatabaseVisitStore(_database), Journal, new VisitDeskOptions());
        Day = new DayReconciliation(Client);
    }

    /// <summary>Half past nine of 2 March in China.</summary>
    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(8)));

    internal static ChinaTime Today { get; } = new(2026, 3, 2);

    internal MockCenterHandler Center { get; }

    internal CallJournal Journal { get; }

    internal InsuranceClient Client { get; }

    internal OutpatientDesk Outpatients { get; }

    internal DayReconciliation Day { get; }

    internal static MockPerson Employee { get; } = MockPersons.Invented(1);

    internal static HospitalPatient Patient { get; } = new() { Name = Employee.Name, CertificateNumber = Employee.CertificateNumber };

    internal static VisitCredential Card { get; } = VisitCredential.SocialSecurityCard(Employee.CardNumber, Employee.CardSerial);

    /// <summary>Settlements of the center that stand.</summary>
    internal IReadOnlyList<MockSettlement> Standing => Center.Ledger.Settlements(Institution).Where(s => s.Stands).ToList();

    public string Next(string institutionCode)
        => institutionCode + Time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + Interlocked.Increment(ref _lastNumber).ToString("0000", CultureInfo.InvariantCulture);

    internal Task<DayReport> ReconcileAsync() => Day.RunAsync(Today);

    /// <summary>A visit with lines of 10.00, 20.00 … up to the batch's settlement.</summary>
    internal async Task<OutpatientVisit> ChargedAsync(string number = "OP1", int lines = 2)
    {
        var person = await Outpatients.IdentifyAsync(Card, Patient);
        var visit = await Outpatients.RegisterAsync(
            new VisitOpening { Number = number, Person = person, Insurance = person.Insurances.Single(i => i.InsuranceType == "310"), Patient = Patient, Credential = Card },
            new RegisterOutpatientRequest { Data = new RegisterOutpatientData { Begntime = new ChinaTime(2026, 3, 2, 9, 20, 0), AtddrNo = "D001", DrName = "医师甲", DeptCode = "A01", DeptName = "内科", Caty = "A03" } });
        await visit.InformAsync(new UploadOutpatientVisitRequest
        {
            Mdtrtinfo = new UploadOutpatientVisitMdtrtinfo { MedType = "11", Begntime = new ChinaTime(2026, 3, 2, 9, 20, 0), DiseCodg = "M01600", DiseName = "测试病种" },
            Diseinfo =
            {
                new UploadOutpatientVisitDiseinfo
                {
                    DiagType = "1", MaindiagFlag = "1", DiagSrtNo = 1, DiagCode = "J00.x00", DiagName = "急性鼻咽炎", DiagDept = "A01", DiseDorNo = "D001", DiseDorName = "医师甲", DiagTime = new ChinaTime(2026, 3, 2, 9, 21, 0), ValiFlag = "1",
                },
            },
        });
        await visit.ChargeAsync("B1", Enumerable.Range(1, lines).Select(i => new UploadOutpatientFeesFeedetail
        {
            FeedetlSn = (1000 + i).ToString(CultureInfo.InvariantCulture), RxCircFlag = "0", FeeOcurTime = new ChinaTime(2026, 3, 2, 9, 25, 0), MedListCodg = "XA01", MedinsListCodg = "H" + i.ToString(CultureInfo.InvariantCulture),
            DetItemFeeSumamt = 10m * i, Cnt = i, Pric = 10m, BilgDeptCodg = "A01", BilgDeptName = "内科", BilgDrCodg = "D001", BilgDrName = "医师甲", HospApprFlag = "1",
        }).ToList());
        return visit;
    }

    internal static async Task<SettlementResult> SettleAsync(OutpatientVisit visit)
    {
        var trial = await visit.TrialAsync(new TrialOrder { Patient = Patient, Credential = Card, AccountUse = "1" });
        return await visit.SettleAsync(new SettlementOrder { Agreed = trial, Patient = Patient, Credential = Card });
    }

    internal async Task<SettlementResult> SettledAsync(string number = "OP1", int lines = 2) => await SettleAsync(await ChargedAsync(number, lines));

    internal async Task<JournalEntry> EntryAsync(string messageId) => (await Journal.FindAsync(messageId))!;

    public void Dispose()
    {
        Client.Dispose();
        Center.Dispose();
        _database.Dispose();
    }
}

/// <summary>A proxy that delivers some messages twice and gives the hospital the second answer.</summary>
internal sealed class DoublingProxy(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    internal string Doubles { get; set; } = "";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Doubles.Length > 0 && request.RequestUri!.AbsolutePath.EndsWith("/" + Doubles, StringComparison.Ordinal))
        {
            Doubles = "";
            (await base.SendAsync(request, cancellationToken)).Dispose();
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
