using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage.TraceCodes;
using Insurance.Sdk.TraceCodes;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage;

/// <summary>The four-code base (四码) on disk: filled from files, the center and what was booked; loaded into a <see cref="FourCodeBase"/> for the counter.</summary>
/// <remarks>Every fill is a numbered version in one transaction. The same rows again change nothing. Rows of several sources stand side by side; a field that a row leaves empty keeps its value.
/// Thread-safe.</remarks>
public sealed class CodeBaseStore
{
    private const string Columns = "prefix, whole_code, hospital_item, national_item, barcode, standard_code, name, pack_size, source, version";

    private readonly InsuranceDatabase _database;

    /// <summary>Creates the store on a database.</summary>
    public CodeBaseStore(InsuranceDatabase database)
    {
        _database = database ?? throw new ArgumentNullException(nameof(database));
    }

    /// <summary>Makes the tables, where they are not there yet. Needed only before work within a caller's transaction.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken = default) => _database.EnsureAsync(CodeBaseTables.Part, cancellationToken);

    /// <summary>Puts rows into the base, all or none.</summary>
    /// <param name="rows">Rows that <see cref="FourCodeRow.Check"/> has nothing against. Their own source and version are not looked at.</param>
    /// <param name="source">Where they come from.</param>
    /// <param name="origin">Name of the file or query, for people; up to 200 characters.</param>
    /// <param name="isComplete">True where the rows are everything that the source has: links of this source that are not among them are taken away. Not for what was learned.</param>
    /// <param name="badRows">Rows that could not be read, only counted.</param>
    /// <param name="progress">Told after every 2000 rows.</param>
    /// <param name="cancellationToken">Ends the fill; nothing of it stays.</param>
    /// <exception cref="ArgumentException">A row is wrong; field and rule are named.</exception>
    public Task<CodeBaseFill> ImportAsync(
        IEnumerable<FourCodeRow> rows,
        FourCodeSource source,
        string origin,
        bool isComplete = false,
        int badRows = 0,
        IProgress<CodeBaseProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        if (isComplete && source == FourCodeSource.Learned)
        {
            throw new ArgumentException("What was learned is never complete", nameof(isComplete));
        }

        var distinct = CodeBaseMerge.Distinct(rows ?? throw new ArgumentNullException(nameof(rows)), source);
        return _database.WriteAsync(CodeBaseTables.Part, async (db, c) =>
        {
            // Made anew for every run: the work may run again after a deadlock.
            var fill = await BeginAsync(db, source, origin, null, c).ConfigureAwait(false);
            fill.BadRows = badRows;
            var merge = new CodeBaseMerge(db, fill);
            var copies = distinct.ConvertAll(Copy);
            await merge.MergeAsync(copies, progress, 0, copies.Count, c).ConfigureAwait(false);
            if (isComplete)
            {
                await merge.RemoveOthersAsync(distinct, c).ConfigureAwait(false);
            }

            fill.Ended = Now();
            await db.UpdateAsync(fill, token: c).ConfigureAwait(false);
            return fill.ToFill();
        }, cancellationToken);
    }

    /// <summary>Blocking twin of <see cref="ImportAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="rows">Rows that <see cref="FourCodeRow.Check"/> has nothing against.</param>
    /// <param name="source">Where they come from.</param>
    /// <param name="origin">Name of the file or query, for people.</param>
    /// <param name="isComplete">True where the rows are everything that the source has.</param>
    public CodeBaseFill Import(IEnumerable<FourCodeRow> rows, FourCodeSource source, string origin, bool isComplete = false)
        => Task.Run(() => ImportAsync(rows, source, origin, isComplete)).GetAwaiter().GetResult();

    /// <summary>Learns which item stands behind which prefix from codes that the center has booked. What other sources say is never overwritten; what contradicts it is kept apart (<see cref="ConflictsAsync"/>).</summary>
    /// <param name="rows">Codes with their items; see <see cref="LearnedCodes"/> for the answers of 3512 and 3513.</param>
    /// <param name="origin">Number of the query, for people.</param>
    /// <param name="cancellationToken">Ends the fill; nothing of it stays.</param>
    public Task<CodeBaseFill> LearnFromAsync(IEnumerable<FourCodeRow> rows, string origin, CancellationToken cancellationToken = default)
        => ImportAsync(rows, FourCodeSource.Learned, origin, cancellationToken: cancellationToken);

