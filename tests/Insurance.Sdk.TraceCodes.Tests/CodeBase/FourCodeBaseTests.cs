using System;
using System.Linq;
using CsCheck;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.TraceCodes.Tests.CodeBase;

public sealed class FourCodeBaseTests
{
    private static readonly FourCodeBase Base = FourCodeBase.From(
        [
            new FourCodeRow { Prefix = "8100002", HospitalItemCode = "YP0002", NationalItemCode = "XTEST0000000000000002", Barcode = "6900000000021", Name = "测试胶囊", PackSize = 24m },
            new FourCodeRow { Prefix = "8100001", HospitalItemCode = "YP0001", NationalItemCode = "XTEST0000000000000001", StandardDrugCode = "86900000000001", Barcode = "6900000000014", Name = "测试片", PackSize = 10.5m },
            new FourCodeRow { Prefix = "8100001", HospitalItemCode = "YP0001B", NationalItemCode = "XTEST0000000000000001", Name = "测试片 大盒" },
            new FourCodeRow { Prefix = "8999999", HospitalItemCode = "YP0001", Source = FourCodeSource.Learned, Version = 7 },
            new FourCodeRow { WholeCode = "MF-00000123", HospitalItemCode = "YP0003" },
            new FourCodeRow { Barcode = "06900000000038", HospitalItemCode = "YP0004" },
        ],
        version: 3);

    [Fact]
    public void A_code_leads_to_every_item_of_its_prefix_with_all_four_codes()
    {
        var hits = Base.Find(Code("81000010000000000001"));

        Assert.Equal(2, hits.Count);
        Assert.Equal(
            ("8100001", "YP0001", "XTEST0000000000000001", "6900000000014", "86900000000001", "测试片", 10.5m),
            (hits[0].Prefix, hits[0].HospitalItemCode, hits[0].NationalItemCode, hits[0].Barcode, hits[0].StandardDrugCode, hits[0].Name, hits[0].PackSize));
        Assert.Equal("YP0001B", hits[1].HospitalItemCode);
        Assert.Null(hits[1].PackSize);
    }

    [Fact]
    public void The_last_possible_prefix_is_found_too()
    {
        var hit = Assert.Single(Base.Find("89999990000000000001"));

        Assert.Equal((FourCodeSource.Learned, 7), (hit.Source, hit.Version));
    }

    [Fact]
    public void An_item_leads_to_its_prefixes()
        => Assert.Equal(new[] { "8100001", "8999999" }, Base.FindByHospitalItem("YP0001").Select(i => i.Prefix).Order());

    [Fact]
    public void A_national_code_leads_to_its_items()
        => Assert.Equal(new[] { "YP0001", "YP0001B" }, Base.FindByNationalItem("XTEST0000000000000001").Select(i => i.HospitalItemCode));

    [Theory]
    [InlineData("6900000000014")]
    [InlineData("06900000000014")]
    public void A_barcode_and_the_gtin_of_it_are_the_same(string barcode)
        => Assert.Equal("YP0001", Assert.Single(Base.FindByBarcode(barcode)).HospitalItemCode);

    [Fact]
    public void A_gs1_code_leads_to_the_item_with_its_gtin()
        => Assert.Equal("YP0004", Assert.Single(Base.Find(Code("(01)06900000000038(21)SN1"))).HospitalItemCode);

    [Fact]
    public void A_whole_code_of_a_manufacturer_leads_to_its_item()
    {
        var parser = new TraceCodeParser(TraceCodeRules.From(new TraceCodeOptions { ManufacturerCodes = { "MF-[0-9]{8}" } }));

        Assert.Equal("YP0003", Assert.Single(Base.Find(parser.Parse("MF-00000123").Code)).HospitalItemCode);
        Assert.Empty(Base.Find(parser.Parse("MF-00000124").Code));
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        Assert.Empty(Base.FindByPrefix(8100003));
        Assert.Empty(Base.FindByPrefix(0));
        Assert.Empty(Base.FindByPrefix(int.MaxValue));
        Assert.Empty(Base.FindByPrefix("810000"));
        Assert.Empty(Base.FindByBarcode("6900000000099"));
        Assert.Empty(Base.FindByBarcode("barcode"));
        Assert.Empty(Base.FindByHospitalItem(""));
        Assert.Empty(Base.Find(default(TraceCode)));
        Assert.Empty(FourCodeBase.Empty.FindByPrefix(8100001));
        Assert.Throws<ArgumentOutOfRangeException>(() => Base.FindByPrefix(8100001)[2]);
    }

    [Fact]
    public void Counts_and_version_are_those_of_the_fill()
        => Assert.Equal((6, 3, 3), (Base.Count, Base.PrefixCount, Base.Version));

    [Fact]
    public void Looking_up_a_scan_allocates_nothing()
    {
        var scan = "81000010000000000001";
        Base.Find(scan.AsSpan());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = 0;

        for (var i = 0; i < 1000; i++)
        {
            foreach (var hit in Base.Find(scan.AsSpan()))
            {
                found += hit.Version == 0 ? 1 : 0;
            }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2000, found);
    }

    [Theory]
    [InlineData("7100001", "", "", "prefix")]
    [InlineData("810000", "", "", "prefix")]
    [InlineData("", "6900000000015", "", "barcode")]
    [InlineData("", "", "", "prefix, wholeCode or barcode")]
    public void A_row_that_leads_nowhere_is_refused_by_field_and_rule(string prefix, string barcode, string whole, string named)
    {
        var row = new FourCodeRow { Prefix = prefix, Barcode = barcode, WholeCode = whole, HospitalItemCode = "YP0001" };

        Assert.StartsWith(named, row.Check(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => FourCodeBase.From([row]));
    }

    [Fact]
    public void A_row_without_item_is_refused()
        => Assert.Contains("hospitalItemCode", new FourCodeRow { Prefix = "8100001" }.Check(), StringComparison.Ordinal);

    [Fact]
    public void Every_row_is_found_by_each_of_its_keys_whatever_the_base()
    {
        var gen = Gen.Select(Gen.Int[8_000_000, 8_000_020], Gen.Int[0, 30], Gen.String[0, 5]).Array[0, 60];
        gen.Sample(values =>
        {
            var rows = values.Select(v => new FourCodeRow { Prefix = v.Item1.ToString(), HospitalItemCode = "YP" + v.Item2, Name = v.Item3.Replace("\0", "") }).ToList();
            var made = FourCodeBase.From(rows);
            Assert.Equal(rows.Count, made.Count);
            foreach (var group in rows.GroupBy(r => r.Prefix))
            {
                Assert.Equal(group.Select(r => r.HospitalItemCode), made.FindByPrefix(group.Key).Select(i => i.HospitalItemCode));
            }

            foreach (var group in rows.GroupBy(r => r.HospitalItemCode))
            {
                Assert.Equal(group.Select(r => r.Prefix).Order(), made.FindByHospitalItem(group.Key).Select(i => i.Prefix).Order());
            }
        });
    }

    private static TraceCode Code(string scan) => TraceCodeParser.Default.Parse(scan).Code;
}
