using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CsCheck;
using Insurance.Sdk.Catalogues;

namespace Insurance.Sdk.Fees.Tests.Mapping;

public sealed class MappingIndexTests
{
    private static readonly ChinaTime Begin = new(2026, 1, 1);

    [Fact]
    public void Day_by_day_around_the_ends_each_fee_gets_the_code_of_its_own_day()
    {
        var index = new MappingIndex(
        [
            Pair("YP0001", "A", "2026-01-10", "2026-01-20"),
            Pair("YP0001", "B", "2026-01-21", "2026-01-25"),
            Pair("YP0001", "C", "2026-01-28", null),
        ]);
        for (var day = 1; day <= 31; day++)
        {
            var expected = day switch { < 10 => null, <= 20 => "A", <= 25 => "B", < 28 => null, _ => "C" };
            foreach (var time in new[] { new ChinaTime(2026, 1, day), new ChinaTime(2026, 1, day, 23, 59, 59) })
            {
                Assert.Equal(expected, index.Resolve("YP0001", ListType.WesternAndPatentMedicine, time).Code);
            }
        }
    }

    [Fact]
    public void A_fee_without_a_code_is_told_why()
    {
        var index = new MappingIndex([Pair("YP0001", "A", "2026-01-10", "2026-01-20"), Pair("YP0001", "B", "2026-02-01", "2026-02-10")]);

        Assert.Equal("mapping to A begins on 2026-01-10", Reason(index, "YP0001", 1, 9));
        Assert.Equal("mapping to A ended on 2026-01-20 and the next one begins later", Reason(index, "YP0001", 1, 21));
        Assert.Equal("mapping to B ended on 2026-02-10", Reason(index, "YP0001", 2, 11));
        Assert.Equal("mapped to B (2026-02-01 to 2026-02-10)", Reason(index, "YP0001", 2, 10));
        Assert.Equal("not mapped", Reason(index, "YP0002", 2, 10));
        Assert.Equal("not mapped", index.Resolve("YP0001", ListType.Consumable, Begin).ToString());
        Assert.Equal("not mapped", index.Resolve("yp0001", ListType.WesternAndPatentMedicine, Begin).ToString());
    }

    [Fact]
    public void The_days_of_the_pair_are_told_as_the_wire_has_them()
    {
        var index = new MappingIndex([Pair("YP0001", "A", "2026-01-10", "2026-01-20"), Pair("YP0002", "B", "2026-01-10", null)]);
        var ended = index.Resolve("YP0001", ListType.WesternAndPatentMedicine, new ChinaTime(2026, 3, 1));

        Assert.False(ended.Found);
        Assert.Equal((MappingReason.Ended, (string?)null, "A"), (ended.Reason, ended.Code, ended.NearestCode));
        Assert.Equal((new ChinaTime(2026, 1, 10), new ChinaTime(2026, 1, 20)), (ended.From, ended.To));
        var open = index.Resolve("YP0002", ListType.WesternAndPatentMedicine, new ChinaTime(2026, 3, 1));
        Assert.Equal((true, new ChinaTime(2026, 1, 10), (ChinaTime?)null), (open.Found, open.From!.Value, open.To));
        Assert.Equal(MappingState.Confirmed, open.State);
        Assert.Null(default(MappingResolution).From);
    }

    [Fact]
    public void Overlapping_pairs_of_one_item_are_refused_and_both_are_named()
    {
        var error = Assert.Throws<MappingOverlapException>(() => new MappingIndex([Pair("YP0001", "B", "2026-01-20", null), Pair("YP0001", "A", "2026-01-10", "2026-01-20")]));

        Assert.Equal(("A", "B"), (error.First.NationalCode, error.Second.NationalCode));
        Assert.Contains("YP0001 (list type 101) -> A, 2026-01-10 to 2026-01-20; and YP0001 (list type 101) -> B, 2026-01-20 on", error.Message);
    }

    [Fact]
    public void The_same_item_number_in_two_list_types_is_two_items()
    {
        var index = new MappingIndex([Pair("0001", "A", "2026-01-01", null), new ItemMapping("0001", ListType.Consumable, "B", new EffectiveInterval(Begin))]);

        Assert.Equal(("A", "B"), (index.Resolve("0001", "101", Begin).Code, index.Resolve("0001", "301", Begin).Code));
        Assert.Equal((2, 2), (index.Count, index.ItemCount));
    }

