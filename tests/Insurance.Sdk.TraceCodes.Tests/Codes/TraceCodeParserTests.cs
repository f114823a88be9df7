using System;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.TraceCodes.Tests.Codes;

/// <summary>Codes and GTINs here are invented; the check digits fit.</summary>
public sealed class TraceCodeParserTests
{
    private const string Plain = "81000010000000000001";
    private const string Other = "81000010000000000002";
    private const string Gtin = "06900000000014";
    private const char Fnc1 = '\u001D';

    private static readonly TraceCodeParser Parser = TraceCodeParser.Default;

    [Fact]
    public void A_plain_code_has_its_kind_and_the_seven_digits_of_the_drug()
    {
        var reading = Parser.Parse(Plain);

        Assert.True(reading.Ok);
        Assert.Equal(TraceCodeKind.Platform, reading.Code.Kind);
        Assert.Equal(Plain, reading.Code.Text);
        Assert.Equal("8100001", reading.Code.DrugPrefix);
        Assert.Equal(8100001, reading.Code.PrefixNumber);
        Assert.False(reading.Code.IsSpecialDrug);
        Assert.Equal("", reading.ReasonText);
    }

    [Fact]
    public void A_code_that_begins_with_89_is_a_special_drugs()
        => Assert.True(Parser.Parse("89000010000000000001").Code.IsSpecialDrug);

    [Theory]
    [InlineData("  81000010000000000001\r\n")]
    [InlineData("\u000281000010000000000001\u0003")]
    [InlineData("\t81000010000000000001\t")]
    [InlineData("]C081000010000000000001")]
    [InlineData("]Q181000010000000000001\r")]
    [InlineData("８１００００１００００００００００００１")]
    [InlineData("\uFEFF8100001\u200B0000000000001\u200E")]
    [InlineData("8100 0010 0000 0000 0001")]
    [InlineData("8100001\u00A00000000000001")]
    [InlineData("追溯码:81000010000000000001")]
    [InlineData("追溯码：８１００００１００００００００００００１，批号：A1")]
    [InlineData("https://scan.example.org/q?code=81000010000000000001&v=1")]
    [InlineData("https://scan.example.org/c/81000010000000000001")]
    [InlineData("https://scan.example.org/c/81000010000000000001/?code=81000010000000000001")]
    [InlineData("HTTPS://SCAN.EXAMPLE.ORG/#/81000010000000000001")]
    [InlineData("https://scan.example.org/q?code=%381000010000000000001")]
    [InlineData("www.example.org/81000010000000000001")]
    public void Noise_around_a_code_is_taken_off(string scan)
    {
        var reading = Parser.Parse(scan);

        Assert.True(reading.Ok, reading.ReasonText);
        Assert.Equal(Plain, reading.Code.Text);
        Assert.Equal(scan, reading.Input);
    }

    [Theory]
    [InlineData(null, TraceCodeReason.Empty)]
    [InlineData("", TraceCodeReason.Empty)]
    [InlineData(" \r\n\u200B", TraceCodeReason.Empty)]
    [InlineData("]d2", TraceCodeReason.Empty)]
    [InlineData("8100001000000000001", TraceCodeReason.WrongLength)]
    [InlineData("810000100000000000011", TraceCodeReason.WrongLength)]
    [InlineData("71000010000000000001", TraceCodeReason.UnknownForm)]
    [InlineData("6900000000014", TraceCodeReason.GoodsBarcode)]
    [InlineData("06900000000014", TraceCodeReason.GoodsBarcode)]
    [InlineData("6900000000015", TraceCodeReason.NoCode)]
    [InlineData("ABC-123", TraceCodeReason.NoCode)]
    [InlineData("https://scan.example.org/", TraceCodeReason.NoCode)]
    [InlineData("8100001000000000000181000010000000000001", TraceCodeReason.DoubleScan)]
    [InlineData("81000010000000000001\r81000010000000000001\r", TraceCodeReason.DoubleScan)]
    [InlineData("8100001000000000000181000010000000000002", TraceCodeReason.SeveralCodes)]
    [InlineData("81000010000000000001\r\n81000010000000000002", TraceCodeReason.SeveralCodes)]
    [InlineData("https://scan.example.org/81000010000000000001https://scan.example.org/81000010000000000001", TraceCodeReason.DoubleScan)]
    [InlineData("https://scan.example.org/81000010000000000001/81000010000000000002", TraceCodeReason.SeveralCodes)]
    public void A_scan_that_is_not_one_code_is_refused_with_a_reason(string? scan, TraceCodeReason reason)
    {
        var reading = Parser.Parse(scan);

        Assert.False(reading.Ok);
        Assert.Equal(reason, reading.Reason);
        Assert.NotEqual("", reading.ReasonText);
        Assert.Equal("", reading.Code.Text);
    }

