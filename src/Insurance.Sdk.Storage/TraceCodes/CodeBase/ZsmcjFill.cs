using System;
using System.Globalization;
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
        while (true)
        {
            var page = await _query.QueryAsync(next, options, cancellationToken).ConfigureAwait(false);
            var (fill, following) = await _store.AppendAsync(version, page, FourCodeSource.Center, cancellationToken).ConfigureAwait(false);
            progress?.Report(new CodeBaseProgress(fill.Rows, fill.Ended is null ? null : fill.Rows));
            if (following is null)
            {
                return fill;
            }

            next = following.Value;
        }
    }

    /// <summary>Blocking twin of <see cref="RunAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="options">What the calls do otherwise than the settings say.</param>
    public CodeBaseFill Run(CallOptions? options = null) => Task.Run(() => RunAsync(options)).GetAwaiter().GetResult();
}
