using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage.Catalogues;

namespace Insurance.Sdk.Catalogues.Tests;

public sealed class MappingStoreTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task An_item_has_one_code_per_list_type_and_day()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01", "2026-06-30"), Desk.Author);
        await Assert.ThrowsAsync<MappingOverlapException>(() => _desk.Mappings.SetAsync(Pairs.Of("B", "2026-06-30"), Desk.Author));
        await _desk.Mappings.SetAsync(Pairs.Of("B", "2026-07-01"), Desk.Author);
        await _desk.Mappings.SetAsync(Pairs.Of("C", "2026-01-01", listType: "101"), Desk.Author);
        Assert.Equal(["A", "B"], (await _desk.Mappings.ListAsync("ITEM1", "201")).Select(p => p.NationalCode));
    }

    [Fact]
    public async Task Many_pairs_come_in_all_or_none()
    {
        await Assert.ThrowsAsync<MappingOverlapException>(() => _desk.Mappings.SetManyAsync([Pairs.Of("A", "2026-01-01"), Pairs.Of("B", "2026-02-01")], Desk.Author));
        Assert.Empty(await _desk.Mappings.ListAllAsync());
    }

    [Fact]
    public async Task A_change_ends_the_old_pair_the_day_before_and_the_past_keeps_its_code()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01", state: MappingState.Confirmed), Desk.Author);
        var change = await _desk.Mappings.ChangeAsync(Pairs.Of("B", "2026-03-15"), Desk.Author);
        var index = await _desk.Mappings.LoadIndexAsync();
        Assert.Equal("A", index.Resolve("ITEM1", "201", new ChinaTime(2026, 3, 14, 23, 59, 59)).Code);
        Assert.Equal("B", index.Resolve("ITEM1", "201", new ChinaTime(2026, 3, 15)).Code);
        Assert.Equal(("A", "B", MappingChangeStep.Planned), (change.Old!.NationalCode, change.New!.NationalCode, change.Step));
    }

    [Fact]
    public async Task A_pair_that_the_center_never_saw_is_not_taken_back_there()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01"), Desk.Author);
        Assert.Null((await _desk.Mappings.ChangeAsync(Pairs.Of("B", "2026-03-15"), Desk.Author)).Old);
    }

    [Fact]
    public async Task A_second_change_waits_for_the_first()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01", state: MappingState.Uploaded), Desk.Author);
        var change = await _desk.Mappings.ChangeAsync(Pairs.Of("B", "2026-03-15"), Desk.Author);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _desk.Mappings.ChangeAsync(Pairs.Of("C", "2026-04-15"), Desk.Author));
        await _desk.Mappings.AbandonAsync(change.Id);
        Assert.Equal("C", (await _desk.Mappings.ChangeAsync(Pairs.Of("C", "2026-04-15"), Desk.Author)).New!.NationalCode);
    }

    [Fact]
    public async Task A_change_on_the_first_day_is_a_correction()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01", state: MappingState.Confirmed), Desk.Author);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _desk.Mappings.ChangeAsync(Pairs.Of("B", "2026-01-01"), Desk.Author));
        var change = await _desk.Mappings.CorrectAsync(Pairs.Day("2026-02-01"), Pairs.Of("B", "2026-01-01"), Desk.Author);
        Assert.Equal(("A", "B"), (change!.Old!.NationalCode, change.New!.NationalCode));
        var events = await _desk.Mappings.HistoryAsync("ITEM1", "201");
        Assert.Equal([MappingAction.Set, MappingAction.Correct], events.Select(e => e.Action));
        Assert.Equal(("A", "B", "op1", "test"), (events[1].OldCode, events[1].NewCode, events[1].By, events[1].Why));
    }

    [Fact]
    public async Task An_end_before_the_beginning_or_without_a_pair_is_refused()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01"), Desk.Author);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _desk.Mappings.EndAsync("ITEM1", "201", Pairs.Day("2025-12-31"), Desk.Author));
        var ended = await _desk.Mappings.EndAsync("ITEM1", "201", Pairs.Day("2026-01-01"), Desk.Author);
        Assert.Equal(new ChinaTime(2026, 1, 1), ended.Interval.LastDay);
    }

    [Fact]
    public async Task Another_program_sees_the_same_pairs_and_history()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01", "2026-06-30"), Desk.Author);
        using var other = _desk.Open();
        var store = new MappingStore(other);
        await Assert.ThrowsAsync<MappingOverlapException>(() => store.SetAsync(Pairs.Of("B", "2026-02-01"), Desk.Author));
        var one = (await store.HistoryAsync("ITEM1", "201")).Single();
        Assert.Equal(new EffectiveInterval(Pairs.Day("2026-01-01"), Pairs.Day("2026-06-30")), one.NewInterval);
        Assert.Equal(new ChinaTime(2026, 3, 1, 10, 0, 0), one.At);
    }

    [Fact]
    public async Task Warnings_tell_of_ends_and_of_national_codes_that_are_gone()
    {
        await _desk.Catalogues.ImportAsync("1305", _desk.Text(new ServiceRow("GOOD"), new ServiceRow("OVER") { End = "2026-02-28" }, new ServiceRow("BACK") { Valid = "0" }));
        await _desk.Mappings.SetManyAsync(
            [
                Pairs.Of("GOOD", "2026-01-01", item: "I1"),
                Pairs.Of("GOOD", "2026-01-01", "2026-03-20", item: "I2"),
                Pairs.Of("GOOD", "2026-01-01", "2026-03-20", item: "I3"),
                Pairs.Of("GOOD", "2026-03-21", item: "I3"),
                Pairs.Of("OVER", "2026-01-01", item: "I4"),
                Pairs.Of("BACK", "2026-01-01", item: "I5"),
                Pairs.Of("NEVER", "2026-01-01", item: "I6"),
                Pairs.Of("OVER", "2026-01-01", "2026-02-01", item: "I7"),
                Pairs.Of("ANY", "2026-01-01", item: "I8", listType: "101"),
            ],
            Desk.Author);
        var warnings = await new MappingWarnings(_desk.Mappings, _desk.Catalogues).FindAsync(Pairs.Day("2026-03-01"));
        Assert.Equal(
            [("I2", MappingWarningKind.EndsSoon), ("I4", MappingWarningKind.NationalCodeEnded), ("I5", MappingWarningKind.NationalCodeEnded), ("I6", MappingWarningKind.NationalCodeNotKnown)],
            warnings.Select(w => (w.Pair.HospitalItem, w.Kind)));
    }

    [Fact]
    public async Task A_national_code_that_ends_soon_is_warned_of_before_unless_a_version_goes_on_with_it()
    {
        await _desk.Catalogues.ImportAsync("1305", _desk.Text(
            new ServiceRow("ENDS") { End = "2026-03-14" }, new ServiceRow("LATE") { End = "2026-06-30" }, new ServiceRow("GOES") { End = "2026-03-14" }, new ServiceRow("SHORT") { End = "2026-03-20" }));
        await _desk.Catalogues.ImportAsync("1305", _desk.Text(new ServiceRow("GOES", "F001_2_A") { Begin = "2026-03-15" }));
        await _desk.Mappings.SetManyAsync(
            [
                Pairs.Of("ENDS", "2026-01-01", item: "I1"), Pairs.Of("LATE", "2026-01-01", item: "I2"), Pairs.Of("GOES", "2026-01-01", item: "I3"),
                Pairs.Of("SHORT", "2026-01-01", "2026-03-20", item: "I4"), Pairs.Of("ENDS", "2026-01-01", "2026-03-14", item: "I5"), Pairs.Of("LATE", "2026-03-15", item: "I5"),
            ],
            Desk.Author);
        var warnings = await new MappingWarnings(_desk.Mappings, _desk.Catalogues).FindAsync(Pairs.Day("2026-03-01"));
        Assert.Equal([("I1", MappingWarningKind.NationalCodeEndsSoon), ("I4", MappingWarningKind.EndsSoon)], warnings.Select(w => (w.Pair.HospitalItem, w.Kind)));
        Assert.EndsWith("the national code ends on 2026-03-14", warnings[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(MappingWarningKind.NationalCodeEnded, (await new MappingWarnings(_desk.Mappings, _desk.Catalogues).FindAsync(Pairs.Day("2026-03-15"))).First(w => w.Pair.HospitalItem == "I1").Kind);
    }

    [Fact]
    public async Task Fees_that_are_not_settled_are_warned_of_while_a_change_waits()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01", state: MappingState.Confirmed), Desk.Author);
        var warnings = new MappingWarnings(_desk.Mappings, _desk.Catalogues) { CountUnsettledFees = (pair, _) => Task.FromResult(pair.NationalCode == "A" ? 2 : 0) };
        Assert.Empty(await warnings.FindAsync(Pairs.Day("2026-03-01")));
        var change = await _desk.Mappings.ChangeAsync(Pairs.Of("B", "2026-03-15"), Desk.Author);
        var warning = Assert.Single(await warnings.FindAsync(Pairs.Day("2026-03-01")));
        Assert.Equal((MappingWarningKind.UnsettledFees, "A"), (warning.Kind, warning.Pair.NationalCode));
        await _desk.Mappings.AbandonAsync(change.Id);
        Assert.Empty(await warnings.FindAsync(Pairs.Day("2026-03-01")));
    }

    [Fact]
    public async Task Sets_changes_ends_and_corrections_agree_with_a_diary_of_days_and_the_history_tells_it()
    {
        var random = new Random(20260315);
        var start = new DateTime(2026, 1, 1);
        for (var history = 0; history < 30; history++)
        {
            using var desk = new Desk();
            var diary = new string?[121];
            var done = 0;
            for (var step = 0; step < 14; step++)
            {
                var (from, code) = (random.Next(0, 100), "C" + step);
                var to = random.Next(3) == 0 ? 120 : Math.Min(119, from + random.Next(0, 40));
                var pair = Pairs.Of(code, Text(start.AddDays(from)), to == 120 ? null : Text(start.AddDays(to)));
                var before = (string?[])diary.Clone();
                var isFree = diary[from..(to + 1)].All(d => d is null);
                switch (random.Next(3))
                {
                    case 0:
                        if (isFree)
                        {
                            await desk.Mappings.SetAsync(pair, Desk.Author);
                            Array.Fill(diary, code, from, to + 1 - from);
                            done++;
                        }
                        else
                        {
                            await Assert.ThrowsAsync<MappingOverlapException>(() => desk.Mappings.SetAsync(pair, Desk.Author));
                        }

                        break;
                    case 1:
                        // A change: the pair of that day ends the day before; what begins later must not be in the way.
                        var old = diary[from];
                        var begins = old is not null && (from == 0 || diary[from - 1] != old);
                        var isClear = diary[from..(to + 1)].All(d => d is null || d == old);
                        if (begins)
                        {
                            await Assert.ThrowsAsync<InvalidOperationException>(() => desk.Mappings.ChangeAsync(pair, Desk.Author));
                        }
                        else if (!isClear)
                        {
                            await Assert.ThrowsAsync<MappingOverlapException>(() => desk.Mappings.ChangeAsync(pair, Desk.Author));
                        }
                        else
                        {
                            var change = await desk.Mappings.ChangeAsync(pair, Desk.Author);
                            await desk.Mappings.AbandonAsync(change.Id);
                            for (var day = from; day <= 120 && old is not null; day++)
                            {
                                diary[day] = diary[day] == old ? null : diary[day];
                            }

                            Array.Fill(diary, code, from, to + 1 - from);
                            done += old is null ? 1 : 2;
                        }

                        break;
                    default:
                        var wrong = diary[from];
                        if (wrong is null)
                        {
                            await Assert.ThrowsAsync<InvalidOperationException>(() => desk.Mappings.CorrectAsync(start.AddDays(from), pair, Desk.Author));
                        }
                        else if (diary[from..(to + 1)].All(d => d is null || d == wrong))
                        {
                            Assert.Null(await desk.Mappings.CorrectAsync(start.AddDays(from), pair, Desk.Author));
                            for (var day = 0; day <= 120; day++)
                            {
                                diary[day] = diary[day] == wrong ? null : diary[day];
                            }

                            Array.Fill(diary, code, from, to + 1 - from);
                            done++;
                        }
                        else
                        {
                            await Assert.ThrowsAsync<MappingOverlapException>(() => desk.Mappings.CorrectAsync(start.AddDays(from), pair, Desk.Author));
                            Assert.Equal(before, diary);
                        }

                        break;
                }
            }

            var index = await desk.Mappings.LoadIndexAsync();
            for (var day = 0; day <= 120; day++)
            {
                Assert.Equal(diary[day], index.Resolve("ITEM1", "201", start.AddDays(day).AddHours(random.Next(24))).Code);
            }

            Assert.Equal(done, (await desk.Mappings.HistoryAsync("ITEM1", "201")).Count);
        }
    }

    [Fact]
    public async Task Resolving_agrees_with_a_naive_diary_over_random_histories()
    {
        var random = new Random(7);
        var start = new DateTime(2026, 1, 1);
        for (var history = 0; history < 40; history++)
        {
            using var desk = new Desk();
            var diary = new Dictionary<int, string>();
            for (var step = 0; step < 12; step++)
            {
                var (from, to, code) = (random.Next(0, 90), random.Next(0, 130), "C" + step);
                var open = to > 110;
                var days = Enumerable.Range(from, Math.Max(0, (open ? 120 : to) - from + 1)).ToList();
                ItemMapping Pair() => Pairs.Of(code, Text(start.AddDays(from)), open ? null : Text(start.AddDays(to)));
                if (days.Count == 0)
                {
                    Assert.Throws<ArgumentException>(Pair);
                }
                else if (random.Next(3) == 0 && diary.TryGetValue(from, out var ended))
                {
                    // An end: the days of that very pair behind it are free again.
                    await desk.Mappings.EndAsync("ITEM1", "201", start.AddDays(from), Desk.Author);
                    foreach (var day in diary.Where(d => d.Key > from && d.Value == ended).Select(d => d.Key).ToList())
                    {
                        diary.Remove(day);
                    }
                }
                else if (days.Any(diary.ContainsKey) || (open && diary.Keys.Any(k => k >= from)))
                {
                    await Assert.ThrowsAsync<MappingOverlapException>(() => desk.Mappings.SetAsync(Pair(), Desk.Author));
                }
                else
                {
                    await desk.Mappings.SetAsync(Pair(), Desk.Author);
                    days.ForEach(d => diary[d] = code);
                }
            }

            var index = await desk.Mappings.LoadIndexAsync();
            for (var day = 0; day <= 120; day++)
            {
                Assert.Equal(diary.GetValueOrDefault(day), index.Resolve("ITEM1", "201", start.AddDays(day).AddHours(random.Next(24))).Code);
            }
        }
    }

    private static string Text(DateTime day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