    [Fact]
    public void Texts_of_any_script_are_kept()
    {
        var index = new MappingIndex([Pair("院内制剂😀一", "自制-01", "2026-01-01", null), Pair("院内制剂😀二", "A", "2026-01-01", null)]);

        Assert.Equal("自制-01", index.Resolve("院内制剂😀一", "101", Begin).Code);
        Assert.Equal("自制-01", Assert.Single(index.History("院内制剂😀一", "101")).Code);
    }

    [Fact]
    public void An_empty_index_finds_nothing()
    {
        Assert.Equal(MappingReason.NotMapped, MappingIndex.Empty.Resolve("YP0001", "101", Begin).Reason);
        Assert.Empty(MappingIndex.Empty.History("YP0001", "101"));
    }

    [Fact]
    public void The_fees_time_in_China_decides()
    {
        var index = new MappingIndex([Pair("YP0001", "A", "2026-01-01", "2026-01-20"), Pair("YP0001", "B", "2026-01-21", null)]);

        Assert.Equal("B", index.Resolve("YP0001", "101", new DateTime(2026, 1, 20, 16, 0, 0, DateTimeKind.Utc)).Code);
        Assert.Equal("A", index.Resolve("YP0001", "101", new DateTime(2026, 1, 20, 16, 0, 0)).Code);
    }

    [Fact]
    public void Random_histories_resolve_as_a_naive_search_does()
    {
        Histories.Sample(rows =>
        {
            var overlap = rows.Any(a => rows.Any(b => !ReferenceEquals(a, b) && a.HospitalItem == b.HospitalItem && a.ListType == b.ListType && a.Interval.Overlaps(b.Interval)));
            if (overlap)
            {
                Assert.Throws<MappingOverlapException>(() => new MappingIndex(rows));
                return;
            }

            var index = new MappingIndex(rows);
            var asked = new List<MappingQuestion>();
            foreach (var (item, type) in from i in Enumerable.Range(0, 4) from t in new[] { "101", "201" } select ("I" + i, t))
            {
                for (var day = 0; day < 60; day++)
                {
                    var time = new ChinaTime(Begin.Value.AddDays(day).AddHours(day % 24));
                    var naive = rows.SingleOrDefault(r => r.HospitalItem == item && r.ListType == type && r.Interval.From <= time && (r.Interval.LastDay is not { } last || time.Value.Date <= last.Value));
                    var found = index.Resolve(item, type, time);
                    Assert.Equal(naive?.NationalCode, found.Code);
                    Assert.Equal(naive is not null, found.Found);
                    Assert.Equal(rows.Any(r => r.HospitalItem == item && r.ListType == type), found.Reason != MappingReason.NotMapped);
                    asked.Add(new MappingQuestion(item, type, time));
                }
            }

            AssertTogetherAsOneByOne(index, asked);
        }, iter: 3000);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(200)]
    public void A_long_history_is_searched_as_a_short_one(int count)
    {
        // Pairs of two days with a day between them.
        var index = new MappingIndex(Enumerable.Range(0, count).Reverse().Select(i => new ItemMapping("I", "101", "C" + i, new EffectiveInterval(Begin.Value.AddDays(3 * i), Begin.Value.AddDays((3 * i) + 1)))));
        for (var day = -1; day < 3 * count; day++)
        {
            var expected = day < 0 || day % 3 == 2 ? null : "C" + (day / 3);
            Assert.Equal(expected, index.Resolve("I", "101", Begin.Value.AddDays(day)).Code);
        }

        Assert.Equal(Enumerable.Range(0, count).Select(i => "C" + i), index.History("I", "101").Select(r => r.Code));
    }

