using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Catalogues;

/// <summary>Why a download ended.</summary>
public enum CatalogueDownloadEnd
{
    /// <summary>The center has nothing newer: no file, no rows, or no greater version in the file.</summary>
    UpToDate,

    /// <summary>The center had not made the file ready in time; the next run goes on with it.</summary>
    NotReady,
}

/// <summary>What a download of one catalogue did.</summary>
/// <param name="Catalogue">Transaction number.</param>
/// <param name="End">Why it ended.</param>
/// <param name="Version">Greatest version held now.</param>
/// <param name="Imports">One report for each file.</param>
public sealed record CatalogueDownloadResult(string Catalogue, CatalogueDownloadEnd End, CatalogueVersion Version, IReadOnlyList<CatalogueImportReport> Imports);

/// <summary>Brings file catalogues up to date: asks with the greatest version held, fetches the file, imports it, and again until nothing is newer.</summary>
/// <remarks>Every file is a step that is durable when it ends: a program that was stopped goes on where it was. Catalogues have their versions apart.</remarks>
public sealed class CatalogueDownloader
{
    private const int MostFiles = 10_000;
    private const int FetchesOfBrokenFile = 3;

    private readonly ICatalogueSource _source;
    private readonly ICatalogueStore _store;
    private readonly CatalogueDownloadOptions _options;

    /// <summary>Creates a downloader.</summary>
    public CatalogueDownloader(ICatalogueSource source, ICatalogueStore store, CatalogueDownloadOptions? options = null)
    {
        _source = source ?? throw new ArgumentNullException(nameof(source));
        _store = store ?? throw new ArgumentNullException(nameof(store));
        _options = options ?? new CatalogueDownloadOptions();
    }

    /// <summary>Brings one catalogue up to date.</summary>
    /// <param name="catalogue">Transaction number, such as 1305.</param>
    /// <param name="progress">Told of the imports.</param>
    /// <param name="cancellationToken">Ends it; what was imported stays.</param>
    /// <exception cref="ArgumentException">The number is no catalogue with a file.</exception>
    /// <exception cref="CatalogueFileException">A file cannot be read, fetched anew or not; the state before it stays.</exception>
    public async Task<CatalogueDownloadResult> RunAsync(string catalogue, IProgress<CatalogueProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        catalogue = CatalogueLayout.Of(catalogue).Code;
        var imports = new List<CatalogueImportReport>();
        var held = await _store.GetVersionAsync(catalogue, cancellationToken).ConfigureAwait(false);
        for (var round = 0; round < MostFiles; round++)
        {
            var (notice, isPending) = await NextFileAsync(catalogue, held, cancellationToken).ConfigureAwait(false);
            if (!notice.HasFile)
            {
                await _store.SetPendingAsync(catalogue, null, cancellationToken).ConfigureAwait(false);
                break;
            }

            if (await TakeAsync(catalogue, notice, isPending, progress, cancellationToken).ConfigureAwait(false) is not { } report)
            {
                return new CatalogueDownloadResult(catalogue, CatalogueDownloadEnd.NotReady, held, imports);
            }

            imports.Add(report);
            var grew = report.Version > held;
            held = report.Version;
            if (!grew)
            {
                break;
            }
        }

        return new CatalogueDownloadResult(catalogue, CatalogueDownloadEnd.UpToDate, held, imports);
    }

    /// <summary>Blocking twin of <see cref="RunAsync"/>; safe on a thread with a user interface.</summary>
    public CatalogueDownloadResult Run(string catalogue, IProgress<CatalogueProgress>? progress = null, CancellationToken cancellationToken = default)
        => Task.Run(() => RunAsync(catalogue, progress, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>The file that an earlier run asked for, while the center still keeps it; else the next one.</summary>
    private async Task<(CatalogueFileNotice Notice, bool IsPending)> NextFileAsync(string catalogue, CatalogueVersion held, CancellationToken cancellationToken)
    {
        var version = !held.IsNone ? held.Text : _options.StartVersions.TryGetValue(catalogue, out var start) ? start : _options.StartVersion;
        var pending = await _store.GetPendingAsync(catalogue, cancellationToken).ConfigureAwait(false);
        if (pending is { HasFile: true } && pending.AskedVersion == version && (pending.Deadline is not { } last || last.Value.Date >= ChinaTime.Now(_options.TimeProvider).Value.Date))
        {
            return (pending, true);
        }

        var notice = await _source.AskAsync(catalogue, version, cancellationToken).ConfigureAwait(false);
        if (notice.HasFile)
        {
            await _store.SetPendingAsync(catalogue, notice, cancellationToken).ConfigureAwait(false);
        }

        return (notice, false);
    }

    private async Task<CatalogueImportReport?> TakeAsync(string catalogue, CatalogueFileNotice notice, bool isPending, IProgress<CatalogueProgress>? progress, CancellationToken cancellationToken)
    {
        var file = new FetchedFile(_options.Folder, catalogue, notice);
        for (var fetch = 1; ; fetch++)
        {
            // A program that was killed between fetching and importing left the whole file. Behind a new notice nothing of ours can lie.
            if (!file.IsThere || (fetch == 1 && !isPending))
            {
                var part = file.Begin();
                try
                {
                    if (!await FetchAsync(notice, part, cancellationToken).ConfigureAwait(false))
                    {
                        return null;
                    }

                    file.Take(part);
                }
                finally
                {
                    File.Delete(part);
                }
            }

            try
            {
                var report = await _store.ImportAsync(catalogue, file.Path, _options.Files, progress, cancellationToken).ConfigureAwait(false);
                if (!_options.KeepFiles)
                {
                    File.Delete(file.Path);
                }

                return report;
            }
            catch (CatalogueFileException e)
            {
                File.Delete(file.Path);
                if (fetch == FetchesOfBrokenFile || e.Fault is not (CatalogueFileFault.BrokenArchive or CatalogueFileFault.Truncated))
                {
                    throw;
                }

                // Broken on its way: the center still has the whole one.
            }
        }
    }

    /// <summary>False where the file is not ready after all tries.</summary>
    private async Task<bool> FetchAsync(CatalogueFileNotice notice, string path, CancellationToken cancellationToken)
    {
        var wait = _options.FirstWait;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _source.FetchAsync(notice, path, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (InsuranceException e) when (e is RefusedException or ProtocolException or NotProcessedException)
            {
                // 9102 only reads: whatever went wrong, it may be asked again.
                if (attempt >= _options.FetchAttempts)
                {
                    if (e is RefusedException)
                    {
                        return false;
                    }

                    throw;
                }
            }

#if NET
            await Task.Delay(wait, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
#else
            await _options.TimeProvider.Delay(wait, cancellationToken).ConfigureAwait(false);
#endif
            wait = wait + wait < _options.LongestWait ? wait + wait : _options.LongestWait;
        }
    }
}
