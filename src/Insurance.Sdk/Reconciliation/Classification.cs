using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Reconciliation;

/// <summary>Names every difference between the hospital's books and the center's result file of one scope. Matches by setl_id, else by msgid: rows only the center has come without setl_id.</summary>
internal sealed class Classification
{
    private readonly IDifferenceFacts _facts;
    private readonly IReadOnlyList<SettlementRecord> _books;
    private readonly ReconciliationOptions _options;
    private readonly DateTimeOffset _seenAt;
    private readonly Dictionary<string, SettlementRecord> _byMessage = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Id, bool IsRefund), SettlementRecord> _byId = new();
    private readonly HashSet<string> _refunded = new(StringComparer.Ordinal);
    private readonly List<Difference> _found = new();

    /// <summary>Creates it.</summary>
    /// <param name="facts">Journal and 5203.</param>
    /// <param name="books">All records of the day, of every scope.</param>
    /// <param name="options">What was sent for fund and account.</param>
    /// <param name="seenAt">When the comparison began.</param>
    internal Classification(IDifferenceFacts facts, IReadOnlyList<SettlementRecord> books, ReconciliationOptions options, DateTimeOffset seenAt)
    {
        _options = options;
        _facts = facts;
        _books = books;
        _seenAt = seenAt;
        foreach (var record in books)
        {
            _byId[(record.SettlementId, record.IsRefund)] = record;
            if (record.MessageId is { Length: > 0 } message)
            {
                _byMessage[message] = record;
            }

            if (record.RefundOf is { Length: > 0 } original)
            {
                _refunded.Add(original);
                _byId[(original, true)] = record;
            }
        }
    }

    internal async Task<IReadOnlyList<Difference>> JudgeAsync(DetailComparison comparison, CancellationToken cancellationToken)
    {
        var scope = comparison.Scope;
        var own = _books.Where(b => b.ClearingOffice == scope.ClearingOffice && b.ClearingType == scope.ClearingType).ToList();
        var (rows, only) = Sort(comparison.Rows, own);
        foreach (var row in only.Where(r => !r.IsRefund))
        {
            await OnlyCenterAsync(scope, row, cancellationToken).ConfigureAwait(false);
        }

        // Refunds of the hospital's messages name their settlement; what they take back, a refund of the center's own cannot.
        var unnamed = new List<DetailRow>();
        foreach (var row in only.Where(r => r.IsRefund))
        {
            if (await _facts.OfMessageAsync(row.MessageId, cancellationToken).ConfigureAwait(false) is { } fact)
            {
                RefundOfHospital(scope, row, fact);
            }
            else
            {
                unnamed.Add(row);
            }
        }

        foreach (var row in unnamed)
        {
            await RefundOfCenterAsync(scope, row, cancellationToken).ConfigureAwait(false);
        }

        foreach (var record in own)
        {
            var named = rows.TryGetValue(record, out var list) ? list : new List<DetailRow>();
            if (named.Exists(r => r.IsEqual))
            {
                foreach (var second in named.Where(r => !r.IsEqual && r.IsKnownToCenter))
                {
                    // A 2601 names the message alone, which would be both bookings.
                    Add(scope, second, await _facts.OfMessageAsync(second.MessageId, cancellationToken).ConfigureAwait(false), DifferenceKind.OnlyCenter,
                        "the center has booked the same message a second time: ask it to take one of the two back", Remedy.None);
                }

                continue;
            }

            if (named.Find(r => r.IsKnownToCenter) is { } row)
            {
                Amounts(scope, record, row);
            }
            else if (named.Count > 0 || comparison.ListsEqualRows)
            {
                await AbsentAsync(scope, record, cancellationToken).ConfigureAwait(false);
            }
        }

        return _found;
    }

    private (Dictionary<SettlementRecord, List<DetailRow>> Named, List<DetailRow> Only) Sort(IReadOnlyList<DetailRow> rows, List<SettlementRecord> own)
    {
        var scope = new HashSet<SettlementRecord>(own, Same.Instance);
        var (named, only, seen) = (new Dictionary<SettlementRecord, List<DetailRow>>(Same.Instance), new List<DetailRow>(), new HashSet<(string, string, bool)>());
        foreach (var row in rows)
        {
            if (Find(row, scope) is { } record)
            {
                if (!named.TryGetValue(record, out var list))
                {
                    named[record] = list = new List<DetailRow>(1);
                }

                list.Add(row);
            }
            else if (!row.IsEqual && (row.SettlementId.Length + row.MessageId.Length == 0 || seen.Add((row.SettlementId, row.MessageId, row.IsRefund))))
            {
                only.Add(row);
            }
        }

        return (named, only);
    }

    private SettlementRecord? Find(DetailRow row, HashSet<SettlementRecord> scope)
        => row.SettlementId.Length > 0 && _byId.TryGetValue((row.SettlementId, row.IsRefund), out var byId) && scope.Contains(byId) ? byId
            : row.MessageId.Length > 0 && _byMessage.TryGetValue(row.MessageId, out var byMessage) && byMessage.IsRefund == row.IsRefund && scope.Contains(byMessage) ? byMessage : null;

    private async Task OnlyCenterAsync(DetailScope scope, DetailRow row, CancellationToken cancellationToken)
    {
        var fact = await _facts.OfMessageAsync(row.MessageId, cancellationToken).ConfigureAwait(false);
        if (fact is { State: JournalState.Reversed })
        {
            Add(scope, row, fact, DifferenceKind.ReversedInHospital, "the journal says reversed, the center still has it", Remedy.Reverse);
            return;
        }

        KnownMessage(scope, row, fact);
    }

    private void RefundOfHospital(DetailScope scope, DetailRow row, JournalFact fact)
    {
        if (fact.RefundOf.Length > 0)
        {
            _refunded.Add(fact.RefundOf);
        }

        if (fact.State == JournalState.Reversed)
        {
            Add(scope, row, fact, DifferenceKind.ReversedInHospital, "the journal says that the refund was reversed, the center still has it", Remedy.Reverse);
            return;
        }

        // A refund that the hospital was refused, or gave up, and that the center has booked all the same.
        if (fact is not { RefundOf.Length: > 0, State: JournalState.Refused or JournalState.NotProcessed or JournalState.Abandoned }
            || !PairWith(row, d => d.SettlementId == fact.RefundOf, "the center has the settlement and a refund that the hospital took for failed, the journal says reversed: the books lack the pair"))
        {
            KnownMessage(scope, row, fact);
        }
    }

    private async Task RefundOfCenterAsync(DetailScope scope, DetailRow row, CancellationToken cancellationToken)
    {
        if (PairWith(row, d => Fits(row, d.PersonNumber, d.VisitId, d.Center?.TotalAmount), "the center has the settlement and a refund of its own, the journal says reversed: the books lack the pair"))
        {
            return;
        }

        if (await RefundedAsync(row, cancellationToken).ConfigureAwait(false) is { } original)
        {
            var record = original.MessageId.Length > 0 && _byMessage.TryGetValue(original.MessageId, out var known) ? known : null;
            _refunded.Add(original.SettlementId);
            _found.Add(new Difference
            {
                Kind = DifferenceKind.ReversedAtCenter,
                Why = "the center has refunded it by a message that is not the hospital's",
                Scope = new TotalScope(scope.ClearingOffice, scope.ClearingType, record?.InsuranceType ?? ""),
                MessageId = original.MessageId,
                Code = original.Code,
                SettlementId = original.SettlementId,
                VisitId = original.VisitId,
                PersonNumber = original.PersonNumber,
                Hospital = record,
                CenterRefund = row,
                Remedy = Remedy.TakeRefundIn,
                Day = scope.From,
                SeenAt = _seenAt,
            });
            return;
        }

        if (!PairUnknown(row))
        {
            KnownMessage(scope, row, null);
        }
    }

    /// <summary>Makes one difference of a settlement that no book of the hospital has and the refund that the center has beside it: together they are nothing, and a person says so.</summary>
    private bool PairUnknown(DetailRow refund)
    {
        var at = refund.PersonNumber.Length == 0 || refund.TotalAmount is null ? -1 : _found.FindIndex(d => d is { Kind: DifferenceKind.OnlyCenter or DifferenceKind.RefusedButBooked, IsRefund: false, CenterRefund: null, Center: not null } && Fits(refund, d.PersonNumber, d.VisitId, d.Center.TotalAmount));
        if (at < 0)
        {
            return false;
        }

        var found = _found[at];
        _found[at] = found with
        {
            Kind = DifferenceKind.RefundMissing,
            Why = found.Why + "; a refund of the center's own fits it: together they are nothing",
            CenterRefund = refund,
            Remedy = Remedy.None,
            OtherRemedies = found.Remedy == Remedy.None ? Array.Empty<Remedy>() : new[] { found.Remedy },
        };
        return true;
    }

    /// <summary>Makes one difference of a settlement that the journal has as reversed and the refund that the center has beside it; false where no such settlement was found.</summary>
    private bool PairWith(DetailRow refund, Predicate<Difference> isItsSettlement, string why)
    {
        var at = _found.FindIndex(d => d is { Kind: DifferenceKind.ReversedInHospital, IsRefund: false, CenterRefund: null } && isItsSettlement(d));
        if (at < 0)
        {
            return false;
        }

        _found[at] = _found[at] with { Kind = DifferenceKind.RefundMissing, Why = why, CenterRefund = refund, Remedy = Remedy.TakeRefundIn, OtherRemedies = Array.Empty<Remedy>() };
        return true;
    }

    /// <summary>The settlement that a refund of the center takes back: the file names neither, so person and amount must fit, and where several do, 5203 decides.</summary>
    private async Task<JournalFact?> RefundedAsync(DetailRow row, CancellationToken cancellationToken)
    {
        var candidates = _books.Where(b => !b.IsRefund && !_refunded.Contains(b.SettlementId) && Fits(row, b.PersonNumber, b.VisitId, b.TotalAmount))
            .Select(b => new JournalFact(b.MessageId ?? "", b.Code ?? "", JournalState.Accepted) { SettlementId = b.SettlementId, VisitId = b.VisitId, PersonNumber = b.PersonNumber, Total = b.TotalAmount }).ToList();
        foreach (var earlier in await _facts.SettlementsOfPersonAsync(row.PersonNumber, cancellationToken).ConfigureAwait(false))
        {
            if ((earlier.Stands || earlier.State == JournalState.Reversed) && earlier.SettlementId.Length > 0 && !_refunded.Contains(earlier.SettlementId)
                && candidates.TrueForAll(c => c.SettlementId != earlier.SettlementId) && Fits(row, earlier.PersonNumber, earlier.VisitId, earlier.Total))
            {
                candidates.Add(earlier);
            }
        }

        foreach (var candidate in candidates)
        {
            if (await _facts.AskAsync(candidate.SettlementId, candidate.VisitId, candidate.PersonNumber, candidate.MessageId, cancellationToken).ConfigureAwait(false) == CenterView.Refunded)
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool Fits(DetailRow row, string person, string visit, decimal? total)
        => (row.PersonNumber.Length == 0 || row.PersonNumber == person) && (row.VisitId.Length == 0 || visit.Length == 0 || row.VisitId == visit) && (row.TotalAmount is null || total is null || row.TotalAmount == -total);

    /// <summary>A row that no book names, by what the journal says of its message.</summary>
    private void KnownMessage(DetailScope scope, DetailRow row, JournalFact? fact)
    {
        var canAdopt = row.SettlementId.Length > 0 || fact?.SettlementId.Length > 0;
        switch (fact)
        {
            case null:
                Add(scope, row, null, DifferenceKind.OnlyCenter, row.MessageId.Length > 0 ? "no record of the hospital has its message" : "the center names no message", row.MessageId.Length > 0 ? Remedy.Reverse : Remedy.None, Also(canAdopt, Remedy.Adopt));
                break;
            case { IsOpen: true }:
                Add(scope, row, fact, DifferenceKind.OutcomeOpen, "its answer was lost, and the center has booked it", Remedy.Recover, new[] { Remedy.Reverse }.Concat(Also(canAdopt, Remedy.Adopt)).ToArray());
                break;
            case { State: JournalState.Refused or JournalState.NotProcessed }:
                Add(scope, row, fact, DifferenceKind.RefusedButBooked,
                    fact.State == JournalState.Refused ? "the hospital was told that it is refused, yet the center has booked it under this message" : "it counted as never arrived, yet the center has booked it under this message",
                    Remedy.Reverse, Also(canAdopt, Remedy.Adopt));
                break;
            case { State: JournalState.Abandoned }:
                Add(scope, row, fact, DifferenceKind.OnlyCenter, "the hospital has given its record up, the center has booked it", Remedy.Reverse, Also(canAdopt, Remedy.Adopt));
                break;
            case var _ when _byMessage.TryGetValue(row.MessageId, out var elsewhere):
                Add(scope, row, fact, DifferenceKind.Elsewhere, "the books count it to office and type " + elsewhere.ClearingOffice + "/" + elsewhere.ClearingType, Remedy.None);
                break;
            default:
                Add(scope, row, fact, DifferenceKind.NotPosted, "the center has accepted it, the hospital's books of the day do not have it", Remedy.Adopt);
                break;
        }
    }

    private void Amounts(DetailScope scope, SettlementRecord record, DetailRow row)
    {
        var parts = new List<string>();
        if (row.TotalAmount is { } total && total != record.TotalAmount)
        {
            parts.Add("medfee_sumamt");
        }

        if (row.FundAmount is { } fund && fund != _options.FundOf(record))
        {
            parts.Add("fund_pay_sumamt");
        }

        if (row.AccountAmount is { } account && account != _options.AccountOf(record))
        {
            parts.Add("acct_pay");
        }

        if (row.SettlementId.Length > 0 && row.SettlementId != record.SettlementId && row.SettlementId != record.RefundOf)
        {
            parts.Add("setl_id");
        }

        if (row.PersonNumber.Length > 0 && row.PersonNumber != record.PersonNumber)
        {
            parts.Add("psn_no");
        }

        if (row.VisitId.Length > 0 && row.VisitId != record.VisitId)
        {
            parts.Add("mdtrt_id");
        }

        _found.Add(Of(scope, record, DifferenceKind.Amount, parts.Count > 0 ? "differs in " + string.Join(", ", parts) : "the center calls it different and does not show in what", Remedy.TakeAmounts) with { Center = row });
    }

    private async Task AbsentAsync(DetailScope scope, SettlementRecord record, CancellationToken cancellationToken)
    {
        var fact = await _facts.OfMessageAsync(record.MessageId ?? "", cancellationToken).ConfigureAwait(false);
        if (record.IsRefund)
        {
            var of = record.RefundOf ?? record.SettlementId;
            var view = await _facts.AskAsync(of, record.VisitId, record.PersonNumber, record.MessageId, cancellationToken).ConfigureAwait(false);
            _found.Add(view == CenterView.Refunded
                ? Of(scope, record, DifferenceKind.Elsewhere, "5203 shows the settlement refunded, yet the comparison does not have this refund: another day, office or type", Remedy.None)
                : Of(scope, record, DifferenceKind.RefundMissing, "the hospital has the refund, the center has not" + (view == CenterView.Standing ? " and shows the settlement standing" : ""), fact?.Stands == true ? Remedy.MarkReversed : Remedy.None));
            return;
        }

        switch (await _facts.AskAsync(record.SettlementId, record.VisitId, record.PersonNumber, record.MessageId, cancellationToken).ConfigureAwait(false))
        {
            case CenterView.Standing:
                _found.Add(Of(scope, record, DifferenceKind.Elsewhere, "5203 shows it standing, yet the comparison does not have it: another day, office or type", Remedy.None));
                break;
            case CenterView.Refunded:
                _found.Add(Of(scope, record, DifferenceKind.ReversedAtCenter, "5203 shows it refunded, and the comparison has neither it nor its refund", fact?.Stands == true ? Remedy.MarkReversed : Remedy.None));
                break;
            case CenterView.NotShown when fact?.Stands == true:
                _found.Add(Of(scope, record, DifferenceKind.ReversedAtCenter, "the center had accepted it, and neither the comparison nor 5203 shows it any more", Remedy.MarkReversed));
                break;
            case var view:
                _found.Add(Of(scope, record, DifferenceKind.OnlyHospital,
                    view == CenterView.NotShown ? "neither the comparison nor 5203 shows it, and the journal has no acceptance of it" : "the comparison does not have it, and 5203 could not be asked", fact?.Stands == true ? Remedy.MarkReversed : Remedy.None));
                break;
        }
    }

    private static Remedy[] Also(bool can, Remedy remedy) => can ? new[] { remedy } : Array.Empty<Remedy>();

    private void Add(DetailScope scope, DetailRow row, JournalFact? fact, DifferenceKind kind, string why, Remedy remedy, params Remedy[] others) => _found.Add(new Difference
    {
        Kind = kind,
        Why = why,
        Scope = new TotalScope(scope.ClearingOffice, scope.ClearingType, ""),
        MessageId = row.MessageId,
        Code = fact?.Code ?? "",
        SettlementId = row.SettlementId.Length > 0 ? row.SettlementId : fact?.SettlementId ?? "",
        VisitId = row.VisitId.Length > 0 ? row.VisitId : fact?.VisitId ?? "",
        PersonNumber = row.PersonNumber.Length > 0 ? row.PersonNumber : fact?.PersonNumber ?? "",
        IsRefund = row.IsRefund,
        Center = row,
        Remedy = remedy,
        OtherRemedies = others,
        Day = scope.From,
        SeenAt = _seenAt,
    });

    private Difference Of(DetailScope scope, SettlementRecord record, DifferenceKind kind, string why, Remedy remedy) => new()
    {
        Kind = kind,
        Why = why,
        Scope = new TotalScope(scope.ClearingOffice, scope.ClearingType, record.InsuranceType),
        MessageId = record.MessageId ?? "",
        Code = record.Code ?? "",
        SettlementId = record.SettlementId,
        VisitId = record.VisitId,
        PersonNumber = record.PersonNumber,
        IsRefund = record.IsRefund,
        Hospital = record,
        Remedy = remedy,
        Day = scope.From,
        SeenAt = _seenAt,
    };

    /// <summary>Records by identity: equal ones may stand in the books twice.</summary>
    private sealed class Same : IEqualityComparer<SettlementRecord>
    {
        internal static Same Instance { get; } = new();

        public bool Equals(SettlementRecord? x, SettlementRecord? y) => ReferenceEquals(x, y);

        public int GetHashCode(SettlementRecord obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
