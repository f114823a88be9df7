using System;
using System.Collections.Generic;

namespace Insurance.Sdk.MockCenter.Money;

/// <summary>
/// How the center shares a bill. The rule is invented, deterministic and exact to the cent; it is nobody's real benefit:
/// fund = what the policy covers x rate of the insurance; of what is left the civil-servant fund takes its rate; the
/// account pays the person's part up to its balance where acct_used_flag allows; the person pays the rest in cash.
/// </summary>
public sealed class MockMoney
{
    /// <summary>Share of the fund by insutype.</summary>
    public IDictionary<string, decimal> FundRates { get; } = new Dictionary<string, decimal>(StringComparer.Ordinal)
    {
        ["310"] = 0.70m,
        ["340"] = 1m,
        ["390"] = 0.55m,
        ["510"] = 1m,
    };

    /// <summary>Share of the fund for other insurances.</summary>
    public decimal OtherFundRate { get; set; } = 0.50m;

    /// <summary>Share of the civil-servant fund in what the first fund leaves of the covered sum.</summary>
    public decimal CivilServantRate { get; set; } = 0.50m;

    /// <summary>Share of the bill that the hospital bears.</summary>
    public decimal HospitalRate { get; set; }

    /// <summary>med_list_codg values that no fund pays. Lines with hosp_appr_flag 2 (审批不通过) are paid by the person as well.</summary>
    public ISet<string> SelfPaidCodes { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>clr_way 清算方式 in the answers.</summary>
    public string ClearingWay { get; set; } = "1";

    /// <summary>clr_optins 清算经办机构 for an insured area; null takes the area itself.</summary>
    public Func<string, string>? ClearingOffice { get; set; }

    /// <summary>What 5206 adds up per month, by cum_type_code. The codes are not published: empty, and 5206 lists nothing, until they are given.</summary>
    public IDictionary<string, Func<Amounts, decimal>> Sums { get; } = new Dictionary<string, Func<Amounts, decimal>>(StringComparer.Ordinal);

    internal string OfficeOf(string area) => ClearingOffice?.Invoke(area) ?? area;

    /// <summary>What of a line no fund pays.</summary>
    internal decimal SelfPaid(string code, string approval, decimal amount) => approval == "2" || SelfPaidCodes.Contains(code) ? amount : 0;

    internal Amounts Share(decimal total, decimal selfPaid, string insuranceType, bool isCivilServant, string accountFlag, decimal balance)
    {
        var rate = FundRates.TryGetValue(insuranceType, out var known) ? known : OtherFundRate;
        var covered = total - selfPaid;
        var pool = Cents(covered * rate);
        var civil = isCivilServant ? Cents((covered - pool) * CivilServantRate) : 0;
        var left = total - pool - civil;
        var hospital = Math.Min(Cents(total * HospitalRate), left);
        var person = left - hospital;
        var account = accountFlag is "1" or "2" ? Math.Max(0, Math.Min(person, balance)) : 0;
        return new Amounts
        {
            Total = total,
            SelfPaid = selfPaid,
            Covered = covered,
            Pool = pool,
            PoolRate = rate,
            CivilServant = civil,
            Person = person,
            Account = account,
            SharedAccount = accountFlag == "2" ? account : 0,
            Cash = person - account,
            Hospital = hospital,
            Balance = balance - account,
        };
    }

    private static decimal Cents(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);
}
