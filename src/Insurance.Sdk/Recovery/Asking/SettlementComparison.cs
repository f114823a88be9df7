using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Reconciliation;

namespace Insurance.Sdk.Recovery;

/// <summary>Looks for a settlement, a refund or the effect of a reversal in the center's result file (3202): only that names message ids.</summary>
/// <remarks>One object per round: lost settlements of one day and clearing office share one comparison.</remarks>
internal sealed class SettlementComparison
{
    private readonly InsuranceClient _client;
    private readonly IRecoveryJournal _journal;
    private readonly RecoveryOptions _options;
    private readonly Dictionary<DetailScope, (DateTimeOffset At, DetailComparison Result)> _done = new();

    internal SettlementComparison(InsuranceClient client, IRecoveryJournal journal, RecoveryOptions options)
    {
        _client = client;
        _journal = journal;
        _options = options;
    }

    /// <summary>Asks.</summary>
    /// <param name="lost">The call.</param>
    /// <param name="query">3202 of the behavior data.</param>
    /// <param name="kept">Earlier steps.</param>
    /// <param name="notBefore">A comparison of this round counts only where it was made later.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<Evidence> AskAsync(LostCall lost, ConfirmingQuery query, KeptSteps kept, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        var what = DecisionRule.Of(query).Comparison;
        var subject = what == "reversed" ? await kept.OriginalAsync(cancellationToken).ConfigureAwait(false) : lost;
        Evidence Says(View view, string text, RecordTree? row = null) => new(query.Code, query.Certainty, view, text, row);
        if (subject is null)
        {
            return Says(View.NotAsked, "cannot be asked: the reversed call is not in the journal");
        }

        if (_options.Comparer is null || _options.Books is null)
        {
            return Says(View.NotAsked, "cannot be asked: no comparison is set up (RecoveryOptions.Comparer and Books)");
        }

