using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Tests;

namespace Insurance.Sdk.TraceCodes.Tests.Platform;

/// <summary>The base filled from the code system of 码上放心. The field table of its code query is not public: names in these answers are invented.</summary>
public sealed class PlatformFillTests : IDisposable
{
    private readonly TestDatabase _test = TestDatabase.Open(DatabaseKind.Sqlite);

    private CodeBaseStore Store => new(_test.Database);

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("parameters", "write {codes} where the codes belong")]
    [InlineData("rows", "in which node of the output")]
    [InlineData("fields", "for the field names")]
    public void Until_the_query_is_described_it_says_what_to_ask(string missing, string question)
    {
        using var platform = new PlatformServer();
        using var client = platform.Open();
        var options = Described();
        options.Rows = missing == "rows" ? "" : options.Rows;
        if (missing == "parameters")
        {
            options.Parameters.Clear();
        }

        if (missing == "fields")
        {
            options.Fields.Clear();
        }

        var error = Assert.Throws<ConfigurationException>(() => new TracePlatformCodeQuery(client, options));
        Assert.Equal("traceCodes.platform.codeQuery." + missing, error.Setting);
        Assert.Contains(question, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_a_described_query_are_kept_and_one_code_of_each_prefix_is_asked_for()
    {
        using var platform = new PlatformServer().Answers("code-query.invented.json");
        using var client = platform.Open();

        var fill = await new PlatformFill(Store).RunAsync([Code(1, 1), Code(1, 2), Code(2, 1), Gs1()], new TracePlatformCodeQuery(client, Described()));

        Assert.Equal((FourCodeSource.Platform, 2, 1), (fill.Source, fill.Added, fill.BadRows));
        var form = Assert.Single(platform.Arrived);
        Assert.Equal(("alibaba.alihealth.drug.code.list.code.medical.insurance", Code(1, 1).Text + "," + Code(2, 1).Text, "ref-of-the-tests"), (form["method"], form["invented_codes"], form["ref_ent_id"]));
        Assert.Equal("XTEST2", Assert.Single((await Store.LoadAsync()).Find(Code(2, 9))).NationalItemCode);
    }

    [Fact]
    public async Task Many_codes_go_in_several_calls()
    {
        using var platform = new PlatformServer().Answers("code-query.invented.json").Answers("code-query.invented.json");
        using var client = platform.Open();
        var options = Described();
        options.CodesPerCall = 2;

        var page = new TracePlatformCodeQuery(client, options).Query([Code(1, 1), Code(2, 1), Code(3, 1)]);

        Assert.Equal(4, page.Rows.Count);
        Assert.Equal([Code(1, 1).Text + "," + Code(2, 1).Text, Code(3, 1).Text], platform.Arrived.Select(f => f["invented_codes"]));
    }

    [Fact]
    public async Task A_refusal_stores_nothing_and_another_shape_names_the_setting()
    {
        using var platform = new PlatformServer().Answers("code-query.refused.json").Answers("relation.carton.json");
        using var client = platform.Open();
        var query = new TracePlatformCodeQuery(client, Described());

        Assert.Equal("NO_RIGHT", (await Assert.ThrowsAsync<TracePlatformException>(() => new PlatformFill(Store).RunAsync([Code(1, 1)], query))).ErrorCode);
        Assert.Contains("codeQuery.rows", (await Assert.ThrowsAsync<ProtocolException>(() => new PlatformFill(Store).RunAsync([Code(1, 1)], query))).Message, StringComparison.Ordinal);
        Assert.Equal(0, (await Store.LoadAsync()).Count);
    }

    [Fact]
    public async Task The_hospital_finds_its_items_by_the_drug_that_the_package_query_names()
    {
        using var platform = new PlatformServer().Answers("relation.carton.json");
        using var client = platform.Open();
        var progress = new List<CodeBaseProgress>();

        var (fill, unmatched) = await new PlatformFill(Store).RunAsync(
            [TraceCodeParser.Default.Parse("81000010000000000100").Code],
            client,
            drug => drug.ApprovalNumber == "X0001" ? [new FourCodeRow { HospitalItemCode = "D1", PackSize = 10 }] : [],
            new Listed(progress));

        Assert.Equal((1, 0), (fill.Added, unmatched.Count));
        var item = Assert.Single((await Store.LoadAsync()).FindByPrefix("8100001"));
        Assert.Equal(("D1", "测试片", 10m, FourCodeSource.Platform), (item.HospitalItemCode, item.Name, item.PackSize, item.Source));
        Assert.Equal(new CodeBaseProgress(1, 1), progress[0]);
    }

    [Fact]
    public async Task A_drug_that_the_hospital_does_not_have_is_named()
    {
        using var platform = new PlatformServer().Answers("relation.carton.json");
        using var client = platform.Open();

        var (fill, unmatched) = await new PlatformFill(Store).RunAsync([TraceCodeParser.Default.Parse("81000010000000000100").Code], client, _ => []);

        Assert.Equal(0, fill.Added);
        Assert.Equal(("8100001", "测试片"), (unmatched.Single().Prefix, unmatched.Single().Drug.Name));
    }

    private static TraceCode Code(int drug, int pack) => TraceCodeParser.Default.Parse("810000" + drug + pack.ToString("D13")).Code;

    private static TraceCode Gs1() => TraceCodeParser.Default.Parse("(01)06900000000014(21)SERIAL1").Code;

    private static TracePlatformCodeQueryOptions Described() => new()
    {
        Rows = "result.model.row",
        Parameters = { ["invented_codes"] = "{codes}" },
        Fields = { ["prefix"] = "invented_code", ["nationalItemCode"] = "invented_insurance_code" },
    };

    private sealed class Listed(List<CodeBaseProgress> all) : IProgress<CodeBaseProgress>
    {
        public void Report(CodeBaseProgress value) => all.Add(value);
    }
}
