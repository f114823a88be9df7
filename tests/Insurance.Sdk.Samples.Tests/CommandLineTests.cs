using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace Insurance.Sdk.Samples.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly DayRun _run = new DayRun().CopyDay();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task The_program_runs_as_a_process_in_plain_lines()
    {
        var (exitCode, output) = await RunAsync("--day", _run.Folder, "--keep", _run.KeepFile);

        Assert.True(exitCode == 0, output);
        Assert.Contains("The center's ledger equals ours: 261 documents", output);
        Assert.DoesNotContain("\u001b", output);
        Assert.Equal(261, (await _run.LedgerAsync()).Count);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_an_error_without_a_stack()
    {
        var (exitCode, output) = await RunAsync("--day", Path.Combine(_run.Folder, "nowhere"));

        Assert.Equal(1, exitCode);
        Assert.Contains("drugs.csv: the file is missing", output);
        Assert.DoesNotContain("   at ", output);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Dispensary.dll"), .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
