namespace Insurance.Sdk;

/// <summary>An oddity met while reading an answer. It is never an exception: the answer is read as far as it can be.</summary>
public sealed class Deviation
{
    /// <summary>Creates a deviation.</summary>
    public Deviation(string number, string path, string message)
    {
        Number = number;
        Path = path;
        Message = message;
    }

    /// <summary>Number of the kind of oddity, such as <c>INS2003</c>; stable over releases (docs/reference/deviations.md).</summary>
    public string Number { get; }

    /// <summary>Where: <c>output.setlinfo.pdn_cash_pay</c>, or a place of the envelope, or "body".</summary>
    public string Path { get; }

    /// <summary>What was met and how it was read; never the value of a personal field.</summary>
    public string Message { get; }

    /// <inheritdoc />
    public override string ToString() => $"{Number} {Path}: {Message}";
}
