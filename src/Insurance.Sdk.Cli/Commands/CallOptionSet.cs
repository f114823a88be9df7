using System;
using System.CommandLine;
using Insurance.Sdk.Cli.Editions;

namespace Insurance.Sdk.Cli.Commands;

/// <summary>Options of <c>insurance call</c> and the call they describe.</summary>
internal sealed class CallOptionSet
{
    internal Argument<string> Code { get; } = EditionOptions.Code();

    internal Option<string> Input { get; } = EditionOptions.Input();

    internal Option<string> Config { get; } = new("--config") { Description = "Configuration file (docs/reference/configuration.md)", HelpName = "FILE", Required = true };

    internal Option<string?> InsuredArea { get; } = new("--insured-area") { Description = "Insured area of the patient (insuplc_admdvs), six digits", HelpName = "A" };

    internal Option<string?> Operator { get; } = new("--operator") { Description = "Number of who makes the call (opter); default: the configuration's", HelpName = "CODE" };

    internal Option<string?> OperatorName { get; } = new("--operator-name") { Description = "Name of who makes the call (opter_name)", HelpName = "NAME" };

    internal Option<string?> OperatorType { get; } = new("--operator-type") { Description = "Kind of who makes the call (opter_type): 1 counter, 2 self-service, 3 mobile", HelpName = "TYPE" };

    internal Option<string?> SignNo { get; } = new("--sign-no") { Description = "sign_no of a sign-in (9001)", HelpName = "TEXT" };

    internal Option<string?> MessageId { get; } = new("--message-id") { Description = "msgid to send under; left out, a new one", HelpName = "TEXT" };

    internal Option<decimal?> Timeout { get; } = new("--timeout") { Description = "Limit of the call in seconds; default: the configuration's", HelpName = "S" };

    internal Option<string?> File { get; } = new("--file") { Description = "Where a file goes that comes as the answer (9102)", HelpName = "FILE" };

    internal Option<string?> Journal { get; } = new("--journal")
    {
        Description = "Record the call before it leaves, and its outcome: SQLite file (made where there is none), or postgres:, mysql:, sqlserver: and a connection string",
        HelpName = "FILE",
    };

    internal Option<bool> Unchecked { get; } = new("--unchecked") { Description = "Send without checking the input, also under a number that the standard does not know" };

    internal Option<bool> Json { get; } = new("--json") { Description = "Write the output in one line, and a failure as a JSON line on the error output" };

    internal Command Command() => new("call", "Send an input to the center and print the output: ends with 0, 2 refused, 3 not processed, 4 outcome unknown, 5 invalid input, 6 no usable answer")
    {
        Code, Input, Config, InsuredArea, Operator, OperatorName, OperatorType, SignNo, MessageId, Timeout, File, Journal, Unchecked, Json,
    };

    internal CallOptions Read(ParseResult arguments, InsuranceOptions settings) => new()
    {
        InsuredArea = arguments.GetValue(InsuredArea),
        SignNo = arguments.GetValue(SignNo),
        MessageId = arguments.GetValue(MessageId),
        Timeout = arguments.GetValue(Timeout) switch
        {
            null => null,
            > 0 and <= 86400 and var seconds => TimeSpan.FromMilliseconds((double)(seconds * 1000)),
            _ => throw new CommandException(ExitCode.Usage, "--timeout: more than 0 and at most 86400 seconds"),
        },
        Operator = ReadOperator(arguments, settings),
    };

    private Operator? ReadOperator(ParseResult arguments, InsuranceOptions settings)
    {
        var (code, name, type) = (arguments.GetValue(Operator), arguments.GetValue(OperatorName), arguments.GetValue(OperatorType));
        if (code is null && name is null && type is null)
        {
            return null;
        }

        var usual = settings.Operator;
        return new Operator
        {
            Type = type ?? usual?.Type ?? "1",
            Code = code ?? usual?.Code ?? settings.InstitutionCode,
            Name = name ?? usual?.Name ?? (settings.InstitutionName.Length > 50 ? settings.InstitutionName[..50] : settings.InstitutionName),
        };
    }
}
