using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Storage.TraceCodes;
using Insurance.Sdk.TraceCodes;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using LinqToDB.Mapping;

namespace Insurance.Sdk.Storage;

/// <summary>What an import of supplier codes did.</summary>
public sealed class SupplierTraceImport
{
    /// <summary>Codes that were new for their invoice.</summary>
    public int Added { get; init; }

    /// <summary>Codes that their invoice had already; nothing was changed.</summary>
    public int Known { get; init; }

    /// <summary>Codes that now stand under more than one invoice: a mistake of the supplier, or a return and a second delivery.</summary>
    public IReadOnlyList<SupplierTraceClash> Clashes { get; init; } = Array.Empty<SupplierTraceClash>();
}

/// <summary>A code under several invoices.</summary>
/// <param name="Code">The code.</param>
/// <param name="Invoices">The invoices, in the order of their import.</param>
public sealed record SupplierTraceClash(string Code, IReadOnlyList<string> Invoices);

/// <summary>Codes that suppliers delivered, by invoice, for the goods-in desk to check against.</summary>
public sealed class SupplierTraceStore
{
    private const int ChunkSize = 500;

    private readonly InsuranceDatabase _database;
    private readonly TraceCodeParser _parser;

    /// <summary>Creates the store on a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="parser">The rules that codes were read with; null takes the default ones.</param>
    public SupplierTraceStore(InsuranceDatabase database, TraceCodeParser? parser = null)
    {
        _database = database ?? throw new ArgumentNullException(nameof(database));
        _parser = parser ?? TraceCodeParser.Default;
    }

    /// <summary>Keeps the codes of invoices, all or none. The same rows again change nothing.</summary>
    /// <param name="rows">Rows of <see cref="TraceCodeFile"/>.</param>
    /// <param name="cancellationToken">Ends the import; nothing of it stays.</param>
    /// <exception cref="ArgumentException">A row has no invoice or no code.</exception>
    public Task<SupplierTraceImport> ImportAsync(IEnumerable<SupplierTraceRow> rows, CancellationToken cancellationToken = default)
    {
        var all = (rows ?? throw new ArgumentNullException(nameof(rows))).ToList();
        if (all.Exists(r => r.Invoice.Length is 0 or > 100 || r.Code.Text.Length == 0))
        {
            throw new ArgumentException("Every row needs an invoice of up to 100 characters, and a code", nameof(rows));
        }

        var distinct = all.GroupBy(r => (r.Invoice, r.Code.Text)).Select(g => g.First()).ToList();
        return _database.WriteAsync(CodeBaseTables.Part, async (db, c) =>
        {
            var added = 0;
            var clashes = new List<SupplierTraceClash>();
            for (var at = 0; at < distinct.Count; at += ChunkSize)
            {
                var chunk = distinct.Skip(at).Take(ChunkSize).ToList();
                var codes = chunk.Select(r => r.Code.Text).Distinct(StringComparer.Ordinal).ToList();
                var stored = await db.GetTable<SupplierCodeRecord>().Where(r => codes.Contains(r.Code)).OrderBy(r => r.Id).ToListAsync(c).ConfigureAwait(false);
                var known = new HashSet<(string, string)>(stored.Select(r => (r.Invoice, r.Code)));
                var fresh = chunk.Where(r => !known.Contains((r.Invoice, r.Code.Text))).Select(Record).ToList();
                added += fresh.Count;
                if (fresh.Count > 0)
                {
                    await db.BulkCopyAsync(new BulkCopyOptions { BulkCopyType = BulkCopyType.MultipleRows, MaxBatchSize = 50 }, fresh, c).ConfigureAwait(false);
                }

                clashes.AddRange(stored.Concat(fresh).GroupBy(r => r.Code, StringComparer.Ordinal)
                    .Select(g => new SupplierTraceClash(g.Key, g.Select(r => r.Invoice).Distinct(StringComparer.Ordinal).ToList()))
                    .Where(clash => clash.Invoices.Count > 1));
            }

            // A code may clash in two chunks; the last one knows all invoices.
            var last = clashes.GroupBy(clash => clash.Code, StringComparer.Ordinal).Select(g => g.Last()).ToList();
            return new SupplierTraceImport { Added = added, Known = distinct.Count - added, Clashes = last };
        }, cancellationToken);
    }

