using System;
using Insurance.Sdk.Pediatrics;
using static Insurance.Sdk.Fees.Tests.Hospital;
using static Insurance.Sdk.Fees.Tests.Pediatrics.Ward;

namespace Insurance.Sdk.Fees.Tests.Pediatrics;

public sealed class ChildPriceDecisionTests
{
    private static readonly ChildPriceRules Rules = new([Rule(ChildSurcharge.Rate(0.2m)), Rule(ChildSurcharge.AddOnItem("ADD"), "BASE", id: "R2", boundary: AgeBoundary.BeforeSeventhBirthday), Rule(ChildSurcharge.Amount(5), "STACK", id: "R3", stack: true)]);

    [Theory]
    [InlineData("2026-06-14 23:59:59", ChildStatus.Child, ChildReason.BelowBoundary)]
    [InlineData("2026-06-15 00:00:00", ChildStatus.NotChild, ChildReason.BoundaryReached)]
    public void The_day_of_the_fee_decides(string time, ChildStatus status, ChildReason reason)
    {
        var decision = Rules.Decide(SurgeryCode, "201", FiveYearsOld, Time(time));

        Assert.Equal((status, reason, "R1"), (decision.Status, decision.Reason, decision.Rule!.Id));
    }

    [Fact]
    public void The_day_of_the_fee_is_the_day_in_China()
    {
        Assert.Equal(ChildStatus.NotChild, Rules.Decide(SurgeryCode, "201", FiveYearsOld, new DateTime(2026, 6, 14, 16, 0, 0, DateTimeKind.Utc)).Status);
        Assert.Equal(ChildStatus.Child, Rules.Decide(SurgeryCode, "201", FiveYearsOld, new DateTime(2026, 6, 14, 15, 59, 59, DateTimeKind.Utc)).Status);
    }

    [Fact]
    public void A_night_surgery_over_the_birthdays_midnight_is_decided_line_by_line()
    {
        var desk = Desk(ChildPriceTransmission.PriceIncluded, Rule(ChildSurcharge.Rate(0.2m)));
        var review = desk.Review(FiveYearsOld, [Line("1", time: "2026-06-14 23:30:00", price: 120, basePrice: 100), Line("2", time: "2026-06-15 00:30:00", price: 100, basePrice: 100)]);

        Assert.Empty(review.Findings);
        Assert.Equal((ChildStatus.Child, ChildStatus.NotChild), (review.Records[0].Decision.Status, review.Records[1].Decision.Status));
    }

    [Fact]
    public void Without_a_birth_date_nobody_is_a_child()
    {
        var decision = Rules.Decide(SurgeryCode, "201", ChildPatient.Unknown, Time("2026-03-01"));

        Assert.Equal((ChildStatus.Unknown, "no birth date: never a child (rule R1)"), (decision.Status, decision.ToString()));
        Assert.Equal(ChildStatus.NotApplicable, Rules.Decide("X", "201", ChildPatient.Unknown, Time("2026-03-01")).Status);
    }

    [Fact]
    public void An_item_without_a_rule_on_the_day_has_no_childs_price()
    {
        Assert.Equal(ChildReason.NoRule, Rules.Decide(SurgeryCode, "201", FiveYearsOld, Time("2025-12-31")).Reason);
        Assert.Equal(ChildStatus.Child, Rules.Decide(SurgeryCode, "201", FiveYearsOld, Time("2026-01-01")).Status);
    }

    [Fact]
    public void Drugs_and_consumables_never_have_a_childs_price()
        => Assert.Equal((ChildStatus.NotApplicable, ChildReason.NotAServiceItem), (Rules.Decide(SurgeryCode, "301", FiveYearsOld, Time("2026-03-01")) is var d ? (d.Status, d.Reason) : default));

    [Fact]
    public void The_add_on_item_follows_the_rule_of_its_item()
    {
        var decision = Rules.Decide("ADD", "201", FiveYearsOld, Time("2026-12-01"));

        Assert.Equal((ChildStatus.Child, true, "R2"), (decision.Status, decision.IsAddOn, decision.Rule!.Id));
    }

