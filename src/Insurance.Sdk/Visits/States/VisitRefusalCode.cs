namespace Insurance.Sdk.Visits;

/// <summary>Why a visit does not do a step. The number of the rule is INS61 and the two digits of the code.</summary>
public enum VisitRefusalCode
{
    /// <summary>INS6101: the visit is not registered at the center.</summary>
    NotRegistered = 1,

    /// <summary>INS6102: it is registered already.</summary>
    AlreadyRegistered = 2,

    /// <summary>INS6103: it was taken back as a whole.</summary>
    Cancelled = 3,

    /// <summary>INS6104: visit type and diagnoses are missing (2203).</summary>
    NotInformed = 4,

    /// <summary>INS6105: no unsettled lines are at the center.</summary>
    NothingCharged = 5,

    /// <summary>INS6106: the batch is at the center already; all its lines go in one message.</summary>
    BatchCharged = 6,

    /// <summary>INS6107: a settlement covers it.</summary>
    AlreadySettled = 7,

    /// <summary>INS6108: there is no settlement to take back.</summary>
    NothingSettled = 8,

    /// <summary>INS6109: the settlement was taken back already.</summary>
    AlreadyRefunded = 9,

    /// <summary>INS6110: a settlement stands in the way.</summary>
    SettlementLeft = 10,

    /// <summary>INS6111: lines stand in the way.</summary>
    LinesLeft = 11,

    /// <summary>INS6112: the discharge stands in the way.</summary>
    Discharged = 12,

    /// <summary>INS6113: the stay is not discharged.</summary>
    NotDischarged = 13,

    /// <summary>INS6114: a discharged stay is settled finally, not on the way.</summary>
    InterimAfterDischarge = 14,

    /// <summary>INS6115: the split was not shown for these lines (2206, 2303), or something changed since.</summary>
    TrialMissing = 15,

    /// <summary>INS6116: the trial's total is not the sum of the lines.</summary>
    TotalDiffers = 16,

    /// <summary>INS6117: another counter has sent a step and waits for its answer.</summary>
    InProgress = 17,

    /// <summary>INS6118: the answer to a step is missing; the bill waits for recovery.</summary>
    InDoubt = 18,

    /// <summary>INS6119: another counter was faster.</summary>
    Overtaken = 19,

    /// <summary>INS6120: the visit number was used before.</summary>
    NumberUsed = 20,

    /// <summary>INS6121: one visit has one med_type.</summary>
    OtherMedType = 21,

    /// <summary>INS6122: there are several; say which.</summary>
    NotNamed = 22,

    /// <summary>INS6123: the batch has more lines than the center takes.</summary>
    BatchTooLarge = 23,

    /// <summary>INS6124: the HIS's patient is not the center's person.</summary>
    PatientMismatch = 24,

    /// <summary>INS6125: nothing says whose person it is; it cannot be compared.</summary>
    NotComparable = 25,

    /// <summary>INS6126: the insured area is neither in the insurance's row nor with the patient.</summary>
    AreaMissing = 26,

    /// <summary>INS6127: there is nothing to decide: the journal can tell, or recovery has to.</summary>
    NothingToDecide = 27,
}
