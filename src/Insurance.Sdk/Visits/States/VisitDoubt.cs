using System;
using System.Collections.Generic;
using System.Linq;
using Insurance.Sdk.Journal;

namespace Insurance.Sdk.Visits;

/// <summary>A step whose answer is missing. Until it is found out what became of it, the visit takes no other step.</summary>
public sealed class VisitDoubt
{
    private readonly string _personNumber;

    internal VisitDoubt(PendingStep pending, string personNumber)
    {
        Pending = pending;
        Operation = VisitSteps.OperationOf(pending.OperationKey);
        _personNumber = personNumber;
    }

    /// <summary>The step, as it was noted before it was sent.</summary>
    public PendingStep Pending { get; }

    /// <summary>msgid of the lost message: the key of its journal record.</summary>
    public string MessageId => Pending.MessageId;

    /// <summary>The transaction: what it is, what can tell its fate, what takes it back.</summary>
    public Operation Operation { get; }

    /// <summary>Queries that can tell whether the center has it.</summary>
    public IReadOnlyList<ConfirmingQuery> ConfirmedBy => Operation.ConfirmedBy;

    /// <summary>Transactions that take it back.</summary>
    public IReadOnlyList<UndoingTransaction> UndoneBy => Operation.UndoneBy;

    /// <summary>What the journal says; null where it has no record.</summary>
    public JournalState? Journal { get; internal init; }

    /// <summary>True while the message may still be waiting for its answer: nobody has to do anything yet.</summary>
    public bool IsOnTheWay { get; internal init; }

    /// <summary>True where recovery cannot help (any more): a person has to look at the center and decide, see <see cref="InsuredVisit.DecideAsync"/>.</summary>
    public bool NeedsPerson { get; internal init; }

    /// <summary>What is known beside it, in words.</summary>
    public string Reason { get; internal init; } = "";

    /// <summary>The text for people, in Chinese.</summary>
    public string ChineseText => Operation + "，报文 " + MessageId + "，" + ChinaTime.FromDateTimeOffset(Pending.At) + (IsOnTheWay ? "，等待应答" : NeedsPerson ? "，需人工核实" : "，待核实：" + string.Join("、", ConfirmedBy.Select(c => c.Code).Concat(UndoneBy.Select(u => u.Code)).Distinct()));

    /// <summary>A typed 2601 冲正交易 of the lost message, for recovery; null where 2601 does not take the transaction back. It is personal: it names the person.</summary>
    public ReverseTransactionRequest? Reversal()
        => UndoneBy.Any(u => u.Code == Operations.ReverseTransaction.Code)
            ? new ReverseTransactionRequest { Data = new ReverseTransactionData { PsnNo = _personNumber, Omsgid = MessageId, Oinfno = Pending.Code } }
            : null;

    /// <summary>Transaction, message id and what can help; no personal data.</summary>
    public override string ToString() => Operation + ", message " + MessageId + " of " + ChinaTime.FromDateTimeOffset(Pending.At)
        + (IsOnTheWay ? ", waits for its answer" : (Reason.Length > 0 ? ", " + Reason : "") + (NeedsPerson ? ", a person must look" : Help()));

    private string Help()
    {
        var asks = string.Join(", ", ConfirmedBy.Select(c => c.Code).Distinct());
        var undoes = string.Join(", ", UndoneBy.Select(u => u.Code).Distinct());
        return (asks.Length > 0 ? ", confirmed by " + asks : "") + (undoes.Length > 0 ? ", undone by " + undoes : "");
    }
}
