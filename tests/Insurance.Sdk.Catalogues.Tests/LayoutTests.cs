using System;
using System.Linq;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.Catalogues.Tests;

public class LayoutTests
{
    [Fact]
    public void Every_layout_has_the_columns_of_the_printed_standard_in_their_order()
    {
        foreach (var layout in CatalogueLayout.All)
        {
            var printed = StandardSpec.Current.Transactions.Single(t => t.Key == layout.Code).Json["fileColumns"]!.AsArray();
            Assert.Equal(printed.Count, layout.Columns.Count);
            Assert.Equal(layout.Columns.Count, layout.KnownColumnCounts[^1]);
            Assert.Equal(Enumerable.Range(1, printed.Count), layout.Columns.Select(c => c.Position));
            foreach (var (column, label) in layout.Columns.Zip(printed.Select(p => p!["name"]!.GetValue<string>())))
            {
                Assert.True(Same(column.Label, label), $"{layout.Code} column {column.Position}: '{column.Label}' here, '{label}' printed");
            }
        }
    }

    [Fact]
    public void Every_layout_knows_code_version_and_flag()
    {
        foreach (var layout in CatalogueLayout.All)
        {
            foreach (var role in new[] { CatalogueRole.Code, CatalogueRole.Version, CatalogueRole.ValidFlag })
            {
                Assert.InRange(layout.PositionOf(role), 1, layout.MinColumns);
            }

            Assert.Equal("版本号", layout.ColumnAt(layout.PositionOf(CatalogueRole.Version))!.Label);
            Assert.Equal("有效标志", layout.ColumnAt(layout.PositionOf(CatalogueRole.ValidFlag))!.Label);
        }
    }

    [Theory]
    [InlineData("1301", 37, 38, 62, 79, 83, 92)]
    [InlineData("1302", 12, 13, 0, 14, 18, 29)]
    [InlineData("1303", 66, 67, 44, 65, 71, 78)]
    [InlineData("1305", 12, 13, 0, 7, 15, 16)]
    [InlineData("1306", 47, 48, 51, 68, 70, 71)]
    public void The_key_columns_are_where_working_clients_read_them(string code, int begin, int end, int approval, int valid, int version, int least)
    {
        var layout = CatalogueLayout.Of(code);
        Assert.Equal(
            [begin, end, approval, valid, version, least],
            [layout.PositionOf(CatalogueRole.Begin), layout.PositionOf(CatalogueRole.End), layout.PositionOf(CatalogueRole.ApprovalNumber), layout.PositionOf(CatalogueRole.ValidFlag), layout.PositionOf(CatalogueRole.Version), layout.MinColumns]);
    }

    [Fact]
    public void What_is_only_printed_once_says_so()
    {
        Assert.True(CatalogueLayout.Of("1301").IsConfirmed);
        Assert.False(CatalogueLayout.Of("1321").IsConfirmed);
        Assert.Equal(ColumnCertainty.Seen, CatalogueLayout.Of("1305").ColumnAt(1)!.Certainty);
        Assert.Equal(ColumnCertainty.Suggested, CatalogueLayout.Of("1321").ColumnAt(5)!.Certainty);
    }

    [Fact]
    public void A_number_without_a_file_is_told_with_those_that_have_one()
    {
        Assert.Null(CatalogueLayout.Find("1304"));
        Assert.Contains("1305", Assert.Throws<ArgumentException>(() => CatalogueLayout.Of("1304")).Message, StringComparison.Ordinal);
    }

    private static bool Same(string left, string right) => left.Replace(" ", "", StringComparison.Ordinal) == right.Replace(" ", "", StringComparison.Ordinal);
}
