using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage.Catalogues;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance catalogue download</c>: from the center into the database, until nothing is newer.</summary>
internal static class CatalogueDownloadCommand
{
    internal static Command Create(Terminal terminal)
    {
        var code = new Option<string[]>("--code") { Description = "Numbers of catalogues with a file (1305), of paged queries (1316), or 1901", HelpName = "1305", Required = true, AllowMultipleArgumentsPerToken = true };
        var database = CatalogueOptions.Database();
        var config = new Option<string>("--config") { Description = "Configuration file of the client", HelpName = "FILE", Required = true };
        var start = new Option<string?>("--start-version") { Description = "ver of the very first call; 0 where left out", HelpName = "VER" };
        var dictionary = new Option<string?>("--dictionary") { Description = "Type of the dictionary for 1901, such as list_type", HelpName = "TYPE" };
        var json = CryptoOptions.Json();
        var command = new Command("download", "Bring catalogues up to date from the center; a run that was stopped goes on") { code, database, config, start, dictionary, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var codes = arguments.GetValue(code)!.Distinct().ToList();
            foreach (var number in codes.Where(c => !PagedCatalogueDownloader.Numbers.Contains(c) && c != "1901"))
            {
                CatalogueOptions.ReadCatalogue(number);
            }

            if (codes.Contains("1901") && arguments.GetValue(dictionary) is not { Length: > 0 })
            {
                throw new CommandException(ExitCode.Usage, "--dictionary: 1901 wants the type of the dictionary, such as list_type");
            }

            var settings = await terminal.ReadSettingsAsync(arguments.GetValue(config)!, cancellationToken).ConfigureAwait(false);
            using var client = new InsuranceClient(settings, new InsuranceClientParts { TimeProvider = terminal.Time });
            return await CatalogueOptions.WithDatabaseAsync(arguments.GetValue(database)!, mustExist: false, terminal, async opened =>
            {
                var options = new CatalogueDownloadOptions { TimeProvider = terminal.Time, StartVersion = arguments.GetValue(start) ?? "0" };

                // Files wait for the next run of the same database only.
                options.Folder = Path.Combine(options.Folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(arguments.GetValue(database)!)))[..16]);
                var (source, store, asJson) = (new ClientCatalogueSource(client), new CatalogueStore(opened), arguments.GetValue(json));
                foreach (var number in codes)
                {
                    if (CatalogueLayout.Find(number) is null)
                    {
                        var paged = new PagedCatalogueDownloader(source, store, options);
                        var changed = number == "1901"
                            ? await DictionaryAsync(paged, arguments.GetValue(dictionary)!, settings.Area, cancellationToken).ConfigureAwait(false)
                            : await paged.RunAsync(number, cancellationToken).ConfigureAwait(false);
                        await (asJson
                            ? terminal.WriteJsonAsync(w => { w.WriteString("catalogue", number); w.WriteNumber("changedRows", changed); }, cancellationToken)
                            : terminal.WriteLineAsync(number + ": " + changed + " rows new or changed", cancellationToken)).ConfigureAwait(false);
                        continue;
                    }

                    CatalogueDownloadResult result;
                    using (var bar = ImportBar.For(terminal, asJson))
                    {
                        result = await new CatalogueDownloader(source, store, options).RunAsync(number, bar, cancellationToken).ConfigureAwait(false);
                    }

                    await TellAsync(terminal, result, asJson, cancellationToken).ConfigureAwait(false);
                }

                return ExitCode.Ok;
            }).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> DictionaryAsync(PagedCatalogueDownloader paged, string type, string area, CancellationToken cancellationToken)
    {
        try
        {
            return await paged.RunDictionaryAsync(type, area, cancellationToken).ConfigureAwait(false);
        }
        catch (NotSupportedException e)
        {
            throw new CommandException(ExitCode.SignatureOrProtocol, e.Message);
        }
    }

    private static Task TellAsync(Terminal terminal, CatalogueDownloadResult result, bool json, CancellationToken cancellationToken) => json
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
            cancellationToken);
}
