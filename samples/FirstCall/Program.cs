using System;
using System.Linq;
using System.Threading.Tasks;
using Insurance.Sdk;

namespace FirstCall;

/// <summary>The smallest program that talks to a center: one sale is uploaded, and every ending is handled.</summary>
/// <remarks>Start <c>insurance mock --port 5080</c> first, then <c>dotnet run --project samples/FirstCall -- samples/Dispensary/config.json</c>.</remarks>
public static class Program
{
    /// <summary>Takes the path of a configuration file.</summary>
    public static async Task<int> Main(string[] args)
    {
        if (args.Length != 1)
        {
            Console.Error.WriteLine("Usage: FirstCall CONFIG.json");
            return 1;
        }

        // snippet: first-call
        using var client = new InsuranceClient(InsuranceOptions.Load(args[0]));
        var request = new UploadSalesBatchRequest
        {
            SelinfoDetail =
            {
                new UploadSalesBatchSelinfoDetail
                {
                    MedListCodg = "XA01ABD075A002010100483",         // 医疗目录编码
                    FixmedinsHilistId = "YP0001",
                    FixmedinsHilistName = "阿莫西林胶囊",
                    FixmedinsBchno = "S" + DateTimeOffset.Now.ToUnixTimeMilliseconds(), // one own serial per line
                    PrscDrName = "医师甲",
                    PharName = "药师乙",
                    PharPracCertNo = "YS000001",
                    MdtrtSn = "MZ20260301001",
                    ManuLotnum = "LOT2601",
                    ManuDate = new ChinaTime(2026, 1, 5),
                    RxFlag = PrescriptionDrugFlag.Yes,
                    TrdnFlag = SplitPackFlag.No,
                    RtalDocno = "RT0001",
                    SelRetnCnt = 2m,
                    SelRetnTime = ChinaTime.Now(TimeProvider.System),
                    SelRetnOpterName = "收费员丙",
                    Drugtracinfo = { new UploadSalesBatchDrugtracinfo { DrugTracCodg = "81000010000000000001" } },
                },
            },
        };
        try
        {
            var answer = await client.Inventory.UploadSalesBatchAsync(request);
            foreach (var line in answer.Receipt.Lines)
            {
                Console.WriteLine($"line {line.Index}: {line.State} {line.Reason}");
            }
        }
        catch (ValidationException e)
        {
            Console.WriteLine("Nothing was sent: " + string.Join("; ", e.Errors));
        }
        catch (RefusedException e)
        {
            Console.WriteLine("The center refused: " + e.CenterText);
        }
        catch (OutcomeUnknownException e)
        {
            // It may be booked. Never send it again: ask, or take it back.
            Console.WriteLine($"{e.MessageId} is in doubt; ask with {string.Join(", ", e.ConfirmedBy.Select(q => q.Code))}");
        }
        catch (NotProcessedException e)
        {
            Console.WriteLine("The center never saw it: " + e.Message);
        }
        // end snippet

        return 0;
    }
}
