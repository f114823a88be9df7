using System;
using System.CommandLine;
using System.Data.Common;
using System.IO;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Catalogues;

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

    /// <summary>Runs work on the database; what the product says of it is an error of usage, without its text: that could quote a password.</summary>
    /// <param name="text">The option's value.</param>
    /// <param name="mustExist">True for commands that only read: a mistyped name must not become a new, empty database.</param>
    /// <param name="terminal">For the clock.</param>
    /// <param name="work">The work.</param>
    internal static async Task<int> WithDatabaseAsync(string text, bool mustExist, Terminal terminal, Func<InsuranceDatabase, Task<int>> work)
    {
        InsuranceDatabase opened;
        try
        {
            opened = InsuranceDatabase.Parse(text, terminal.Time);
        }
        catch (ArgumentException)
        {
            throw new CommandException(ExitCode.Usage, "--db: a SQLite file, or postgres:, mysql:, sqlserver: and a connection string");
        }

        using (opened)
        {
            if (mustExist && IsMissing(opened, text))
            {
                throw new CommandException(ExitCode.Usage, "--db: there is no such database file; catalogue import, download and map set make one");
            }

            try
            {
                return await work(opened).ConfigureAwait(false);
            }
            catch (DbException e)
            {
                throw new CommandException(ExitCode.Usage, "--db: the database cannot be used (" + e.GetType().Name + ")");
            }
        }
    }

    /// <summary>True where an option names a SQLite file that is not there.</summary>
    internal static bool IsMissing(InsuranceDatabase opened, string text)
        => opened.Kind == DatabaseKind.Sqlite && !File.Exists(text.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase) ? text["sqlite:".Length..] : text);

    internal static MappingAuthor Author(string by, string why)
    {
        try
        {
            return new MappingAuthor(by, why);
        }
        catch (ArgumentException e)
        {
            throw new CommandException(ExitCode.InvalidInput, Plain(e));
        }
    }

    /// <summary>The text of an error without the name of the parameter, which means nothing on a command line.</summary>
    internal static string Plain(ArgumentException e)
    {
        var end = e.Message.IndexOf(" (Parameter", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }

    internal static string ReadCatalogue(string code)
        => CatalogueLayout.Find(code)?.Code ?? throw new CommandException(ExitCode.Usage, "--code: '" + code + "' is no catalogue with a file");

    internal static ChinaTime ReadTime(string text, string option)
        => ChinaTime.TryParse(text, out var time) ? time : throw new CommandException(ExitCode.InvalidInput, option + ": a day (2026-03-01) or a time (2026-03-01 10:00:00) of China");

    internal static string? Day(ChinaTime? time) => time?.ToString("yyyy-MM-dd");
}
