using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Envelopes;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Storage.Journal;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Storage.Tests;

public sealed class CallJournalTests
{
    private const string Registered = """{"infcode":0,"inf_refmsgid":"R1","err_msg":"","output":{"data":{"mdtrt_id":"M77","psn_no":"P1","ipt_otp_no":"O1","exp_content":""}}}""";

    [Theory]
    [EveryDatabase]
    public async Task The_intent_stands_in_the_journal_while_the_message_is_on_its_way(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var journal = new CallJournal(test.Database);
        JournalEntry? onTheWay = null;
        var center = new Center(async () =>
        {
            onTheWay = (await journal.ListOpenAsync()).Single();
            return Registered;
        });
        var answer = await Register(Client(center, journal));

        Assert.Equal((JournalState.Intended, "2201", "440882"), (onTheWay!.State, onTheWay.Code, onTheWay.InsuredArea));
        var entry = await journal.FindAsync(answer.Receipt.MessageId);
        Assert.Equal((JournalState.Accepted, "R1", false), (entry!.State, entry.CenterReference, entry.IsOpen));
        Assert.NotNull(entry.SentAt);
        Assert.Equal([new("ipt_otp_no", "O1"), new("mdtrt_id", "M77"), new("psn_no", "P1")], entry.Keys);
        Assert.Equal(entry.MessageId, (await journal.FindByKeyAsync("mdtrt_id", "M77")).Single().MessageId);
        Assert.Empty(await journal.FindByKeyAsync("mdtrt_id", "m77"));
        Assert.Empty(await journal.ListOpenAsync());
        Assert.Equal(entry.MessageId, (await journal.ListUnpostedAsync()).Single().MessageId);
        var message = await journal.ReadMessageAsync(entry.MessageId);
        Assert.Contains("\"ipt_otp_no\":\"O1\"", Encoding.UTF8.GetString(message!.Value.Input), StringComparison.Ordinal);
        Assert.Contains("M77", Encoding.UTF8.GetString(message.Value.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_recorded_hash_is_that_of_the_bytes_that_left()
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite);
        var journal = new CallJournal(test.Database);
        var center = new Center(Registered);
        var answer = await Register(Client(center, journal));
        var hash = await test.Database.ReadAsync(JournalTables.Part, (db, c) => db.ExecuteAsync<string>("SELECT hash FROM ins_journal WHERE msgid = '" + answer.Receipt.MessageId + "'", c), CancellationToken.None);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(center.Bodies.Single())), hash);
    }

    [Fact]
    public async Task Queries_leave_no_record()
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite);
        var journal = new CallJournal(test.Database);
        await Client(new Center("""{"infcode":0,"output":{}}"""), journal).InvokeAsync("5201", """{"data":{"psn_no":"P1","begntime":"2026-03-01 00:00:00","endtime":"2026-03-02 00:00:00","med_type":"11"}}""", skipCheck: true);
        Assert.Empty(await journal.ListAsync());
    }

    [Theory]
    [InlineData("""{"infcode":-1,"err_msg":"重复登记"}""", HttpStatusCode.OK, JournalState.Refused)]
    [InlineData("<html>502</html>", HttpStatusCode.BadGateway, JournalState.Unknown)]
    [InlineData("""{"code":401,"message":"x"}""", HttpStatusCode.Unauthorized, JournalState.NotProcessed)]
    [InlineData("", HttpStatusCode.OK, JournalState.Unknown)]
    public async Task Every_outcome_is_noted(string body, HttpStatusCode status, JournalState state)
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite);
        var journal = new CallJournal(test.Database);
        var e = await Assert.ThrowsAnyAsync<InsuranceException>(() => Register(Client(new Center(body, status), journal)));
        var entry = await journal.FindAsync(e.MessageId);
        Assert.Equal(state, entry!.State);
        Assert.Equal(state == JournalState.Unknown ? 1 : 0, (await journal.ListOpenAsync()).Count);
        Assert.DoesNotContain("重复登记", entry.Reason ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_sent()
    {
        var center = new Center(Registered);
        var e = await Assert.ThrowsAsync<NotProcessedException>(() => Register(Client(center, new Broken { Intending = true })));
        Assert.Contains("journal", e.Message, StringComparison.Ordinal);
        Assert.Empty(center.Bodies);
    }

    [Fact]
    public async Task An_outcome_that_cannot_be_noted_does_not_hide_the_answer()
    {
        var listener = new Heard();
        var answer = await Register(Client(new Center(Registered), new Broken { Concluding = true }, listener));
        Assert.Equal("M77", answer.Data.MdtrtId);
        Assert.Equal("IOException", listener.Events.OfType<JournalNotWritten>().Single().Failure);
    }

    [Fact]
    public async Task A_caller_who_leaves_before_sending_leaves_no_open_record()
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite);
        var journal = new CallJournal(test.Database);
        using var stop = new CancellationTokenSource();
        var center = new Center(Registered);
        await Assert.ThrowsAsync<CallCanceledException>(() => Register(Client(center, new Leaving(journal, stop)), token: stop.Token));
        Assert.Empty(center.Bodies);
        Assert.Equal(JournalState.NotProcessed, (await journal.ListAsync()).Single().State);
    }

    [Fact]
    public async Task Headers_that_cannot_be_made_close_the_record()
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite);
        var journal = new CallJournal(test.Database);
        var parts = new InsuranceClientParts { Journal = journal, HttpMessageHandler = new Center(Registered), MessageIds = new Ids(), Gateway = new NoGateway() };
        using var client = new InsuranceClient(Options(), parts);
        await Assert.ThrowsAsync<NotProcessedException>(() => Register(client));
        Assert.Equal(JournalState.NotProcessed, (await journal.ListAsync()).Single().State);
    }

    [Theory]
    [EveryDatabase]
    public async Task Confirming_belongs_to_the_transaction_that_posts(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var journal = new CallJournal(test.Database);
        await journal.PrepareAsync();
        var id = (await Register(Client(new Center(Registered), journal))).Receipt.MessageId;
        foreach (var commit in new[] { false, true })
        {
            using var connection = test.Connect();
            connection.Open();
            using var transaction = connection.BeginTransaction();
            Assert.True(await journal.ConfirmAsync(id, transaction));
            if (commit)
            {
                transaction.Commit();
            }
            else
            {
                transaction.Rollback();
            }

            Assert.Equal(commit ? JournalState.Confirmed : JournalState.Accepted, (await journal.FindAsync(id))!.State);
        }

        Assert.Empty(await journal.ListUnpostedAsync());
        Assert.False(await journal.ConfirmAsync(id));
        Assert.Equal([JournalState.Accepted, JournalState.Confirmed], (await journal.ReadEventsAsync(id)).Select(e => e.State));
    }

    [Fact]
    public async Task A_person_closes_a_record_with_name_and_reason()
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite);
        var journal = new CallJournal(test.Database);
        var e = await Assert.ThrowsAsync<OutcomeUnknownException>(() => Register(Client(new Center(""), journal)));
        await Assert.ThrowsAsync<ArgumentException>(() => journal.AbandonAsync(e.MessageId, "", "x"));
        Assert.True(await journal.AbandonAsync(e.MessageId, "cashier 7", "seen on the center's portal: no such visit"));
        Assert.False(await journal.AbandonAsync(e.MessageId, "cashier 7", "again"));
        var entry = await journal.FindAsync(e.MessageId);
        Assert.Equal((JournalState.Abandoned, "cashier 7"), (entry!.State, entry.ResolvedBy));
        Assert.Empty(await journal.ListOpenAsync());

        // The center's books outweigh what a person believed.
        Assert.False(await journal.ResolveAsync(new JournalResolution(e.MessageId, JournalState.NotProcessed, "nothingHappened", "auditor", "late doubt")));
        Assert.True(await journal.ResolveAsync(new JournalResolution(e.MessageId, JournalState.Accepted, "adopted", "auditor", "the day's comparison shows it")));
        Assert.Equal(JournalState.Accepted, (await journal.FindAsync(e.MessageId))!.State);
    }

    [Fact]
    public async Task An_open_record_counts_as_old_only_after_a_while()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 1, 0, 0, TimeSpan.Zero));
        using var test = TestDatabase.Open(DatabaseKind.Sqlite, clock);
        var journal = new CallJournal(test.Database);
        await journal.IntendAsync(Intent("A1", clock), CancellationToken.None);
        Assert.Empty(await journal.ListOpenAsync(TimeSpan.FromMinutes(5)));
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(await journal.ListOpenAsync(TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public async Task Old_closed_records_go_and_open_ones_stay()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 1, 0, 0, TimeSpan.Zero));
        using var test = TestDatabase.Open(DatabaseKind.Sqlite, clock);
        var journal = new CallJournal(test.Database);
        foreach (var id in new[] { "OPEN", "UNPOSTED", "CLOSED" })
        {
            await journal.IntendAsync(Intent(id, clock), CancellationToken.None);
        }

        await journal.ConcludeAsync(Outcome("UNPOSTED", JournalState.Accepted, clock));
        await journal.ConcludeAsync(Outcome("CLOSED", JournalState.Refused, clock));
        clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal(1, await journal.RemoveClosedAsync(clock.GetUtcNow().AddDays(-365)));
        Assert.Equal(["OPEN", "UNPOSTED"], (await journal.ListAsync()).Select(e => e.MessageId));
        Assert.Equal(2, await test.Database.ReadAsync(JournalTables.Part, (db, c) => db.ExecuteAsync<int>("SELECT COUNT(*) FROM ins_journal_key", c), CancellationToken.None));
    }

    [Theory]
    [EveryDatabase]
    public async Task Many_callers_share_commits_and_one_who_fails_fails_alone(DatabaseKind kind)
    {
        using var test = TestDatabase.Open(kind);
        var journal = new CallJournal(test.Database);
        var clock = TimeProvider.System;
        await journal.IntendAsync(Intent("N0", clock), CancellationToken.None);
        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            try
            {
                await journal.IntendAsync(Intent("N" + i, clock), CancellationToken.None);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }));
        Assert.Equal([0], Enumerable.Range(0, 60).Where(i => !results[i]));
        Assert.Equal(60, (await journal.ListOpenAsync()).Count);
    }

    [Fact]
    public async Task Protected_records_show_no_personal_data_in_the_file_and_are_still_found()
    {
        using var test = TestDatabase.Open(DatabaseKind.Sqlite);
        var key = Enumerable.Range(1, 32).Select(i => (byte)i).ToArray();
        var journal = new CallJournal(test.Database, new JournalOptions { Protection = new Sm4PersonalDataProtection(key) });
        var answer = await Register(Client(new Center(Registered.Replace("\"P1\"", "\"P-EXAMPLE-1\"", StringComparison.Ordinal)), journal), psnNo: "P-EXAMPLE-1");
        Assert.Equal(answer.Receipt.MessageId, (await journal.FindByKeyAsync("psn_no", "P-EXAMPLE-1")).Single().MessageId);
        Assert.Contains("P-EXAMPLE-1", Encoding.UTF8.GetString((await journal.ReadMessageAsync(answer.Receipt.MessageId))!.Value.Input), StringComparison.Ordinal);

        var other = new CallJournal(test.Database, new JournalOptions { Protection = new Sm4PersonalDataProtection(key.Reverse().ToArray()) });
        await Assert.ThrowsAsync<SignatureException>(() => other.ReadMessageAsync(answer.Receipt.MessageId));
        await Assert.ThrowsAsync<ConfigurationException>(() => new CallJournal(test.Database).ReadMessageAsync(answer.Receipt.MessageId));

        test.Database.Dispose();
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(test.Text)!))
        {
            Assert.DoesNotContain("P-EXAMPLE-1", Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);
        }
    }

    private static JournalIntent Intent(string id, TimeProvider clock)
        => new(id, "2207", "2207", "H44088200999", "440882", "0001", clock.GetUtcNow(), new string('0', 64), [new("setl_id", "S" + id)], Encoding.UTF8.GetBytes("{}"));

    private static JournalOutcome Outcome(string id, JournalState state, TimeProvider clock) => new(id, state, clock.GetUtcNow(), null, null, null, [], default);

    private static InsuranceOptions Options() => new()
    {
        Profile = "guangdong", BaseUrl = "http://center.invalid/hgs/", PaasId = "a", Token = "t", InstitutionCode = "H44088200999", InstitutionName = "示例医院", Area = "440882",
    };

    private static InsuranceClient Client(HttpMessageHandler center, ICallJournal journal, ICallListener? listener = null)
        => new(Options(), new InsuranceClientParts { Journal = journal, HttpMessageHandler = center, MessageIds = new Ids(), Listener = listener });

    private static Task<RegisterOutpatientAnswer> Register(InsuranceClient client, string psnNo = "P1", CancellationToken token = default)
        => client.Outpatient.RegisterOutpatientAsync(
            new RegisterOutpatientRequest
            {
                Data =
                {
                    PsnNo = psnNo, Insutype = "310", Begntime = new DateTime(2026, 3, 1, 9, 0, 0), MdtrtCertType = "02", MdtrtCertNo = "000000190001010000", IptOtpNo = "O1",
                    AtddrNo = "D1", DrName = "示例", DeptCode = "A03", DeptName = "内科", Caty = "A03",
                },
            },
            new CallOptions { InsuredArea = "440882" },
            token);

    private sealed class Center(Func<Task<string>> answer, HttpStatusCode status = HttpStatusCode.OK) : HttpMessageHandler
    {
        internal Center(string answer, HttpStatusCode status = HttpStatusCode.OK)
            : this(() => Task.FromResult(answer), status)
        {
        }

        internal List<byte[]> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            return new HttpResponseMessage(status) { Content = new StringContent(await answer(), Encoding.UTF8, "application/json") };
        }
    }

    private sealed class Broken : ICallJournal
    {
        internal bool Intending { get; init; }

        internal bool Concluding { get; init; }

        public Task IntendAsync(JournalIntent intent, CancellationToken cancellationToken) => Intending ? throw new IOException("disk full") : Task.CompletedTask;

        public void NoteSending(string messageId)
        {
        }

        public Task ConcludeAsync(JournalOutcome outcome) => Concluding ? throw new IOException("disk full") : Task.CompletedTask;
    }

    private sealed class Leaving(CallJournal journal, CancellationTokenSource stop) : ICallJournal
    {
        public async Task IntendAsync(JournalIntent intent, CancellationToken cancellationToken)
        {
            await journal.IntendAsync(intent, CancellationToken.None);
            await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }

        public void NoteSending(string messageId) => journal.NoteSending(messageId);

        public Task ConcludeAsync(JournalOutcome outcome) => journal.ConcludeAsync(outcome);
    }

    private sealed class NoGateway : Insurance.Sdk.Gateways.IGateway
    {
        public Insurance.Sdk.Gateways.GatewayAttempt Prepare(string code, ReadOnlyMemory<byte> body) => throw new InvalidOperationException("no headers today");
    }

    private sealed class Ids : IMessageIdSource
    {
        private int _last;

        public string Next(string institutionCode) => institutionCode + "20260301093000" + Interlocked.Increment(ref _last).ToString("0000", System.Globalization.CultureInfo.InvariantCulture);
    }

    private sealed class Heard : ICallListener
    {
        internal List<CallEvent> Events { get; } = [];

        public void On(CallEvent callEvent) => Events.Add(callEvent);
    }
}
