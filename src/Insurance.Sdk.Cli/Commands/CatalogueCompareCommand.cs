using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.Storage.Catalogues;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance catalogue map compare</c>: the hospital's pairs beside what 1317 reads back. It only asks; nothing is sent that the center books.</summary>
internal static class CatalogueCompareCommand
{
    internal static Command Create(Terminal terminal)
    {
        var database = CatalogueOptions.Database();
        var config = new Option<string>("--config") { Description = "Configuration file of the client", HelpName = "FILE", Required = true };
        var adopt = new Option<bool>("--adopt") { Description = "Take pairs that only the center has into the database" };
        var (by, why, json) = (CatalogueOptions.By(), CatalogueOptions.Why(), CryptoOptions.Json());
        var command = new Command("compare", "Hold all pairs against what the center has (1317) and note the state of each") { database, config, adopt, by, why, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var author = CatalogueOptions.Author(arguments.GetValue(by)!, arguments.GetValue(why)!);
            var settings = await terminal.ReadSettingsAsync(arguments.GetValue(config)!, cancellationToken).ConfigureAwait(false);
            using var client = new InsuranceClient(settings, new InsuranceClientParts { TimeProvider = terminal.Time });
            return await CatalogueOptions.WithDatabaseAsync(arguments.GetValue(database)!, mustExist: !arguments.GetValue(adopt), terminal, async opened =>
            {
                var store = new MappingStore(opened);
                var compared = await store.CompareAsync(new ClientMappingCenter(client, settings.InstitutionCode), author, cancellationToken).ConfigureAwait(false);
                var adopted = arguments.GetValue(adopt) ? await store.AdoptAsync(compared, author, cancellationToken).ConfigureAwait(false) : null;
                await (arguments.GetValue(json)
                    ? terminal.WriteJsonAsync(writer => Write(writer, compared, adopted), cancellationToken)
                    : terminal.WriteLineAsync(string.Join('\n', Lines(compared, adopted)), cancellationToken)).ConfigureAwait(false);
                return ExitCode.Ok;
            }).ConfigureAwait(false);
        });
        return command;
    }

    private static IEnumerable<string> Lines(IReadOnlyList<ComparedMapping> compared, MappingAdoption? adopted)
    {
        yield return compared.Count(m => m.Standing == MappingStanding.Same).ToString("N0", CultureInfo.InvariantCulture) + " of " + compared.Count.ToString("N0", CultureInfo.InvariantCulture) + " pairs are the same at the center";
        foreach (var mapping in compared.Where(m => m.Standing != MappingStanding.Same))
        {
            yield return mapping.ToString();
        }

        if (adopted is not null)
        {
            yield return adopted.Taken.Count.ToString("N0", CultureInfo.InvariantCulture) + " pairs taken over";
            foreach (var (row, reason) in adopted.Refused)
            {
                yield return "left out: " + row.HospitalItem + " (list type " + row.ListType + ") -> " + row.Pair.NationalCode + ": " + reason;
            }
        }
    }

    private static void Write(System.Text.Json.Utf8JsonWriter writer, IReadOnlyList<ComparedMapping> compared, MappingAdoption? adopted)
    {
        foreach (var standing in Enum.GetValues<MappingStanding>())
        {
            var name = standing.ToString();
            writer.WriteNumber(char.ToLowerInvariant(name[0]) + name[1..], compared.Count(m => m.Standing == standing));
        }

        writer.WriteStartArray("differences");
        foreach (var mapping in compared.Where(m => m.Standing != MappingStanding.Same))
        {
            writer.WriteStartObject();
            writer.WriteString("standing", mapping.Standing.ToString());
            writer.WriteString("item", mapping.Here?.HospitalItem ?? mapping.There!.HospitalItem);
            writer.WriteString("listType", mapping.Here?.ListType ?? mapping.There!.ListType);
            writer.WriteString("code", mapping.Here?.NationalCode ?? mapping.There!.Pair.NationalCode);
            writer.WriteString("text", mapping.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (adopted is not null)
        {
            writer.WriteNumber("adopted", adopted.Taken.Count);
            writer.WriteNumber("leftOut", adopted.Refused.Count);
        }
    }
}
