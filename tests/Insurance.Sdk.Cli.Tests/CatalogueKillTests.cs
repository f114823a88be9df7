using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter;

namespace Insurance.Sdk.Cli.Tests;

/// <summary>The program is killed in the middle of an import, as by a power cut, and started again.</summary>
public sealed class CatalogueKillTests : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "insurance.dll");
    private readonly Hospital _hospital = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(5));

    private string Db => Path.Combine(_hospital.Folder, "store.db");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _hospital.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task An_import_that_was_killed_left_nothing_and_the_next_one_takes_all()
    {
        var file = Path.Combine(_hospital.Folder, "1305.txt");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 200_000).Select(i => string.Join('\t', "A" + i.ToString(CultureInfo.InvariantCulture), "次", "null", "null", "null", "null", "1", "null", "1003", "示例项目", "null", "Fri Jan 01 00:00:00 CST 2021", "null", "R1", "F001_1_A", "示例版本")), _limit.Token);
        string[] import = ["import", "--code", "1305", "--file", file, "--db", Db];
        await KillAsync(import, linesSeen => linesSeen.Contains("] 1", StringComparison.Ordinal));

        // Nothing of the file is there.
        Assert.Empty((await RunAsync("status", "--db", Db)).GetProperty("catalogues").EnumerateArray());
        Assert.Equal(200_000, (await RunAsync(import)).GetProperty("added").GetInt32());
        Assert.Equal(200_000, (await RunAsync(import)).GetProperty("unchanged").GetInt32());
    }

    [Fact]
    public async Task A_download_that_was_killed_goes_on_with_the_file_it_had_and_asks_for_none_twice()
    {
        var options = new MockCenterOptions();
        foreach (var version in Enumerable.Range(1, 4))
        {
            options.Catalogues.Add("1305", new MockCatalogueRelease("F001_" + version + "_A", version * 60_000, 60_000));
        }

        await using var center = await MockCenterServer.StartAsync(options, _limit.Token);
        _hospital.Knows(center.BaseUri);
        string[] download = ["download", "--code", "1305", "--db", Db, "--config", _hospital.Config];

        // In the middle of the second file.
        var isFirstOver = false;
        await KillAsync(download, line =>
        {
            var isSecond = isFirstOver && !line.Contains("100 %", StringComparison.Ordinal);
            isFirstOver |= line.Contains("100 %", StringComparison.Ordinal);
            return isSecond;
        });

        var stopped = (await RunAsync("status", "--db", Db)).GetProperty("catalogues")[0];
        Assert.Equal(("F001_1_A", 60_000, true), (stopped.GetProperty("version").GetString(), stopped.GetProperty("codes").GetInt32(), stopped.GetProperty("pendingFile").GetBoolean()));
        var rest = await RunAsync(download);
        Assert.Equal(["F001_2_A", "F001_3_A", "F001_4_A"], rest.GetProperty("imports").EnumerateArray().Select(i => i.GetProperty("version").GetString()));
        Assert.Equal(240_000, (await RunAsync("status", "--db", Db)).GetProperty("catalogues")[0].GetProperty("codes").GetInt32());
        Assert.Equal((5, 4), (center.Messages.Snapshot().Count(m => m.Code == "1305"), center.Messages.Snapshot().Count(m => m.Code == "9102")));
    }

    private static async Task<JsonElement> RunAsync(params string[] args)
    {
        var run = await CliRun.Of(TimeProvider.System, [], [], ["catalogue", .. args, "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Json;
    }

    /// <summary>Starts the program and kills it (SIGKILL) when a line of its error output says so.</summary>
    private async Task KillAsync(string[] args, Func<string, bool> isTheMoment)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, "catalogue", .. args]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        try
        {
            while (true)
            {
                var line = await process.StandardError.ReadLineAsync(_limit.Token);
                Assert.True(line is not null, "the program ended before it was killed");
                if (isTheMoment(line))
                {
                    break;
                }
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        Assert.NotEqual(0, process.ExitCode);
    }
}
