using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage.Catalogues;

namespace Insurance.Sdk.Catalogues.Tests;

/// <summary>The hospital's pairs beside everything that 1317 reads back.</summary>
public sealed class MappingComparisonTests : IDisposable
{
    private readonly Desk _desk = new();
    private readonly Shown _center = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Every_standing_is_told_and_the_state_of_the_pair_follows()
    {
        await _desk.Mappings.SetManyAsync(
            [
                Pairs.Of("SAME", "2026-01-01", item: "I1", state: MappingState.Uploaded),
                Pairs.Of("NEW", "2026-01-01", item: "I2"),
                Pairs.Of("DAYS", "2026-01-01", "2026-06-30", item: "I3", state: MappingState.Confirmed),
                Pairs.Of("GONE", "2026-01-01", item: "I4", state: MappingState.Confirmed),
                Pairs.Of("WAITS", "2026-01-01", item: "I5", state: MappingState.Uploaded),
                Pairs.Of("BACK", "2026-01-01", item: "I6", state: MappingState.Cancelled),
                Pairs.Of("AWAY", "2026-01-01", item: "I7", state: MappingState.Cancelled),
                Pairs.Of("SENT", "2026-01-01", item: "I8"),
            ],
            Desk.Author);
        _center.Has("I1", "SAME", "2026-01-01");
        _center.Has("I3", "DAYS", "2026-01-01");
        _center.Has("I5", "WAITS", "2026-01-01", isValid: false);
        _center.Has("I6", "BACK", "2026-01-01");
        _center.Has("I8", "SENT", "2026-01-01");
        _center.Has("I9", "THEIRS", "2025-01-01", "2026-12-31");
        _center.Has("I9", "THEIR-OLD", "2024-01-01", "2024-12-31", isValid: false);

        var compared = await _desk.Mappings.CompareAsync(_center, Desk.Author);

        Assert.Equal(
            [
                ("I1", MappingStanding.Same), ("I2", MappingStanding.NotSent), ("I3", MappingStanding.OtherDays), ("I4", MappingStanding.NotAtCenter), ("I5", MappingStanding.NotValidThere),
                ("I6", MappingStanding.StillAtCenter), ("I7", MappingStanding.Same), ("I8", MappingStanding.Same), ("I9", MappingStanding.OnlyAtCenter),
            ],
            compared.Select(c => (c.Here?.HospitalItem ?? c.There!.HospitalItem, c.Standing)));
        Assert.Equal("I3 (list type 201) -> DAYS, 2026-01-01 to 2026-06-30: the center has other days, 2026-01-01 on", compared[2].ToString());
        Assert.Equal("I9 (list type 201) -> THEIRS, 2025-01-01 to 2026-12-31: only the center has it", compared[8].ToString());
        Assert.Equal(
            [
                ("I1", MappingState.Confirmed), ("I2", MappingState.New), ("I3", MappingState.Differs), ("I4", MappingState.Differs), ("I5", MappingState.Uploaded), ("I6", MappingState.Differs),
                ("I7", MappingState.Cancelled), ("I8", MappingState.Confirmed),
            ],
            (await _desk.Mappings.ListAllAsync()).Select(p => (p.HospitalItem, p.State)));
        var noted = (await _desk.Mappings.HistoryAsync("I4", "201"))[^1];
        Assert.Equal((MappingAction.State, MappingState.Differs, "op1"), (noted.Action, noted.State!.Value, noted.By));
        Assert.Contains(await new MappingWarnings(_desk.Mappings, _desk.Catalogues).FindAsync(Pairs.Day("2026-03-01")), w => w.Kind == MappingWarningKind.DiffersAtCenter && w.Pair.HospitalItem == "I4");
    }

