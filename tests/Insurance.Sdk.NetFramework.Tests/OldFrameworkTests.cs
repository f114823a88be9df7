using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter;

namespace Insurance.Sdk.NetFramework.Tests;

public class OldFrameworkTests
{
    [MonoFact]
    public async Task A_day_in_small_runs_on_the_old_framework_with_blocking_calls_on_a_user_interface_thread()
    {
        await using var center = await MockCenterServer.StartAsync(new MockCenterOptions { PaasId = "account", Token = "token" });
        // The program's first 3505A is the one whose answer gets lost.
        center.Faults.Add("lost-after-booking@3505A:1");
        var folder = Directory.CreateTempSubdirectory("insurance-ids-");
        try
        {
            var (exit, output) = await Run(new Uri(center.BaseUri, "ebus/test/hsa/hgs/").ToString(), "account", "token", folder.FullName);
            Assert.True(exit == 0, output);
            Assert.All(new[] { "sm2", "sign-in", "sale", "invalid", "read-back", "lost-answer", "gateway", "refused-connection" }, step => Assert.Contains(step + ": ok", output));
            Assert.Equal(new[] { "LOST", "N1", "N2" }, center.Ledger.Documents().Where(d => d.Code == "3505A").Select(d => d.Keys["fixmedins_bchno"]).Order());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Exit, string Output)> Run(params string[] arguments)
    {
        var configuration = AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug";
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../Insurance.Sdk.NetFramework.Smoke/bin", configuration, "net462/Insurance.Sdk.NetFramework.Smoke.exe"));
        var start = new ProcessStartInfo(MonoFactAttribute.Find() ?? "mono") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
