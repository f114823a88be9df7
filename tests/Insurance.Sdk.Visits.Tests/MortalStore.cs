using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Visits.Tests;

/// <summary>A store whose program can end: from then on nothing reaches it.</summary>
internal sealed class MortalStore : IVisitStore
{
    private readonly IVisitStore _store;

    internal MortalStore(IVisitStore store) => _store = store;

    internal Func<bool> IsDead { get; set; } = () => false;

    internal Func<VisitRecord, Task>? BeforeSave { get; set; }

    internal Action? AfterSave { get; set; }

    internal int Writes { get; private set; }

    public async Task<bool> AddAsync(VisitRecord record, CancellationToken cancellationToken = default)
    {
        Live();
        var added = await _store.AddAsync(record, cancellationToken);
        Writes++;
        AfterSave?.Invoke();
        Live();
        return added;
    }

    public async Task<bool> SaveAsync(VisitRecord record, long expectedVersion, IReadOnlyList<VisitLineChange> lines, CancellationToken cancellationToken = default)
    {
        if (BeforeSave is { } hook)
        {
            await hook(record);
        }

        Live();
        var saved = await _store.SaveAsync(record, expectedVersion, lines, cancellationToken);
        Writes++;
        AfterSave?.Invoke();
        Live();
        return saved;
    }

    public Task<VisitRecord?> FindAsync(string id, CancellationToken cancellationToken = default) => Live(_store).FindAsync(id, cancellationToken);

    public Task<IReadOnlyList<VisitRecord>> FindByNumberAsync(VisitKind kind, string number, CancellationToken cancellationToken = default) => Live(_store).FindByNumberAsync(kind, number, cancellationToken);

    public Task<VisitRecord?> FindByCenterIdAsync(string centerVisitId, CancellationToken cancellationToken = default) => Live(_store).FindByCenterIdAsync(centerVisitId, cancellationToken);

    public Task<IReadOnlyList<VisitRecord>> ListPendingAsync(DateTimeOffset before, int most, CancellationToken cancellationToken = default) => Live(_store).ListPendingAsync(before, most, cancellationToken);

    public Task<IReadOnlyList<VisitLine>> LinesAsync(string id, IReadOnlyCollection<string>? serials, CancellationToken cancellationToken = default) => Live(_store).LinesAsync(id, serials, cancellationToken);

    private IVisitStore Live(IVisitStore store)
    {
        Live();
        return store;
    }

    private void Live()
    {
        if (IsDead())
        {
            throw new InvalidOperationException("The program has ended");
        }
    }
}