    /// <summary>Texts of every length and histories of every size lie at two kinds of places; thousands of items fill all of them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(33)]
    [InlineData(5000)]
    public void Every_one_of_many_items_is_found_and_no_other(int items)
    {
        var random = new Random(items);
        var texts = Enumerable.Range(0, items).Select(i => i.ToString(CultureInfo.InvariantCulture) + new string('药', i % 40)).ToArray();
        var rows = texts.SelectMany((text, i) => Enumerable.Range(0, 1 + (i % 5)).Select(n => new ItemMapping(
            text, i % 3 == 0 ? "101" : "201", "C" + i + "-" + n, new EffectiveInterval(Begin.Value.AddDays(10 * n), Begin.Value.AddDays((10 * n) + 8))) { State = (MappingState)(n % 4) })).ToArray();
        random.Shuffle(rows);
        var index = new MappingIndex(rows);
        Assert.Equal((rows.Length, items), (index.Count, index.ItemCount));

        var asked = new List<MappingQuestion>();
        for (var i = 0; i < items; i++)
        {
            var (type, other) = i % 3 == 0 ? ("101", "201") : ("201", "101");
            for (var n = 0; n <= i % 5; n++)
            {
                ChinaTime time = Begin.Value.AddDays((10 * n) + (i % 9));
                var answer = index.Resolve(texts[i], type, time);
                Assert.Equal(("C" + i + "-" + n, (MappingState)(n % 4), MappingReason.Found), (answer.Code, answer.State, answer.Reason));
                Assert.Equal(n == i % 5 ? MappingReason.Ended : MappingReason.Gap, index.Resolve(texts[i], type, Begin.Value.AddDays((10 * n) + 9)).Reason);
                asked.Add(new MappingQuestion(texts[i], type, time));
            }

            Assert.Equal(1 + (i % 5), index.History(texts[i], type).Count);
            Assert.Equal(MappingReason.NotMapped, index.Resolve(texts[i], other, Begin).Reason);
            Assert.Equal(MappingReason.NotMapped, index.Resolve(texts[i] + "x", type, Begin).Reason);
            Assert.Equal(MappingReason.NotMapped, index.Resolve(texts[i], "301", Begin).Reason);
            asked.Add(new MappingQuestion(texts[i], other, Begin));
            asked.Add(new MappingQuestion(texts[i] + "x", i % 2 == 0 ? type : "301", Begin));
        }

        AssertTogetherAsOneByOne(index, asked);
    }

    [Fact]
    public void Asked_together_what_cannot_be_answered_is_refused_before_anything_is_written()
    {
        var index = new MappingIndex([Pair("YP0001", "A", "2026-01-01", null)]);
        var fee = new MappingQuestion("YP0001", "101", Begin);
        var answers = new MappingResolution[2];

        Assert.Contains("room for 2 answers and there are 3 fees", Assert.Throws<ArgumentException>(() => index.Resolve([fee, fee, fee], answers)).Message, StringComparison.Ordinal);
        Assert.Contains("Fee 1 has no hospital item (medins_list_codg)", Assert.Throws<ArgumentException>(() => index.Resolve([fee, fee with { HospitalItem = null! }], answers)).Message, StringComparison.Ordinal);
        Assert.Contains("Fee 0 has no list type (list_type)", Assert.Throws<ArgumentException>(() => index.Resolve([default(MappingQuestion) with { HospitalItem = "" }, fee], answers)).Message, StringComparison.Ordinal);
        Assert.All(answers, a => Assert.Equal(MappingReason.NotMapped, a.Reason));

        index.Resolve([], answers);
        index.Resolve([fee], answers);
        Assert.Equal(("A", null), (answers[0].Code, answers[1].Code));
    }

    private static void AssertTogetherAsOneByOne(MappingIndex index, List<MappingQuestion> asked)
    {
        var answers = new MappingResolution[asked.Count];
        index.Resolve(asked.ToArray(), answers);
        for (var i = 0; i < answers.Length; i++)
        {
            var alone = index.Resolve(asked[i].HospitalItem, asked[i].ListType, asked[i].FeeTime);
            Assert.Equal((alone.Reason, alone.NearestCode, alone.From, alone.To, alone.State), (answers[i].Reason, answers[i].NearestCode, answers[i].From, answers[i].To, answers[i].State));
        }
    }

    private static readonly Gen<List<ItemMapping>> Histories =
        Gen.Select(Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 50], Gen.Int[0, 8], Gen.Int[0, 5])
            .Select(g => new ItemMapping("I" + g.Item1, g.Item2 ? "101" : "201", "C" + g.Item5, new EffectiveInterval(
                new ChinaTime(Begin.Value.AddDays(g.Item3)), g.Item4 == 8 ? null : new ChinaTime(Begin.Value.AddDays(g.Item3 + g.Item4)))))
            .List[0, 7];

    private static string Reason(MappingIndex index, string item, int month, int day) => index.Resolve(item, ListType.WesternAndPatentMedicine, new ChinaTime(2026, month, day)).ToString();

    private static ItemMapping Pair(string item, string code, string from, string? to)
        => new(item, ListType.WesternAndPatentMedicine, code, new EffectiveInterval(Day(from), to is null ? null : Day(to))) { State = MappingState.Confirmed };

    private static ChinaTime Day(string text) => ChinaTime.TryParse(text, out var day) ? day : throw new FormatException();
}
