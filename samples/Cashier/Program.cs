using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Cashier;
using Insurance.Sdk;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.MockCenter.Persons;
using Insurance.Sdk.Reconciliation;
using Insurance.Sdk.Recovery;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;
using Insurance.Sdk.Visits;

// A cashier's day on which everything goes wrong that hospitals complain about. Everything is invented; the center runs in this program and keeps books of its own.
// The clock begins on an invented morning, so that the day does not end in the middle of it.
var clock = new MorningClock();
var centerOptions = new MockCenterOptions { TimeProvider = clock };
centerOptions.Persons.AddInvented(9);
centerOptions.Reconciliation.IdsOfCenterRows = true;                // without setl_id in its result file a lost settlement cannot be taken over, only taken back
await using var center = await MockCenterServer.StartAsync(centerOptions);
var folder = Directory.CreateTempSubdirectory("cashier-");
var file = Path.Combine(folder.FullName, "his.db");
var settings = new InsuranceOptions
{
    Profile = "guangdong",
    BaseUrl = center.BaseUri.ToString(),
    PaasId = "mock-account",
    Token = "mock-token",
    InstitutionCode = "H44088200999",
    InstitutionName = "示例医院",
    Area = "990001",
    Operator = new Operator { Code = "0001", Name = "收费员甲" },
};
settings.MessageIds.Directory = Path.Combine(folder.FullName, "ids");

// snippet: cashier-rooms
// Once, when the program starts. All counters share database and journal.
using var database = InsuranceDatabase.Sqlite(file, clock);
var journal = new CallJournal(database);                            // every command, before a byte leaves
using var client = new InsuranceClient(settings, new InsuranceClientParts { Journal = journal, TimeProvider = clock });
var desk = new OutpatientDesk(client, new DatabaseVisitStore(database), journal);
var recovery = new RecoveryDesk(client, new RecoveryOptions { Comparer = new DetailComparer(client), Books = new JournalBooks(client), SettlingTime = TimeSpan.Zero });
// end snippet
await using var books = await HospitalBooks.OpenAsync(file, journal);

Console.WriteLine("== 挂号姓名与医生站不一致");
try
{
    await ChargedAsync("MZ0000", 1, new HospitalPatient { Name = "示例0003", CertificateNumber = MockPersons.Invented(1).CertificateNumber });
}
catch (PatientMismatchException e)
{
    Console.WriteLine(e.ChineseText);
}

Console.WriteLine("== 正常结算");
var first = await ChargedAsync("MZ0001", 1, PatientOf(1));
await PayAsync(first, 1);

// The wrong order is refused before anything is sent, with what has to be done first.
try
{
    await first.CancelRegistrationAsync();
}
catch (VisitRefusedException e)
{
    Console.WriteLine(e.Refusal.Number + " " + e.Refusal.ChineseReason);
}

Console.WriteLine("== 结算应答丢失，患者在窗口");
center.Faults.Add("lost-after-booking@2207");
var second = await ChargedAsync("MZ0002", 3, PatientOf(3));
try
{
    await PayAsync(second, 3);
}
catch (OutcomeUnknownException)
{
    // snippet: cashier-doubt
    // The bill takes nothing but recovery now; the other counters see it, too.
    var waiting = (await desk.FindAsync("MZ0002"))!.Status;
    Console.WriteLine(waiting.WhyNot(VisitStep.Settle)!.ChineseReason);
    // end snippet
}

// snippet: cashier-recover
// The background work of one program (recovery.RunAsync); here one round. It knows the journal alone, the visit takes its finding in when it is opened.
await recovery.ResolveAllAsync();
if ((await second.RefreshAsync()).State == VisitState.Settled)
{
    var adopted = (await second.SettlementAsync(second.Status.Settlements[^1].SettlementId))!;
    await books.PostAsync(adopted);
}
// end snippet
Console.WriteLine("MZ0002 " + second.Status.State + "，已入账");

