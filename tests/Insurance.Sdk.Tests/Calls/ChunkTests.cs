using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Tests.Calls;

/// <summary>Requests with more lines than one message carries.</summary>
public sealed class ChunkTests
{
    private const string Taken = """{"infcode":0,"output":{"rows":["ok"]}}""";

    private readonly TestHospital _hospital = new();

    public ChunkTests()
    {
        _hospital.Options.BatchSize = 2;
    }

    [Fact]
    public async Task Lines_go_out_in_chunks_and_come_back_as_one_answer()
    {
        _hospital.Center.Answers(Taken).Answers("""{"infcode":0,"output":{"rows":["no:d"]}}""").Answers(Taken);

        var answer = await CallAsync("a", "b", "c", "d", "e");

        Assert.Equal(new[] { "ok", "no:d", "ok" }, answer.Rows);
        Assert.Equal(new[] { 0, 1, 2, 3, 4 }, answer.Receipt.Lines.Select(l => l.Index).ToArray());
        var refused = Assert.Single(answer.Receipt.RefusedLines);
        Assert.Equal((3, "库存不足", answer.Receipt.MessageIds[1]), (refused.Index, refused.Reason, refused.MessageId));
        Assert.Equal(3, answer.Receipt.MessageIds.Distinct().Count());
        Assert.Equal(answer.Receipt.MessageIds[2], answer.Receipt.MessageId);
        Assert.Equal(new[] { 2, 2, 1 }, _hospital.Center.Received.Select(r => r.GetProperty("input").GetProperty("lines").GetArrayLength()).ToArray());
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(0, 1)]
    public async Task The_batch_size_itself_still_fits_into_one_message(int lines, int messages)
    {
        _hospital.Center.Answers(Taken);

        await CallAsync(Enumerable.Range(0, lines).Select(i => "l" + i).ToArray());

        Assert.Equal(messages, _hospital.Center.Count);
    }

    [Fact]
    public async Task What_a_journal_was_given_stays_what_was_sent_though_later_messages_use_the_memory_again()
    {
        _hospital.Center.Answers(Taken).Answers(Taken).Answers(Taken);
        var journal = new KeepingJournal();
        using var client = _hospital.Open(p => p.Journal = journal);

        await client.CallAsync(FakeOperations.Upload, new FakeRequest { Lines = new() { "a", "b", "c", "d", "e" } }, null, default);

        Assert.Equal(
            _hospital.Center.Received.Select(r => r.GetProperty("input").GetRawText()),
            journal.Kept.Select(i => System.Text.Encoding.UTF8.GetString(i.Input.Span)));
    }

    [Fact]
    public async Task A_refused_chunk_stops_the_rest_and_every_line_has_its_state()
    {
        _hospital.Center.Answers(Taken).Answers(TestHospital.Refused).Answers(Taken);

        var error = await Assert.ThrowsAsync<RefusedException>(() => CallAsync("a", "b", "c", "d", "e"));

        Assert.Equal(States(LineState.Accepted, LineState.Accepted, LineState.Refused, LineState.Refused, LineState.NotSent), error.Lines.Select(l => l.State).ToArray());
        Assert.Equal(2, _hospital.Center.Count);
        Assert.Contains("2 accepted, 2 refused, 0 unknown, 1 not sent", error.Message, StringComparison.Ordinal);
        Assert.Null(error.Lines[4].MessageId);
        Assert.Equal(error.MessageId, error.Lines[3].MessageId);
    }

    [Fact]
    public async Task A_lost_answer_leaves_its_chunk_unknown_and_the_rest_unsent()
    {
        _hospital.Center.Answers(Taken).BreaksAfterSending();

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync("a", "b", "c", "d", "e"));

        Assert.Equal(States(LineState.Accepted, LineState.Accepted, LineState.Unknown, LineState.Unknown, LineState.NotSent), error.Lines.Select(l => l.State).ToArray());
    }

    [Fact]
    public async Task A_chunk_that_never_left_is_not_sent_beside_those_that_were_taken()
    {
        _hospital.Center.Answers(Taken).RefusesConnection();

        var error = await Assert.ThrowsAsync<NotProcessedException>(() => CallAsync("a", "b", "c"));

        Assert.Equal(States(LineState.Accepted, LineState.Accepted, LineState.NotSent), error.Lines.Select(l => l.State).ToArray());
    }

    [Fact]
    public async Task Cancellation_between_chunks_tells_that_earlier_ones_were_taken()
    {
        using var cancel = new CancellationTokenSource();
        _hospital.OnEvent = e =>
        {
            if (e is Insurance.Sdk.Calls.CallJudged)
            {
                cancel.Cancel();
            }
        };
        _hospital.Center.Answers(Taken);

        var error = await Assert.ThrowsAsync<CallCanceledException>(() => _hospital.Open().CallAsync(
            FakeOperations.Upload, new FakeRequest { Lines = new() { "a", "b", "c" } }, null, cancel.Token));

        Assert.True(error.MayBeBooked);
        Assert.Equal(States(LineState.Accepted, LineState.Accepted, LineState.NotSent), error.Lines.Select(l => l.State).ToArray());
        Assert.Equal(1, _hospital.Center.Count);
    }

    [Fact]
    public async Task A_single_message_that_fails_also_tells_the_state_of_its_lines()
    {
        _hospital.Center.BreaksAfterSending();

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => CallAsync("a", "b"));

        Assert.Equal(States(LineState.Unknown, LineState.Unknown), error.Lines.Select(l => l.State).ToArray());
    }

    [Fact]
    public async Task One_message_id_cannot_serve_several_messages()
    {
        var error = await Assert.ThrowsAsync<ValidationException>(() => _hospital.Open().CallAsync(
            FakeOperations.Upload, new FakeRequest { Lines = new() { "a", "b", "c" } }, new CallOptions { MessageId = "X" }, default));

        Assert.Equal("INS1906", error.Errors.Single().Number);
        Assert.Equal(0, _hospital.Center.Count);
    }

    private static LineState[] States(params LineState[] states) => states;

    private Task<FakeAnswer> CallAsync(params string[] lines)
        => _hospital.Open().CallAsync(FakeOperations.Upload, new FakeRequest { Lines = lines.ToList() }, null, default);

    /// <summary>A journal that keeps what it is given, as somebody else's may.</summary>
    private sealed class KeepingJournal : ICallJournal
    {
        internal List<JournalIntent> Kept { get; } = [];

        public Task IntendAsync(JournalIntent intent, CancellationToken cancellationToken)
        {
            Kept.Add(intent);
            return Task.CompletedTask;
        }

        public void NoteSending(string messageId)
        {
        }

        public Task ConcludeAsync(JournalOutcome outcome) => Task.CompletedTask;
    }
}
