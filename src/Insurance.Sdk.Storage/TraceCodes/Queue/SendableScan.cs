using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.TraceCodes;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Insurance.Sdk.Storage.TraceCodes;

/// <summary>Looks through the open lines from the oldest on, for the next message. Nothing is locked: the claim that follows takes all of the lines or none.</summary>
internal sealed class SendableScan
{
    private readonly DataConnection _db;
    private readonly long _now;
    private readonly int _limit;
    private readonly bool _oneOfEachBatch;
    private readonly HashSet<string> _closedBatches = new(StringComparer.Ordinal);
    private readonly HashSet<string> _openSerials = new(StringComparer.Ordinal);
    private readonly List<string> _found = new();
    private Line? _first;

    internal SendableScan(DataConnection db, long now, int limit, bool oneOfEachBatch)
    {
        _db = db;
        _now = now;
        _limit = limit;
        _oneOfEachBatch = oneOfEachBatch;
    }

    internal async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        // As a rule the next lines are the next message.
        var page = Math.Max(100, _limit + (_limit / 4));
        // Behind the first line that may go, a message is filled from the next lines only: a long backlog is not read to its end for each message.
        var more = 10 * Math.Max(200, 2 * _limit);
        for (var after = 0L; ;)
        {
            var lines = await PageAsync(after, page, cancellationToken).ConfigureAwait(false);
            foreach (var line in lines)
            {
                Look(line);
                if (_found.Count == _limit)
                {
                    return _found;
                }
            }

            more -= _found.Count > 0 ? lines.Count : 0;
            if (lines.Count < page || more <= 0)
            {
                return _found;
            }

            after = lines[lines.Count - 1].Id;
        }
    }

    private void Look(Line line)
    {
        if (!_closedBatches.Contains(line.OrderKey) && MayGo(line) && FitsFirst(line))
        {
            _first ??= line;
            _found.Add(line.Serial);
            if (_oneOfEachBatch)
            {
                _closedBatches.Add(line.OrderKey);
            }
        }
        else
        {
            // An open line that does not go now keeps the later ones of its batch back.
            _closedBatches.Add(line.OrderKey);
        }

        _openSerials.Add(line.Serial);
    }

    private bool MayGo(Line line)
        => line.State == (int)TraceUploadState.Waiting && line.NextAt <= _now && line.IsLinked == 1 && (line.DependsOn is null || !_openSerials.Contains(line.DependsOn));

    private bool FitsFirst(Line line)
        => _first is not { } first || (line.Kind == first.Kind && line.InsuredArea == first.InsuredArea && line.OperatorCode == first.OperatorCode
            && line.OperatorType == first.OperatorType && line.OperatorName == first.OperatorName);

    private Task<List<Line>> PageAsync(long after, int page, CancellationToken cancellationToken)
        => _db.GetTable<QueueRow>().Where(r => r.IsOpen == 1 && r.Id > after).OrderBy(r => r.Id).Take(page)
            .Select(r => new Line(r.Id, r.Serial, r.Kind, r.OrderKey, r.State, r.NextAt, r.IsLinked, r.DependsOn, r.InsuredArea, r.OperatorType, r.OperatorCode, r.OperatorName))
            .ToListAsync(cancellationToken);

    private sealed record Line(
        long Id, string Serial, int Kind, string OrderKey, int State, long NextAt, int IsLinked, string? DependsOn, string? InsuredArea, string? OperatorType, string? OperatorCode, string? OperatorName);
}
