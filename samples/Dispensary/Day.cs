using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.MockCenter.Faults;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.TraceCodes;
using Insurance.Sdk.TraceCodes;
using Spectre.Console;

namespace Dispensary;

/// <summary>A pharmacy's day from first bill to last query, against a mock center in the same process.</summary>
internal static class Day
{
    private const int Noon = 12;

    /// <summary>Runs the day.</summary>
    /// <returns>0 where the center's ledger equals ours, nothing is in doubt and no bill is left open, otherwise 1.</returns>
    internal static async Task<int> RunAsync(DayOptions options, IAnsiConsole output, CancellationToken cancellationToken = default)
    {
        try
        {
            var day = DayFolder.Read(options.Folder);
            var settings = InsuranceOptions.Load(options.ConfigFile);
            var folder = options.WorkFolder is { } work ? Directory.CreateDirectory(work) : Directory.CreateTempSubdirectory("dispensary-");
            await using var center = await StartCenterAsync(options, settings, folder, cancellationToken);
            settings.BaseUrl = new UriBuilder(settings.BaseUrl) { Port = center.BaseUri.Port }.Uri.ToString();
            return await RunAsync(day, folder, settings, center, output, cancellationToken) ? 0 : 1;
        }
        catch (InputException e)
        {
            output.WriteLine("Nothing was sent. The input files have errors:");
            e.Errors.Take(20).ToList().ForEach(error => output.WriteLine("  " + error));
        }
        catch (Exception e) when (e is InsuranceException or IOException or FormatException)
        {
            output.WriteLine(e.Message);
        }

        return 1;
    }

    private static async Task<bool> RunAsync(DayFolder day, DirectoryInfo folder, InsuranceOptions settings, MockCenterServer center, IAnsiConsole output, CancellationToken cancellationToken)
    {
        // snippet: rooms
        var clock = new DayClock(day.Begin);
        var watch = new MessageWatch();
        using var client = new InsuranceClient(settings, new InsuranceClientParts { Listener = watch });
        using var database = InsuranceDatabase.Sqlite(Path.Combine(folder.FullName, "trace.db"), clock);
        var store = new DatabaseDeskStore(database);
        var queue = new TraceUploadQueue(client, new TraceUploadStore(database), new TraceUploadQueueOptions { TimeProvider = clock, ChannelGuard = store });
        // end snippet
        var notes = new Notes(clock);
        var balances = new List<TraceCodeBalance>();
        var report = new DayReport(output, notes, queue);
        try
        {
            await DayProgress.RunAsync(output, async progress =>
            {
                var sending = new Sending(queue, watch, clock, progress);
                var codes = await LoadBaseAsync(database, day, progress, cancellationToken);
                var warehouse = new Warehouse(Dock(store, codes, queue, day), new SupplierTraceStore(database), day, notes);
                var policy = new DispensingPolicy { RequireStockIn = true };
                var counter = new Counter(new DispensingDesk(store, () => codes, queue, policy), new ReturnsDesk(store, queue), day, notes);
                await SignInAsync(client, settings, progress, cancellationToken);

                using (var step = progress.Begin($"Stock comes in: {day.StockIn.Count} bills", day.StockIn.Count))
                {
                    await warehouse.TakeInAsync(step, cancellationToken);
                }

                await sending.RunAsync("3501A and 3502A of the stock", cancellationToken);
                await DispenseAsync("morning", day.Scans.Where(s => s.First().Time.Value.Hour < Noon).ToList());
                // The network fails once after noon: the center books a message, and its answer never arrives.
                center.Faults.Add("lost-after-booking@3505A");
                await DispenseAsync("afternoon", day.Scans.Where(s => s.First().Time.Value.Hour >= Noon).ToList());

                using (var step = progress.Begin($"Packs come back: {day.Returns.Count} bills of patients and wards, {day.StockReturns.Count} to suppliers", day.Returns.Count + day.StockReturns.Count))
                {
                    await counter.TakeBackAsync(step, cancellationToken);
                    await warehouse.SendBackAsync(step, cancellationToken);
                }

                await sending.RunAsync("3506A and 3502A of what came back", cancellationToken, untilEmpty: true);
                var readBack = new ReadBack(client, settings.InstitutionCode, day, new CodeBaseStore(database), progress);
                var lines = await notes.Book.LinesAsync(queue);
                balances.Add(await readBack.ReceivedAsync(lines, cancellationToken));
                balances.Add(await readBack.SoldAsync(lines, cancellationToken));

                async Task DispenseAsync(string part, List<IGrouping<string, ScanRow>> prescriptions)
                {
                    var scans = prescriptions.Sum(p => p.Count());
                    using (var step = progress.Begin($"Dispensing in the {part}: {scans} scans for {prescriptions.Count} prescriptions", scans))
                    {
                        await counter.DispenseAsync(prescriptions, step, cancellationToken);
                    }

                    await sending.RunAsync($"3505A dispensed in the {part}", cancellationToken);
                }
            });
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await report.WriteStoppedAsync();
            return false;
        }
        catch (InsuranceException e)
        {
            output.WriteLine(e.Message);
            await report.WriteStoppedAsync();
            return false;
        }

        return await report.WriteAsync(
            balances, center.Ledger.Documents(), settings.InstitutionCode, await new TraceReports(database).OfDayAsync(day.Begin, cancellationToken), Path.Combine(folder.FullName, "report.html"));
    }

