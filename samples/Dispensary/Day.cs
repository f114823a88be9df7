using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.MockCenter.Faults;
using Spectre.Console;

namespace Dispensary;

/// <summary>A pharmacy's day from first bill to last query, against a mock center in the same process.</summary>
internal static class Day
{
    /// <summary>Runs the day.</summary>
    /// <returns>0 where the center's ledger equals ours and nothing is in doubt, otherwise 1.</returns>
    internal static async Task<int> RunAsync(DayOptions options, IAnsiConsole output, CancellationToken cancellationToken = default)
    {
        DayBook? book = null;
        try
        {
            // Everything is read and matched before anything is sent: a file that is half right leaves nothing at the center.
            book = DayBook.Of(DayFolder.Read(options.Folder));
            var settings = InsuranceOptions.Load(options.ConfigFile);
            await using var center = await StartCenterAsync(options, settings, cancellationToken);
            settings.BaseUrl = new UriBuilder(settings.BaseUrl) { Port = center.BaseUri.Port }.Uri.ToString();
            return await RunAsync(book, options, settings, center, output, cancellationToken) ? 0 : 1;
        }
        catch (InputException e)
        {
            output.WriteLine("Nothing was sent. The input files have errors:");
            e.Errors.Take(20).ToList().ForEach(error => output.WriteLine("  " + error));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            DayReport.WriteStopped(output, book?.Lines ?? []);
        }
        catch (Exception e) when (e is InsuranceException or IOException or FormatException)
        {
            output.WriteLine(e.Message);
            DayReport.WriteStopped(output, book?.Lines ?? []);
        }

        return 1;
    }

    private static async Task<bool> RunAsync(
        DayBook book, DayOptions options, InsuranceOptions settings, MockCenterServer center, IAnsiConsole output, CancellationToken cancellationToken)
    {
        var balances = new List<TraceCodeBalance>();
        await DayProgress.RunAsync(output, async progress =>
        {
            using var client = new InsuranceClient(settings, new InsuranceClientParts { Listener = progress, TimeProvider = options.TimeProvider });
            await SignInAsync(client, settings, progress, cancellationToken);

            var upload = new Upload(progress, settings.BatchSize);
            var confirmation = new Confirmation(client, settings.InstitutionCode);
            var stock = new StockIn(client);
            var dispensing = new Dispensing(client);
            var takingBack = new Returns(client, confirmation);
            await upload.RunAsync("3501A first counts", book.Counts, stock.SendCountsAsync, confirmation.IsBookedAsync, cancellationToken);
            await upload.RunAsync("3502A purchases", book.Purchases, stock.SendChangesAsync, confirmation.IsBookedAsync, cancellationToken);

            await upload.RunAsync("3505A dispensed in the morning", book.MorningSales, dispensing.SendAsync, confirmation.IsBookedAsync, cancellationToken);
            // The network fails once after noon: the center books a message, and its answer never arrives.
            center.Faults.Add("lost-after-booking@3505A");
            await upload.RunAsync("3505A dispensed in the afternoon", book.AfternoonSales, dispensing.SendAsync, confirmation.IsBookedAsync, cancellationToken);

            await takingBack.LinkAsync(book.Returns, cancellationToken);
            await upload.RunAsync("3506A returned by patients", book.Returns, takingBack.SendAsync, confirmation.IsBookedAsync, cancellationToken);
            await upload.RunAsync("3502A returned to the supplier", book.StockReturns, stock.SendChangesAsync, confirmation.IsBookedAsync, cancellationToken);

            var readBack = new ReadBack(client, settings.InstitutionCode, book.Folder, progress);
            balances.Add(await readBack.ReceivedAsync(book.Lines, cancellationToken));
            balances.Add(await readBack.SoldAsync(book.Lines, cancellationToken));
        });

        return DayReport.Write(output, book.Lines, balances, LedgerComparison.Differences(book.Lines, center.Ledger.Documents(), settings.InstitutionCode));
    }

    private static async Task<MockCenterServer> StartCenterAsync(DayOptions options, InsuranceOptions settings, CancellationToken cancellationToken)
    {
        if (options.KeepFile is not null && File.Exists(options.KeepFile))
        {
            throw new IOException("--keep: " + options.KeepFile + " exists already; the day would be booked on top of it.");
        }

        var faults = options.Faults.Select(Fault.Parse).ToList();
        var center = await MockCenterServer.StartAsync(
            new MockCenterOptions
            {
                PaasId = settings.PaasId,
                Token = settings.Token,
                LedgerFile = options.KeepFile,
                DemandSignIn = true,
                StrictStock = true,
                TimeProvider = options.TimeProvider,
            },
            cancellationToken);
        faults.ForEach(center.Faults.Add);
        return center;
    }

    // snippet: sign-in
    private static async Task SignInAsync(InsuranceClient client, InsuranceOptions settings, DayProgress progress, CancellationToken cancellationToken)
    {
        using var step = progress.Begin("9001 sign-in", 1);
        var request = new SignInRequest { SignIn = { OpterNo = settings.Operator?.Code, Mac = "00-00-00-00-00-00", Ip = "127.0.0.1" } };
        var answer = await client.Session.SignInAsync(request, cancellationToken: cancellationToken);
        client.SignNo = answer.Signinoutb.SignNo;
    }
    // end snippet
}
