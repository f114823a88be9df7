using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Insurance.Sdk.Benchmarks;

/// <summary>What the journal costs a call, and whether recovery's look at it depends on how long the journal is.</summary>
internal static class JournalBenchmark
{
    private const int Callers = 8;
    private const int CallsEach = 25;
    private const int Open = 100;
    private static long _sales;
    private static readonly byte[] Answer = Encoding.UTF8.GetBytes("""{"infcode":0,"inf_refmsgid":"440882202603010930001234567890","refmsg_time":"20260301093000123","respond_time":"20260301093000456","err_msg":"","output":{"selinfoErrDetail":[]}}""");

    /// <summary>Seconds of eight callers with a journal (SQLite, every intent flushed), and of the same without one, against the mock center, which checks and books.</summary>
    internal static async Task<(double Journaled, double Plain)> AtMockCenterAsync()
    {
        await using var center = await MockCenterServer.StartAsync(new MockCenterOptions());
        return Calls(center.BaseUri, "mock-account", "mock-token");
    }

    /// <summary>The same against a server that does nothing at all.</summary>
    internal static async Task<(double Journaled, double Plain)> AtBareServerAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapPost("/{**path}", async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Answer.Length;
            await context.Response.Body.WriteAsync(Answer);
        });
        await app.StartAsync();
        var result = Calls(new Uri(new Uri(app.Urls.First()), "/hgs/"), "a", "t");
        await app.StopAsync();
        return result;
    }

    private static (double Journaled, double Plain) Calls(Uri center, string account, string token)
    {
        var folder = Directory.CreateTempSubdirectory("insurance-journal-");
        var options = new InsuranceOptions
        {
            Profile = "guangdong", BaseUrl = center.ToString(), PaasId = account, Token = token, InstitutionCode = "H44088200999", InstitutionName = "示例医院", Area = "440882",
            ReceiverSystem = "HIS", Operator = new Operator { Code = "0001", Name = "操作员甲" },
        };
        options.MessageIds.Directory = folder.FullName;
        (double, double) result;
        using (var database = InsuranceDatabase.Sqlite(Path.Combine(folder.FullName, "journal.db")))
        using (var journaled = new InsuranceClient(options, new InsuranceClientParts { Journal = new CallJournal(database) }))
        using (var plain = new InsuranceClient(options))
        {
            result = SideBySide.Time(() => AtOnce(journaled), () => AtOnce(plain), secondsPerRound: 0.3, wall: true);
        }

        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
        return (result.Item1 / Callers / CallsEach, result.Item2 / Callers / CallsEach);
    }

    /// <summary>Seconds of recovery's look at what is open: in a journal of so many closed records, and in one of a thousand. Both have as many open ones.</summary>
    internal static async Task<(double Long, double Short)> LooksAsync(int closed)
    {
        var folder = Directory.CreateTempSubdirectory("insurance-journal-");
        (double, double) result;
        using (var longDatabase = await FilledAsync(Path.Combine(folder.FullName, "long.db"), closed))
        using (var shortDatabase = await FilledAsync(Path.Combine(folder.FullName, "short.db"), 1_000))
        {
            var (longJournal, shortJournal) = (new CallJournal(longDatabase), new CallJournal(shortDatabase));
            result = SideBySide.Time(() => Look(longJournal), () => Look(shortJournal), secondsPerRound: 0.1);
        }

        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
        return result;
    }

    private static void AtOnce(InsuranceClient client)
    {
        var callers = new Task[Callers];
        for (var i = 0; i < Callers; i++)
        {
            callers[i] = OneAfterTheOtherAsync();
        }

        Task.WaitAll(callers);

        async Task OneAfterTheOtherAsync()
        {
            for (var i = 0; i < CallsEach; i++)
            {
                await client.Inventory.UploadSalesBatchAsync(Sale());
            }
        }
    }

    /// <summary>A sale of one pack that nobody has sold before.</summary>
    private static UploadSalesBatchRequest Sale()
    {
        var line = CodecBenchmark.Line(0);
        var number = Interlocked.Increment(ref _sales);
        line.FixmedinsBchno = "S" + number;
        line.HiFeesetlType = "0";
        line.SelRetnCnt = 1;
        line.Drugtracinfo = [new UploadSalesBatchDrugtracinfo { DrugTracCodg = "81000" + number.ToString("D15", System.Globalization.CultureInfo.InvariantCulture) }];
        return new UploadSalesBatchRequest { SelinfoDetail = { line } };
    }

    private static void Look(CallJournal journal)
    {
        var open = journal.ListOpenAsync().GetAwaiter().GetResult().Count;
        if (open != Open)
        {
            throw new InvalidOperationException("The journal shows " + open + " open records.");
        }
    }

    /// <summary>Open records are written as a call writes them; closed ones are copies of one of them.</summary>
    private static async Task<InsuranceDatabase> FilledAsync(string file, int closed)
    {
        var database = InsuranceDatabase.Sqlite(file);
        var journal = new CallJournal(database);
        await journal.PrepareAsync();
        for (var i = 0; i < Open; i++)
        {
            var id = "H44088200999" + i.ToString("D18", System.Globalization.CultureInfo.InvariantCulture);
            await journal.IntendAsync(
                new JournalIntent(id, "2207", "2207", "H44088200999", "440882", "0001", DateTimeOffset.UtcNow, "", [new KeyValuePair<string, string>("mdtrt_id", "M" + i)], Encoding.UTF8.GetBytes(new string(' ', 400))), default);
        }

        await using var connection = new SqliteConnection("Data Source=" + file);
        await connection.OpenAsync();
        var columns = new List<string>();
        await using (var names = connection.CreateCommand())
        {
            names.CommandText = "SELECT name FROM pragma_table_info('ins_journal')";
            await using var reader = await names.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                columns.Add(reader.GetString(0));
            }
        }

        var values = columns.Select(c => c switch
        {
            "msgid" => "printf('C%029d', n.i)",
            "open_since" => "NULL",
            "state" => ((int)JournalState.Confirmed).ToString(System.Globalization.CultureInfo.InvariantCulture),
            "intended_at" => "t.intended_at - n.i",
            _ => "t." + c,
        });
        await using var fill = connection.CreateCommand();
        fill.CommandTimeout = 600;
        fill.CommandText = $"INSERT INTO ins_journal ({string.Join(", ", columns)}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {closed}) "
            + $"SELECT {string.Join(", ", values)} FROM n, (SELECT * FROM ins_journal LIMIT 1) t";
        await fill.ExecuteNonQueryAsync();
        return database;
    }
}
