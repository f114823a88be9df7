using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Insurance.Sdk.Calls;

namespace Insurance.Sdk.Reconciliation;

/// <summary>3201 for every scope and refund flag. It only asks; it may be repeated.</summary>
internal sealed class TotalsQuestion
{
    private readonly InsuranceClient _client;
    private readonly ReconciliationOptions _options;
    private readonly CallOptions? _call;

    internal TotalsQuestion(InsuranceClient client, ReconciliationOptions options, CallOptions? call)
    {
        _client = client;
        _options = options;
        _call = call;
    }

    internal async Task<List<DayTotal>> AskAsync(IEnumerable<TotalScope> scopes, IReadOnlyList<SettlementRecord> books, ChinaTime day, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var byScope = books.ToLookup(TotalScope.Of);
        var totals = new List<DayTotal>();
        foreach (var scope in scopes)
        {
            foreach (var (flag, holds) in Flags())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var total = await AskAsync(scope, flag, DetailTotals.Of(byScope[scope].Where(holds), _options), day, cancellationToken).ConfigureAwait(false);
                totals.Add(total);
                progress?.Report("3201 " + scope + " refd_setl_flag " + flag + ": " + (total.Problem.Length > 0 ? total.Problem : total.IsBalanced ? "equal" : "not equal"));
            }
        }

        return totals;
    }

    /// <summary>Which records stand behind each flag: that is what places disagree about.</summary>
    private (string Flag, Func<SettlementRecord, bool> Holds)[] Flags() => _options.RefundTotals switch
    {
        RefundTotals.Separate => new (string, Func<SettlementRecord, bool>)[] { (_options.NoRefundFlag, r => !r.IsRefund), (_options.RefundFlag, r => r.IsRefund) },
        RefundTotals.Together => new (string, Func<SettlementRecord, bool>)[] { (_options.NoRefundFlag, _ => true) },
        _ => new (string, Func<SettlementRecord, bool>)[] { (_options.NoRefundFlag, r => !r.IsRefund), (_options.RefundFlag, _ => true) },
    };

    private async Task<DayTotal> AskAsync(TotalScope scope, string flag, DetailTotals sums, ChinaTime day, CancellationToken cancellationToken)
    {
        var request = new ReconcileTotalsRequest
        {
            Data =
            {
                Insutype = scope.InsuranceType,
                ClrType = scope.ClearingType,
                SetlOptins = scope.ClearingOffice,
                StmtBegndate = StatementDays.First(day),
                StmtEnddate = StatementDays.Last(day),
                MedfeeSumamt = sums.Total,
                FundPaySumamt = sums.Fund,
                AcctPay = sums.Account,
                FixmedinsSetlCnt = sums.Count,
                RefdSetlFlag = flag,
            },
        };
        StatementDays.SendWhereRequired(_client.Inside, Operations.ReconcileTotals, request, () => request.Data.FixmedinsRefdSetlFlag = flag);
        try
        {
            var answer = await _client.Reconciliation.ReconcileTotalsAsync(request, _call, cancellationToken).ConfigureAwait(false);
            return answer.Stmtinfo?.StmtRslt is { Length: > 0 } result
                ? new DayTotal(scope, flag, sums, result, "")
                : new DayTotal(scope, flag, sums, "", "3201 was accepted without stmt_rslt");
        }
        catch (RefusedException e)
        {
            return new DayTotal(scope, flag, sums, "", "3201 was refused (code " + RefusedException.CodeForText(e.CenterCode) + ")");
        }
        catch (InsuranceException e) when (e is not (ConfigurationException or ValidationException))
        {
            return new DayTotal(scope, flag, sums, "", "3201 gave no answer (" + e.GetType().Name + ")");
        }
    }
}
