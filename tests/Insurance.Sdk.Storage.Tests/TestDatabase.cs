using System;
using System.IO;
using Insurance.Sdk.Storage;
using LinqToDB.Data;
using MySqlConnector;
using Npgsql;

namespace Insurance.Sdk.Storage.Tests;

/// <summary>The servers that the tests may use. CI starts both; elsewhere their tests say why they are skipped.</summary>
internal static class Servers
{
    internal const string PostgreSqlVariable = "INSURANCE_TEST_POSTGRES";
    internal const string MariaDbVariable = "INSURANCE_TEST_MARIADB";

    internal static string? PostgreSql => Environment.GetEnvironmentVariable(PostgreSqlVariable);

    internal static string? MariaDb => Environment.GetEnvironmentVariable(MariaDbVariable);
}

/// <summary>A theory over the products: SQLite always, the servers where they run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryDatabaseAttribute : Xunit.Sdk.DataAttribute
{
    public override System.Collections.Generic.IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod)
    {
        yield return [DatabaseKind.Sqlite];
        if (Servers.PostgreSql is not null)
        {
            yield return [DatabaseKind.PostgreSql];
        }

        if (Servers.MariaDb is not null)
        {
            yield return [DatabaseKind.MySql];
        }
    }
}

/// <summary>A fact that says why it did not run where the servers are missing; one per server stands for all its cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute(string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is null)
        {
            Skip = "No server: the environment variable " + variable + " names none (see .ci/databases). The SQLite cases ran.";
        }
    }
}

/// <summary>An empty database of its own for one test; gone afterwards.</summary>
internal sealed class TestDatabase : IDisposable
{
    private readonly Action _drop;

    private TestDatabase(DatabaseKind kind, string text, TimeProvider? clock, Action drop)
    {
        Kind = kind;
        Text = text;
        _drop = drop;
        Database = InsuranceDatabase.Parse(text, clock);
    }

    internal DatabaseKind Kind { get; }

    /// <summary>What a command line would be given.</summary>
    internal string Text { get; }

    internal InsuranceDatabase Database { get; }

    internal static TestDatabase Open(DatabaseKind kind, TimeProvider? clock = null)
    {
        var name = "ins_test_" + Guid.NewGuid().ToString("N");
        switch (kind)
        {
            case DatabaseKind.PostgreSql:
                Run(new NpgsqlConnection(Servers.PostgreSql), "CREATE DATABASE " + name);
                var postgres = new NpgsqlConnectionStringBuilder(Servers.PostgreSql) { Database = name }.ConnectionString;
                return new TestDatabase(kind, "postgres:" + postgres, clock, () =>
                {
                    NpgsqlConnection.ClearAllPools();
                    Run(new NpgsqlConnection(Servers.PostgreSql), "DROP DATABASE " + name + " WITH (FORCE)");
                });
            case DatabaseKind.MySql:
                Run(new MySqlConnection(Servers.MariaDb), "CREATE DATABASE " + name);
                var mysql = new MySqlConnectionStringBuilder(Servers.MariaDb!) { Database = name }.ConnectionString;
                return new TestDatabase(kind, "mysql:" + mysql, clock, () => Run(new MySqlConnection(Servers.MariaDb), "DROP DATABASE " + name));
            default:
                var folder = Directory.CreateTempSubdirectory("ins");
                return new TestDatabase(kind, Path.Combine(folder.FullName, "store.db"), clock, () => folder.Delete(recursive: true));
        }
    }

    public void Dispose()
    {
        Database.Dispose();
        _drop();
    }

    private static void Run(System.Data.Common.DbConnection connection, string statement)
    {
        using (connection)
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }
}
