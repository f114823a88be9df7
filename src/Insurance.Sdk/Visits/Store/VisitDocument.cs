using System;
using System.Collections.Generic;
using System.Linq;

namespace Insurance.Sdk.Visits;

/// <summary>How far the registration of a visit is; lines and settlements stand beside it.</summary>
internal enum VisitStage
{
    New = 0,
    Registered = 1,
    Informed = 2,
    Discharged = 3,
    Cancelled = 4,
}

/// <summary>What the library knows of a visit. Immutable: a step gives a new one.</summary>
internal sealed record VisitDocument
{
    internal const int MostEvents = 200;

    internal required VisitKind Kind { get; init; }

    internal VisitStage Stage { get; init; }

    internal string PersonNumber { get; init; } = "";

    internal string InsuranceType { get; init; } = "";

    internal string PersonType { get; init; } = "";

    internal string InsuredArea { get; init; } = "";

    /// <summary>mdtrt_cert_type of the registration: 2403 wants it, and it says nothing of the person.</summary>
    internal string CredentialType { get; init; } = "";

    internal string CenterVisitId { get; init; } = "";

    internal string MedType { get; init; } = "";

    internal ChinaTime? Begin { get; init; }

    internal ChinaTime? End { get; init; }

    internal IReadOnlyList<FeeBatch> Unsettled { get; init; } = Array.Empty<FeeBatch>();

    internal IReadOnlyList<VisitSettlement> Settlements { get; init; } = Array.Empty<VisitSettlement>();

    internal PendingStep? Pending { get; init; }

    /// <summary>msgid of steps whose only book is this store: they are confirmed in the journal as soon as it can be reached.</summary>
    internal IReadOnlyList<string> ToConfirm { get; init; } = Array.Empty<string>();

    internal IReadOnlyList<VisitEvent> History { get; init; } = Array.Empty<VisitEvent>();

    internal bool IsFinallySettled => Settlements.Any(s => s is { IsLive: true, IsInterim: false });

    internal VisitState State => Stage switch
    {
        VisitStage.New => VisitState.New,
        VisitStage.Cancelled => VisitState.Cancelled,
        _ when Kind == VisitKind.Inpatient => Stage == VisitStage.Discharged ? IsFinallySettled ? VisitState.Settled : VisitState.Discharged : VisitState.Admitted,
        _ when Unsettled.Count > 0 => VisitState.Charged,
        _ when Settlements.Any(s => s.IsLive) => VisitState.Settled,
        VisitStage.Informed => VisitState.Informed,
        _ => VisitState.Registered,
    };

    internal FeeBatch? BatchOf(string number) => Unsettled.FirstOrDefault(b => b.Number == number);

    /// <summary>The settlement that stands and covers a batch.</summary>
    internal VisitSettlement? SettlementOf(string batch) => Settlements.LastOrDefault(s => s.IsLive && s.BatchNumber == batch);

    internal IReadOnlyList<string> LiveSettlements => Settlements.Where(s => s.IsLive).Select(s => s.MessageId).ToList();

    /// <summary>Lines come in, or come back after a refund; a trial of the batch says nothing about them any more.</summary>
    internal VisitDocument Adding(string batch, int lines, decimal total)
    {
        var known = BatchOf(batch);
        var now = new FeeBatch { Number = batch, Lines = lines + (known?.Lines ?? 0), Total = total + (known?.Total ?? 0) };
        return this with { Unsettled = known is null ? Unsettled.Concat(new[] { now }).ToList() : Unsettled.Select(b => b == known ? now : b).ToList() };
    }

    /// <summary>Lines go, or are settled.</summary>
    internal VisitDocument Removing(string batch, int lines, decimal total)
    {
        if (BatchOf(batch) is not { } known)
        {
            return this;
        }

        var now = new FeeBatch { Number = batch, Lines = known.Lines - lines, Total = known.Total - total };
        return this with { Unsettled = now.Lines <= 0 ? Unsettled.Where(b => b != known).ToList() : Unsettled.Select(b => b == known ? now : b).ToList() };
    }

    /// <summary>What the split depends on has changed: it has to be shown again.</summary>
    internal VisitDocument WithoutTrials() => this with { Unsettled = Unsettled.Select(b => b with { Trial = null }).ToList() };

    internal VisitDocument Note(VisitEvent what)
    {
        var history = History.Concat(new[] { what }).ToList();
        return this with { History = history.Count > MostEvents ? history.Skip(history.Count - MostEvents).ToList() : history };
    }

    internal VisitDocument Replacing(VisitSettlement old, VisitSettlement now) => this with { Settlements = Settlements.Select(s => s == old ? now : s).ToList() };
}
