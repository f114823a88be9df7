using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Catalogues;

/// <summary>Where catalogues are kept. Insurance.Sdk.Storage has one for databases.</summary>
public interface ICatalogueStore
{
    /// <summary>Takes a file in: all of it or, where anything fails, nothing. The same file again changes nothing. Clears the catalogue's pending file.</summary>
    /// <param name="catalogue">Transaction number, such as 1305.</param>
    /// <param name="path">ZIP archive or text.</param>
    /// <param name="options">Limits of reading; null for the usual ones.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellationToken">Ends the import; nothing of the file is kept.</param>
    /// <exception cref="CatalogueFileException">The file cannot be read as this catalogue; the state before it stays.</exception>
    Task<CatalogueImportReport> ImportAsync(string catalogue, string path, CatalogueFileOptions? options = null, IProgress<CatalogueProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Greatest version that was imported; <see cref="CatalogueVersion.IsNone"/> before the first import.</summary>
    Task<CatalogueVersion> GetVersionAsync(string catalogue, CancellationToken cancellationToken = default);

    /// <summary>The file that was asked for and not imported yet; null where there is none.</summary>
    Task<CatalogueFileNotice?> GetPendingAsync(string catalogue, CancellationToken cancellationToken = default);

    /// <summary>Keeps the file that is to be fetched, so that a program that was stopped goes on with it; null forgets it.</summary>
    Task SetPendingAsync(string catalogue, CatalogueFileNotice? notice, CancellationToken cancellationToken = default);
}

/// <summary>Where rows of the paged queries (1304, 1312, 1316 to 1319) and of 1901 are kept.</summary>
public interface ICenterRowStore
{
    /// <summary>How far the query has been read.</summary>
    Task<PageMark> GetMarkAsync(string source, CancellationToken cancellationToken = default);

    /// <summary>Keeps the rows of a page and the mark behind it, both or none. A row that is there word for word changes nothing; another content is a new state, the old one stays as history.</summary>
    /// <returns>Rows that were new or said something else.</returns>
    Task<int> KeepAsync(string source, IReadOnlyList<CenterQueryRow> rows, PageMark mark, CancellationToken cancellationToken = default);

    /// <summary>Keeps a list that came whole, such as a dictionary: as <see cref="KeepAsync"/>, and rows that are not in it any more become history.</summary>
    /// <returns>Rows that were new, said something else or are gone.</returns>
    Task<int> ReplaceAsync(string source, IReadOnlyList<CenterQueryRow> rows, CancellationToken cancellationToken = default);
}

/// <summary>How far a paged query has been read.</summary>
/// <param name="Since">updt_time the query asks with.</param>
/// <param name="NextPage">Page to ask for next, from 1.</param>
/// <param name="Newest">Greatest updt_time of the rows so far; the next run asks with it.</param>
public sealed record PageMark(ChinaTime Since, int NextPage, ChinaTime Newest)
{
    /// <summary>Before the first run: an old date asks for everything.</summary>
    public static PageMark Start { get; } = new(new ChinaTime(2000, 1, 1), 1, new ChinaTime(2000, 1, 1));
}

/// <summary>A row of a paged query.</summary>
/// <param name="Key">rid, or the row's own fields where it has none: what says that two rows are states of one thing.</param>
/// <param name="Code">What the row is about: national code, insurance item or hospital item.</param>
/// <param name="Json">The row as it came.</param>
public sealed record CenterQueryRow(string Key, string Code, string Json);
