using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk;
using Insurance.Sdk.Catalogues;
using Insurance.Sdk.MockCenter;
using Insurance.Sdk.Storage.Catalogues;

namespace CatalogueDesk;

/// <summary>The day: first load, mapping, a new version that ends a code, the change on a date, a child's bill.</summary>
internal static class Day
{
    private const string Item = "FW0001";
    private const string Services = "201";

    internal static async Task<bool> RunAsync(MappingDesk desk, MockCatalogues center, string childRules, CancellationToken cancellationToken)
    {
        var output = desk.Output;
        var (oldCode, newCode) = (MockCatalogues.CodeOf("1305", 120), MockCatalogues.CodeOf("1305", 1005));

        output.WriteLine("== first load of 1305");
        center.Add("1305", new MockCatalogueRelease("F001_20210101_A", 0, 1000));
        await desk.DownloadAsync("1305", cancellationToken);

        output.WriteLine("== an item is mapped");
        await desk.MapAsync(Pair(oldCode, new ChinaTime(2026, 1, 1)), cancellationToken);

        output.WriteLine("== the newest version ends the code on 14 March and brings others from the 15th");
        center.Add("1305", new MockCatalogueRelease("F001_20260301_A", 120, 1) { EndsEvery = 1, To = new DateOnly(2026, 3, 14) });
        center.Add("1305", new MockCatalogueRelease("F001_20260302_A", 1000, 10) { From = new DateOnly(2026, 3, 15) });
        await desk.DownloadAsync("1305", cancellationToken);
        foreach (var warning in await new MappingWarnings(desk.Mappings, desk.Catalogues).FindAsync(new ChinaTime(2026, 3, 20), cancellationToken: cancellationToken))
        {
            output.WriteLine("warning: " + warning);
        }

        output.WriteLine("== the item changes its code on that day");
        await desk.ChangeAsync(Pair(newCode, new ChinaTime(2026, 3, 15)), cancellationToken);
        var before = await desk.ResolveAsync(Item, Services, new ChinaTime(2026, 3, 14, 23, 59, 59), cancellationToken);
        var after = await desk.ResolveAsync(Item, Services, new ChinaTime(2026, 3, 15, 0, 0, 0), cancellationToken);
        if (before != oldCode || after != newCode)
        {
            return false;
        }

        output.WriteLine("== what the center has is held against the mapping");
        if ((await desk.CompareAsync(cancellationToken)).Count > 0)
        {
            return false;
        }

        output.WriteLine("== a child's bill");
        return await ChildAsync(desk, newCode, childRules, cancellationToken);
    }

    private static async Task<bool> ChildAsync(MappingDesk desk, string code, string childRules, CancellationToken cancellationToken)
    {
        var tables = new FeeLineTables
        {
            Mappings = await desk.Mappings.LoadIndexAsync(cancellationToken),
            NationalItems = new NationalItemTable(await desk.Catalogues.LoadNationalItemsAsync("1305", Services, [code], cancellationToken)),
        };
        var visit = new FeeVisit { VisitId = "440882000001", PersonNumber = "P0000001", InsuredArea = "440882", BatchNumber = "B0001", MedType = "2101" };
        var charge = new FeeCharge
        {
            Serial = "1",
            HospitalItem = Item,
            ListType = Services,
            Quantity = 1,
            Price = 60m,
            Amount = 60m,
            FeeTime = new ChinaTime(2026, 3, 16, 10, 0, 0),
            DepartmentCode = "K01",
            DepartmentName = "儿科",
            DoctorCode = "D0001",
            DoctorName = "医师甲",
            ApprovalFlag = "1",
        };
        var patient = ChildBill.PatientOf(null, new DateTime(2021, 5, 1), isNewbornUnderMother: false);
        return await ChildBill.UploadAsync(desk.Client, new FeeLineBuilder(tables, new FeeLineOptions()), ChildBill.Open(childRules, "440882"), desk.ChildPrices, visit, patient, [charge], desk.Output, cancellationToken);
    }

    private static ItemMapping Pair(string code, ChinaTime from) => new(Item, Services, code, new EffectiveInterval(from)) { HospitalItemName = "示例项目" };
}
