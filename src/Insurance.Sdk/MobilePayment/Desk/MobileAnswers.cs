using System;
using System.Text.Json;

namespace Insurance.Sdk.MobilePayment;

/// <summary>Makes observations of the platform's typed answers and notices.</summary>
internal static class MobileAnswers
{
    internal static MobileObservation Of(CreateMobileOrderAnswerData data, DateTimeOffset at) => new()
    {
        Source = "6202",
        At = at,
        PayOrdId = data.PayOrdId,
        OrdStas = Said(data.OrdStas),
        Amounts = Amounts(data.FeeSumamt, data.FundPay, data.PsnAcctPay, data.OwnPayAmt),
        ExtData = data.ExtData,
    };

    internal static MobileObservation Of(GetMobileOrderResultAnswerData data, DateTimeOffset at) => new()
    {
        Source = "6301",
        At = at,
        PayOrdId = data.PayOrdId,
        OrdStas = Said(data.OrdStas),
        Amounts = Amounts(data.FeeSumamt, data.FundPay, data.PsnAcctPay, data.OwnPayAmt),
        SetlType = data.SetlType,
        TraceTime = data.TraceTime,
        RevsToken = data.RevsToken,
        ExtData = data.ExtData,
    };

    internal static MobileObservation Of(ReceiveMobileOrderResultData data, DateTimeOffset at) => new()
    {
        Source = "6302",
        At = at,
        PayOrdId = data.PayOrdId,
        Implied = Implied(data),
        Amounts = Amounts(data.FeeSumamt, data.FundPay, data.PsnAcctPay, data.OwnpayAmt),
        SetlType = data.SetlType,
        TraceTime = data.TraceTime,
        HiDocSn = data.HiDocSn,
        HiRgstSn = data.HiRgstSn,
        RevsToken = data.RevsToken,
        ExtData = data.ExtData,
    };

    internal static MobileObservation Of(ReceiveMobileOrderData data, DateTimeOffset at) => new()
    {
        Source = "6204",
        At = at,
        PayOrdId = data.PayOrdId,
        Amounts = Amounts(data.FeeSumamt, data.FundPay, data.PsnAcctPay, data.OwnPayAmt),
        ThirdPartyPayment = data.ThdPayType,
        ExtData = data.ExtData,
    };

    /// <summary>callType 回调类型 as a number: "02" is 2; null where it is none.</summary>
    internal static int? CallTypeOf(string? callType)
        => int.TryParse(callType?.Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>mdtrtId inside extData 扩展数据, whose shape no source states: looked for as JSON in either spelling.</summary>
    internal static string? VisitIn(string? extData)
    {
        if (string.IsNullOrWhiteSpace(extData) || extData!.TrimStart()[0] != '{')
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(extData);
            return DataFields.Text(json.RootElement, "mdtrtId") is { Length: > 0 } visit ? visit : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Money is missing while an order is under way.</summary>
    private static MobileAmounts? Amounts(decimal? total, decimal? fund, decimal? account, decimal? own)
        => total is { } t && (fund ?? account ?? own) is not null ? new MobileAmounts(t, fund ?? 0m, account ?? 0m, own ?? 0m) : null;

    /// <summary>A notice names no state: 2 支付成功 says that the part named by setlType is paid. Other kinds say nothing about payment.</summary>
    private static MobileOrderStanding? Implied(ReceiveMobileOrderResultData data)
    {
        if (CallTypeOf(data.CallType) != 2)
        {
            return null;
        }

        return data.SetlType?.Trim().ToUpperInvariant() switch
        {
            "ALL" => MobileOrderStanding.Paid,
            "CASH" => MobileOrderStanding.CashPaid,
            _ => data.OwnpayAmt == 0m ? MobileOrderStanding.Paid : MobileOrderStanding.InsurancePaid,
        };
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
