using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Cli.Tests;

/// <summary>What one run of the program left behind.</summary>
internal sealed record CliRun(int ExitCode, byte[] OutBytes, string Error)
{
    internal string Out => Encoding.UTF8.GetString(OutBytes);

    /// <summary>The one line a program would read.</summary>
    internal string Line => Out.TrimEnd('\n');

    internal JsonElement Json => JsonDocument.Parse(OutBytes).RootElement;

    /// <summary>The clock of runs that name none.</summary>
    internal static FakeTimeProvider Clock() => new(new DateTimeOffset(2026, 3, 1, 17, 30, 5, TimeSpan.Zero));

    internal static Task<CliRun> Of(string input, params string[] args) => Of(Encoding.UTF8.GetBytes(input), [], args);

    internal static Task<CliRun> Of(byte[] input, Dictionary<string, string> environment, params string[] args) => Of(Clock(), input, environment, args);

    internal static async Task<CliRun> Of(TimeProvider time, byte[] input, Dictionary<string, string> environment, params string[] args)
    {
        using var stdin = new MemoryStream(input);
        using var stdout = new MemoryStream();
        using var stderr = new StringWriter();
        var exitCode = await new Cli(time, name => environment.GetValueOrDefault(name)).RunAsync(args, stdin, stdout, stderr);
        return new CliRun(exitCode, stdout.ToArray(), stderr.ToString());
    }
}
