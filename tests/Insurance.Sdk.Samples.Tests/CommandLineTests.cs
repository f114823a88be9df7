using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace Insurance.Sdk.Samples.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly DayRun _run = new DayRun().CopyDay();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task The_program_runs_as_a_process_in_plain_lines()
    {
        var (exitCode, output) = await RunAsync("--day", _run.Folder, "--work", _run.WorkFolder, "--keep", _run.KeepFile);

        Assert.True(exitCode == 0, output);
        Assert.Contains("The center's ledger equals ours: 296 documents", output);
        Assert.DoesNotContain("\u001b", output);
        Assert.Equal(296, (await _run.LedgerAsync()).Count);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_an_error_without_a_stack()
    {
        var (exitCode, output) = await RunAsync("--day", Path.Combine(_run.Folder, "nowhere"));

        Assert.Equal(1, exitCode);
        Assert.Contains("drugs.csv: the file is missing", output);
        Assert.DoesNotContain("   at ", output);
    }

    /// <summary>SIGKILL: no finally, no commit. The next run finds the database, the queue and the center's ledger as they were.</summary>
    [Theory]
    [InlineData("Stock comes in")]
    [InlineData("3501A and 3502A of the stock")]
    [InlineData("Dispensing in the morning")]
    [InlineData("3505A dispensed in the morning")]
    [InlineData("outcome unknown")]
    [InlineData("Packs come back")]
    public async Task A_day_that_was_killed_goes_on_in_its_folder_and_nothing_is_lost_or_doubled(string at)
    {
        using (var process = Start("--day", _run.Folder, "--work", _run.WorkFolder, "--keep", _run.KeepFile))
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains(at, StringComparison.Ordinal))
            {
            }

            Assert.False(process.HasExited);
            process.Kill();
            await process.WaitForExitAsync();
            Assert.Equal(137, process.ExitCode);
        }

        var (exitCode, output) = await RunAsync("--day", _run.Folder, "--work", _run.WorkFolder, "--keep", _run.KeepFile);

        Assert.True(exitCode == 0, output);
        Assert.Contains("The center's ledger equals ours: 296 documents", output);
        var booked = await _run.LedgerAsync();
        Assert.Equal(296, booked.Select(d => (d.Code, d.Keys["fixmedins_bchno"])).Distinct().Count());
        Assert.Equal(296, booked.Count);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private static Process Start(params string[] arguments)
        => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Dispensary.dll"), .. arguments]) { RedirectStandardOutput = true })!;
}
