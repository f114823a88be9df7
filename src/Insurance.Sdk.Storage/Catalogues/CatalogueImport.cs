using System;
using System.Collections.Generic;
using System.Threading;
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
    private readonly SeenCodes? _seen;
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
    private long _lastId;

    internal CatalogueImport(DataConnection db, CatalogueFileReader file, ChinaTime today, bool isFirst)
    {
        _seen = isFirst ? new SeenCodes() : null;
        _file = file;
        _layout = file.Layout;
        _today = Days.Text(today);

        // The index alone answers whether a code is new: most rows of a first load need no more.
        _versions = new Statement(db, "SELECT 1 FROM ins_catalogue_row WHERE catalogue = @catalogue AND code = @code", "catalogue", "code");
        _rows = new Statement(
            db,
            "SELECT version_key, part, record, content FROM ins_catalogue_row WHERE catalogue = @catalogue AND code = @code",
            "catalogue", "code");
        _insert = new Statement(
            db,
            "INSERT INTO ins_catalogue_row (id, catalogue, code, version_key, part, record, content) VALUES (@id, @catalogue, @code, @key, @part, @record, @content)",
            "id", "catalogue", "code", "key", "part", "record", "content");
        using var greatest = new Statement(db, "SELECT MAX(id) FROM ins_catalogue_row");
        using var id = greatest.Read();
        _lastId = id.Read() && !id.IsDBNull(0) ? id.Number(0) : 0;
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

        _insert.With(++_lastId, _layout.Code, code, version.SortKey, part, record, row.Text).Execute();
    }

    private void Count(CatalogueRow row, (Earlier Found, CatalogueRow? Row, bool WasLive) previous)
    {
        var isLive = IsLive(row);
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

    /// <summary>In a first load only codes that this very file had before can be there: the database need not be asked for the others.</summary>
    private bool IsKnown(string code)
    {
        if (_seen is not null && _seen.Add(code))
        {
            return false;
        }

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
            var content = found.GetString(3);
            if (key == version.SortKey && found.GetString(2) == record)
            {
                return (content == row.Text ? Earlier.Same : Earlier.Conflict, null, false);
            }

            if (newest.Row is null || string.CompareOrdinal(key, newestKey) > 0)
            {
                newestKey = key;
                var there = CatalogueRow.Split(_layout, content);
                newest = (there, IsLive(there));
            }
        }

        return newest.Row is null ? (Earlier.None, null, false)
            : string.CompareOrdinal(newestKey, version.SortKey) > 0 ? (Earlier.Newer, null, false)
            : (Earlier.Older, newest.Row, newest.WasLive);
    }

    private bool IsLive(CatalogueRow row) => row.IsValid && (Days.Text(row.ValidTo) is not { } last || string.CompareOrdinal(last, _today) >= 0);

    private enum Earlier
    {
        None,
        Older,
        Newer,
        Same,
        Conflict,
    }
}
