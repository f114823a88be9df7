using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Storage;

/// <summary>Fills the base from the center's four-code query (ZSMCJ003), page by page. A fill that was broken off goes on with the page that was not stored yet.</summary>
public sealed class ZsmcjFill
{
    private readonly CodeBaseStore _store;
    private readonly FourCodeQuery _query;

    /// <summary>Creates the fill.</summary>
    /// <param name="store">Where the rows go.</param>
    /// <param name="query">The query, as the settings describe it.</param>
    public ZsmcjFill(CodeBaseStore store, FourCodeQuery query)
    {
        _store = store ?? throw new ArgumentNullException(nameof(store));
        _query = query ?? throw new ArgumentNullException(nameof(query));
    }

    /// <summary>Asks for every page that is missing.</summary>
    /// <param name="options">What the calls do otherwise than the settings say.</param>
    /// <param name="progress">Told after every page.</param>
    /// <param name="cancellationToken">Ends the fill after the page that is stored; the next run goes on there.</param>
    /// <returns>The fill, ended.</returns>
    public async Task<CodeBaseFill> RunAsync(CallOptions? options = null, IProgress<CodeBaseProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        // Another size of pages has other pages: such a fill begins anew.
        var origin = _query.Number + (_query.IsPaged ? " pages of " + _query.PageSize.ToString(CultureInfo.InvariantCulture) : "");
        var (version, next) = await _store.ResumeAsync(FourCodeSource.Center, origin, _query.FirstPage, cancellationToken).ConfigureAwait(false);
        FourCodePage? first = null, previous = null;
        while (true)
        {
            var page = await AskAsync(next, previous, options, cancellationToken).ConfigureAwait(false);
            var stored = IsRepeated(page, first) || IsRepeated(page, previous) ? End(next) : LooksBehind(page) ? Followed(page) : page;
            var (fill, following) = await _store.AppendAsync(version, stored, FourCodeSource.Center, cancellationToken).ConfigureAwait(false);
            progress?.Report(new CodeBaseProgress(fill.Rows, fill.Ended is null ? null : fill.Rows));
            if (following is null)
            {
                return fill;
            }

            first ??= page;
            previous = page;
            next = following.Value;
        }
    }

    /// <summary>Blocking twin of <see cref="RunAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="options">What the calls do otherwise than the settings say.</param>
    public CodeBaseFill Run(CallOptions? options = null) => Task.Run(() => RunAsync(options)).GetAwaiter().GetResult();

    /// <summary>Some centers show their first or their last page for every page behind the last one.</summary>
    private static bool IsRepeated(FourCodePage page, FourCodePage? earlier)
        => earlier is not null && RowsOf(page) > 0 && page.Rows.Select(Values).SequenceEqual(earlier.Rows.Select(Values)) && page.BadRows.SequenceEqual(earlier.BadRows);

    private static (string, string, string, string, string, string, string, decimal?) Values(FourCodeRow row)
        => (row.Prefix, row.WholeCode, row.HospitalItemCode, row.NationalItemCode, row.Barcode, row.StandardDrugCode, row.Name, row.PackSize);

    private static int RowsOf(FourCodePage page) => page.Rows.Count + page.BadRows.Count;

    private static FourCodePage End(int page) => new() { Page = page, IsLast = true };

    private static FourCodePage Followed(FourCodePage page) => new() { Page = page.Page, Rows = page.Rows, BadRows = page.BadRows };

    /// <summary>A page that is not full may be the last, or all that the center gives at once.</summary>
    private bool LooksBehind(FourCodePage page) => page.IsLast && _query.IsPaged && !_query.CountsRows && RowsOf(page) > 0;

    /// <summary>A page; where a center has none behind one that was not full, it may say so in any way.</summary>
    private async Task<FourCodePage> AskAsync(int page, FourCodePage? previous, CallOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            return await _query.QueryAsync(page, options, cancellationToken).ConfigureAwait(false);
        }
        catch (InsuranceException e) when (page > _query.FirstPage && e is RefusedException or OutcomeUnknownException and not CallTimeoutException or ProtocolException and not QueryTimeoutException)
        {
            // A fill that goes on where it was broken off does not know the page before any more.
            var before = previous ?? await _query.QueryAsync(page - 1, options, cancellationToken).ConfigureAwait(false);
            if (LooksBehind(before))
            {
                return End(page);
            }

            throw;
        }
    }
}