    [Fact]
    public void Three_scans_in_one_are_refused_too()
        => Assert.Equal(TraceCodeReason.DoubleScan, Parser.Parse(Plain + Plain + Plain).Reason);

    [Fact]
    public void The_named_query_parameter_is_the_code_even_where_others_look_like_one()
    {
        var parser = With(o => o.UrlParameters.Add("tc"));

        var reading = parser.Parse("https://scan.example.org/?id=" + Other + "&tc=" + Plain);

        Assert.Equal(Plain, reading.Code.Text);
    }

    [Fact]
    public void A_gs1_string_is_the_same_code_however_the_scanner_sends_it()
    {
        var label = "01" + Gtin + "17271231" + "10LOT7" + "21SN0042";
        string[] scans =
        {
            "]d201" + Gtin + "1727123110LOT7" + Fnc1 + "21SN0042",
            "01" + Gtin + "1727123110LOT7<GS>21SN0042\r",
            "(01)" + Gtin + "(17)271231(10)LOT7(21)SN0042",
            "（01）" + Gtin + "（17）271231（10）LOT7（21）SN0042",
            "\u001D01" + Gtin + "1727123110LOT7" + Fnc1 + "21SN0042" + Fnc1,
        };

        foreach (var scan in scans)
        {
            var reading = Parser.Parse(scan);
            Assert.True(reading.Ok, reading.ReasonText);
            Assert.Equal(TraceCodeKind.Gs1, reading.Code.Kind);
            Assert.Equal(label, reading.Code.Text);
            Assert.Equal(Gtin, reading.Code.DrugPrefix);
            Assert.Equal(("SN0042", "LOT7", "271231"), (reading.Code.Gs1!.Serial, reading.Code.Gs1.Lot, reading.Code.Gs1.Expires));
        }
    }

    [Fact]
    public void Without_any_separator_the_string_is_kept_whole_and_says_so()
    {
        var label = "01" + Gtin + "1727123110LOT721SN0042";

        var reading = Parser.Parse(label);

        Assert.True(reading.Ok);
        Assert.Equal(TraceCodeReason.Gs1NotCut, reading.Reason);
        Assert.Equal(label, reading.Code.Text);
        Assert.Null(reading.Code.Gs1!.Serial);
        Assert.Equal("271231", reading.Code.Gs1.Expires);
        Assert.Equal(Gtin, reading.Code.DrugPrefix);
    }

    [Fact]
    public void Without_separator_a_serial_that_can_only_be_the_end_is_cut()
    {
        var reading = Parser.Parse("01" + Gtin + "1727123121SN0042");

        Assert.Equal(TraceCodeReason.None, reading.Reason);
        Assert.Equal("SN0042", reading.Code.Gs1!.Serial);
    }

    [Fact]
    public void An_address_of_a_gs1_digital_link_is_a_gs1_code()
        => Assert.Equal("01" + Gtin + "21SN0042", Parser.Parse("https://id.example.org/01/" + Gtin + "/21/SN0042").Code.Text);

    [Theory]
    [InlineData("(01)06900000000015(21)SN1", TraceCodeReason.Gs1CheckDigit)]
    [InlineData("010690000000001521SN1", TraceCodeReason.Gs1CheckDigit)]
    [InlineData("(01)06900000000014(17)271231", TraceCodeReason.Gs1NoSerial)]
    [InlineData("(17)271231(21)SN1", TraceCodeReason.Gs1Malformed)]
    [InlineData("(01)0690000000001(21)SN1", TraceCodeReason.Gs1Malformed)]
    [InlineData("(01)06900000000014(21)SN0000000000000000001", TraceCodeReason.Gs1Malformed)]
    [InlineData("(01)06900000000014(21)SN1(01)06900000000014(21)SN1", TraceCodeReason.DoubleScan)]
    [InlineData("010690000000001421SN1010690000000001421SN1", TraceCodeReason.DoubleScan)]
    [InlineData("010690000000001421SN1010690000000001421SN2", TraceCodeReason.SeveralCodes)]
    public void A_gs1_string_that_names_no_pack_is_refused(string scan, TraceCodeReason reason)
        => Assert.Equal(reason, Parser.Parse(scan).Reason);

