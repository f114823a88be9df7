using System.CommandLine;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage.Catalogues;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance catalogue resolve</c>: the code that an item had at the time of a fee.</summary>
internal static class CatalogueResolveCommand
{
    internal static Command Create(Terminal terminal)
    {
        var (item, listType, database, json) = (CatalogueOptions.Item(), CatalogueOptions.ListType(), CatalogueOptions.Database(), CryptoOptions.Json());
        var at = new Option<string>("--at") { Description = "Time of the fee, not of the settlement", HelpName = "\"2026-03-01 10:00:00\"", Required = true };
        var command = new Command("resolve", "The national code that an item had at the time of a fee, or why it had none") { item, listType, at, database, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var time = CatalogueOptions.ReadTime(arguments.GetValue(at)!, "--at");
            return await CatalogueOptions.WithDatabaseAsync(arguments.GetValue(database)!, mustExist: true, terminal, async opened =>
            {
                var pairs = await new MappingStore(opened).ListAsync(arguments.GetValue(item)!, arguments.GetValue(listType)!, cancellationToken).ConfigureAwait(false);
                var resolution = new MappingIndex(pairs).Resolve(arguments.GetValue(item)!, arguments.GetValue(listType)!, time);
                await (arguments.GetValue(json)
                    ? terminal.WriteJsonAsync(
                        writer =>
                        {
                            writer.WriteString("code", resolution.Code);
                            writer.WriteString("from", CatalogueOptions.Day(resolution.From));
                            writer.WriteString("to", CatalogueOptions.Day(resolution.To));
                            writer.WriteString("reason", resolution.ToString());
                        },
                        cancellationToken)
                    : terminal.WriteLineAsync(resolution.ToString(), cancellationToken)).ConfigureAwait(false);
                return ExitCode.Ok;
            }).ConfigureAwait(false);
        });
        return command;
    }
}
