using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.MockCenter.Persons;
using Insurance.Sdk.Reconciliation;

namespace Insurance.Sdk.Recovery.Tests.Scenarios;

/// <summary>Every step of a visit, a stay and a purchase loses its answer once, at a center with a ledger of its own: what recovery says is what the ledger has.</summary>
public sealed class LedgerTests : IDisposable
{
    private const string Person = "99999900000000000001";

    // What only a trial's inputs, a repeat or a person could tell.
    private static readonly string[] MayNeedPerson = ["2204", "2301", "2302"];

    private static readonly string[] Faults = ["lost-after-booking", "lost-before-booking", "html502"];

    private static readonly Dictionary<string, string[]> Chains = new(StringComparer.Ordinal)
    {
        ["visit"] = ["2201", "2203", "2204", "2206?", "2207", "2208", "2205", "2202"],
        ["stay"] = ["2401", "2301", "2403", "2402", "2303?", "2304", "2305", "2405", "2302", "2404"],
        ["purchase"] = ["2101?", "2102", "2103"],
    };

    private readonly MockCenterHandler _center;
    private readonly Hospital _hospital;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal) { ["visit"] = "", ["settlement"] = "" };

    public LedgerTests()
    {
        var options = new MockCenterOptions();
        options.Persons.AddInvented(3);
        options.Reconciliation.IdsOfCenterRows = true;
        _center = new MockCenterHandler(options);
        _hospital = new Hospital(_center.Another(), s => (s.PaasId, s.Token, s.Area, s.ReceiverSystem) = ("mock-account", "mock-token", "990001", "HIS"));
        options.TimeProvider = _hospital.Clock;
        _hospital.Options.Comparer = new DetailComparer(_hospital.Client, null, _hospital.Clock);
        _hospital.Options.Books = new JournalBooks(_hospital.Client);
    }

    public static TheoryData<string, string, string, RecoveryAim> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string, RecoveryAim>();
            foreach (var (chain, steps) in Chains)
            {
                foreach (var code in steps.Where(s => !s.EndsWith('?')))
                {
                    foreach (var fault in Faults)
                    {
                        cases.Add(chain, code, fault, RecoveryAim.Adopt);
                        cases.Add(chain, code, fault, RecoveryAim.Reverse);
                    }
                }
            }

            return cases;
        }
    }

    public void Dispose()
    {
        _hospital.Dispose();
        _center.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_recovery_says_is_what_the_ledger_has(string chain, string code, string fault, RecoveryAim aim)
    {
        foreach (var step in Chains[chain].TakeWhile(s => s != code))
        {
            await SendAsync(step.TrimEnd('?'));
        }

        _center.Faults.Add(fault + "@" + code);
        var lost = (await Assert.ThrowsAsync<OutcomeUnknownException>(() => SendAsync(code))).MessageId;
        var isUndo = Operations.All.Single(o => o.Key == code).Kind == OperationKind.Reversal;
        var booked = isUndo ? IsUndoneBy(lost) : Stands(lost);
        Assert.Equal(fault != "lost-before-booking", booked);

        _hospital.Settle();
        var result = await _hospital.Desk().ResolveAsync(lost, aim, "cashier 7");
        var said = result + "\n" + string.Join('\n', result.Asked);
        Assert.Equal(fault == "lost-before-booking" ? 0 : 1, _center.Messages.Snapshot().Count(m => m.MessageId == lost));
        switch (result.Outcome)
        {
            case RecoveryOutcome.Adopted when isUndo:
                // A repeat of a harmless deletion counts as the deletion.
                Assert.True(booked || code == "2205", said);
                break;
            case RecoveryOutcome.Adopted:
                Assert.True(aim == RecoveryAim.Adopt || code == "2403", said);
                Assert.True(booked || code == "2403", said);
                Assert.True(Stands(lost) || code == "2403", said);
                break;
            case RecoveryOutcome.NothingHappened:
                Assert.False(booked, said);
                break;
            case RecoveryOutcome.Reversed:
                Assert.True(aim == RecoveryAim.Reverse, said);
                Assert.False(Stands(lost), said);
                break;
            default:
                Assert.True(MayNeedPerson.Contains(code) || (aim == RecoveryAim.Reverse && code is "2203" or "2403"), said);
                break;
        }

        Assert.Equal(1, _hospital.Heard.Events.OfType<Calls.CallAttempted>().Count(e => e.Code is "2207" or "2304" or "2102" && e.MessageId == lost) + (code is "2207" or "2304" or "2102" ? 0 : 1));
        Assert.True(_center.Ledger.Settlements().Count(s => s.Stands) <= 1);
    }

    private bool Stands(string messageId) => _center.Ledger.Documents().Any(d => d.MessageId == messageId && !d.IsUndone) || _center.Ledger.Settlements().Any(s => s.MessageId == messageId && s.Stands);

    private bool IsUndoneBy(string messageId)
        => _center.Ledger.Documents().Any(d => d.UndoneBy == messageId || (d.MessageId == messageId && d.Family == "refund"));

    private async Task SendAsync(string code)
    {
        _hospital.Clock.Advance(TimeSpan.FromSeconds(5));
        var answer = JsonNode.Parse((await _hospital.Client.InvokeAsync(code, Input(code), new CallOptions { InsuredArea = "990001" })).OutputJson)?.AsObject();
        string? Found(string field) => answer is null ? null : Descendants(answer).OfType<JsonObject>().Select(o => o[field]?.GetValue<string>()).FirstOrDefault(v => v is not null);
        _known["visit"] = code is "2201" or "2401" or "2102" ? Found("mdtrt_id")! : _known["visit"];
        _known["settlement"] = code is "2207" or "2304" or "2102" ? Found("setl_id")! : _known["settlement"];
    }

    private static IEnumerable<JsonNode?> Descendants(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Descendants(p.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Descendants),
        _ => [node],
    };

    private string Input(string code)
    {
        var (visit, settlement, card) = (_known["visit"], _known["settlement"], MockPersons.Invented(1).CertificateNumber);
        const string Diagnosis = """{"diag_type":"1","maindiag_flag":"1","diag_srt_no":1,"diag_code":"J18","diag_name":"示例","diag_dept":"内科","dise_dor_no":"D1","dise_dor_name":"示例","diag_time":"2026-03-01 09:10:00" """;
        var stayed = Diagnosis + ",\"psn_no\":\"" + Person + "\"}";
        var amounts = ",\"fulamt_ownpay_amt\":0,\"overlmt_selfpay\":0,\"preselfpay_amt\":0,\"inscp_scp_amt\":100";
        string Named(string more) => "{\"data\":{\"psn_no\":\"" + Person + "\",\"mdtrt_id\":\"" + visit + "\"" + more + "}}";
        string Line(int serial, int amount, string more) => "{\"feedetl_sn\":" + serial.ToString(CultureInfo.InvariantCulture) + ",\"fee_ocur_time\":\"2026-03-01 09:20:00\",\"med_list_codg\":\"XA01\",\"medins_list_codg\":\"ITEM1\",\"det_item_fee_sumamt\":"
            + amount.ToString(CultureInfo.InvariantCulture) + ",\"cnt\":1,\"pric\":" + amount.ToString(CultureInfo.InvariantCulture) + more + "}";
        var ward = ",\"mdtrt_id\":\"" + visit + "\",\"psn_no\":\"" + Person + "\",\"bilg_dept_codg\":\"01\",\"bilg_dept_name\":\"内科\",\"bilg_dr_codg\":\"D1\",\"bilg_dr_name\":\"示例\"";
        var settle = ",\"mdtrt_cert_type\":\"02\",\"medfee_sumamt\":100,\"psn_setlway\":\"01\",\"insutype\":\"310\",\"acct_used_flag\":\"0\"";
        var outpatient = settle + ",\"med_type\":\"11\",\"chrg_bchno\":\"B1\"";
        var stay = settle + ",\"mid_setl_flag\":\"0\"";
        var bed = ",\"atddr_no\":\"D1\",\"chfpdr_name\":\"示例\",\"adm_diag_dscr\":\"示例\",\"adm_dept_codg\":\"01\",\"adm_dept_name\":\"内科\",\"adm_bed\":\"1\",\"dscg_maindiag_code\":\"J18\",\"dscg_maindiag_name\":\"示例\",\"mdtrt_cert_type\":\"02\",\"med_type\":\"2101\",\"begntime\":\"2026-03-01 09:00:00\"";
        var purchase = "{\"druginfo\":{\"psn_no\":\"" + Person + "\",\"mdtrt_cert_type\":\"02\",\"mdtrt_cert_no\":\"" + card + "\",\"begntime\":\"2026-03-01 09:00:00\",\"medfee_sumamt\":100,\"insutype\":\"310\",\"acct_used_flag\":\"0\",\"med_type\":\"41\"},\"drugdetail\":["
            + Line(1, 60, ",\"rx_circ_flag\":\"0\"") + "," + Line(2, 40, ",\"rx_circ_flag\":\"0\"") + "]}";
        return code switch
        {
            "2201" => "{\"data\":{\"psn_no\":\"" + Person + "\",\"insutype\":\"310\",\"begntime\":\"2026-03-01 09:00:00\",\"mdtrt_cert_type\":\"02\",\"mdtrt_cert_no\":\"" + card + "\",\"ipt_otp_no\":\"O1\",\"atddr_no\":\"D1\",\"dr_name\":\"示例\",\"dept_code\":\"01\",\"dept_name\":\"内科\",\"caty\":\"A03\"}}",
            "2203" => "{\"mdtrtinfo\":{\"mdtrt_id\":\"" + visit + "\",\"psn_no\":\"" + Person + "\",\"med_type\":\"11\",\"begntime\":\"2026-03-01 09:00:00\"},\"diseinfo\":[" + Diagnosis.Replace("\"maindiag_flag\":\"1\",", "", StringComparison.Ordinal) + ",\"vali_flag\":\"1\"}]}",
            "2204" => "{\"feedetail\":[" + Line(1, 60, ",\"chrg_bchno\":\"B1\",\"rx_circ_flag\":\"0\",\"hosp_appr_flag\":\"1\"" + ward) + "," + Line(2, 40, ",\"chrg_bchno\":\"B1\",\"rx_circ_flag\":\"0\",\"hosp_appr_flag\":\"1\"" + ward) + "]}",
            "2206" => Named(outpatient),
            "2207" => Named(outpatient + amounts),
            "2208" or "2305" or "2103" => Named(",\"setl_id\":\"" + settlement + "\""),
            "2205" => Named(",\"chrg_bchno\":\"B1\""),
            "2202" => Named(",\"ipt_otp_no\":\"O1\""),
            "2401" => "{\"mdtrtinfo\":{\"psn_no\":\"" + Person + "\",\"insutype\":\"310\",\"ipt_no\":\"I1\"" + bed + "},\"diseinfo\":[" + stayed + "]}",
            "2301" => "{\"feedetail\":[" + Line(1, 60, ",\"med_type\":\"2101\"" + ward) + "," + Line(2, 40, ",\"med_type\":\"2101\"" + ward) + "]}",
            "2302" => Named(",\"feedetl_sn\":\"0000\""),
            "2402" => "{\"dscginfo\":{\"mdtrt_id\":\"" + visit + "\",\"psn_no\":\"" + Person + "\",\"insutype\":\"310\",\"endtime\":\"2026-03-05 10:00:00\",\"dscg_dept_name\":\"内科\",\"dscg_way\":\"1\"},\"diseinfo\":[" + stayed + "]}",
            "2403" => "{\"adminfo\":{\"mdtrt_id\":\"" + visit + "\",\"psn_no\":\"" + Person + "\",\"ipt_otp_no\":\"I1\"" + bed + "},\"diseinfo\":[" + stayed + "]}",
            "2303" => Named(stay),
            "2304" => Named(stay + amounts),
            "2405" or "2404" => Named(""),
            "2101" or "2102" => purchase,
            _ => throw new ArgumentOutOfRangeException(nameof(code), code),
        };
    }
}
