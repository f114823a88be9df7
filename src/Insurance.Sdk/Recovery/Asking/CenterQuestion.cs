using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Recovery;

/// <summary>Puts a confirming query of the behavior data to the center, for each line that was sent, and reads the answer by its rule.</summary>
internal sealed class CenterQuestion
{
    private const int MostPages = 50;
    private const string NoInput = "{}";

    private readonly InsuranceClient _client;
    private readonly IRecoveryJournal _journal;
    private readonly RecoveryOptions _options;
    private readonly RowJudge _judge;

    internal CenterQuestion(InsuranceClient client, IRecoveryJournal journal, RecoveryOptions options)
    {
        _client = client;
        _journal = journal;
        _options = options;
        _judge = new RowJudge(client, journal, options);
    }

    internal async Task<Evidence> AskAsync(LostCall lost, ConfirmingQuery query, KeptSteps kept, CancellationToken cancellationToken)
    {
        var rule = DecisionRule.Of(query);
        Evidence Says(View view, string text, RecordTree? row = null) => new(query.Code, query.Certainty, view, text, row) { Also = rule.Also };
        if (_client.Inside.Codec.Find(query.Code) is not { } operation || _client.Inside.Lacks(operation))
        {
            return Says(View.NotAsked, "");
        }

        try
        {
            return await AskAsync(lost, query, rule, operation, new Facts(lost, lost.Request, kept, _options, _client.Inside.Area), Says, cancellationToken).ConfigureAwait(false);
        }
        catch (RefusedException)
        {
            // Some centers refuse a query that finds nothing; which text would say so is not public, so it proves nothing.
            return Says(View.Open, "was refused");
        }
        catch (ConfigurationException e)
        {
            return Says(View.NotAsked, "cannot be asked: " + e.Setting);
        }
        catch (ValidationException e)
        {
            return Says(View.NotAsked, "cannot be asked: " + string.Join(", ", e.Errors.Where(x => !x.IsWarning).Select(x => x.Field).Distinct()) + " not known");
        }
        catch (InsuranceException e)
        {
            return Says(View.Away, "gave no answer (" + e.GetType().Name + ")");
        }
    }

