using System;
using System.Collections.Generic;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Handlers;

/// <summary>Which transactions the center really works. Every other one is checked and answered from the Spec.</summary>
internal sealed class HandlerTable
{
    private readonly Dictionary<string, Func<CenterCall, HandlerAnswer>> _handlers = new(StringComparer.Ordinal);

    internal HandlerTable()
    {
        Register(new SessionHandlers().SignIn, "9001");
        Register(SessionHandlers.SignOut, "9002");

        var files = new CatalogueFileHandlers();
        foreach (var number in MockCatalogues.FileNumbers)
        {
            Register(files.Offer, number);
        }

        Register(files.Fetch, "9102");
        Register(CatalogueQueryHandlers.Rows, "1304", "1312", "1316", "1318", "1319");
        Register(CatalogueQueryHandlers.Mappings, "1317");
        Register(CatalogueQueryHandlers.Dictionary, "1901");
        Register(CatalogueMappingHandlers.Upload, "3301");
        Register(CatalogueMappingHandlers.Cancel, "3302");
        Register(CatalogueMappingHandlers.End, "3360");
        Register(CatalogueQueryHandlers.Audits, "5163");

        Register(PersonHandlers.Identify, "1101");
        Register(PersonHandlers.CheckBenefits, "2001");
        Register(OutpatientHandlers.Register, "2201");
        Register(OutpatientHandlers.Cancel, "2202");
        Register(OutpatientHandlers.Inform, "2203", "2203A");
        Register(OutpatientHandlers.Charge, "2204");
        Register(OutpatientHandlers.CancelCharges, "2205");
        Register(SettlementHandlers.TryOutpatient, "2206");
        Register(SettlementHandlers.SettleOutpatient, "2207");
        Register(RefundHandlers.Refund(VisitKind.Outpatient), "2208");
        Register(ReversalHandlers.Reverse, "2601");

        Register(InventoryHandlers.Upload(InventoryFamily.Count), "3501", "3501A");
        Register(InventoryHandlers.Upload(InventoryFamily.Change), "3502", "3502A");
        Register(InventoryHandlers.Upload(InventoryFamily.Purchase), "3503", "3503A");
        Register(InventoryHandlers.Upload(InventoryFamily.PurchaseReturn), "3504", "3504A");
        Register(InventoryHandlers.Upload(InventoryFamily.Sale), "3505", "3505A");
        Register(InventoryHandlers.Upload(InventoryFamily.SaleReturn), "3506", "3506A");
        Register(InventoryHandlers.Delete, "3507", "3507A");

        Register(InventoryQueryHandlers.Records(InventoryFamily.Count), "3508");
        Register(InventoryQueryHandlers.Records(InventoryFamily.Change), "3509");
        Register(InventoryQueryHandlers.Records(InventoryFamily.Purchase, InventoryFamily.PurchaseReturn), "3510");
        Register(InventoryQueryHandlers.Records(InventoryFamily.Sale, InventoryFamily.SaleReturn), "3511");
        Register(InventoryQueryHandlers.Received, "3512");
        Register(InventoryQueryHandlers.Sold, "3513");
    }

    /// <summary>The handler of a meaning (the Spec's key, not the number on the wire); null where the Spec answers.</summary>
    internal Func<CenterCall, HandlerAnswer>? Find(string key) => _handlers.GetValueOrDefault(key);

    private void Register(Func<CenterCall, HandlerAnswer> handler, params string[] keys)
    {
        foreach (var key in keys)
        {
            _handlers.Add(key, handler);
        }
    }
}
