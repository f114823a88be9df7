using System;
using System.Globalization;
using System.IO;
using System.Threading;
using Insurance.Sdk;
using Insurance.Sdk.Reconciliation;
using Insurance.Sdk.Storage;
using Insurance.Sdk.Storage.Journal;

// Closes a day: compares it with the center, shows what differs, mends what the person at the screen agrees to.
// dotnet run --project samples/DayClose -- insurance.json journal.db 2026-03-02
if (args is not [var config, var file, var date] || !DateTime.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
{
    Console.Error.WriteLine("DayClose CONFIG JOURNAL YYYY-MM-DD");
    return 1;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
var day = new ChinaTime(parsed);

// snippet: reconcile-open
using var database = InsuranceDatabase.Sqlite(file);
using var client = new InsuranceClient(InsuranceOptions.Load(config), new InsuranceClientParts { Journal = new CallJournal(database) });
var reconciliation = new DayReconciliation(client);          // the journal is the books; or give your own ISettlementBooks
// end snippet

// snippet: reconcile-run
var report = await reconciliation.RunAsync(day, cancellationToken: stop.Token);
Console.Write(report.ToText());
await File.WriteAllTextAsync("reconciliation.html", report.ToHtml(), stop.Token);
// end snippet

// snippet: reconcile-apply
foreach (var difference in report.Differences)
{
    Console.Write(difference.Kind + ", " + difference.Remedy + "? y/n ");
    if (difference.Remedy != Remedy.None && Console.ReadLine() == "y")
    {
        var result = await reconciliation.ApplyAsync(difference, who: Environment.UserName, cancellationToken: stop.Token);
        Console.WriteLine(result.Outcome + ": " + result.Why);
        Console.WriteLine(result.Next);                      // what is left to do in the HIS; result.Record is what to post
    }
}
// end snippet

// snippet: reconcile-watch
var watch = await reconciliation.WatchAsync(day, stop.Token); // every quarter of an hour, say: 3201 only
foreach (var warning in watch.Warnings)
{
    Console.WriteLine((warning.IsUrgent ? "URGENT " : "") + warning.Kind + " " + warning.Code + " " + warning.MessageId);
}
// end snippet

return report.IsBalanced ? 0 : 7;
