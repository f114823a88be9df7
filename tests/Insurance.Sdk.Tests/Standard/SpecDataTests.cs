using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Insurance.Sdk.Spec;
using NJsonSchema;

namespace Insurance.Sdk.Tests.Standard;

/// <summary>The standard as data keeps its own schema and does not contradict itself.</summary>
public class SpecDataTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src", "Insurance.Sdk.Spec", "Standard");

    [Fact]
    public async Task Every_file_keeps_the_schema()
    {
        var errors = new List<string>();
        foreach (var resource in StandardSpec.Resources("transactions/"))
        {
            await Hold("transaction", resource, JsonNode.Parse(StandardSpec.ReadText(resource))!, errors);
        }

        foreach (var resource in StandardSpec.Resources("editions/").Where(r => r != "editions/base.json"))
        {
            await Hold("edition", resource, JsonNode.Parse(StandardSpec.ReadText(resource))!, errors);
        }

        await HoldEach("behavior", "behavior.json", errors, leaveOut: "workInjury");
        await HoldEach("name", "names.json", errors);
        await HoldEach("dictionary", "dictionaries.json", errors);
        await HoldEach("dictionary", "dictionaries.evidence.json", errors);
        Assert.True(errors.Count == 0, string.Join("\n", errors.Take(20)));
    }

    [Fact]
    public async Task The_schema_refuses_what_is_not_its_shape()
    {
        var errors = new List<string>();
        var transaction = JsonNode.Parse(StandardSpec.ReadText("transactions/3505A.json"))!;
        transaction["input"]![0]!["fields"]![0]!["lenght"] = "50";
        await Hold("transaction", "3505A", transaction, errors);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public void Every_transaction_has_a_name_and_a_behavior_row_and_every_row_a_transaction()
    {
        var standard = StandardSpec.Current;
        Assert.Equal(258, standard.Transactions.Count);
        Assert.Equal(29, standard.WorkInjury.Count);
        Assert.Equal(212, standard.Transactions.Count(t => t.Origin == "published" && t.Key is not "4101A") + (standard.Transactions.Any(t => t.Key == "4101A") ? 1 : 0));
        Assert.Equal(standard.Transactions.Count, standard.Transactions.Select(t => t.Stem).Distinct().Count());
    }

    [Fact]
    public void Every_edition_applies_to_every_transaction_it_names()
    {
        foreach (var edition in StandardSpec.Current.Editions)
        {
            var view = StandardSpec.Current.Edition(edition);
            Assert.All(view.Transactions, t => Assert.NotNull(t.Input));
        }
    }

    [Fact]
    public void Every_field_has_a_sensitivity()
    {
        var known = JsonNode.Parse(StandardSpec.ReadText("sensitivity.json"))!["fields"]!.AsObject().Select(f => FieldCode.Normal(f.Key)).ToHashSet();
        var missing = StandardSpec.Current.Transactions.SelectMany(t => StandardSpec.Printed(t).Input.Concat(StandardSpec.Printed(t).Output))
            .SelectMany(n => n.Fields).Where(f => f.ChildNode is null && f.Type is not ("array" or "object")).Select(f => f.Code).Where(c => !known.Contains(FieldCode.Normal(c))).Distinct().ToList();
        Assert.True(missing.Count == 0, string.Join(", ", missing));
    }

    [Fact]
    public void A_correction_of_an_unknown_path_names_the_nearest_one()
    {
        var corrections = JsonNode.Parse("""{"transactions":{"2207":{"fields":{"input.data.chrg_bchn":{"required":false}}}}}""")!.AsObject();
        var e = Assert.Throws<SpecException>(() => StandardSpec.Current.Edition("guangdong", corrections));
        Assert.Contains("input.data.chrg_bchno", e.Message);
    }

    [Fact]
    public void Extra_fields_of_corrections_merge_by_code()
    {
        var corrections = JsonNode.Parse("""{"transactions":{"3505A":{"extra":{"output.selinfoErrDetail":[{"code":"retRslt","length":"7"},{"code":"own","name":"自有","type":"string"}]}}}}""")!.AsObject();
        var node = StandardSpec.Current.Edition("guangdong", corrections).Find("3505A")!.Output.Single(n => n.Id == "selinfoErrDetail");
        Assert.Equal("7", node.Fields.Single(f => f.Code == "retRslt").Length);
        Assert.Contains(node.Fields, f => f.Code == "own");
        Assert.Contains(node.Fields, f => f.Code == "msgRslt");
    }

    [Fact]
    public void The_generated_files_are_what_the_data_says()
    {
        // The edition tables and samples of the client carry the data's hash; CI runs the generator with --check on all files.
        var sample = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "samples", "3505A.json"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(sample), SampleMessage.Input(StandardSpec.Current.Edition("guangdong").Find("3505A")!, StandardSpec.Current)));
    }

    private static async Task HoldEach(string definition, string resource, List<string> errors, string? leaveOut = null)
    {
        foreach (var (key, value) in JsonNode.Parse(StandardSpec.ReadText(resource))!.AsObject().Where(p => p.Key != leaveOut))
        {
            await Hold(definition, resource + " " + key, value!, errors);
        }
    }

    private static readonly Dictionary<string, JsonSchema> Schemas = new(StringComparer.Ordinal);

    private static async Task Hold(string definition, string name, JsonNode value, List<string> errors)
    {
        if (!Schemas.TryGetValue(definition, out var schema))
        {
            var all = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "schema", "standard.schema.json")))!.AsObject();
            all["$ref"] = "#/definitions/" + definition;
            Schemas[definition] = schema = (await JsonSchema.FromJsonAsync(all.ToJsonString())).ActualSchema;
        }

        errors.AddRange(schema.Validate(value.ToJsonString()).Select(e => $"{name}: {e}"));
    }
}
