using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Cli.Commands;

/// <summary>Options that the trace commands share.</summary>
internal static class TraceOptions
{
    internal static Option<string> Database() => new("--db")
    {
        Description = "SQLite file, or postgres:, mysql:, sqlserver: and a connection string",
        HelpName = "D",
        Required = true,
    };

    internal static Option<string?> Config() => new("--config")
    {
        Description = "Configuration file: its rules for codes, traceCodes (docs/reference/configuration.md)",
        HelpName = "FILE",
    };

    /// <summary>Parser by the file's rules, or by none.</summary>
    internal static async Task<TraceCodeParser> ParserAsync(string? config, Terminal terminal, CancellationToken cancellationToken)
        => config is null
            ? TraceCodeParser.Default
            : new TraceCodeParser(TraceCodeRules.From((await terminal.ReadSettingsAsync(config, cancellationToken).ConfigureAwait(false)).TraceCodes));

    /// <summary>Runs work on the database; what the product says of it is an error of usage.</summary>
    /// <param name="database">The option's value.</param>
    /// <param name="mustExist">True for commands that only read or only end what others began: a mistyped name must not become a new, empty database.</param>
    /// <param name="terminal">For the clock.</param>
    /// <param name="work">The work.</param>
    internal static async Task<int> WithDatabaseAsync(string database, bool mustExist, Terminal terminal, Func<InsuranceDatabase, Task<int>> work)
    {
        using var opened = await OpenAsync(database, mustExist, terminal).ConfigureAwait(false);
        try
        {
            return await work(opened).ConfigureAwait(false);
        }
        catch (System.Data.Common.DbException e)
        {
            throw Unusable(e);
        }
    }

    private static async Task<InsuranceDatabase> OpenAsync(string database, bool mustExist, Terminal terminal)
    {
        InsuranceDatabase? opened = null;
        try
        {
            opened = InsuranceDatabase.Parse(database, terminal.Time);
            if (!mustExist || !CatalogueOptions.IsMissing(opened, database))
            {
                await new CodeBaseStore(opened).PrepareAsync().ConfigureAwait(false);
                return opened;
            }
        }
        catch (Exception e) when (e is ArgumentException or System.Data.Common.DbException)
        {
            opened?.Dispose();
            throw Unusable(e);
        }

        opened.Dispose();
        throw new CommandException(ExitCode.Usage, "--db: there is no such database file; trace import and the program of the desks make one");
    }

    /// <summary>The product's own text could quote a connection string with its password.</summary>
    private static CommandException Unusable(Exception e) => new(ExitCode.Usage, "--db: the database cannot be used (" + e.GetType().Name + ")");

    internal static async Task TellBadRowsAsync(Terminal terminal, IReadOnlyList<BadRow> badRows)
    {
        foreach (var bad in badRows)
        {
            await terminal.TellAsync("error " + bad).ConfigureAwait(false);
        }
    }

    internal static void WriteBadRows(Utf8JsonWriter writer, IReadOnlyList<BadRow> badRows)
    {
        writer.WriteStartArray("badRows");
        foreach (var bad in badRows)
        {
            writer.WriteStartObject();
            writer.WriteNumber("row", bad.Row);
            writer.WriteString("reason", bad.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    internal static void WriteRow(Utf8JsonWriter writer, FourCodeRow row)
    {
        writer.WriteStartObject();
        writer.WriteString("prefix", row.Prefix);
        writer.WriteString("wholeCode", row.WholeCode);
        writer.WriteString("hospitalItemCode", row.HospitalItemCode);
        writer.WriteString("nationalItemCode", row.NationalItemCode);
        writer.WriteString("barcode", row.Barcode);
        writer.WriteString("standardDrugCode", row.StandardDrugCode);
        writer.WriteString("name", row.Name);
        if (row.PackSize is { } size)
        {
            writer.WriteNumber("packSize", size);
        }
        else
        {
            writer.WriteNull("packSize");
        }

        writer.WriteString("source", NameOf(row.Source));
        writer.WriteNumber("version", row.Version);
        writer.WriteEndObject();
    }

    internal static string NameOf(FourCodeSource source) => source switch
    {
        FourCodeSource.File => "file",
        FourCodeSource.Center => "center",
        FourCodeSource.Platform => "platform",
        _ => "learned",
    };

    internal static string NameOf(TraceCodeKind kind) => kind switch
    {
        TraceCodeKind.Platform => "platform",
        TraceCodeKind.Gs1 => "gs1",
        TraceCodeKind.Manufacturer => "manufacturer",
        TraceCodeKind.Virtual => "virtual",
        _ => "filler",
    };
}
