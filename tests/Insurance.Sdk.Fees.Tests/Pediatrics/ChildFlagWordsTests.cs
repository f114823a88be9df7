using System;
using Insurance.Sdk.Pediatrics;

namespace Insurance.Sdk.Fees.Tests.Pediatrics;

public sealed class ChildFlagWordsTests
{
    [Theory]
    [InlineData("1"), InlineData("Y"), InlineData("y"), InlineData("yes"), InlineData("YES"), InlineData("T"), InlineData("true"), InlineData("True"), InlineData("TRUE")]
    [InlineData("是"), InlineData("儿童"), InlineData("是儿童"), InlineData("小儿"), InlineData(" 1 "), InlineData("１"), InlineData("Ｙ"), InlineData("ｙ"), InlineData("ＴＲＵＥ"), InlineData("\u3000是\u3000")]
    public void Every_spelling_of_child_is_read(string text) => Assert.Equal(ChildFlag.Child, ChildFlagWords.Usual.Read(text));

    [Theory]
    [InlineData("0"), InlineData("N"), InlineData("n"), InlineData("no"), InlineData("F"), InlineData("false"), InlineData("FALSE"), InlineData("否"), InlineData("成人"), InlineData("成年人"), InlineData("非儿童")]
    [InlineData("０"), InlineData("Ｎ"), InlineData("ｆａｌｓｅ"), InlineData("\t否\r\n")]
    public void Every_spelling_of_not_a_child_is_read(string text) => Assert.Equal(ChildFlag.NotChild, ChildFlagWords.Usual.Read(text));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("  "), InlineData("\u3000")]
    public void Blank_says_nothing(string? text) => Assert.Equal(ChildFlag.Blank, ChildFlagWords.Usual.Read(text));

    [Theory]
    [InlineData("2"), InlineData("-1"), InlineData("null"), InlineData("未知"), InlineData("Yes!"), InlineData("10"), InlineData("是否")]
    public void An_unknown_word_is_an_error_and_never_no(string text)
    {
        Assert.False(ChildFlagWords.Usual.TryRead(text, out _));
        Assert.Throws<FormatException>(() => ChildFlagWords.Usual.Read(text));
    }

    [Fact]
    public void The_error_does_not_repeat_the_word_which_may_be_a_name()
        => Assert.DoesNotContain("示例人", Assert.Throws<FormatException>(() => ChildFlagWords.Usual.Read("示例人")).Message);

    [Fact]
    public void A_hospital_whose_1_means_something_else_gives_its_own_words()
    {
        var words = new ChildFlagWords(["2"], ["0", "1"]);

        Assert.Equal((ChildFlag.Child, ChildFlag.NotChild), (words.Read("２"), words.Read("1")));
        Assert.False(words.TryRead("Y", out _));
        Assert.Throws<ArgumentException>(() => new ChildFlagWords(["1"], ["１"]));
        Assert.Throws<ArgumentException>(() => new ChildFlagWords([" "], ["0"]));
    }
}
