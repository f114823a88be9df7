using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.Recovery.Tests;

/// <summary>Every command has a plan, and the plans speak of fields and transactions that exist.</summary>
public sealed class PlanTests
{
    private static readonly string[] Kinds = ["command", "upload", "reversal"];

    private static readonly List<TransactionView> Views = StandardSpec.Current.Editions.Append("base").SelectMany(e => StandardSpec.Current.Edition(e).Transactions).ToList();

    public static TheoryData<string> Commands => new(Operations.All.Where(o => !o.IsInbound && o.Kind is OperationKind.Command or OperationKind.Upload or OperationKind.Reversal).Select(o => o.Key));

    [Fact]
    public void Every_command_of_the_behavior_data_has_a_plan_or_says_why_a_person_must_look()
    {
        using var behavior = JsonDocument.Parse(StandardSpec.ReadText("behavior.json"));
        var rows = behavior.RootElement.EnumerateObject().Where(p => p.Name != "workInjury").Concat(behavior.RootElement.GetProperty("workInjury").EnumerateObject()).ToList();
        var commands = rows.Where(r => Kinds.Contains(r.Value.GetProperty("kind").GetString())).ToList();
        var without = commands.Where(r => !HasPlan(r.Value)).Select(r => r.Name).ToList();
        Assert.True(commands.Count > 140);
        Assert.True(without.Count == 0, "No plan and no reason: " + string.Join(", ", without));
        Assert.All(commands.SelectMany(c => c.Value.GetProperty("confirmBy").EnumerateArray()), q => Assert.True(q.TryGetProperty("decide", out _), q.ToString()));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_plan_names_only_fields_and_transactions_that_exist(string key)
    {
        var operation = Operations.All.Single(o => o.Key == key);
        Assert.Equal(operation.NeedsPerson.Length == 0, operation.Repeat == RepeatRule.Safe || operation.ConfirmedBy.Any(q => DecisionRule.Of(q).Decides));
        foreach (var query in operation.ConfirmedBy)
        {
            var rule = DecisionRule.Of(query);
            var asked = Operations.All.Single(o => o.Code == query.Code && o.Key == query.Code);
            var (input, output) = Fields(asked);
            if (rule.Comparison.Length == 0)
            {
                Assert.All(Source.Pairs(query.Input), p => Assert.Contains(FieldName.Normal(p.Key), input));
                Assert.All(RuleFields(rule), f => Assert.True(output.Contains(FieldName.Normal(f)), query.Code + " answers no " + f));
                Assert.DoesNotContain(Source.Pairs(query.Input), p => p.Value.Room == "answer");
            }

            var lost = Fields(operation).Input;
            var sources = Source.Pairs(query.Input).Select(p => p.Value).Concat(new[] { rule.Key, rule.Yes, rule.No, rule.When, rule.Skip }.Where(c => c is not null).SelectMany(c => c!.Sources));
            Assert.All(sources.Where(s => s is { IsText: false, Room: "" }), s => Assert.True(lost.Contains(FieldName.Normal(s.Name)), key + " sends no " + s.Name));
            Assert.All(rule.Otherwise.Keys, k => Assert.Contains(FieldName.Normal(k), input));
            if (rule.Each is { } node)
            {
                Assert.Contains(FieldName.Normal(node), Nodes(operation));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void What_takes_back_by_itself_gets_all_that_it_needs_and_nothing_unknown(string key)
    {
        var operation = Operations.All.Single(o => o.Key == key);
        foreach (var undo in operation.UndoneBy.Where(u => u.Input.Length > 0))
        {
            var taking = Operations.All.Single(o => o.Key == undo.Code);
            var known = Fields(taking).Input;
            Assert.All(Source.Pairs(undo.Input), p => Assert.Contains(FieldName.Normal(p.Key), known));
            Assert.Equal(OperationKind.Reversal, taking.Kind);
        }
    }

    [Fact]
    public void Only_calls_without_money_may_be_sent_again()
        => Assert.All(Operations.All.Where(o => o.Repeat == RepeatRule.Safe && o.ChangesCenter), o => Assert.False(o.MovesMoney && o.Kind == OperationKind.Command && !o.IsInbound, o.Key));

    private static bool HasPlan(JsonElement row)
        => row.TryGetProperty("person", out var person) && person.GetString()!.Length > 5
            || row.GetProperty("repeat").GetString() == "safe"
            || row.GetProperty("confirmBy").EnumerateArray().Any(q => q.TryGetProperty("decide", out var decide) && !(decide.TryGetProperty("row", out var says) && says.GetString() == "hint"));

    private static IEnumerable<string> RuleFields(DecisionRule rule)
        => rule.Key.NeededFields.Concat(rule.Yes?.NeededFields ?? []).Concat(rule.No?.NeededFields ?? []).Concat(new[] { rule.New, rule.Near }.Where(f => f is not null).Select(f => f!));

    private static (HashSet<string> Input, HashSet<string> Output) Fields(Operation operation)
    {
        var known = Views.Where(t => t.Spec.Key == operation.Key).ToList();
        return (known.SelectMany(t => t.Input).SelectMany(n => n.Fields).Select(f => FieldName.Normal(f.Code)).ToHashSet(), known.SelectMany(t => t.Output).SelectMany(n => n.Fields).Select(f => FieldName.Normal(f.Code)).ToHashSet());
    }

    private static HashSet<string> Nodes(Operation operation) => Views.Where(t => t.Spec.Key == operation.Key).SelectMany(t => t.Input).Select(n => FieldName.Normal(n.Id)).ToHashSet();
}
