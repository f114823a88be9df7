using System;
using System.Linq;
using Xunit;

namespace Insurance.Sdk.Tests.Wire;

/// <summary>The marks of a node's fields; some nodes have far more than 64.</summary>
public class FieldSetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(128)]
    [InlineData(200)]
    public void What_is_here_and_not_there_is_found_in_order(int count)
    {
        var random = new Random(count);
        for (var round = 0; round < 200; round++)
        {
            var here = Enumerable.Range(0, count).Where(_ => random.Next(3) > 0).ToList();
            var there = Enumerable.Range(0, count).Where(_ => random.Next(3) > 0).ToList();
            var (a, b) = (Of(count, here), Of(count, there));
            var wanted = here.Except(there).ToList();
            var found = new System.Collections.Generic.List<int>();
            for (var i = a.NextBeside(b, 0); i >= 0; i = a.NextBeside(b, i + 1))
            {
                found.Add(i);
            }

            Assert.Equal(wanted, found);
            Assert.All(Enumerable.Range(0, count), i => Assert.Equal(here.Contains(i), a.Has(i)));
        }
    }

    private static FieldSet Of(int count, System.Collections.Generic.IEnumerable<int> fields)
    {
        var set = new FieldSet(count);
        foreach (var field in fields)
        {
            set.Add(field);
        }

        return set;
    }
}
