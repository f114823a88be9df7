using System.Linq;
using Insurance.Sdk.Catalogues;
using static Insurance.Sdk.Fees.Tests.Hospital;

namespace Insurance.Sdk.Fees.Tests.FeeLines;

public sealed class FeeLineBuilderTests
{
    [Theory]
    [InlineData("2026-02-28 23:59:59", "XA01-OLD", "20")]
    [InlineData("2026-03-01 00:00:00", "XA01-NEW", "30")]
    public void The_code_and_the_cap_are_those_of_the_fees_time(string time, string code, string cap)
    {
        var line = Builder().Outpatient(Visit, Charge(time: time));

        Assert.True(line.IsReady);
        Assert.Empty(line.Findings);
        Assert.Equal(code, line.Row!.MedListCodg);
        Assert.Equal(cap, line.Cap!.Amount.ToString());
        Assert.Equal(0, line.AboveCap);
    }

    [Fact]
    public void An_outpatient_row_holds_what_2204_asks_for()
    {
        var row = Builder().Outpatient(Visit, Charge()).Row!;

        Assert.Equal(("1", "440800000001", "P0000001", "B0001", "0"), (row.FeedetlSn, row.MdtrtId, row.PsnNo, row.ChrgBchno, row.RxCircFlag));
        Assert.Equal((new ChinaTime(2026, 3, 1, 10, 0, 0), "YP0001", 25m, 2m, 12.5m), (row.FeeOcurTime!.Value, row.MedinsListCodg, row.DetItemFeeSumamt, row.Cnt, row.Pric));
        Assert.Equal(("K01", "儿科", "D0001", "医师甲", "1"), (row.BilgDeptCodg, row.BilgDeptName, row.BilgDrCodg, row.BilgDrName, row.HospApprFlag));
        Assert.Null(row.MedinsListName);
        Assert.Null(row.ChldMedcFlag);
    }

    [Fact]
    public void An_inpatient_row_holds_what_2301_asks_for()
    {
        var row = Builder().Inpatient(Visit, Charge()).Row!;

        Assert.Equal(("1", "440800000001", "P0000001", "2101", null), (row.FeedetlSn, row.MdtrtId, row.PsnNo, row.MedType, row.InitFeedetlSn));
        Assert.Equal(("XA01-NEW", "YP0001", 25m, 2m, 12.5m), (row.MedListCodg, row.MedinsListCodg, row.DetItemFeeSumamt, row.Cnt, row.Pric));
    }

    [Fact]
    public void The_ratio_of_the_patients_group_is_known()
    {
        Assert.Equal(0.1m, Builder().Inpatient(Visit, Charge()).SelfPay!.Ratio);
        Assert.Null(Builder().Inpatient(Visit, Charge(item: Surgery, listType: "201")).SelfPay);
    }

    [Theory]
    [InlineData("YP9999", "INS5102", "YP9999 (list type 101) on 2026-03-01: not mapped")]
    [InlineData("YP0009", "INS5103", "mapping to XA09 ended on 2025-12-31")]
    [InlineData("YP0010", "INS5104", "mapping to XA10 begins on 2027-01-01")]
    [InlineData("YP0012", "INS5108", "XA12 is valid 2020-01-01 to 2026-01-31, not on 2026-03-01")]
    [InlineData("YP0013", "INS5119", "XA13 was taken back by the catalogue")]
    public void A_charge_without_a_valid_code_gives_no_row_and_says_why(string item, string number, string reason)
    {
        var line = Builder().Outpatient(Visit, Charge(item: item));

        Assert.Null(line.Row);
        var finding = Assert.Single(line.Findings);
        Assert.Equal((number, "med_list_codg", false), (finding.Number, finding.Field, finding.IsWarning));
        Assert.Contains(reason, finding.Message);
    }

    [Fact]
    public void A_fee_between_two_mappings_says_so()
    {
        var tables = new FeeLineTables { Mappings = new MappingIndex([new("A", "101", "X1", Days("2026-01-01", "2026-01-31")), new("A", "101", "X2", Days("2026-03-01", null))]) };
        var line = new FeeLineBuilder(tables, new FeeLineOptions()).Outpatient(Visit, Charge(item: "A", time: "2026-02-10 10:00:00"));

        Assert.Equal("INS5105", Assert.Single(line.Findings).Number);
    }

