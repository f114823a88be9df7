using System.CommandLine;

namespace Insurance.Sdk.Cli.Editions;

/// <summary>Arguments and options of every command that speaks of a transaction.</summary>
internal static class EditionOptions
{
    internal static Argument<string> Code() => new("CODE") { Description = "Transaction number (交易编号), such as 3505A" };

    internal static Option<string?> Edition() => new("--edition")
    {
        Description = "Edition of the standard: guangdong (default), hunan, jilin, inner-mongolia, or base for the tables as printed",
        HelpName = "NAME",
    };

    internal static Option<string?> Config() => new("--config")
    {
        Description = "Configuration file: its edition, its corrections, its rule for code lists (docs/reference/configuration.md)",
        HelpName = "FILE",
    };

    internal static Option<string> Input() => new("--input")
    {
        Description = "File to read; - is the standard input",
        HelpName = "FILE|-",
        DefaultValueFactory = _ => "-",
    };
}