    [Fact]
    public async Task What_differed_and_was_put_right_at_the_center_is_confirmed_the_next_time()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01", state: MappingState.Uploaded), Desk.Author);
        await _desk.Mappings.CompareAsync(_center, Desk.Author);
        Assert.Equal(MappingState.Differs, (await _desk.Mappings.ListAllAsync()).Single().State);
        _center.Has("ITEM1", "A", "2026-01-01");
        await _desk.Mappings.CompareAsync(_center, Desk.Author);
        Assert.Equal(MappingState.Confirmed, (await _desk.Mappings.ListAllAsync()).Single().State);
    }

    [Fact]
    public async Task An_item_in_the_middle_of_a_change_is_left_to_it()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("A", "2026-01-01", state: MappingState.Confirmed), Desk.Author);
        var change = await _desk.Mappings.ChangeAsync(Pairs.Of("B", "2026-03-01"), Desk.Author);
        await _desk.Mappings.SaveAsync(change with { Step = MappingChangeStep.OldCancelled });
        Assert.Empty(await _desk.Mappings.CompareAsync(_center, Desk.Author));
        Assert.Equal([MappingState.Cancelled, MappingState.New], (await _desk.Mappings.ListAllAsync()).Select(p => p.State));
    }

    [Fact]
    public async Task A_hospital_takes_over_what_the_center_has_and_what_overlaps_stays_out()
    {
        await _desk.Mappings.SetAsync(Pairs.Of("MINE", "2026-01-01", item: "I2"), Desk.Author);
        _center.Has("I1", "A", "2025-01-01", "2025-12-31", name: "示例");
        _center.Has("I1", "B", "2026-01-01");
        _center.Has("I2", "OTHER", "2026-01-01");
        _center.Has("I3", "NODAYS", null);
        _center.Has("I4", "WRONG", "2026-01-01", "2025-01-01");
        var adoption = await _desk.Mappings.AdoptAsync(await _desk.Mappings.CompareAsync(_center, Desk.Author), Desk.Author);

        Assert.Equal([("I1", "A", MappingState.Confirmed, "1317"), ("I1", "B", MappingState.Confirmed, "1317")], adoption.Taken.Select(p => (p.HospitalItem, p.NationalCode, p.State, p.Source!)));
        Assert.Equal(["I2", "I3", "I4"], adoption.Refused.Select(r => r.Row.HospitalItem));
        Assert.Contains("overlaps I2 (list type 201) -> MINE", adoption.Refused[0].Reason, StringComparison.Ordinal);
        Assert.Equal("A", (await _desk.Mappings.LoadIndexAsync()).Resolve("I1", "201", Pairs.Day("2025-06-01")).Code);
        Assert.Equal(3, (await _desk.Mappings.ListAllAsync()).Count);
        Assert.All((await _desk.Mappings.CompareAsync(_center, Desk.Author)).Where(c => c.Here?.HospitalItem == "I1"), c => Assert.Equal(MappingStanding.Same, c.Standing));
    }

    [Fact]
    public void Every_pair_of_both_sides_comes_once_and_same_means_the_same_whatever_the_histories()
        => Gen.Select(Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[0, 4]).List[0, 6], Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 5], Gen.Bool).List[0, 6]).Sample((mine, theirs) =>
        {
            MappingState[] states = [MappingState.New, MappingState.Uploaded, MappingState.Confirmed, MappingState.Cancelled, MappingState.Differs];
            var here = mine.Select(m => Pairs.Of("C" + m.Item2, "2026-01-0" + (m.Item3 + 1), item: "I" + m.Item1, state: states[m.Item4])).ToList();
            var there = theirs.Select(t => new CenterMapping("I" + t.Item1, "201", null, new CenterPair("C" + t.Item2, Pairs.Day("2026-01-0" + (t.Item3 + 1)), null, t.Item4))).ToList();
            var compared = MappingComparison.Of(here, there);
            Assert.Equal(here.Count, compared.Count(c => c.Here is not null));
            Assert.All(here, p => Assert.Single(compared, c => ReferenceEquals(c.Here, p)));
            var valid = compared.Where(c => c.There is { Pair.IsValid: true }).Select(c => c.There!).ToList();
            Assert.Equal(there.Where(t => t.Pair.IsValid).OrderBy(t => t.ToString(), StringComparer.Ordinal), valid.OrderBy(t => t.ToString(), StringComparer.Ordinal));
            foreach (var one in compared.Where(c => c.Standing == MappingStanding.Same && c.Here!.State != MappingState.Cancelled))
            {
                Assert.Equal((one.Here!.NationalCode, one.Here.Interval.From), (one.There!.Pair.NationalCode, one.There.Pair.From!.Value));
            }

            // A pair is never called different while its very row is free.
            foreach (var one in compared.Where(c => c.Standing is MappingStanding.NotAtCenter or MappingStanding.OtherDays))
            {
                Assert.DoesNotContain(compared, c => c.Standing == MappingStanding.OnlyAtCenter && c.There!.HospitalItem == one.Here!.HospitalItem && c.There.Pair.NationalCode == one.Here.NationalCode && c.There.Pair.From == one.Here.Interval.From);
            }
        }, iter: 5000);

    /// <summary>A center that shows what it is told.</summary>
    private sealed class Shown : IMappingCenter
    {
        private readonly List<CenterMapping> _rows = new();

        internal void Has(string item, string code, string? from, string? to = null, bool isValid = true, string? name = null)
            => _rows.Add(new CenterMapping(item, "201", name, new CenterPair(code, from is null ? null : Pairs.Day(from), to is null ? null : Pairs.Day(to), isValid)));

        public Task CancelAsync(ItemMapping pair, CancellationToken cancellationToken = default) => throw new InvalidOperationException("Comparing must not send anything.");

        public Task UploadAsync(ItemMapping pair, CancellationToken cancellationToken = default) => throw new InvalidOperationException("Comparing must not send anything.");

        public Task<IReadOnlyList<CenterPair>> ReadAsync(string hospitalItem, string listType, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<CenterMapping>> ReadAllAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<CenterMapping>>(_rows);
    }
}