    [Fact]
    public void A_pair_that_the_center_does_not_have_warns_or_refuses_as_the_hospital_wants()
    {
        Assert.Equal(["INS5106 warns"], NumbersOf(Builder(o => o.UnknownNationalCode = FindingRule.Ignore).Outpatient(Visit, Charge(item: "YP0011")).Findings));
        Assert.False(Builder(o => o.MappingNotAtCenter = FindingRule.Refuse).Outpatient(Visit, Charge(item: "YP0011")).IsReady);
        Assert.Empty(Builder(o => o.MappingNotAtCenter = FindingRule.Ignore).Outpatient(Visit, Charge(item: "YP0011")).Findings);
    }

    [Theory]
    [InlineData(25.00, true)]
    [InlineData(25.009, true)]
    [InlineData(25.01, false)]
    [InlineData(24.99, false)]
    public void The_amount_is_quantity_times_price_rounded_to_the_fen_in_any_way(double amount, bool isReady)
    {
        Assert.Equal(isReady, Builder().Outpatient(Visit, Charge(amount: (decimal)amount)).IsReady);
    }

    [Fact]
    public void A_price_above_the_cap_warns_or_refuses_as_the_hospital_wants()
    {
        var warned = Builder().Inpatient(Visit, Charge(price: 30.5m));
        Assert.Equal(["INS5110 warns"], NumbersOf(warned.Findings));
        Assert.Equal((true, 0.5m), (warned.IsReady, warned.AboveCap));

        Assert.False(Builder(o => o.PriceAboveCap = FindingRule.Refuse).Inpatient(Visit, Charge(price: 30.5m)).IsReady);
        Assert.True(Builder(o => o.PriceAboveCap = FindingRule.Refuse).Inpatient(Visit, Charge(price: 30m)).IsReady);
    }

    [Fact]
    public void A_line_without_cap_or_ratio_says_which_link_is_missing()
    {
        var known = Builder().Inpatient(Visit, Charge());
        Assert.Equal((PriceDataReason.Known, PriceDataReason.Known), (known.CapReason, known.SelfPayReason));
        var old = Builder().Inpatient(Visit, Charge(time: "2026-02-01 10:00:00"));
        Assert.Equal((PriceDataReason.Known, PriceDataReason.NoRow), (old.CapReason, old.SelfPayReason));
        var surgery = Builder().Inpatient(Visit, Charge(item: Surgery, listType: "201"));
        Assert.Equal((PriceDataReason.NoInsuranceItem, PriceDataReason.NoInsuranceItem), (surgery.CapReason, surgery.SelfPayReason));
        var unmapped = Builder().Inpatient(Visit, Charge(item: "YP9999"));
        Assert.Equal((PriceDataReason.NoNationalCode, PriceDataReason.NoNationalCode), (unmapped.CapReason, unmapped.SelfPayReason));
        var bare = new FeeLineBuilder(new FeeLineTables { Mappings = Tables.Mappings }, new FeeLineOptions()).Inpatient(Visit, Charge());
        Assert.Equal((PriceDataReason.NotAsked, PriceDataReason.NotAsked, true), (bare.CapReason, bare.SelfPayReason, bare.IsReady));
    }

    [Fact]
    public void A_missing_cap_or_ratio_warns_or_refuses_as_the_hospital_wants()
    {
        var warned = Builder(o => (o.NoCap, o.NoSelfPayRatio) = (FindingRule.Warn, FindingRule.Warn));
        Assert.Equal(["INS5117 warns", "INS5120 warns"], NumbersOf(warned.Inpatient(Visit, Charge(item: Surgery, listType: "201")).Findings));
        var old = warned.Inpatient(Visit, Charge(time: "2026-02-01 10:00:00")).Findings;
        Assert.Equal(["INS5120 warns"], NumbersOf(old));
        Assert.Contains("1319 has no row of H-OLD and 390", old[0].Message);
        Assert.False(Builder(o => o.NoSelfPayRatio = FindingRule.Refuse).Inpatient(Visit, Charge(time: "2026-02-01 10:00:00")).IsReady);
    }

