using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Fees.Tests.Mapping;

/// <summary>1316, 1318 and 1319 rows as a center sends them, and what is found on a day.</summary>
public sealed class DatedTableTests
{
    private static readonly ChinaTime Fee = new(2026, 3, 1, 10, 0, 0);

    [Fact]
    public void A_cap_is_found_by_item_area_level_and_day()
    {
        var table = new PriceCapTable([Cap("H1", "440800", "2", 30, "2026-01-01", "2026-02-28"), Cap("H1", "440800", "2", 33, "2026-03-01", null), Cap("H1", "440800", "3", 40, "2026-01-01", null)]);

        Assert.Equal(30, table.Find("H1", "440800", "2", new ChinaTime(2026, 2, 28, 23, 59, 59))!.Amount);
        Assert.Equal(33, table.Find("H1", "440800", "2", Fee)!.Amount);
        Assert.Equal(40, table.Find("H1", "440800", "3", Fee)!.Amount);
        Assert.Null(table.Find("H1", "440300", "2", Fee));
        Assert.Null(table.Find("H1", "440800", "2", new ChinaTime(2025, 12, 31)));
    }

    [Fact]
    public void Of_overlapping_rows_of_a_center_the_one_that_begins_last_counts()
    {
        var table = new PriceCapTable([Cap("H1", "440800", "2", 33, "2026-02-01", "2026-03-31"), Cap("H1", "440800", "2", 30, "2026-01-01", null), Cap("H1", "440800", "2", 34, "2026-02-01", "2026-03-31")]);

        Assert.Equal(34, table.Find("H1", "440800", "2", Fee)!.Amount);
        Assert.Equal(30, table.Find("H1", "440800", "2", new ChinaTime(2026, 4, 1))!.Amount);
    }

    [Fact]
    public void Rows_of_1318_are_taken_as_they_come()
    {
        var row = new QueryItemPriceCapsAnswerData { HilistCode = "H1", InsuAdmdvs = "440800", HilistLmtpricType = "02", Begndate = new ChinaTime(2026, 1, 1), HilistPricUplmtAmt = 12.5m, ValiFlag = "1" };

        Assert.True(PriceCap.TryFrom(row, out var cap, out var problem));
        Assert.Null(problem);
        Assert.Equal(("H1", "440800", "02", 12.5m, true), (cap!.HilistCode, cap.Area, cap.LimitType, cap.Amount, cap.Interval.IsOpen));
    }

    [Fact]
    public void A_row_that_is_not_valid_is_left_out_without_a_problem()
    {
        var row = new QueryItemPriceCapsAnswerData { ValiFlag = "0" };

        Assert.False(PriceCap.TryFrom(row, out var cap, out var problem));
        Assert.Null(cap);
        Assert.Null(problem);
    }

    [Fact]
    public void A_row_that_cannot_be_used_says_why()
    {
        Assert.False(PriceCap.TryFrom(new QueryItemPriceCapsAnswerData { HilistCode = "H1" }, out _, out var begin));
        Assert.Equal("begndate is missing", begin);
        Assert.False(SelfPayRatio.TryFrom(new QueryItemSelfPayRatiosAnswerData { HilistCode = "H1", InsuAdmdvs = "440800", SelfpayPropPsnType = "310", SelfpayPropType = "10", Begndate = Fee, SelfpayProp = 10 }, out _, out var ratio));
        Assert.Equal("selfpay_prop is above 1", ratio);
        Assert.False(InsuranceItem.TryFrom(new QueryInsuranceItemMatchesAnswerData { MedListCodg = "M1", Begndate = Fee, Enddate = new ChinaTime(2026, 2, 1) }, out _, out var days));
        Assert.Equal("enddate lies before begndate", days);
    }

    [Fact]
    public void Ratio_and_insurance_item_are_found_by_day()
    {
        Assert.True(SelfPayRatio.TryFrom(new QueryItemSelfPayRatiosAnswerData { HilistCode = "H1", InsuAdmdvs = "440800", SelfpayPropPsnType = "310", SelfpayPropType = "10", Begndate = new ChinaTime(2026, 1, 1), SelfpayProp = 0.1m, ValiFlag = "1" }, out var ratio, out _));
        Assert.True(InsuranceItem.TryFrom(new QueryInsuranceItemMatchesAnswerData { MedListCodg = "M1", ListType = "101", InsuAdmdvs = "440800", HilistCode = "H1", Begndate = new ChinaTime(2026, 1, 1), ValiFlag = "1" }, out var item, out _));

        Assert.Equal(0.1m, new SelfPayTable([ratio!]).Find("H1", "440800", "310", "10", Fee)!.Ratio);
        Assert.Null(new SelfPayTable([ratio!]).Find("H1", "440800", "390", "10", Fee));
        Assert.Equal("H1", new InsuranceItemTable([item!]).Find("M1", "101", "440800", Fee)!.HilistCode);
        Assert.Null(new InsuranceItemTable([item!]).Find("M1", "301", "440800", Fee));
    }

    private static PriceCap Cap(string code, string area, string type, decimal amount, string from, string? to)
    {
        Assert.True(ChinaTime.TryParse(from, out var begin));
        ChinaTime? end = to is not null && ChinaTime.TryParse(to, out var last) ? last : null;
        return new PriceCap { HilistCode = code, Area = area, LimitType = type, Amount = amount, Interval = new EffectiveInterval(begin, end) };
    }
}
