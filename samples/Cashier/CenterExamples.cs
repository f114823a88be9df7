using System;
using System.Net.Http;
using System.Threading.Tasks;
using Insurance.Sdk.MockCenter;

namespace Cashier;

/// <summary>How a test team uses the mock center; the guide mock-center quotes it.</summary>
internal static class CenterExamples
{
    internal static async Task ListenAsync()
    {
        // snippet: mock-center-listens
        await using var center = await MockCenterServer.StartAsync(new MockCenterOptions
        {
            Edition = "guangdong",
            PaasId = "mock-account",
            Token = "mock-token",
            LedgerFile = "center.jsonl", // Replayed at start; leave it out to keep the ledger in memory.
        });
        Console.WriteLine(center.BaseUri); // Port 0 takes a free port.
        center.Faults.Add("lost-after-booking@3505A:2");
        // end snippet
    }

    internal static async Task<string> WithoutSocketsAsync(TimeProvider clock)
    {
        // snippet: mock-center-handler
        using var center = new MockCenterHandler(new MockCenterOptions { TimeProvider = clock });
        using var http = new HttpClient(center.Another()); // Disposing a client does not end the center.
        http.BaseAddress = MockCenterHandler.BaseUri;      // Any host and path will do.
        // end snippet
        return await http.GetStringAsync(new Uri("_center/messages", UriKind.Relative));
    }

    internal static void ActOfTheCenter(MockCenterServer center, string hospital, string mdtrtId, string setlId)
    {
        // snippet: mock-center-acts
        center.Ledger.BookSettlement(hospital, mdtrtId);                      // Paid in the public account: 2207 is refused from now on.
        center.Ledger.ReverseSettlement(hospital, setlId);                    // A refund that the hospital does not know of.
        center.Ledger.ReverseSettlement(hospital, setlId, leavesPair: false); // As if it had never been.
        // end snippet
    }
}
