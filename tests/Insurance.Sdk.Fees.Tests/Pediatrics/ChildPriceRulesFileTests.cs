using System.Text;
using Insurance.Sdk.Pediatrics;
using static Insurance.Sdk.Fees.Tests.Hospital;

namespace Insurance.Sdk.Fees.Tests.Pediatrics;

public sealed class ChildPriceRulesFileTests
{
    [Fact]
    public void Every_kind_of_rule_and_way_is_read()
    {
        var file = Parse("""
            {
              // comments are allowed
              "boundary": "beforeSixthBirthday", "leapDay": "LastOfFebruary", "serviceListTypes": ["201", "202"],
              "rules": [
                { "id": "R1", "item": "A", "from": "2026-01-01", "to": "2026-12-31", "kind": "rate", "rate": 0.2, "source": "N1" },
                { "id": "R2", "item": "B", "from": "2026-01-01", "kind": "amount", "amount": 5.5, "stackWithSpecial": true, "source": "N1" },
                { "id": "R3", "item": "C", "from": "2026-01-01", "to": null, "kind": "fixedPrice", "price": 30, "boundary": "BeforeSeventhBirthday", "leapDay": "FirstOfMarch", "source": "N1" },
                { "id": "R4", "item": "D", "from": "2026-01-01", "kind": "AddOnItem", "addOn": "D1", "source": "N1" }
              ],
              "transmissions": [
                { "region": "440800", "from": "2026-01-01", "to": "2026-06-30", "source": "S", "way": "separateItem" },
                { "region": "440800", "from": "2026-07-01", "source": "S", "way": "flagField", "path": "ext.child", "child": "1", "notChild": "0", "omitWhenNotApplicable": true },
                { "region": "440300", "from": "2026-07-01", "source": "S", "way": "extensionJson", "field": "exp_content", "key": "CHILD", "child": "1", "notChild": "0", "notApplicable": "9" },
                { "region": "440400", "from": "2026-07-01", "source": "S", "way": "priceIncluded" },
                { "region": "440500", "from": "2026-07-01", "source": "S", "way": "priceNet" }
              ]
            }
            """);

        Assert.Equal(["rate 0.2", "amount 5.5", "price 30", "add-on D1"], System.Linq.Enumerable.Select(file.Rules.All, r => r.Surcharge.ToString()));
        Assert.Equal((AgeBoundary.BeforeSixthBirthday, LeapDayBirthday.LastOfFebruary, false), (file.Rules.All[0].Boundary, file.Rules.All[0].LeapDay, file.Rules.All[0].StackWithSpecial));
        Assert.Equal((AgeBoundary.BeforeSeventhBirthday, LeapDayBirthday.FirstOfMarch, true), (file.Rules.All[2].Boundary, file.Rules.All[2].LeapDay, file.Rules.All[2].Interval.IsOpen));
        Assert.True(file.Rules.All[1].StackWithSpecial);
        Assert.Equal(ChildStatus.NotApplicable, file.Rules.Decide("A", "301", Ward.FiveYearsOld, Time("2026-03-01")).Status);
        Assert.Equal(ChildStatus.Child, file.Rules.Decide("A", "202", Ward.FiveYearsOld, Time("2026-03-01")).Status);
        Assert.Equal(ChildPriceWay.SeparateItem, file.Transmissions.For("440800", Time("2026-06-30 23:59:59")).Way);
        Assert.Equal("ext.child", file.Transmissions.For("440800", Time("2026-07-01")).Place);
        var json = file.Transmissions.For("440300", Time("2026-07-01"));
        Assert.Equal(("exp_content:CHILD", "1", "0", "9", null), (json.Place, json.WireValueOf(ChildStatus.Child), json.WireValueOf(ChildStatus.NotChild), json.WireValueOf(ChildStatus.NotApplicable), json.WireValueOf(ChildStatus.Unknown)));
        Assert.Equal(["440300", "440400", "440500", "440800"], file.Transmissions.Regions);
    }

