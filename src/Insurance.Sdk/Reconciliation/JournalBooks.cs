using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Journal;
using Insurance.Sdk.Recovery;

namespace Insurance.Sdk.Reconciliation;

/// <summary>The journal of calls as the hospital's books: settlements (2207, 2304, 2102) and refunds (2208, 2305, 2103) that the center accepted, with the amounts of its own answers.</summary>
/// <remarks>
/// A settlement that was reversed counts no more; one that was refunded counts, beside its refund: the center keeps both.
/// fund_pay_sumamt is what the center answered. Whether the personal account is inside is never guessed.
/// </remarks>
public sealed class JournalBooks : IReportingBooks
{
    private const int Portion = 5_000;

    /// <summary>The center's clock and a slow answer may put a settlement on the other side of midnight than its intent.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromHours(2);

    private readonly ClientInside _inside;
    private readonly IRecoveryJournal _journal;

    /// <summary>Books on the client's own journal.</summary>
    /// <param name="client">The client, with a journal that can be read.</param>
    /// <exception cref="ConfigurationException">The client has no such journal.</exception>
    public JournalBooks(InsuranceClient client)
    {
        _inside = (client ?? throw new ArgumentNullException(nameof(client))).Inside;
        _journal = _inside.Journal as IRecoveryJournal
            ?? throw new ConfigurationException("journal", "the books are the client's own journal, and it must be one that can be read (CallJournal of Insurance.Sdk.Storage)");
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<SettlementRecord>> ReadAsync(ChinaTime from, ChinaTime until, CancellationToken cancellationToken = default)
        => (await ReadWithGapsAsync(from, until, cancellationToken).ConfigureAwait(false)).Records;

    /// <inheritdoc />
    public async Task<BooksReading> ReadWithGapsAsync(ChinaTime from, ChinaTime until, CancellationToken cancellationToken = default)
    {
        var (first, last) = (from.Value.Date, until.Value.Date);
        var (records, gaps) = (new List<SettlementRecord>(), new List<BookGap>());
        foreach (var entry in await EntriesAsync(_journal, first, last, cancellationToken).ConfigureAwait(false))
        {
            if (await ReadAsync(entry, cancellationToken).ConfigureAwait(false) is not { } read)
            {
                continue;
            }

            var day = ChinaTime.FromDateTimeOffset(read.SettledAt).Value.Date;
            if (day < first || day > last)
            {
                continue;
            }

            if (read.Record is { } record)
            {
                records.Add(record);
            }
            else
            {
                gaps.Add(new BookGap(entry.MessageId, entry.Code, read.Missing));
            }
        }

        return new BooksReading(records, gaps);
    }

    /// <summary>The record of one message; null where it does not count, or lacks something.</summary>
    internal async Task<SettlementRecord?> OfAsync(string messageId, CancellationToken cancellationToken)
        => await _journal.FindAsync(messageId, cancellationToken).ConfigureAwait(false) is { } entry && await ReadAsync(entry, cancellationToken).ConfigureAwait(false) is { } read ? read.Record : null;

    /// <summary>Records of the days that may have settled or refunded something then, whatever became of them.</summary>
    internal static async Task<List<JournalEntry>> EntriesAsync(IRecoveryJournal journal, DateTime first, DateTime last, CancellationToken cancellationToken)
    {
        var begin = new DateTimeOffset(first, ChinaTime.Offset) - Slack;
        var end = new DateTimeOffset(last.AddDays(1), ChinaTime.Offset) + Slack;
        var (found, seen, most) = (new List<JournalEntry>(), new HashSet<string>(StringComparer.Ordinal), Portion);
        while (true)
        {
            var portion = await journal.ListAsync(begin, end, most, cancellationToken).ConfigureAwait(false);
            foreach (var entry in portion)
            {
                if (seen.Add(entry.MessageId) && (Settles(entry) || Refunds(entry) || Reverses(entry)))
                {
                    found.Add(entry);
                }
            }

            if (portion.Count < most)
            {
                return found;
            }

            // The last instant may hold more: it is asked again, and wider where it fills a portion alone.
            most = portion[0].IntendedAt == portion[portion.Count - 1].IntendedAt ? most * 2 : Portion;
            begin = portion[portion.Count - 1].IntendedAt;
        }
    }

    internal static bool Settles(JournalEntry entry) => LostCall.OperationOf(entry) is { } operation && IsSettlement(operation);

    internal static bool IsSettlement(Operation o) => o == Operations.SettleOutpatient || o == Operations.SettleInpatient || o == Operations.SettlePharmacy;

    internal static bool Refunds(JournalEntry entry) => LostCall.OperationOf(entry) is { } o && (o == Operations.CancelOutpatientSettlement || o == Operations.CancelInpatientSettlement || o == Operations.CancelPharmacySettlement);

    internal static bool Reverses(JournalEntry entry) => LostCall.OperationOf(entry) == Operations.ReverseTransaction;

    private async Task<Reading?> ReadAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        if (!(Settles(entry) || Refunds(entry)) || entry.State is not (JournalState.Accepted or JournalState.Confirmed or JournalState.Reversed))
        {
            return null;
        }

        var call = await LostCall.LoadAsync(_journal, _inside.Codec, entry, cancellationToken).ConfigureAwait(false);
        if (entry.State == JournalState.Reversed && !await IsRefundedAsync(call, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var original = Refunds(entry) ? await OriginalAsync(call, cancellationToken).ConfigureAwait(false) : null;
        return await BuildAsync(call, original, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Taken back by a refund, which the center books beside the settlement; a 2601 takes the settlement itself away.</summary>
    private async Task<bool> IsRefundedAsync(LostCall call, CancellationToken cancellationToken)
        => Settles(call.Entry) && call.Output.Deep("setl_id") is { } id
            && (await _journal.FindByKeyAsync("setl_id", id, cancellationToken).ConfigureAwait(false)).Any(e => Refunds(e) && e.State is JournalState.Accepted or JournalState.Confirmed);

    private async Task<LostCall?> OriginalAsync(LostCall refund, CancellationToken cancellationToken)
    {
        if (refund.Request.Deep("setl_id") is not { } id)
        {
            return null;
        }

        foreach (var entry in await _journal.FindByKeyAsync("setl_id", id, cancellationToken).ConfigureAwait(false))
        {
            if (Settles(entry))
            {
                var call = await LostCall.LoadAsync(_journal, _inside.Codec, entry, cancellationToken).ConfigureAwait(false);
                if (call.Output.Deep("setl_id") == id)
                {
                    return call;
                }
            }
        }

        return null;
    }

    private async Task<Reading> BuildAsync(LostCall call, LostCall? original, CancellationToken cancellationToken)
    {
        var (isRefund, missing, assumed) = (Refunds(call.Entry), new List<string>(), new List<string>());
        async Task<string> TextAsync(string code)
        {
            var value = call.Output.Deep(code) ?? call.Request.Deep(code) ?? original?.Output.Deep(code) ?? original?.Request.Deep(code)
                ?? await new KeptSteps(_journal, _inside.Codec, original ?? call).FindAsync(code, cancellationToken).ConfigureAwait(false);
            if (value is null)
            {
                missing.Add(code);
            }

            return value ?? "";
        }

        var turned = isRefund && Amount(call.Output, "medfee_sumamt") > 0;
        decimal Money(params string[] codes)
        {
            if (codes.Select(c => Amount(call.Output, c)).FirstOrDefault(a => a is not null) is { } answered)
            {
                return turned ? -answered : answered;
            }

            if (original is not null && codes.Select(c => Amount(original.Output, c)).FirstOrDefault(a => a is not null) is { } taken)
            {
                if (!assumed.Contains("amounts"))
                {
                    assumed.Add("amounts");
                }

                return -taken;
            }

            missing.Add(codes[0]);
            return 0m;
        }

        var settlement = call.Output.Deep("setl_id");
        var refundOf = isRefund ? call.Request.Deep("setl_id") : null;
        if (settlement is null)
        {
            (isRefund && refundOf is not null ? assumed : missing).Add("setl_id");
        }

        var entry = call.Entry;
        var at = entry.ConcludedAt ?? entry.SentAt ?? entry.IntendedAt;
        if (ChinaTime.TryParse(call.Output.Deep("setl_time"), out var time))
        {
            at = time.ToDateTimeOffset();
        }
        else
        {
            assumed.Add("setl_time");
        }

        var record = new SettlementRecord
        {
            MessageId = entry.MessageId,
            Code = entry.Code,
            SettlementId = settlement ?? refundOf ?? "",
            RefundOf = refundOf,
            VisitId = await TextAsync("mdtrt_id").ConfigureAwait(false),
            PersonNumber = await TextAsync("psn_no").ConfigureAwait(false),
            InsuranceType = await TextAsync("insutype").ConfigureAwait(false),
            ClearingType = await TextAsync("clr_type").ConfigureAwait(false),
            ClearingOffice = await TextAsync("clr_optins").ConfigureAwait(false),
            IsRefund = isRefund,
            TotalAmount = Money("medfee_sumamt"),
            FundAmount = Money("fund_pay_sumamt"),
            AccountAmount = Money("acct_pay"),
            CashAmount = Money("psn_cash_pay", "pdn_cash_pay", "cash_payamt"),
            SettledAt = at,
            Assumed = string.Join(", ", assumed),
        };
        return new Reading(missing.Count == 0 ? record : null, string.Join(", ", missing), at);
    }

    private static decimal? Amount(RecordTree record, string code)
        => decimal.TryParse(record.Deep(code), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : null;

    private sealed record Reading(SettlementRecord? Record, string Missing, DateTimeOffset SettledAt);
}
