using System;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Schema;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Insurance.Sdk.Storage.Tests;

public sealed class DatabaseTests
{
    private static readonly Table Things = new Table("ins_thing").Counted("id").Text("name", 20).LongText("body", optional: true).Int("n").Long("at", optional: true)
        .Decimal("amount", 16, 4, optional: true).Bytes("raw", optional: true).Unique("ins_thing_name", "name").IndexOn("ins_thing_n", "n", "at");

    private static readonly SchemaPart First = new("test", new SchemaStep().Create(Things));

    private static readonly SchemaPart Second = new("test", First.Steps[0],
        new SchemaStep().Add("ins_thing", new Column("later", ColumnType.Text, 10, 0, true)).Create(new Table("ins_other").Text("code", 30).Int("n").Key("code").KeyHoldsRow()));

    [Theory]
    [EveryDatabase]
    public async Task Values_come_back_as_they_were_written(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        await test.Database.WriteAsync(First, (db, c) => Insert(db, "追溯", 1, c, 1234567890.1234m), CancellationToken.None);
        var row = await test.Database.ReadAsync(First, (db, c) => db.GetTable<Thing>().SingleAsync(t => t.Name == "追溯", c), CancellationToken.None);
        Assert.Equal((1L, 1, 1234567890.1234m, 1767225600000L), (row.Id, row.N, row.Amount, row.At));
        Assert.Equal([1, 2, 3], row.Raw!);
        Assert.Null(row.Body);
    }

    [Theory]
    [EveryDatabase]
    public async Task A_later_version_adds_its_tables_and_columns_and_keeps_the_rows(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        await test.Database.WriteAsync(First, (db, c) => Insert(db, "a", 1, c), CancellationToken.None);
        using var later = InsuranceDatabase.Parse(test.Text);
        Assert.Equal(1, await later.ReadAsync(Second, (db, c) => db.ExecuteAsync<int>("SELECT COUNT(*) FROM ins_thing WHERE later IS NULL", c), CancellationToken.None));
        Assert.Equal(0, await later.ReadAsync(Second, (db, c) => db.ExecuteAsync<int>("SELECT COUNT(*) FROM ins_other", c), CancellationToken.None));
    }

