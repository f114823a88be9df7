using System;
using System.CommandLine;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using Spectre.Console;

namespace Dispensary;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        var day = new Option<DirectoryInfo?>("--day") { Description = "Folder with the day's files; without it the invented day beside the program." };
        var work = new Option<DirectoryInfo?>("--work") { Description = "Folder of the pharmacy's database and the daily report; without it a new temporary one. A day that was stopped goes on in its folder." };
        var keep = new Option<FileInfo?>("--keep") { Description = "File that keeps the mock center's ledger. It must not exist yet, unless a stopped day goes on." };
        var fault = new Option<string[]>("--fault") { Description = "A further fault of the mock center, KIND@CODE[:COUNT], such as html502@3506A." };
        var root = new RootCommand("A pharmacy's day against a mock center: stock-in, dispensing with trace codes, returns, stock return, upload queue, queries, daily report.") { day, work, keep, fault };
        // System.CommandLine cancels the token on Ctrl+C; the time is for the day to say what was under way.
        root.SetAction((parsed, cancellationToken) => Day.RunAsync(
            new DayOptions
            {
                Folder = parsed.GetValue(day)?.FullName ?? DayOptions.InventedDay,
                WorkFolder = parsed.GetValue(work)?.FullName,
                KeepFile = parsed.GetValue(keep)?.FullName,
                Faults = parsed.GetValue(fault) ?? [],
            },
            Output(),
            cancellationToken));
        return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
    }

    private static IAnsiConsole Output()
    {
        if (Console.IsOutputRedirected)
        {
            // A file has no width: lines must not be folded at 80.
            AnsiConsole.Profile.Width = 160;
        }

        return AnsiConsole.Console;
    }
}