    /// <summary>Learns from codes that came in (3512).</summary>
    /// <param name="rows">Rows of the answer; rows without a usable code or item are passed over and counted.</param>
    /// <param name="cancellationToken">Ends the fill; nothing of it stays.</param>
    public Task<CodeBaseFill> LearnFromAsync(IEnumerable<QueryReceivedTraceCodesAnswerOutput> rows, CancellationToken cancellationToken = default)
        => LearnAsync(LearnedCodes.Of(rows), "3512", cancellationToken);

    /// <summary>Learns from codes that were sold (3513).</summary>
    /// <param name="rows">Rows of the answer; rows without a usable code or item are passed over and counted.</param>
    /// <param name="cancellationToken">Ends the fill; nothing of it stays.</param>
    public Task<CodeBaseFill> LearnFromAsync(IEnumerable<QuerySoldTraceCodesAnswerOutput> rows, CancellationToken cancellationToken = default)
        => LearnAsync(LearnedCodes.Of(rows), "3513", cancellationToken);

    /// <summary>Loads the base as it is. Learned links stand behind those of other sources; contradicting ones are left out.</summary>
    /// <param name="progress">Told after every 10000 rows.</param>
    /// <param name="cancellationToken">Ends the load.</param>
    public Task<FourCodeBase> LoadAsync(IProgress<CodeBaseProgress>? progress = null, CancellationToken cancellationToken = default)
        => _database.ReadAsync(CodeBaseTables.Part, async (db, c) =>
        {
            var version = await db.GetTable<CodeBaseFillRecord>().MaxAsync(f => (long?)f.Id, c).ConfigureAwait(false) ?? 0;
            var builder = new FourCodeBaseBuilder();
            var learned = new List<FourCodeRow>();
            var count = 0;
            using var command = db.OpenDbConnection().CreateCommand();
            command.CommandText = "SELECT " + Columns + " FROM ins_code_base_row WHERE removed_in = 0 AND conflict = 0 ORDER BY id";
            command.CommandTimeout = 600;
            using var reader = await command.ExecuteReaderAsync(c).ConfigureAwait(false);
            while (await reader.ReadAsync(c).ConfigureAwait(false))
            {
                var row = Read(reader);
                if (row.Source == FourCodeSource.Learned)
                {
                    learned.Add(row);
                }
                else
                {
                    builder.Add(row);
                }

                if (++count % 10_000 == 0)
                {
                    progress?.Report(new CodeBaseProgress(count, null));
                }
            }

            learned.ForEach(builder.Add);
            progress?.Report(new CodeBaseProgress(count, count));
            return builder.Build((int)version);
        }, cancellationToken);

    /// <summary>Blocking twin of <see cref="LoadAsync"/>; safe on a thread with a user interface.</summary>
    public FourCodeBase Load() => Task.Run(() => LoadAsync()).GetAwaiter().GetResult();

    /// <summary>All fills, the newest first.</summary>
    public Task<IReadOnlyList<CodeBaseFill>> FillsAsync(CancellationToken cancellationToken = default)
        => _database.ReadAsync<IReadOnlyList<CodeBaseFill>>(CodeBaseTables.Part, async (db, c) =>
            (await db.GetTable<CodeBaseFillRecord>().OrderByDescending(f => f.Id).ToListAsync(c).ConfigureAwait(false)).ConvertAll(f => f.ToFill()), cancellationToken);

    /// <summary>Learned links that contradict other sources, each with what those say.</summary>
    public Task<IReadOnlyList<CodeBaseConflict>> ConflictsAsync(CancellationToken cancellationToken = default)
        => _database.ReadAsync<IReadOnlyList<CodeBaseConflict>>(CodeBaseTables.Part, async (db, c) =>
        {
            var table = db.GetTable<CodeBaseRecord>();
            var conflicts = new List<CodeBaseConflict>();
            foreach (var learned in await table.Where(r => r.Conflict == 1 && r.RemovedIn == 0).OrderBy(r => r.Id).ToListAsync(c).ConfigureAwait(false))
            {
                var (prefix, learnedSource) = (learned.Prefix, (int)FourCodeSource.Learned);
                var (whole, barcode) = (learned.WholeCode, learned.Barcode);
                var others = prefix != 0
                    ? table.Where(r => r.Prefix == prefix)
                    : whole.Length > 0 ? table.Where(r => r.Prefix == 0 && r.WholeCode == whole) : table.Where(r => r.Prefix == 0 && r.WholeCode == "" && r.Barcode == barcode);
                var imported = await others.Where(r => r.Source != learnedSource && r.RemovedIn == 0).OrderBy(r => r.Id).ToListAsync(c).ConfigureAwait(false);
                conflicts.Add(new CodeBaseConflict { Learned = learned.ToRow(), Imported = imported.ConvertAll(r => r.ToRow()) });
            }

            return conflicts;
        }, cancellationToken);

