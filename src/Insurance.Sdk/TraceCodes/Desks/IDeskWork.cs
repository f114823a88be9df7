using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.TraceCodes;

/// <summary>What a desk may do to the store within one transaction. Rows are changed with what they were expected to be, so that of two counters one wins.</summary>
internal interface IDeskWork
{
    /// <summary>Now, as milliseconds since 1970, UTC.</summary>
    long Now { get; }

    /// <summary>Stores a session; false where the number has one already.</summary>
    Task<bool> AddSessionAsync(SessionRecord session, CancellationToken cancellationToken);

    /// <summary>The session of a number that was not canceled.</summary>
    Task<SessionRecord?> SessionOfAsync(DeskKind kind, string number, CancellationToken cancellationToken);

    Task<SessionRecord?> SessionAsync(string id, CancellationToken cancellationToken);

    /// <summary>Counts the version up, which keeps other counters out of the session until the transaction ends.</summary>
    /// <returns>The session with its new version; null where there is none.</returns>
    Task<SessionRecord?> LockSessionAsync(string id, CancellationToken cancellationToken);

    /// <summary>Stores state, reason, settlement and closing of a locked session.</summary>
    Task CloseSessionAsync(SessionRecord session, CancellationToken cancellationToken);

    /// <summary>Scans of a session that were not taken back, in their order.</summary>
    Task<IReadOnlyList<ScanRecord>> ScansAsync(string session, CancellationToken cancellationToken);

    Task AddScanAsync(ScanRecord scan, CancellationToken cancellationToken);

    /// <summary>Many scans at once, as a supplier's file brings them.</summary>
    Task AddScansAsync(IReadOnlyList<ScanRecord> scans, CancellationToken cancellationToken);

    /// <summary>Marks a scan as taken back; the row stays.</summary>
    Task TakeBackScanAsync(ScanRecord scan, CancellationToken cancellationToken);

    /// <summary>Scans of confirmed or open sessions of a kind with a line, such as the returns of a sale row.</summary>
    Task<IReadOnlyList<ScanRecord>> ScansOfLineAsync(DeskKind kind, string line, CancellationToken cancellationToken);

    Task<CodeRecord?> CodeAsync(string code, CancellationToken cancellationToken);

    /// <summary>Adds codes that are not in the ledger, in one prepared statement per code.</summary>
    /// <returns>Places in the list of those that were there already.</returns>
    Task<IReadOnlyList<int>> AddCodesAsync(IReadOnlyList<CodeRecord> codes, CancellationToken cancellationToken);

    /// <summary>Changes a code that still has the state and the holder of <paramref name="before"/>.</summary>
    /// <returns>False where another counter was faster.</returns>
    Task<bool> ChangeCodeAsync(CodeRecord before, CodeRecord after, CancellationToken cancellationToken);

    /// <summary>Removes a code that only a scan that was taken back had brought.</summary>
    Task RemoveCodeAsync(CodeRecord code, CancellationToken cancellationToken);

    Task AddMovesAsync(IReadOnlyList<MoveRecord> moves, CancellationToken cancellationToken);

    Task<IReadOnlyList<MoveRecord>> MovesAsync(string code, CancellationToken cancellationToken);

    Task<OpenedPack?> OpenedPackAsync(string code, CancellationToken cancellationToken);

    /// <summary>Opened packs of an item with units left.</summary>
    Task<IReadOnlyList<OpenedPack>> OpenedPacksAsync(string item, CancellationToken cancellationToken);

    /// <summary>False where it is opened already.</summary>
    Task<bool> AddOpenedPackAsync(OpenedPack pack, CancellationToken cancellationToken);

    /// <summary>Changes the units left where they still are as expected.</summary>
    Task<bool> ChangeOpenedPackAsync(OpenedPack before, decimal left, CancellationToken cancellationToken);

    Task RemoveOpenedPackAsync(string code, CancellationToken cancellationToken);

    /// <summary>Stores dispensed rows, and which codes (with how many units) lie in which row.</summary>
    Task AddSalesAsync(IReadOnlyList<SaleRecord> sales, IReadOnlyList<(string Code, string Serial, decimal Units)> codes, CancellationToken cancellationToken);

    Task<SaleRecord?> SaleAsync(string serial, CancellationToken cancellationToken);

    Task<IReadOnlyList<SaleRecord>> SalesOfSessionAsync(string session, CancellationToken cancellationToken);

    /// <summary>Rows of a bill number, or of a visit.</summary>
    Task<IReadOnlyList<SaleRecord>> SalesOfNumberAsync(string numberOrVisit, CancellationToken cancellationToken);

    /// <summary>Rows on which a code was dispensed, newest first.</summary>
    Task<IReadOnlyList<(SaleRecord Sale, decimal Units)>> SalesOfCodeAsync(string code, CancellationToken cancellationToken);

    /// <summary>Codes of a row, with their units.</summary>
    Task<IReadOnlyList<(string Code, decimal Units)>> CodesOfSaleAsync(string serial, CancellationToken cancellationToken);

    /// <summary>Changes what came back of a row where it still is as expected.</summary>
    Task<bool> ChangeReturnedAsync(SaleRecord before, decimal returned, CancellationToken cancellationToken);

    /// <summary>Stores another way of a row to the center, with its text.</summary>
    Task ChangeChannelAsync(string serial, TraceChannel channel, string settlement, string row, CancellationToken cancellationToken);

    Task AddNeedsAsync(IReadOnlyList<NeedRecord> needs, CancellationToken cancellationToken);

    /// <summary>Why an item's lot is recalled; null where it is not.</summary>
    Task<string?> RecallAsync(string item, string lot, CancellationToken cancellationToken);

    /// <summary>Sets or, with a null reason, lifts a recall. An empty lot means all lots.</summary>
    Task SetRecallAsync(string item, string lot, string? reason, CancellationToken cancellationToken);

    Task<VirtualRecord?> VirtualAsync(string session, string line, bool isSplit, CancellationToken cancellationToken);

    /// <summary>Stores the request, over an earlier one of the same line.</summary>
    Task SetVirtualAsync(VirtualRecord record, CancellationToken cancellationToken);

    Task RemoveVirtualAsync(VirtualRecord record, CancellationToken cancellationToken);

    /// <summary>Puts lines into the upload queue, within the same transaction.</summary>
    Task EnqueueAsync(IReadOnlyList<TraceUpload> uploads, CancellationToken cancellationToken);
}
