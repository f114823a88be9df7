using System.CommandLine;
using System.Linq;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage.Catalogues;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance catalogue download</c>: from the center into the database, until nothing is newer.</summary>
internal static class CatalogueDownloadCommand
{
    internal static Command Create(Terminal terminal)
    {
        var code = new Option<string[]>("--code") { Description = "Numbers of catalogues with a file (1305) or of paged queries (1316)", HelpName = "1305", Required = true, AllowMultipleArgumentsPerToken = true };
        var database = CatalogueOptions.Database();
        var config = new Option<string>("--config") { Description = "Configuration file of the client", HelpName = "FILE", Required = true };
        var start = new Option<string?>("--start-version") { Description = "ver of the very first call; 0 where left out", HelpName = "VER" };
        var json = CryptoOptions.Json();
        var command = new Command("download", "Bring catalogues up to date from the center; a run that was stopped goes on") { code, database, config, start, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var codes = arguments.GetValue(code)!.Distinct().ToList();
            foreach (var number in codes.Where(c => !PagedCatalogueDownloader.Numbers.Contains(c)))
            {
                CatalogueOptions.ReadCatalogue(number);
            }

            var settings = await terminal.ReadSettingsAsync(arguments.GetValue(config)!, cancellationToken).ConfigureAwait(false);
            using var client = new InsuranceClient(settings, new InsuranceClientParts { TimeProvider = terminal.Time });
            using var opened = CatalogueOptions.Open(arguments.GetValue(database)!, terminal);
            var options = new CatalogueDownloadOptions { TimeProvider = terminal.Time, StartVersion = arguments.GetValue(start) ?? "0" };
            var (source, store, asJson) = (new ClientCatalogueSource(client), new CatalogueStore(opened), arguments.GetValue(json));
            foreach (var number in codes)
            {
                if (PagedCatalogueDownloader.Numbers.Contains(number))
                {
                    var changed = await new PagedCatalogueDownloader(source, store, options).RunAsync(number, cancellationToken).ConfigureAwait(false);
                    await (asJson
                        ? terminal.WriteJsonAsync(w => { w.WriteString("catalogue", number); w.WriteNumber("changedRows", changed); }, cancellationToken)
                        : terminal.WriteLineAsync(number + ": " + changed + " rows new or changed", cancellationToken)).ConfigureAwait(false);
                    continue;
                }

                var result = await new CatalogueDownloader(source, store, options).RunAsync(number, asJson ? null : new CatalogueImportCommand.Bar(terminal), cancellationToken).ConfigureAwait(false);
                await (asJson
                    ? terminal.WriteJsonAsync(
                        w =>
                        {
                            w.WriteString("catalogue", result.Catalogue);
                            w.WriteString("end", result.End == CatalogueDownloadEnd.UpToDate ? "upToDate" : "notReady");
                            w.WriteString("version", result.Version.Text);
                            w.WriteStartArray("imports");
                            foreach (var report in result.Imports)
                            {
                                w.WriteStartObject();
                                CatalogueImportCommand.Write(w, report);
                                w.WriteEndObject();
                            }

                            w.WriteEndArray();
                        },
                        cancellationToken)
                    : terminal.WriteLineAsync(
                        result.Catalogue + ": " + (result.End == CatalogueDownloadEnd.UpToDate ? "up to date" : "the file is not ready yet; run again later") + ", version " + result.Version
                            + string.Concat(result.Imports.Select(i => "\n  " + i)),
                        cancellationToken)).ConfigureAwait(false);
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
