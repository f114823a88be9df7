using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Envelopes;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Tests.Envelopes;

/// <summary>Real processes that share one state. Their clocks stand still, so that they meet in the same second all the time.</summary>
public sealed class MessageIdProcessTests : IDisposable
{
    private const string Institution = "H00000000001";
    private const long Second = 1_700_000_000;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Processes_that_share_an_institution_never_get_the_same_id()
    {
        var processes = Enumerable.Range(0, 4).Select(_ => Start(count: 500, blockSize: 2)).ToList();

        var ids = (await Task.WhenAll(processes.Select(process => process.StandardOutput.ReadToEndAsync()))).SelectMany(Lines).ToList();

        foreach (var process in processes)
        {
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
            process.Dispose();
        }

        Assert.Equal(2000, ids.Count);
        Assert.Equal(2000, ids.Distinct().Count());
    }

    [Fact]
    public async Task A_process_that_is_killed_leaves_a_state_that_others_go_on_with()
    {
        var ids = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            using var process = Start(count: 0, blockSize: 7);
            for (var i = 0; i < 200; i++)
            {
                ids.Add((await process.StandardOutput.ReadLineAsync())!);
            }

            // Somewhere between reserving, writing and using.
            process.Kill();

            // A last line may be cut by the kill.
            ids.AddRange(Lines(await process.StandardOutput.ReadToEndAsync()).Where(line => line.Length == MessageId.Length));
            await process.WaitForExitAsync();
        }

        var source = new MessageIdSource(new MessageIdOptions { Directory = folder.Path }, new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(Second)));
        ids.Add(source.Next(Institution));

        Assert.True(ids.Count > 600);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(MessageId.TryParse(id, out _)));
    }

    private static string[] Lines(string text) => text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private Process Start(int count, int blockSize)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[]
        {
            Path.Combine(AppContext.BaseDirectory, "Insurance.Sdk.MessageIdProcess.dll"),
            folder.Path,
            Institution,
            count.ToString(CultureInfo.InvariantCulture),
            Second.ToString(CultureInfo.InvariantCulture),
            blockSize.ToString(CultureInfo.InvariantCulture),
        })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
