using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Envelopes;
using Microsoft.Extensions.Time.Testing;

namespace Insurance.Sdk.Tests.Envelopes;

public sealed class MessageIdSourceTests : IDisposable
{
    private const string Institution = "H00000000001";
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 1, 17, 30, 5, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Ids_count_up_within_a_second_and_start_anew_in_the_next()
    {
        var source = Source();

        Assert.Equal("H00000000001202603020130050000", source.Next(Institution));
        Assert.Equal("H00000000001202603020130050001", source.Next(Institution));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("H00000000001202603020130060000", source.Next(Institution));
        Assert.Equal("H00000000002202603020130060000", source.Next("H00000000002"));
    }

    [Fact]
    public void Many_threads_and_sources_never_get_the_same_id()
    {
        var sources = Enumerable.Range(0, 4).Select(_ => Source(blockSize: 3)).ToList();
        var ids = new ConcurrentBag<string>();

        Parallel.For(0, 4000, i => ids.Add(sources[i % sources.Count].Next(Institution)));

        Assert.Equal(4000, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(MessageId.TryParse(id, out _)));
    }

    [Fact]
    public void After_a_restart_the_rest_of_the_reserved_block_is_lost_and_never_repeated()
    {
        var before = Source(blockSize: 16).Next(Institution);
        var after = Source(blockSize: 16).Next(Institution);

        Assert.Equal(0, MessageId.Parse(before).Sequence);
        Assert.Equal(16, MessageId.Parse(after).Sequence);
    }

