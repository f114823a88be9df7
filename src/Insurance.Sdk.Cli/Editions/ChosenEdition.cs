using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Spec;

namespace Insurance.Sdk.Cli.Editions;

/// <summary>The edition a command works with, with a hospital's corrections over it: as data (for people) and as rules (for checks).</summary>
internal sealed class ChosenEdition
{
    private readonly JsonElement? _corrections;
    private EditionView? _view;
    private StandardCodec? _codec;

    private ChosenEdition(string name, InsuranceOptions? options)
    {
        Name = name;
        Options = options;
        _corrections = CorrectionsFile.Load(options?.Corrections);
    }

    internal const string Default = "guangdong";

    internal string Name { get; }

    /// <summary>The configuration file's settings; null where none was named.</summary>
    internal InsuranceOptions? Options { get; }

    internal EditionView View => _view ??= StandardSpec.Current.Edition(Name, _corrections is { } json ? JsonNode.Parse(json.GetRawText())!.AsObject() : null);

    internal StandardCodec Codec => _codec ??= new StandardCodec(
        new EditionRules(Name, _corrections),
        new CodecSettings
        {
            CodeListsFail = Options?.CodeLists == CodeListRule.Fail,
            MissingLineResultIsRefusal = Options?.MissingLineResult == MissingLineRule.Refused,
        });

    /// <summary>Reads the options <c>--edition</c> and <c>--config</c>; the first wins over the second.</summary>
    internal static async Task<ChosenEdition> ReadAsync(string? edition, string? configFile, Terminal terminal, CancellationToken cancellationToken)
    {
        var options = configFile is null ? null : await terminal.ReadSettingsAsync(configFile, cancellationToken).ConfigureAwait(false);
        return Of(edition, options);
    }

    internal static ChosenEdition Of(string? edition, InsuranceOptions? options)
    {
        var name = edition
            ?? (options is null ? Default : string.IsNullOrEmpty(options.Edition) ? InsuranceProfile.Find(options.Profile).Edition : options.Edition);
        if (name != EditionRules.Base && !EditionRules.Names.Contains(name, StringComparer.Ordinal))
        {
            throw new CommandException(
                ExitCode.Usage, "there is no edition '" + name + "'; known: " + string.Join(", ", EditionRules.Names.Append(EditionRules.Base)));
        }

        var chosen = new ChosenEdition(name, options);
        _ = chosen.Codec; // A slip in the corrections is told now, by the reader that holds them against their shape.
        return chosen;
    }

    /// <summary>The transaction behind a number or a key.</summary>
    /// <exception cref="CommandException">There is none; the text names the nearest number.</exception>
    internal ChosenTransaction Find(string code)
    {
        if (View.Find(code) is not { } view || Operations.All.FirstOrDefault(o => o.Key == view.Spec.Key) is not { } operation)
        {
            var nearest = NearestName.Of(code, View.Transactions.Select(t => t.Number));
            throw new CommandException(
                ExitCode.Usage, "the edition " + Name + " has no transaction '" + code + "'; the nearest number is " + nearest + " " + View.Find(nearest)?.Spec.ChineseName);
        }

        return new ChosenTransaction(this, view, operation);
    }
}

/// <summary>A transaction of the edition a command works with.</summary>
/// <param name="Edition">The edition.</param>
/// <param name="View">Its tables as data.</param>
/// <param name="Operation">Its descriptor in the client.</param>
internal sealed record ChosenTransaction(ChosenEdition Edition, TransactionView View, Operation Operation)
{
    internal string Title => View.Number + " " + View.Spec.ChineseName;
}
