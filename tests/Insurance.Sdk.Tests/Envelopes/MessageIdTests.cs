using System;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk.Tests.Envelopes;

public class MessageIdTests
{
    [Fact]
    public void An_id_is_institution_china_time_and_sequence()
    {
        var id = new MessageId("H00000000001", new DateTimeOffset(2026, 3, 1, 17, 30, 5, TimeSpan.Zero), 42);

        Assert.Equal("H00000000001202603020130050042", id.ToString());
        Assert.Equal(id, MessageId.Parse("H00000000001202603020130050042"));
        Assert.Equal("H00000000001", id.InstitutionCode);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 1, 30, 5, TimeSpan.FromHours(8)), id.Time);
        Assert.Equal(42, id.Sequence);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("H0000000000120260302013005042")]
    [InlineData("H00000000001202613020130050042")]
    [InlineData("H00000000001202602300130050042")]
    [InlineData("H0000000000120260302013005004x")]
    [InlineData("H0000000000 202603020130050042")]
    [InlineData("H00000000001２02603020130050042")]
    public void What_is_no_id_is_refused(string? text)
    {
        Assert.False(MessageId.TryParse(text, out var id));
        Assert.Equal(default, id);
        Assert.Throws<FormatException>(() => MessageId.Parse(text!));
    }

    [Theory]
    [InlineData("H0000000001", 0)]
    [InlineData("H000000000012", 0)]
    [InlineData("../../000001", 0)]
    [InlineData("H00000000001", -1)]
    [InlineData("H00000000001", 10000)]
    public void Parts_that_break_their_rule_are_refused(string institution, int sequence)
        => Assert.ThrowsAny<ArgumentException>(() => new MessageId(institution, DateTimeOffset.UnixEpoch, sequence));

    [Fact]
    public void The_default_value_is_an_empty_text()
    {
        Assert.Equal("", default(MessageId).ToString());
        Assert.Equal("", default(MessageId).InstitutionCode);
    }
}