    [Fact]
    public void Gtin_and_serial_can_be_chosen_as_the_code()
    {
        var parser = With(o => o.Gs1Form = Gs1CodeForm.GtinAndSerial);

        Assert.Equal("01" + Gtin + "21SN0042", parser.Parse("(01)" + Gtin + "(17)271231(10)LOT7(21)SN0042").Code.Text);
    }

    [Fact]
    public void A_code_of_the_manufacturer_needs_a_rule()
    {
        Assert.False(Parser.Parse("MF-00000123").Ok);

        var reading = With(o => o.ManufacturerCodes.Add("MF-[0-9]{8}")).Parse(" MF-00000123\r\n");

        Assert.Equal((TraceCodeKind.Manufacturer, "MF-00000123", ""), (reading.Code.Kind, reading.Code.Text, reading.Code.DrugPrefix));
    }

    [Fact]
    public void A_manufacturers_code_scanned_twice_is_a_double_scan()
        => Assert.Equal(TraceCodeReason.DoubleScan, With(o => o.ManufacturerCodes.Add("MF-[0-9]{8}")).Parse("MF-00000123\rMF-00000123\r").Reason);

    [Fact]
    public void The_filler_is_known_where_it_is_set()
    {
        Assert.Equal(TraceCodeReason.UnknownForm, Parser.Parse("99999999999999999999").Reason);
        Assert.Equal(TraceCodeKind.Filler, With(o => o.FillerCode = "99999999999999999999").Parse("99999999999999999999").Code.Kind);
    }

    [Fact]
    public void A_virtual_code_is_known_by_its_rule()
        => Assert.Equal(TraceCodeKind.Virtual, With(o => o.VirtualCodes.Add("XN[0-9]{10}")).Parse("XN0000000001").Code.Kind);

    [Fact]
    public void A_code_longer_than_the_wire_is_refused_and_never_cut()
    {
        var parser = With(o => o.MaxLength = 30);

        var reading = parser.Parse("(01)" + Gtin + "(17)271231(21)SN0042");

        Assert.Equal(TraceCodeReason.TooLong, reading.Reason);
        Assert.Contains("32 characters, 30 are allowed", reading.ReasonText, StringComparison.Ordinal);
    }

    [Fact]
    public void Strict_rules_take_20_digits_and_what_is_named_beside_them()
    {
        var parser = With(o =>
        {
            o.Strict20 = true;
            o.FillerCode = "NOCODE";
            o.ManufacturerCodes.Add("MF-[0-9]{8}");
        });

        Assert.True(parser.Parse(Plain).Ok);
        Assert.True(parser.Parse("NOCODE").Ok);
        Assert.Equal(TraceCodeReason.NotStrict20, parser.Parse("(01)" + Gtin + "(21)SN1").Reason);
        Assert.Equal(TraceCodeReason.NotStrict20, parser.Parse("MF-00000123").Reason);
    }

    [Fact]
    public void Kinds_that_are_not_allowed_are_refused()
        => Assert.Equal(TraceCodeReason.KindNotAllowed, With(o => o.AllowedKinds.Add(TraceCodeKind.Gs1)).Parse(Plain).Reason);

    [Theory]
    [InlineData("8100001")]
    [InlineData("8100001000000000000")]
    [InlineData("7100001000000000000A")]
    [InlineData("810000X0000000000001")]
    [InlineData("8100001000000000000x")]
    public void No_prefix_is_read_from_what_is_no_plain_code(string text)
    {
        Assert.False(TraceCodeParser.TryParsePrefix(text, out var prefix));
        Assert.Equal(0, prefix);
    }

    [Fact]
    public void Reading_a_plain_code_allocates_nothing()
    {
        Parser.Parse(Plain);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            Parser.Parse(Plain);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(19)]
    [InlineData(101)]
    public void A_length_that_no_edition_has_is_a_configuration_error(int length)
        => Assert.Equal("traceCodes.maxLength", Assert.Throws<ConfigurationException>(() => With(o => o.MaxLength = length)).Setting);

    [Fact]
    public void A_pattern_that_cannot_be_read_is_a_configuration_error_that_names_it()
        => Assert.Equal("traceCodes.manufacturerCodes.0", Assert.Throws<ConfigurationException>(() => With(o => o.ManufacturerCodes.Add("("))).Setting);

    private static TraceCodeParser With(Action<TraceCodeOptions> set)
    {
        var options = new TraceCodeOptions();
        set(options);
        return new TraceCodeParser(TraceCodeRules.From(options));
    }
}
