using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.Catalogues;

/// <summary>Takes the rows of one file into the tables, within one transaction, and counts what they change.</summary>
internal sealed class CatalogueImport : IDisposable
{
    private const int TellEvery = 5000;

    private readonly CatalogueFileReader _file;
    private readonly CatalogueLayout _layout;
    private readonly string _today;
    private readonly Statement _versions;
    private readonly Statement _rows;
    private readonly Statement _insert;
    private long _added;
    private long _changed;
    private long _ended;
    private long _broughtBack;
    private long _repeated;
    private long _older;
    private long _unchanged;
    private long _conflicts;

    internal CatalogueImport(DataConnection db, CatalogueFileReader file, ChinaTime today)
    {
        _file = file;
        _layout = file.Layout;
        _today = Days.Text(today);

        // The index alone answers whether a code is new: most rows of a first load need no more.
        _versions = new Statement(db, "SELECT version_key FROM ins_catalogue_row WHERE catalogue = @catalogue AND code = @code", "catalogue", "code");
        _rows = new Statement(
            db,
            "SELECT version_key, part, record, last_day, is_valid, content FROM ins_catalogue_row WHERE catalogue = @catalogue AND code = @code",
            "catalogue", "code");
        _insert = new Statement(
            db,
            "INSERT INTO ins_catalogue_row (catalogue, code, version_key, version, part, record, first_day, last_day, is_valid, name, content) "
                + "VALUES (@catalogue, @code, @key, @version, @part, @record, @first, @last, @valid, @name, @content)",
            "catalogue", "code", "key", "version", "part", "record", "first", "last", "valid", "name", "content");
    }

    /// <summary>Greatest version of the file.</summary>
    internal CatalogueVersion Greatest { get; private set; }

    internal void Run(IProgress<CatalogueProgress>? progress, CancellationToken cancellationToken)
    {
        while (_file.Read() is { } row)
        {
            Take(row);
            if (_file.RowCount % TellEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(new CatalogueProgress(_layout.Code, _file.RowCount, _file.BytesRead, _file.BytesInAll));
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(new CatalogueProgress(_layout.Code, _file.RowCount, _file.BytesRead, _file.BytesInAll));
    }

    internal CatalogueImportReport Report(CatalogueVersion before) => new()
    {
        Catalogue = _layout.Code,
        Rows = _file.RowCount,
        Added = _added,
        Changed = _changed,
        Ended = _ended,
        BroughtBack = _broughtBack,
        Repeated = _repeated,
        Older = _older,
        Unchanged = _unchanged,
        Skipped = _file.SkippedCount,
        SkippedRows = new List<SkippedRow>(_file.Skipped),
        RowsWithUnknownColumns = _file.RowsWithUnknownColumns,
        ColumnCount = _file.ColumnCount,
        VersionBefore = before,
        FileVersion = Greatest,
        Version = Greatest > before ? Greatest : before,
    };

    public void Dispose()
    {
        _versions.Dispose();
        _rows.Dispose();
        _insert.Dispose();
    }

    private void Take(CatalogueRow row)
    {
        var (code, version, part, record) = (row.Code, row.Version, row.Part, row[CatalogueRole.Record] ?? "");
        if (code.Length > CatalogueSchema.CodeLength || version.Text.Length > CatalogueSchema.VersionLength || part.Length > CatalogueSchema.PartLength || record.Length > CatalogueSchema.CodeLength)
        {
            _file.Skip(row.RowNumber, SkipReason.ValueTooLong, "code, version or record number");
            return;
        }

        Greatest = version > Greatest ? version : Greatest;
        var previous = IsKnown(code) ? Previous(row, version, part, record) : default;
        switch (previous.Found)
        {
            case Earlier.Same:
                _unchanged++;
                return;
            case Earlier.Conflict:
                _conflicts++;
                _file.Skip(row.RowNumber, SkipReason.SameVersionDiffers, "code and version are there with other content");
                return;
            case Earlier.Newer:
                _older++;
                break;
            case Earlier.None:
                _added++;
                break;
            default:
                Count(row, previous);
                break;
        }

        _insert.With(
            _layout.Code, code, version.SortKey, version.Text, part, record, Days.Text(row.ValidFrom), Days.Text(row.ValidTo), row.IsValid ? 1 : 0,
            Cut(row[CatalogueRole.Name]), row.Text).Execute();
    }

    private void Count(CatalogueRow row, (Earlier Found, CatalogueRow? Row, bool WasLive) previous)
    {
        var isLive = row.IsValid && IsOpen(Days.Text(row.ValidTo));
        if (previous.WasLive && !isLive)
        {
            _ended++;
        }
        else if (!previous.WasLive && isLive)
        {
            _broughtBack++;
        }
        else if (previous.Row!.SaysTheSameAs(row))
        {
            _repeated++;
        }
        else
        {
            _changed++;
        }
    }

    private bool IsKnown(string code)
    {
        using var found = _versions.With(_layout.Code, code).Read();
        return found.Read();
    }

    /// <summary>What is there of the same code and part: the row itself, a newer one, or the newest one before it.</summary>
    private (Earlier Found, CatalogueRow? Row, bool WasLive) Previous(CatalogueRow row, CatalogueVersion version, string part, string record)
    {
        var newestKey = "";
        (CatalogueRow? Row, bool WasLive) newest = default;
        using var found = _rows.With(_layout.Code, row.Code).Read();
        while (found.Read())
        {
            if (found.GetString(1) != part)
            {
                continue;
            }

            var key = found.GetString(0);
            var content = found.GetString(5);
            if (key == version.SortKey && found.GetString(2) == record)
            {
                return (content == row.Text ? Earlier.Same : Earlier.Conflict, null, false);
            }

            if (newest.Row is null || string.CompareOrdinal(key, newestKey) > 0)
            {
                newestKey = key;
                newest = (CatalogueRow.Split(_layout, content), found.Number(4) == 1 && IsOpen(found.TextOrNull(3)));
            }
        }

        return newest.Row is null ? (Earlier.None, null, false)
            : string.CompareOrdinal(newestKey, version.SortKey) > 0 ? (Earlier.Newer, null, false)
            : (Earlier.Older, newest.Row, newest.WasLive);
    }

    private bool IsOpen(string? lastDay) => lastDay is null || string.CompareOrdinal(lastDay, _today) >= 0;

    private static string? Cut(string? text) => text is { Length: > CatalogueSchema.TextLength } ? text.Substring(0, CatalogueSchema.TextLength) : text;

    private enum Earlier
    {
        None,
        Older,
        Newer,
        Same,
        Conflict,
    }
}
