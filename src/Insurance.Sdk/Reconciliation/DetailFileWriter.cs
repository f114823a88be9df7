using System;
using System.Buffers;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Text;

namespace Insurance.Sdk.Reconciliation;

/// <summary>Writes the detail file of 3202: a ZIP archive with one text, UTF-8, a row for each settlement and each refund, TAB between the columns, LF between the rows.</summary>
/// <remarks>Columns as printed: setl_id, mdtrt_id, psn_no, medfee_sumamt, fund_pay_sumamt, acct_pay, refd_setl_flag. Rows pass one by one: memory does not grow with them.</remarks>
public static class DetailFileWriter
{
    private const int MostErrors = 50;
    private const int LargestAmountDigits = 14;

    private static readonly decimal Largest = 100_000_000_000_000m;

    /// <summary>Writes the archive.</summary>
    /// <param name="books">The hospital's records, in any order.</param>
    /// <param name="target">Takes the archive; stays open.</param>
    /// <param name="entryName">Name of the text inside.</param>
    /// <param name="options">What the center takes; null for the usual.</param>
    /// <param name="written">Time stamp of the text inside; null leaves the archive's oldest.</param>
    /// <returns>The sums of the rows, for 3202 itself.</returns>
    /// <exception cref="ValidationException">A record has no setl_id, mdtrt_id or psn_no, a text that would break the columns, or an amount that is no money. Rows are named by number.</exception>
    public static DetailTotals Write(IEnumerable<SettlementRecord> books, Stream target, string entryName = "detail.txt", ReconciliationOptions? options = null, ChinaTime? written = null)
    {
        using var archive = new ZipArchive(target ?? throw new ArgumentNullException(nameof(target)), ZipArchiveMode.Create, leaveOpen: true);
        var entry = archive.CreateEntry(entryName, CompressionLevel.Fastest);
        entry.LastWriteTime = written?.ToDateTimeOffset() ?? new DateTimeOffset(1980, 1, 1, 0, 0, 0, ChinaTime.Offset);
        using var text = entry.Open();
        return WriteText(books, text, options);
    }

    /// <summary>Writes the text that the archive holds.</summary>
    /// <param name="books">The hospital's records, in any order.</param>
    /// <param name="target">Takes the text; stays open.</param>
    /// <param name="options">What the center takes; null for the usual.</param>
    /// <returns>The sums of the rows.</returns>
    /// <exception cref="ValidationException">As <see cref="Write"/>.</exception>
    public static DetailTotals WriteText(IEnumerable<SettlementRecord> books, Stream target, ReconciliationOptions? options = null)
    {
        _ = books ?? throw new ArgumentNullException(nameof(books));
        _ = target ?? throw new ArgumentNullException(nameof(target));
        options ??= new ReconciliationOptions();
        var errors = new List<ValidationError>();
        var totals = DetailTotals.None;
        var row = new RowBuffer(target);
        var rest = options.ExtensionColumn ? "\tnull" : "";
        foreach (var record in books)
        {
            var number = totals.Count + 1;
            var fund = options.FundOf(record);
            var account = options.AccountOf(record);
            Check(errors, number, record, fund, account);
            totals = totals.Plus(record, options);
            if (errors.Count > 0)
            {
                // The rest is only looked at: one error would hide the next one.
                if (errors.Count >= MostErrors)
                {
                    break;
                }

                continue;
            }

            if (number > 1)
            {
                row.Feed();
            }

            row.Text(record.SettlementId);
            row.Tab();
            row.Text(record.VisitId);
            row.Tab();
            row.Text(record.PersonNumber);
            row.Tab();
            row.Money(record.TotalAmount);
            row.Tab();
            row.Money(fund);
            row.Tab();
            row.Money(account);
            row.Tab();
            row.Text(options.FlagOf(record));
            row.Text(rest);
        }

        if (errors.Count > 0)
        {
            throw new ValidationException(errors) { Code = "3202" };
        }

        if (options.NewLineAtEnd && totals.Count > 0)
        {
            row.Feed();
        }

        row.Flush();
        return totals;
    }

    private static void Check(List<ValidationError> errors, int number, SettlementRecord record, decimal fund, decimal account)
    {
        Text(errors, number, "setl_id", "结算ID", record.SettlementId);
        Text(errors, number, "mdtrt_id", "就诊ID", record.VisitId);
        Text(errors, number, "psn_no", "人员编号", record.PersonNumber);
        Money(errors, number, "medfee_sumamt", "医疗费总额", record.TotalAmount);
        Money(errors, number, "fund_pay_sumamt", "基金支付总额", fund);
        Money(errors, number, "acct_pay", "个人账户支出", account);
        if (record.IsRefund && record.TotalAmount > 0)
        {
            errors.Add(Error("INS1923", number, "medfee_sumamt", "condition", "医疗费总额 of a refund must be negative"));
        }
    }

    private static void Text(List<ValidationError> errors, int number, string field, string chinese, string? value)
    {
        if (string.IsNullOrWhiteSpace(value) || value == "null")
        {
            errors.Add(Error("INS1920", number, field, "required", chinese + " is required"));
            return;
        }

        foreach (var c in value!)
        {
            if (char.IsControl(c))
            {
                errors.Add(Error("INS1921", number, field, "type", chinese + " holds a control character, which would break the columns"));
                return;
            }
        }
    }

    private static void Money(List<ValidationError> errors, int number, string field, string chinese, decimal value)
    {
        if (decimal.Round(value, 2) != value || value >= Largest || value <= -Largest)
        {
            errors.Add(Error("INS1922", number, field, "decimals", chinese + " must have two decimals and " + LargestAmountDigits + " digits before them at most"));
        }
    }

    private static ValidationError Error(string code, int number, string field, string rule, string message)
        => new(code, "file[" + (number - 1).ToString(CultureInfo.InvariantCulture) + "]." + field, field, rule, "row " + number.ToString(CultureInfo.InvariantCulture) + ": " + message);

    /// <summary>Bytes of the rows on their way into the stream.</summary>
    private sealed class RowBuffer
    {
        private const int Size = 64 * 1024;
        private const int LongestMoney = 20;

        private static readonly StandardFormat TwoDecimals = new('F', 2);

        private readonly Stream _target;
        private readonly byte[] _bytes = new byte[Size];
        private int _length;

        internal RowBuffer(Stream target) => _target = target;

        internal void Tab() => One((byte)'\t');

        internal void Feed() => One((byte)'\n');

        internal void Text(string value)
        {
            if (value.Length == 0)
            {
                return;
            }

            var most = Encoding.UTF8.GetMaxByteCount(value.Length);
            if (most > Size)
            {
                Flush();
                var bytes = Encoding.UTF8.GetBytes(value);
                _target.Write(bytes, 0, bytes.Length);
                return;
            }

            Room(most);
            _length += Encoding.UTF8.GetBytes(value, 0, value.Length, _bytes, _length);
        }

        internal void Money(decimal value)
        {
            Room(LongestMoney);

            // A decimal can be a negative nothing.
            if (!Utf8Formatter.TryFormat(value == 0m ? 0m : value, _bytes.AsSpan(_length), out var written, TwoDecimals))
            {
                throw new InvalidOperationException("An amount was longer than its rule allows.");
            }

            _length += written;
        }

        internal void Flush()
        {
            _target.Write(_bytes, 0, _length);
            _length = 0;
        }

        private void One(byte value)
        {
            Room(1);
            _bytes[_length++] = value;
        }

        private void Room(int more)
        {
            if (_length + more > Size)
            {
                Flush();
            }
        }
    }
}
