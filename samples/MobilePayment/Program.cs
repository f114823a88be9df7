using System;
using System.IO;
using System.Linq;
using Insurance.Sdk;
using Insurance.Sdk.MobilePayment;
using Insurance.Sdk.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MobilePaymentSample;

// A bill that is paid inside the hospital's WeChat account, on a platform that loses an answer and sends its notice twice.
// Everything is invented; platform and hospital run in this program.
await using var platform = await Platform.StartAsync();
var folder = Directory.CreateTempSubdirectory("mobile-payment-");
var settings = platform.Settings(Path.Combine(folder.FullName, "ids"));

// snippet: mobile-open
using var database = InsuranceDatabase.Sqlite(Path.Combine(folder.FullName, "orders.db"));
var store = new DatabaseMobileOrderStore(database);
using var client = new InsuranceClient(settings, new InsuranceClientParts
{
    MobileOrderGuard = new MobileOrderGuard(store),          // 2204-2207 and 2301-2304 wait while a visit's fees are at the platform
});
var desk = new MobileOrderDesk(client, store);
var inbox = new MobilePaymentInbox(client, store);
// end snippet

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
await using var web = builder.Build();
web.Urls.Add("http://127.0.0.1:0");

// snippet: mobile-endpoint
web.MapPost("/insurance/notices", async (HttpContext http) =>
{
    using var body = new MemoryStream();
    await http.Request.Body.CopyToAsync(body, http.RequestAborted);
    var reply = await inbox.HandleAsync(body.ToArray(), http.RequestAborted);
    if (reply.Problem.Length > 0)
    {
        Console.Error.WriteLine($"notice {reply.Code}: {reply.Result}, {reply.Problem}");
    }

    http.Response.StatusCode = reply.StatusCode;
    http.Response.ContentType = reply.ContentType;
    await http.Response.Body.WriteAsync(reply.Body, http.RequestAborted);
});
// end snippet

await web.StartAsync();
platform.SendNoticesTo(new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/insurance/notices"));

// snippet: mobile-upload
var authorization = MobileAuthorization.Online("AUTH-OF-THE-PATIENT", DateTimeOffset.UtcNow);   // payAuthNo; good for 15 minutes
var order = await desk.UploadAsync(Bill.Of("M20260301001"), authorization);                     // 6201
// end snippet
Console.WriteLine(order);

platform.LoseTheAnswerOf6202();

// snippet: mobile-place
try
{
    order = await desk.PlaceAsync("M20260301001", authorization);                               // 6202, never sent twice
}
catch (OutcomeUnknownException)
{
    order = await desk.RefreshAsync("M20260301001");                                            // 6301; in doubt until it tells
}

var fen = decimal.ToInt64(order.Amounts!.Own * 100m);                                           // what WeChat Pay asks the patient for
// end snippet
Console.WriteLine($"{order}: fund {order.Amounts.Fund:0.00}, account {order.Amounts.Account:0.00}, WeChat {fen} fen");

// snippet: mobile-guard
try
{
    await client.Outpatient.SettleOutpatientAsync(Bill.SettlementAtTheCounter(order.VisitId));  // 2207
}
catch (ValidationException e)
{
    Console.WriteLine(e.Errors[0].Message);                                                     // INS1917: must wait, and what to do
}
// end snippet

await platform.PayAndNotifyTwiceAsync("M20260301001");

// snippet: mobile-post
foreach (var paid in await desk.ListUnpostedAsync())
{
    Console.WriteLine($"post {paid.MedOrgOrd}: {paid.Amounts!.Total:0.00}");                    // into the hospital's own books
    await desk.ConfirmPostedAsync(paid.MedOrgOrd);
}
// end snippet

// snippet: mobile-poll
var round = await desk.PollAsync(unchangedFor: TimeSpan.FromSeconds(30));                       // every few seconds, by a timer
Console.WriteLine($"{round.Open.Count} open, {round.InDoubt.Count} in doubt, {round.Unanswered.Count} without an answer");
// end snippet

// snippet: mobile-refund
var again = MobileAuthorization.Online("AUTH-FOR-THE-REFUND", DateTimeOffset.UtcNow);
var refund = await desk.RefundAsync("M20260301001", MobileRefundRequest.All("R20260301001"), again);   // 6203; the number is the key
// end snippet
Console.WriteLine($"{refund.AppRefdSn} {refund.State}: {refund.Total:0.00}");
Console.WriteLine(await desk.FindAsync("M20260301001"));
