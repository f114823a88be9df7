namespace Insurance.Sdk.Visits;

/// <summary>Outpatient visit or inpatient stay.</summary>
public enum VisitKind
{
    /// <summary>门诊: 2201 to 2208.</summary>
    Outpatient = 1,

    /// <summary>住院: 2301 to 2305, 2401 to 2406.</summary>
    Inpatient = 2,
}

/// <summary>How far a visit is at the center, as far as the store knows. A step whose answer is missing stands beside it: <see cref="VisitStatus.Doubt"/>.</summary>
public enum VisitState
{
    /// <summary>Nothing is at the center.</summary>
    New = 0,

    /// <summary>Outpatient: 2201 is booked.</summary>
    Registered = 1,

    /// <summary>Outpatient: visit type and diagnoses are there (2203, 2203A), no lines.</summary>
    Informed = 2,

    /// <summary>Outpatient: lines are there that no settlement covers (2204).</summary>
    Charged = 3,

    /// <summary>All that was charged is settled (2207; of a stay: its final 2304).</summary>
    Settled = 4,

    /// <summary>Taken back as a whole (2202, 2404).</summary>
    Cancelled = 5,

    /// <summary>Inpatient: 2401 is booked.</summary>
    Admitted = 6,

    /// <summary>Inpatient: 2402 is booked, no final settlement.</summary>
    Discharged = 7,
}

/// <summary>What can be done with a visit.</summary>
public enum VisitStep
{
    /// <summary>2201 门诊挂号, 2401 入院办理.</summary>
    Register = 1,

    /// <summary>2203 门诊就诊信息上传, 2203A.</summary>
    Inform = 2,

    /// <summary>2403 住院信息变更.</summary>
    Change = 3,

    /// <summary>2204 门诊费用明细信息上传, 2301 住院费用明细上传.</summary>
    Charge = 4,

    /// <summary>2402 出院办理.</summary>
    Discharge = 5,

    /// <summary>2206 门诊预结算, 2303 住院预结算.</summary>
    Trial = 6,

    /// <summary>2207 门诊结算, 2304 住院结算.</summary>
    Settle = 7,

    /// <summary>2208 门诊结算撤销, 2305 住院结算撤销.</summary>
    Refund = 8,

    /// <summary>2405 出院撤销.</summary>
    CancelDischarge = 9,

    /// <summary>2205 门诊费用明细信息撤销, 2302 住院费用明细撤销.</summary>
    DeleteCharges = 10,

    /// <summary>2202 门诊挂号撤销, 2404 入院撤销.</summary>
    CancelRegistration = 11,

    /// <summary>2406 就医特殊属性上传.</summary>
    UploadAttribute = 12,
}

/// <summary>The transactions behind the steps.</summary>
internal static class VisitSteps
{
    private static readonly Operation[] OutpatientOperations =
    {
        Operations.RegisterOutpatient, Operations.UploadOutpatientVisit, Operations.UploadOutpatientMaternityVisit, Operations.UploadOutpatientFees, Operations.CancelOutpatientFees,
        Operations.PreSettleOutpatient, Operations.SettleOutpatient, Operations.CancelOutpatientSettlement, Operations.CancelOutpatientRegistration,
    };

    private static readonly Operation[] InpatientOperations =
    {
        Operations.RegisterAdmission, Operations.ChangeInpatientStay, Operations.UploadInpatientFees, Operations.CancelInpatientFees, Operations.RegisterDischarge, Operations.CancelDischarge,
        Operations.PreSettleInpatient, Operations.SettleInpatient, Operations.CancelInpatientSettlement, Operations.CancelAdmission, Operations.UploadVisitAttribute,
    };

    /// <summary>The steps that a kind of visit has, in the order of a normal day.</summary>
    internal static readonly VisitStep[] OfOutpatients =
    {
        VisitStep.Register, VisitStep.Inform, VisitStep.Charge, VisitStep.Trial, VisitStep.Settle, VisitStep.Refund, VisitStep.DeleteCharges, VisitStep.CancelRegistration,
    };

    internal static readonly VisitStep[] OfInpatients =
    {
        VisitStep.Register, VisitStep.Change, VisitStep.UploadAttribute, VisitStep.Charge, VisitStep.Discharge, VisitStep.Trial, VisitStep.Settle,
        VisitStep.Refund, VisitStep.CancelDischarge, VisitStep.DeleteCharges, VisitStep.CancelRegistration,
    };

    /// <summary>The operation of a kept key; the two that a visit does not know cannot be in its store.</summary>
    internal static Operation OperationOf(string key)
    {
        foreach (var operation in OutpatientOperations)
        {
            if (operation.Key == key)
            {
                return operation;
            }
        }

        foreach (var operation in InpatientOperations)
        {
            if (operation.Key == key)
            {
                return operation;
            }
        }

        throw new System.IO.InvalidDataException("The visit store names a transaction that a visit does not have: " + key);
    }

    internal static string CodeOf(VisitKind kind, VisitStep step) => (kind == VisitKind.Outpatient, step) switch
    {
        (true, VisitStep.Register) => "2201",
        (true, VisitStep.CancelRegistration) => "2202",
        (true, VisitStep.Inform) => "2203",
        (true, VisitStep.Charge) => "2204",
        (true, VisitStep.DeleteCharges) => "2205",
        (true, VisitStep.Trial) => "2206",
        (true, VisitStep.Settle) => "2207",
        (true, VisitStep.Refund) => "2208",
        (false, VisitStep.Register) => "2401",
        (false, VisitStep.CancelRegistration) => "2404",
        (false, VisitStep.Change) => "2403",
        (false, VisitStep.Charge) => "2301",
        (false, VisitStep.DeleteCharges) => "2302",
        (false, VisitStep.Discharge) => "2402",
        (false, VisitStep.CancelDischarge) => "2405",
        (false, VisitStep.Trial) => "2303",
        (false, VisitStep.Settle) => "2304",
        (false, VisitStep.Refund) => "2305",
        (false, VisitStep.UploadAttribute) => "2406",
        _ => "",
    };
}
