using System;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Cli.Editions;
using Insurance.Sdk.Cli.Mocking;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.MockCenter.Faults;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance mock</c>: a center on 127.0.0.1 until it is ended.</summary>
internal static class MockCommand
{
    internal static Command Create(Terminal terminal)
    {
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1; 0 takes a free one", HelpName = "N", Required = true };
        var config = new Option<string?>("--config")
        {
            Description = "The client's configuration file, with an optional member mock (docs/reference/configuration.md); left out: mock-account, mock-token, any institution",
            HelpName = "FILE",
        };
        var ledger = new Option<string?>("--ledger") { Description = "File that keeps what was booked; left out, it is kept in memory. Invented data only", HelpName = "FILE" };
        var faults = new Option<string[]>("--fault")
        {
            Description = "What goes wrong, may be given more than once: " + string.Join(", ", FaultNames.All) + "; CODE * is any",
            HelpName = "KIND@CODE[:COUNT]",
            DefaultValueFactory = _ => [],
        };
        var json = CryptoOptions.Json();
        json.Description = "Write the address as a JSON object";
        var command = new Command("mock", "Run a center on this machine that checks messages, keeps a ledger and fails on demand") { port, config, ledger, faults, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var waiting = arguments.GetValue(faults)!.Select(Read).ToList();
            var options = new MockCenterOptions();
            if (arguments.GetValue(config) is { } file)
            {
                await MockSettings.ReadAsync(options, file, terminal, cancellationToken).ConfigureAwait(false);
            }

            var center = ChosenEdition.Of(options.Edition, null);
            foreach (var fault in waiting.Where(f => f.Code != "*"))
            {
                _ = center.Find(fault.Code); // A mistyped number would never fire.
            }

            options.Port = arguments.GetValue(port) is >= 0 and <= 65535 and var number ? number : throw new CommandException(ExitCode.Usage, "--port: a number from 0 to 65535");
            options.LedgerFile = arguments.GetValue(ledger) is not "" and var kept ? kept : throw new CommandException(ExitCode.Usage, "--ledger: the name of a file is missing");
            options.TimeProvider = terminal.Time;
            await RunAsync(options, waiting, terminal, arguments.GetValue(json), cancellationToken).ConfigureAwait(false);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task RunAsync(MockCenterOptions options, System.Collections.Generic.List<Fault> faults, Terminal terminal, bool json, CancellationToken cancellationToken)
    {
        MockCenterServer center;
        try
        {
            center = await MockCenterServer.StartAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        await using (center.ConfigureAwait(false))
        {
            faults.ForEach(center.Faults.Add);
            var address = center.BaseUri.AbsoluteUri;
            await (json
                ? terminal.WriteJsonAsync(writer => writer.WriteString("listening", address), CancellationToken.None)
                : terminal.WriteLineAsync(address, CancellationToken.None)).ConfigureAwait(false);
            await terminal.TellAsync("edition " + options.Edition + ", gateway " + options.Gateway.ToString().ToLowerInvariant()
                + (options.Gateway == MockGateway.None ? "" : " with account " + options.PaasId)
                + "; what was booked: " + address + "_center/ledger; Ctrl+C ends it").ConfigureAwait(false);
            await EndAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task EndAsync(CancellationToken cancellationToken)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => end.TrySetResult()).ConfigureAwait(false);
        await end.Task.ConfigureAwait(false);
    }

    private static Fault Read(string text)
    {
        try
        {
            return Fault.Parse(text);
        }
        catch (FormatException e)
        {
            var kinds = string.Join(", ", FaultNames.All);
            throw new CommandException(ExitCode.Usage, "--fault: " + e.Message + (e.Message.Contains(kinds, StringComparison.Ordinal) ? "" : " Kinds: " + kinds + "."));
        }
    }
}
