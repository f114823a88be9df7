using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dispensary;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.MockCenter.Ledger;
using Spectre.Console;

namespace Insurance.Sdk.Samples.Tests;

/// <summary>One run of the sample in a folder of its own.</summary>
internal sealed class DayRun : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("dispensary-").FullName;

    internal string Folder => Path.Combine(_root, "day");

    internal string KeepFile => Path.Combine(_root, "ledger.jsonl");

    internal string WorkFolder => Path.Combine(_root, "work");

    internal string Output { get; private set; } = "";

    /// <summary>Copies the invented day, so that a test can spoil it.</summary>
    internal DayRun CopyDay()
    {
        Directory.CreateDirectory(Folder);
        foreach (var file in Directory.GetFiles(DayOptions.InventedDay))
        {
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        }

        return this;
    }

    /// <summary>Changes one line of a file; lines count from 1.</summary>
    internal DayRun Change(string file, int line, Func<string, string> change)
    {
        var path = Path.Combine(Folder, file);
        var lines = File.ReadAllLines(path);
        lines[line - 1] = change(lines[line - 1]);
        File.WriteAllLines(path, lines);
        return this;
    }

    internal async Task<int> RunAsync(params string[] faults) => await RunAsync(new StringWriter(), CancellationToken.None, faults);

    internal async Task<int> RunAsync(TextWriter writer, CancellationToken cancellationToken, params string[] faults)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 400;
        var options = new DayOptions { Folder = Directory.Exists(Folder) ? Folder : DayOptions.InventedDay, WorkFolder = WorkFolder, KeepFile = KeepFile, Faults = faults };
        var exitCode = await Day.RunAsync(options, console, cancellationToken);
        Output = writer.ToString()!;
        return exitCode;
    }

    /// <summary>The documents that the center kept.</summary>
    internal async Task<IReadOnlyList<LedgerDocument>> LedgerAsync()
    {
        await using var center = await MockCenterServer.StartAsync(new MockCenterOptions { LedgerFile = KeepFile });
        return center.Ledger.Documents();
    }

    /// <summary>The numbers of a transaction in the table: sent, accepted, confirmed, refused, unknown, not sent.</summary>
    internal IReadOnlyList<int> Row(string code)
    {
        var row = Output.Split('\n').Single(l => l.StartsWith("| " + code, StringComparison.Ordinal));
        return row.Split('|').Skip(2).Take(6).Select(c => int.Parse(c)).ToList();
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
