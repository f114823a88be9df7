using System;
using Insurance.Sdk.Pediatrics;
using static Insurance.Sdk.Fees.Tests.Hospital;
using static Insurance.Sdk.Fees.Tests.Pediatrics.Ward;

namespace Insurance.Sdk.Fees.Tests.Pediatrics;

/// <summary>The decision on the generated rows of 2204 and 2301.</summary>
public sealed class ChildFlagOnRowTests
{
    [Fact]
    public void A_flag_of_the_corrections_file_stands_beside_the_typed_fields()
    {
        Assert.Equal("\"2\"", Sent(Flag, FiveYearsOld).Extra.GetJson("price_class"));
        Assert.Equal("\"0\"", Sent(Flag, Grown).Extra.GetJson("price_class"));
        Assert.Equal(0, Sent(Flag, Grown, SurgeryAddOnCode + "X").Extra.Count);
        Assert.Equal("\"0\"", Sent(ChildPriceTransmission.FlagField("price_class", "2", "0", omitWhenNotApplicable: false), Grown, "X").Extra.GetJson("price_class"));
        Assert.Equal("\"9\"", Sent(ChildPriceTransmission.FlagField("price_class", "2", "0", omitWhenNotApplicable: false, "9"), Grown, "X").Extra.GetJson("price_class"));
    }

    [Theory]
    [InlineData("memo"), InlineData("MEMO"), InlineData("comb_no"), InlineData("combNo"), InlineData("unchk_flag"), InlineData("unchk_memo")]
    public void A_flag_may_go_into_a_text_field_that_has_no_meaning_of_its_own(string field)
    {
        var transmission = ChildPriceTransmission.FlagField(field, "2", "0", omitWhenNotApplicable: true);
        var (outpatient, inpatient) = (Sent(transmission, FiveYearsOld), new UploadInpatientFeesFeedetail { FeedetlSn = "1", MedListCodg = SurgeryCode, FeeOcurTime = Time("2026-03-01 10:00:00") });
        ChildPriceDesk.Apply(inpatient, Desk(transmission, Rule(ChildSurcharge.Rate(0.2m))).Explain(FiveYearsOld, Line("1")));

        Assert.Equal("2", field.ToUpperInvariant()[..2] switch { "ME" => outpatient.Memo, "CO" => outpatient.CombNo, _ => field == "unchk_flag" ? outpatient.UnchkFlag : outpatient.UnchkMemo });
        Assert.Equal("2", field.ToUpperInvariant()[..2] switch { "ME" => inpatient.Memo, "CO" => inpatient.CombNo, _ => field == "unchk_flag" ? inpatient.UnchkFlag : inpatient.UnchkMemo });
        Assert.Equal((0, 0), (outpatient.Extra.Count, inpatient.Extra.Count));
    }

    [Fact]
    public void A_path_leads_into_an_object_of_the_corrections_file()
    {
        var row = Row();
        row.Extra.SetJson("ext", """{"kept":1}""");
        ChildPriceDesk.Apply(row, Desk(ChildPriceTransmission.FlagField("ext.price.child", "Y", "N", omitWhenNotApplicable: true), Rule(ChildSurcharge.Rate(0.2m))).Explain(FiveYearsOld, Line("1")));

        Assert.Equal("""{"kept":1,"price":{"child":"Y"}}""", row.Extra.GetJson("ext"));
    }

    [Fact]
    public void The_extension_keeps_its_other_keys()
    {
        var transmission = ChildPriceTransmission.ExtensionJson("exp_content", "CHILD_FLAG", "1", "0", omitWhenNotApplicable: true);
        var row = Row();
        row.ExpContent = """{"TRUM_FLAG":"0","备注":"甲"}""";
        ChildPriceDesk.Apply(row, Desk(transmission, Rule(ChildSurcharge.Rate(0.2m))).Explain(FiveYearsOld, Line("1")));

        Assert.Equal("""{"TRUM_FLAG":"0","备注":"甲","CHILD_FLAG":"1"}""", row.ExpContent);
        Assert.Equal("""{"CHILD_FLAG":"0"}""", Sent(transmission, Grown).ExpContent);
        Assert.Null(Sent(transmission, Grown, "X").ExpContent);
    }

    [Theory]
    [InlineData("no json"), InlineData("[1]"), InlineData("{\"CHILD_FLAG\":\"0\"}")]
    public void An_extension_that_cannot_take_the_flag_stops_the_row(string there)
    {
        var row = Row();
        row.ExpContent = there;
        var error = Assert.Throws<ValidationException>(() => ChildPriceDesk.Apply(row, Desk(ChildPriceTransmission.ExtensionJson("exp_content", "CHILD_FLAG", "1", "0", true), Rule(ChildSurcharge.Rate(0.2m))).Explain(FiveYearsOld, Line("1"))));

        Assert.Equal("INS5218", Assert.Single(error.Errors).Number);
        Assert.Equal(there, row.ExpContent);
    }

    [Fact]
    public void A_text_that_already_stands_in_the_field_is_not_overwritten()
    {
        var row = Row();
        row.Memo = "床位说明";
        var record = Desk(ChildPriceTransmission.FlagField("memo", "2", "0", true), Rule(ChildSurcharge.Rate(0.2m))).Explain(FiveYearsOld, Line("1"));

        Assert.Equal("INS5218", Assert.Single(Assert.Throws<ValidationException>(() => ChildPriceDesk.Apply(row, record)).Errors).Number);
        row.Memo = null;
        ChildPriceDesk.Apply(row, record);
        ChildPriceDesk.Apply(row, record);
        Assert.Equal("2", row.Memo);
    }

