using System;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>The name at registration differs from the doctor's screen: it stops before registration and before settlement, and no value is shown.</summary>
public sealed class MismatchTests
{
    [Theory]
    [InlineData("测试乙", "440900190001010000", "01", null, "psn_name")]
    [InlineData("测试甲", "440900190001010001", "01", null, "certno")]
    [InlineData("测试乙", "440900190001010001", "01", null, "psn_name,certno")]
    [InlineData("测试甲", "440900190001010000", "02", null, "psn_cert_type")]
    [InlineData("测试甲", "440900190001010000", "01", "440100", "insuplc_admdvs")]
    public async Task Another_patient_than_the_centers_person_is_not_registered(string name, string number, string type, string? area, string fields)
    {
        using var bench = new Bench();
        var patient = new HospitalPatient { Name = name, CertificateNumber = number, CertificateType = type, InsuredArea = area };
        var opening = await bench.OpeningAsync(patient: patient);

        var error = await Assert.ThrowsAsync<PatientMismatchException>(() => bench.Outpatients.RegisterAsync(opening, Bench.Registration()));

        Assert.Equal(fields, string.Join(",", error.Fields.Select(f => f.Code)));
        Assert.Equal("INS6124", error.Number);
        Assert.DoesNotContain("2201", bench.Center.Codes);
        Assert.Null(await bench.Outpatients.FindAsync("OP1"));
        foreach (var value in new[] { "测试", "4409001900", "44090000000000000001" })
        {
            Assert.DoesNotContain(value, error.ToString() + error.ChineseText, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(" 测试甲 ", "440900190001010000")]
    [InlineData("测试甲", "440900000101000")]
    [InlineData("测 试 甲", "４４０９００１９０００１０１００００")]
    public async Task Spelling_that_means_nothing_is_no_difference(string name, string number)
    {
        using var bench = new Bench();
        var patient = new HospitalPatient { Name = name, CertificateNumber = number, InsuredArea = "440900" };
        Assert.Equal(VisitState.Registered, (await bench.Outpatients.RegisterAsync(await bench.OpeningAsync(patient: patient), Bench.Registration())).Status.State);
    }

    [Theory]
    [InlineData("买买提·测试", "买买提.测试", true)]
    [InlineData("买买提•测试", "买买提・测试", true)]
    [InlineData("ZHANG SAN", "zhang san", true)]
    [InlineData("测试甲", "测*", true)]
    [InlineData("测试甲", "测*甲", true)]
    [InlineData("测试甲", "李*", false)]
    [InlineData("测试甲", "测*乙", false)]
    public void Names_are_held_against_dots_and_masks(string mine, string center, bool isSame)
        => Assert.Equal(isSame, PatientComparison.Differences(new HospitalPatient { Name = mine, CertificateNumber = "1" }, center, null, null).Count == 0);

    [Theory]
    [InlineData("440900190001010000", "440900********0000", true)]
    [InlineData("440900190001010000", "440900********0009", false)]
    [InlineData("44090019000101001X", "44090019000101001x", true)]
    [InlineData("440900190001010000", "440900000101000", true)]
    [InlineData("440900190001010000", "440900000101009", false)]
    public void Numbers_are_held_against_masks_and_the_old_fifteen_digits(string mine, string center, bool isSame)
        => Assert.Equal(isSame, PatientComparison.Differences(new HospitalPatient { Name = "甲", CertificateNumber = mine }, null, null, center).Count == 0);

    [Fact]
    public async Task A_masked_name_goes_out_again_as_the_his_has_it()
    {
        using var bench = new Bench("hunan");
        bench.Center.Outputs["1101"] = Bench.Person.Replace("测试甲", "测**", StringComparison.Ordinal).Replace("440900190001010000", "4409**************", StringComparison.Ordinal);
        await bench.Outpatients.RegisterAsync(await bench.OpeningAsync(), Bench.Registration());

        var data = bench.Center.Last("2201").Input.GetProperty("data");
        Assert.Equal(("测试甲", "440900190001010000"), (data.GetProperty("psn_name").GetString(), data.GetProperty("certno").GetString()));
    }

    [Fact]
    public async Task A_center_that_names_nobody_cannot_be_compared_and_nothing_is_registered()
    {
        using var bench = new Bench();
        bench.Center.Outputs["1101"] = """{"baseinfo":{"psn_no":"44090000000000000001","psn_name":"","certno":null},"insuinfo":[{"insutype":"310","insuplc_admdvs":"440900"}]}""";

        var refusal = await OutpatientStateTests.RefusalOfAsync(() => bench.RegisteredAsync());

        Assert.Equal(VisitRefusalCode.NotComparable, refusal!.Code);
    }

    [Fact]
    public async Task Without_an_area_in_the_row_the_patients_own_is_taken_and_without_both_nothing_is_registered()
    {
        using var bench = new Bench();
        bench.Center.Outputs["1101"] = Bench.Person.Replace("\"440900\"}]", "\"\"}]", StringComparison.Ordinal);
        Assert.Equal(VisitRefusalCode.AreaMissing, (await OutpatientStateTests.RefusalOfAsync(() => bench.RegisteredAsync()))!.Code);

        var patient = new HospitalPatient { Name = "测试甲", CertificateNumber = "440900190001010000", InsuredArea = "440900" };
        await bench.Outpatients.RegisterAsync(await bench.OpeningAsync(patient: patient), Bench.Registration());

        Assert.Equal("440900", bench.Center.Last("2201").InsuredArea);
    }

    [Fact]
    public async Task The_trial_shows_that_the_center_would_settle_for_another_person()
    {
        using var bench = new Bench();
        var visit = await bench.ChargedAsync();
        var doctorsScreen = new HospitalPatient { Name = "测试乙", CertificateNumber = "440900190001010000" };

        var error = await Assert.ThrowsAsync<PatientMismatchException>(() => visit.TrialAsync(Bench.Trial(patient: doctorsScreen)));

        Assert.Equal((VisitStep.Trial, PatientField.Name), (error.Step, Assert.Single(error.Fields)));
        Assert.Null((await visit.RefreshAsync()).Unsettled.Single().Trial);
    }

    [Fact]
    public async Task A_trial_of_another_psn_no_is_no_trial_of_this_visit()
    {
        using var bench = new Bench();
        var visit = await bench.ChargedAsync();
        bench.Center.Outputs["2206"] = """{"setlinfo":{"mdtrt_id":"M1","psn_no":"44090000000000000002","psn_name":"测试甲","certno":"440900190001010000","medfee_sumamt":30}}""";

        var error = await Assert.ThrowsAsync<PatientMismatchException>(() => visit.TrialAsync(Bench.Trial()));

        Assert.Equal(PatientField.PersonNumber, Assert.Single(error.Fields));
    }

    [Fact]
    public async Task A_patient_who_changed_in_the_his_after_the_trial_is_not_settled()
    {
        using var bench = new Bench();
        var (visit, trial) = await bench.TriedAsync();

        var name = await Assert.ThrowsAsync<PatientMismatchException>(() => visit.SettleAsync(Bench.Order(trial, new HospitalPatient { Name = "测试乙", CertificateNumber = "440900190001010000" })));
        var area = await Assert.ThrowsAsync<PatientMismatchException>(() => visit.SettleAsync(Bench.Order(trial, new HospitalPatient { Name = "测试甲", CertificateNumber = "440900190001010000", InsuredArea = "440100" })));

        Assert.Equal((PatientField.Name, PatientField.InsuredArea), (Assert.Single(name.Fields), Assert.Single(area.Fields)));
        Assert.DoesNotContain("2207", bench.Center.Codes);
        await visit.SettleAsync(Bench.Order(trial));
    }

    [Fact]
    public async Task The_caller_chooses_one_of_the_persons_insurances_and_no_other()
    {
        using var bench = new Bench();
        var opening = await bench.OpeningAsync();
        var stranger = await bench.OpeningAsync();
        var mixed = new VisitOpening { Number = "OP1", Person = opening.Person, Insurance = stranger.Insurance, Patient = Bench.Patient, Credential = Bench.Card };

        await Assert.ThrowsAsync<ArgumentException>(() => bench.Outpatients.RegisterAsync(mixed, Bench.Registration()));

        Assert.Equal([("390", "440100", false), ("310", "440900", true)], opening.Person.Insurances.Select(i => (i.InsuranceType, i.InsuredArea, i.IsRunning)));
    }

    [Fact]
    public async Task Neither_credential_nor_name_nor_number_of_the_certificate_is_kept()
    {
        using var bench = new Bench();
        var (visit, _) = await bench.SettledAsync();

        var record = (await bench.Store.FindAsync(visit.Id))!;
        var document = System.Text.Encoding.UTF8.GetString(record.Document.Span);

        Assert.Contains("44090000000000000001", document, StringComparison.Ordinal);
        Assert.DoesNotContain("测试甲", document, StringComparison.Ordinal);
        Assert.DoesNotContain("440900190001010000", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_desk_wants_the_clients_own_journal()
    {
        using var bench = new Bench();
        var other = new TestJournal();
        var error = Assert.Throws<ConfigurationException>(() => new OutpatientDesk(bench.TheClient, bench.Store, other));
        Assert.Equal("journal", error.Setting);
        await Task.CompletedTask;
    }
}
