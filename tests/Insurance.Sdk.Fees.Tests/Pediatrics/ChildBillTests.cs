using System.Linq;
using Insurance.Sdk.Pediatrics;
using static Insurance.Sdk.Fees.Tests.Hospital;
using static Insurance.Sdk.Fees.Tests.Pediatrics.Ward;

namespace Insurance.Sdk.Fees.Tests.Pediatrics;

/// <summary>What is found in a bill before it goes out.</summary>
public sealed class ChildBillTests
{
    [Fact]
    public void An_item_with_its_add_on_is_in_order()
    {
        var review = AddOnDesk().Review(FiveYearsOld, [Line("1"), AddOn("2"), Line("3", "XA01", listType: "101")]);

        Assert.Empty(review.Findings);
        Assert.Equal([ChildStatus.Child, ChildStatus.Child, ChildStatus.NotApplicable], review.Records.Select(r => r.Decision.Status));
        Assert.True(review.Records[1].Decision.IsAddOn);
    }

    [Theory]
    [InlineData(ChildFlag.Child, "charge[1].child-flag INS5201")]
    [InlineData(ChildFlag.NotChild, null)]
    [InlineData(ChildFlag.Blank, null)]
    public void A_flag_without_a_child_is_found(ChildFlag flag, string? finding)
    {
        Assert.Equal(finding is null ? [] : [finding], AddOnDesk().Review(Grown, [Line("1", flag: flag)]).Numbers());
        Assert.Equal(finding is null ? [] : [finding], AddOnDesk().Review(FiveYearsOld, [Line("1", "OTHER", flag: flag)]).Numbers());
    }

    [Fact]
    public void A_child_whom_the_HIS_calls_none_is_found()
        => Assert.Equal(["charge[1].child-flag INS5215"], AddOnDesk().Review(FiveYearsOld, [Line("1", flag: ChildFlag.NotChild), AddOn("2")]).Numbers());

    [Fact]
    public void An_add_on_without_a_child_is_found()
        => Assert.Equal(["charge[2].med_list_codg INS5202"], AddOnDesk().Review(Grown, [Line("1"), AddOn("2")]).Numbers());

    [Fact]
    public void A_child_without_the_add_on_is_found()
        => Assert.Equal(["charge[1].med_list_codg INS5203"], AddOnDesk().Review(FiveYearsOld, [Line("1")]).Numbers());

    [Fact]
    public void An_add_on_without_its_item_is_found()
        => Assert.Equal(["charge[2].med_list_codg INS5204"], AddOnDesk().Review(FiveYearsOld, [AddOn("2")]).Numbers());

    [Theory]
    [InlineData("2026-03-02 10:00:00", 1, "D0001", "charge[2].fee_ocur_time INS5205")]
    [InlineData("2026-03-01 23:00:00", 1, "D0001", null)]
    [InlineData("2026-03-01 10:00:00", 2, "D0001", "charge[2].cnt INS5206")]
    [InlineData("2026-03-01 10:00:00", 1, "D0002", "charge[2].bilg_dr_codg INS5207")]
    public void An_add_on_of_another_day_quantity_or_doctor_is_found(string time, int quantity, string doctor, string? finding)
        => Assert.Equal(finding is null ? [] : [finding], AddOnDesk().Review(FiveYearsOld, [Line("1"), AddOn("2", quantity, time, doctor)]).Numbers());

    [Fact]
    public void Add_ons_are_paired_with_the_items_that_they_fit()
    {
        var review = AddOnDesk().Review(FiveYearsOld,
        [
            Line("1", doctor: "D0001"), Line("2", doctor: "D0002"), Line("3", time: "2026-03-02 09:00:00"),
            AddOn("4", time: "2026-03-02 10:00:00"), AddOn("5", doctor: "D0002"), AddOn("6", doctor: "D0001"),
        ]);

        Assert.Empty(review.Findings);
    }

    [Fact]
    public void A_second_add_on_for_one_item_is_the_surcharge_twice()
        => Assert.Equal(["charge[3].med_list_codg INS5208"], AddOnDesk().Review(FiveYearsOld, [Line("1"), AddOn("2"), AddOn("3")]).Numbers());

    [Fact]
    public void A_surcharge_in_the_price_beside_the_add_on_is_the_surcharge_twice()
        => Assert.Equal(["charge[1].pric INS5208"], AddOnDesk().Review(FiveYearsOld, [Line("1", price: 120, basePrice: 100), AddOn("2")]).Numbers());

    [Theory]
    [InlineData(120, null)]
    [InlineData(140, "INS5208")]
    [InlineData(100, "INS5217")]
    [InlineData(111, "INS5217")]
    public void Where_the_price_includes_the_surcharge_it_does_so_once(int price, string? number)
    {
        var desk = Desk(ChildPriceTransmission.PriceIncluded, Rule(ChildSurcharge.Rate(0.2m)));

        Assert.Equal(number is null ? [] : ["charge[1].pric " + number], desk.Review(FiveYearsOld, [Line("1", price: price, basePrice: 100)]).Numbers());
    }

