using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Visits;

namespace Insurance.Sdk.Samples.Tests;

public sealed class CashierTests
{
    [Fact]
    public async Task The_day_on_which_everything_goes_wrong_ends_balanced()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Cashier.dll")]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, output);
        Assert.Contains("本院患者与医保中心人员不一致：人员姓名", output);
        Assert.Contains("INS6110 还有未撤销的结算；请先做：2208", output);
        Assert.Contains("该单据结果未知，等待核实", output);
        Assert.Contains("MZ0002 Settled，已入账", output);
        Assert.Contains("MZ0003 Settled", output);
        Assert.Contains("MZ0004 Settled", output);
        Assert.Contains("== 日对账" + Environment.NewLine + "平", output);
        Assert.DoesNotContain("示例0", output);
    }

    /// <summary>The state pictures of the guide name every state.</summary>
    [Theory]
    [InlineData("docs/guides/visits.md")]
    [InlineData("docs/guides/visits.zh-CN.md")]
    public void The_pictures_of_visits_and_stays_have_every_state(string guide)
    {
        var pictures = GuideSnippetTests.Read(Path.Combine(GuideSnippetTests.Root(), guide)).Split("stateDiagram-v2").Skip(1).Select(p => p.Split("```")[0]);
        var named = pictures.SelectMany(p => p.Split('\n')).SelectMany(l => l.Split(':')[0].Split("-->")).Select(s => s.Trim()).Where(s => s.Length > 0 && s != "[*]").Distinct();
        Assert.Equal(Enum.GetNames<VisitState>().Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }
}
