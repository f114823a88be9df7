using System;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>What goes out, as Guangdong's clients send it and as Hunan's printed tables demand it.</summary>
public sealed class RequestTests
{
    [Fact]
    public async Task An_outpatients_day_in_guangdong()
    {
        using var bench = new Bench();
        var opening = await bench.OpeningAsync();
        Contract.AssertIs("1101.guangdong", bench.Center.Last("1101"), area: "");
        await bench.Outpatients.CheckBenefitsAsync(opening.Person, opening.Insurance, new CheckBenefitsRequest { Data = new CheckBenefitsData { MedType = "11", Begntime = new ChinaTime(2026, 3, 2, 0, 20, 0) } });
        Contract.AssertIs("2001.guangdong", bench.Center.Last("2001"));
        var visit = await bench.Outpatients.RegisterAsync(opening, Bench.Registration());
        Contract.AssertIs("2201.guangdong", bench.Center.Last("2201"));
        await visit.InformAsync(Bench.Information());
        Contract.AssertIs("2203.guangdong", bench.Center.Last("2203"));
        await visit.ChargeAsync("B1", Bench.Lines(2));
        Contract.AssertIs("2204.guangdong", bench.Center.Last("2204"));
        var trial = await visit.TrialAsync(Bench.Trial());
        Contract.AssertIs("2206.guangdong", bench.Center.Last("2206"));
        await visit.SettleAsync(new SettlementOrder { Agreed = trial, Patient = Bench.Patient, Credential = VisitCredential.ElectronicCertificate("TOKEN-2"), InvoiceNumber = "INV1" });
        Contract.AssertIs("2207.guangdong", bench.Center.Last("2207"));
        await visit.RefundAsync();
        Contract.AssertIs("2208.guangdong", bench.Center.Last("2208"));
        await visit.DeleteChargesAsync("B1");
        Contract.AssertIs("2205.batch", bench.Center.Last("2205"));
        await visit.DeleteChargesAsync();
        Contract.AssertIs("2205.all", bench.Center.Last("2205"));
        await visit.CancelRegistrationAsync();
        Contract.AssertIs("2202.guangdong", bench.Center.Last("2202"));
    }

    [Fact]
    public async Task An_outpatients_day_in_hunan_names_the_person_again()
    {
        using var bench = new Bench("hunan");
        var visit = await bench.Outpatients.RegisterAsync(await bench.OpeningAsync(credential: VisitCredential.SocialSecurityCard("C0000001", "CARD-SN-1")), Bench.Registration());
        Contract.AssertIs("2201.hunan", bench.Center.Last("2201"));
        await visit.InformAsync(Bench.Information());
        await visit.ChargeAsync("B1", Bench.Lines(1));
        var trial = await visit.TrialAsync(Bench.Trial());
        Contract.AssertIs("2206.hunan", bench.Center.Last("2206"));
        await visit.SettleAsync(Bench.Order(trial));
        Contract.AssertIs("2207.hunan", bench.Center.Last("2207"));
    }

    [Fact]
    public async Task A_maternity_visit_goes_out_as_2203A()
    {
        using var bench = new Bench();
        var visit = await bench.RegisteredAsync();
        await visit.InformAsync(new UploadOutpatientMaternityVisitRequest
        {
            Mdtrtinfo = new UploadOutpatientMaternityVisitMdtrtinfo { MedType = "51", Begntime = new ChinaTime(2026, 3, 2, 0, 20, 0), MatnType = "1", GesoVal = 38 },
            Diseinfo =
            {
                new UploadOutpatientMaternityVisitDiseinfo
                {
                    DiagType = "1", MaindiagFlag = "1", DiagSrtNo = 1, DiagCode = "Z34.900", DiagName = "正常妊娠监督", DiagDept = "A05", DiseDorNo = "D001", DiseDorName = "医师甲", DiagTime = new ChinaTime(2026, 3, 2, 0, 21, 0), ValiFlag = "1",
                },
            },
        });

        Contract.AssertIs("2203A.guangdong", bench.Center.Last("2203A"));
        Assert.Equal((VisitState.Informed, "51"), (visit.Status.State, visit.Status.MedType));
    }

    [Fact]
    public async Task A_stay_in_guangdong()
    {
        using var bench = new Bench();
        var stay = await bench.AdmittedAsync();
        Contract.AssertIs("2401.guangdong", bench.Center.Last("2401"));
        await stay.ChangeAsync(Bench.Change());
        Contract.AssertIs("2403.guangdong", bench.Center.Last("2403"));
        await stay.UploadAttributeAsync(Bench.Patient, Bench.Attribute());
        Contract.AssertIs("2406.guangdong", bench.Center.Last("2406"));
        await stay.ChargeAsync([Bench.StayLine(1001, 10, 2), Bench.StayLine(1002, 10, -1, original: 1001)]);
        Contract.AssertIs("2301.charge", bench.Center.Arrived.First(m => m.Code == "2301"));
        Contract.AssertIs("2301.refund", bench.Center.Last("2301"));
        await stay.DeleteChargesAsync(["1002"]);
        Contract.AssertIs("2302.guangdong", bench.Center.Last("2302"));
        await stay.DischargeAsync(Bench.Discharge());
        Contract.AssertIs("2402.guangdong", bench.Center.Last("2402"));
        var trial = await stay.TrialAsync(Bench.Trial());
        Contract.AssertIs("2303.guangdong", bench.Center.Last("2303"));
        await stay.SettleAsync(Bench.Order(trial));
        Contract.AssertIs("2304.guangdong", bench.Center.Last("2304"));
        await stay.RefundAsync();
        Contract.AssertIs("2305.guangdong", bench.Center.Last("2305"));
        await stay.CancelDischargeAsync();
        Contract.AssertIs("2405.guangdong", bench.Center.Last("2405"));
        await stay.DeleteChargesAsync();
        Contract.AssertIs("2302.all-guangdong", bench.Center.Last("2302"));
        await stay.CancelAdmissionAsync();
        Contract.AssertIs("2404.guangdong", bench.Center.Last("2404"));
    }