    [Fact]
    public void All_errors_come_at_once_with_their_places()
    {
        var errors = Assert.Throws<ChildPriceRulesException>(() => Parse("""
            {
              "boundry": "BeforeSixthBirthday",
              "rules": [
                { "id": "R1", "item": "A", "from": "2026-02-30", "kind": "rate", "rate": 20, "source": "N1" },
                { "id": "R2", "item": "", "from": "2026-02-01", "to": "2026-01-31", "kind": "price", "boundary": "6", "source": "N1" },
                { "id": "R3", "item": "C", "from": "2026-01-01", "kind": "rate", "rate": "0.2", "addOn": "X", "stackWithSpecial": "yes", "boundary": "BeforeSixthBirthday" },
                { "id": "R4", "id": "R5", "item": "C", "from": "2026-01-01", "kind": "amount", "amount": 0, "boundary": "BeforeSixthBirthday", "source": "N1" },
                { "id": "R6", "item": "E", "from": "2026-01-01", "kind": "amount", "amount": 1, "source": "N1" },
                7
              ],
              "transmissions": [
                { "region": "440800", "from": "2026-01-01", "source": "S", "way": "flagField", "path": "chld_medc_flag", "child": "1", "notChild": "0", "omitWhenNotApplicable": true },
                { "region": "440800", "from": "2026-01-01", "source": "S", "way": "flagField", "path": "x", "child": "1", "notChild": "0" },
                { "region": "44", "from": "2026-01-01", "source": "S", "way": "separateItem", "child": "1" },
                { "region": "44", "from": "2026-01-01", "source": "S", "way": "smoke" }
              ]
            }
            """)).Errors;

        Assert.Equal(
        [
            "rules[0].from: must be a real date of the form yyyy-MM-dd",
            "rules[0].rate: must be above 0 and at most 1: 20 % is 0.2",
            "rules[1].item: must be a text that is not empty",
            "rules[1].to: lies before from",
            "rules[1].boundary: must be one of BeforeSixthBirthday, BeforeSeventhBirthday",
            "rules[1].kind: must be one of Rate, Amount, FixedPrice, AddOnItem",
            "rules[2].rate: must be a number",
            "rules[2].stackWithSpecial: must be true or false",
            "rules[2].source: must be given",
            "rules[2].addOn: there is no such member here",
            "rules[3].id: comes twice",
            "rules[3].amount: must be above 0",
            "rules[4].boundary: must be given here or for the whole file: BeforeSixthBirthday or BeforeSeventhBirthday; both readings are on record, ask the bureau",
            "rules[5]: must be an object",
            "transmissions[0].path: must not be chld_medc_flag: 儿童用药标志 says that a medicine is for children, the center sets it, and it is no price flag",
            "transmissions[1].notApplicable: must be given, or omitWhenNotApplicable be true: what a line without a child's price carries is not public",
            "transmissions[2].child: there is no such member here",
            "transmissions[3].way: must be one of SeparateItem, PriceIncluded, PriceNet, FlagField, ExtensionJson",
            "boundry: there is no such member here",
        ], errors);
    }

    [Fact]
    public void Contradictions_between_rules_are_found_in_files_too()
    {
        var errors = Assert.Throws<ChildPriceRulesException>(() => Parse("""
            { "boundary": "BeforeSixthBirthday",
              "rules": [ { "id": "R1", "item": "A", "from": "2026-01-01", "kind": "amount", "amount": 1, "source": "N" }, { "id": "R2", "item": "A", "from": "2026-05-01", "kind": "amount", "amount": 2, "source": "N" },
                         { "id": "R3", "item": "B", "from": "2026-05-01", "kind": "addOnItem", "addOn": "B", "source": "N" } ],
              "transmissions": [ { "region": "44080", "from": "2026-01-01", "source": "S", "way": "priceNet" }, { "region": "44080", "from": "2026-02-01", "source": "S", "way": "priceIncluded" } ] }
            """)).Errors;

        Assert.Equal(5, errors.Count);
        Assert.Contains("rules: two rules of one item overlap: R1 (A, 2026-01-01 on); and R2 (A, 2026-05-01 on)", errors);
        Assert.Contains("rules: R3 has its own item as its add-on item", errors);
        Assert.Contains("transmissions: two ways of region 44080 overlap: PriceNet, 2026-01-01 on; and PriceIncluded, 2026-02-01 on", errors);
    }

    [Theory]
    [InlineData("", "the file: no valid JSON, line 1")]
    [InlineData("{\n\"rules\": [ }", "the file: no valid JSON, line 2")]
    [InlineData("[]", "the file: must be an object")]
    [InlineData("{}", "rules: must be given")]
    [InlineData("{\"rules\":{}}", "rules: must be a list")]
    public void A_file_of_another_shape_is_told_in_one_line(string json, string error)
        => Assert.Equal([error], Assert.Throws<ChildPriceRulesException>(() => Parse(json)).Errors);

    [Fact]
    public void A_byte_order_mark_does_not_matter()
        => Assert.Empty(ChildPriceRulesFile.Parse(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'{', (byte)'"', (byte)'r', (byte)'u', (byte)'l', (byte)'e', (byte)'s', (byte)'"', (byte)':', (byte)'[', (byte)']', (byte)'}' }).Rules.All);

    private static ChildPriceRulesFile Parse(string json) => ChildPriceRulesFile.Parse(Encoding.UTF8.GetBytes(json));
}
