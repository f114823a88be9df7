using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Text.RegularExpressions;
using CsCheck;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Catalogues.Tests;

public partial class VersionTests
{
    [Theory]
    [InlineData("F001_9_A", "F001_10_A")]
    [InlineData("0", "F001_0000_A")]
    [InlineData("v0000", "v0001")]
    [InlineData("F001_20210101_A", "F001_20260101_A")]
    [InlineData("F001_20210101_A", "F001_20210101_B")]
    [InlineData("9", "10")]
    [InlineData("2.9", "2.10")]
    [InlineData("99999999999999999998", "99999999999999999999")]
    public void Groups_of_digits_count_as_numbers(string earlier, string later)
    {
        Assert.True(new CatalogueVersion(earlier) < new CatalogueVersion(later));
        Assert.True(new CatalogueVersion(later) > new CatalogueVersion(earlier));
    }

    [Fact]
    public void Leading_zeros_do_not_count() => Assert.Equal(new CatalogueVersion("F001_010_A"), new CatalogueVersion("F1_10_A"));

    [Fact]
    public void No_version_is_before_every_version()
    {
        Assert.True(default(CatalogueVersion).IsNone);
        Assert.True(default(CatalogueVersion) < new CatalogueVersion("0"));
    }

    [Fact]
    public void The_order_is_that_of_the_groups_one_by_one()
        => Text().Select(Text()).Sample((a, b) => Math.Sign(new CatalogueVersion(a).CompareTo(new CatalogueVersion(b))) == Naive(a, b), iter: 20_000);

    [Fact]
    public void The_order_is_an_order()
        => Text().Select(Text(), Text()).Sample(
            (a, b, c) =>
            {
                var (x, y, z) = (new CatalogueVersion(a), new CatalogueVersion(b), new CatalogueVersion(c));
                return !(x <= y && y <= z) || x <= z;
            },
            iter: 20_000);

    private static Gen<string> Text() => Gen.OneOf(
        Gen.Select(Gen.Int[0, 120], Gen.Int[0, 1200], Gen.Char["AB"], (a, b, c) => "F" + a.ToString("D3", System.Globalization.CultureInfo.InvariantCulture) + "_" + b + "_" + c),
        Gen.Char["0189A_v."].Array[1, 8].Select(c => new string(c)));

    /// <summary>Groups side by side: two numbers by size, a number before a text, two texts sign by sign.</summary>
    private static int Naive(string a, string b)
    {
        var (x, y) = (Groups(a), Groups(b));
        for (var i = 0; i < Math.Min(x.Count, y.Count); i++)
        {
            var order = BigInteger.TryParse(x[i], out var m) && BigInteger.TryParse(y[i], out var n) ? m.CompareTo(n) : string.CompareOrdinal(x[i], y[i]);
            if (order != 0)
            {
                return Math.Sign(order);
            }
        }

        return Math.Sign(x.Count - y.Count);
    }

    /// <summary>Numbers whole, other signs one at a time.</summary>
    private static List<string> Groups(string text) => Group().Matches(text).Select(m => m.Value).ToList();

    [GeneratedRegex("[0-9]+|[^0-9]")]
    private static partial Regex Group();
}