    [Theory]
    [InlineData("chld_medc_flag"), InlineData("chldMedcFlag"), InlineData("CHLD_MEDC_FLAG"), InlineData("chld_medc"), InlineData("ext.chld_medc_flag")]
    public void The_medicines_flag_is_never_the_price_flag(string path)
    {
        Assert.Contains("儿童用药标志", Assert.Throws<ConfigurationException>(() => ChildPriceTransmission.FlagField(path, "1", "0", true)).Message);
        Assert.Throws<ConfigurationException>(() => ChildPriceTransmission.ExtensionJson("exp_content", path.Replace("ext.", ""), "1", "0", true));
    }

    [Fact]
    public void A_row_of_a_childs_item_with_the_medicines_flag_is_stopped()
    {
        var record = Desk(Flag, Rule(ChildSurcharge.Rate(0.2m))).Explain(FiveYearsOld, Line("1"));
        var (typed, extra) = (Row(), Row());
        typed.ChldMedcFlag = "1";
        extra.Extra.Set("chld_medc_flag", "1");

        Assert.Equal("INS5213", Assert.Single(Assert.Throws<ValidationException>(() => ChildPriceDesk.Apply(typed, record)).Errors).Number);
        Assert.Equal("INS5213", Assert.Single(Assert.Throws<ValidationException>(() => ChildPriceDesk.Apply(extra, record)).Errors).Number);
    }

    [Theory]
    [InlineData("pric"), InlineData("psn_no"), InlineData("feeOcurTime"), InlineData("memo.child"), InlineData("hosp_appr_flag"), InlineData(""), InlineData("a..b"), InlineData("儿童")]
    public void A_field_that_says_something_else_cannot_carry_the_flag(string path)
        => Assert.Throws<ConfigurationException>(() => ChildPriceTransmission.FlagField(path, "1", "0", true));

    [Fact]
    public void Values_that_nobody_can_tell_apart_are_refused()
    {
        Assert.Throws<ConfigurationException>(() => ChildPriceTransmission.FlagField("x", "1", "1", true));
        Assert.Throws<ConfigurationException>(() => ChildPriceTransmission.FlagField("x", "1", "0", false, "1"));
        Assert.Throws<ConfigurationException>(() => ChildPriceTransmission.FlagField("x", "1", "0", true, "9"));
        Assert.Throws<ConfigurationException>(() => ChildPriceTransmission.FlagField("x", "", "0", true));
        Assert.Throws<ConfigurationException>(() => ChildPriceTransmission.ExtensionJson("exp_content", "k", "1", " ", true));
    }

    [Fact]
    public void A_price_without_the_surcharge_changes_price_and_amount_of_the_row()
    {
        var row = Row(price: 120, quantity: 3);
        ChildPriceDesk.Apply(row, Desk(ChildPriceTransmission.PriceNet, Rule(ChildSurcharge.Rate(0.2m))).Explain(FiveYearsOld, Line("1", price: 120, basePrice: 100, quantity: 3)));
        Assert.Equal((100m, 300m), (row.Pric, row.DetItemFeeSumamt));

        var untouched = Row(price: 120, quantity: 3);
        ChildPriceDesk.Apply(untouched, Desk(ChildPriceTransmission.PriceIncluded, Rule(ChildSurcharge.Rate(0.2m))).Explain(FiveYearsOld, Line("1", price: 120, basePrice: 100, quantity: 3)));
        Assert.Equal((120m, 360m), (untouched.Pric, untouched.DetItemFeeSumamt));
    }

    [Fact]
    public void A_decision_of_another_line_or_none_at_all_does_not_go_out()
    {
        var desk = Desk(Flag, Rule(ChildSurcharge.Rate(0.2m)));

        Assert.Throws<ArgumentException>(() => ChildPriceDesk.Apply(Row(), desk.Explain(FiveYearsOld, Line("2"))));
        Assert.Throws<ArgumentException>(() => ChildPriceDesk.Apply(Row(), desk.Explain(FiveYearsOld, Line("1", "X"))));
        Assert.Throws<ValidationException>(() => ChildPriceDesk.Apply(Row(), desk.Explain(ChildPatient.Unknown, Line("1"))));
        Assert.Throws<ValidationException>(() => desk.Review(FiveYearsOld, [Line("2")]).ApplyTo(new UploadOutpatientFeesRequest { Feedetail = { Row() } }));
        Assert.Throws<ValidationException>(() => AddOnDesk().Review(FiveYearsOld, [Line("1")]).ApplyTo(new UploadOutpatientFeesRequest { Feedetail = { Row() } }));
    }

    private static UploadOutpatientFeesFeedetail Row(string code = SurgeryCode, decimal price = 100, decimal quantity = 1)
        => new() { FeedetlSn = "1", MedListCodg = code, FeeOcurTime = Time("2026-03-01 10:00:00"), Pric = price, Cnt = quantity, DetItemFeeSumamt = price * quantity };

    private static UploadOutpatientFeesFeedetail Sent(ChildPriceTransmission transmission, ChildPatient patient, string code = SurgeryCode)
    {
        var row = Row(code);
        ChildPriceDesk.Apply(row, Desk(transmission, Rule(ChildSurcharge.Rate(0.2m))).Explain(patient, Line("1", code)));
        return row;
    }
}