    [Fact]
    public void A_grown_up_who_pays_a_childs_price_is_found()
    {
        var desk = Desk(ChildPriceTransmission.PriceIncluded, Rule(ChildSurcharge.Rate(0.2m)));

        Assert.Equal(["charge[1].pric INS5202"], desk.Review(Grown, [Line("1", price: 120, basePrice: 100)]).Numbers());
        Assert.Empty(desk.Review(Grown, [Line("1", price: 100, basePrice: 100)]).Findings);
    }

    [Fact]
    public void A_stacked_special_surcharge_comes_on_top_of_the_childs_price()
    {
        var desk = Desk(ChildPriceTransmission.PriceIncluded, Rule(ChildSurcharge.Rate(0.2m), stack: true));

        Assert.Empty(desk.Review(FiveYearsOld, [Line("1", price: 150, basePrice: 100, special: 30)]).Findings);
        Assert.Equal(["charge[1].pric INS5217"], desk.Review(FiveYearsOld, [Line("1", price: 130, basePrice: 100, special: 30)]).Numbers());
    }

    [Fact]
    public void A_price_above_the_cap_warns_by_what_goes_out()
    {
        Assert.Equal(["charge[1].pric INS5209 warns"], Desk(ChildPriceTransmission.PriceIncluded, Rule(ChildSurcharge.Rate(0.2m))).Review(FiveYearsOld, [Line("1", price: 120, basePrice: 100, cap: 110)]).Numbers());
        Assert.Empty(Desk(ChildPriceTransmission.PriceNet, Rule(ChildSurcharge.Rate(0.2m))).Review(FiveYearsOld, [Line("1", price: 120, basePrice: 100, cap: 110)]).Findings);
    }

    [Fact]
    public void A_price_to_be_sent_without_the_surcharge_must_be_known()
        => Assert.Equal(["charge[1].pric INS5219"], Desk(ChildPriceTransmission.PriceNet, Rule(ChildSurcharge.Rate(0.2m))).Review(FiveYearsOld, [Line("1", price: 120)]).Numbers());

    [Fact]
    public void A_rule_that_the_regions_way_cannot_carry_is_found()
    {
        Assert.Equal(["charge[1].med_list_codg INS5216"], Desk(ChildPriceTransmission.SeparateItem, Rule(ChildSurcharge.Rate(0.2m))).Review(FiveYearsOld, [Line("1")]).Numbers());
        Assert.Equal(["charge[1].med_list_codg INS5216"], Desk(ChildPriceTransmission.PriceIncluded, Rule(ChildSurcharge.AddOnItem("ADD"))).Review(FiveYearsOld, [Line("1")]).Numbers());
        Assert.Empty(Desk(Flag, Rule(ChildSurcharge.Rate(0.2m))).Review(FiveYearsOld, [Line("1")]).Findings);
    }

    [Fact]
    public void Without_a_birth_date_the_bill_is_not_ready()
    {
        var review = AddOnDesk().Review(ChildPatient.Unknown, [Line("1"), AddOn("2"), Line("3", "OTHER")]);

        Assert.Equal(["charge[1].brdy INS5211", "charge[2].brdy INS5211"], review.Numbers());
        Assert.False(review.IsReady);
    }

    [Fact]
    public void A_birth_date_after_the_fee_is_a_finding_that_does_not_tell_it()
    {
        var review = AddOnDesk().Review(ChildPatient.Born(Time("2026-03-02")), [Line("1"), Line("2", "OTHER")]);

        Assert.Equal(["charge[1].brdy INS5212", "charge[2].brdy INS5212"], review.Numbers());
        Assert.DoesNotContain("2026-03-02", string.Join(" ", review.Findings.Select(f => f.Message).Concat(review.Records.Select(r => r + r.ToJson()))));
    }

    [Fact]
    public void Birth_dates_that_differ_warn_once()
        => Assert.Equal(["patient.brdy INS5221 warns"], AddOnDesk().Review(ChildPatient.Born(Time("2020-06-15"), Time("2020-06-16")), [Line("1"), AddOn("2")]).Numbers());

    [Fact]
    public void A_serial_that_comes_twice_is_found()
        => Assert.Contains("charge[1].feedetl_sn INS5220", AddOnDesk().Review(Grown, [Line("1"), Line("1")]).Numbers());

    [Fact]
    public void A_region_whose_rule_is_not_set_says_what_to_ask_the_bureau()
    {
        var desk = new ChildPriceDesk(new ChildPriceRules([Rule(ChildSurcharge.Rate(0.2m))]), ChildPriceTransmissions.None, "440882");
        var error = Assert.Throws<ConfigurationException>(() => desk.Review(FiveYearsOld, [Line("1")]));

        Assert.Equal("childPrice.transmissions.440882", error.Setting);
        Assert.All(ChildPriceTransmissions.QuestionsForTheBureau, q => Assert.Contains(q, error.Message));
        Assert.Throws<ConfigurationException>(() => new ChildPriceDesk(desk.Rules, As(Flag), Area).Explain(FiveYearsOld, Line("1", time: "2025-12-31")));
    }
}
