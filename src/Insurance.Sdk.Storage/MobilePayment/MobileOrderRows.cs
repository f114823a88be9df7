using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Insurance.Sdk.MobilePayment;

namespace Insurance.Sdk.Storage.MobilePayment;

/// <summary>Orders as rows, and back.</summary>
internal static class MobileOrderRows
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static MobileOrderRow RowOf(MobileOrder order, long version, bool isProtected, byte[] secrets) => new()
    {
        MedOrgOrd = order.MedOrgOrd,
        OrgCodg = order.OrgCodg,
        PayOrdId = order.PayOrdId,
        PayKey = PayKeyOf(order),
        VisitId = order.VisitId,
        ChargeBatch = order.ChargeBatch,
        UploadedTotal = order.UploadedTotal,
        Standing = (int)order.Standing,
        OrdStas = Cut(order.OrdStas, 40),
        Total = order.Amounts?.Total,
        Fund = order.Amounts?.Fund,
        Account = order.Amounts?.Account,
        Own = order.Amounts?.Own,
        InsuranceBack = order.InsuranceTakenBack ? 1 : 0,
        Pending = (int)order.Pending,
        PendingMessageId = order.PendingMessageId,
        PendingSince = Ms(order.PendingSince),
        PlaceMessageId = order.PlaceMessageId,
        AuthorizedUntil = Ms(order.AuthorizedUntil),
        SetlType = Cut(order.SetlType, 40),
        TraceTime = Cut(order.TraceTime, 40),
        HiDocSn = Cut(order.HiDocSn, 100),
        HiRgstSn = Cut(order.HiRgstSn, 100),
        ThirdPartyPayment = Cut(order.ThirdPartyPayment, 40),
        Attention = Cut(order.Attention, 500),
        PostedAt = Ms(order.PostedAt),
        ReleasedBy = Cut(order.ReleasedBy, 100),
        ReleasedWhy = Cut(order.ReleasedWhy, 300),
        CreatedAt = order.CreatedAt.ToUnixTimeMilliseconds(),
        ChangedAt = order.ChangedAt.ToUnixTimeMilliseconds(),
        OpenSince = order.IsOpen ? order.ChangedAt.ToUnixTimeMilliseconds() : null,
        UnpostedSince = order.IsUnposted ? order.ChangedAt.ToUnixTimeMilliseconds() : null,
        Version = version,
        IsProtected = isProtected ? 1 : 0,
        Secrets = secrets,
    };

    internal static MobileOrder OrderOf(MobileOrderRow row, IEnumerable<MobileRefundRow> refunds, MobileOrderSecrets secrets) => new()
    {
        MedOrgOrd = row.MedOrgOrd,
        OrgCodg = row.OrgCodg,
        PayOrdId = row.PayOrdId,
        VisitId = row.VisitId,
        ChargeBatch = row.ChargeBatch,
        UploadedTotal = row.UploadedTotal,
        Standing = (MobileOrderStanding)row.Standing,
        OrdStas = row.OrdStas,
        Amounts = row.Total is { } total ? new MobileAmounts(total, row.Fund ?? 0m, row.Account ?? 0m, row.Own ?? 0m) : null,
        InsuranceTakenBack = row.InsuranceBack != 0,
        Pending = (MobileOrderAction)row.Pending,
        PendingMessageId = row.PendingMessageId,
        PendingSince = Instant(row.PendingSince),
        PlaceMessageId = row.PlaceMessageId,
        AuthorizedUntil = Instant(row.AuthorizedUntil),
        SetlType = row.SetlType,
        TraceTime = row.TraceTime,
        HiDocSn = row.HiDocSn,
        HiRgstSn = row.HiRgstSn,
        ThirdPartyPayment = row.ThirdPartyPayment,
        Attention = row.Attention,
        PostedAt = Instant(row.PostedAt),
        ReleasedBy = row.ReleasedBy,
        ReleasedWhy = row.ReleasedWhy,
        CreatedAt = Instant(row.CreatedAt)!.Value,
        ChangedAt = Instant(row.ChangedAt)!.Value,
        Refunds = refunds.OrderBy(r => r.AskedAt).ThenBy(r => r.AppRefdSn, StringComparer.Ordinal).Select(RefundOf).ToList(),
        Secrets = secrets,
        Version = row.Version,
    };

    internal static MobileRefundRow RowOf(string medOrgOrd, MobileRefund refund) => new()
    {
        AppRefdSn = refund.AppRefdSn,
        MedOrgOrd = medOrgOrd,
        Type = (int)refund.Type,
        Fund = refund.Fund,
        Account = refund.Account,
        Cash = refund.Cash,
        State = (int)refund.State,
        AskedAt = refund.AskedAt.ToUnixTimeMilliseconds(),
        MessageId = refund.MessageId,
        OrdStasBefore = Cut(refund.OrdStasBefore, 40),
        Undecided = refund.IsUndecided ? 1 : 0,
        RefdSn = Cut(refund.RefdSn, 100),
        HiFefdSn = Cut(refund.HiFefdSn, 100),
        DecidedBy = Cut(refund.DecidedBy, 100),
        DecidedWhy = Cut(refund.DecidedWhy, 300),
    };

    internal static string PayKeyOf(MobileOrder order) => order.PayOrdId ?? "-" + order.MedOrgOrd;

    internal static byte[] Write(MobileOrderSecrets secrets)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            json.WriteStartObject();
            Text(json, "payToken", secrets.PayToken);
            Text(json, "idNo", secrets.IdNo);
            Text(json, "userName", secrets.UserName);
            Text(json, "idType", secrets.IdType);
            Text(json, "cashierUrl", secrets.CashierUrl);
            Text(json, "revsToken", secrets.RevsToken);
            Text(json, "extData", secrets.ExtData);
            if (secrets.RevsTokenAt is { } at)
            {
                json.WriteNumber("revsTokenAt", at.ToUnixTimeMilliseconds());
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    internal static MobileOrderSecrets Read(byte[] bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        var root = json.RootElement;
        string? Of(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
        return new MobileOrderSecrets
        {
            PayToken = Of("payToken"),
            IdNo = Of("idNo") ?? "",
            UserName = Of("userName") ?? "",
            IdType = Of("idType") ?? "",
            CashierUrl = Of("cashierUrl"),
            RevsToken = Of("revsToken"),
            ExtData = Of("extData"),
            RevsTokenAt = root.TryGetProperty("revsTokenAt", out var at) ? Instant(at.GetInt64()) : null,
        };
    }

    internal static string? Cut(string? text, int length) => text is not null && text.Length > length ? text.Substring(0, length) : text;

    internal static DateTimeOffset? Instant(long? milliseconds)
        => milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at).ToOffset(ChinaTime.Offset) : null;

    private static long? Ms(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private static MobileRefund RefundOf(MobileRefundRow row) => new()
    {
        AppRefdSn = row.AppRefdSn,
        Type = (MobileRefundType)row.Type,
        Fund = row.Fund,
        Account = row.Account,
        Cash = row.Cash,
        State = (MobileRefundState)row.State,
        AskedAt = Instant(row.AskedAt)!.Value,
        MessageId = row.MessageId,
        OrdStasBefore = row.OrdStasBefore,
        IsUndecided = row.Undecided != 0,
        RefdSn = row.RefdSn,
        HiFefdSn = row.HiFefdSn,
        DecidedBy = row.DecidedBy,
        DecidedWhy = row.DecidedWhy,
    };
}
