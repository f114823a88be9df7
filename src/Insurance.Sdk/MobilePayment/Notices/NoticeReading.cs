using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using Insurance.Sdk.Signing;

namespace Insurance.Sdk.MobilePayment;

/// <summary>A genuine notice, read leniently: which one it is, which order it names, what it says.</summary>
internal sealed record NoticeReading(string Code, string PayOrdId, string MedOrgOrd, MobileObservation Seen, string Key)
{
    /// <summary>Reads the plain data; null where they are no notice.</summary>
    internal static NoticeReading? Of(ICodec codec, ReadOnlyMemory<byte> data, DateTimeOffset now)
    {
        if (data.IsEmpty)
        {
            return null;
        }

        using var json = JsonDocument.Parse(data);

        // Some places put the fields one node deeper, as the tables print it.
        var root = json.RootElement;
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("data", out var inner) && inner.ValueKind == JsonValueKind.Object)
        {
            root = inner;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var isResult = DataFields.Text(root, "callType").Length > 0;
        if (!isResult && DataFields.Text(root, "thdPayType").Length == 0 && DataFields.Text(root, "revsToken").Length == 0 && DataFields.Text(root, "payOrdId").Length == 0)
        {
            return null;
        }

        isResult |= DataFields.Text(root, "revsToken").Length > 0 || DataFields.Text(root, "setlType").Length > 0;
        var wrapped = Encoding.UTF8.GetBytes("{\"data\":" + root.GetRawText() + "}");
        var deviations = new List<Deviation>();
        if (isResult)
        {
            var result = ((ReceiveMobileOrderResultRequest)codec.ReadInput(Operations.ReceiveMobileOrderResult, wrapped, deviations)).Data;
            return new NoticeReading(
                "6302",
                result.PayOrdId?.Trim() ?? "",
                result.MedOrgOrd?.Trim() ?? "",
                MobileAnswers.Of(result, now),
                KeyOf("6302", result.PayOrdId, result.MedOrgOrd, Number(MobileAnswers.CallTypeOf(result.CallType)), result.SetlType, result.HiDocSn, result.TraceTime,
                    Money(result.FeeSumamt), Money(result.FundPay), Money(result.PsnAcctPay), Money(result.OwnpayAmt), result.RevsToken));
        }

        var order = ((ReceiveMobileOrderRequest)codec.ReadInput(Operations.ReceiveMobileOrder, wrapped, deviations)).Data;
        return new NoticeReading(
            "6204",
            order.PayOrdId?.Trim() ?? "",
            order.MedOrgOrd?.Trim() ?? "",
            MobileAnswers.Of(order, now),
            KeyOf("6204", order.PayOrdId, order.MedOrgOrd, order.ThdPayType, Money(order.FeeSumamt), Money(order.FundPay), Money(order.PsnAcctPay), Money(order.OwnPayAmt)));
    }

    /// <summary>The same content has the same key, whatever time stamp its envelope has and however its numbers are written.</summary>
    private static string KeyOf(params string?[] parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part?.Trim()).Append('\u001f');
        }

        return HexText.Lower(Sm3.Hash(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Number(int? value) => value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private static string Money(decimal? value) => value?.ToString("0.00##", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