    [Fact]
    public async Task A_stay_in_hunan_names_person_and_areas_again_and_deletes_lines_as_rows()
    {
        using var bench = new Bench("hunan");
        var stay = await bench.AdmittedAsync();
        Contract.AssertIs("2401.hunan", bench.Center.Last("2401"));
        await stay.ChargeAsync(Bench.StayLines(3));
        await stay.DeleteChargesAsync(["1002", "1003"]);
        Contract.AssertIs("2302.hunan", bench.Center.Last("2302"));
        await stay.DischargeAsync(Bench.Discharge());
        var trial = await stay.TrialAsync(Bench.Trial());
        Contract.AssertIs("2303.hunan", bench.Center.Last("2303"));
        await stay.SettleAsync(Bench.Order(trial));
        Contract.AssertIs("2304.hunan", bench.Center.Last("2304"));
    }

    [Fact]
    public async Task The_area_of_the_chosen_insurance_goes_with_every_call_of_the_visit_and_the_operator_is_the_callers()
    {
        using var bench = new Bench();
        var opening = await bench.OpeningAsync();
        var other = new VisitOpening { Number = "OP9", Person = opening.Person, Insurance = opening.Person.Insurances.Single(i => i.InsuredArea == "440100"), Patient = Bench.Patient, Credential = Bench.Card };
        var cashier = new CallOptions { Operator = new Operator { Type = "1", Code = "0002", Name = "收费员乙" } };

        var visit = await bench.Outpatients.RegisterAsync(other, Bench.Registration(), cashier);
        await visit.InformAsync(Bench.Information(), cashier);

        Assert.All(bench.Center.Arrived.Where(m => m.Code is "2201" or "2203"), m => Assert.Equal(("440100", "0002"), (m.InsuredArea, m.Operator)));
        Assert.Equal("390", bench.Center.Last("2201").Input.GetProperty("data").GetProperty("insutype").GetString());
        Assert.Equal("0002", visit.Status.History[^1].Who);
        await Assert.ThrowsAsync<ArgumentException>(() => visit.InformAsync(Bench.Information(), new CallOptions { InsuredArea = "440900" }));
        await Assert.ThrowsAsync<ArgumentException>(() => visit.InformAsync(Bench.Information(), new CallOptions { MessageId = "X1" }));
    }

    [Fact]
    public async Task What_the_center_wants_beside_can_be_set_and_what_is_the_visits_own_cannot()
    {
        using var bench = new Bench();
        var visit = await bench.ChargedAsync();
        var trial = await visit.TrialAsync(Bench.Trial(), r => r.Data.HcardBasinfo = "out-buffer");
        Assert.Equal("out-buffer", bench.Center.Last("2206").Input.GetProperty("data").GetProperty("hcard_basinfo").GetString());

        var error = await Assert.ThrowsAsync<ValidationException>(() => visit.SettleAsync(Bench.Order(trial), r => r.Data.MedfeeSumamt = 1));
        Assert.Equal("INS6131", Assert.Single(error.Errors).Number);
        Assert.Null((await visit.RefreshAsync()).Doubt);
        await visit.SettleAsync(Bench.Order(trial), r => r.Data.HcardBasinfo = "out-buffer");
        Assert.Single(bench.Center.Codes, "2207");
    }

    [Fact]
    public async Task Trace_codes_go_with_the_settlement_where_the_center_takes_them_there()
    {
        using var bench = new Bench();
        var (visit, trial) = await bench.TriedAsync();
        var codes = new[] { new TraceCodes.SettlementTraceRow { FeeDetailSerial = "1001", Code = "00000000000000000001" } };

        await visit.SettleAsync(new SettlementOrder { Agreed = trial, Patient = Bench.Patient, Credential = Bench.Card, TraceCodes = codes, TraceNode = "durg_trac_info" });

        Assert.Equal("""[{"feedetl_sn":"1001","drug_trac_codg":"00000000000000000001","trdn_flag":"0","min_prcunt_type":"2"}]""", bench.Center.Last("2207").Input.GetProperty("durg_trac_info").GetRawText());
    }

    [Fact]
    public async Task A_request_of_another_visit_is_told_apart_before_anything_is_noted()
    {
        using var bench = new Bench();
        var visit = await bench.InformedAsync();
        var lines = Bench.Lines(2);
        lines[1].MdtrtId = "M999";
        var version = visit.Status.Version;

        var error = await Assert.ThrowsAsync<ValidationException>(() => visit.ChargeAsync("B1", lines));

        Assert.Equal(("INS6131", "input.feedetail[1].mdtrt_id"), (error.Errors.Single().Number, error.Errors.Single().Path));
        Assert.Equal(version, (await visit.RefreshAsync()).Version);
    }

    [Fact]
    public async Task A_request_that_breaks_the_standards_rules_leaves_no_trace()
    {
        using var bench = new Bench();
        var visit = await bench.RegisteredAsync();
        var version = visit.Status.Version;
        var request = Bench.Information();
        request.Mdtrtinfo.MedType = null;
        request.Diseinfo[0].DiagName = null;

        var error = await Assert.ThrowsAsync<ValidationException>(() => visit.InformAsync(request));

        Assert.Equal(["med_type", "diag_name"], error.Errors.Select(e => e.Field));
        Assert.Equal(version, (await visit.RefreshAsync()).Version);
        Assert.DoesNotContain("2203", bench.Center.Codes);
        Assert.Single(bench.Journal.All);
    }
}