        try
        {
            var (row, why, inPlace) = await LookAsync(subject, what == "refund", notBefore, cancellationToken).ConfigureAwait(false);
            if (why.Length > 0)
            {
                return Says(row is null ? View.Open : View.Done, why, row);
            }

            if (what == "reversed")
            {
                return row is null ? Says(View.DoneByAbsence, "does not name the message any more") : Says(View.NotDone, "still names the message", row);
            }

            return row is not null ? Says(View.Done, "names the message", row)
                : Says(View.NotDoneByAbsence, inPlace.Length > 0 ? "names " + inPlace + " of this bill and not the message" : "does not name the message") with { InPlace = inPlace };
        }
        catch (RefusedException)
        {
            return Says(View.Open, "was refused");
        }
        catch (Exception e) when (e is ConfigurationException or ValidationException)
        {
            return Says(View.NotAsked, "cannot be asked: " + e.Message);
        }
        catch (InsuranceException e)
        {
            return Says(View.Away, "gave no answer (" + e.GetType().Name + ")");
        }
    }

    /// <summary>Whether the result file lacks a settlement that the center had accepted and the books still have. Null where the comparison cannot tell.</summary>
    internal async Task<bool?> IsGoneAsync(LostCall settled, string settlement, CancellationToken cancellationToken)
    {
        if (_options.Comparer is null || _options.Books is null)
        {
            return null;
        }

        try
        {
            var (from, until) = Days(settled);
            var books = await _options.Books.ReadAsync(from, until, cancellationToken).ConfigureAwait(false);
            if (books.FirstOrDefault(b => b.MessageId == settled.Entry.MessageId && !b.IsRefund) is not { } posted)
            {
                return null;
            }

            var comparison = await CompareAsync(new DetailScope(posted.ClearingOffice, posted.ClearingType, from, until), books, DateTimeOffset.MinValue, cancellationToken).ConfigureAwait(false);
            return comparison.Rows.Any(r => r.MessageId == settled.Entry.MessageId)
                ? false
                : comparison.Rows.FirstOrDefault(r => r.SettlementId == settlement && !r.IsRefund) is { } row ? !row.IsEqual && !row.IsKnownToCenter : comparison.ListsEqualRows;
        }
        catch (InsuranceException)
        {
            return null;
        }
    }

    /// <summary>The center's row of the message. With a reason nothing is proved by a row that is missing.</summary>
    private async Task<(RecordTree? Row, string Why, string InPlace)> LookAsync(LostCall subject, bool refund, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        var (from, until) = Days(subject);
        var books = await _options.Books!.ReadAsync(from, until, cancellationToken).ConfigureAwait(false);
        if (books.FirstOrDefault(b => b.MessageId == subject.Entry.MessageId && b.IsRefund == refund) is { } posted)
        {
            return (RecordTree.Of(("setl_id", posted.SettlementId), ("mdtrt_id", posted.VisitId), ("psn_no", posted.PersonNumber)), "need not be asked: the hospital's books have the message", "");
        }

        var (scopes, isCertain) = await ScopesAsync(subject, books, from, until, cancellationToken).ConfigureAwait(false);
        var (unnamed, inPlace) = (false, "");
        foreach (var scope in scopes)
        {
            var comparison = await CompareAsync(scope, books, notBefore, cancellationToken).ConfigureAwait(false);
            if (comparison.Rows.FirstOrDefault(r => r.MessageId == subject.Entry.MessageId) is { } row)
            {
                return (RecordTree.Of(("setl_id", row.SettlementId), ("mdtrt_id", row.VisitId), ("psn_no", row.PersonNumber), ("refd_setl_flag", row.IsRefund ? "1" : "0")), "", "");
            }

            inPlace = await InPlaceAsync(comparison, subject, refund, books, cancellationToken).ConfigureAwait(false) ?? inPlace;
            unnamed |= comparison.Rows.Any(r => !r.IsEqual && r.MessageId.Length == 0 && MayBe(r, subject, books));
        }

        return isCertain
            ? (null, unnamed ? "has a row that differs without a message id" : "", inPlace)
            : (null, scopes.Count == 0 ? "cannot be asked: clearing office and type are not known" : "does not name the message where it was looked for, and where it is cleared is not known", "");
    }

    /// <summary>Another message of the bill, sent for the same, that only the center has: what a query shows of the bill is that one's.</summary>
    private async Task<string?> InPlaceAsync(DetailComparison comparison, LostCall subject, bool refund, IReadOnlyList<SettlementRecord> books, CancellationToken cancellationToken)
    {
        var rows = comparison.Rows.Where(r => !r.IsEqual && r.IsRefund == refund && r.MessageId.Length > 0 && books.All(b => b.MessageId != r.MessageId)).ToList();
        if (rows.Count == 0 || subject.Request.Deep("mdtrt_id") is not { } visit)
        {
            return null;
        }

        var others = (await _journal.FindByKeyAsync("mdtrt_id", visit, cancellationToken).ConfigureAwait(false)).Where(e => e.OperationKey == subject.Entry.OperationKey && e.MessageId != subject.Entry.MessageId);
        return others.FirstOrDefault(o => rows.Exists(r => r.MessageId == o.MessageId))?.MessageId;
    }

    private async Task<DetailComparison> CompareAsync(DetailScope scope, IReadOnlyList<SettlementRecord> books, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        if (_done.TryGetValue(scope, out var done) && done.At > notBefore)
        {
            return done.Result;
        }

        var at = _client.Inside.Time.GetUtcNow();
        var own = books.Where(b => b.ClearingOffice == scope.ClearingOffice && b.ClearingType == scope.ClearingType).ToList();
        var result = await _options.Comparer!.CompareAsync(scope, own, cancellationToken).ConfigureAwait(false);
        _done[scope] = (at, result);
        return result;
    }

    /// <summary>Its trial said where it is cleared; otherwise every scope of the day is looked through, and a row that is missing proves nothing.</summary>
    private async Task<(List<DetailScope> Scopes, bool IsCertain)> ScopesAsync(LostCall subject, IReadOnlyList<SettlementRecord> books, ChinaTime from, ChinaTime until, CancellationToken cancellationToken)
    {
        var kept = new KeptSteps(_journal, _client.Inside.Codec, subject);
        var office = await kept.FindAsync("clr_optins", cancellationToken).ConfigureAwait(false);
        var type = await kept.FindAsync("clr_type", cancellationToken).ConfigureAwait(false);
        if (office is not null && type is not null)
        {
            return (new List<DetailScope> { new(office, type, from, until) }, true);
        }

        var all = books.Select(b => (b.ClearingOffice, b.ClearingType)).Concat(_options.Scopes)
            .Concat(_client.Inside.Reconciliation.Scopes.Select(s => (s.ClearingOffice, s.ClearingType))).Distinct();
        return (all.Select(s => new DetailScope(s.Item1, s.Item2, from, until)).ToList(), false);
    }

    /// <summary>The days on which the center may have settled it, whatever the clocks say.</summary>
    private (ChinaTime From, ChinaTime Until) Days(LostCall subject)
    {
        ChinaTime first = subject.Entry.IntendedAt - _options.ClockTolerance;
        ChinaTime last = (subject.Entry.AnswerBy ?? subject.Entry.IntendedAt + _client.Inside.Timeout) + _options.ClockTolerance;
        return (first.Value.Date, last.Value.Date);
    }

    private static bool MayBe(DetailRow row, LostCall subject, IReadOnlyList<SettlementRecord> books)
        => (row.SettlementId.Length == 0 || books.All(b => b.SettlementId != row.SettlementId))
            && (row.VisitId.Length == 0 || subject.Request.Deep("mdtrt_id") is not { } visit || visit == row.VisitId)
            && (row.PersonNumber.Length == 0 || subject.Request.Deep("psn_no") is not { } person || person == row.PersonNumber);
}
