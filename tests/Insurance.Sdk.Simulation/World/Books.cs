using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Reconciliation;

namespace Insurance.Sdk.Simulation.World;

/// <summary>A posting in the hospital's own books: a settlement, or its refund.</summary>
/// <param name="Bill">Number of the bill in the HIS.</param>
/// <param name="Record">What was posted.</param>
internal sealed record Posting(string Bill, SettlementRecord Record)
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

    internal Posting? Find(string messageId) => _postings.Find(p => p.Record.MessageId == messageId);

    /// <summary>Posts once: a second posting of the same message is none. What was taken out and stands after all, beside its refund, is in again.</summary>
    internal void Post(Posting posting)
    {
        if (Find(posting.Record.MessageId!) is { } known)
        {
            known.IsVoided = false;
        }
        else
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

/// <summary>The books as recovery and reconciliation ask for them.</summary>
internal sealed class HospitalBooks(Hospital hospital, Disk disk) : ISettlementBooks
{
    public Task<IReadOnlyList<SettlementRecord>> ReadAsync(ChinaTime from, ChinaTime until, CancellationToken cancellationToken = default)
        => disk.ReadAsync<IReadOnlyList<SettlementRecord>>("books", () => hospital.Books.Standing.Select(p => p.Record)
            .Where(r => ChinaTime.FromDateTimeOffset(r.SettledAt).Value.Date >= from.Value.Date && ChinaTime.FromDateTimeOffset(r.SettledAt).Value.Date <= until.Value.Date).ToList());
}
