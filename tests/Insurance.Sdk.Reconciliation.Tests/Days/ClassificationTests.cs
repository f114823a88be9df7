using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Reconciliation.Tests.Days;

/// <summary>Random days, each settlement with a story of its own; an oracle that knows the stories says what must be found.</summary>
public sealed class ClassificationTests
{
    private static readonly DetailScope Scope = new("440800", "11", Invented.Day, Invented.Day);
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 22, 0, 0, TimeSpan.FromHours(8));

    /// <summary>What happened to one settlement.</summary>
    private enum Story
    {
        Equal, Refunded, OnlyCenter, Lost, Refused, NotProcessed, Abandoned, ReversedAtCenter, RefundedAtCenter, ReversedHere, PairUnseen, OtherAmount, RefundNotAtCenter, NeverAtCenter, NotPosted, OtherScope, StandsElsewhere,
        PairAtCenter, RefusedPair,
    }

    private static readonly Dictionary<Story, DifferenceKind?> Expected = new()
    {
        [Story.Equal] = null,
        [Story.Refunded] = null,
        [Story.OnlyCenter] = DifferenceKind.OnlyCenter,
        [Story.Lost] = DifferenceKind.OutcomeOpen,
        [Story.Refused] = DifferenceKind.RefusedButBooked,
        [Story.NotProcessed] = DifferenceKind.RefusedButBooked,
        [Story.Abandoned] = DifferenceKind.OnlyCenter,
        [Story.ReversedAtCenter] = DifferenceKind.ReversedAtCenter,
        [Story.RefundedAtCenter] = DifferenceKind.ReversedAtCenter,
        [Story.ReversedHere] = DifferenceKind.ReversedInHospital,
        [Story.PairUnseen] = DifferenceKind.RefundMissing,
        [Story.OtherAmount] = DifferenceKind.Amount,
        [Story.RefundNotAtCenter] = DifferenceKind.RefundMissing,
        [Story.NeverAtCenter] = DifferenceKind.OnlyHospital,
        [Story.NotPosted] = DifferenceKind.NotPosted,
        [Story.OtherScope] = DifferenceKind.Elsewhere,
        [Story.StandsElsewhere] = DifferenceKind.Elsewhere,
        [Story.PairAtCenter] = DifferenceKind.RefundMissing,
        [Story.RefusedPair] = DifferenceKind.RefundMissing,
    };

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Every_difference_is_named_once_by_its_kind_and_nothing_else_is(bool listsEqualRows, bool namesCenterRows)
        => Gen.Int[0, Enum.GetValues<Story>().Length - 1].Array[0, 40].Select(Gen.Int[0, int.MaxValue - 1]).Sample(
            (stories, order) =>
            {
                var world = new World(stories.Select(s => (Story)s).ToList(), order, listsEqualRows, namesCenterRows);

                var found = new Classification(world, world.Books, new ReconciliationOptions(), Now).JudgeAsync(new DetailComparison(Scope, world.Rows), default).GetAwaiter().GetResult();

                Assert.Equal(
                    world.Expect().OrderBy(e => e, StringComparer.Ordinal),
                    found.Select(d => d.Kind + " " + d.MessageId).OrderBy(e => e, StringComparer.Ordinal));
            },
            iter: 300, seed: "0N0XIzNsQ0O2");

    [Fact]
    public async Task Of_several_settlements_of_a_person_with_the_same_amount_5203_says_which_one_the_center_refunded()
    {
        var books = new[] { Invented.Settlement(1), Invented.Settlement(2) with { PersonNumber = "P000001" } };
        var facts = new World(new List<Story>(), 0, true, false);
        facts.Views["S000002"] = CenterView.Refunded;
        var refund = new DetailRow { PersonNumber = "P000001", MessageId = "C1", Result = "1", IsRefund = true, TotalAmount = -100m };
        var rows = books.Select(b => new DetailRow { SettlementId = b.SettlementId, MessageId = b.MessageId!, Result = "0" }).Append(refund).ToList();

        var difference = Assert.Single(await new Classification(facts, books, new ReconciliationOptions(), Now).JudgeAsync(new DetailComparison(Scope, rows), default));

        Assert.Equal((DifferenceKind.ReversedAtCenter, "S000002", refund), (difference.Kind, difference.SettlementId, difference.CenterRefund));
    }

    [Fact]
    public async Task A_center_that_numbers_a_settlement_otherwise_is_matched_by_the_message()
    {
        var record = Invented.Settlement(1);
        var rows = new[]
        {
            new DetailRow { SettlementId = record.SettlementId, Result = "1", Memo = "中心无此结算记录" },
            new DetailRow { SettlementId = "S-OTHER", MessageId = record.MessageId!, Result = "1", TotalAmount = 100m, FundAmount = 60m, AccountAmount = 10m },
        };

        var difference = Assert.Single(await new Classification(new World(new List<Story>(), 0, true, false), new[] { record }, new ReconciliationOptions(), Now).JudgeAsync(new DetailComparison(Scope, rows), default));

        Assert.Equal((DifferenceKind.Amount, "differs in setl_id"), (difference.Kind, difference.Why));
    }

    /// <summary>Both sides of a day, written down story by story; it answers as journal and 5203 would.</summary>
    private sealed class World : IDifferenceFacts
    {
        private readonly List<Story> _stories;
        private readonly Dictionary<string, JournalFact> _journal = new(StringComparer.Ordinal);
        private readonly bool _listsEqual;
        private readonly bool _named;

        internal World(List<Story> stories, int order, bool listsEqual, bool named)
        {
            (_stories, _listsEqual, _named) = (stories, listsEqual, named);
            for (var i = 0; i < stories.Count; i++)
            {
                Tell(stories[i], i);
            }

            var random = new Random(order);
            Rows = Rows.OrderBy(_ => random.Next()).ToList();
            Books = Books.OrderBy(_ => random.Next()).ToList();
        }

        internal List<SettlementRecord> Books { get; private set; } = new();

        internal List<DetailRow> Rows { get; private set; } = new();

        internal Dictionary<string, CenterView> Views { get; } = new(StringComparer.Ordinal);

        internal IEnumerable<string> Expect()
        {
            for (var i = 0; i < _stories.Count; i++)
            {
                // Where the file lists differences only, a record that it does not name is equal: the center that lost it silently cannot be seen.
                if (Expected[_stories[i]] is { } kind)
                {
                    yield return kind + " " + (_stories[i] == Story.RefundNotAtCenter ? Invented.MessageId(5000 + i) : Invented.MessageId(i));
                }
            }
        }

        public Task<JournalFact?> OfMessageAsync(string messageId, CancellationToken cancellationToken) => Task.FromResult(_journal.GetValueOrDefault(messageId));

        public Task<IReadOnlyList<JournalFact>> SettlementsOfPersonAsync(string personNumber, CancellationToken cancellationToken)
            => Task.FromResult<IReadOnlyList<JournalFact>>(_journal.Values.Where(f => f.IsSettlement && f.PersonNumber == personNumber).ToList());

        public Task<CenterView> AskAsync(string settlementId, string visitId, string personNumber, string? messageId, CancellationToken cancellationToken)
            => Task.FromResult(Views.GetValueOrDefault(settlementId, CenterView.NotShown));

        private void Tell(Story story, int i)
        {
            var (own, refund) = (Invented.Settlement(i), Invented.RefundOf(Invented.Settlement(i), 5000 + i));
            switch (story)
            {
                case Story.Equal:
                    Post(own);
                    Row(own, equal: true);
                    break;
                case Story.Refunded:
                    Post(own);
                    Post(refund);
                    Row(own, equal: true);
                    Row(refund, equal: true);
                    break;
                case Story.OnlyCenter:
                    CenterRow(own);
                    break;
                case Story.Lost:
                    Note(own, JournalState.Unknown);
                    CenterRow(own);
                    break;
                case Story.Refused:
                    Note(own, JournalState.Refused);
                    CenterRow(own);
                    break;
                case Story.NotProcessed:
                    Note(own, JournalState.NotProcessed);
                    CenterRow(own);
                    break;
                case Story.Abandoned:
                    Note(own, JournalState.Abandoned);
                    CenterRow(own);
                    break;
                case Story.ReversedAtCenter:
                    Post(own);
                    Gone(own);
                    break;
                case Story.RefundedAtCenter:
                    Post(own);
                    Row(own, equal: true);
                    CenterRow(refund);
                    Views[own.SettlementId] = CenterView.Refunded;
                    break;
                case Story.ReversedHere:
                    Note(own, JournalState.Reversed);
                    CenterRow(own);
                    break;
                case Story.PairUnseen:
                    Note(own, JournalState.Reversed);
                    CenterRow(own);
                    CenterRow(refund);
                    break;
                case Story.OtherAmount:
                    Post(own);
                    Rows.Add(Of(own) with { Result = "1", TotalAmount = own.TotalAmount + 0.01m });
                    break;
                case Story.RefundNotAtCenter:
                    Post(own);
                    Post(refund);
                    Row(own, equal: true);
                    Gone(refund);
                    Views[own.SettlementId] = CenterView.Standing;
                    break;
                case Story.NeverAtCenter:
                    Books.Add(own);
                    Gone(own);
                    break;
                case Story.NotPosted:
                    Note(own, JournalState.Accepted);
                    CenterRow(own);
                    break;
                case Story.OtherScope:
                    Post(own with { ClearingType = "21" });
                    CenterRow(own);
                    break;
                case Story.PairAtCenter:
                    CenterRow(own);
                    CenterRow(refund);
                    break;
                case Story.RefusedPair:
                    Note(own, JournalState.Refused);
                    CenterRow(own);
                    CenterRow(refund);
                    break;
                case Story.StandsElsewhere:
                    Post(own);
                    Gone(own);
                    Views[own.SettlementId] = CenterView.Standing;
                    break;
            }
        }

        private void Post(SettlementRecord record)
        {
            Books.Add(record);
            Note(record, JournalState.Confirmed);
        }

        private void Note(SettlementRecord record, JournalState state) => _journal[record.MessageId!] = new JournalFact(record.MessageId!, record.Code!, state)
        {
            IsSettlement = !record.IsRefund, IsRefund = record.IsRefund, SettlementId = record.SettlementId, VisitId = record.VisitId, PersonNumber = record.PersonNumber, Total = record.TotalAmount,
        };

        private void Row(SettlementRecord record, bool equal)
        {
            if (!equal || _listsEqual)
            {
                Rows.Add(Of(record));
            }
        }

        /// <summary>What the hospital sent and the center does not have: sent back without a message and amounts.</summary>
        private void Gone(SettlementRecord record) => Rows.Add(new DetailRow
        {
            PersonNumber = record.PersonNumber, VisitId = record.VisitId, SettlementId = record.SettlementId, Result = "1", IsRefund = record.IsRefund,
        });

        private void CenterRow(SettlementRecord record) => Rows.Add(Of(record) with { Result = "1", VisitId = _named ? record.VisitId : "", SettlementId = _named ? record.SettlementId : "" });

        private static DetailRow Of(SettlementRecord record) => new()
        {
            PersonNumber = record.PersonNumber, VisitId = record.VisitId, SettlementId = record.SettlementId, MessageId = record.MessageId!, Result = "0", IsRefund = record.IsRefund,
            TotalAmount = record.TotalAmount, FundAmount = record.FundAmount, AccountAmount = record.AccountAmount,
        };
    }
}
