using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace Insurance.Sdk.Reconciliation.Tests;

/// <summary>Invented settlements, and the archives a center would send.</summary>
internal static class Invented
{
    internal static readonly ChinaTime Day = new(2026, 3, 2);

    internal static SettlementRecord Settlement(int number, decimal total = 100m, decimal fund = 60m, decimal account = 10m, string insuranceType = "310", string clearingType = "11") => new()
    {
        MessageId = MessageId(number),
        Code = "2207",
        SettlementId = "S" + Text(number),
        VisitId = "V" + Text(number),
        PersonNumber = "P" + Text(number),
        InsuranceType = insuranceType,
        ClearingType = clearingType,
        ClearingOffice = "440800",
        TotalAmount = total,
        FundAmount = fund,
        AccountAmount = account,
        CashAmount = total - fund - account,
        SettledAt = Day.ToDateTimeOffset().AddHours(9),
    };

    internal static SettlementRecord RefundOf(SettlementRecord settlement, int number) => settlement with
    {
        MessageId = MessageId(number),
        Code = "2208",
        SettlementId = "S" + Text(number),
        RefundOf = settlement.SettlementId,
        IsRefund = true,
        TotalAmount = -settlement.TotalAmount,
        FundAmount = -settlement.FundAmount,
        AccountAmount = -settlement.AccountAmount,
        CashAmount = -settlement.CashAmount,
        SettledAt = settlement.SettledAt.AddHours(1),
    };

    internal static string MessageId(int number) => "H0000000000120260302090000" + number.ToString("0000", CultureInfo.InvariantCulture);

    internal static byte[] Zip(string text, string name = "result.txt") => Zip((name, Encoding.UTF8.GetBytes(text)));

    internal static byte[] Zip(params (string Name, byte[] Bytes)[] entries)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(bytes);
            }
        }

        return buffer.ToArray();
    }

    internal static (string Name, string Text) Unzip(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        var entry = Assert.Single(archive.Entries);
        using var reader = new StreamReader(entry.Open(), new UTF8Encoding(false, true), detectEncodingFromByteOrderMarks: false);
        return (entry.FullName, reader.ReadToEnd());
    }

    private static string Text(int number) => number.ToString("000000", CultureInfo.InvariantCulture);
}