    [Fact]
    public void A_block_is_not_used_beyond_its_second()
    {
        var source = Source(blockSize: 16);
        source.Next(Institution);
        time.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(time.GetUtcNow(), MessageId.Parse(source.Next(Institution)).Time);
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_repeat_ids()
    {
        var last = MessageId.Parse(Source(blockSize: 1).Next(Institution));
        var back = new FakeTimeProvider(time.GetUtcNow() - TimeSpan.FromHours(3));

        var source = new MessageIdSource(new MessageIdOptions { Directory = folder.Path, BlockSize = 1 }, back);
        var next = MessageId.Parse(source.Next(Institution));

        Assert.Equal(last.Time, next.Time);
        Assert.Equal(last.Sequence + 1, next.Sequence);
        back.Advance(TimeSpan.FromHours(4));
        Assert.Equal(back.GetUtcNow(), MessageId.Parse(source.Next(Institution)).Time);
    }

    [Fact]
    public void Many_ids_of_one_second_take_few_writes()
    {
        Assert.Equal([0, 100, 300, 700, 1500, 3100, 6300], WritesOf(Source(blockSize: 100), 7000));
    }

    [Fact]
    public void Each_new_second_begins_with_half_of_the_last_block_down_to_the_smallest()
    {
        var source = Source(blockSize: 100);
        WritesOf(source, 700);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([0, 200], WritesOf(source, 250));
        for (var i = 0; i < 5; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            source.Next(Institution);
        }

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([0, 100], WritesOf(source, 150));
    }

    [Fact]
    public void A_block_of_one_writes_every_id()
    {
        Assert.Equal([0, 1, 2, 3, 4], WritesOf(Source(blockSize: 1), 5));
    }

    /// <summary>The ids, counted from 0, before which the state on the disk changed; none of them lies behind the state.</summary>
    private List<int> WritesOf(MessageIdSource source, int count)
    {
        var writes = new List<int>();
        var state = "";
        for (var i = 0; i < count; i++)
        {
            var id = MessageId.Parse(source.Next(Institution));
            var now = File.ReadAllText(Path.Combine(folder.Path, Institution + ".msgid"));
            Assert.True(id.Number <= MessageId.Digits(now, now.IndexOf(' ', StringComparison.Ordinal) + 1, 18));
            if (now != state)
            {
                writes.Add(i);
                state = now;
            }
        }

        return writes;
    }

    [Fact]
    public void More_ids_than_a_second_holds_run_ahead_of_the_clock()
    {
        var source = Source(blockSize: 1000);

        var ids = Enumerable.Range(0, 25_000).Select(_ => source.Next(Institution)).ToList();

        Assert.Equal(25_000, ids.Distinct().Count());
        Assert.Equal(time.GetUtcNow() + TimeSpan.FromSeconds(2), MessageId.Parse(ids[^1]).Time);
        Assert.Equal(4999, MessageId.Parse(ids[^1]).Sequence);
    }

    [Fact]
    public void Machines_with_windows_that_do_not_overlap_never_meet()
    {
        using var otherFolder = new TemporaryFolder();
        var one = new MessageIdSource(new MessageIdOptions { Directory = folder.Path, SequenceTo = 4 }, time);
        var other = new MessageIdSource(new MessageIdOptions { Directory = otherFolder.Path, SequenceFrom = 5, SequenceTo = 9 }, time);

        var ids = Enumerable.Range(0, 23).SelectMany(_ => new[] { one.Next(Institution), other.Next(Institution) }).ToList();

        Assert.Equal(46, ids.Distinct().Count());
        Assert.All(ids.Where((_, i) => i % 2 == 0), id => Assert.InRange(MessageId.Parse(id).Sequence, 0, 4));
        Assert.All(ids.Where((_, i) => i % 2 == 1), id => Assert.InRange(MessageId.Parse(id).Sequence, 5, 9));
        Assert.Equal(time.GetUtcNow() + TimeSpan.FromSeconds(4), MessageId.Parse(ids[^1]).Time);
    }

    [Fact]
    public void A_window_that_was_moved_by_configuration_is_obeyed_at_once()
    {
        Source(blockSize: 1).Next(Institution);
        var moved = new MessageIdSource(new MessageIdOptions { Directory = folder.Path, SequenceFrom = 7000, SequenceTo = 7001, BlockSize = 1 }, time);
        Assert.Equal(7000, MessageId.Parse(moved.Next(Institution)).Sequence);

        var back = new MessageIdSource(new MessageIdOptions { Directory = folder.Path, SequenceTo = 100, BlockSize = 1 }, time);
        var next = MessageId.Parse(back.Next(Institution));
        Assert.Equal((0, time.GetUtcNow() + TimeSpan.FromSeconds(1)), (next.Sequence, next.Time));
    }

    [Theory]
    [InlineData(".msgid")]
    [InlineData(".msgid.copy")]
    public void One_damaged_or_lost_copy_is_harmless(string copy)
    {
        var file = Path.Combine(folder.Path, Institution + copy);
        var last = MessageId.Parse(Source(blockSize: 1).Next(Institution));

        File.WriteAllText(file, "insurance-msgid-1 0000");
        var second = MessageId.Parse(Source(blockSize: 1).Next(Institution));
        File.Delete(file);
        var third = MessageId.Parse(Source(blockSize: 1).Next(Institution));
        File.WriteAllText(file, "");
        var fourth = MessageId.Parse(Source(blockSize: 1).Next(Institution));

        Assert.Equal([1, 2, 3], new[] { second, third, fourth }.Select(id => id.Sequence - last.Sequence));
    }

    [Fact]
    public void A_write_that_was_torn_between_the_copies_repeats_nothing()
    {
        // The process died after the first copy: it holds a number that was never given out, the other the one before.
        var source = Source(blockSize: 1);
        source.Next(Institution);
        var main = File.ReadAllBytes(Path.Combine(folder.Path, Institution + ".msgid"));
        source.Next(Institution);
        File.WriteAllBytes(Path.Combine(folder.Path, Institution + ".msgid"), main);

        Assert.Equal(2, MessageId.Parse(Source(blockSize: 1).Next(Institution)).Sequence);
    }

    [Fact]
    public void Two_damaged_copies_stop_the_source_until_the_newest_id_is_told()
    {
        Source().Next(Institution);
        foreach (var file in Directory.GetFiles(folder.Path))
        {
            var bytes = File.ReadAllBytes(file);
            bytes[25] ^= 1;
            File.WriteAllBytes(file, bytes);
        }

        var source = Source();
        var error = Assert.Throws<ConfigurationException>(() => source.Next(Institution));
        Assert.Equal("messageIds.directory", error.Setting);
        Assert.Contains("ContinueAfter", error.Message);

        source.ContinueAfter(new MessageId(Institution, time.GetUtcNow() + TimeSpan.FromSeconds(3), 77));
        var next = MessageId.Parse(source.Next(Institution));
        Assert.Equal((78, time.GetUtcNow() + TimeSpan.FromSeconds(3)), (next.Sequence, next.Time));
    }

    [Fact]
    public void Continuing_after_an_old_id_does_not_go_back()
    {
        var source = Source(blockSize: 1);
        source.Next(Institution);
        source.ContinueAfter(new MessageId(Institution, time.GetUtcNow() - TimeSpan.FromDays(1), 0));

        Assert.Equal(1, MessageId.Parse(source.Next(Institution)).Sequence);
    }

    [Fact]
    public void The_state_of_another_institution_is_not_taken()
    {
        Source().Next(Institution);
        foreach (var file in Directory.GetFiles(folder.Path))
        {
            File.Copy(file, file.Replace(Institution, "H00000000002"));
        }

        Assert.Throws<ConfigurationException>(() => Source().Next("H00000000002"));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_clear_error()
    {
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");
        var source = new MessageIdSource(new MessageIdOptions { Directory = Path.Combine(file, "below") }, time);

        Assert.Equal("messageIds.directory", Assert.Throws<ConfigurationException>(() => source.Next(Institution)).Setting);
    }

    [Theory]
    [InlineData("messageIds.sequenceFrom", -1, 10, 1)]
    [InlineData("messageIds.sequenceTo", 5, 4, 1)]
    [InlineData("messageIds.sequenceTo", 0, 10000, 1)]
    [InlineData("messageIds.blockSize", 0, 9999, 0)]
    public void A_wrong_setting_is_named(string setting, int from, int to, int block)
    {
        var options = new MessageIdOptions { Directory = folder.Path, SequenceFrom = from, SequenceTo = to, BlockSize = block };
        Assert.Equal(setting, Assert.Throws<ConfigurationException>(() => new MessageIdSource(options, time)).Setting);
    }

    [Theory]
    [InlineData("H1")]
    [InlineData("../000000001")]
    public void A_wrong_institution_code_is_refused(string code)
        => Assert.Throws<ArgumentException>(() => Source().Next(code));

    [Fact]
    public void In_memory_ids_are_unique_among_threads()
    {
        var source = MessageIdSources.InMemory(time, new SequenceWindow(10, 19));
        var ids = new ConcurrentBag<string>();

        Parallel.For(0, 1000, _ => ids.Add(source.Next(Institution)));

        Assert.Equal(1000, ids.Distinct().Count());
        Assert.All(ids, id => Assert.InRange(MessageId.Parse(id).Sequence, 10, 19));
    }

    private MessageIdSource Source(int blockSize = 16) => new(new MessageIdOptions { Directory = folder.Path, BlockSize = blockSize }, time);
}