    /// <summary>The dock's desk. Cartons are taken apart by the day's file; a real program hands in <c>TracePlatformClient.ExpandToSmallestAsync</c>.</summary>
    private static WarehouseDesk Dock(DatabaseDeskStore store, FourCodeBase codes, TraceUploadQueue queue, DayFolder day)
    {
        var policy = new WarehousePolicy
        {
            FirstCountReason = StockChangeReason.OtherIn, // invented: which change goes with a first count only your center can tell
            RequireStockIn = true,
        };
        return new WarehouseDesk(store, () => codes, queue, policy, expand: (cartons, _) => Task.FromResult<IReadOnlyList<PackageExpansion>>(cartons.Select(day.Unpack).ToList()));
    }

    private static async Task<FourCodeBase> LoadBaseAsync(InsuranceDatabase database, DayFolder day, DayProgress progress, CancellationToken cancellationToken)
    {
        using var step = progress.Begin("Four-code base from " + DayFolder.BaseFile);
        var codes = new CodeBaseStore(database);
        await CodeBaseFile.ImportAsync(codes, Path.Combine(day.Folder, DayFolder.BaseFile), cancellationToken: cancellationToken);
        return await codes.LoadAsync(cancellationToken: cancellationToken);
    }

    private static async Task<MockCenterServer> StartCenterAsync(DayOptions options, InsuranceOptions settings, DirectoryInfo folder, CancellationToken cancellationToken)
    {
        if (options.KeepFile is not null && File.Exists(options.KeepFile) && !File.Exists(Path.Combine(folder.FullName, "trace.db")))
        {
            throw new IOException("--keep: " + options.KeepFile + " exists already; the day would be booked on top of it.");
        }

        var faults = options.Faults.Select(Fault.Parse).ToList();
        var center = await MockCenterServer.StartAsync(
            new MockCenterOptions { PaasId = settings.PaasId, Token = settings.Token, LedgerFile = options.KeepFile, DemandSignIn = true, StrictStock = true }, cancellationToken);
        faults.ForEach(center.Faults.Add);
        return center;
    }

    // snippet: sign-in
    private static async Task SignInAsync(InsuranceClient client, InsuranceOptions settings, DayProgress progress, CancellationToken cancellationToken)
    {
        using var step = progress.Begin("9001 sign-in");
        var request = new SignInRequest { SignIn = { OpterNo = settings.Operator?.Code, Mac = "00-00-00-00-00-00", Ip = "127.0.0.1" } };
        var answer = await client.Session.SignInAsync(request, cancellationToken: cancellationToken);
        client.SignNo = answer.Signinoutb.SignNo;
    }
    // end snippet
}
