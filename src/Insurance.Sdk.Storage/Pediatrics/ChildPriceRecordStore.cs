using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Pediatrics;
using Insurance.Sdk.Storage.Catalogues;

namespace Insurance.Sdk.Storage.Pediatrics;

/// <summary>A decision as it was kept.</summary>
/// <param name="VisitId">mdtrt_id of the bill.</param>
/// <param name="At">When it was kept, China time.</param>
/// <param name="Record">The decision.</param>
public sealed record KeptChildPrice(string VisitId, ChinaTime At, ChildPriceRecord Record);

/// <summary>Keeps why each line of a bill was, or was not, a child's: for audits, and for refunds of another day, which repeat it.</summary>
/// <remarks>Thread-safe. Nothing is changed or deleted; of a line that was decided more than once the last decision counts.</remarks>
public sealed class ChildPriceRecordStore
{
    private readonly InsuranceDatabase _database;
    private readonly bool _withBirthDates;

    /// <summary>Creates the store; its table is made at first use.</summary>
    /// <param name="database">The database.</param>
    /// <param name="withBirthDates">True keeps birth dates as well: personal data, for a database that may hold it.</param>
    public ChildPriceRecordStore(InsuranceDatabase database, bool withBirthDates = false)
    {
        _database = database ?? throw new ArgumentNullException(nameof(database));
        _withBirthDates = withBirthDates;
    }

    /// <summary>Keeps the decisions of a bill, all or none; durable when the task ends. Do so before the lines are sent.</summary>
    /// <param name="visitId">mdtrt_id of the bill.</param>
    /// <param name="records">Its decisions.</param>
    /// <param name="cancellationToken">Ends the work; nothing is kept.</param>
    public Task KeepAsync(string visitId, IReadOnlyCollection<ChildPriceRecord> records, CancellationToken cancellationToken = default)
    {
        _ = records ?? throw new ArgumentNullException(nameof(records));
        Check(visitId, ChildPriceSchema.VisitLength, nameof(visitId));
        foreach (var record in records)
        {
            Check(record.Serial, ChildPriceSchema.SerialLength, nameof(records));
        }

        return _database.WriteAsync(
            ChildPriceSchema.Part,
            async (db, c) =>
            {
                using var insert = new Statement(
                    db,
                    "INSERT INTO ins_child_price (visit, serial, item, fee_day, decision, at, content) VALUES (@visit, @serial, @item, @day, @decision, @at, @content)",
                    "visit", "serial", "item", "day", "decision", "at", "content");
                var at = _database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
                foreach (var record in records)
                {
                    await insert.With(visitId, record.Serial, record.NationalCode, Days.Text(record.FeeTime), record.Decision.Status.ToString(), at, record.ToJson(_withBirthDates))
                        .ExecuteAsync(c).ConfigureAwait(false);
                }
            },
            cancellationToken);
    }

    /// <summary>The last decision of every line of a visit, by serial: what <see cref="ChildPriceDesk.Review"/> takes as earlier decisions.</summary>
    /// <param name="visitId">mdtrt_id.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyDictionary<string, ChildPriceRecord>> LoadAsync(string visitId, CancellationToken cancellationToken = default)
    {
        var last = new Dictionary<string, ChildPriceRecord>(StringComparer.Ordinal);
        foreach (var kept in await ListAsync(visitId, cancellationToken).ConfigureAwait(false))
        {
            last[kept.Record.Serial] = kept.Record;
        }

        return last;
    }

    /// <summary>Every decision of a visit, the oldest first.</summary>
    public Task<IReadOnlyList<KeptChildPrice>> ListAsync(string visitId, CancellationToken cancellationToken = default)
        => QueryAsync("visit = @a", [visitId ?? throw new ArgumentNullException(nameof(visitId))], cancellationToken);

    /// <summary>Every decision about fees of some days, the oldest first.</summary>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day, included.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public Task<IReadOnlyList<KeptChildPrice>> ListAsync(ChinaTime from, ChinaTime to, CancellationToken cancellationToken = default)
        => QueryAsync("fee_day >= @a AND fee_day <= @b", [Days.Text(from), Days.Text(to)], cancellationToken);

    /// <summary>Blocking twin of <see cref="KeepAsync"/>; safe on a thread with a user interface.</summary>
    public void Keep(string visitId, IReadOnlyCollection<ChildPriceRecord> records, CancellationToken cancellationToken = default)
        => Task.Run(() => KeepAsync(visitId, records, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="LoadAsync"/>; safe on a thread with a user interface.</summary>
    public IReadOnlyDictionary<string, ChildPriceRecord> Load(string visitId, CancellationToken cancellationToken = default)
        => Task.Run(() => LoadAsync(visitId, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="ListAsync(string, CancellationToken)"/>; safe on a thread with a user interface.</summary>
    public IReadOnlyList<KeptChildPrice> List(string visitId, CancellationToken cancellationToken = default)
        => Task.Run(() => ListAsync(visitId, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    /// <summary>Blocking twin of <see cref="ListAsync(ChinaTime, ChinaTime, CancellationToken)"/>; safe on a thread with a user interface.</summary>
    public IReadOnlyList<KeptChildPrice> List(ChinaTime from, ChinaTime to, CancellationToken cancellationToken = default)
        => Task.Run(() => ListAsync(from, to, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    private Task<IReadOnlyList<KeptChildPrice>> QueryAsync(string where, string[] values, CancellationToken cancellationToken)
        => _database.ReadAsync(
            ChildPriceSchema.Part,
            async (db, c) =>
            {
                using var select = new Statement(db, "SELECT visit, at, content FROM ins_child_price WHERE " + where + " ORDER BY id", values.Length == 1 ? ["a"] : ["a", "b"]);
                using var row = await select.With(values.Cast<object?>().ToArray()).ReadAsync(c).ConfigureAwait(false);
                var kept = new List<KeptChildPrice>();
                while (await row.ReadAsync(c).ConfigureAwait(false))
                {
                    kept.Add(new KeptChildPrice(row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.Number(1)), ChildPriceRecord.Parse(row.GetString(2))));
                }

                return (IReadOnlyList<KeptChildPrice>)kept;
            },
            cancellationToken);

    private static void Check(string text, int length, string parameter)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > length)
        {
            throw new ArgumentException("A visit and a line's serial have 1 to " + length + " characters.", parameter);
        }
    }
}
