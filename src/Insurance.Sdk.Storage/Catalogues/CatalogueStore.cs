using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>Catalogues in the database: every version of every code, the newest of which counts, and what a code was on any earlier day.</summary>
/// <remarks>Thread-safe. Two imports of the same catalogue at once take turns on SQLite; on servers the second one fails and may be run again.</remarks>
public sealed partial class CatalogueStore : ICatalogueStore
{
    private readonly InsuranceDatabase _database;

    /// <summary>Creates the store; tables are made at first use.</summary>
    public CatalogueStore(InsuranceDatabase database) => _database = database ?? throw new ArgumentNullException(nameof(database));

    /// <inheritdoc />
    public Task<CatalogueImportReport> ImportAsync(
        string catalogue, string path, CatalogueFileOptions? options = null, IProgress<CatalogueProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var layout = CatalogueLayout.Of(catalogue);
        _ = path ?? throw new ArgumentNullException(nameof(path));
        return Task.Run(
            () => _database.WriteAsync(
                CatalogueSchema.Part,
                async (db, c) =>
                {
                    // Opened here: the work runs anew where the database rolled it back.
                    using var file = CatalogueFileReader.Open(path, layout, options);
                    using var memory = await ImportMemory.TakeAsync(db, _database.Kind, c).ConfigureAwait(false);
                    var before = await VersionAsync(db, layout.Code, c).ConfigureAwait(false);
                    using var import = new CatalogueImport(db, file, ChinaTime.Now(_database.Clock), isFirst: before.IsNone);
                    import.Run(progress, c);
                    var report = import.Report(before);
                    await NoteAsync(db, report, Path.GetFileName(path), c).ConfigureAwait(false);
                    return report;
                },
                cancellationToken),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<CatalogueVersion> GetVersionAsync(string catalogue, CancellationToken cancellationToken = default)
        => _database.ReadAsync(CatalogueSchema.Part, (db, c) => VersionAsync(db, CatalogueLayout.Of(catalogue).Code, c), cancellationToken);

    /// <inheritdoc />
    public Task<CatalogueFileNotice?> GetPendingAsync(string catalogue, CancellationToken cancellationToken = default)
        => _database.ReadAsync(
            CatalogueSchema.Part,
            async (db, c) =>
            {
                using var select = new Statement(db, "SELECT pending_query, pending_file, pending_until, pending_version FROM ins_catalogue_state WHERE catalogue = @catalogue", "catalogue");
                using var row = await select.With(CatalogueLayout.Of(catalogue).Code).ReadAsync(c).ConfigureAwait(false);
                return await row.ReadAsync(c).ConfigureAwait(false) && row.GetString(0).Length > 0
                    ? new CatalogueFileNotice(row.GetString(0), row.GetString(1), Days.Read(row.GetString(2)), null, row.GetString(3))
                    : null;
            },
            cancellationToken);

    /// <inheritdoc />
    public Task SetPendingAsync(string catalogue, CatalogueFileNotice? notice, CancellationToken cancellationToken = default)
        => _database.WriteAsync(
            CatalogueSchema.Part,
            async (db, c) => await StateAsync(db, CatalogueLayout.Of(catalogue).Code, null, notice, c).ConfigureAwait(false),
            cancellationToken);

    private static async Task<CatalogueVersion> VersionAsync(DataConnection db, string catalogue, CancellationToken cancellationToken)
    {
        using var select = new Statement(db, "SELECT version FROM ins_catalogue_state WHERE catalogue = @catalogue", "catalogue");
        using var row = await select.With(catalogue).ReadAsync(cancellationToken).ConfigureAwait(false);
        return await row.ReadAsync(cancellationToken).ConfigureAwait(false) ? new CatalogueVersion(row.GetString(0)) : default;
    }

    private async Task NoteAsync(DataConnection db, CatalogueImportReport report, string file, CancellationToken cancellationToken)
    {
        await StateAsync(db, report.Catalogue, report.Version, null, cancellationToken).ConfigureAwait(false);
        if (report.ChangedNothing && report.Skipped == 0)
        {
            return;
        }

        using var insert = new Statement(
            db,
            "INSERT INTO ins_catalogue_import (catalogue, file_name, at, version_before, version, row_count, added, changed, ended, brought_back, repeated, older, unchanged, skipped) "
                + "VALUES (@catalogue, @file, @at, @before, @version, @rows, @added, @changed, @ended, @back, @repeated, @older, @unchanged, @skipped)",
            "catalogue", "file", "at", "before", "version", "rows", "added", "changed", "ended", "back", "repeated", "older", "unchanged", "skipped");
        await insert.With(
            report.Catalogue, file.Length > 300 ? file.Substring(0, 300) : file, _database.Clock.GetUtcNow().ToUnixTimeMilliseconds(), report.VersionBefore.Text, report.FileVersion.Text,
            report.Rows, report.Added, report.Changed, report.Ended, report.BroughtBack, report.Repeated, report.Older, report.Unchanged, report.Skipped)
            .ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets the version, where one is given, and the pending file, given or not.</summary>
    private async Task StateAsync(DataConnection db, string catalogue, CatalogueVersion? version, CatalogueFileNotice? pending, CancellationToken cancellationToken)
    {
        var at = _database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var (query, name, until, asked) = (pending?.QueryNumber ?? "", pending?.FileName ?? "", Days.Text(pending?.Deadline) ?? "", pending?.AskedVersion ?? "");
        using var update = new Statement(
            db,
            "UPDATE ins_catalogue_state SET " + (version is null ? "" : "version = @version, ")
                + "changed_at = @at, pending_query = @query, pending_file = @name, pending_until = @until, pending_version = @asked WHERE catalogue = @catalogue",
            version is null ? ["at", "query", "name", "until", "asked", "catalogue"] : ["version", "at", "query", "name", "until", "asked", "catalogue"]);
        var values = new List<object?> { at, query, name, until, asked, catalogue };
        if (version is { } known)
        {
            values.Insert(0, known.Text);
        }

        if (await update.With(values.ToArray()).ExecuteAsync(cancellationToken).ConfigureAwait(false) > 0)
        {
            return;
        }

        using var insert = new Statement(
            db,
            "INSERT INTO ins_catalogue_state (catalogue, version, changed_at, pending_query, pending_file, pending_until, pending_version) "
                + "VALUES (@catalogue, @version, @at, @query, @name, @until, @asked)",
            "catalogue", "version", "at", "query", "name", "until", "asked");
        await insert.With(catalogue, version?.Text ?? "", at, query, name, until, asked).ExecuteAsync(cancellationToken).ConfigureAwait(false);
    }
}
