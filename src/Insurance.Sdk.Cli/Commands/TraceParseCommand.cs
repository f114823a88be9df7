using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Text;
using System.Text.Json;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance trace parse</c>: which codes raw scans hold.</summary>
internal static class TraceParseCommand
{
    internal static Command Create(Terminal terminal)
    {
        var input = CryptoOptions.In();
        var config = TraceOptions.Config();
        var json = new Option<bool>("--json") { Description = "Write one JSON array, an object a scan" };
        var command = new Command("parse", "Read raw scans, one a line: ends with 0, or with 5 where one of them is no code") { input, config, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var parser = await TraceOptions.ParserAsync(arguments.GetValue(config), terminal, cancellationToken).ConfigureAwait(false);
            var text = Encoding.UTF8.GetString((await terminal.ReadJsonAsync(arguments.GetValue(input)!, cancellationToken).ConfigureAwait(false)).Span);
            var readings = Lines(text).Select(parser.Parse).ToList();
            if (arguments.GetValue(json))
            {
                await terminal.WriteJsonValueAsync(
                    writer =>
                    {
                        writer.WriteStartArray();
                        readings.ForEach(r => Write(writer, r));
                        writer.WriteEndArray();
                    },
                    cancellationToken).ConfigureAwait(false);
            }
            else
            {
                foreach (var reading in readings)
                {
                    await terminal.WriteLineAsync(reading.Ok ? reading.Code.Text : "", cancellationToken).ConfigureAwait(false);
                }
            }

            var number = 0;
            foreach (var reading in readings)
            {
                number++;
                if (reading.Reason != TraceCodeReason.None && !arguments.GetValue(json))
                {
                    await terminal.TellAsync((reading.Ok ? "note" : "error") + " line " + number.ToString(System.Globalization.CultureInfo.InvariantCulture) + ": " + reading.ReasonText).ConfigureAwait(false);
                }
            }

            return readings.TrueForAll(r => r.Ok) ? ExitCode.Ok : ExitCode.InvalidInput;
        });
        return command;
    }

    internal static void Write(Utf8JsonWriter writer, TraceCodeReading reading)
    {
        writer.WriteStartObject();
        writer.WriteString("input", reading.Input);
        writer.WriteBoolean("ok", reading.Ok);
        Text(writer, "code", reading.Code.Text);
        Text(writer, "kind", reading.Ok ? TraceOptions.NameOf(reading.Code.Kind) : "");
        Text(writer, "prefix", reading.Code.DrugPrefix);
        Text(writer, "reason", reading.ReasonText);
        writer.WriteEndObject();
    }

    /// <summary>The line feed behind the last scan is not a scan.</summary>
    private static List<string> Lines(string text)
    {
        var lines = text.Split('\n').Select(l => l.EndsWith('\r') ? l[..^1] : l).ToList();
        if (lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }

    private static void Text(Utf8JsonWriter writer, string name, string text)
    {
        if (text.Length > 0)
        {
            writer.WriteString(name, text);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
