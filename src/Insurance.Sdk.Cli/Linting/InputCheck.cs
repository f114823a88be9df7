using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Insurance.Sdk.Cli.Editions;

namespace Insurance.Sdk.Cli.Linting;

/// <summary>Checks an input before it is sent: its JSON, its shape, the rules of its edition.</summary>
internal sealed class InputCheck
{
    private InputCheck(InputText text, StandardRequest? request, IReadOnlyList<ValidationError> errors, IReadOnlyList<ValidationError> warnings)
    {
        Json = text.Json.IsEmpty ? "" : Encoding.UTF8.GetString(text.Json.Span);
        Request = request;
        Errors = errors;
        Warnings = warnings;
    }

    internal IReadOnlyList<ValidationError> Errors { get; }

    internal IReadOnlyList<ValidationError> Warnings { get; }

    /// <summary>The input as it would go out; "" where there is none.</summary>
    internal string Json { get; }

    /// <summary>The input as the client reads it; null where it cannot be read.</summary>
    internal StandardRequest? Request { get; }

    internal static InputCheck Of(ChosenTransaction transaction, ReadOnlyMemory<byte> file)
    {
        var text = InputText.Read(file, transaction.View.Number);
        if (text.Error is { } error)
        {
            return new InputCheck(text, null, [error], []);
        }

        var codec = transaction.Edition.Codec;
        var plan = codec.Rules.Plan(transaction.Operation);
        var request = codec.ReadInput(transaction.Operation, text.Json.Span, []);
        var rules = codec.Check(transaction.Operation, request);

        // What only a call needs decided (the edition lacks the number, a node's name is disputed) says nothing about the file.
        var undecided = rules.Any(r => r.Number == "INS1010");
        if (transaction.View.HasTable && rules.Count > 0 && rules.All(r => r.Rule == "configuration"))
        {
            rules = rules.Select(r => new ValidationError(r.Number, r.Path, r.Field, r.Rule, r.Message, isWarning: true))
                .Concat(codec.CheckFields(transaction.Operation, request)).ToList();
        }

        var findings = new List<ValidationError>();
        if (text.Warning is { } warning)
        {
            findings.Add(warning);
        }

        // Without a table, or with an undecided node name, every name would be unknown.
        if (!undecided)
        {
            using var document = JsonDocument.Parse(text.Json);
            findings.AddRange(InputShape.Check(plan.Input, transaction.Edition.Name, document.RootElement));
        }

        // A value of the wrong kind is not read: what the rules then say about its field adds nothing.
        var told = findings.Where(f => f.Rule is "type" or "date" or "rows").Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        findings.AddRange(rules.Where(r => !told.Contains(r.Path) || (r.IsWarning && r.Rule == "code")));
        return new InputCheck(text, request, findings.Where(f => !f.IsWarning).ToList(), findings.Where(f => f.IsWarning).ToList());
    }
}