    private async Task<Evidence> AskAsync(
        LostCall lost, ConfirmingQuery query, DecisionRule rule, Operation operation, Facts facts, Func<View, string, RecordTree?, Evidence> says, CancellationToken cancellationToken)
    {
        var lines = rule.Each is { } node ? lost.Request.All.Where(r => FieldName.Same(r.Node, node)).ToList() : new List<RecordTree> { lost.Request };
        var asked = new Dictionary<string, Answer>(StringComparer.Ordinal);
        var views = new List<(View View, string Text, RecordTree? Row)>();
        foreach (var line in lines)
        {
            var of = facts.Of(line);
            if (!await IsMeantAsync(rule, line, of, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            var answer = await AnswerAsync(lost, query, rule, operation, of, asked, cancellationToken).ConfigureAwait(false);
            if (answer is null)
            {
                return says(View.Open, "is asked for " + _options.MostQuestions.ToString(CultureInfo.InvariantCulture) + " lines at most", null);
            }

            views.Add(await _judge.JudgeAsync(lost, rule, line, of, answer, cancellationToken).ConfigureAwait(false));
        }

        if (views.Count == 0)
        {
            return says(View.NotAsked, "", null);
        }

        if (views.TrueForAll(v => v.View == views[0].View))
        {
            return says(views[0].View, views[0].Text + Lines(views.Count), views[0].Row);
        }

        return says(View.Open, "shows " + Count(views, View.Done) + " of " + views.Count.ToString(CultureInfo.InvariantCulture) + " lines", null);
    }

    private static async Task<bool> IsMeantAsync(DecisionRule rule, RecordTree line, Facts facts, CancellationToken cancellationToken)
        => (rule.When.IsEmpty || (await rule.When.WorkOutAsync(facts, cancellationToken).ConfigureAwait(false))?.HoldsNear(line) == true)
            && (rule.Skip.IsEmpty || (await rule.Skip.WorkOutAsync(facts, cancellationToken).ConfigureAwait(false))?.HoldsFor(line) != true);

    /// <summary>Lines with the same question share one answer. Null where there would be too many questions.</summary>
    private async Task<Answer?> AnswerAsync(
        LostCall lost, ConfirmingQuery query, DecisionRule rule, Operation operation, Facts facts, Dictionary<string, Answer> asked, CancellationToken cancellationToken)
    {
        var (whole, refusal, any) = (new Answer(), (RefusedException?)null, false);
        foreach (var input in await InputsAsync(query, rule, operation, facts, cancellationToken).ConfigureAwait(false))
        {
            var text = input.Count == 0 ? NoInput : InputComposer.Write(_client.Inside, operation, new[] { input });
            if (!asked.TryGetValue(text, out var answer))
            {
                if (asked.Count >= _options.MostQuestions)
                {
                    return null;
                }

                try
                {
                    asked[text] = answer = await PagesAsync(lost, operation, input, text, cancellationToken).ConfigureAwait(false);
                }
                catch (RefusedException e)
                {
                    // One value of several that the center does not know: the others may still show the row, but a row that is missing proves nothing.
                    refusal = e;
                    whole.IsWhole = false;
                    continue;
                }
            }

            any = true;
            whole.Add(answer);
        }

        return any || refusal is null ? whole : throw refusal;
    }

    /// <summary>The values of the query's input; several inputs where the rule names values for one that is not known.</summary>
    private async Task<List<Dictionary<string, string>>> InputsAsync(ConfirmingQuery query, DecisionRule rule, Operation operation, Facts facts, CancellationToken cancellationToken)
    {
        var inputs = new List<Dictionary<string, string>> { new(StringComparer.Ordinal) };
        foreach (var pair in Source.Pairs(query.Input))
        {
            var value = await facts.ValueAsync(pair.Value, cancellationToken).ConfigureAwait(false);
            var values = value is not null ? new[] { value } : rule.Otherwise.TryGetValue(pair.Key, out var others) ? others.Where(o => InputComposer.Lists(_client.Inside, operation, pair.Key, o)).ToArray() : Array.Empty<string>();
            if (values.Length > 0)
            {
                inputs = inputs.SelectMany(i => values.Select(v => new Dictionary<string, string>(i, StringComparer.Ordinal) { [pair.Key] = v })).ToList();
            }
        }

        return inputs;
    }

    private async Task<Answer> PagesAsync(LostCall lost, Operation operation, Dictionary<string, string> input, string text, CancellationToken cancellationToken)
    {
        var answer = await PageAsync(lost, operation, text, cancellationToken).ConfigureAwait(false);
        var paged = input.Keys.FirstOrDefault(k => FieldName.Same(k, "page_num"));
        if (paged is null)
        {
            return answer;
        }

        var size = input.FirstOrDefault(i => FieldName.Same(i.Key, "page_size")).Value;
        for (var page = 2; !answer.IsLastPage(size); page++)
        {
            if (page > MostPages)
            {
                answer.IsWhole = false;
                break;
            }

            var next = new Dictionary<string, string>(input, StringComparer.Ordinal) { [paged] = page.ToString(CultureInfo.InvariantCulture) };
            var more = await PageAsync(lost, operation, InputComposer.Write(_client.Inside, operation, new[] { next }), cancellationToken).ConfigureAwait(false);
            if (more.RepeatsLastOf(answer))
            {
                break; // A center that does not know pages gives the same one again.
            }

            answer.Add(more);
        }

        return answer;
    }

    private async Task<Answer> PageAsync(LostCall lost, Operation operation, string input, CancellationToken cancellationToken)
    {
        var call = new CallOptions { InsuredArea = lost.Entry.InsuredArea.Length > 0 ? lost.Entry.InsuredArea : null };
        // A query that takes nothing (5101): its printed table repeats the envelope's fields, which would be demanded.
        var raw = await _client.InvokeAsync(_client.Inside.NumberOf(operation), input, call, skipCheck: input == NoInput, cancellationToken).ConfigureAwait(false);
        var output = _client.Inside.Codec.ReadOutput(operation, Encoding.UTF8.GetBytes(raw.OutputJson), new List<Deviation>());
        return new Answer(RecordTree.Of(output, _client.Inside.Codec.PlanOf(operation).Output), raw.OutputJson, !output.IsIncomplete);
    }

    private static string Lines(int count) => count > 1 ? " (" + count.ToString(CultureInfo.InvariantCulture) + " lines)" : "";

    private static string Count(List<(View View, string Text, RecordTree? Row)> views, View view) => views.Count(v => v.View == view).ToString(CultureInfo.InvariantCulture);
}

/// <summary>The records of an answer, over its pages.</summary>
internal sealed class Answer
{
    private readonly List<RecordTree> _pages = new();
    private string _lastText = "";

    internal Answer()
    {
    }

    internal Answer(RecordTree page, string text, bool isWhole)
    {
        _pages.Add(page);
        _lastText = text;
        IsWhole = isWhole;
    }

    /// <summary>False where something is missing: what is not there proves nothing then.</summary>
    internal bool IsWhole { get; set; } = true;

    internal IEnumerable<RecordTree> Records => _pages.SelectMany(p => p.All);

    internal void Add(Answer other)
    {
        _pages.AddRange(other._pages);
        _lastText = other._lastText;
        IsWhole &= other.IsWhole;
    }

    internal bool RepeatsLastOf(Answer other) => _lastText == other._lastText;

    /// <summary>True where the newest page says that it is the last one, has no rows, or fewer than a page holds.</summary>
    internal bool IsLastPage(string? size)
    {
        var page = _pages[_pages.Count - 1];
        var rows = page.All.Count(r => r.Node.Length > 0 && r.Fields.Count > 0);
        if (rows == 0 || page.Deep("lastPage") is "true" or "1")
        {
            return true;
        }

        if (int.TryParse(page.Deep("pages"), out var pages))
        {
            return _pages.Count >= pages;
        }

        return int.TryParse(size, out var most) && rows < most;
    }
}
