using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Simulation.World;

/// <summary>A posting in the hospital's own books: a settlement, or its refund.</summary>
/// <param name="Bill">Number of the bill in the HIS.</param>
/// <param name="MessageId">msgid of the message that booked it at the center.</param>
/// <param name="SettlementId">setl_id.</param>
/// <param name="Total">medfee_sumamt; negative for a refund.</param>
/// <param name="Fund">fund_pay_sumamt.</param>
/// <param name="Cash">psn_cash_pay.</param>
internal sealed record Posting(string Bill, string MessageId, string SettlementId, decimal Total, decimal Fund, decimal Cash)
{
    /// <summary>True once it was taken out of the books again, because the center has taken it back.</summary>
    internal bool IsVoided { get; set; }
}

/// <summary>The hospital's own books as they stand on the disk.</summary>
internal sealed class Books
{
    private readonly List<Posting> _postings = new();

    internal IReadOnlyList<Posting> Postings => _postings;

    internal IEnumerable<Posting> Standing => _postings.Where(p => !p.IsVoided);

    internal Posting? Find(string messageId) => _postings.Find(p => p.MessageId == messageId);

    /// <summary>Posts once: a second posting of the same message is none.</summary>
    internal void Post(Posting posting)
    {
        if (Find(posting.MessageId) is null)
        {
            _postings.Add(posting);
        }
    }

    internal void Void(string messageId)
    {
        if (Find(messageId) is { } posting)
        {
            posting.IsVoided = true;
        }
    }
}
