using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Visits;

namespace Insurance.Sdk.Simulation.World;

/// <summary>Visits as they stand on the disk.</summary>
internal sealed class VisitDisk
{
    internal Dictionary<string, VisitRecord> Records { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, List<VisitLine>> Lines { get; } = new(StringComparer.Ordinal);
}

/// <summary>The visit store as one life of a program sees it.</summary>
internal sealed class SimulatedVisitStore(VisitDisk visits, Disk disk) : IVisitStore
{
    public Task<bool> AddAsync(VisitRecord record, CancellationToken cancellationToken = default)
        => disk.WriteAsync("visit", () =>
        {
            if (visits.Records.Values.Any(v => v.NumberKey == record.NumberKey))
            {
                return false;
            }

            visits.Records.Add(record.Id, record);
            visits.Lines.Add(record.Id, new List<VisitLine>());
            return true;
        });

    public Task<bool> SaveAsync(VisitRecord record, long expectedVersion, IReadOnlyList<VisitLineChange> lines, CancellationToken cancellationToken = default)
        => disk.WriteAsync("visit", () =>
        {
            if (!visits.Records.TryGetValue(record.Id, out var before) || before.Version != expectedVersion)
            {
                return false;
            }

            visits.Records[record.Id] = record;
            foreach (var change in lines)
            {
                Change(visits.Lines[record.Id], change);
            }

            return true;
        });

    public Task<VisitRecord?> FindAsync(string id, CancellationToken cancellationToken = default)
        => disk.ReadAsync("visit", () => visits.Records.GetValueOrDefault(id));

    public Task<IReadOnlyList<VisitRecord>> FindByNumberAsync(VisitKind kind, string number, CancellationToken cancellationToken = default)
        => ListAsync(v => v.Kind == kind && v.Number == number);

    public Task<VisitRecord?> FindByCenterIdAsync(string centerVisitId, CancellationToken cancellationToken = default)
        => disk.ReadAsync("visit", () => centerVisitId.Length == 0 ? null : visits.Records.Values.FirstOrDefault(v => v.CenterVisitId == centerVisitId));

    public Task<IReadOnlyList<VisitRecord>> ListPendingAsync(DateTimeOffset before, int most, CancellationToken cancellationToken = default)
        => ListAsync(v => v.PendingSince <= before);

    public Task<IReadOnlyList<VisitLine>> LinesAsync(string id, IReadOnlyCollection<string>? serials, CancellationToken cancellationToken = default)
        => disk.ReadAsync<IReadOnlyList<VisitLine>>("lines", () => visits.Lines[id].Where(l => serials is null || serials.Contains(l.Serial)).ToList());

    private Task<IReadOnlyList<VisitRecord>> ListAsync(Func<VisitRecord, bool> which)
        => disk.ReadAsync<IReadOnlyList<VisitRecord>>("visits", () => visits.Records.Values.Where(which).OrderByDescending(v => v.OpenedAt).ThenByDescending(v => v.Id, StringComparer.Ordinal).ToList());

    private static void Change(List<VisitLine> lines, VisitLineChange change)
    {
        bool Uncovered(VisitLine line) => line.IsAtCenter
            && (change.BatchNumber is null || line.BatchNumber == change.BatchNumber)
            && (change.Serials is null || change.Serials.Contains(line.Serial))
            && !change.Except.Contains(line.SettledBy);
        switch (change.Kind)
        {
            case VisitLineChangeKind.Add:
                lines.AddRange(change.Lines);
                break;
            case VisitLineChangeKind.Arrive:
                Replace(lines, l => l.MessageId == change.MessageId, l => l with { IsAtCenter = true });
                break;
            case VisitLineChangeKind.Forget:
                lines.RemoveAll(l => l.MessageId == change.MessageId && !l.IsAtCenter);
                break;
            case VisitLineChangeKind.Delete:
                lines.RemoveAll(Uncovered);
                break;
            case VisitLineChangeKind.Settle:
                Replace(lines, Uncovered, l => l with { SettledBy = change.MessageId });
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change));
        }
    }

    private static void Replace(List<VisitLine> lines, Predicate<VisitLine> which, Func<VisitLine, VisitLine> with)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            lines[i] = which(lines[i]) ? with(lines[i]) : lines[i];
        }
    }
}
