namespace Insurance.Sdk;

/// <summary>An accepted answer of <see cref="InsuranceClient.InvokeAsync"/>. Everything but acceptance throws.</summary>
public sealed class RawAnswer
{
    internal RawAnswer(string outputJson, CallReceipt receipt)
    {
        OutputJson = outputJson;
        Receipt = receipt;
    }

    /// <summary>The output as JSON text, verified and decrypted; "null" where there is none. It may hold personal data.</summary>
    public string OutputJson { get; }

    /// <summary>The facts of the call.</summary>
    public CallReceipt Receipt { get; }
}
