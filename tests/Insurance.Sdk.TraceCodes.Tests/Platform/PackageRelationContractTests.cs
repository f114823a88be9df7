using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.TraceCodes.Tests.Platform;

/// <summary>What goes to 码上放心, and what is read from its answers. Answers are written by hand after the published table.</summary>
public sealed class PackageRelationContractTests
{
    private const string Carton = "81000010000000000100";
    private const string Box = "81000010000000000020";

    [Fact]
    public async Task A_query_carries_account_time_of_China_and_a_signature_over_all_of_it()
    {
        using var platform = new PlatformServer().Answers("relation.carton.json");
        using var client = platform.Open(o => o.SignMethod = TraceSignMethod.Md5);

        await client.QueryPackageRelationAsync([Code(Carton)]);

        var form = Assert.Single(platform.Arrived);
        Assert.Equal("alibaba.alihealth.drugtrace.top.yljg.query.relation", form["method"]);
        Assert.Equal(("10000001", "invented-session", "2.0", "json", "md5"), (form["app_key"], form["session"], form["v"], form["format"], form["sign_method"]));
        Assert.Equal(("ref-of-the-tests", "ref-of-the-tests", Carton), (form["ref_ent_id"], form["des_ref_ent_id"], form["code"]));
        Assert.Equal("2026-03-02 00:30:05", form["timestamp"]);
        Assert.Equal(TopSignature.Of(form, PlatformServer.Secret, TraceSignMethod.Md5), form["sign"]);
        Assert.DoesNotContain("simplify", form.Keys);
        Assert.DoesNotContain(PlatformServer.Secret, form.Values);
    }

    [Fact]
    public async Task Levels_lots_and_drugs_are_read_from_wrapped_lists()
    {
        using var platform = new PlatformServer().Answers("relation.carton.json");
        using var client = platform.Open();

        var relation = Assert.Single(await client.QueryPackageRelationAsync([Code(Carton)]));

        Assert.Equal((false, 3, "1", "I", 4m), (relation.IsSmallest, relation.PackLevel, relation.DisplayLevel, relation.Status, relation.BoxAmount));
        Assert.Equal(5, relation.Packages.Count);
        Assert.Equal(("LOT2601", "2026-01-05", "2027-12-31"), (relation.Lots[0].Lot, relation.Lots[0].Made, relation.Lots[0].Expires));
        Assert.Equal(("测试片", "1:2:4"), (relation.Drugs[0].Name, relation.Drugs[0].PackageRatio));
    }

    [Fact]
    public async Task Simplified_lists_are_read_the_same()
    {
        using var platform = new PlatformServer().Answers("relation.simplified.json");
        using var client = platform.Open(o => o.Simplify = true);

        var relation = Assert.Single(await client.QueryPackageRelationAsync([Code(Box)]));

        Assert.Equal("true", platform.Arrived[0]["simplify"]);
        Assert.Equal(new[] { "81000010000000000021", "81000010000000000022" }, relation.Packages.Select(p => p.Code));
        Assert.Equal(("LOT2601", "测试片"), (relation.Lots[0].Lot, relation.Drugs[0].Name));
    }

    [Fact]
    public async Task More_than_ten_codes_go_in_several_calls_each_code_once()
    {
        using var platform = new PlatformServer().Answers("relation.carton.json").Answers("relation.box.json");
        using var client = platform.Open();
        var codes = Enumerable.Range(1, 12).Select(i => Code("8100001000000000" + i.ToString("0000"))).ToList();

        await client.QueryPackageRelationAsync(codes.Concat(codes));

        Assert.Equal(new[] { 10, 2 }, platform.Arrived.Select(f => f["code"].Split(',').Length));
    }

    [Fact]
    public async Task A_carton_is_taken_apart_to_its_smallest_packages_asking_again_where_the_answer_stops()
    {
        using var platform = new PlatformServer().Answers("relation.carton.json").Answers("relation.box.json");
        using var client = platform.Open();

        var expansion = await client.ExpandToSmallestAsync(Code(Carton));

        Assert.True(expansion.Ok, expansion.ReasonText);
        Assert.Equal(
            new[] { "81000010000000000011", "81000010000000000012", "81000010000000000021", "81000010000000000022" },
            expansion.Smallest.Select(c => c.Text));
        Assert.Equal(Box, platform.Arrived[1]["code"]);
    }

