using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using Insurance.Sdk;
using Insurance.Sdk.Signing;

namespace NetFrameworkSmoke;

/// <summary>A day in small, as a WinForms HIS on .NET Framework would play it: blocking calls on a thread with a user interface.</summary>
public static class Program
{
    /// <summary>Arguments: base address, paasId, token, folder for message ids. Prints one line per step; exit code 0 when all steps held.</summary>
    public static int Main(string[] args)
    {
        var steps = new Dictionary<string, Func<string>>
        {
            ["sm2"] = Sm2,
            ["sign-in"] = () => Call(args, c => c.Session.SignIn(new SignInRequest { SignIn = { OpterNo = "0001", Mac = "00-00-00-00-00-00", Ip = "127.0.0.1" } }).Signinoutb.SignNo is { Length: > 0 } ? "ok" : "no sign_no"),
            ["lost-answer"] = () => Throws<OutcomeUnknownException>(() => Call(args, c => c.Inventory.UploadSalesBatch(new UploadSalesBatchRequest { SelinfoDetail = { Line("LOST") } }).Receipt.MessageId)),
            ["sale"] = () => Call(args, c => c.Inventory.UploadSalesBatch(new UploadSalesBatchRequest { SelinfoDetail = { Line("N1"), Line("N2") } }).Receipt.Lines.All(l => l.State == LineState.Accepted) ? "ok" : "a line was refused"),
            ["invalid"] = () => Throws<ValidationException>(() => Call(args, c => c.Inventory.UploadSalesBatch(new UploadSalesBatchRequest { SelinfoDetail = { new UploadSalesBatchSelinfoDetail() } }).Receipt.MessageId)),
            ["read-back"] = () => Call(args, c => c.Inventory.QuerySoldTraceCodes(new QuerySoldTraceCodesRequest { Data = { FixmedinsCode = "H44088200999", FixmedinsBchno = "N1", Begndate = Today(), Enddate = Today() } }).Output.Count == 1 ? "ok" : "no row"),
            ["gateway"] = () => Throws<NotProcessedException>(() => Call(new[] { args[0], args[1], "wrong", args[3] }, c => c.Inventory.UploadSalesBatch(new UploadSalesBatchRequest { SelinfoDetail = { Line("N9") } }).Receipt.MessageId)),
            ["refused-connection"] = () => Throws<NotProcessedException>(() => Call(new[] { "http://127.0.0.1:9/x/", args[1], args[2], args[3] }, c => c.Inventory.UploadSalesBatch(new UploadSalesBatchRequest { SelinfoDetail = { Line("N8") } }).Receipt.MessageId)),
        };
        var failed = 0;
        foreach (var step in steps)
        {
            var result = OnUiThread(step.Value);
            failed += result == "ok" ? 0 : 1;
            Console.WriteLine(step.Key + ": " + result);
        }

        return failed == 0 ? 0 : 1;
    }

    private static ChinaTime Today() => ChinaTime.Now(TimeProvider.System);

    private static string Sm2()
    {
        var key = Sm2PrivateKey.Generate();
        var message = Encoding.UTF8.GetBytes("医保");
        var signature = new Sm2Signer(key, "1234567812345678").Sign(message);
        return new Sm2Verifier(key.PublicKey, "1234567812345678").Verify(message, signature).IsValid ? "ok" : "the signature does not verify";
    }

    private static string Call(string[] args, Func<InsuranceClient, string> call)
    {
        var options = new InsuranceOptions
        {
            Profile = "guangdong",
            BaseUrl = args[0],
            PaasId = args[1],
            Token = args[2],
            InstitutionCode = "H44088200999",
            InstitutionName = "示例医院",
            Area = "440882",
            Timeout = TimeSpan.FromSeconds(30),
        };
        options.MessageIds.Directory = args[3];
        using var client = new InsuranceClient(options);
        return call(client);
    }

    private static string Throws<T>(Func<string> call)
        where T : Exception
    {
        try
        {
            return "no exception: " + call();
        }
        catch (T)
        {
            return "ok";
        }
    }

    private static UploadSalesBatchSelinfoDetail Line(string serial) => new()
    {
        MedListCodg = "XA01ABD075A002010100483",
        FixmedinsHilistId = "YP0001",
        FixmedinsHilistName = "示例胶囊",
        FixmedinsBchno = serial,
        PrscDrName = "医师甲",
        PharName = "药师乙",
        PharPracCertNo = "YS000001",
        MdtrtSn = "MZ0001",
        ManuLotnum = "LOT1",
        ManuDate = new ChinaTime(2026, 1, 5),
        RxFlag = PrescriptionDrugFlag.Yes,
        TrdnFlag = SplitPackFlag.No,
        RtalDocno = "RT0001",
        SelRetnCnt = 1m,
        SelRetnTime = Today(),
        SelRetnOpterName = "收费员丙",
        Drugtracinfo = { new UploadSalesBatchDrugtracinfo { DrugTracCodg = "8100001000000000000" + "0123456789"[serial[serial.Length - 1] % 10] } },
    };

    /// <summary>Runs on a thread whose context takes work only between calls, as a message loop does: what needs it while it is blocked would hang.</summary>
    private static string OnUiThread(Func<string> step)
    {
        var result = "hangs";
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new BlockedContext());
            try
            {
                result = step();
            }
            catch (Exception e)
            {
                result = e.GetType().Name + ": " + e.Message;
            }
        }) { IsBackground = true };
        thread.Start();
        thread.Join(TimeSpan.FromMinutes(2));
        return result;
    }

    private sealed class BlockedContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
            // Nobody pumps: a continuation that is posted here never runs.
        }
    }
}
