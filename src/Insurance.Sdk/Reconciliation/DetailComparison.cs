using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Insurance.Sdk.Reconciliation;

/// <summary>Asks the center to compare a list of settlements with its own, row by row: 9101, 3202, 9102. Books nothing; may be repeated.</summary>
/// <remarks>The only published way back from a lost settlement answer to what the center has: its file names the msgid of every row that differs.</remarks>
public interface IDetailComparer
{
    /// <summary>Compares.</summary>
    /// <param name="scope">Which settlements.</param>
    /// <param name="books">The hospital's records of that scope: all insurance types together, because 3202 knows none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InsuranceException">One of the three calls did not work; nothing has changed.</exception>
    Task<DetailComparison> CompareAsync(DetailScope scope, IReadOnlyList<SettlementRecord> books, CancellationToken cancellationToken = default);
}

/// <summary>Which settlements a comparison is about.</summary>
/// <param name="ClearingOffice">setl_optins 结算经办机构: clr_optins of the settlements.</param>
/// <param name="ClearingType">clr_type 清算类别.</param>
/// <param name="From">stmt_begndate 对账开始日期, by the settlement time that the center returned.</param>
/// <param name="Until">stmt_enddate 对账结束日期.</param>
public sealed record DetailScope(string ClearingOffice, string ClearingType, ChinaTime From, ChinaTime Until);

/// <summary>The center's result file of a comparison.</summary>
/// <param name="Scope">What was compared.</param>
/// <param name="Rows">Its rows, in the file's order.</param>
public sealed record DetailComparison(DetailScope Scope, IReadOnlyList<DetailRow> Rows)
{
    /// <summary>True where the file lists rows that are equal: then it lists everything, and a record of the hospital that it does not name is not at the center.
    /// Where it lists differences only, such a record is equal.</summary>
    public bool ListsEqualRows
    {
        get
        {
            foreach (var row in Rows)
            {
                if (row.IsEqual)
                {
                    return true;
                }
            }

            return false;
        }
    }
}

/// <summary>What a comparison brought whose rows were handed on one by one.</summary>
/// <param name="Scope">What was compared.</param>
/// <param name="Sent">Sums of what the hospital sent.</param>
/// <param name="RowCount">Rows of the result file.</param>
/// <param name="EqualCount">Rows that the center calls equal.</param>
public sealed record DetailSummary(DetailScope Scope, DetailTotals Sent, int RowCount, int EqualCount);

/// <summary>One row of the center's result file.</summary>
public sealed record DetailRow
{
    /// <summary>psn_no 人员编号. Personal.</summary>
    public string PersonNumber { get; init; } = "";

    /// <summary>mdtrt_id 就诊ID; "" in rows that only the center has, where the center leaves it out.</summary>
    public string VisitId { get; init; } = "";

    /// <summary>setl_id 结算ID; "" in rows that only the center has, where the center leaves it out.</summary>
    public string SettlementId { get; init; } = "";

    /// <summary>msgid 发送方报文ID of the message that booked it: the omsgid for 2601. "" where the center does not say.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>stmt_rslt 对账结果 as it came: 0 equal, 1 not; other codes kept.</summary>
    public string Result { get; init; } = "";

    /// <summary>True where <see cref="Result"/> says equal: 0, or several noughts as in a later edition.</summary>
    public bool IsEqual => DetailFileReader.IsEqual(Result);

    /// <summary>refd_setl_flag 退费结算标志.</summary>
    public bool IsRefund { get; init; }

    /// <summary>memo 备注. Free text that may name persons.</summary>
    public string Memo { get; init; } = "";

    /// <summary>The center's medfee_sumamt; null where the file has none.</summary>
    public decimal? TotalAmount { get; init; }

    /// <summary>The center's fund_pay_sumamt; null where the file has none.</summary>
    public decimal? FundAmount { get; init; }

    /// <summary>The center's acct_pay; null where the file has none.</summary>
    public decimal? AccountAmount { get; init; }

    /// <summary>A row that the center can fill is one that it has; of what it has not it only sends back what it was sent.</summary>
    internal bool IsKnownToCenter => MessageId.Length > 0 || TotalAmount is not null || FundAmount is not null || AccountAmount is not null;

    /// <summary>Shape of the row, without the person.</summary>
    public override string ToString() => SettlementId + " " + MessageId + " " + Result;
}
