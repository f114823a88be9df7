using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk.MockCenter.Persons;
using Insurance.Sdk.MockCenter.Visits;

namespace Insurance.Sdk.MockCenter.Ledger;

/// <summary>Balances, bills and refunds out of what the book knows.</summary>
internal static class VisitMoney
{
    /// <summary>What an account holds after everything that the center's institutions charged.</summary>
    internal static decimal BalanceOf(this VisitBook book, MockPerson person, MockInsurance insurance) => insurance.Balance - book.Persons.Charged(person.Number, insurance.Type, insurance.Area);

    /// <summary>Shares the sum of lines of a visit.</summary>
    internal static Bill Share(this VisitBook book, MockCenterOptions options, Visit visit, string batch, IReadOnlyList<FeeLine> lines, string accountFlag, bool isMidStay)
    {
        var person = options.Persons.Find(visit.Person);
        var insurance = person?.Insurance(visit.InsuranceType, visit.Area);
        var amounts = options.Money.Share(
            lines.Sum(l => l.Amount), lines.Sum(l => l.SelfPaid), visit.InsuranceType, insurance?.IsCivilServant == true, accountFlag, insurance is null ? 0 : book.BalanceOf(person!, insurance));
        return new Bill(visit, batch, lines, amounts, options.Money.OfficeOf(visit.Area), isMidStay);
    }

    /// <summary>Adds the negative of a settlement to a batch; with a purchase the visit and its lines go too.</summary>
    /// <returns>setl_id of the refund.</returns>
    internal static string AddRefund(this VisitBook book, LedgerBatch batch, Settlement settlement, MockCenterOptions options, string time, bool byCenter = false)
    {
        var visit = settlement.Visit;
        var insurance = options.Persons.Find(visit.Person)?.Insurance(visit.InsuranceType, visit.Area);
        var balance = (insurance?.Balance ?? 0) - book.Persons.Charged(visit.Person, visit.InsuranceType, visit.Area) + settlement.Amounts.Account;
        var id = book.NextSettlementId;
        batch.Add(VisitEvents.Refund(id, settlement, settlement.Amounts.Negated() with { Balance = balance }, time, byCenter));
        if (visit.Kind == VisitKind.Pharmacy)
        {
            batch.Add(VisitEvents.Undo(visit));
        }

        return id;
    }
}