    /// <summary>Blocking twin of <see cref="ImportAsync"/>; safe on a thread with a user interface.</summary>
    public SupplierTraceImport Import(IEnumerable<SupplierTraceRow> rows) => Task.Run(() => ImportAsync(rows)).GetAwaiter().GetResult();

    /// <summary>The codes of an invoice in the order of their import; none where the invoice is not known.</summary>
    public Task<IReadOnlyList<SupplierTraceRow>> OfInvoiceAsync(string invoice, CancellationToken cancellationToken = default)
        => _database.ReadAsync<IReadOnlyList<SupplierTraceRow>>(CodeBaseTables.Part, async (db, c) =>
            (await db.GetTable<SupplierCodeRecord>().Where(r => r.Invoice == invoice).OrderBy(r => r.Id).ToListAsync(c).ConfigureAwait(false)).ConvertAll(Row), cancellationToken);

    /// <summary>Where a code was delivered: one row for each invoice that has it.</summary>
    public Task<IReadOnlyList<SupplierTraceRow>> OfCodeAsync(TraceCode code, CancellationToken cancellationToken = default)
    {
        var text = code.Text;
        return _database.ReadAsync<IReadOnlyList<SupplierTraceRow>>(CodeBaseTables.Part, async (db, c) =>
            (await db.GetTable<SupplierCodeRecord>().Where(r => r.Code == text).OrderBy(r => r.Id).ToListAsync(c).ConfigureAwait(false)).ConvertAll(Row), cancellationToken);
    }

    private SupplierCodeRecord Record(SupplierTraceRow row) => new()
    {
        Invoice = row.Invoice,
        Code = row.Code.Text,
        Kind = (int)row.Code.Kind,
        HospitalItem = row.HospitalItemCode,
        Barcode = row.Barcode,
        Lot = row.Lot,
        Made = Day(row.Made),
        Expires = Day(row.Expires),
        Level = row.Level,
        Imported = _database.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
    };

    private SupplierTraceRow Row(SupplierCodeRecord record)
    {
        // The rules may have become stricter since; the code is shown as it was delivered.
        var reading = _parser.Parse(record.Code);
        return new SupplierTraceRow
        {
            Invoice = record.Invoice,
            Code = reading.Ok ? reading.Code : TraceCode.Restore(record.Code, (TraceCodeKind)record.Kind),
            HospitalItemCode = record.HospitalItem,
            Barcode = record.Barcode,
            Lot = record.Lot,
            Made = Day(record.Made),
            Expires = Day(record.Expires),
            Level = record.Level,
        };
    }

    private static string? Day(ChinaTime? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static ChinaTime? Day(string? text) => ChinaTime.TryParse(text, out var time) ? time : null;

    [Table("ins_supplier_code")]
    private sealed class SupplierCodeRecord
    {
        [Column("id"), PrimaryKey, Identity]
        public long Id { get; set; }

        [Column("invoice")]
        public string Invoice { get; set; } = "";

        [Column("code")]
        public string Code { get; set; } = "";

        [Column("kind")]
        public int Kind { get; set; }

        [Column("hospital_item")]
        public string HospitalItem { get; set; } = "";

        [Column("barcode")]
        public string Barcode { get; set; } = "";

        [Column("lot")]
        public string Lot { get; set; } = "";

        [Column("made")]
        public string? Made { get; set; }

        [Column("expires")]
        public string? Expires { get; set; }

        [Column("pack_level")]
        public int? Level { get; set; }

        [Column("imported")]
        public long Imported { get; set; }
    }
}
