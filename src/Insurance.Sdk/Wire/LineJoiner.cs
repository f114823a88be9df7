using System;
using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk.Envelopes;

namespace Insurance.Sdk;

/// <summary>Finds the result rows of an answer (retRslt 返回结果, msgRslt 错误原因) and joins them to the request's lines.</summary>
/// <remarks>
/// Shapes met: one result object, a list of failed lines, a list of all lines, the request's rows echoed, no output at all. A row finds
/// its line by the keys of the business record; what else it echoes only breaks ties (centers mask names and trim texts). A refusal is never
/// replaced by a success, and a refusal that fits no line leaves no line without a result of its own accepted.
/// </remarks>
internal sealed class LineJoiner
{
    private static readonly string[] Verdicts = { "retrslt", "msgrslt", "memo" };
    private static readonly string[] Keys = { "fixmedinsbchno", "fixmedinshilistid", "feedetlsn", "invdatatype" };
    private readonly TransactionPlan _plan;
    private readonly bool _missingIsRefusal;
    private readonly List<Deviation> _deviations;

    internal LineJoiner(TransactionPlan plan, bool missingIsRefusal, List<Deviation> deviations)
    {
        _plan = plan;
        _missingIsRefusal = missingIsRefusal;
        _deviations = deviations;
    }

    internal IReadOnlyList<LineResult> Join(StandardRequest request, StandardAnswer answer, int offset, string messageId)
    {
        var results = new LineResult?[request.LineCount];
        var rest = answer.IsIncomplete ? new Verdict(LineState.Unknown, "the output could not be read to its end") : new Verdict(LineState.Accepted, null);
        var found = RowCollector.ResultsOf(answer, _plan.Output);
        if (found.Count > 0)
        {
            var lines = RowCollector.RowsOf(request, _plan.Input);
            var keyed = found.Where(r => IsKeyed(r, lines)).ToList();
            var keyless = found.Where(r => !keyed.Contains(r)).ToList();
            foreach (var row in keyed)
            {
                rest = Worse(rest, Place(row, lines, results, offset, messageId));
            }

            rest = Worse(rest, PlaceKeyless(keyless, results, offset, messageId));
        }

        for (var i = 0; i < results.Length; i++)
        {
            results[i] ??= new LineResult(offset + i, rest.State, rest.Reason, messageId);
        }

        return results!;
    }

    /// <summary>The verdict on a request that is no list: its explicit results taken together, of which a refusal counts most.</summary>
    internal IReadOnlyList<LineResult> OfWhole(StandardAnswer answer, string messageId)
    {
        var verdicts = RowCollector.ResultsOf(answer, _plan.Output).Where(r => r.ContainsKey("retrslt")).Select(VerdictOf).ToList();
        if (verdicts.Count == 0)
        {
            return Array.Empty<LineResult>();
        }

        var worst = verdicts.Aggregate(Worse);
        return new[] { new LineResult(0, worst.State, worst.Reason, messageId) };
    }

    private static Verdict Worse(Verdict a, Verdict b)
        => Weight(b.State) > Weight(a.State) || (b.State == a.State && string.IsNullOrEmpty(a.Reason)) ? b : a;

    private static int Weight(LineState state) => state switch { LineState.Refused => 2, LineState.Unknown => 1, _ => 0 };

    /// <summary>Gives a row's verdict to its line; what it means for lines without a result of their own comes back.</summary>
    private Verdict Place(Dictionary<string, string> row, List<Dictionary<string, string>> lines, LineResult?[] results, int offset, string messageId)
    {
        var verdict = VerdictOf(row);
        int best = -1, bestScore = -1, taken = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            if (!Fits(row, lines[i]))
            {
                continue;
            }

            var score = Likeness(row, lines[i]);
            if (results[i] is not null)
            {
                taken = taken < 0 ? i : taken;
            }
            else if (score > bestScore)
            {
                (best, bestScore) = (i, score);
            }
        }

        if (best < 0 && taken >= 0 && Weight(verdict.State) > Weight(results[taken]!.State))
        {
            best = taken;
        }

        if (best >= 0)
        {
            results[best] = new LineResult(offset + best, verdict.State, verdict.Reason, messageId);
        }
        else if (taken < 0)
        {
            _deviations.Add(new Deviation("INS2116", "output", "a result row fits no line of the request"));
            if (verdict.State != LineState.Accepted)
            {
                return new Verdict(LineState.Unknown, "the center turned down a line that cannot be told from its answer");
            }
        }

        return new Verdict(LineState.Accepted, null);
    }

    /// <summary>As many rows as lines stand in the lines' order; fewer speak of the whole call.</summary>
    private Verdict PlaceKeyless(List<Dictionary<string, string>> rows, LineResult?[] results, int offset, string messageId)
    {
        var verdicts = rows.Where(r => r.ContainsKey("retrslt") || r.ContainsKey("msgrslt")).Select(VerdictOf).ToList();
        if (verdicts.Count == 0)
        {
            return new Verdict(LineState.Accepted, null);
        }

        if (verdicts.Count != results.Length || verdicts.Count == 1)
        {
            return verdicts.Aggregate(Worse);
        }

        for (var i = 0; i < results.Length; i++)
        {
            results[i] ??= new LineResult(offset + i, verdicts[i].State, verdicts[i].Reason, messageId);
        }

        return new Verdict(LineState.Accepted, null);
    }

    private Verdict VerdictOf(Dictionary<string, string> row)
    {
        row.TryGetValue("retrslt", out var said);
        row.TryGetValue("msgrslt", out var reason);
        switch (said)
        {
            case "1":
                return new Verdict(LineState.Accepted, reason);
            case "0":
                return new Verdict(LineState.Refused, reason);
            case null when _missingIsRefusal:
                return new Verdict(LineState.Refused, reason);
            case null when SuccessWords.IsError(reason):
                _deviations.Add(new Deviation("INS2119", "output.msgRslt", "a result gives a reason but no verdict (retRslt); the line counts as unknown"));
                return new Verdict(LineState.Unknown, reason);
            case null:
                return new Verdict(LineState.Accepted, reason);
            default:
                _deviations.Add(new Deviation("INS2117", "output.retRslt", "a result that is neither 0 nor 1; the line counts as unknown"));
                return new Verdict(LineState.Unknown, reason);
        }
    }

    private bool IsKeyed(Dictionary<string, string> row, List<Dictionary<string, string>> lines)
        => lines.Exists(l => row.Keys.Any(k => Array.IndexOf(Verdicts, k) < 0 && l.ContainsKey(k)));

    /// <summary>True where every key of the business record that both have is the same; without a shared key, everything they share.</summary>
    private bool Fits(Dictionary<string, string> row, Dictionary<string, string> line)
    {
        var shared = row.Keys.Where(k => Array.IndexOf(Verdicts, k) < 0 && line.ContainsKey(k)).ToList();
        var keys = shared.Where(IsKey).ToList();
        return shared.Count > 0 && (keys.Count > 0 ? keys : shared).TrueForAll(k => row[k] == line[k]);
    }

    private bool IsKey(string field)
        => Array.IndexOf(Keys, field) >= 0 || _plan.Operation.BusinessKey.Any(k => FieldName.Normal(k) == field);

    private static int Likeness(Dictionary<string, string> row, Dictionary<string, string> line)
        => row.Count(pair => Array.IndexOf(Verdicts, pair.Key) < 0 && line.TryGetValue(pair.Key, out var own) && own == pair.Value);

    private readonly record struct Verdict(LineState State, string? Reason);
}
