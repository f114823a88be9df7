using System;
using System.Collections.Generic;
using Insurance.Sdk.MockCenter.Files;
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

        var shelf = new FileShelf();
        var files = new FileHandlers(shelf);
        Register(files.Upload, "9101");
        Register(files.Fetch, "9102");
        Register(new CatalogueFileHandlers(shelf).Offer, [.. MockCatalogues.FileNumbers]);
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
        Register(PharmacyHandlers.Try, "2101");
        Register(PharmacyHandlers.Settle, "2102");
        Register(RefundHandlers.Refund(VisitKind.Pharmacy), "2103");
        Register(StayFeeHandlers.Upload, "2301");
        Register(StayFeeHandlers.Delete, "2302");
        Register(SettlementHandlers.TryInpatient, "2303");
        Register(SettlementHandlers.SettleInpatient, "2304");
        Register(RefundHandlers.Refund(VisitKind.Inpatient), "2305");
        Register(StayFeeHandlers.Remark, "2306");
        Register(StayHandlers.Admit, "2401");
        Register(StayHandlers.Discharge, "2402");
        Register(StayHandlers.Change, "2403");
        Register(StayHandlers.CancelAdmission, "2404");
        Register(StayHandlers.CancelDischarge, "2405");
        Register(FilingHandlers.AddAttribute, "2406");
        Register(FilingQueryHandlers.Attributes, "2407");
        Register(ReversalHandlers.Reverse, "2601");

        var statements = new StatementHandlers(shelf);
        Register(StatementHandlers.Totals, "3201");
        Register(statements.Details, "3202");
        Register(VisitQueryHandlers.Visits, "5201");
        Register(VisitQueryHandlers.Diagnoses, "5202");
        Register(VisitQueryHandlers.Settlement, "5203");
        Register(VisitQueryHandlers.Fees, "5204");
        Register(VisitQueryHandlers.ChronicMedicines, "5205");
        Register(VisitQueryHandlers.Sums, "5206");
        Register(VisitQueryHandlers.CurrentStays, "5303");
        Register(VisitQueryHandlers.SettlementLines, "90502");

        Register(FilingHandlers.File("reflin_medins_no", "refl_date"), "2501");
        Register(FilingHandlers.File("refl_old_mdtrt_id"), "2501A");
        Register(FilingHandlers.Cancel("2501", "2501A"), "2502");
        Register(FilingHandlers.File("opsp_dise_code", "begndate"), "2503");
        Register(FilingHandlers.Cancel("2503"), "2504");
        Register(FilingHandlers.File("biz_appy_type", "fix_srt_no", "fixmedins_code"), "2505");
        Register(FilingHandlers.Cancel("2505"), "2506");
        Register(FilingHandlers.File("begndate"), "90201", "90203");
        Register(FilingQueryHandlers.Chronic, "5301");
        Register(FilingQueryHandlers.Designated, "5302");
        Register(FilingQueryHandlers.Referrals, "5304");
        Register(FilingQueryHandlers.Registered("90201"), "90101");
        Register(FilingQueryHandlers.Registered("90203"), "90103");

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
