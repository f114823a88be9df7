using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Samples.Tests;

public sealed class PharmacyWindowTests
{
    [Fact]
    public async Task Scans_typed_at_the_window_become_rows_at_the_center_and_a_pack_comes_back()
    {
        var (exitCode, output) = await RunAsync("6900000000014", "https://scan.example.org/q?code=81000010000000000001", "81000010000000000001", "81000010000000000002", "");

        Assert.True(exitCode == 0, output);
        Assert.Contains("无法识别追溯码（扫到的是商品条码", output);
        Assert.Contains("该码已采集，请勿重复扫码", output);
        Assert.Contains("全部采集完成", output);
        Assert.Contains(" 24 整盒 81000010000000000001", output);
        Assert.Contains(" 4 拆零 81000010000000000002", output);
        Assert.Contains("2 lines accepted, 0 left", output);
        Assert.Contains("1 return accepted, the pack is Quarantined", output);
    }

    [Fact]
    public async Task A_prescription_that_is_not_scanned_in_full_is_not_given_out()
    {
        var (exitCode, output) = await RunAsync("81000010000000000003", "");

        Assert.Equal(1, exitCode);
        Assert.Contains("示例片 还差0盒、拆零4", output);
    }

    /// <summary>The state picture of the guide names every state that the ledger has.</summary>
    [Theory]
    [InlineData("docs/guides/pharmacy-window.md")]
    [InlineData("docs/guides/pharmacy-window.zh-CN.md")]
    public void The_picture_of_a_codes_life_has_every_state(string guide)
    {
        var picture = GuideSnippetTests.Read(Path.Combine(GuideSnippetTests.Root(), guide)).Split("stateDiagram-v2")[1].Split("```")[0];
        var named = picture.Split('\n').SelectMany(l => l.Split(':')[0].Split("-->")).Select(s => s.Trim()).Where(s => s.Length > 0 && s != "[*]").Distinct();
        Assert.Equal(Enum.GetNames<TraceCodeState>().Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] scans)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PharmacyWindow.dll")]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        foreach (var scan in scans)
        {
            await process.StandardInput.WriteLineAsync(scan);
        }

        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