Console.WriteLine("== 中心已冲正，医院不知，退费失败");
var third = await ChargedAsync("MZ0003", 5, PatientOf(5));
var settled = await PayAsync(third, 5);
center.Ledger.ReverseSettlement(settings.InstitutionCode, settled.SettlementId, leavesPair: false);
try
{
    await third.RefundAsync();
}
catch (RefusedException)
{
    // snippet: cashier-unlock
    // "Unlock this bill": asks the center about everything of it; who asked stands in the journal.
    var unlocked = await recovery.UnlockBillAsync("mdtrt_id", third.Status.CenterVisitId, "收费员甲");
    Console.WriteLine(string.Join("; ", unlocked.Results.Select(r => r.Code + " " + r.Outcome)));
    if ((await third.RefreshAsync()).Settlements[^1].Fate == SettlementFate.Reversed)
    {
        await books.TakeOutAsync(settled.MessageId);
    }
    // end snippet
}

await PayAsync(third, 5);
Console.WriteLine("MZ0003 " + third.Status.State);

Console.WriteLine("== 单据卡住，收费员解锁");
center.Faults.Add("html502@2207");
var fourth = await ChargedAsync("MZ0004", 7, PatientOf(7));
try
{
    await PayAsync(fourth, 7);
}
catch (OutcomeUnknownException)
{
    // This patient does not wait: what the center has booked is taken back, and the bill begins anew.
    await recovery.UnlockBillAsync("mdtrt_id", fourth.Status.CenterVisitId, "收费员甲", RecoveryAim.Reverse);
}

await PayAsync(fourth, 7);
Console.WriteLine("MZ0004 " + (await fourth.RefreshAsync()).State);

Console.WriteLine("== 退费");
await books.PostAsync(await first.RefundAsync());
await first.CancelRegistrationAsync();

Console.WriteLine("== 日对账");
// snippet: cashier-day
// First what nobody at a counter has posted: taken over by recovery, or settled and taken back while the bill was stuck.
var today = ChinaTime.Now(clock);
foreach (var record in await new JournalBooks(client).ReadAsync(today, today))
{
    await books.PostAsync(record);
}

var report = await new DayReconciliation(client).RunAsync(today);
Console.WriteLine(report.IsBalanced ? "平" : report.ToText());
// end snippet
var standing = center.Ledger.Settlements(settings.InstitutionCode).Count(s => s.Counts);
Console.WriteLine($"中心 {standing} 笔，医院 {await books.CountAsync()} 笔，待核实 {(await desk.ListWaitingAsync()).Count} 单");
var isRight = report.IsBalanced && standing == await books.CountAsync();
folder.Refresh();
return isRight ? 0 : 1;

async Task<OutpatientVisit> ChargedAsync(string number, int who, HospitalPatient patient)
{
    // snippet: cashier-visit
    var card = CardOf(who);
    var person = await desk.IdentifyAsync(card);                                            // 1101: all insurances of the person
    var opening = new VisitOpening
    {
        Number = number,                                                                    // ipt_otp_no, new for every registration
        Person = person,
        Insurance = person.Insurances.First(i => i.IsRunning),                              // a window lets the cashier choose
        Patient = patient,                                                                  // held against the center's person
        Credential = card,
    };
    var visit = await desk.RegisterAsync(opening, Examples.Registration());                 // 2201
    await visit.InformAsync(Examples.Diagnosis());                                          // 2203
    await visit.ChargeAsync("PC" + number, Examples.Lines(80m, 20.5m));                     // 2204: a batch in one message
    // end snippet
    return visit;
}

async Task<SettlementResult> PayAsync(OutpatientVisit visit, int who)
{
    // snippet: cashier-pay
    var patient = PatientOf(who);                                                           // as the HIS has him now
    var trial = await visit.TrialAsync(new TrialOrder { Patient = patient, Credential = CardOf(who), AccountUse = "1" });      // 2206
    Console.WriteLine($"总额 {trial.Amounts.Total} 统筹 {trial.Amounts.PooledFund} 账户 {trial.Amounts.Account} 现金 {trial.Amounts.Cash}");
    var result = await visit.SettleAsync(new SettlementOrder { Agreed = trial, Patient = patient, Credential = CardOf(who) });  // 2207
    foreach (var warning in result.Warnings)
    {
        Console.WriteLine(warning);                                                         // such as: settled otherwise than shown
    }

    await books.PostAsync(result);
    // end snippet
    return result;
}

static HospitalPatient PatientOf(int who) => new() { Name = MockPersons.Invented(who).Name, CertificateNumber = MockPersons.Invented(who).CertificateNumber };

static VisitCredential CardOf(int who) => VisitCredential.SocialSecurityCard(MockPersons.Invented(who).CardNumber, MockPersons.Invented(who).CardSerial);
