namespace Insurance.Sdk.TraceCodes;

/// <summary>What a scan turned out to be.</summary>
public readonly struct TraceCodeReading
{
    private readonly string? _input;
    private readonly string? _detail;

    internal TraceCodeReading(string input, TraceCode code, TraceCodeReason reason = TraceCodeReason.None)
    {
        _input = input;
        _detail = null;
        Code = code;
        Reason = reason;
        Ok = true;
    }

    internal TraceCodeReading(string input, TraceCodeReason reason, string? detail = null)
    {
        _input = input;
        _detail = detail;
        Code = default;
        Reason = reason;
        Ok = false;
    }

    /// <summary>The scan as it came.</summary>
    public string Input => _input ?? "";

    /// <summary>True where the scan gave exactly one code that the rules take.</summary>
    public bool Ok { get; }

    /// <summary>The code; the default value where <see cref="Ok"/> is false.</summary>
    public TraceCode Code { get; }

    /// <summary>Why there is no code, or what is to be known about it.</summary>
    public TraceCodeReason Reason { get; }

    /// <summary>The reason for people, in one sentence; "" where there is nothing to say.</summary>
    public string ReasonText => TraceCodeReasonText.Of(Reason, _detail);

    /// <summary>The reason for people, in Chinese; "" where there is nothing to say.</summary>
    public string ChineseReasonText => TraceCodeReasonText.Chinese(Reason, _detail);

    /// <summary>The code, or the reason.</summary>
    public override string ToString() => Ok ? Code.Text : ReasonText;
}
