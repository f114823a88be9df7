using System;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using Insurance.Sdk.Generator;
using Insurance.Sdk.Spec;

// Usage: dotnet run --project src/Insurance.Sdk.Generator [--check] [--root DIR]
var check = args.Contains("--check");
var rootAt = Array.IndexOf(args, "--root");
var root = rootAt >= 0 ? args[rootAt + 1] : FindRoot();
var standard = StandardSpec.Current;
var output = new OutputFolder(root);
var transactions = standard.Transactions.Select(t => UnionTransaction.Of(standard, t)).ToList();
var specHash = CSharpEmitter.Hash(string.Concat(StandardSpec.Resources().Select(r => r + StandardSpec.ReadText(r))));
var sampleForm = new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

foreach (var transaction in transactions)
{
    var spec = transaction.Spec;
    output.Add($"src/Insurance.Sdk/Standard/{spec.Group}/{spec.Key}.{spec.Stem}.cs", CSharpEmitter.Emit(transaction));
    output.Add($"docs/reference/{spec.Key}.md", ReferencePage.Emit(transaction, standard));
    output.Add($"docs/reference/samples/{spec.Key}.json", SampleMessage.Input(SampleView(spec), standard).ToJsonString(sampleForm) + "\n");
}

output.Add("src/Insurance.Sdk/Standard/Groups.cs", RegistryEmitter.Groups(transactions));
output.Add("src/Insurance.Sdk/Standard/Operations.cs", RegistryEmitter.Registry(transactions, specHash));
output.Add("src/Insurance.Sdk/Standard/CodeLists.cs", RegistryEmitter.CodeLists(standard));
output.Add("docs/reference/README.md", ReferencePage.Index(transactions));
foreach (var edition in standard.Editions)
{
    output.Add($"src/Insurance.Sdk/Standard/Editions/{edition}.json", EditionEmitter.Emit(standard, edition));
}

string[] owned = { "src/Insurance.Sdk/Standard", "docs/reference" };
if (check)
{
    var differences = output.Differences(owned);
    foreach (var difference in differences)
    {
        Console.Error.WriteLine(difference);
    }

    Console.Error.WriteLine(differences.Count == 0 ? $"{output.Count} generated files are as the standard's data says." : $"{differences.Count} generated files differ: run the generator and commit.");
    return differences.Count == 0 ? 0 : 1;
}

output.Write(owned);
Console.Error.WriteLine($"{output.Count} files from {transactions.Count} transactions, standard {specHash}.");
return 0;

// The sample is Guangdong's, unless Guangdong does not have the transaction.
TransactionView SampleView(TransactionSpec spec)
    => standard.Editions.Prepend("guangdong").Select(e => standard.Edition(e).View(spec)).First(v => v.Availability != Availability.No);

static string FindRoot()
{
    var folder = new DirectoryInfo(Directory.GetCurrentDirectory());
    while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Insurance.Sdk.sln")))
    {
        folder = folder.Parent;
    }

    return folder?.FullName ?? throw new InvalidOperationException("Run inside the repository, or name it with --root.");
}
