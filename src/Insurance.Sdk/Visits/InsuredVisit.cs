using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Blocking = Insurance.Sdk.TraceCodes.Blocking;

namespace Insurance.Sdk.Visits;

/// <summary>A visit that is kept in the store: any number of objects, counters and programs may work on the same one, and one step is taken at a time.</summary>
public abstract class InsuredVisit
{
    private VisitStatus _status;

    private protected InsuredVisit(VisitDesk desk, LoadedVisit visit)
    {
        Desk = desk;
        _status = visit.Status(desk.Book.Options);
    }

    /// <summary>Key of the visit in the store.</summary>
    public string Id => Status.Id;

    /// <summary>The visit as it stood after the last step or <see cref="RefreshAsync"/> of this object.</summary>
    public VisitStatus Status => Volatile.Read(ref _status);

    internal VisitDesk Desk { get; }

    /// <summary>Reads the visit anew; a step whose answer was lost is taken in from the journal as far as it is known.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<VisitStatus> RefreshAsync(CancellationToken cancellationToken = default) => Show(await Desk.Book.LoadAsync(Id, cancellationToken).ConfigureAwait(false));

    /// <summary>Blocking twin of <see cref="RefreshAsync"/>; safe on a thread with a user interface.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    public VisitStatus Refresh(CancellationToken cancellationToken = default) => Blocking.Run(() => RefreshAsync(cancellationToken));

    /// <summary>A settlement read back from the journal: after a crash, or to print the receipt again.</summary>
    /// <param name="settlement">Its setl_id or msgid.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null where the visit has no such settlement. Amounts are empty where the journal has no answer of it.</returns>
    public async Task<SettlementResult?> SettlementAsync(string settlement, CancellationToken cancellationToken = default)
        => await Desk.Settlements.ReadAsync(await Desk.Book.LoadAsync(Id, cancellationToken).ConfigureAwait(false), settlement ?? throw new ArgumentNullException(nameof(settlement)), isRefund: false, cancellationToken).ConfigureAwait(false);

    /// <summary>Blocking twin of <see cref="SettlementAsync"/>.</summary>
    /// <param name="settlement">Its setl_id or msgid.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public SettlementResult? Settlement(string settlement, CancellationToken cancellationToken = default) => Blocking.Run(() => SettlementAsync(settlement, cancellationToken));

    /// <summary>The refund of a settlement, read back from the journal.</summary>
    /// <param name="settlement">setl_id or msgid of the settlement, or setl_id of the refund.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null where it was not refunded by this visit.</returns>
    public async Task<SettlementResult?> RefundOfAsync(string settlement, CancellationToken cancellationToken = default)
        => await Desk.Settlements.ReadAsync(await Desk.Book.LoadAsync(Id, cancellationToken).ConfigureAwait(false), settlement ?? throw new ArgumentNullException(nameof(settlement)), isRefund: true, cancellationToken).ConfigureAwait(false);

    /// <summary>Blocking twin of <see cref="RefundOfAsync"/>.</summary>
    /// <param name="settlement">setl_id or msgid of the settlement, or setl_id of the refund.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public SettlementResult? RefundOf(string settlement, CancellationToken cancellationToken = default) => Blocking.Run(() => RefundOfAsync(settlement, cancellationToken));

    /// <summary>A person has looked at the center and says what became of a lost step. Only where neither the journal nor recovery can tell: <see cref="VisitDoubt.NeedsPerson"/>.</summary>
    /// <param name="isBooked">True where the center has it.</param>
    /// <param name="who">Who looked.</param>
    /// <param name="why">What was seen; it is kept with the visit.</param>
    /// <param name="id">mdtrt_id of a registration, setl_id of a settlement, as the center shows it; needed where it is booked.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="VisitRefusedException">There is nothing for a person to decide.</exception>
    public async Task<VisitStatus> DecideAsync(bool isBooked, string who, string why, string? id = null, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(who) || string.IsNullOrWhiteSpace(why))
        {
            throw new ArgumentException("Who decided, and what was seen, is part of the record");
        }

        var book = Desk.Book;
        var visit = await book.LoadAsync(Id, cancellationToken).ConfigureAwait(false);
        if (visit.Doubt is not { NeedsPerson: true, Pending: var pending })
        {
            throw new VisitRefusedException(VisitRefusal.Of(VisitRefusalCode.NothingToDecide, visit.Record.Kind, visit.Doubt?.Pending.Step ?? VisitStep.Register, visit.Doubt?.ToString() ?? "", visit.Doubt?.ChineseText));
        }

        var what = "decided by a person: " + (isBooked ? "booked" : "not booked") + ": " + why.Trim();
        var values = await book.ReadOutputAsync(pending.MessageId, pending.OperationKey, cancellationToken).ConfigureAwait(false);
        if (!string.IsNullOrWhiteSpace(id))
        {
            values.With(pending.Step == VisitStep.Register ? "mdtrt_id" : "setl_id", id!.Trim());
        }

        if (isBooked && StepEffects.Missing(pending, values) is { } missing)
        {
            throw new ArgumentException(missing + " must be given: without it later calls cannot name what was booked", nameof(id));
        }

        var (decided, lines) = isBooked ? StepEffects.Done(visit.Document, pending with { OperatorCode = who.Trim() }, values, book.Now, what) : StepEffects.Back(visit.Document, pending, book.Now, who.Trim(), what);
        return await book.SaveAsync(visit.Record, decided, lines, cancellationToken).ConfigureAwait(false) is { } saved
            ? Show(saved)
            : throw new VisitRefusedException(VisitRefusal.Of(VisitRefusalCode.Overtaken, visit.Record.Kind, pending.Step));
    }

    /// <summary>Blocking twin of <see cref="DecideAsync"/>.</summary>
    /// <param name="isBooked">True where the center has it.</param>
    /// <param name="who">Who looked.</param>
    /// <param name="why">What was seen.</param>
    /// <param name="id">mdtrt_id or setl_id.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public VisitStatus Decide(bool isBooked, string who, string why, string? id = null, CancellationToken cancellationToken = default) => Blocking.Run(() => DecideAsync(isBooked, who, why, id, cancellationToken));

    /// <summary>Kind and state; no personal data.</summary>
    public override string ToString() => Status.ToString();

    internal VisitStatus Show(LoadedVisit visit)
    {
        var status = visit.Status(Desk.Book.Options);
        Volatile.Write(ref _status, status);
        return status;
    }

    internal T Show<T>(T result, VisitStatus status)
    {
        Volatile.Write(ref _status, status);
        return result;
    }

    internal void Refuse(VisitDocument visit, StepQuestion question) => SettlementDesk.Refuse(VisitRules.Check(visit, question, Desk.Book.Options));
}
