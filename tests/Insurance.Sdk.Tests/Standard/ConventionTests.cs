using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading;
using System.Xml.Linq;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.Tests.Standard;

/// <summary>Walks the whole assembly: what holds for one transaction holds for all.</summary>
public class ConventionTests
{
    private static readonly Assembly Library = typeof(InsuranceClient).Assembly;
    private static readonly Dictionary<string, XElement> Docs = XDocument.Load(Path.ChangeExtension(Library.Location, ".xml"))
        .Descendants("member").GroupBy(m => m.Attribute("name")!.Value).ToDictionary(g => g.Key, g => g.First());

    private static readonly HashSet<string> StandardCodes = StandardSpec.Current.Transactions
        .SelectMany(t => Nodes(t)).SelectMany(n => n.Fields).Select(f => f.Code).ToHashSet();

    public static IEnumerable<Type> Records => Library.GetExportedTypes().Where(t => typeof(StandardRecord).IsAssignableFrom(t) && !t.IsAbstract);

    [Fact]
    public void Every_field_is_documented_with_code_chinese_name_type_required_and_source()
    {
        var wrong = new List<string>();
        foreach (var property in Records.SelectMany(r => r.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)))
        {
            var id = $"P:{property.DeclaringType!.FullName}.{property.Name}";
            var summary = Docs.TryGetValue(id, out var member) ? (string?)member.Element("summary") ?? "" : "";
            var isNode = summary.StartsWith("Node ", StringComparison.Ordinal) || summary.StartsWith("Rows directly", StringComparison.Ordinal);
            var complete = summary.Contains("Source: ", StringComparison.Ordinal)
                && (isNode
                    || (StandardCodes.Contains(summary.Split(' ')[0])
                        && Regex.IsMatch(summary, "^\\S+ .+\\. (Text|Number|Date|Digits|Time|True|Bytes|Rows|A node|JSON)")
                        && Regex.IsMatch(summary, "(Required|Optional|Known to editions only)")));
            if (!complete)
            {
                wrong.Add(id + ": " + summary);
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(20)));
    }

    [Fact]
    public void The_length_of_a_field_is_in_its_documentation()
    {
        var summary = (string)Docs["P:Insurance.Sdk.UploadSalesBatchSelinfoDetail.FinlTrnsPric"].Element("summary")!;
        Assert.Equal("finl_trns_pric 最终成交单价. Number, length 16,6 (all digits, decimals). Required. Source: published.", summary);
    }

    [Fact]
    public void Every_transaction_has_request_answer_page_sample_behavior_and_a_unique_stem()
    {
        var root = Repository.Root;
        Assert.Equal(Operations.All.Count, Operations.All.Select(o => o.Stem).Distinct().Count());
        foreach (var operation in Operations.All)
        {
            Assert.Equal(operation.Stem + "Request", operation.NewRequest().GetType().Name);
            Assert.Equal(operation.Stem + "Answer", operation.NewAnswer().GetType().Name);
            Assert.True(File.Exists(Path.Combine(root, "docs", "reference", operation.Key + ".md")), operation.Key);
            Assert.True(File.Exists(Path.Combine(root, "docs", "reference", "samples", operation.Key + ".json")), operation.Key);
        }
    }

    [Fact]
    public void Every_transaction_that_changes_the_center_has_a_behavior_row_and_is_never_repeated_by_itself()
    {
        foreach (var operation in Operations.All)
        {
            var row = StandardSpec.Current.Transactions.Single(t => t.Key == operation.Key).Behavior;
            Assert.Equal(row["changesCenter"]!.GetValue<bool>(), operation.ChangesCenter);
            Assert.Equal(row["kind"]!.GetValue<string>(), operation.Kind.ToString().ToLowerInvariant());
            Assert.Equal(row["repeat"]!.GetValue<string>() is "safe", operation.Repeat == RepeatRule.Safe);
            Assert.False(operation.ChangesCenter && operation.MayBeRepeatedAutomatically, operation.Key);
        }
    }

    [Fact]
    public void Every_transaction_has_an_async_method_and_a_sync_twin_in_its_group()
    {
        foreach (var operation in Operations.All.Where(o => !o.IsInbound))
        {
            var group = typeof(InsuranceClient).GetProperty(operation.Group)!.PropertyType;
            var method = group.GetMethod(operation.Stem + "Async");
            var twin = group.GetMethod(operation.Stem);
            Assert.True(method is not null && twin is not null, operation.Key);
            Assert.Equal(method!.GetParameters().Select(p => p.ParameterType), twin!.GetParameters().Select(p => p.ParameterType));
            Assert.Equal(typeof(CancellationToken), method.GetParameters()[^1].ParameterType);
        }
    }

    [Fact]
    public void Only_what_the_center_calls_has_no_method()
        => Assert.Equal(new[] { "6204", "6302", "7108", "7109" }, Operations.All.Where(o => o.IsInbound).Select(o => o.Code));

    [Fact]
    public void No_type_of_the_signing_library_is_public()
    {
        var leaks = Library.GetExportedTypes().SelectMany(t => t.GetMembers()).SelectMany(Types).Where(t => t.Namespace?.StartsWith("Org.BouncyCastle", StringComparison.Ordinal) == true);
        Assert.Empty(leaks);
    }

    [Fact]
    public void The_shipped_library_stays_small() => Assert.InRange(new FileInfo(Library.Location).Length, 1, 8 * 1024 * 1024);

    private static IEnumerable<Type> Types(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType),
        ConstructorInfo constructor => constructor.GetParameters().Select(p => p.ParameterType),
        PropertyInfo property => new[] { property.PropertyType },
        FieldInfo field => new[] { field.FieldType },
        _ => Array.Empty<Type>(),
    };

    private static IEnumerable<NodeView> Nodes(TransactionSpec spec)
        => StandardSpec.Current.Editions.Select(e => StandardSpec.Current.Edition(e).View(spec)).Prepend(StandardSpec.Printed(spec)).SelectMany(v => v.Input.Concat(v.Output));
}
