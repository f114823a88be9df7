using System;
using System.Collections.Generic;
using Insurance.Sdk.Pediatrics;
using static Insurance.Sdk.Fees.Tests.Hospital;
using static Insurance.Sdk.Fees.Tests.Pediatrics.Ward;

namespace Insurance.Sdk.Fees.Tests.Pediatrics;

public sealed class ChildRefundTests
{
    [Fact]
    public void A_refund_after_the_birthday_repeats_the_decision_of_its_original()
    {
        var review = Desk(Flag, Rule(ChildSurcharge.Rate(0.2m))).Review(FiveYearsOld, [Line("1", time: "2026-06-14"), Line("2", quantity: -1, original: "1", time: "2026-06-20"), Line("3", time: "2026-06-20")]);

        Assert.Empty(review.Findings);
        Assert.Equal((ChildStatus.Child, "2"), (review.Records[1].Decision.Status, review.Records[1].WireValue));
        Assert.Equal((ChildStatus.NotChild, "0"), (review.Records[2].Decision.Status, review.Records[2].WireValue));
    }

    [Fact]
    public void A_refund_of_another_day_repeats_the_record_that_was_kept_whatever_the_rules_say_now()
    {
        var kept = Desk(Flag, Rule(ChildSurcharge.Rate(0.2m))).Review(FiveYearsOld, [Line("1")]).Records[0].ToJson();
        var now = Desk(ChildPriceTransmission.FlagField("other", "Y", "N", omitWhenNotApplicable: true), Rule(ChildSurcharge.Rate(0.2m), "SOMETHING-ELSE"));
        var review = now.Review(ChildPatient.Unknown, [Line("2", quantity: -1, original: "1")], serial => serial == "1" ? ChildPriceRecord.Parse(kept) : null);

        Assert.Empty(review.Findings);
        Assert.Equal((ChildStatus.Child, "price_class", "2", "R1"), (review.Records[0].Decision.Status, review.Records[0].WirePlace, review.Records[0].WireValue, review.Records[0].Decision.Rule!.Id));
    }

    [Fact]
    public void A_refund_whose_original_is_not_known_is_not_sent()
    {
        Assert.Equal(["charge[2].init_feedetl_sn INS5214"], AddOnDesk().Review(FiveYearsOld, [Line("2", quantity: -1, original: "1")]).Numbers());
        Assert.Equal(["charge[2].init_feedetl_sn INS5214"], AddOnDesk().Review(FiveYearsOld, [Line("2", quantity: -1)]).Numbers());
    }

    [Fact]
    public void A_refund_unlike_its_original_is_found()
    {
        var desk = Desk(Flag, Rule(ChildSurcharge.Rate(0.2m)));

        Assert.Equal(["charge[2].med_list_codg INS5210"], desk.Review(FiveYearsOld, [Line("1"), Line("2", "OTHER", quantity: -1, original: "1")]).Numbers());
        Assert.Equal(["charge[2].pric INS5210"], desk.Review(FiveYearsOld, [Line("1"), Line("2", price: 99, quantity: -1, original: "1")]).Numbers());
        Assert.Equal(["charge[2].child-flag INS5210"], desk.Review(FiveYearsOld, [Line("1"), Line("2", quantity: -1, original: "1", flag: ChildFlag.NotChild)]).Numbers());
        Assert.Equal(["charge[2].cnt INS5210"], desk.Review(FiveYearsOld, [Line("1"), Line("2", quantity: 1, original: "1")]).Numbers());
        Assert.Equal(["charge[3].cnt INS5210"], desk.Review(FiveYearsOld, [Line("1"), Line("2", quantity: -1, original: "1"), Line("3", quantity: -1, original: "1")]).Numbers());
    }

    [Fact]
    public void An_add_on_whose_item_was_refunded_stands_alone()
    {
        Assert.Equal(["charge[2].med_list_codg INS5204"], AddOnDesk().Review(FiveYearsOld, [Line("1"), AddOn("2"), Line("3", quantity: -1, original: "1")]).Numbers());
        Assert.Empty(AddOnDesk().Review(FiveYearsOld, [Line("1"), AddOn("2"), Line("3", quantity: -1, original: "1"), AddOn("4", -1, original: "2")]).Findings);
    }

    [Fact]
    public void A_refund_of_a_price_without_surcharge_goes_out_like_its_original()
    {
        var review = Desk(ChildPriceTransmission.PriceNet, Rule(ChildSurcharge.Rate(0.2m))).Review(FiveYearsOld, [Line("1", price: 120, basePrice: 100), Line("2", price: 120, quantity: -1, original: "1")]);

        Assert.Empty(review.Findings);
        Assert.Equal((100, 100), ((int)review.Records[0].WirePrice, (int)review.Records[1].WirePrice));
    }

    [Fact]
    public void A_single_explanation_is_not_for_refunds()
        => Assert.Throws<ArgumentException>(() => AddOnDesk().Explain(FiveYearsOld, Line("2", quantity: -1, original: "1")));

    [Fact]
    public void The_record_explains_the_decision_and_holds_the_birth_date_only_where_asked()
    {
        var record = Desk(Flag, Rule(ChildSurcharge.Rate(0.2m))).Explain(FiveYearsOld, Line("1"));

        Assert.Equal("line 1: Child, the fee arose before the sixth birthday (rule R1); birth date from Center; FlagField price_class = 2", record.ToString());
        Assert.DoesNotContain("2020-06-15", record.ToJson());
        Assert.Contains("\"birthDate\":\"2020-06-15\"", record.ToJson(withBirthDate: true));
        Assert.Equal(record.ToJson(withBirthDate: true), ChildPriceRecord.Parse(record.ToJson(withBirthDate: true)).ToJson(withBirthDate: true));
        foreach (var other in new[] { ChildPriceTransmission.SeparateItem, ChildPriceTransmission.ExtensionJson("exp_content", "CHILD", "1", "0", false, "9") })
        {
            var kept = Desk(other, Rule(ChildSurcharge.AddOnItem("ADD"), to: "2026-12-31", stack: true)).Explain(Grown, Line("1")).ToJson();
            Assert.Equal(kept, ChildPriceRecord.Parse(kept).ToJson());
        }
    }

    [Fact]
    public void A_text_that_is_no_record_is_refused_with_every_error()
    {
        var errors = Assert.Throws<ChildPriceRulesException>(() => ChildPriceRecord.Parse("""{"serial":"","decision":"Maybe","colour":1}""")).Errors;

        Assert.Contains("serial: must be a text that is not empty", errors);
        Assert.Contains("decision: must be one of NotApplicable, NotChild, Child, Unknown", errors);
        Assert.Contains("colour: there is no such member here", errors);
        Assert.Throws<ChildPriceRulesException>(() => ChildPriceRecord.Parse("no json"));
    }
}
