namespace Insurance.Sdk;

/// <summary>Who makes a call at the hospital: opter_type, opter and opter_name of the envelope.</summary>
public sealed class Operator
{
    /// <summary>opter_type 经办人类别: "1" a person at the counter, "2" a self-service machine, "3" a mobile terminal. Up to 3 characters.</summary>
    public string Type { get; set; } = "1";

    /// <summary>opter 经办人: the operator's number in the hospital, 1 to 30 characters. Sign-in is kept per number.</summary>
    public string Code { get; set; } = "";

    /// <summary>opter_name 经办人姓名: 1 to 50 characters.</summary>
    public string Name { get; set; } = "";

    /// <summary>Type and number; the name stays out of logs.</summary>
    public override string ToString() => Type + "/" + Code;
}
