using System;
using System.CommandLine;
using System.Globalization;
using System.Threading.Tasks;
using Insurance.Sdk.Pediatrics;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance pediatric explain</c>: whether a fee has a child's price, by which rule, and what goes on the wire.</summary>
internal static class PediatricExplainCommand
{
    internal static Command Create(Terminal terminal)
    {
        var rules = new Option<string>("--rules") { Description = "Rules file, or -", HelpName = "FILE", Required = true };
        var birth = new Option<string?>("--birth") { Description = "Birth date yyyy-MM-dd; without one nobody is a child", HelpName = "DAY" };
        var at = new Option<string>("--at") { Description = "Time of the fee, China time: yyyy-MM-dd or yyyy-MM-dd HH:mm:ss", HelpName = "TIME", Required = true };
        var item = new Option<string>("--item") { Description = "National code of the item (med_list_codg)", HelpName = "CODE", Required = true };
        var listType = new Option<string>("--list-type") { Description = "list_type of the item", HelpName = "TYPE", DefaultValueFactory = _ => ListType.ServiceItem };
        var region = new Option<string?>("--region") { Description = "Area of the hospital, six digits; default: the only one of the rules file", HelpName = "AREA" };
        var special = new Option<bool>("--special") { Description = "The price holds a special-clinic surcharge" };
        var newborn = new Option<bool>("--newborn-under-mother") { Description = "A newborn that is billed under the mother" };
        var json = CryptoOptions.Json();
        var command = new Command("explain", "Whether a fee has a child's price, by which rule, and what goes on the wire") { rules, birth, at, item, listType, region, special, newborn, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var file = await ReadRulesAsync(terminal, await terminal.ReadJsonAsync(arguments.GetValue(rules)!, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            var feeTime = TimeOf("--at", arguments.GetValue(at)!, "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd");
            var decision = Decide(() => file.Rules.Decide(
                arguments.GetValue(item)!,
                arguments.GetValue(listType)!,
                PatientOf(arguments.GetValue(birth), arguments.GetValue(newborn)),
                feeTime,
                arguments.GetValue(special)));
            var transmission = TransmissionOf(file.Transmissions, arguments.GetValue(region), feeTime);
            if (transmission is null)
            {
                await terminal.TellAsync("How a child's price is sent is not in the rules file, and no rule is public. Ask the bureau: " + string.Join("; ", ChildPriceTransmissions.QuestionsForTheBureau)).ConfigureAwait(false);
            }

            if (arguments.GetValue(json))
            {
                await terminal.WriteJsonAsync(writer =>
                {
                    writer.WriteString("decision", decision.Status.ToString());
                    writer.WriteString("rule", decision.Rule?.Id);
                    writer.WriteString("wire", transmission?.WireValueOf(decision.Status));
                    writer.WriteString("reason", decision.ToString());
                    writer.WriteString("why", decision.Reason.ToString());
                    writer.WriteString("surcharge", decision.Rule?.Surcharge.ToString());
                    writer.WriteString("ruleSource", decision.Rule?.Source);
                    writer.WriteString("way", transmission?.Way.ToString());
                    writer.WriteString("field", transmission is { HasFlag: true } ? transmission.Place : null);
                }, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await terminal.WriteLineAsync(decision.Status + ": " + decision, cancellationToken).ConfigureAwait(false);
                if (decision.Rule is { } rule)
                {
                    await terminal.WriteLineAsync("rule " + rule + ": " + rule.Surcharge + ", source " + rule.Source, cancellationToken).ConfigureAwait(false);
                }

                if (transmission is not null)
                {
                    await terminal.WriteLineAsync("sent as " + transmission + (transmission.HasFlag ? transmission.WireValueOf(decision.Status) is { } value ? " = " + value : ", left out" : ""), cancellationToken).ConfigureAwait(false);
                }
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<ChildPriceRulesFile> ReadRulesAsync(Terminal terminal, ReadOnlyMemory<byte> json)
    {
        try
        {
            return ChildPriceRulesFile.Parse(json);
        }
        catch (ChildPriceRulesException e)
        {
            foreach (var error in e.Errors)
            {
                await terminal.TellAsync("error " + error).ConfigureAwait(false);
            }

            throw new CommandException(ExitCode.InvalidInput, e.Errors.Count.ToString(CultureInfo.InvariantCulture) + " error(s) in the rules file");
        }
    }

    private static ChildPatient PatientOf(string? birth, bool isNewbornUnderMother)
    {
        if (isNewbornUnderMother)
        {
            return birth is null ? ChildPatient.NewbornUnderMother : throw new CommandException(ExitCode.Usage, "--newborn-under-mother: the birth date does not matter then, leave --birth out");
        }

        return ChildPatient.Born(null, birth is null ? null : TimeOf("--birth", birth, "yyyy-MM-dd"));
    }

    private static ChildPriceTransmission? TransmissionOf(ChildPriceTransmissions transmissions, string? region, ChinaTime feeTime)
    {
        if (region is not null)
        {
            return transmissions.For(region, feeTime);
        }

        return transmissions.Regions.Count switch
        {
            0 => null,
            1 => transmissions.For(transmissions.Regions[0], feeTime),
            _ => throw new CommandException(ExitCode.Usage, "--region: the rules file knows several: " + string.Join(", ", transmissions.Regions)),
        };
    }

    /// <summary>The library's texts about birth dates hold no date, so they may be shown.</summary>
    private static ChildPriceDecision Decide(Func<ChildPriceDecision> decide)
    {
        try
        {
            return decide();
        }
        catch (ArgumentException e)
        {
            var end = e.Message.IndexOf(" (Parameter", StringComparison.Ordinal);
            throw new CommandException(ExitCode.InvalidInput, "--birth: " + (end < 0 ? e.Message : e.Message[..end]));
        }
    }

    private static ChinaTime TimeOf(string option, string text, params string[] forms)
        => DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new ChinaTime(time)
            : throw new CommandException(ExitCode.InvalidInput, option + ": a real date of the form " + string.Join(" or ", forms) + " is needed");
}
