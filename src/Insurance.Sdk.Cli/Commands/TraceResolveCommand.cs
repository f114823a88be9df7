using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Insurance.Sdk.Storage;
using Insurance.Sdk.TraceCodes;

namespace Insurance.Sdk.Cli.Commands;

/// <summary><c>insurance trace resolve</c>: which items stand behind a code.</summary>
internal static class TraceResolveCommand
{
    internal static Command Create(Terminal terminal)
    {
        var code = new Argument<string>("CODE") { Description = "A scan, a prefix of seven digits (药品标识码), or a goods barcode (商品条码)" };
        var database = TraceOptions.Database();
        var config = TraceOptions.Config();
        var json = CryptoOptions.Json();
        var command = new Command("resolve", "Look a code up in the four-code base: ends with 0 even where nothing is found, with 5 where it is no code") { code, database, config, json };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var parser = await TraceOptions.ParserAsync(arguments.GetValue(config), terminal, cancellationToken).ConfigureAwait(false);
            return await TraceOptions.WithDatabaseAsync(arguments.GetValue(database)!, mustExist: true, terminal, async opened =>
            {
                var loaded = await new CodeBaseStore(opened).LoadAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                var (text, items, reason, isCode) = Find(loaded, parser, arguments.GetValue(code)!);
                if (arguments.GetValue(json))
                {
                    await terminal.WriteJsonAsync(
                        writer =>
                        {
                            writer.WriteString("code", text);
                            writer.WriteStartArray("items");
                            items.ForEach(i => TraceOptions.WriteRow(writer, i));
                            writer.WriteEndArray();
                            if (reason.Length > 0)
                            {
                                writer.WriteString("reason", reason);
                            }
                            else
                            {
                                writer.WriteNull("reason");
                            }
                        },
                        cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    foreach (var item in items)
                    {
                        await terminal.WriteLineAsync(
                            string.Join('\t', item.HospitalItemCode, item.NationalItemCode, item.Barcode, item.StandardDrugCode, item.Name, TraceOptions.NameOf(item.Source)), cancellationToken).ConfigureAwait(false);
                    }

                    if (reason.Length > 0)
                    {
                        await terminal.TellAsync(reason).ConfigureAwait(false);
                    }
                }

                return isCode ? ExitCode.Ok : ExitCode.InvalidInput;
            }).ConfigureAwait(false);
        });
        return command;
    }

    private static (string Text, List<FourCodeRow> Items, string Reason, bool IsCode) Find(FourCodeBase loaded, TraceCodeParser parser, string input)
    {
        var reading = parser.Parse(input);
        var text = reading.Ok ? reading.Code.Text : input.Trim();
        var byPrefix = loaded.FindByPrefix(text);
        var hits = reading.Ok ? loaded.Find(reading.Code)
            : byPrefix.Count > 0 ? byPrefix
            : reading.Reason == TraceCodeReason.GoodsBarcode ? loaded.FindByBarcode(text)
            : loaded.FindByWholeCode(text);
        var isCode = reading.Ok || hits.Count > 0 || reading.Reason == TraceCodeReason.GoodsBarcode || (text.Length == 7 && text[0] == '8' && text.All(char.IsAsciiDigit));
        var reason = !isCode ? reading.ReasonText
            : hits.Count == 0 ? "the base has no row for it; import the drug's prefix, or let it learn from 3512 and 3513"
            : reading.ReasonText is { Length: > 0 } note && reading.Ok ? note : "";
        return (text, hits.Select(h => h.ToRow()).ToList(), reason, isCode);
    }
}
