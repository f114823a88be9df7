using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Insurance.Sdk.Envelopes;
using Xunit;

namespace Insurance.Sdk.Tests.Wire;

/// <summary>The writer of inputs beside the framework's, whose spelling it has to keep.</summary>
public class InputJsonTests
{
    [Fact]
    public void Every_sign_is_spelled_as_the_framework_spells_it_wherever_it_stands_in_a_text()
    {
        var wrong = new List<int>();
        for (var sign = 0; sign <= char.MaxValue; sign++)
        {
            // Half a pair is refused by the check; the framework writes U+FFFD for it, and so do we.
            foreach (var text in new[] { ((char)sign).ToString(), "12345678" + (char)sign, "阿莫西林" + (char)sign + "胶囊 0.25g×24" })
            {
                if (Ours(text) != Framework(text))
                {
                    wrong.Add(sign);
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20260301)]
    [InlineData(4711)]
    public void Any_mixture_of_signs_is_spelled_as_the_framework_spells_it(int seed)
    {
        var random = new Random(seed);
        var signs = new[] { "a", "Z", "0", " ", "~", "-", "\"", "\\", "/", "<", "&", "'", "+", "`", "\u007f", "\n", "\t", "\0", "é", "阿", "龥", "\u9fa6", "㐀", "，", "\u3000", "\ue000", "\uFEFF", "😀", "𠀀", "\u2028" };
        for (var i = 0; i < 5000; i++)
        {
            var usual = random.Next(2) == 0 ? 6 : signs.Length;
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 70)).Select(_ => signs[random.Next(usual)]));
            Assert.Equal(Framework(text), Ours(text));
        }
    }

    [Fact]
    public void A_text_that_grows_with_every_sign_fits_into_its_buffer()
    {
        // Six bytes for each of these signs: twice as many as the room that is asked for at first.
        var text = new string('\u0001', 5000);
        Assert.Equal(Framework(text), Ours(text));
    }

    [Fact]
    public void Nothing_of_a_text_that_had_to_be_encoded_is_left_in_a_buffer_that_went_back()
    {
        using var buffer = new PooledBytes(16);
        var json = new InputJson(buffer);
        var before = buffer.Room(110, out _);

        // Fits as it is, and no more when it is encoded: the buffer goes back in the middle of it.
        json.Text(new MemberName("psn_name"), "SECRETNAME" + new string('\u0001', 20));
        Assert.NotSame(before, buffer.Room(1, out _));
        Assert.Equal(-1, Encoding.ASCII.GetString(before).IndexOf("SECRET", StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_text_is_no_value()
    {
        using var buffer = new PooledBytes(16);
        Assert.Throws<ArgumentException>(() => new InputJson(buffer).Raw(new MemberName("x"), ""));
    }

    [Fact]
    public void Numbers_bytes_and_raw_values_stand_between_their_commas()
    {
        using var buffer = new PooledBytes(16);
        var json = new InputJson(buffer);
        json.StartObject();
        json.Number(new MemberName("cnt"), 12.50m);
        json.Number(new MemberName("least"), decimal.MinValue);
        json.Number(new MemberName("small"), 0.0000000000000000000000000001m);
        json.Base64(new MemberName("file"), Encoding.ASCII.GetBytes("zip"));
        json.SignedBytes(new MemberName("in"), new byte[] { 0, 127, 128, 255 });
        json.SignedBytes(new MemberName("none"), Array.Empty<byte>());
        json.Raw(new MemberName("extra\"名"), "{\"a\":\"中\"}");
        json.Name(new MemberName("rows"));
        json.StartArray();
        json.StartObject();
        json.Plain(new MemberName("day"), "2026-03-01"u8);
        json.EndObject();
        json.StartObject();
        json.EndObject();
        json.EndArray();
        json.Text(new MemberName("memo"), "");
        json.EndObject();
        Assert.Equal(
            "{\"cnt\":12.50,\"least\":-79228162514264337593543950335,\"small\":0.0000000000000000000000000001,\"file\":\"emlw\",\"in\":[0,127,-128,-1],\"none\":[],\"extra\\\"名\":{\"a\":\"中\"},\"rows\":[{\"day\":\"2026-03-01\"},{}],\"memo\":\"\"}",
            buffer.ToText());
    }

    private static string Ours(string text)
    {
        using var buffer = new PooledBytes(16);
        var json = new InputJson(buffer);
        json.StartObject();
        json.Text(new MemberName("memo"), text);
        json.EndObject();
        return buffer.ToText();
    }

    private static string Framework(string text)
    {
        using var buffer = new PooledBytes(16);
        using (var json = new Utf8JsonWriter(buffer, WireJson.Writer))
        {
            json.WriteStartObject();
            json.WriteString("memo", text);
            json.WriteEndObject();
        }

        return buffer.ToText();
    }
}
