using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>A hospital with a store, a journal and a center by hand. Everything is invented; the identity number's digits cannot be valid.</summary>
internal sealed class Bench : IMessageIdSource, IDisposable
{
    internal const string Area = "440900";

    internal const string Person = """
        {"baseinfo":{"psn_no":"44090000000000000001","psn_cert_type":"01","certno":"440900190001010000","psn_name":"测试甲","gend":"1","naty":"01","brdy":"1900-01-01","age":126.0},
         "insuinfo":[{"balc":100.00,"insutype":"390","psn_type":"15","psn_insu_stas":"2","cvlserv_flag":"0","insuplc_admdvs":"440100"},
                     {"balc":98.00,"insutype":"310","psn_type":"11","psn_insu_stas":"1","cvlserv_flag":"0","insuplc_admdvs":"440900"}],
         "idetinfo":[]}
        """;

    /// <summary>Half past midnight of 2 March in China, still 1 March in UTC.</summary>
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 16, 30, 5, TimeSpan.Zero);

    private readonly InsuranceDatabase _database;
    private readonly InsuranceClient _client;
    private int _lastNumber;

    internal Bench(string profile = "guangdong", Action<InsuranceOptions>? settings = null, VisitDeskOptions? options = null)
    {
        Options = options ?? new VisitDeskOptions();
        _database = InsuranceDatabase.Sqlite(":memory:", Time);
        Journal = new TestJournal();
        Store = new DatabaseVisitStore(_database);
        _client = Client(Journal, profile, settings);
        Outpatients = new OutpatientDesk(_client, Store, Journal, Options);
        Inpatients = new InpatientDesk(_client, Store, Journal, Options);
    }

    internal FakeTimeProvider Time { get; } = new(Now);

    internal FakeCenter Center { get; } = new();

    internal TestJournal Journal { get; }

    internal DatabaseVisitStore Store { get; }

    internal VisitDeskOptions Options { get; }

    internal OutpatientDesk Outpatients { get; }

    internal InpatientDesk Inpatients { get; }

    internal InsuranceClient TheClient => _client;

    /// <summary>Ids H00000000001 20260302003005 0001, 0002 …</summary>
    public string Next(string institutionCode) => institutionCode + "20260302003005" + Interlocked.Increment(ref _lastNumber).ToString("0000", CultureInfo.InvariantCulture);

    internal InsuranceClient Client(Insurance.Sdk.Journal.ICallJournal journal, string profile = "guangdong", Action<InsuranceOptions>? settings = null)
    {
        var options = new InsuranceOptions
        {
            Profile = profile,
            BaseUrl = "http://127.0.0.1:1/",
            PaasId = "paas-of-the-visit-tests",
            Token = "token-of-the-visit-tests",
            AccessKey = "access-of-the-visit-tests",
            SecretKey = "secret-of-the-visit-tests",
            InstitutionCode = "H00000000001",
            InstitutionName = "测试医院",
            Area = "440800",
            ReceiverSystem = profile == "hunan" ? "HNYB" : null,
            Operator = new Operator { Type = "1", Code = "0001", Name = "收费员甲" },
        };
        options.Retry.MaxAttempts = 1;
        settings?.Invoke(options);
        return new InsuranceClient(options, new InsuranceClientParts { HttpMessageHandler = Center, TimeProvider = Time, MessageIds = this, Journal = journal });
    }

    internal static HospitalPatient Patient { get; } = new() { Name = "测试甲", CertificateNumber = "440900190001010000" };

    internal static VisitCredential Card { get; } = VisitCredential.IdentityCard("440900190001010000");

    internal async Task<VisitOpening> OpeningAsync(string number = "OP1", HospitalPatient? patient = null, VisitCredential? credential = null)
    {
        var person = await Outpatients.IdentifyAsync(credential ?? Card, Patient);
        return new VisitOpening { Number = number, Person = person, Insurance = person.Insurances.Single(i => i.InsuranceType == "310"), Patient = patient ?? Patient, Credential = credential ?? Card };
    }

    internal async Task<OutpatientVisit> RegisteredAsync(string number = "OP1") => await Outpatients.RegisterAsync(await OpeningAsync(number), Registration());

    internal async Task<OutpatientVisit> InformedAsync(string number = "OP1")
    {
        var visit = await RegisteredAsync(number);
        await visit.InformAsync(Information());
        return visit;
    }

    internal async Task<OutpatientVisit> ChargedAsync(string number = "OP1")
    {
        var visit = await InformedAsync(number);
        await visit.ChargeAsync("B1", Lines(2));
        return visit;
    }

    internal async Task<(OutpatientVisit Visit, SettlementTrial Trial)> TriedAsync(string number = "OP1")
    {
        var visit = await ChargedAsync(number);
        return (visit, await visit.TrialAsync(Trial()));
    }

    internal async Task<(OutpatientVisit Visit, SettlementResult Result)> SettledAsync(string number = "OP1")
    {
        var (visit, trial) = await TriedAsync(number);
        return (visit, await visit.SettleAsync(Order(trial)));
    }

    internal async Task<InpatientStay> AdmittedAsync(string number = "IP1") => await Inpatients.AdmitAsync(await OpeningAsync(number), Admission());

    internal async Task<InpatientStay> DischargedAsync(string number = "IP1")
    {
        var stay = await AdmittedAsync(number);
        await stay.ChargeAsync(StayLines(2));
        await stay.DischargeAsync(Discharge());
        return stay;
    }

    internal async Task<InpatientStay> SettledStayAsync(string number = "IP1")
    {
        var stay = await DischargedAsync(number);
        await stay.SettleAsync(Order(await stay.TrialAsync(Trial())));
        return stay;
    }

    internal static RegisterOutpatientRequest Registration() => new()
    {
        Data = new RegisterOutpatientData { Begntime = new ChinaTime(2026, 3, 2, 0, 20, 0), AtddrNo = "D001", DrName = "医师甲", DeptCode = "A01", DeptName = "内科", Caty = "A03" },
    };

    internal static UploadOutpatientVisitRequest Information(string medType = "11") => new()
    {
        Mdtrtinfo = new UploadOutpatientVisitMdtrtinfo { MedType = medType, Begntime = new ChinaTime(2026, 3, 2, 0, 20, 0), DiseCodg = "M01600", DiseName = "测试病种" },
        Diseinfo =
        {
            new UploadOutpatientVisitDiseinfo
            {
                DiagType = "1", DiagSrtNo = 1, DiagCode = "J00.x00", DiagName = "急性鼻咽炎", DiagDept = "A01", DiseDorNo = "D001", DiseDorName = "医师甲", DiagTime = new ChinaTime(2026, 3, 2, 0, 21, 0), ValiFlag = "1",
            },
        },
    };

    /// <summary>Lines of 10.00, 20.00, 30.00 …</summary>
    internal static List<UploadOutpatientFeesFeedetail> Lines(int count, int from = 1) => Enumerable.Range(from, count).Select(i => new UploadOutpatientFeesFeedetail
    {
        FeedetlSn = (1000 + i).ToString(CultureInfo.InvariantCulture), RxCircFlag = "0", FeeOcurTime = new ChinaTime(2026, 3, 2, 0, 25, 0), MedListCodg = "XA01", MedinsListCodg = "H" + i.ToString(CultureInfo.InvariantCulture),
        DetItemFeeSumamt = 10m * i, Cnt = i, Pric = 10m, BilgDeptCodg = "A01", BilgDeptName = "内科", BilgDrCodg = "D001", BilgDrName = "医师甲", HospApprFlag = "1",
    }).ToList();

    internal static TrialOrder Trial(string? batch = null, bool isInterim = false, HospitalPatient? patient = null)
        => new() { Patient = patient ?? Patient, Credential = Card, AccountUse = "1", BatchNumber = batch, IsInterim = isInterim };

    internal static SettlementOrder Order(SettlementTrial agreed, HospitalPatient? patient = null) => new() { Agreed = agreed, Patient = patient ?? Patient, Credential = Card };

    internal static RegisterAdmissionRequest Admission(string medType = "21") => new()
    {
        Mdtrtinfo = new RegisterAdmissionMdtrtinfo
        {
            Begntime = new ChinaTime(2026, 3, 1, 9, 0, 0), MedType = medType, AtddrNo = "D001", ChfpdrName = "医师甲", AdmDiagDscr = "肺炎", AdmDeptCodg = "A02", AdmDeptName = "呼吸科", AdmBed = "01",
            DscgMaindiagCode = "J18.900", DscgMaindiagName = "肺炎",
        },
        Diseinfo =
        {
            new RegisterAdmissionDiseinfo
            {
                DiagType = "1", MaindiagFlag = "1", DiagSrtNo = 1, DiagCode = "J18.900", DiagName = "肺炎", DiagDept = "A02", DiseDorNo = "D001", DiseDorName = "医师甲", DiagTime = new ChinaTime(2026, 3, 1, 9, 30, 0),
            },
        },
    };

    internal static RegisterDischargeRequest Discharge() => new()
    {
        Dscginfo = new RegisterDischargeDscginfo { Endtime = new ChinaTime(2026, 3, 2, 0, 10, 0), DscgDeptCodg = "A02", DscgDeptName = "呼吸科", DscgWay = "1" },
        Diseinfo =
        {
            new RegisterDischargeDiseinfo
            {
                DiagType = "1", MaindiagFlag = "1", DiagSrtNo = 1, DiagCode = "J18.900", DiagName = "肺炎", DiagDept = "A02", DiseDorNo = "D001", DiseDorName = "医师甲", DiagTime = new ChinaTime(2026, 3, 2, 0, 5, 0),
            },
        },
    };

    internal static ChangeInpatientStayRequest Change() => new()
    {
        Adminfo = new ChangeInpatientStayAdminfo
        {
            AtddrNo = "D001", ChfpdrName = "医师甲", AdmDiagDscr = "肺炎", AdmDeptCodg = "A02", AdmDeptName = "呼吸科", AdmBed = "02", DscgMaindiagCode = "J18.900", DscgMaindiagName = "肺炎",
        },
        Diseinfo =
        {
            new ChangeInpatientStayDiseinfo
            {
                DiagType = "1", MaindiagFlag = "1", DiagSrtNo = 1, DiagCode = "J18.900", DiagName = "肺炎", DiagDept = "A02", DiseDorNo = "D001", DiseDorName = "医师甲", DiagTime = new ChinaTime(2026, 3, 1, 9, 30, 0),
            },
        },
    };

    internal static List<UploadInpatientFeesFeedetail> StayLines(int count, int from = 1) => Enumerable.Range(from, count).Select(i => StayLine(1000 + i, 10m, i)).ToList();

    internal static UploadInpatientFeesFeedetail StayLine(int serial, decimal price, decimal quantity, int? original = null) => new()
    {
        FeedetlSn = serial.ToString(CultureInfo.InvariantCulture), InitFeedetlSn = original?.ToString(CultureInfo.InvariantCulture), FeeOcurTime = new ChinaTime(2026, 3, 1, 10, 0, 0), MedListCodg = "XA01", MedinsListCodg = "H1",
        DetItemFeeSumamt = price * quantity, Cnt = quantity, Pric = price, BilgDeptCodg = "A02", BilgDeptName = "呼吸科", BilgDrCodg = "D001", BilgDrName = "医师甲", HospApprFlag = "1",
    };

    internal static UploadVisitAttributeRequest Attribute() => new() { Data = new UploadVisitAttributeData { IptPsnSpFlagType = "1", IptPsnSpFlag = "1" } };

    public void Dispose()
    {
        _client.Dispose();
        Center.Dispose();
        _database.Dispose();
    }
}
