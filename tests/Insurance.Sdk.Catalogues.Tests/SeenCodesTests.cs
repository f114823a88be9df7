using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Insurance.Sdk.Storage.Catalogues;

namespace Insurance.Sdk.Catalogues.Tests;

public class SeenCodesTests
{
    [Fact]
    public void A_code_is_new_once_and_hardly_any_other_code_is_taken_for_it()
    {
        var seen = new SeenCodes();
        var codes = Enumerable.Range(0, 300_000).Select(i => "XA" + i.ToString("D9", CultureInfo.InvariantCulture) + "A001010100001").ToList();
        var taken = codes.Count(c => !seen.Add(c));
        Assert.InRange(taken, 0, 30);
        Assert.All(codes.Where((_, i) => i % 1000 == 0), c => Assert.False(seen.Add(c)));
    }

    [Fact]
    public void Codes_that_differ_in_one_letter_are_two()
    {
        var seen = new SeenCodes();
        Assert.All(new List<string> { "", "A", "B", "AB", "BA", "医", "疗" }, c => Assert.True(seen.Add(c)));
    }
}
