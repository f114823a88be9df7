using System;
using System.Linq;
using System.Text;
using CsCheck;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.TraceCodes.Tests.Codes;

/// <summary>What must hold for any scan.</summary>
public sealed class ScanPropertyTests
{
    private static readonly TraceCodeParser Parser = TraceCodeParser.Default;

    private static readonly Gen<string> Codes =
        Gen.Char['0', '9'].Array[19].Select(digits => "8" + new string(digits)).Where(c => c.Substring(0, 10) != c.Substring(10));

    private static readonly Gen<string> Edge = OneOf("", " ", "\r\n", "\t", "\u0002", "\u0003", "\u200B", "\uFEFF", "]C0", "]Q1", "]d1", "\u3000", "追溯码：", "\u0000");

    private static readonly Gen<Func<string, string>> Wrappings = OneOf<Func<string, string>>(
        c => c,
        c => new string(c.Select(d => (char)(d + 0xFEE0)).ToArray()),
        c => c.Insert(4, " ").Insert(11, " "),
        c => c.Insert(7, "\u200B"),
        c => "https://scan.example.org/a?x=1&code=" + c,
        c => "https://scan.example.org/a/" + c,
        c => "http://scan.example.org/" + c + "?from=label",
        c => "https://scan.example.org/#code=" + c,
        c => "{\"code\":\"" + c + "\",\"v\":2}");

    [Fact]
    public void Any_text_gives_a_reading_and_never_an_exception()
        => Gen.String.Sample(text => Judge(Parser.Parse(text), text));

    [Fact]
    public void Any_bytes_give_a_reading_and_never_an_exception()
        => Gen.Byte.Array[0, 200].Sample(bytes => Judge(Parser.Parse(Encoding.Latin1.GetString(bytes)), Encoding.Latin1.GetString(bytes)));

    [Fact]
    public void Soup_of_what_labels_are_made_of_gives_a_reading_and_never_an_exception()
    {
        var pieces = OneOf("(01)", "01", "06900000000014", "(21)", "21", "10", "17", "\u001D", "]d2", "(", ")", "8", "81000010000000000001", "http://", "/", "?", "%", "%3", "=", "&", "#", " ", "<GS>", "]", "１", "A");
        var parser = new TraceCodeParser(TraceCodeRules.From(new TraceCodeOptions { UrlParameters = { "A", "8" }, ManufacturerCodes = { "(A|8)*" } }));
        pieces.Array[0, 12].Select(string.Concat).Sample(text =>
        {
            Judge(Parser.Parse(text), text);
            Judge(parser.Parse(text), text);
        });
    }

    [Fact]
    public void A_code_is_found_unchanged_in_any_noise()
        => Gen.Select(Codes, Edge, Edge, Wrappings).Sample((code, before, after, wrap) =>
        {
            var wrapped = wrap(code);
            var reading = Parser.Parse(before + wrapped + after);
            return reading.Ok && reading.Code.Text == code && reading.Code.Kind == TraceCodeKind.Platform;
        });

    [Fact]
    public void A_code_scanned_twice_is_never_taken()
        => Gen.Select(Codes, Edge, Edge).Sample((code, between, after) => Parser.Parse(code + between + code + after).Reason == TraceCodeReason.DoubleScan);

    [Fact]
    public void Two_codes_in_one_scan_are_never_taken()
        => Gen.Select(Codes, Codes, Edge).Where(t => t.Item1 != t.Item2).Sample((one, other, between) => Parser.Parse(one + between + other).Reason == TraceCodeReason.SeveralCodes);

    [Fact]
    public void A_code_with_a_digit_missing_or_too_many_is_never_made_to_fit()
        => Gen.Select(Codes, Gen.Int[0, 20], Gen.Bool).Sample((code, at, longer) =>
        {
            var wrong = longer ? code.Insert(at, "5") : code.Remove(Math.Min(at, 19), 1);
            return !Parser.Parse(wrong).Ok;
        });

    [Fact]
    public void An_element_string_with_separators_is_cut_where_the_label_says()
    {
        var value = Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"].Array[1, 20].Select(c => new string(c));
        Gen.Select(value, value, Gen.Bool).Sample((lot, serial, brackets) =>
        {
            var scan = brackets ? "(01)06900000000014(10)" + lot + "(21)" + serial : "]d2010690000000001410" + lot + "\u001D21" + serial;
            var reading = Parser.Parse(scan);
            return reading.Ok && reading.Code.Gs1!.Lot == lot && reading.Code.Gs1.Serial == serial && reading.Code.Text == "010690000000001410" + lot + "21" + serial;
        });
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void Judge(TraceCodeReading reading, string input)
    {
        Assert.Equal(input, reading.Input);
        Assert.Equal(reading.Ok, reading.Code.Text.Length > 0);
        Assert.True(reading.Ok || reading.ReasonText.Length > 0);
        Assert.True(reading.Code.Text.Length <= 100);
    }
}
