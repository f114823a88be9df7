using System;
using System.Collections.Generic;

namespace Insurance.Sdk.MockCenter.Visits;

/// <summary>What happens when a fee line's feedetl_sn comes again within its visit.</summary>
public enum RepeatedFeeLine
{
    /// <summary>The message is refused. The default.</summary>
    Refuse,

    /// <summary>A second line is booked beside the first.</summary>
    Double,
}

/// <summary>Rules of visits and settlements. Every default that stands for an unanswered question about the real center says so.</summary>
public sealed class MockVisitRules
{
    /// <summary>
    /// What the center says to an undo of something that is undone: 2202, 2208, 2305, 2103, 2404, 2405 and 2601 a second time. The text of
    /// a real center is not published; clients that take such a refusal for success must be told it.
    /// </summary>
    public string AlreadyUndoneText { get; set; } = "已撤销，不能重复撤销";

    /// <summary>
    /// Whether a message about a visit may carry another insuplc_admdvs than the registration did, and a registration one that is no
    /// insurance of the person. The insured area decides the route of every message, so a real center does not find the visit.
    /// </summary>
    public Strictness OtherInsuredArea { get; set; } = Strictness.Refuse;

    /// <summary>An ipt_otp_no (2201) or ipt_no (2401) that a registration had before. It must be new; what a real center does with an old one is not published.</summary>
    public Strictness RepeatedVisitNumber { get; set; } = Strictness.Refuse;

    /// <summary>A feedetl_sn that stands in its visit already (2204, 2301). Unknown of the real center.</summary>
    public RepeatedFeeLine RepeatedFeeLine { get; set; }

    /// <summary>A further 2204 for a chrg_bchno that has lines. All lines of a batch come in one call; what a real center does otherwise is not published. Not looked at where lines are doubled.</summary>
    public Strictness BatchInPieces { get; set; } = Strictness.Refuse;

    /// <summary>2204 before 2203 or 2203A.</summary>
    public Strictness ChargeBeforeInformed { get; set; } = Strictness.Refuse;

    /// <summary>A med_type that is not the one of the visit.</summary>
    public Strictness OtherMedType { get; set; } = Strictness.Refuse;

    /// <summary>A second stay (2401) of a person who is in hospital, here or elsewhere.</summary>
    public Strictness SecondStay { get; set; } = Strictness.Refuse;

    /// <summary>2301 and 2302 after 2402. The order of undoing wants 2405 first.</summary>
    public Strictness FeesAfterDischarge { get; set; } = Strictness.Refuse;

    /// <summary>A filing whose keys stand in an earlier one that is not cancelled. Unknown of the real center.</summary>
    public Strictness RepeatedFiling { get; set; } = Strictness.Refuse;

    /// <summary>
    /// Numbers that 2601 reverses; null takes the list of the edition: Hunan and the base 2102, 2207, 2304, 2401; the others also 2103, 2208, 2305.
    /// </summary>
    public ISet<string>? Reversible { get; set; }

    /// <summary>2601 for a message that the center does not know. Unknown of the real center; allowed means: accepted, and nothing changes.</summary>
    public Strictness UnknownReversal { get; set; } = Strictness.Refuse;

    internal ISet<string> ReversibleIn(string edition) => Reversible ?? (edition is "hunan" or "base" ? Short : Long);

    private static readonly HashSet<string> Short = new(StringComparer.Ordinal) { "2102", "2207", "2304", "2401" };
    private static readonly HashSet<string> Long = new(StringComparer.Ordinal) { "2102", "2103", "2207", "2208", "2304", "2305", "2401" };
}