    [Fact]
    public void A_special_surcharge_takes_the_place_of_the_childs_unless_the_rule_stacks_them()
    {
        Assert.Equal(ChildReason.SpecialSurchargeFirst, Rules.Decide(SurgeryCode, "201", FiveYearsOld, Time("2026-03-01"), hasSpecialSurcharge: true).Reason);
        Assert.Equal(ChildStatus.Child, Rules.Decide("STACK", "201", FiveYearsOld, Time("2026-03-01"), hasSpecialSurcharge: true).Status);
    }

    [Fact]
    public void A_newborn_billed_under_the_mother_is_not_the_child()
        => Assert.Equal((ChildStatus.NotChild, ChildReason.NewbornUnderMother), Rules.Decide(SurgeryCode, "201", ChildPatient.NewbornUnderMother, Time("2026-03-01")) is var d ? (d.Status, d.Reason) : default);

    [Fact]
    public void A_birth_date_after_the_fee_is_an_error_for_any_item()
    {
        Assert.Throws<ArgumentException>(() => Rules.Decide(SurgeryCode, "201", ChildPatient.Born(Time("2026-03-02")), Time("2026-03-01")));
        Assert.Throws<ArgumentException>(() => Rules.Decide("X", "201", ChildPatient.Born(Time("2026-03-02")), Time("2026-03-01")));
    }

    [Fact]
    public void The_centers_birth_date_beats_the_hospitals()
    {
        var patient = ChildPatient.Born(Time("2020-06-15"), Time("2010-06-15"));

        Assert.Equal((BirthDateSource.Center, true, Time("2020-06-15")), (patient.Source, patient.BirthDatesDiffer, patient.BirthDate!.Value));
        Assert.Equal(BirthDateSource.Hospital, ChildPatient.Born(null, Time("2010-06-15")).Source);
        Assert.False(ChildPatient.Born(Time("2020-06-15"), Time("2020-06-15 08:30:00")).BirthDatesDiffer);
        Assert.Same(ChildPatient.Unknown, ChildPatient.Born(null));
        Assert.DoesNotContain("2020", patient.ToString());
    }

    [Fact]
    public void A_placeholder_is_no_birth_date()
        => Assert.Throws<ArgumentException>(() => ChildPatient.Born(default(DateTime)));

    [Theory]
    [InlineData(ChildSurchargeKind.Rate, 120.02)]
    [InlineData(ChildSurchargeKind.Amount, 105.02)]
    [InlineData(ChildSurchargeKind.FixedPrice, 130)]
    [InlineData(ChildSurchargeKind.AddOnItem, 100.02)]
    public void The_childs_price_follows_the_kind_of_surcharge(ChildSurchargeKind kind, double expected)
    {
        var surcharge = kind switch
        {
            ChildSurchargeKind.Rate => ChildSurcharge.Rate(0.2m),
            ChildSurchargeKind.Amount => ChildSurcharge.Amount(5),
            ChildSurchargeKind.FixedPrice => ChildSurcharge.FixedPrice(130),
            _ => ChildSurcharge.AddOnItem("ADD"),
        };

        Assert.Equal((decimal)expected, surcharge.PriceOf(100.02m));
    }

    [Fact]
    public void Rules_of_one_item_that_overlap_are_refused_with_both_names()
    {
        var error = Assert.Throws<ChildPriceRulesException>(() => new ChildPriceRules([Rule(ChildSurcharge.Rate(0.2m), to: "2026-06-30"), Rule(ChildSurcharge.Rate(0.3m), from: "2026-06-30", id: "R2"), Rule(ChildSurcharge.Rate(0.3m), "X", id: "R2")]));

        Assert.Equal(2, error.Errors.Count);
        Assert.Contains("R1 (013105010030000, 2026-01-01 to 2026-06-30); and R2 (013105010030000, 2026-06-30 on)", error.Message);
        Assert.Contains("the id R2 comes 2 times", error.Message);
    }
}
