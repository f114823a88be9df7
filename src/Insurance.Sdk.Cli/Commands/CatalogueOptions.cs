using System;
using System.CommandLine;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage;

namespace Insurance.Sdk.Cli.Commands;

/// <summary>Options that the catalogue commands share, and how their values are read.</summary>
internal static class CatalogueOptions
{
    internal static Option<string> Database() => new("--db")
    {
        Description = "Database: a SQLite file, or postgres:, mysql:, sqlserver: and a connection string",
        HelpName = "D",
        Required = true,
    };

    internal static Option<string> Catalogue() => new("--code") { Description = "Number of the catalogue, such as 1305", HelpName = "1305", Required = true };

    internal static Option<string> Item() => new("--item") { Description = "The hospital's own item number", HelpName = "I", Required = true };

    internal static Option<string> ListType() => new("--list-type") { Description = "list_type, such as 201", HelpName = "T", Required = true };

    internal static Option<string> By() => new("--by")
    {
        Description = "Operator's number; kept in the history",
        HelpName = "OPERATOR",
        DefaultValueFactory = _ => "command-line",
    };

    internal static Option<string> Why() => new("--why") { Description = "Reason; kept in the history", HelpName = "TEXT", DefaultValueFactory = _ => "" };

    internal static InsuranceDatabase Open(string text, Terminal terminal)
    {
        try
        {
            return InsuranceDatabase.Parse(text, terminal.Time);
        }
        catch (ArgumentException)
        {
            // The text may hold a password.
            throw new CommandException(ExitCode.Usage, "--db: a SQLite file, or postgres:, mysql:, sqlserver: and a connection string");
        }
    }

    internal static string ReadCatalogue(string code)
        => CatalogueLayout.Find(code)?.Code ?? throw new CommandException(ExitCode.Usage, "--code: '" + code + "' is no catalogue with a file");

    internal static ChinaTime ReadTime(string text, string option)
        => ChinaTime.TryParse(text, out var time) ? time : throw new CommandException(ExitCode.InvalidInput, option + ": a day (2026-03-01) or a time (2026-03-01 10:00:00) of China");

    internal static string? Day(ChinaTime? time) => time?.ToString("yyyy-MM-dd");
}
