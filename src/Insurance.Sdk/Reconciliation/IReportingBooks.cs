using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Reconciliation;

/// <summary>Books that know of records which cannot be compared because something is missing: they are told, never silently left out.</summary>
public interface IReportingBooks : ISettlementBooks
{
    /// <summary>The same as <see cref="ISettlementBooks.ReadAsync"/>, with what could not be made a record.</summary>
    /// <param name="from">First day, China time.</param>
    /// <param name="until">Last day.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<BooksReading> ReadWithGapsAsync(ChinaTime from, ChinaTime until, CancellationToken cancellationToken = default);
}

/// <summary>What books hold of some days.</summary>
/// <param name="Records">Settlements and refunds.</param>
/// <param name="Gaps">What the center has booked and the books cannot show whole.</param>
public sealed record BooksReading(IReadOnlyList<SettlementRecord> Records, IReadOnlyList<BookGap> Gaps);

/// <summary>A settlement or refund that lacks something which the comparison needs.</summary>
/// <param name="MessageId">msgid.</param>
/// <param name="Code">Its transaction.</param>
/// <param name="Missing">Field codes, separated by a comma and a blank.</param>
public sealed record BookGap(string MessageId, string Code, string Missing);