    [Theory]
    [EveryDatabase]
    public async Task Tables_of_a_newer_version_are_refused_and_left_alone(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        await test.Database.EnsureAsync(Second, CancellationToken.None);
        using var older = InsuranceDatabase.Parse(test.Text);
        var e = await Assert.ThrowsAsync<ConfigurationException>(() => older.EnsureAsync(First, CancellationToken.None));
        Assert.Contains("newer version", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [EveryDatabase]
    public async Task Several_programs_may_make_the_tables_at_the_same_moment(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var programs = Enumerable.Range(0, 6).Select(_ => InsuranceDatabase.Parse(test.Text)).ToList();
        await Task.WhenAll(programs.Select((p, i) => Task.Run(() => p.WriteAsync(Second, (db, c) => Insert(db, "t" + i, i, c), CancellationToken.None))));
        programs.ForEach(p => p.Dispose());
        Assert.Equal(6, await test.Database.ReadAsync(Second, (db, c) => db.GetTable<Thing>().CountAsync(c), CancellationToken.None));
    }

    [Theory]
    [EveryDatabase]
    public async Task Work_that_fails_leaves_nothing_behind(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Database.WriteAsync(First, async (db, c) =>
        {
            await Insert(db, "a", 1, c);
            throw new InvalidOperationException("the program stops here");
        }, CancellationToken.None));
        Assert.Equal(0, await test.Database.ReadAsync(First, (db, c) => db.GetTable<Thing>().CountAsync(c), CancellationToken.None));
    }

    [Theory]
    [EveryDatabase]
    public async Task Counting_up_from_many_tasks_loses_nothing(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        await test.Database.WriteAsync(First, (db, c) => Insert(db, "a", 0, c), CancellationToken.None);
        using var other = InsuranceDatabase.Parse(test.Text);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => (i % 2 == 0 ? test.Database : other).WriteAsync(First,
            (db, c) => db.ExecuteAsync("UPDATE ins_thing SET n = n + 1 WHERE name = 'a'", c), CancellationToken.None))));
        Assert.Equal(40, await test.Database.ReadAsync(First, (db, c) => db.ExecuteAsync<int>("SELECT n FROM ins_thing", c), CancellationToken.None));
    }

    [Theory]
    [EveryDatabase]
    public async Task Names_that_differ_in_case_alone_are_two(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        await test.Database.WriteAsync(First, async (db, c) =>
        {
            await Insert(db, "abc", 1, c);
            await Insert(db, "ABC", 2, c);
        }, CancellationToken.None);
        Assert.Equal(["ABC", "abc"], await test.Database.ReadAsync(First, (db, c) => db.GetTable<Thing>().OrderBy(t => t.Name).Select(t => t.Name).ToListAsync(c), CancellationToken.None));
    }

    [Theory]
    [EveryDatabase]
    public async Task Work_in_the_callers_transaction_lives_and_dies_with_it(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        await test.Database.EnsureAsync(First, CancellationToken.None);
        foreach (var commit in new[] { false, true })
        {
            using var connection = Connect(test);
            connection.Open();
            using var transaction = connection.BeginTransaction();
            await test.Database.WriteAsync(First, transaction, async (db, c) =>
            {
                await Insert(db, "mine", 1, c);
                return true;
            }, CancellationToken.None);
            if (commit)
            {
                transaction.Commit();
            }
            else
            {
                transaction.Rollback();
            }
        }

        Assert.Equal(1, await test.Database.ReadAsync(First, (db, c) => db.GetTable<Thing>().CountAsync(c), CancellationToken.None));
    }

    [Fact]
    public async Task A_transaction_before_the_tables_are_there_is_told_what_to_do_first()
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite);
        using var connection = Connect(test);
        connection.Open();
        using var transaction = connection.BeginTransaction();
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => test.Database.WriteAsync(First, transaction, (_, _) => Task.FromResult(1), CancellationToken.None));
        Assert.Contains("PrepareAsync", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_written_ahead_and_flushed_at_every_commit()
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite);
        var modes = await test.Database.ReadAsync(First, async (db, c) => (await db.ExecuteAsync<string>("PRAGMA journal_mode", c), await db.ExecuteAsync<int>("PRAGMA synchronous", c)), CancellationToken.None);
        Assert.Equal(("wal", 2), modes);
    }

    [Fact]
    public async Task A_database_in_memory_is_shared_within_its_object_and_gone_after_it()
    {
        using (var one = InsuranceDatabase.Sqlite(":memory:"))
        {
            await one.WriteAsync(First, (db, c) => Insert(db, "a", 1, c), CancellationToken.None);
            Assert.Equal(1, await one.ReadAsync(First, (db, c) => db.GetTable<Thing>().CountAsync(c), CancellationToken.None));
        }

        using var two = InsuranceDatabase.Sqlite(":memory:");
        Assert.Equal(0, await two.ReadAsync(First, (db, c) => db.GetTable<Thing>().CountAsync(c), CancellationToken.None));
    }

    [Fact]
    public void A_missing_driver_is_named()
    {
        // The tests have no SQL Server driver.
        var e = Assert.Throws<ConfigurationException>(() => InsuranceDatabase.Parse("sqlserver:Server=localhost;Database=x"));
        Assert.Contains("Microsoft.Data.SqlClient", e.Message, StringComparison.Ordinal);
    }

    [ServerFact(Servers.PostgreSqlVariable)]
    public void PostgreSql_ran_with_the_others() => Assert.NotNull(Servers.PostgreSql);

    [ServerFact(Servers.MariaDbVariable)]
    public void MariaDb_ran_with_the_others() => Assert.NotNull(Servers.MariaDb);

    private static DbConnection Connect(TestDatabase test) => test.Kind switch
    {
        DatabaseKind.PostgreSql => new NpgsqlConnection(test.Text["postgres:".Length..]),
        DatabaseKind.MySql => new MySqlConnection(test.Text["mysql:".Length..]),
        _ => new SqliteConnection("Data Source=" + test.Text),
    };

    private static Task Insert(DataConnection db, string name, int n, CancellationToken c, decimal? amount = null)
        => db.InsertAsync(new Thing { Name = name, N = n, Amount = amount, At = 1767225600000L, Raw = [1, 2, 3] }, token: c);

    [LinqToDB.Mapping.Table("ins_thing")]
    private sealed class Thing
    {
        [LinqToDB.Mapping.Column("id"), LinqToDB.Mapping.PrimaryKey, LinqToDB.Mapping.Identity]
        public long Id { get; set; }

        [LinqToDB.Mapping.Column("name")]
        public string Name { get; set; } = "";

        [LinqToDB.Mapping.Column("body")]
        public string? Body { get; set; }

        [LinqToDB.Mapping.Column("n")]
        public int N { get; set; }

        [LinqToDB.Mapping.Column("at")]
        public long? At { get; set; }

        [LinqToDB.Mapping.Column("amount", DataType = DataType.Decimal, Precision = 16, Scale = 4)]
        public decimal? Amount { get; set; }

        [LinqToDB.Mapping.Column("raw")]
        public byte[]? Raw { get; set; }
    }
}