    [Fact]
    public void A_code_that_was_taken_back_without_a_day_refuses_or_warns_as_the_hospital_wants()
    {
        Assert.False(Builder().Inpatient(Visit, Charge(item: "YP0013")).IsReady);
        var line = Builder(o => o.WithdrawnNationalCode = FindingRule.Warn).Inpatient(Visit, Charge(item: "YP0013"));
        Assert.True(line.IsReady);
        Assert.Equal(["INS5119 warns"], NumbersOf(line.Findings));
    }

    [Fact]
    public void Caps_without_the_hospitals_level_are_a_configuration_error()
    {
        var error = Assert.Throws<ConfigurationException>(() => new FeeLineBuilder(Tables, new FeeLineOptions()));

        Assert.Equal("feeLines.priceCapLimitType", error.Setting);
    }

    [Fact]
    public void A_refund_carries_the_code_of_its_original_and_names_it()
    {
        var line = Builder().Inpatient(Visit, Charge(quantity: -2, original: "1", originalTime: "2026-02-28 10:00:00", time: "2026-03-05 10:00:00", serial: "2"));

        Assert.True(line.IsReady);
        Assert.Empty(line.Findings);
        Assert.Equal(("XA01-OLD", "1", -2m, -25m), (line.Row!.MedListCodg, line.Row.InitFeedetlSn, line.Row.Cnt, line.Row.DetItemFeeSumamt));
    }

    [Fact]
    public void A_refund_without_its_original_is_refused_and_one_without_its_time_warned_of()
    {
        Assert.Equal(["INS5113", "INS5115 warns"], NumbersOf(Builder().Inpatient(Visit, Charge(quantity: -2)).Findings));
        Assert.Equal(["INS5115 warns"], NumbersOf(Builder().Inpatient(Visit, Charge(quantity: -2, original: "1", serial: "2")).Findings));
        Assert.Equal(["INS5118"], NumbersOf(Builder().Inpatient(Visit, Charge(original: "1", serial: "2")).Findings));
    }

    [Fact]
    public void A_refund_line_does_not_go_into_2204()
    {
        var line = Builder().Outpatient(Visit, Charge(quantity: -2, original: "1", originalTime: "2026-03-01", serial: "2"));

        Assert.Equal(["INS5114"], NumbersOf(line.Findings));
        Assert.Contains("2205", line.Findings[0].Message);
    }

    [Fact]
    public void Refund_lines_stand_after_all_others()
    {
        var lines = Builder().Inpatient(Visit, [Charge(quantity: -2, original: "3", originalTime: "2026-03-01", serial: "1"), Charge(serial: "2"), Charge(serial: "3")]);

        Assert.Equal(["2", "3", "1"], lines.Select(l => l.Row!.FeedetlSn));
    }

    [Fact]
    public void A_serial_that_comes_twice_gives_no_second_row()
    {
        var lines = Builder().Outpatient(Visit, [Charge(), Charge()]);

        Assert.Equal([true, false], lines.Select(l => l.IsReady));
        Assert.Equal("INS5116", Assert.Single(lines[1].Findings).Number);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var visit = new FeeVisit { VisitId = "", PersonNumber = " ", InsuredArea = Area };
        var line = Builder().Outpatient(visit, new FeeCharge
        {
            Serial = "7", HospitalItem = "", ListType = "101", Quantity = 0, Price = -1, Amount = 5, FeeTime = default,
            DepartmentCode = "", DepartmentName = "", DoctorCode = "", DoctorName = "",
        });

        Assert.Null(line.Row);
        Assert.Equal(["mdtrt_id", "psn_no", "medins_list_codg", "bilg_dept_codg", "bilg_dept_name", "bilg_dr_codg", "bilg_dr_name", "fee_ocur_time", "pric", "cnt", "chrg_bchno", "hosp_appr_flag"], line.Findings.Select(f => f.Field));
        Assert.All(line.Findings, f => Assert.StartsWith("charge[7].", f.Path));
    }

    [Fact]
    public void An_amount_of_the_wrong_sign_or_beyond_all_bounds_is_an_error()
    {
        Assert.Equal(["INS5111"], NumbersOf(Builder().Inpatient(Visit, Charge(amount: -25)).Findings));
        Assert.Contains("INS5109", NumbersOf(Builder(o => o.PriceAboveCap = FindingRule.Ignore).Inpatient(Visit, Charge(quantity: decimal.MaxValue / 2, price: 4, amount: 1)).Findings));
    }
}
