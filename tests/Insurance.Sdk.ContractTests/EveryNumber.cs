using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Insurance.Sdk.ContractTests;

/// <summary>Calls a number with its example request, as the hospital does: signed in, and with the patient's area where there is a patient.</summary>
internal static class EveryNumber
{
    internal const string SignNo = "QD20260302000001";

    private static readonly Dictionary<string, Func<InsuranceClient, Task<StandardAnswer>>> Calls = new(StringComparer.Ordinal)
    {
        ["9001"] = async c => await c.Session.SignInAsync(ExampleRequests.SignIn(), new CallOptions { SignNo = "" }),
        ["3501"] = async c => await c.Inventory.UploadInventoryCountAsync(ExampleRequests.InventoryCount(), Here()),
        ["3501A"] = async c => await c.Inventory.UploadInventoryCountsBatchAsync(ExampleRequests.InventoryCounts(), Here()),
        ["3502"] = async c => await c.Inventory.UploadStockChangeAsync(ExampleRequests.StockChange(), Here()),
        ["3502A"] = async c => await c.Inventory.UploadStockChangesBatchAsync(ExampleRequests.StockChanges(), Here()),
        ["3505"] = async c => await c.Inventory.UploadSaleAsync(ExampleSales.Sale(), OfPatient()),
        ["3505A"] = async c => await c.Inventory.UploadSalesBatchAsync(ExampleSales.Sales(), OfPatient()),
        ["3506"] = async c => await c.Inventory.UploadSaleReturnAsync(ExampleSales.SaleReturn(), OfPatient()),
        ["3506A"] = async c => await c.Inventory.UploadSaleReturnsBatchAsync(ExampleSales.SaleReturns(), OfPatient()),
        ["3507"] = async c => await c.Inventory.DeleteInventoryRecordAsync(ExampleRequests.Deletion(), Here()),
        ["3507A"] = async c => await c.Inventory.DeleteInventoryRecordsBatchAsync(ExampleRequests.Deletions(), Here()),
        ["3512"] = async c => await c.Inventory.QueryReceivedTraceCodesAsync(ExampleRequests.ReceivedTraceCodes(), Here()),
        ["3513"] = async c => await c.Inventory.QuerySoldTraceCodesAsync(ExampleRequests.SoldTraceCodes(), OfPatient()),
    };

    internal static IEnumerable<string> All => Calls.Keys;

    internal static Task<StandardAnswer> CallAsync(InsuranceClient client, string number) => Calls[number](client);

    /// <summary>Calls a number whose center answers with a file of the folder Contracts; checks the request that arrived on the way.</summary>
    internal static async Task<TAnswer> AnsweredAsync<TAnswer>(string number, string file, Action<InsuranceOptions>? adjust = null)
        where TAnswer : StandardAnswer
    {
        using var center = new ContractServer().Answers(number, file);
        using var client = center.Open(adjust);

        var answer = await CallAsync(client, number);

        ContractServer.AssertIs(number + ".request.json", Assert.Single(center.Arrived));
        return Assert.IsAssignableFrom<TAnswer>(answer);
    }

    /// <summary>Line results as text: "0 Accepted", "1 Refused 库存不足" …</summary>
    internal static string[] Lines(IReadOnlyList<LineResult> lines)
    {
        var texts = new string[lines.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = (lines[i].Index + " " + lines[i].State + " " + lines[i].Reason).TrimEnd();
        }

        return texts;
    }

    private static CallOptions Here() => new() { SignNo = SignNo };

    private static CallOptions OfPatient() => new() { SignNo = SignNo, InsuredArea = "440300" };
}
