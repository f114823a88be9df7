using System;
using System.CommandLine;
using System.Data.Common;
using System.IO;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;

namespace Insurance.Sdk.Cli.Commands;

/// <summary>The option <c>--journal</c> and the database behind it.</summary>
internal static class JournalDatabase
{
    internal static Option<string> Required() => new("--journal") { Description = "The journal: SQLite file, or postgres:, mysql:, sqlserver: and a connection string", HelpName = "FILE", Required = true };

    /// <summary>Runs work on a journal that exists; what the product says of it is an error of usage.</summary>
    internal static Task<T> WithExistingAsync<T>(string journal, Terminal terminal, Func<InsuranceDatabase, Task<T>> work)
    {
        // A file that is not there would be made, and an empty journal says nothing.
        if (journal.IndexOf(':', StringComparison.Ordinal) < 2 && !File.Exists(journal))
        {
            throw new CommandException(ExitCode.Usage, "--journal: there is no file " + journal);
        }

        return WithAsync(journal, terminal, work);
    }

    /// <summary>The same on a journal that is made where there is none.</summary>
    internal static async Task<T> WithAsync<T>(string journal, Terminal terminal, Func<InsuranceDatabase, Task<T>> work)
    {
        using var opened = Open(journal, terminal);
        try
        {
            await new CallJournal(opened).PrepareAsync().ConfigureAwait(false);
            return await work(opened).ConfigureAwait(false);
        }
        catch (DbException e)
        {
            throw Unusable(e);
        }
    }

    private static InsuranceDatabase Open(string journal, Terminal terminal)
    {
        try
        {
            return InsuranceDatabase.Parse(journal, terminal.Time);
        }
        catch (ArgumentException e)
        {
            throw Unusable(e);
        }
    }

    /// <summary>The product's own text could quote a connection string with its password.</summary>
    private static CommandException Unusable(Exception e) => new(ExitCode.Usage, "--journal: the database cannot be used (" + e.GetType().Name + ")");
}
