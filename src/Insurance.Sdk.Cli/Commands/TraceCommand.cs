using System.CommandLine;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance trace</c>: trace codes and the four-code base.</summary>
internal static class TraceCommand
{
    internal static Command Create(Terminal terminal) => new("trace", "Trace codes (追溯码) and the four-code base (四码)")
    {
        TraceParseCommand.Create(terminal),
        TraceImportCommand.Create(terminal),
        TraceResolveCommand.Create(terminal),
        TraceBaseCommand.Create(terminal),
        TraceQueueCommand.Create(terminal),
        TraceReportCommand.Create(terminal),
    };
}
