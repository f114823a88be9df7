using System;
using System.Globalization;
using System.Linq;

namespace Insurance.Sdk.MockCenter.Visits;

/// <summary>Makes what the public API shows out of the book. Called under the institution's gate.</summary>
internal static class VisitSnapshots
{
    internal static MockVisit Of(Visit visit) => new()
    {
        Id = visit.Id,
        Institution = visit.Document.Institution,
        Kind = visit.Kind,
        Code = visit.Document.Code,
        MessageId = visit.Document.MessageId,
        PersonNumber = visit.Person,
        InsuranceType = visit.InsuranceType,
        InsuredArea = visit.Area,
        Number = visit.Number,
        MedType = visit.MedType,
        IsInformed = visit.IsInformed,
        IsDischarged = visit.Discharge is not null,
        IsSettled = visit.IsSettled,
        UndoneBy = visit.Document.UndoneBy,
        Lines = visit.Lines.Select(l => new MockFeeLine(l.Serial, l.Batch, l.Amount, l.Quantity, l.Document.MessageId, l.SettledBy?.Id, l.Document.UndoneBy)).ToList(),
    };

    internal static MockSettlement Of(Settlement settlement) => new()
    {
        Id = settlement.Id,
        Institution = settlement.Document.Institution,
        VisitId = settlement.Visit.Id,
        PersonNumber = settlement.Visit.Person,
        Code = settlement.Document.Code,
        MessageId = settlement.MessageId,
        Batch = settlement.Batch,
        InsuranceType = settlement.Visit.InsuranceType,
        ClearingType = settlement.ClearingType,
        ClearingOffice = settlement.ClearingOffice,
        SettledAt = new DateTimeOffset(DateTime.ParseExact(settlement.Time, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), TimeSpan.FromHours(8)),
        Amounts = settlement.Amounts,
        RefundOf = settlement.RefundOf?.Id,
        RefundedBy = settlement.RefundedBy?.Id,
        ReversedBy = settlement.ReversedBy,
        IsByCenter = settlement.IsByCenter,
    };
}