    /// <summary>Finds the fill of a source that was broken off, or begins one.</summary>
    /// <returns>Its number and the page that comes next.</returns>
    internal Task<(long Version, int Page)> ResumeAsync(FourCodeSource source, string origin, int firstPage, CancellationToken cancellationToken)
        => _database.WriteAsync(CodeBaseTables.Part, async (db, c) =>
        {
            var number = (int)source;
            var open = await db.GetTable<CodeBaseFillRecord>().Where(f => f.Source == number && f.Ended == null && f.Origin == origin).OrderByDescending(f => f.Id).FirstOrDefaultAsync(c).ConfigureAwait(false)
                ?? await BeginAsync(db, source, origin, firstPage, c).ConfigureAwait(false);
            return (open.Id, open.NextPage ?? firstPage);
        }, cancellationToken);

    /// <summary>Puts one page into an open fill. The page and where to go on become durable together.</summary>
    /// <returns>The fill, and the page that comes next; null where none does.</returns>
    internal Task<(CodeBaseFill Fill, int? Next)> AppendAsync(long version, FourCodePage page, FourCodeSource source, CancellationToken cancellationToken)
    {
        var distinct = CodeBaseMerge.Distinct(page.Rows, source);
        return _database.WriteAsync(CodeBaseTables.Part, async (db, c) =>
        {
            var fill = await db.GetTable<CodeBaseFillRecord>().SingleAsync(f => f.Id == version, c).ConfigureAwait(false);
            if (fill.NextPage != page.Page)
            {
                // Another program has taken this page.
                return (fill.ToFill(), fill.NextPage);
            }

            fill.BadRows += page.BadRows.Count;
            await new CodeBaseMerge(db, fill).MergeAsync(distinct.ConvertAll(Copy), null, 0, null, c).ConfigureAwait(false);
            fill.NextPage = page.IsLast ? null : page.Page + 1;
            fill.Ended = page.IsLast ? Now() : null;
            await db.UpdateAsync(fill, token: c).ConfigureAwait(false);
            return (fill.ToFill(), fill.NextPage);
        }, cancellationToken);
    }

    private async Task<CodeBaseFill> LearnAsync(LearnedCodes learned, string origin, CancellationToken cancellationToken)
        => await ImportAsync(learned.Rows, FourCodeSource.Learned, origin, badRows: learned.Skipped, cancellationToken: cancellationToken).ConfigureAwait(false);

    private async Task<CodeBaseFillRecord> BeginAsync(DataConnection db, FourCodeSource source, string origin, int? page, CancellationToken cancellationToken)
    {
        var fill = new CodeBaseFillRecord { Source = (int)source, Origin = origin.Length > 200 ? origin.Substring(0, 200) : origin, Started = Now(), NextPage = page };
        fill.Id = await db.InsertWithInt64IdentityAsync(fill, token: cancellationToken).ConfigureAwait(false);
        return fill;
    }

    private long Now() => _database.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private static CodeBaseRecord Copy(CodeBaseRecord row) => CodeBaseRecord.Of(row.ToRow());

    private static FourCodeRow Read(DbDataReader reader)
    {
        var prefix = reader.GetInt32(0);
        var size = reader.GetString(7);
        return new FourCodeRow
        {
            Prefix = prefix == 0 ? "" : prefix.ToString(System.Globalization.CultureInfo.InvariantCulture),
            WholeCode = reader.GetString(1),
            HospitalItemCode = reader.GetString(2),
            NationalItemCode = reader.GetString(3),
            Barcode = reader.GetString(4),
            StandardDrugCode = reader.GetString(5),
            Name = reader.GetString(6),
            PackSize = size.Length == 0 ? null : decimal.Parse(size, System.Globalization.CultureInfo.InvariantCulture),
            Source = (FourCodeSource)reader.GetInt32(8),
            Version = reader.GetInt32(9),
        };
    }
}
