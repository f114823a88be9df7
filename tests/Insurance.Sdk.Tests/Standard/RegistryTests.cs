using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Insurance.Sdk.Spec;
using Insurance.Sdk.Tests.Wire;

namespace Insurance.Sdk.Tests.Standard;

/// <summary>Every transaction of the registry, held against the Spec's tables.</summary>
public class RegistryTests
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    public static IEnumerable<object[]> Keys => StandardSpec.Current.Transactions.Select(t => new object[] { t.Key });

    [Fact]
    public void The_client_has_exactly_the_transactions_of_the_standard()
        => Assert.Equal(StandardSpec.Current.Transactions.Select(t => t.Key), Operations.All.Select(o => o.Key));

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_minimal_request_is_valid_and_goes_out_as_the_table_says(string key)
    {
        var (edition, view, operation) = Home(key);
        var sample = SampleMessage.Input(view, StandardSpec.Current);
        var codec = Codec.Of(edition, Decided(view));
        var request = codec.ReadInput(operation, sample.ToJsonString(), out var deviations);
        Assert.Empty(deviations);
        if (view.Spec.TableIsPublic)
        {
            Assert.Empty(codec.Errors(operation, request));
        }

        var written = JsonNode.Parse(codec.Write(operation, request))!;
        Assert.True(JsonNode.DeepEquals(sample, written), written.ToJsonString());
        Snapshots.Match(written.ToJsonString(Pretty), "Request." + key);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_random_valid_request_comes_back_as_it_went(string key)
    {
        var (edition, view, operation) = Home(key);
        if (view.Input.Any(n => n.WireName is null))
        {
            return; // Undecided node names are refused; RequestRuleTests has that.
        }

        var codec = Codec.Of(edition);
        for (var seed = 0; seed < 20; seed++)
        {
            var input = new RandomMessage(seed).Input(view);
            var request = codec.ReadInput(operation, input.ToJsonString(), out var deviations);
            Assert.True(deviations.Count == 0, $"seed {seed}: {string.Join("; ", deviations)}");
            var errors = view.Spec.TableIsPublic ? codec.Errors(operation, request) : new List<ValidationError>();
            Assert.True(errors.Count == 0, $"seed {seed}: {string.Join("; ", errors)}");
            var written = JsonNode.Parse(codec.Write(operation, request))!;
            Assert.True(JsonNode.DeepEquals(input, written), $"seed {seed}:\n{input.ToJsonString()}\n{written.ToJsonString()}");
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_minimal_answer_is_read_without_an_oddity(string key)
    {
        var (edition, view, operation) = Home(key);
        var sample = SampleMessage.Output(view, StandardSpec.Current);
        var deviations = new List<Deviation>();
        Codec.Of(edition).ReadOutput(operation, JsonSerializer.SerializeToUtf8Bytes(sample), deviations);
        Assert.Empty(deviations);
    }

    /// <summary>Guangdong, unless it does not have the transaction.</summary>
    private static (string Edition, TransactionView View, Operation Operation) Home(string key)
    {
        var standard = StandardSpec.Current;
        var spec = standard.Transactions.Single(t => t.Key == key);
        var edition = standard.Editions.Prepend("guangdong").First(e => standard.Edition(e).View(spec).Availability != Availability.No);
        return (edition, standard.Edition(edition).View(spec), Operations.All.Single(o => o.Key == key));
    }

    /// <summary>A correction that decides disputed node names, as a hospital would.</summary>
    private static string? Decided(TransactionView view)
    {
        var node = view.Input.FirstOrDefault(n => n.WireName is null);
        return node is null ? null : new JsonObject
        {
            ["transactions"] = new JsonObject { [view.Number] = new JsonObject { ["nodes"] = new JsonObject { ["input"] = new JsonObject { [node.Id] = new JsonObject { ["name"] = node.AlsoSeen[0] } } } } },
        }.ToJsonString();
    }
}