    [Fact]
    public async Task Where_only_the_carton_has_a_code_it_is_one_code_whatever_number_is_inside()
    {
        using var platform = new PlatformServer().Answers("relation.carton-only.json");
        using var client = platform.Open();

        var expansion = await client.ExpandToSmallestAsync(Code(Carton));

        Assert.True(expansion.Ok);
        Assert.Equal(Carton, Assert.Single(expansion.Smallest).Text);
    }

    [Fact]
    public async Task A_package_without_children_says_that_its_bill_is_not_uploaded_yet()
    {
        using var platform = new PlatformServer().Answers("relation.no-children.json");
        using var client = platform.Open();

        var expansion = await client.ExpandToSmallestAsync(Code(Carton));

        Assert.Equal(PackageExpansionReason.NoChildren, expansion.Reason);
        Assert.Contains("the inbound bill with this package is not uploaded yet", expansion.ReasonText, StringComparison.Ordinal);
        Assert.Empty(expansion.Smallest);
        Assert.Equal(Carton, Assert.Single(expansion.Unresolved));
    }

    [Fact]
    public async Task A_package_that_is_known_in_part_gives_that_part_and_names_the_rest()
    {
        using var platform = new PlatformServer().Answers("relation.carton.json").Answers("relation.no-children.json");
        using var client = platform.Open();

        var expansion = await client.ExpandToSmallestAsync(Code(Carton));

        Assert.Equal(PackageExpansionReason.Incomplete, expansion.Reason);
        Assert.Equal(2, expansion.Smallest.Count);
        Assert.Equal(Box, Assert.Single(expansion.Unresolved));
    }

    [Fact]
    public async Task A_code_that_the_platform_does_not_know_says_so()
    {
        using var platform = new PlatformServer().Answers("relation.unknown.json");
        using var client = platform.Open();

        var expansion = await client.ExpandToSmallestAsync(Code(Carton));

        Assert.Equal((PackageExpansionReason.UnknownCode, "码不存在"), (expansion.Reason, expansion.PlatformText));
    }

    [Fact]
    public async Task An_error_is_a_typed_exception_without_secrets()
    {
        using var platform = new PlatformServer().Answers("error.signature.json");
        using var client = platform.Open();

        var error = await Assert.ThrowsAsync<TracePlatformException>(() => client.ExpandToSmallestAsync(Code(Carton)));

        Assert.Equal(("25", "Invalid signature"), (error.ErrorCode, error.ErrorText));
        Assert.DoesNotContain("invented-secret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("invented-session", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_without_success_is_an_error_with_the_platforms_words()
    {
        using var platform = new PlatformServer().Answers("relation.refused.json");
        using var client = platform.Open();

        var error = await Assert.ThrowsAsync<TracePlatformException>(() => client.QueryPackageRelationAsync([Code(Carton)]));

        Assert.Equal(("FAIL_BIZ", "企业未授权", "req0009"), (error.ErrorCode, error.ErrorText, error.RequestId));
    }

    [Fact]
    public async Task A_call_limit_is_recognised_and_not_repeated_beyond_the_setting()
    {
        using var platform = new PlatformServer().Answers("error.limited.json");
        using var client = platform.Open();

        var error = await Assert.ThrowsAsync<TracePlatformException>(() => client.QueryPackageRelationAsync([Code(Carton)]));

        Assert.True(error.IsCallLimit);
        Assert.Equal("accesscontrol.limited-by-app-access-count", error.SubCode);
    }

    [Fact]
    public void The_blocking_twin_gives_the_same()
    {
        using var platform = new PlatformServer().Answers("relation.carton-only.json");
        using var client = platform.Open();

        Assert.Equal(Carton, Assert.Single(client.ExpandToSmallest(Code(Carton)).Smallest).Text);
    }

    [Fact]
    public async Task Any_other_query_can_be_called_by_its_name()
    {
        using var platform = new PlatformServer().Answers("relation.box.json");
        using var client = platform.Open();

        var json = await client.CallAsync("test.method.name", new System.Collections.Generic.Dictionary<string, string> { ["code"] = "1" });

        Assert.Equal(("test.method.name", "ref-of-the-tests"), (platform.Arrived[0]["method"], platform.Arrived[0]["ref_ent_id"]));
        Assert.Contains("req0002", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codes_of_other_kinds_are_not_sent()
    {
        using var platform = new PlatformServer();
        using var client = platform.Open();
        var gs1 = TraceCodeParser.Default.Parse("(01)06900000000014(21)SN1").Code;

        await Assert.ThrowsAsync<ArgumentException>(() => client.ExpandToSmallestAsync(gs1));

        Assert.Empty(platform.Arrived);
    }

    private static TraceCode Code(string text) => TraceCodeParser.Default.Parse(text).Code;
}
